// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer: one subscription of a channel to a queue. Owner: its Channel; the queue keeps a pointer while both live.
// Thread: engine.
#pragma once

#include <engine/fieldvalue.h>
#include <engine/ids.h>

#include <QByteArray>

#include <optional>

namespace engine::core {

class Channel;
class Queue;

struct Consumer
{
    // Set by Channel::consume().
    ConsumerId id;
    QByteArray tag;
    Channel *channel = nullptr;
    Queue *queue = nullptr;
    bool noAck = false;
    bool exclusive = false;
    qint32 priority = 0;             ///< x-priority: higher ones are served first while they can take messages
    std::optional<qint64> timeoutMs; ///< x-consumer-timeout: an acknowledgement may take so long
    quint32 prefetch = 0;            ///< 0: unlimited
    FieldTable arguments;

    // Counted while it runs.
    quint32 unacked = 0;
    quint64 delivered = 0;

    bool hasCredit() const { return noAck || prefetch == 0 || unacked < prefetch; }
};

} // namespace engine::core
