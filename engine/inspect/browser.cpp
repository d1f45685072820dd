// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/browser.h"

#include "core/broker.h"
#include "core/delayedmessages.h"
#include "inspect/messagerows.h"

#include <algorithm>

namespace engine::inspect {

using namespace Qt::StringLiterals;

struct Browser::Request
{
    MessagePage page;
    std::map<core::ChunkId, std::vector<qsizetype>> missing; ///< rows by the chunk that is still to be read for them
    const core::Broker *delays = nullptr; ///< set for a waiting room, whose messages tell when they are due
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

/// Where the message lies; null: it has left the queue.
const core::Segment *segmentWith(const core::Queue &queue, quint64 offset)
{
    const core::Segment *segment = queue.log().segmentOf(offset);
    return segment && !segment->isGone(offset) ? segment : nullptr;
}

void describeRow(MessageSummary &row, const core::Message &message, const core::Broker *delays)
{
    describe(row, message);
    if (delays)
        row.readyAt = QDateTime::fromMSecsSinceEpoch(core::dueMsOf(*delays, message));
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
    , m_streams(broker)
{}

void Browser::browse(QueueId id, quint64 firstIndex, quint32 count, const PageDone &done)
{
    const core::Queue *queue = m_broker.queue(id);
    if (!queue)
        return done(noQueue());
    if (queue->stream())
        return m_streams.browse(*queue, firstIndex, std::min(count, maxPage), done);
    auto request = std::make_shared<Request>();
    request->done = done;
    request->page.firstIndex = firstIndex;
    request->page.total = queue->log().live();
    request->delays = queue->isWaitingRoom() ? &m_broker : nullptr;
    const qsizetype wanted = qsizetype(std::min(count, maxPage));
    request->page.messages.reserve(wanted);
    walk(queue->log(), firstIndex, [&](const core::Segment &segment, quint64 offset) {
        if (request->page.messages.size() >= wanted)
            return false;
        MessageSummary row = summaryOf(*queue, offset);
        if (!segment.slots.empty() && segment.slots[offset - segment.base])
            describeRow(row, *segment.slots[offset - segment.base], request->delays);
        else
            request->missing[segment.chunk].push_back(request->page.messages.size());
        request->page.messages.append(std::move(row));
        return true;
    });
    describeHolders(*queue, request->page.messages);
    fill(request);
}

QList<MessageStanding> Browser::standings(const QList<MessageRef> &messages) const
{
    QList<MessageStanding> standings;
    standings.reserve(std::min(messages.size(), maxStandings));
    for (const MessageRef &ref : messages.first(std::min(messages.size(), maxStandings)))
        standings.append(standingOf(m_broker, ref));
    return standings;
}

void Browser::describeHolders(const core::Queue &queue, QList<MessageSummary> &rows) const
{
    const auto isHeld = [](const MessageSummary &row) { return row.state == MessageState::Unacked; };
    const auto first = std::find_if(rows.begin(), rows.end(), isHeld);
    if (first == rows.end())
        return;
    const quint64 last = std::find_if(rows.rbegin(), rows.rend(), isHeld)->ref.offset;
    for (const core::Channel *channel : m_broker.channels()) {
        if (channel->unacked() == 0)
            continue;
        channel->visitUnacked(queue, first->ref.offset, last, [&](const core::UnackedEntry &entry) {
            const auto row =
                std::lower_bound(first, rows.end(), entry.offset,
                                 [](const MessageSummary &m, quint64 offset) { return m.ref.offset < offset; });
            if (row == rows.end() || row->ref.offset != entry.offset)
                return;
            const QString name = m_names(channel->ref().connection);
            row->holder = entry.consumer ? name % u" · "_s % QString::fromUtf8(entry.consumer->tag) : name;
            row->unackedSince = QDateTime::fromMSecsSinceEpoch(entry.deliveredAtMs);
        });
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
                    describeRow(summary, *found, request->delays);
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
    if (queue->stream())
        return m_streams.message(*queue, ref.offset, done);
    const core::Segment *segment = segmentWith(*queue, ref.offset);
    if (!segment)
        return done(noMessage(ref.offset));

    QList<MessageSummary> rows{summaryOf(*queue, ref.offset)};
    describeHolders(*queue, rows);
    MessageDetails details;
    details.summary = rows.first();
    details.virtualHost = QString::fromUtf8(queue->virtualHost().name());
    details.queue = QString::fromUtf8(queue->name());
    const core::Broker *delays = queue->isWaitingRoom() ? &m_broker : nullptr;
    const auto complete = [details, delays, done](const core::MessagePtr &found) {
        if (!found)
            return done(noMessage(details.summary.ref.offset));
        MessageDetails whole = details;
        describe(whole, *found);
        if (delays)
            whole.summary.readyAt = QDateTime::fromMSecsSinceEpoch(core::dueMsOf(*delays, *found));
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

void Browser::status(MessageRef ref, const StatusDone &done)
{
    const core::Queue *queue = m_broker.queue(ref.queue);
    if (!queue)
        return done(noQueue());
    if (queue->stream())
        return m_streams.status(*queue, ref.offset, done);
    if (!segmentWith(*queue, ref.offset))
        return done(noMessage(ref.offset));
    QList<MessageSummary> rows{summaryOf(*queue, ref.offset)};
    describeHolders(*queue, rows);
    const MessageSummary &row = rows.first();
    done(MessageStatus{row.state, row.redelivered, row.holder, row.unackedSince, row.readyAt});
}

void Browser::offsetAtTime(QueueId log, qint64 timeMs, const OffsetDone &done)
{
    core::Partition *partition = m_broker.partition(log);
    if (!partition)
        return done(Error{BrokerError::NotFound, u"the partition does not exist any more"_s});
    partition->findTime(timeMs, [partition, done](const Result<std::optional<core::Partition::Position>> &found) {
        if (!found)
            return done(found.error());
        done(*found ? (*found)->offset : partition->highWatermark());
    });
}

} // namespace engine::inspect
