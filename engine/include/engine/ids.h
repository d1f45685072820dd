// SPDX-License-Identifier: GPL-3.0-or-later
// Ids: distinct types for everything that is named across a wall. Unique while the broker runs, never reused in a run.
// Thread: any.
#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace engine {

#define SIGHTGLASS_ID(Name)                                                                                            \
    struct Name                                                                                                        \
    {                                                                                                                  \
        quint64 v = 0;                                                                                                 \
        bool isValid() const { return v != 0; }                                                                        \
        auto operator<=>(const Name &) const = default;                                                                \
        friend size_t qHash(Name id, size_t seed = 0) { return ::qHash(id.v, seed); }                                  \
    }

SIGHTGLASS_ID(ExchangeId);
/// Durable: a queue keeps its id across restarts (it names the queue's log in the store). Partitions of topics have one, too:
/// as logs they are the same thing.
SIGHTGLASS_ID(QueueId);
/// Durable, from the same numbers as QueueId.
SIGHTGLASS_ID(TopicId);
SIGHTGLASS_ID(ConnectionId);
SIGHTGLASS_ID(ConsumerId);
/// One publish. All copies that routing makes of it, in however many queues, carry the same id.
SIGHTGLASS_ID(MessageId);

#undef SIGHTGLASS_ID

/// A channel of a connection; number 0 is the connection itself (and protocols without channels).
struct ChannelRef
{
    ConnectionId connection;
    quint16 number = 0;
    auto operator<=>(const ChannelRef &) const = default;
};

/// A message in one queue, by its position there. Stays valid until the message leaves the queue.
struct MessageRef
{
    QueueId queue;
    quint64 offset = 0;
    auto operator<=>(const MessageRef &) const = default;
    friend size_t qHash(MessageRef r, size_t seed = 0) { return ::qHashMulti(seed, r.queue.v, r.offset); }
};

} // namespace engine
