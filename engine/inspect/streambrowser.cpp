// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/streambrowser.h"

#include "core/broker.h"
#include "core/recordformat.h"
#include "core/stream.h"
#include "inspect/messagerows.h"

#include <algorithm>

namespace engine::inspect {

using namespace Qt::StringLiterals;

struct StreamBrowser::Request
{
    QueueId log;
    quint64 next = 0, end = 0; ///< offsets still wanted: each gets a row
    MessagePage page;
    PageDone done;
};

namespace {

/// The first chunk that ends behind the offset.
const core::Partition::Chunk *chunkWith(const core::Partition &partition, quint64 offset)
{
    const auto &chunks = partition.chunks();
    const auto found = std::upper_bound(chunks.begin(), chunks.end(), offset,
                                        [](quint64 value, const auto &chunk) { return value < chunk.end(); });
    return found == chunks.end() ? nullptr : &*found;
}

/// The chunk that the record is in, if it is there at all; null: it cannot be.
const core::Partition::Chunk *chunkHolding(const core::Partition &partition, quint64 offset)
{
    const core::Partition::Chunk *chunk = offset >= partition.logStart() ? chunkWith(partition, offset) : nullptr;
    return chunk && chunk->base <= offset ? chunk : nullptr;
}

Error noRecord(quint64 offset)
{
    return {BrokerError::NotFound, u"there is no record at offset %1 (any more)"_s.arg(offset)};
}

} // namespace

void StreamBrowser::browse(const core::Queue &stream, quint64 firstIndex, quint32 count, const PageDone &done)
{
    const core::Partition &partition = stream.stream()->partition();
    auto request = std::make_shared<Request>();
    request->log = partition.log();
    request->next = partition.logStart() + firstIndex;
    request->end = std::min(request->next + count, partition.highWatermark());
    request->page.firstIndex = firstIndex;
    request->page.total = partition.highWatermark() - partition.logStart();
    request->done = done;
    fill(request);
}

/// A chunk at hand answers at once: each step goes on only when it has come behind the chunk it asked for.
void StreamBrowser::fill(const std::shared_ptr<Request> &request)
{
    core::Partition *partition = m_broker.partition(request->log);
    const core::Partition::Chunk *chunk =
        partition && request->next < request->end ? chunkWith(*partition, request->next) : nullptr;
    if (!chunk || chunk->base >= request->end) {
        skipTo(*request, request->end);
        request->done(std::move(request->page));
        return;
    }
    partition->load(chunk->id, [this, request, end = chunk->end()](const Result<QByteArray> &batches) {
        if (batches)
            take(*request, *batches);
        skipTo(*request, std::min(end, request->end));
        fill(request);
    });
}

void StreamBrowser::take(Request &request, const QByteArray &batches) const
{
    const auto messages = m_broker.recordFormat().decode(batches, request.next, size_t(request.end - request.next));
    if (!messages)
        return; // it is damaged: the page goes on behind it
    for (const core::StoredMessage &stored : *messages) {
        if (stored.offset >= request.end)
            break;
        skipTo(request, stored.offset);
        MessageSummary row;
        row.ref = {request.log, stored.offset};
        describe(row, *stored.message);
        request.page.messages.append(std::move(row));
        ++request.next;
    }
}

/// Rows for the offsets where there is no record.
void StreamBrowser::skipTo(Request &request, quint64 offset)
{
    for (; request.next < offset; ++request.next) {
        MessageSummary row;
        row.ref = {request.log, request.next};
        row.state = MessageState::Gone;
        request.page.messages.append(std::move(row));
    }
}

void StreamBrowser::message(const core::Queue &stream, quint64 offset, const DetailsDone &done)
{
    core::Partition &partition = stream.stream()->partition();
    const core::Partition::Chunk *chunk = chunkHolding(partition, offset);
    if (!chunk)
        return done(noRecord(offset));
    MessageDetails details;
    details.summary.ref = {partition.log(), offset};
    details.virtualHost = QString::fromUtf8(stream.virtualHost().name());
    details.queue = QString::fromUtf8(stream.name());
    details.partition = partition.number();
    const Place place{partition.log(), offset, chunk->id};
    partition.load(chunk->id, [this, offset, place, details, done](const Result<QByteArray> &batches) {
        if (!batches)
            return done(batches.error());
        const auto messages = m_broker.recordFormat().decode(*batches, offset, 1);
        if (!messages || messages->empty() || messages->front().offset != offset)
            return done(messages ? noRecord(offset) : messages.error());
        m_lastRead = place;
        MessageDetails whole = details;
        describe(whole, *messages->front().message);
        done(std::move(whole));
    });
}

void StreamBrowser::status(const core::Queue &stream, quint64 offset, const StatusDone &done)
{
    const core::Partition &partition = stream.stream()->partition();
    const core::Partition::Chunk *chunk = chunkHolding(partition, offset);
    if (!chunk)
        return done(noRecord(offset));
    if (m_lastRead == Place{partition.log(), offset, chunk->id})
        return done(MessageStatus());
    message(stream, offset, [done](const Result<MessageDetails> &details) {
        done(details ? Result<MessageStatus>(MessageStatus()) : Result<MessageStatus>(details.error()));
    });
}

} // namespace engine::inspect
