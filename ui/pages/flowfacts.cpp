// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/flowfacts.h"

#include "ui/models/features.h"
#include "ui/models/queuemodel.h"
#include "ui/pages/flowpage.h"
#include "ui/theme/format.h"

namespace ui::pages {

using namespace Qt::StringLiterals;
using canvas::EdgeKind;
using canvas::NodeId;
using inspector::ObjectFacts;
using tables::Tone;
using theme::formatCount;
using theme::formatRate;

namespace {

class Facts
{
public:
    void add(const QString &name, const QString &value, Tone tone = Tone::Normal)
    {
        if (!value.isEmpty())
            m_out.facts << ObjectFacts::Fact{name, value, tone};
    }
    void addCount(const QString &name, quint64 count, Tone tone)
    {
        add(name, formatCount(count), count ? tone : Tone::Muted);
    }
    ObjectFacts take() { return std::move(m_out); }

private:
    ObjectFacts m_out;
};

void addQueue(Facts &facts, const engine::QueueSnapshot &queue)
{
    const models::Level level = models::levelOf(queue);
    facts.add(FlowPage::tr("State"), models::queueStateName(queue.state));
    facts.addCount(FlowPage::tr("Ready"), queue.ready, Tone::Ready);
    facts.addCount(FlowPage::tr("Unacked"), queue.unacked, Tone::Unacked);
    if (queue.delayed)
        facts.addCount(FlowPage::tr("Delayed"), queue.delayed, Tone::Unacked);
    if (queue.dying)
        facts.addCount(FlowPage::tr("Dead letters not taken"), queue.dying, Tone::Unacked);
    if (level.limit)
        facts.add(FlowPage::tr("Limit"), formatCount(level.limit));
    if (level.limitBytes)
        facts.add(FlowPage::tr("Limit"), theme::formatSize(level.limitBytes));
    facts.add(FlowPage::tr("Size"), theme::formatSize(queue.readyBytes + queue.unackedBytes));
    facts.add(FlowPage::tr("In"), formatRate(queue.incomingRate));
    facts.add(FlowPage::tr("Out"), formatRate(queue.deliverGetRate));
    facts.add(FlowPage::tr("Acknowledged"), formatRate(queue.ackRate));
    facts.add(FlowPage::tr("Consumers"), formatCount(queue.consumers),
              queue.consumers || !queue.ready ? Tone::Normal : Tone::Unacked);
    facts.add(FlowPage::tr("Arguments"), models::argumentsText(queue.spec.arguments));
    facts.add(FlowPage::tr("Policy"), models::policyText(queue.policy));
}

void addExchange(Facts &facts, const engine::ExchangeSnapshot &exchange)
{
    facts.add(FlowPage::tr("Type"), engine::exchangeTypeName(exchange.spec.type));
    facts.add(FlowPage::tr("In"), formatRate(exchange.rateIn));
    facts.add(FlowPage::tr("Out to queues"), formatRate(exchange.rateOut));
    facts.addCount(FlowPage::tr("Unroutable"), exchange.unroutable, Tone::Dead);
    facts.add(FlowPage::tr("Arguments"), models::argumentsText(exchange.spec.arguments));
    facts.add(FlowPage::tr("Policy"), models::policyText(exchange.policy));
}

void addTopic(Facts &facts, const engine::TopicSnapshot &topic)
{
    facts.add(FlowPage::tr("Messages"), formatCount(topic.records), Tone::Topic);
    facts.add(FlowPage::tr("Size"), theme::formatSize(topic.bytes));
    facts.add(FlowPage::tr("In"), formatRate(topic.inRate));
    facts.add(FlowPage::tr("Partitions"), formatCount(quint64(topic.partitions.size())));
    facts.add(FlowPage::tr("Retention"),
              topic.retention.ms < 0 ? FlowPage::tr("for ever") : theme::formatDuration(topic.retention.ms));
}

void addGroup(Facts &facts, const engine::GroupSnapshot &group)
{
    facts.add(FlowPage::tr("Members"), formatCount(quint64(group.members.size())),
              group.members.isEmpty() ? Tone::Unacked : Tone::Normal);
    if (group.lag)
        facts.addCount(FlowPage::tr("Lag"), quint64(qMax<qint64>(0, *group.lag)), Tone::Unacked);
    else
        facts.add(FlowPage::tr("Lag"), u"–"_s, Tone::Muted); // it has committed nothing
    if (group.lag.value_or(0) > 0 && group.lagMs)
        facts.add(FlowPage::tr("Behind"), theme::formatDuration(*group.lagMs), Tone::Unacked);
    for (const engine::GroupMemberSnapshot &member : group.members)
        facts.add(member.clientId, FlowPage::tr("%1, %2 partitions").arg(member.host).arg(member.assignment.size()));
}

void addClient(Facts &facts, const engine::ConnectionSnapshot &connection)
{
    facts.add(FlowPage::tr("Connection"), connection.name);
    facts.add(FlowPage::tr("Address"), connection.peer);
    facts.add(FlowPage::tr("Protocol"), connection.protocol);
    facts.add(FlowPage::tr("Client"), connection.clientProduct);
    facts.add(FlowPage::tr("User"), connection.user);
    facts.add(FlowPage::tr("Waits for"), connection.waitsFor, Tone::Unacked);
    for (const engine::ChannelSnapshot &channel : connection.channels) {
        if (channel.publishRate > 0)
            facts.add(FlowPage::tr("Publishes"), formatRate(channel.publishRate));
        for (const engine::ConsumerSnapshot &consumer : channel.consumers)
            facts.add(FlowPage::tr("Consumes"),
                      FlowPage::tr("%1 from %2, %3 unacked")
                          .arg(formatRate(consumer.deliverRate), consumer.queueName, formatCount(consumer.unacked)));
    }
    for (const engine::TopicUseSnapshot &topic : connection.topics) {
        if (topic.published)
            facts.add(FlowPage::tr("Publishes"), formatRate(topic.publishRate) + u" · "_s + topic.topic);
        if (topic.delivered)
            facts.add(FlowPage::tr("Consumes"), formatRate(topic.deliverRate) + u" · "_s + topic.topic);
    }
}

/// What it is connected with: "orders (eu.*)".
void addEdges(Facts &facts, FlowPage &page, const NodeId &id)
{
    QStringList from, to;
    for (const canvas::FlowEdge &edge : page.graph().graph().edges) {
        if (edge.from != id && edge.to != id)
            continue;
        const canvas::FlowNode *other = page.graph().node(edge.from == id ? edge.to : edge.from);
        const QString name =
            edge.label.isEmpty() ? other->title : FlowPage::tr("%1 (%2)").arg(other->title, edge.label);
        if (edge.kind == EdgeKind::DeadLetter && edge.from == id)
            facts.add(FlowPage::tr("Dead letters go to"), name, Tone::Dead);
        else if (edge.kind == EdgeKind::DeadLetter)
            facts.add(FlowPage::tr("Dead letters of"), name, Tone::Dead);
        else
            (edge.from == id ? to : from) << name;
    }
    facts.add(FlowPage::tr("From"), from.join(u'\n'));
    facts.add(FlowPage::tr("To"), to.join(u'\n'));
}

} // namespace

ObjectFacts factsOf(FlowPage &page, const NodeId &id)
{
    const canvas::FlowNode *node = page.graph().node(id);
    if (!node)
        return {};
    Facts facts;
    QString kind, action;
    if (const engine::QueueSnapshot *queue = page.queueOf(id)) {
        kind = FlowPage::tr("Queue");
        action = FlowPage::tr("Open its messages");
        addQueue(facts, *queue);
    } else if (const engine::ExchangeSnapshot *exchange = page.exchangeOf(id)) {
        kind = FlowPage::tr("Exchange");
        action = FlowPage::tr("Open its bindings");
        addExchange(facts, *exchange);
    } else if (const engine::TopicSnapshot *topic = page.topicOf(id)) {
        kind = FlowPage::tr("Topic");
        action = FlowPage::tr("Open its messages");
        addTopic(facts, *topic);
    } else if (const engine::GroupSnapshot *group = page.groupOf(id)) {
        kind = FlowPage::tr("Consumer group");
        action = FlowPage::tr("Open its offsets");
        addGroup(facts, *group);
    } else {
        kind = node->kind == canvas::NodeKind::Producer ? FlowPage::tr("Publisher") : FlowPage::tr("Consumer");
        action = FlowPage::tr("Open its connection");
        for (const engine::ConnectionSnapshot &connection : page.connectionsOf(id))
            addClient(facts, connection);
    }
    addEdges(facts, page, id);
    ObjectFacts out = facts.take();
    out.kind = kind;
    out.title = node->title;
    out.action = action;
    out.act = [page = &page, id] { page->open(id); };
    return out;
}

ObjectFacts factsOf(FlowPage &page, const canvas::EdgeId &id)
{
    const canvas::FlowEdge *edge = page.graph().edge(id);
    const canvas::FlowNode *from = edge ? page.graph().node(edge->from) : nullptr;
    const canvas::FlowNode *to = edge ? page.graph().node(edge->to) : nullptr;
    if (!from || !to)
        return {};
    Facts facts;
    facts.add(FlowPage::tr("From"), from->title);
    facts.add(FlowPage::tr("To"), to->title);
    for (const engine::BindingSpec &binding : edge->bindings) {
        facts.add(FlowPage::tr("Key"), binding.routingKey);
        facts.add(FlowPage::tr("Arguments"), models::argumentsText(binding.arguments));
    }
    if (edge->bindings.isEmpty())
        facts.add(FlowPage::tr("Key"), edge->label);
    facts.add(FlowPage::tr("Rate"), formatRate(edge->rate));
    ObjectFacts out = facts.take();
    out.kind = edge->bindings.isEmpty() ? FlowPage::tr("Connection") : FlowPage::tr("Binding");
    out.title = from->title + u" → "_s + to->title;
    out.action = FlowPage::tr("Open %1").arg(to->title);
    out.act = [page = &page, end = edge->to] { page->open(end); };
    return out;
}

} // namespace ui::pages
