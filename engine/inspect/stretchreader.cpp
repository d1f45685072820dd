// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/stretchreader.h"

#include "core/broker.h"
#include "core/recordformat.h"
#include "core/stream.h"
#include "inspect/messagerows.h"

#include <algorithm>

namespace engine::inspect {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 mostMessages = 1000;
constexpr quint64 mostLooked = 4096;
constexpr quint64 mostLookedBytes = 4 * 1024 * 1024;

Error noLog()
{
    return {BrokerError::NotFound, u"the queue does not exist any more"_s};
}

const core::Partition::Chunk *chunkFrom(const core::Partition &partition, quint64 offset)
{
    const auto &chunks = partition.chunks();
    const auto found = std::upper_bound(chunks.begin(), chunks.end(), offset,
                                        [](quint64 value, const auto &chunk) { return value < chunk.end(); });
    return found == chunks.end() ? nullptr : &*found;
}

} // namespace

struct StretchReader::Request
{
    MessageStretchRequest wanted;
    MessageMatcher matcher;
    MessageStretch stretch;
    Done done;
    quint64 bytes = 0, lookedBytes = 0;
    core::ChunkId chunk; ///< read last
    ChunkReader::Messages read;
    bool isReading = false, isLooping = false;

    bool isFull() const
    {
        return stretch.messages.size() >= qsizetype(std::min(wanted.mostMessages, mostMessages)) ||
               bytes >= wanted.mostBytes || stretch.looked >= mostLooked || lookedBytes >= mostLookedBytes;
    }
    void take(const core::Queue &queue, quint64 offset, const core::Message &message)
    {
        ++stretch.looked;
        lookedBytes += message.footprint();
        if (!matcher.matches(message.routingKey, message.exchange, message.properties(), message.body(),
                             message.publishedAtMs))
            return;
        MessageDetails details;
        if (!queue.stream())
            details.summary = summaryOf(queue, offset);
        details.summary.ref = {queue.id(), offset};
        details.virtualHost = QString::fromUtf8(queue.virtualHost().name());
        details.queue = QString::fromUtf8(queue.name());
        if (queue.stream())
            details.partition = queue.stream()->partition().number();
        describe(details, message);
        bytes += message.bodySize();
        stretch.messages.append(std::move(details));
    }
    void finish(quint64 next)
    {
        stretch.nextOffset = next;
        stretch.isAtEnd = next >= stretch.endOffset;
        done(std::move(stretch));
    }
};

StretchReader::StretchReader(core::Broker &broker)
    : m_broker(broker)
    , m_reader(broker.store())
{}

void StretchReader::read(const MessageStretchRequest &wanted, const Done &done)
{
    const core::Queue *queue = m_broker.queue(wanted.log);
    if (!queue)
        return done(noLog());
    auto request = std::make_shared<Request>();
    request->wanted = wanted;
    request->matcher = MessageMatcher(wanted.filter);
    request->done = done;
    const quint64 end = queue->stream() ? queue->stream()->partition().highWatermark() : queue->log().end();
    request->stretch.endOffset = std::min(wanted.endOffset.value_or(end), end);
    request->stretch.nextOffset = wanted.fromOffset;
    if (queue->stream())
        readPartition(request);
    else
        readQueue(request);
}

// ---- a queue

/// A chunk at hand answers at once, so this is a loop that its own answers return to.
void StretchReader::readQueue(const RequestPtr &request)
{
    if (request->isLooping)
        return;
    request->isLooping = true;
    quint64 &next = request->stretch.nextOffset;
    const core::Queue *queue = m_broker.queue(request->wanted.log);
    while (queue && !request->isFull()) {
        next = queue->log().nextLive(next);
        if (next >= request->stretch.endOffset)
            break;
        if (readOne(request, *queue, next))
            ++next;
        else if (request->isReading)
            break;
    }
    request->isLooping = false;
    if (!request->isReading)
        request->finish(queue ? next : request->stretch.endOffset);
}

/// False: its chunk has been asked for, and may be here by now.
bool StretchReader::readOne(const RequestPtr &request, const core::Queue &queue, quint64 offset)
{
    core::MessagePtr message = queue.log().at(offset);
    if (!message) {
        const core::ChunkId chunk = queue.log().segmentOf(offset)->chunk;
        if (chunk != request->chunk) {
            request->isReading = true;
            request->chunk = chunk;
            m_reader.read(chunk, [this, request](const Result<ChunkReader::Messages> &read) {
                request->isReading = false;
                request->read = read ? *read : ChunkReader::Messages();
                readQueue(request);
            });
            return false;
        }
        message = request->read ? messageAt(*request->read, offset) : core::MessagePtr();
    }
    if (message)
        request->take(queue, offset, *message);
    else
        ++request->stretch.unreadable;
    return true;
}

// ---- a partition

void StretchReader::readPartition(const RequestPtr &request)
{
    core::Partition *partition = m_broker.partition(request->wanted.log);
    const quint64 next = partition ? std::max(request->stretch.nextOffset, partition->logStart()) : 0;
    const core::Partition::Chunk *chunk = partition ? chunkFrom(*partition, next) : nullptr;
    if (!chunk || std::max(next, chunk->base) >= request->stretch.endOffset)
        return request->finish(request->stretch.endOffset);
    if (request->isFull())
        return request->finish(next);
    request->stretch.nextOffset = std::max(next, chunk->base);
    partition->load(chunk->id, [this, request, end = chunk->end()](const Result<QByteArray> &batches) {
        if (batches) {
            takeRecords(*request, *batches, end);
        } else {
            ++request->stretch.unreadable;
            request->stretch.nextOffset = end;
        }
        readPartition(request);
    });
}

void StretchReader::takeRecords(Request &request, const QByteArray &batches, quint64 chunkEnd) const
{
    const core::Queue *queue = m_broker.queue(request.wanted.log);
    quint64 &next = request.stretch.nextOffset;
    const auto records = m_broker.recordFormat().decode(batches, next, mostMessages);
    if (!queue || !records) {
        request.stretch.unreadable += records ? 0 : 1;
        next = chunkEnd;
        return;
    }
    for (const core::StoredMessage &record : *records) {
        if (request.isFull())
            return;
        if (record.offset >= request.stretch.endOffset) {
            next = request.stretch.endOffset;
            return;
        }
        request.take(*queue, record.offset, *record.message);
        next = record.offset + 1;
    }
    if (records->size() < mostMessages)
        next = chunkEnd;
}

} // namespace engine::inspect
