// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/windowpublisher.h"

#include "core/broker.h"
#include "core/senderselected.h"
#include "core/stream.h"
#include "inspect/amqpproperties.h"
#include "protocol/amqp/messagereader.h"

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
    message->priority = request.properties.priority;
    if (request.properties.expiration)
        message->expirationMs = request.properties.expiration->toLongLong();
    return message;
}

} // namespace

/// Where a publish went, as it happens: an exchange may choose by chance, a queue may refuse, a gate may hold the message.
class WindowPublisher::Reached final : public core::LifecycleObserver
{
public:
    Reached(core::LifecycleStream &stream, ChannelRef publisher)
        : m_stream(stream)
        , m_publisher(publisher)
    {
        m_stream.add(this);
    }
    ~Reached() override { m_stream.remove(this); }

    void observe(const core::LifecycleEvent &event) override
    {
        if (event.step == LifecycleStep::Enqueued && event.channel == m_publisher &&
            (!m_message.isValid() || (event.message && event.message->id == m_message)))
            m_names.append(QString::fromUtf8(event.queue->name()));
    }
    /// From now on this message only.
    void setMessage(MessageId message) { m_message = message; }
    QStringList names()
    {
        m_names.sort();
        return m_names;
    }

private:
    core::LifecycleStream &m_stream;
    const ChannelRef m_publisher;
    MessageId m_message;
    QStringList m_names;
};

WindowPublisher::WindowPublisher(core::Broker &broker, core::VirtualHost &virtualHost, ConnectionId connection)
    : m_broker(broker)
    , m_channel(broker, virtualHost, ChannelRef{connection, 1}, *this)
{
    (void)m_channel.selectConfirms(); // refused only where there are transactions
}

WindowPublisher::~WindowPublisher() = default;

void WindowPublisher::publish(const PublishRequest &request, Report report, Done done)
{
    // AMQP 0-9-1 carries a routing key as a short string; every consumer must be able to receive it.
    if (request.routingKey.toUtf8().size() > 255)
        return done(Error{BrokerError::InvalidArgument, QStringLiteral("the routing key has more than 255 bytes")});
    const Result<QByteArrayList> extraKeys = core::selectedKeys(request.properties.headers);
    if (!extraKeys)
        return done(extraKeys.error());
    MessageProperties kept = request.properties;
    kept.headers.remove(core::bccHeader);
    const Result<QByteArray> properties = inspect::encodeProperties(kept);
    if (!properties)
        return done(properties.error());
    const Result<core::Exchange *> exchange = m_channel.publishTo(request.exchange.toUtf8());
    if (!exchange)
        return done(exchange.error());

    const auto message = makeMessage(request, **exchange, *properties);
    message->extraKeys = *extraKeys;
    const quint64 tag = ++m_lastTag;
    std::unique_ptr<Reached> reached;
    if (report == Report::Names)
        reached = std::make_unique<Reached>(m_broker.lifecycle(), m_channel.ref());
    const core::PublishOutcome outcome = m_channel.publish(**exchange, message, {&protocol::amqp::readerOf, false});
    if (outcome.refusal)
        return done(core::errorOf(*outcome.refusal));
    // Of what a gate holds nobody knows yet.
    Waiting waiting{{{outcome.message, {}}, outcome.held || outcome.queues > 0}, std::move(done), {}};
    if (reached) {
        reached->setMessage(outcome.message);
        waiting.published.receipt.queues = reached->names();
        if (outcome.held)
            waiting.reached = std::move(reached);
    }
    m_waiting.emplace(tag, std::move(waiting));
}

/// A nack tells no reason: either the store has failed, or a queue keeps to its limit.
Error WindowPublisher::refusal() const
{
    if (m_broker.storeError())
        return {BrokerError::StorageFailed, QStringLiteral("the message could not be stored")};
    return {BrokerError::ResourceExhausted, QStringLiteral("a queue is full and refused it")};
}

void WindowPublisher::confirm(quint64 publishTag, bool multiple, bool ok)
{
    while (!m_waiting.empty()) {
        const auto it = multiple ? m_waiting.begin() : m_waiting.find(publishTag);
        if (it == m_waiting.end() || it->first > publishTag)
            return;
        const Waiting waiting = std::move(it->second);
        m_waiting.erase(it);
        answer(waiting, ok);
        if (!multiple)
            return;
    }
}

void WindowPublisher::answer(const Waiting &waiting, bool ok) const
{
    if (!ok)
        return waiting.done(refusal());
    Published published = waiting.published;
    if (waiting.reached) {
        published.receipt.queues = waiting.reached->names();
        published.isRouted = !published.receipt.queues.isEmpty();
    }
    waiting.done(published);
}

} // namespace engine::facade
