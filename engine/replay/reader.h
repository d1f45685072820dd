// SPDX-License-Identifier: GPL-3.0-or-later
// Reader: what a replay reads, one message after the other, up to where the log ended when it began. What is not in memory is
// read ahead on the store's reader; nothing is consumed, and nothing waits: a reader that has to says Pending, and rings.
// Owner: Replay. Thread: engine.
#pragma once

#include "core/message.h"

#include <QString>

#include <functional>
#include <optional>

namespace engine::replay {

struct Item
{
    core::MessagePtr message;
    qint64 timeMs = 0; ///< of the record, or of arrival in the queue
    QueueId log;
    quint32 partition = 0;
    quint64 offset = 0;
};

class Reader
{
public:
    enum class State : quint8 {
        Item,    ///< item() is the next one
        Pending, ///< is being read, or it is another's turn: rings when it is worth asking again
        End,
        Gone, ///< what it reads was deleted
    };
    using Ring = std::function<void()>; ///< may be called while a commit is being noted: take note, work later

    virtual ~Reader() = default;
    virtual State look() = 0;
    /// The first that has not been taken; look() has just said Item.
    virtual const Item &item() const = 0;
    virtual void take() = 0;
    /// How many messages could not be read since this was asked last.
    virtual quint64 takeUnreadable() = 0;
    /// How many were deleted before their turn came: offsets, so at most so many.
    virtual quint64 missed() const = 0;

    /// Of a topic with so many partitions; 0: of a queue.
    virtual quint32 partitions() const = 0;
    virtual const QByteArray &name() const = 0;
    /// About how many messages there were when it began.
    virtual quint64 total() const = 0;
};

} // namespace engine::replay
