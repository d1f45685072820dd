// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/browser.h"

#include "core/broker.h"
#include "inspect/amqpproperties.h"

#include <algorithm>

namespace engine::inspect {

using namespace Qt::StringLiterals;

struct Browser::Request
{
    MessagePage page;
    std::vector<core::MessagePtr> found;                  ///< by row; null: not in memory
    std::map<core::ChunkId, std::vector<size_t>> missing; ///< rows by the chunk that holds them
    size_t chunksLeft = 0;
    PageDone done;
};

namespace {

Error noQueue()
{
    return {BrokerError::NotFound, u"the queue does not exist any more"_s};
}

Error noMessage(quint64 offset)
{
    return {BrokerError::NotFound, u"the message at position %1 has left the queue"_s.arg(offset)};
}

void describe(MessageSummary &row, const core::Message &message)
{
    row.id = message.id;
    row.persistent = message.persistent;
    row.publishedAt = QDateTime::fromMSecsSinceEpoch(message.publishedAtMs);
    row.exchange = QString::fromUtf8(message.exchange);
    row.routingKey = QString::fromUtf8(message.routingKey);
    row.contentType = contentTypeOf(message);
    row.size = message.bodySize();
    row.preview = previewOf(message).toByteArray();
}

MessageSummary summaryOf(const core::Queue &queue, quint64 offset)
{
    MessageSummary row;
    row.ref = {queue.id(), offset};
    row.state = queue.isReady(offset) ? MessageState::Ready : MessageState::Unacked;
    row.redelivered = queue.isRedelivered(offset);
    return row;
}

/// Visits live messages from the index-th on, with their segment, until visit says no.
template <typename Visit>
void walk(const core::QueueLog &log, quint64 index, Visit &&visit)
{
    for (const auto &segment : log.segments()) {
        if (index >= segment->live) {
            index -= segment->live;
            continue;
        }
        for (quint64 offset = segment->base; offset < segment->end(); ++offset) {
            if (segment->isGone(offset))
                continue;
            if (index > 0)
                --index;
            else if (!visit(*segment, offset))
                return;
        }
    }
}

} // namespace

Browser::Browser(core::Broker &broker, ConnectionNames names)
    : m_broker(broker)
    , m_names(std::move(names))
    , m_reader(broker.store())
{}

void Browser::browse(QueueId id, quint64 firstIndex, quint32 count, const PageDone &done)
{
    const core::Queue *queue = m_broker.queue(id);
    if (!queue)
        return done(noQueue());
    auto request = std::make_shared<Request>();
    request->done = done;
    request->page.firstIndex = firstIndex;
    request->page.total = queue->log().live();
    const qsizetype wanted = qsizetype(std::min(count, maxPage));
    request->page.messages.reserve(wanted);
    walk(queue->log(), firstIndex, [&](const core::Segment &segment, quint64 offset) {
        if (request->page.messages.size() >= wanted)
            return false;
        const size_t row = size_t(request->page.messages.size());
        request->page.messages.append(summaryOf(*queue, offset));
        request->found.push_back(segment.slots.empty() ? core::MessagePtr() : segment.slots[offset - segment.base]);
        if (!request->found.back())
            request->missing[segment.chunk].push_back(row);
        return true;
    });
    describeHolders(*queue, *request);
    fill(request);
}

void Browser::describeHolders(const core::Queue &queue, Request &request) const
{
    QList<MessageSummary> &rows = request.page.messages;
    if (rows.isEmpty() || queue.unacked() == 0)
        return;
    for (const core::Channel *channel : m_broker.channels()) {
        if (channel->unacked() == 0)
            continue;
        for (const core::UnackedEntry &entry : channel->ledger()) {
            if (entry.queue != &queue)
                continue;
            const auto row =
                std::lower_bound(rows.begin(), rows.end(), entry.offset,
                                 [](const MessageSummary &m, quint64 offset) { return m.ref.offset < offset; });
            if (row == rows.end() || row->ref.offset != entry.offset)
                continue;
            const QString name = m_names(channel->ref().connection);
            row->holder = entry.consumer ? name % u" · "_s % QString::fromUtf8(entry.consumer->tag) : name;
            row->unackedSince = QDateTime::fromMSecsSinceEpoch(entry.deliveredAtMs);
        }
    }
}

void Browser::fill(const std::shared_ptr<Request> &request)
{
    const auto finish = [request] {
        for (size_t row = 0; row < request->found.size(); ++row) {
            if (request->found[row])
                describe(request->page.messages[qsizetype(row)], *request->found[row]);
        }
        request->done(std::move(request->page));
    };
    request->chunksLeft = request->missing.size();
    if (request->missing.empty())
        return finish();
    for (const auto &[chunk, rows] : request->missing) {
        m_reader.read(chunk, [request, finish, rows = rows](const Result<ChunkReader::Messages> &loaded) {
            for (const size_t row : rows) {
                if (loaded.ok())
                    request->found[row] = messageAt(**loaded, request->page.messages[qsizetype(row)].ref.offset);
            }
            if (--request->chunksLeft == 0)
                finish();
        });
    }
}

void Browser::message(MessageRef ref, const DetailsDone &done)
{
    const core::Queue *queue = m_broker.queue(ref.queue);
    if (!queue)
        return done(noQueue());
    const core::Segment *segment = queue->log().segmentOf(ref.offset);
    if (!segment || segment->isGone(ref.offset))
        return done(noMessage(ref.offset));

    Request holders;
    holders.page.messages.append(summaryOf(*queue, ref.offset));
    describeHolders(*queue, holders);
    MessageDetails details;
    details.summary = holders.page.messages.first();
    details.virtualHost = QString::fromUtf8(queue->virtualHost().name());
    details.queue = QString::fromUtf8(queue->name());
    const auto complete = [details, done](const core::MessagePtr &found) {
        if (!found)
            return done(noMessage(details.summary.ref.offset));
        MessageDetails whole = details;
        describe(whole.summary, *found);
        whole.properties = propertiesOf(*found);
        whole.body = found->body().toByteArray();
        done(std::move(whole));
    };
    if (const core::MessagePtr inMemory = queue->log().at(ref.offset))
        return complete(inMemory);
    m_reader.read(segment->chunk, [ref, done, complete](const Result<ChunkReader::Messages> &loaded) {
        if (!loaded.ok())
            return done(loaded.error());
        complete(messageAt(**loaded, ref.offset));
    });
}

} // namespace engine::inspect
