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
    std::map<core::ChunkId, std::vector<qsizetype>> missing; ///< rows by the chunk that is still to be read for them
    bool isFilling = false;
    bool isReading = false;
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

void describeDelayed(const core::Queue &queue, QList<MessageSummary> &rows)
{
    if (rows.isEmpty())
        return;
    for (const auto &[dueMs, offset] : queue.delayedMessages()) {
        const auto row =
            std::lower_bound(rows.begin(), rows.end(), offset,
                             [](const MessageSummary &m, quint64 wanted) { return m.ref.offset < wanted; });
        if (row == rows.end() || row->ref.offset != offset)
            continue;
        row->state = MessageState::Delayed;
        row->readyAt = QDateTime::fromMSecsSinceEpoch(dueMs);
    }
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
        MessageSummary row = summaryOf(*queue, offset);
        if (!segment.slots.empty() && segment.slots[offset - segment.base])
            describe(row, *segment.slots[offset - segment.base]);
        else
            request->missing[segment.chunk].push_back(request->page.messages.size());
        request->page.messages.append(std::move(row));
        return true;
    });
    describeHolders(*queue, *request);
    fill(request);
}

void Browser::describeHolders(const core::Queue &queue, Request &request) const
{
    QList<MessageSummary> &rows = request.page.messages;
    describeDelayed(queue, rows);
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

/// One chunk after another, each let go of before the next: a page of large messages never is in memory as a whole. A chunk
/// at hand answers at once, so this is a loop that its own answers return to, not a recursion as deep as the page is long.
void Browser::fill(const std::shared_ptr<Request> &request)
{
    if (request->isFilling)
        return;
    request->isFilling = true;
    while (!request->missing.empty() && !request->isReading) {
        const auto next = request->missing.extract(request->missing.begin());
        request->isReading = true;
        m_reader.read(next.key(), [this, request, rows = next.mapped()](const Result<ChunkReader::Messages> &loaded) {
            request->isReading = false;
            for (const qsizetype row : rows) {
                MessageSummary &summary = request->page.messages[row];
                if (const auto found = loaded ? messageAt(**loaded, summary.ref.offset) : core::MessagePtr())
                    describe(summary, *found);
            }
            fill(request);
        });
    }
    request->isFilling = false;
    if (!request->isReading)
        request->done(std::move(request->page));
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
