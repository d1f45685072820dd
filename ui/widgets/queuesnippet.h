// SPDX-License-Identifier: GPL-3.0-or-later
// QueueSnippet: the few lines of pika that publish to a queue, or take from it, at the address the broker listens on now.
// Owner: a StateView. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QFrame>

class QLabel;

namespace ui::widgets {

class QueueSnippet : public QFrame
{
    Q_OBJECT
public:
    enum class Purpose : quint8 { Publish, Consume };

    explicit QueueSnippet(Purpose purpose, QWidget *parent = nullptr);
    void setQueue(const engine::QueueSpec &queue, const QList<engine::ListenerSnapshot> &listeners);
    QString code() const;

private:
    Purpose m_purpose;
    QLabel *m_code;
};

} // namespace ui::widgets
