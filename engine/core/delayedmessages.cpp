// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delayedmessages.h"

#include "core/broker.h"
#include "core/publication.h"
#include "core/senderselected.h"

#include <cmath>

namespace engine::core {

namespace {

constexpr char roomPrefix[] = "amq.delayed.";
constexpr char delayHeader[] = "x-delay";
constexpr qint64 maxDelayMs = 4294967295; // the plugin's; what asks for more is not delayed

qint64 asMilliseconds(const FieldValue &value)
{
    if (const auto number = value.toInteger())
        return *number;
    if (const auto text = value.toText())
        return text->toLongLong();
    const auto *wide = std::get_if<double>(&value.value);
    const auto *narrow = std::get_if<float>(&value.value);
    const double number = wide ? *wide : narrow ? double(*narrow) : 0;
    return number > 0 && number <= double(maxDelayMs) ? qint64(number) : 0;
}

} // namespace

QByteArray waitingRoomName(const QByteArray &exchange)
{
    return roomPrefix + exchange;
}

std::optional<QByteArray> delayingExchange(const QByteArray &queue)
{
    if (!queue.startsWith(roomPrefix))
        return std::nullopt;
    return queue.sliced(qsizetype(sizeof roomPrefix) - 1);
}

qint64 delayOf(const FieldTable &headers)
{
    const FieldValue *value = headers.find(delayHeader);
    const qint64 delay = value ? asMilliseconds(*value) : 0;
    return delay > 0 && delay <= maxDelayMs ? delay : 0;
}

qint64 dueMsOf(const Broker &broker, const Message &message)
{
    const PropertyEditor *editor = broker.propertyEditor();
    return message.publishedAtMs + (editor ? delayOf(editor->headers(message)) : 0);
}

void publishDelayed(VirtualHost &host, const QByteArray &exchangeName, const MessagePtr &message)
{
    Broker &broker = host.broker();
    Exchange *exchange = host.exchange(exchangeName);
    if (!exchange)
        return;
    const PropertyEditor *editor = broker.propertyEditor();
    FieldTable headers = editor ? editor->headers(*message) : FieldTable();
    const qint64 delay = delayOf(headers);
    headers.set(delayHeader,
                delay > std::numeric_limits<qint32>::max() ? FieldValue(-delay) : FieldValue(qint32(-delay)));

    QExplicitlySharedDataPointer<Message> due(new Message(*message));
    due->publishedAtMs = broker.nowMs(); // its time to live begins now
    if (const auto keys = selectedKeys(headers); keys && due->extraKeys.isEmpty())
        due->extraKeys = *keys;
    if (const auto properties = editor ? editor->edited(*message, {headers, false}) : std::nullopt) {
        due->setProperties(*properties, PropertiesFormat::Amqp091);
    }
    const RoutingInput::Reader reader([&headers] { return headers; });
    std::vector<Queue *> queues;
    exchange->route(RoutingInput(*due, reader), broker.nextRouteMark(), queues);
    spread(host, exchange, queues, MessagePtr(due.data()), {});
}

} // namespace engine::core
