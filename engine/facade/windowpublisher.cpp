// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/windowpublisher.h"

#include "core/broker.h"
#include "inspect/amqpproperties.h"

namespace engine::facade {

namespace {

QExplicitlySharedDataPointer<core::Message> makeMessage(const PublishRequest &request, const core::Exchange &exchange,
                                                        const QByteArray &properties)
{
    QExplicitlySharedDataPointer message(new core::Message);
    message->exchange = exchange.name();
    message->routingKey = request.routingKey.toUtf8();
    message->payload = properties + request.body;
    message->propertiesSize = quint32(properties.size());
    message->format = core::PropertiesFormat::Amqp091;
    message->persistent = request.properties.deliveryMode == quint8(2);
    message->priority = request.properties.priority.value_or(0);
    if (request.properties.expiration)
        message->expirationMs = request.properties.expiration->toLongLong();
    return message;
}

QStringList routeNames(core::Broker &broker, core::Exchange &exchange, const PublishRequest &request)
{
    const core::RoutingInput::ReadHeaders headers = [&request] { return request.properties.headers; };
    const QByteArray key = request.routingKey.toUtf8();
    std::vector<core::Queue *> queues;
    exchange.route(core::RoutingInput(key, headers), broker.nextRouteMark(), queues);
    QStringList names;
    for (const core::Queue *queue : queues)
        names.append(QString::fromUtf8(queue->name()));
    names.sort();
    return names;
}

} // namespace

WindowPublisher::WindowPublisher(core::Broker &broker, core::VirtualHost &virtualHost, ConnectionId connection)
    : m_broker(broker)
    , m_channel(broker, virtualHost, ChannelRef{connection, 1}, *this)
{
    m_channel.selectConfirms();
}

void WindowPublisher::publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer)
{
    // AMQP 0-9-1 carries a routing key as a short string; every consumer must be able to receive it.
    if (request.routingKey.toUtf8().size() > 255)
        return answer->finish(
            Error{BrokerError::InvalidArgument, QStringLiteral("the routing key has more than 255 bytes")});
    const Result<QByteArray> properties = inspect::encodeProperties(request.properties);
    if (!properties)
        return answer->finish(properties.error());
    const Result<core::Exchange *> exchange = m_channel.publishTo(request.exchange.toUtf8());
    if (!exchange)
        return answer->finish(exchange.error());

    Waiting waiting{{{}, routeNames(m_broker, **exchange, request)}, answer};
    const quint64 tag = ++m_lastTag;
    const core::PublishOutcome outcome = m_channel.publish(**exchange, makeMessage(request, **exchange, *properties),
                                                           [&request] { return request.properties.headers; });
    waiting.receipt.message = outcome.message;
    if (outcome.queues == 0 && !outcome.held)
        waiting.receipt.queues.clear();
    m_waiting.emplace(tag, std::move(waiting));
}

void WindowPublisher::confirm(quint64 publishTag, bool multiple, bool ok)
{
    const auto to = m_waiting.upper_bound(publishTag);
    auto it = multiple ? m_waiting.begin() : m_waiting.lower_bound(publishTag);
    for (; it != to; it = m_waiting.erase(it)) {
        if (ok)
            it->second.answer->finish(std::move(it->second.receipt));
        else
            it->second.answer->finish(
                Error{BrokerError::StorageFailed, QStringLiteral("the message could not be stored")});
    }
}

} // namespace engine::facade
