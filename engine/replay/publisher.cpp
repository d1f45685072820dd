// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/publisher.h"

#include "core/broker.h"
#include "core/senderselected.h"
#include "replay/matcher.h"

namespace engine::replay {

namespace {

constexpr quint64 mostOnTheWay = 2048;
constexpr quint64 mostBytesOnTheWay = 8 * 1024 * 1024;

} // namespace

Publisher::Publisher(Destination destination, ChannelRef ref, core::ReaderOf readerOf, Answered answered)
    : m_destination(std::move(destination))
    , m_readerOf(readerOf)
    , m_answered(std::move(answered))
    , m_channel(m_destination.virtualHost().broker(), m_destination.virtualHost(), ref, *this)
{
    (void)m_channel.selectConfirms(); // refused only where there are transactions
}

Publisher::~Publisher() = default;

bool Publisher::isFull() const
{
    return m_waiting.size() >= mostOnTheWay || m_bytes >= mostBytesOnTheWay;
}

Publisher::Outcome Publisher::publish(const Item &item, const FieldTable &headers, const Reader &reader)
{
    const Destination::Place place = m_destination.placeOf(item, headers, reader.partitions());
    const auto message = marked(item, headers, reader, place);
    const Result<core::Exchange *> exchange = m_channel.publishTo(place.exchange);
    Q_ASSERT(exchange); // the destination was checked in this turn
    if (!message)
        return Outcome::Damaged;
    core::Broker &broker = m_channel.broker();
    const quint64 bytes = message->footprint();
    const core::PublishOutcome outcome = m_channel.publish(**exchange, message, {m_readerOf, false});
    ++m_lastTag;
    if (!outcome.held && outcome.queues == 0)
        return Outcome::Unroutable;
    if (outcome.refusal)
        return outcome.refusal->reason == core::StreamRefusal::Reason::NoKey ? Outcome::Keyless : Outcome::TooLarge;
    if (outcome.refused > 0)
        return outcome.refused == outcome.queues && !outcome.movedOn ? Outcome::Refused : Outcome::PartlyThere;
    m_waiting.emplace(m_lastTag, bytes);
    m_bytes += bytes;
    broker.lifecycle().emit([&] {
        return core::LifecycleEvent{LifecycleStep::Replayed, message.data(), &m_channel.virtualHost(),
                                    broker.queue(item.log),  item.offset,    nullptr,
                                    m_channel.ref(),         outcome.queues};
    });
    return Outcome::OnTheWay;
}

/// The message as it is published anew: the same but for its headers, and for where it goes. Null: its properties are damaged.
QExplicitlySharedDataPointer<core::Message>
Publisher::marked(const Item &item, FieldTable headers, const Reader &reader, const Destination::Place &place) const
{
    const core::Message &old = *item.message;
    if (place.keepsKey) {
        if (const std::optional<QByteArray> key = recordKeyOf(old, headers); key && !headers.contains(kafkaKeyHeader))
            headers.set(kafkaKeyHeader, FieldValue(*key));
    }
    for (const char *name : {replayedFromTopicHeader, replayedFromPartitionHeader, replayedFromQueueHeader})
        headers.remove(name);
    if (reader.partitions() > 0) {
        headers.set(replayedFromTopicHeader, FieldValue(reader.name()));
        headers.set(replayedFromPartitionHeader, FieldValue(qint64(item.partition)));
    } else {
        headers.set(replayedFromQueueHeader, FieldValue(reader.name()));
    }
    core::Broker &broker = m_channel.broker();
    headers.set(replayedFromOffsetHeader, FieldValue(qint64(item.offset)));
    headers.set(replayedAtHeader, FieldValue(qint64(broker.nowMs())));
    if (!old.exchange.isEmpty() && (old.exchange != place.exchange || old.routingKey != place.routingKey)) {
        headers.set(replayedExchangeHeader, FieldValue(old.exchange));
        headers.set(replayedRoutingKeyHeader, FieldValue(old.routingKey));
    }
    const core::PropertyEditor *editor = broker.propertyEditor();
    const auto properties = editor ? editor->edited(old, {headers, false}) : std::nullopt;
    if (!properties)
        return {};
    QExplicitlySharedDataPointer message(new core::Message(old));
    message->setProperties(*properties, core::PropertiesFormat::Amqp091);
    message->routingKey = place.routingKey;
    if (!place.isOwnKey)
        message->extraKeys.clear();
    else if (const auto keys = core::selectedKeys(headers); keys && message->extraKeys.isEmpty())
        message->extraKeys = *keys;
    return message;
}

void Publisher::confirm(quint64 publishTag, bool multiple, bool ok)
{
    quint64 stored = 0, failed = 0;
    const auto to = m_waiting.upper_bound(publishTag);
    auto it = multiple ? m_waiting.begin() : m_waiting.lower_bound(publishTag);
    for (; it != to; it = m_waiting.erase(it)) {
        ++(ok ? stored : failed);
        m_bytes -= it->second;
    }
    if (stored + failed > 0)
        m_answered(stored, failed);
}

} // namespace engine::replay
