// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/deadletterreader.h"

#include "core/broker.h"
#include "inspect/amqpproperties.h"
#include "inspect/messagerows.h"

#include <map>

namespace engine::inspect {

struct DeadLetterReader::Request
{
    QList<DeadLetter> rows;                                  ///< with a history once they have been read
    std::map<core::ChunkId, std::vector<qsizetype>> missing; ///< rows by the chunk that is still to be read for them
    bool isFilling = false;
    bool isReading = false;
    Done done;

    void finish()
    {
        rows.removeIf([](const DeadLetter &row) { return row.deaths.isEmpty(); });
        done(rows);
    }
};

namespace {

MessageState messageStateOf(const core::Queue &queue, quint64 offset)
{
    if (queue.isReady(offset))
        return MessageState::Ready;
    return queue.delayedUntil(offset) ? MessageState::Delayed : MessageState::Unacked;
}

} // namespace

DeadLetterReader::DeadLetterReader(core::Broker &broker, Names rejectedBy)
    : m_broker(broker)
    , m_rejectedBy(std::move(rejectedBy))
    , m_reader(broker.store())
{}

void DeadLetterReader::read(const QList<MessageRef> &messages, const Done &done)
{
    const auto request = std::make_shared<Request>();
    request->done = done;
    for (const MessageRef &ref : messages.first(std::min(messages.size(), most))) {
        const core::Queue *queue = m_broker.queue(ref.queue);
        const core::Segment *segment = queue && !queue->stream() ? queue->log().segmentOf(ref.offset) : nullptr;
        if (!segment || segment->isGone(ref.offset))
            continue;
        DeadLetter row;
        row.message.ref = ref;
        row.message.state = messageStateOf(*queue, ref.offset);
        row.message.redelivered = queue->isRedelivered(ref.offset);
        if (const std::optional<qint64> returns = queue->delayedUntil(ref.offset))
            row.message.readyAt = QDateTime::fromMSecsSinceEpoch(*returns);
        row.rejectedBy = m_rejectedBy(ref);
        if (const core::MessagePtr message = queue->log().at(ref.offset))
            describe(row, *message);
        else
            request->missing[segment->chunk].push_back(request->rows.size());
        request->rows.append(std::move(row));
    }
    fill(request);
}

void DeadLetterReader::describe(DeadLetter &row, const core::Message &message) const
{
    inspect::describe(row.message, message);
    const FieldTable headers = propertiesOf(message).headers;
    row.deaths = deathsOf(headers);
    row.origin = originOf(headers);
    row.diedMs = diedAtMs(row.deaths, message.publishedAtMs);
}

/// A chunk at hand answers at once: a loop that its own answers return to, as the browser's.
void DeadLetterReader::fill(const std::shared_ptr<Request> &request)
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
                DeadLetter &letter = request->rows[row];
                if (const auto found = loaded ? messageAt(**loaded, letter.message.ref.offset) : core::MessagePtr())
                    describe(letter, *found);
            }
            fill(request);
        });
    }
    request->isFilling = false;
    if (!request->isReading)
        request->finish();
}

} // namespace engine::inspect
