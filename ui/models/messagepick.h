// SPDX-License-Identifier: GPL-3.0-or-later
// MessagePick: what was picked in a table of messages, for an action: the messages themselves, or all of them, whatever their
// number, or all that a filter finds. Thread: any (value).
#pragma once

#include <engine/messageactions.h>
#include <engine/snapshots.h>

#include <algorithm>

namespace ui::models {

/// What is asked for, of what is picked.
enum class MessageDeed : quint8 { Delete, Move, Copy, PutBack, Edit, Export, Import };

struct MessagePick
{
    engine::MessageSelection selection;
    QString virtualHost = QStringLiteral("/");
    QString from;             ///< the name of the queue or topic
    bool isLog = false;       ///< records: nothing can be taken out
    quint64 count = 0;        ///< messages, as far as known
    bool isCountKnown = true; ///< false: those that a filter finds, which are not all found yet
    bool isEverything() const { return selection.messages.isEmpty(); }
    bool isEmpty() const { return selection.messages.isEmpty() && selection.logs.isEmpty(); }
    /// Those that lie there when an action begins, not when they were picked: what comes in until then is among them.
    bool takesNewcomers() const { return isEverything() && !isEmpty() && !selection.lastOffset; }
    bool isSingle() const { return selection.messages.size() == 1; }
};

/// Messages of one of these queues or partitions are among them.
inline bool takesFrom(const engine::MessageSelection &selection, const QList<engine::QueueId> &logs)
{
    const auto isHere = [&logs](engine::QueueId log) { return logs.contains(log); };
    return std::any_of(selection.logs.begin(), selection.logs.end(), isHere) ||
           std::any_of(selection.messages.begin(), selection.messages.end(),
                       [&isHere](engine::MessageRef message) { return isHere(message.queue); });
}

} // namespace ui::models
