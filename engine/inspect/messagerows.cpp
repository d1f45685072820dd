// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/messagerows.h"

#include "core/broker.h"
#include "core/queue.h"
#include "inspect/amqpproperties.h"
#include "inspect/livematcher.h"

namespace engine::inspect {

MessageSummary summaryOf(const core::Queue &queue, quint64 offset)
{
    MessageSummary row;
    row.ref = {queue.id(), offset};
    row.redelivered = queue.isRedelivered(offset);
    row.state = MessageState::Ready;
    if (queue.isReady(offset))
        return row;
    const std::optional<qint64> returns = queue.delayedUntil(offset);
    row.state = returns || queue.isWaitingRoom() ? MessageState::Delayed : MessageState::Unacked;
    if (returns)
        row.readyAt = QDateTime::fromMSecsSinceEpoch(*returns);
    return row;
}

MessageStanding standingOf(const core::Broker &broker, MessageRef ref)
{
    MessageStanding standing;
    standing.ref = ref;
    if (const core::Partition *partition = broker.partition(ref.queue)) {
        if (ref.offset >= partition->logStart() && ref.offset < partition->highWatermark())
            standing.state = MessageState::Ready;
        return standing;
    }
    const core::Queue *queue = broker.queue(ref.queue);
    if (!queue || queue->log().isGone(ref.offset))
        return standing;
    const MessageSummary now = summaryOf(*queue, ref.offset);
    standing.state = now.state;
    standing.redelivered = now.redelivered;
    standing.readyAt = now.readyAt;
    return standing;
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
    row.preview = previewOf(message.body()).toByteArray();
}

void describe(MessageDetails &details, const core::Message &message)
{
    describe(details.summary, message);
    details.properties = propertiesOf(message);
    details.body = message.body().toByteArray();
}

} // namespace engine::inspect
