// SPDX-License-Identifier: GPL-3.0-or-later
// Browser: looks at the messages of a queue in place, whatever the depth: nothing is consumed, marked or moved, and the
// broker's cache is not filled by it. Messages in memory are read where they are, others through a ChunkReader. What a page costs
// follows its rows, not what is ready, unacked or delayed elsewhere in the queue.
// Owner: facade's EngineHost; broker and store outlive it. Thread: engine.
#pragma once

#include "inspect/chunkreader.h"
#include "inspect/livematcher.h"
#include "inspect/streambrowser.h"

#include <engine/snapshots.h>

namespace engine::core {
class Broker;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class Browser
{
public:
    static constexpr quint32 maxPage = 1000;
    static constexpr qsizetype maxStandings = 4000;

    using PageDone = std::function<void(const Result<MessagePage> &)>;
    using OffsetDone = std::function<void(const Result<quint64> &)>;
    using DetailsDone = std::function<void(const Result<MessageDetails> &)>;
    using StatusDone = std::function<void(const Result<MessageStatus> &)>;

    Browser(core::Broker &broker, ConnectionNames names);

    /// Positions, states and holders are those of the moment of the call. Of a message whose chunk can not be read (any more)
    /// the page shows position and state alone. NotFound: no such queue.
    void browse(QueueId queue, quint64 firstIndex, quint32 count, const PageDone &done);
    /// As BrokerSession::standings(): a look into memory for each.
    QList<MessageStanding> standings(const QList<MessageRef> &messages) const;
    /// NotFound where the message has left the queue, the store's error where its chunk can not be read.
    void message(MessageRef ref, const DetailsDone &done);
    /// Answers at once and reads nothing; of a log as StreamBrowser::status().
    void status(MessageRef ref, const StatusDone &done);
    /// As BrokerSession::offsetAtTime().
    void offsetAtTime(QueueId partition, qint64 timeMs, const OffsetDone &done);

private:
    struct Request;
    void fill(const std::shared_ptr<Request> &request);
    /// Asks the ledgers for what is unacked between the first and the last such row, not for all that is unacked.
    void describeHolders(const core::Queue &queue, QList<MessageSummary> &rows) const;

    core::Broker &m_broker;
    const ConnectionNames m_names;
    ChunkReader m_reader;
    StreamBrowser m_streams;
};

} // namespace engine::inspect
