// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualHost's part where topics are streams to AMQP.
#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/policies.h"
#include "core/stream.h"
#include "core/virtualhost.h"

#include <algorithm>

namespace engine::core {

namespace {

QueueDefinition streamDefinition(const Topic &topic, const Partition &partition)
{
    QueueDefinition definition;
    definition.id = partition.log();
    definition.virtualHost = topic.definition().virtualHost;
    definition.name = VirtualHost::streamName(topic, partition);
    definition.arguments = topic.definition().arguments;
    if (!definition.arguments.contains("x-queue-type"))
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("stream")));
    return definition;
}

/// It was made for the topic's partitions, and nobody uses it for more.
bool isOfTopic(const Exchange &exchange, const Topic &topic)
{
    return exchange.type() == ExchangeType::Direct && !exchange.isPredeclared() && !exchange.bindings().empty() &&
           std::all_of(exchange.bindings().begin(), exchange.bindings().end(), [&](const auto &binding) {
               return binding->queue && binding->queue->stream() &&
                      &binding->queue->stream()->partition().topic() == &topic;
           });
}

} // namespace

QByteArray VirtualHost::streamName(const Topic &topic, const Partition &partition)
{
    if (topic.partitions().size() == 1)
        return topic.name();
    return topic.name() + '-' + QByteArray::number(partition.number());
}

void VirtualHost::addStreams(Topic &topic)
{
    for (const auto &partition : topic.partitions()) {
        const QueueDefinition definition = streamDefinition(topic, *partition);
        if (queue(definition.name))
            continue;
        auto made = std::make_unique<Queue>(m_broker, *this, definition, ConnectionId());
        made->makeStream(*partition);
        Queue *added = made.get();
        m_queues[definition.name] = std::move(made);
        m_broker.queueAdded(added);
        m_broker.policies().applyTo(*added);
    }
    ++m_topologyVersion;
}

void VirtualHost::bindPartitions(Topic &topic)
{
    const Exchange *there = exchange(topic.name());
    if (topic.partitions().size() == 1 || (there && !isOfTopic(*there, topic)))
        return;
    if (!declareExchange({m_name, topic.name(), ExchangeType::Direct, true, false, false, {}}))
        return;
    for (const auto &partition : topic.partitions()) {
        const BindingDefinition binding{m_name,
                                        topic.name(),
                                        DestinationType::Queue,
                                        streamName(topic, *partition),
                                        QByteArray::number(partition->number()),
                                        {}};
        const Result<void> bound = bind(binding, ConnectionId());
        Q_ASSERT(bound.ok());
        Q_UNUSED(bound);
    }
}

void VirtualHost::removeStreams(Topic &topic)
{
    if (Exchange *own = exchange(topic.name()); own && topic.partitions().size() > 1 && isOfTopic(*own, topic))
        removeExchange(*own);
    for (Queue *stream : streamsOf(topic))
        removeQueue(*stream);
}

std::vector<Queue *> VirtualHost::streamsOf(const Topic &topic) const
{
    std::vector<Queue *> streams;
    for (const auto &partition : topic.partitions()) {
        Queue *stream = queue(streamName(topic, *partition));
        if (stream && stream->stream() && &stream->stream()->partition() == partition.get())
            streams.push_back(stream);
    }
    return streams;
}

std::vector<BindingDefinition> VirtualHost::takeBindings(const Topic &topic)
{
    std::vector<BindingDefinition> taken;
    std::vector<Exchange *> waiting; // auto-delete ones without a binding for the moment
    for (Queue *stream : streamsOf(topic)) {
        if (const auto bound = m_bindingsToQueue.find(stream); bound != m_bindingsToQueue.end()) {
            for (const Binding *binding : bound->second)
                taken.push_back(binding->definition);
        }
        dropBindingsTo(stream, nullptr, waiting);
    }
    return taken;
}

void VirtualHost::bindAgain(const std::vector<BindingDefinition> &bindings)
{
    for (const BindingDefinition &definition : bindings) {
        Result<Binding> binding = resolve(definition, ConnectionId());
        Q_ASSERT(binding.ok()); // both ends are there: that was to be seen to
        if (binding)
            insertBinding(std::move(*binding), true);
    }
}

Result<Queue *> VirtualHost::declareStream(const QueueDefinition &definition)
{
    const Result<Topic *> topic =
        m_topics.create({definition.name, 1, topicConfigOf(definition.arguments), definition.arguments});
    if (!topic)
        return topic.error();
    return queue(definition.name);
}

Result<quint64> VirtualHost::deleteStream(Queue &queue)
{
    Topic &topic = queue.stream()->partition().topic();
    if (topic.partitions().size() > 1) {
        return Error{BrokerError::PreconditionFailed,
                     describe("queue", queue.name(), m_name) % u" is a partition of a topic with several"};
    }
    const quint64 messages = queue.ready();
    m_topics.remove(topic);
    return messages;
}

} // namespace engine::core
