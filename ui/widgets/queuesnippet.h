// SPDX-License-Identifier: GPL-3.0-or-later
// QueueSnippet: the few lines of pika that publish to a queue, take from it, or give it a dead letter exchange, at the address the
// broker listens on now.
// Owner: a StateView. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QFrame>

class QPlainTextEdit;

namespace ui::widgets {

class QueueSnippet : public QFrame
{
    Q_OBJECT
public:
    enum class Purpose : quint8 { Publish, Consume, DeadLetters };

    explicit QueueSnippet(Purpose purpose, QWidget *parent = nullptr);
    void setQueue(const engine::QueueSpec &queue, const QList<engine::ListenerSnapshot> &listeners);
    QString code() const;
    /// With all of the longest line.
    QSize sizeHint() const override;

private:
    Purpose m_purpose;
    QPlainTextEdit *m_code;
};

} // namespace ui::widgets
