// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectSnippet: the few lines that connect a client to this broker, at the address it listens on now, for AMQP in three languages and for Kafka.
// Owner: a StateView or a page. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QWidget>

class QPlainTextEdit;
class QTabBar;
class QToolButton;

namespace ui::widgets {

class ConnectSnippet : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectSnippet(QWidget *parent = nullptr);

    void setListeners(const QList<engine::ListenerSnapshot> &listeners);
    QString code() const;

private:
    void refresh();

    QTabBar *m_tabs;
    QPlainTextEdit *m_code;
    QToolButton *m_copy;
    QString m_host;
    quint16 m_port = 0;
    QString m_kafka; ///< host and port of Kafka's listener
};

} // namespace ui::widgets
