// SPDX-License-Identifier: GPL-3.0-or-later
// A message as a command line that publishes it again: amqp-publish (of amqp-tools) for AMQP, kcat for a record. What the tool has
// no option for stands behind it as a comment.
// Thread: any (plain functions).
#pragma once

#include <engine/snapshots.h>

namespace ui::transfer {

/// To the listener for AMQP among these.
QString amqpPublishLine(const engine::MessageDetails &message, const QList<engine::ListenerSnapshot> &listeners);
/// `message.queue` names the stream; the topic and its partition are given.
QString kcatLine(const engine::MessageDetails &message, const QString &topic, quint32 partition,
                 const QList<engine::ListenerSnapshot> &listeners);
/// For a POSIX shell: within single quotes where it needs them.
QString shellWord(const QString &text);

} // namespace ui::transfer
