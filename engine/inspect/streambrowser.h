// SPDX-License-Identifier: GPL-3.0-or-later
// StreamBrowser: looks at the records of a stream in place, as messages: what Browser is for queues. The position of a record
// is its offset; where there is no record (it was compacted away, or is the end of a transaction) a row says so. Chunks that are not in memory are read one after the other.
// Owner: Browser. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <engine/result.h>
#include <engine/snapshots.h>

#include <functional>
#include <memory>

namespace engine::core {
class Broker;
class Partition;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class StreamBrowser
{
public:
    using PageDone = std::function<void(const Result<MessagePage> &)>;
    using DetailsDone = std::function<void(const Result<MessageDetails> &)>;
    using StatusDone = std::function<void(const Result<MessageStatus> &)>;

    explicit StreamBrowser(core::Broker &broker)
        : m_broker(broker)
    {}

    /// As Browser::browse(); the queue is a stream.
    void browse(const core::Queue &stream, quint64 firstIndex, quint32 count, const PageDone &done);
    void message(const core::Queue &stream, quint64 offset, const DetailsDone &done);
    /// Whether there still is a record. Only compaction takes one out of the midst of a log, and writes a new chunk for it: while
    /// the record asked for last lies in the same chunk, nothing is read.
    void status(const core::Queue &stream, quint64 offset, const StatusDone &done);

private:
    /// A record that was read, and where.
    struct Place
    {
        QueueId log;
        quint64 offset = 0;
        core::ChunkId chunk;
        bool operator==(const Place &) const = default;
    };
    struct Request;
    void fill(const std::shared_ptr<Request> &request);
    void take(Request &request, const QByteArray &batches) const;
    static void skipTo(Request &request, quint64 offset);

    core::Broker &m_broker;
    Place m_lastRead;
};

} // namespace engine::inspect
