// SPDX-License-Identifier: GPL-3.0-or-later
// StretchReader: whole messages, many at a time, of a queue or a partition, in place: what an export reads. So many are looked at
// for one answer, and no more, whatever the filter lets through; the next request goes on from there.
// Owner: facade's EngineHost; broker and store outlive it. Thread: engine.
#pragma once

#include "inspect/chunkreader.h"

#include <engine/messageactions.h>
#include <engine/result.h>

#include <functional>
#include <memory>

namespace engine::core {
class Broker;
class Partition;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class StretchReader
{
public:
    using Done = std::function<void(const Result<MessageStretch> &)>;

    explicit StretchReader(core::Broker &broker);

    /// As BrokerSession::readMessages().
    void read(const MessageStretchRequest &request, const Done &done);

private:
    struct Request;
    using RequestPtr = std::shared_ptr<Request>;
    void readQueue(const RequestPtr &request);
    bool readOne(const RequestPtr &request, const core::Queue &queue, quint64 offset);
    void readPartition(const RequestPtr &request);
    void takeRecords(Request &request, const QByteArray &batches, quint64 chunkEnd) const;

    core::Broker &m_broker;
    ChunkReader m_reader;
};

} // namespace engine::inspect
