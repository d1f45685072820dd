// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/graphbuilder.h"

#include "ui/canvas/clientgroups.h"
#include "ui/canvas/nodewords.h"

#include "ui/models/features.h"

#include <QCoreApplication>

namespace ui::canvas {

using namespace Qt::StringLiterals;
using engine::DestinationType;
using engine::FieldTable;

namespace {

/// An argument by RabbitMQ's name, or what a policy says under the same name without "x-".
QString settingOf(const FieldTable &arguments, const engine::AppliedPolicy &policy, const char *argument,
                  const char *key, bool *isSet = nullptr)
{
    const engine::FieldValue *value = arguments.find(argument);
    if (!value)
        value = policy.effective.find(key);
    if (isSet)
        *isSet = value != nullptr;
    return value ? QString::fromUtf8(value->toText().value_or(QByteArray())) : QString();
}

class Builder
{
public:
    Builder(const FlowInputs &inputs, const Traffic &traffic)
        : m_in(inputs)
        , m_traffic(traffic)
    {}

    BuiltGraph build()
    {
        addExchanges();
        addQueues();
        addTopics();
        addBindings();
        addDeadLetters();
        addAlternates();
        shareOutRates();
        addProducers();
        addConsumers();
        addGroups();
        markInternals();
        m_out.graph.nodes = m_nodes;
        m_out.graph.edges = m_edges;
        return std::move(m_out);
    }

private:
    FlowNode *node(const NodeId &id)
    {
        const auto it = m_nodeAt.constFind(id);
        return it == m_nodeAt.cend() ? nullptr : &m_nodes[*it];
    }
    FlowNode &add(FlowNode node)
    {
        m_nodeAt.insert(node.id, m_nodes.size());
        m_nodes << std::move(node);
        return m_nodes.last();
    }
    FlowEdge &edge(EdgeKind kind, const NodeId &from, const NodeId &to)
    {
        const EdgeId id = edgeId(kind, from, to);
        const auto it = m_edgeAt.constFind(id);
        if (it != m_edgeAt.cend())
            return m_edges[*it];
        m_edgeAt.insert(id, m_edges.size());
        FlowEdge made;
        made.id = id;
        made.kind = kind;
        made.from = from;
        made.to = to;
        m_edges << made;
        return m_edges.last();
    }
    /// A queue, or the topic that has the name.
    NodeId logOrQueue(const QString &virtualHost, const QString &name) const
    {
        const NodeId queue = nodeId(NodeKind::Queue, virtualHost, name);
        return m_nodeAt.contains(queue) ? queue : nodeId(NodeKind::Topic, virtualHost, name);
    }
    bool isTopic(const NodeId &id) const
    {
        const auto it = m_nodeAt.constFind(id);
        return it != m_nodeAt.cend() && m_nodes.at(*it).kind == NodeKind::Topic;
    }

    void addExchanges()
    {
        for (const engine::ExchangeSnapshot &exchange : m_in.exchanges)
            add(exchangeNode(exchange));
    }
    void addQueues()
    {
        for (const engine::QueueSnapshot &queue : m_in.queues)
            add(queueNode(queue));
    }
    void addTopics()
    {
        for (const engine::TopicSnapshot &topic : m_in.topics)
            add(topicNode(topic, m_in.groups));
    }

    void addBindings()
    {
        for (const engine::BindingSnapshot &binding : m_in.bindings) {
            if (binding.implicit)
                continue;
            const engine::BindingSpec &spec = binding.spec;
            const NodeId from = nodeId(NodeKind::Exchange, spec.virtualHost, spec.source);
            const NodeId to = spec.destinationType == DestinationType::Exchange
                                  ? nodeId(NodeKind::Exchange, spec.virtualHost, spec.destination)
                                  : logOrQueue(spec.virtualHost, spec.destination);
            if (!m_nodeAt.contains(from) || !m_nodeAt.contains(to))
                continue;
            FlowEdge &route = edge(EdgeKind::Route, from, to);
            route.bindings << spec;
            route.isLog = isTopic(to);
            route.isTold = !route.isLog;
            m_bound.insert(from);
            m_bound.insert(to);
            m_inbound.insert(to, from);
        }
        for (FlowEdge &route : m_edges)
            nameBindings(route);
    }

    void addDeadLetters()
    {
        for (const engine::QueueSnapshot &queue : m_in.queues) {
            const QString &host = queue.spec.virtualHost;
            bool isSet = false;
            const QString exchange =
                settingOf(queue.spec.arguments, queue.policy, "x-dead-letter-exchange", "dead-letter-exchange", &isSet);
            if (!isSet)
                continue;
            const QString key =
                settingOf(queue.spec.arguments, queue.policy, "x-dead-letter-routing-key", "dead-letter-routing-key");
            const NodeId from = nodeId(NodeKind::Queue, host, queue.spec.name);
            const NodeId to = exchange.isEmpty() ? logOrQueue(host, key.isEmpty() ? queue.spec.name : key)
                                                 : nodeId(NodeKind::Exchange, host, exchange);
            if (!m_nodeAt.contains(to) || to == from)
                continue;
            FlowEdge &dead = edge(EdgeKind::DeadLetter, from, to);
            dead.label = key;
            dead.rate = m_traffic.deadLettersPerSecond({host, queue.spec.name});
            dead.isTold = true;
            dead.words = deadLetterWords(queue.spec.name, node(to)->title, key);
            m_deadTargets.insert(to);
            m_bound.insert(to);
        }
        for (FlowNode &queue : m_nodes) {
            if (queue.kind == NodeKind::Queue && isFedByDeathOnly(queue.id))
                markDeadLetterQueue(queue);
        }
    }

    bool isFedByDeathOnly(const NodeId &queue) const
    {
        const QList<NodeId> sources = m_inbound.values(queue);
        const auto isDead = [this](const NodeId &source) { return m_deadTargets.contains(source); };
        return sources.isEmpty() ? m_deadTargets.contains(queue) : std::all_of(sources.begin(), sources.end(), isDead);
    }

    void addAlternates()
    {
        for (const engine::ExchangeSnapshot &exchange : m_in.exchanges) {
            const QString other =
                settingOf(exchange.spec.arguments, exchange.policy, "alternate-exchange", "alternate-exchange");
            const NodeId from = nodeId(NodeKind::Exchange, exchange.spec.virtualHost, exchange.spec.name);
            const NodeId to = nodeId(NodeKind::Exchange, exchange.spec.virtualHost, other);
            if (other.isEmpty() || !m_nodeAt.contains(to) || from == to)
                continue;
            edge(EdgeKind::Alternate, from, to).words = alternateWords(exchange.spec.name, other);
            m_bound.insert(to);
        }
    }

    /// What arrives in a queue came from somewhere: its rate goes to the edges it took.
    void shareOutRates()
    {
        const Routes routes(m_edges);
        for (const engine::QueueSnapshot &queue : m_in.queues) {
            const QString &host = queue.spec.virtualHost;
            const NodeId to = nodeId(NodeKind::Queue, host, queue.spec.name);
            const QList<Traffic::Share> sources = m_traffic.sourcesOf({host, queue.spec.name});
            for (const Traffic::Share &source : sources)
                addRate(routes, source, to, queue.incomingRate);
            if (sources.isEmpty() && m_inbound.count(to) == 1)
                edge(EdgeKind::Route, m_inbound.value(to), to).rate = queue.incomingRate;
        }
        for (const engine::TopicSnapshot &topic : m_in.topics) {
            const QString &host = topic.spec.virtualHost;
            const NodeId to = nodeId(NodeKind::Topic, host, topic.spec.name);
            const QList<Traffic::Share> sources = m_traffic.sourcesOf({host, topic.spec.name});
            for (const Traffic::Share &source : sources)
                addRate(routes, source, to, topic.inRate);
            if (sources.isEmpty() && m_inbound.count(to) == 1)
                edge(EdgeKind::Route, m_inbound.value(to), to).rate = topic.inRate;
        }
    }

    void addRate(const Routes &routes, const Traffic::Share &source, const NodeId &queue, double rate)
    {
        const NodeId from = nodeId(NodeKind::Exchange, source.other.virtualHost, source.other.name);
        if (source.other.name.isEmpty() && m_nodeAt.contains(from)) {
            FlowEdge &direct = edge(EdgeKind::Route, from, queue);
            direct.isLog = isTopic(queue);
            direct.isTold = !direct.isLog;
            direct.rate += rate * source.share;
            direct.words = defaultExchangeWords(node(queue)->title);
            m_bound.insert(from);
            return;
        }
        for (const EdgeId &id : routes.between(from, queue))
            m_edges[m_edgeAt.value(id)].rate += rate * source.share;
    }

    void addProducers()
    {
        ClientGroups producers(NodeKind::Producer);
        for (const engine::ConnectionSnapshot &connection : m_in.connections) {
            const bool writesTopics = std::any_of(connection.topics.begin(), connection.topics.end(),
                                                  [](const auto &topic) { return topic.published > 0; });
            if (writesTopics || m_traffic.hasPublished(connection.id) || m_traffic.publishesUnseen(connection.id))
                producers.add(connection);
        }
        for (const ClientGroup &group : producers.groups()) {
            add(producerNode(group));
            for (const engine::ConnectionSnapshot *connection : group.members)
                addPublishing(group.id, *connection);
        }
    }

    void addPublishing(const NodeId &producer, const engine::ConnectionSnapshot &connection)
    {
        m_out.producers.insert(connection.id, producer);
        for (const Traffic::Share &target : m_traffic.targetsOf(connection.id)) {
            const NodeId exchange = nodeId(NodeKind::Exchange, target.other.virtualHost, target.other.name);
            if (!m_nodeAt.contains(exchange))
                continue;
            FlowEdge &publish = edge(EdgeKind::Publish, producer, exchange);
            publish.rate += routedRate(connection) * target.share;
            publish.isTold = true;
            publish.words = publishWords(node(producer)->title, node(exchange)->title, publish.rate);
            m_bound.insert(exchange);
        }
        for (const engine::TopicUseSnapshot &topic : connection.topics)
            addWriting(producer, connection.virtualHost, topic);
    }

    /// A client of Kafka writes past all exchanges.
    void addWriting(const NodeId &producer, const QString &virtualHost, const engine::TopicUseSnapshot &topic)
    {
        const NodeId to = nodeId(NodeKind::Topic, virtualHost, topic.topic);
        if (topic.published == 0 || !m_nodeAt.contains(to))
            return;
        FlowEdge &write = edge(EdgeKind::Publish, producer, to);
        write.rate += topic.publishRate;
        write.isLog = true;
        write.isTold = true;
        write.words = publishWords(node(producer)->title, node(to)->title, write.rate);
    }

    void addConsumers()
    {
        ClientGroups consumers(NodeKind::Consumer);
        const QSet<engine::ConnectionId> readers = loneReaders(m_in.connections, m_in.groups);
        for (const engine::ConnectionSnapshot &connection : m_in.connections) {
            const bool consumes = std::any_of(connection.channels.begin(), connection.channels.end(),
                                              [](const auto &channel) { return !channel.consumers.isEmpty(); });
            if (consumes || readers.contains(connection.id))
                consumers.add(connection);
        }
        for (const ClientGroup &group : consumers.groups()) {
            add(consumerNode(group, readers));
            for (const engine::ConnectionSnapshot *connection : group.members) {
                m_out.consumers.insert(connection->id, group.id);
                for (const engine::ChannelSnapshot &channel : connection->channels) {
                    for (const engine::ConsumerSnapshot &consumer : channel.consumers)
                        addConsuming(group, consumer);
                }
                if (readers.contains(connection->id))
                    addReading(group, *connection);
            }
        }
    }

    void addReading(const ClientGroup &group, const engine::ConnectionSnapshot &connection)
    {
        for (const engine::TopicUseSnapshot &topic : connection.topics) {
            const NodeId from = nodeId(NodeKind::Topic, connection.virtualHost, topic.topic);
            if (topic.delivered == 0 || !m_nodeAt.contains(from))
                continue;
            FlowEdge &read = edge(EdgeKind::Consume, from, group.id);
            read.rate += topic.deliverRate;
            read.isLog = true;
            read.words = consumeWords(node(group.id)->title, node(from)->title, read.rate);
        }
    }

    void addConsuming(const ClientGroup &group, const engine::ConsumerSnapshot &consumer)
    {
        const QString host = consumer.virtualHost.isEmpty() ? group.virtualHost : consumer.virtualHost;
        const NodeId from = logOrQueue(host, consumer.queueName);
        if (!m_nodeAt.contains(from))
            return;
        FlowEdge &consume = edge(EdgeKind::Consume, from, group.id);
        consume.rate += consumer.deliverRate;
        consume.isLog = isTopic(from);
        consume.isTold = !consume.isLog;
        consume.isBehind |= isUsedUp(consumer);
        consume.words = consumeWords(node(group.id)->title, node(from)->title, consume.rate);
    }

    void addGroups()
    {
        for (const engine::GroupSnapshot &group : m_in.groups) {
            const NodeId to = nodeId(NodeKind::Group, group.virtualHost, group.name);
            QSet<NodeId> topics;
            double total = 0;
            for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
                const NodeId from = nodeId(NodeKind::Topic, group.virtualHost, offset.partition.topic);
                if (!m_nodeAt.contains(from))
                    continue;
                FlowEdge &read = edge(EdgeKind::Consume, from, to);
                topics.insert(from);
                read.isLog = true;
                read.isBehind |= offset.lag.value_or(0) > 0 && group.lagMs.value_or(0) > behindMs;
                read.rate = m_traffic.readPerSecond({group.virtualHost, group.name}, offset.partition.topic);
                read.words = consumeWords(group.name, offset.partition.topic, read.rate);
            }
            for (const NodeId &topic : std::as_const(topics))
                total += edge(EdgeKind::Consume, topic, to).rate;
            add(groupNode(group, total));
        }
    }

    /// What nobody has bound and nobody uses of the broker's own, and queues that belong to one client's answers.
    void markInternals()
    {
        for (const engine::ExchangeSnapshot &exchange : m_in.exchanges) {
            FlowNode *shown = node(nodeId(NodeKind::Exchange, exchange.spec.virtualHost, exchange.spec.name));
            shown->isInternal = exchange.predeclared && !m_bound.contains(shown->id);
        }
        for (const engine::QueueSnapshot &queue : m_in.queues) {
            FlowNode *shown = node(nodeId(NodeKind::Queue, queue.spec.virtualHost, queue.spec.name));
            shown->isInternal = queue.spec.exclusive && !m_bound.contains(shown->id);
        }
        QSet<NodeId> atWork;
        for (const FlowEdge &edge : std::as_const(m_edges)) {
            if (edge.kind == EdgeKind::Consume && !node(edge.from)->isInternal)
                atWork.insert(edge.to);
        }
        for (FlowNode &client : m_nodes)
            client.isInternal |= client.kind == NodeKind::Consumer && !atWork.contains(client.id);
    }

    const FlowInputs &m_in;
    const Traffic &m_traffic;
    BuiltGraph m_out;
    QList<FlowNode> m_nodes;
    QList<FlowEdge> m_edges;
    QHash<NodeId, qsizetype> m_nodeAt;
    QHash<EdgeId, qsizetype> m_edgeAt;
    QSet<NodeId> m_bound;                 ///< has a binding of its own, or is used
    QSet<NodeId> m_deadTargets;           ///< where dead letters go
    QMultiHash<NodeId, NodeId> m_inbound; ///< the exchanges a destination is bound to
};

} // namespace

BuiltGraph buildGraph(const FlowInputs &inputs, const Traffic &traffic)
{
    return Builder(inputs, traffic).build();
}

Routes::Routes(const QList<FlowEdge> &edges)
{
    for (const FlowEdge &edge : edges) {
        if (edge.kind == EdgeKind::Route)
            m_into.insert(edge.to, {edge.from, edge.id});
    }
}

QList<EdgeId> Routes::between(const NodeId &exchange, const NodeId &destination) const
{
    // Backwards from the destination, breadth first.
    QHash<NodeId, std::pair<EdgeId, NodeId>> next;
    QList<NodeId> todo{destination};
    for (qsizetype at = 0; at < todo.size() && !next.contains(exchange); ++at) {
        const NodeId to = todo.at(at);
        for (auto [step, end] = m_into.equal_range(to); step != end; ++step) {
            if (step->from == destination || next.contains(step->from))
                continue;
            next.insert(step->from, {step->edge, to});
            todo << step->from;
        }
    }
    QList<EdgeId> route;
    for (NodeId at = exchange; next.contains(at); at = next.value(at).second)
        route << next.value(at).first;
    return route;
}

} // namespace ui::canvas
