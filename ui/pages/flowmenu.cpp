// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/flowmenu.h"

#include "ui/actions/brokeractions.h"
#include "ui/actions/groupactions.h"
#include "ui/actions/topicactions.h"
#include "ui/models/features.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace ui::pages {

using namespace Qt::StringLiterals;

namespace {

bool hasDeadLetterExchange(const engine::QueueSnapshot &queue)
{
    return queue.spec.arguments.contains("x-dead-letter-exchange") ||
           queue.policy.effective.contains("dead-letter-exchange");
}

QString keyOf(const engine::BindingSpec &binding)
{
    return binding.routingKey.isEmpty() ? models::argumentsText(binding.arguments) : binding.routingKey;
}

} // namespace

template <typename Act>
QAction *FlowMenu::add(QMenu &menu, const QString &text, Act act)
{
    // A name may have an ampersand in it.
    QAction *action = menu.addAction(QString(text).replace(u'&', u"&&"_s));
    QObject::connect(action, &QAction::triggered, &m_page, act);
    return action;
}

QMenu *FlowMenu::forNode(const canvas::NodeId &id)
{
    auto *menu = new QMenu(&m_page);
    const canvas::FlowNode *node = m_page.graph().node(id);
    if (!node)
        return menu;
    menu->setDefaultAction(add(*menu, FlowPage::tr("Open"), [page = &m_page, id] { page->open(id); }));
    if (const engine::ExchangeSnapshot *exchange = m_page.exchangeOf(id))
        addExchange(*menu, *exchange);
    else if (const engine::QueueSnapshot *queue = m_page.queueOf(id))
        addQueue(*menu, id, *queue);
    else if (const engine::TopicSnapshot *topic = m_page.topicOf(id))
        addTopic(*menu, *topic);
    else if (const engine::GroupSnapshot *group = m_page.groupOf(id))
        addGroup(*menu, *group);
    else
        addClients(*menu, m_page.connectionsOf(id));
    addUnbind(*menu, id);
    addCommon(*menu, *node);
    return menu;
}

void FlowMenu::addUnbind(QMenu &menu, const canvas::NodeId &id)
{
    QMenu *bindings = nullptr;
    for (const canvas::FlowEdge &edge : m_page.graph().graph().edges) {
        const canvas::FlowNode *other = m_page.graph().node(edge.from == id ? edge.to : edge.from);
        if ((edge.from != id && edge.to != id) || edge.bindings.isEmpty() || !other)
            continue;
        if (!bindings) {
            menu.addSeparator();
            bindings = menu.addMenu(FlowPage::tr("Unbind"));
        }
        for (const engine::BindingSpec &binding : edge.bindings) {
            const QString key = keyOf(binding);
            add(*bindings, key.isEmpty() ? other->title : FlowPage::tr("%1 (%2)").arg(other->title, key),
                [broker = &m_actions.broker, binding] { broker->unbind(binding); });
        }
    }
}

void FlowMenu::addCommon(QMenu &menu, const canvas::FlowNode &node)
{
    menu.addSeparator();
    const bool isOnly = m_page.choice().only == node.id;
    add(menu, isOnly ? FlowPage::tr("Show everything again") : FlowPage::tr("Show only what flows through it"),
        [page = &m_page, id = isOnly ? canvas::NodeId() : node.id] { page->showOnly(id); });
    add(menu, FlowPage::tr("Copy name"), [name = node.name] { QGuiApplication::clipboard()->setText(name); });
}

void FlowMenu::addExchange(QMenu &menu, const engine::ExchangeSnapshot &exchange)
{
    actions::BrokerActions *broker = &m_actions.broker;
    const engine::ExchangeSpec spec = exchange.spec;
    add(menu, FlowPage::tr("Publish here…"), [broker, spec] {
        broker->publishTo(spec.virtualHost, spec.name, {});
    })->setEnabled(!spec.internal && !spec.name.isEmpty());
    add(menu, FlowPage::tr("Bind…"), [broker, spec] {
        engine::BindingSpec start;
        start.virtualHost = spec.virtualHost;
        start.source = spec.name;
        broker->newBinding(start);
    })->setEnabled(!spec.name.isEmpty());
    menu.addSeparator();
    add(menu, FlowPage::tr("Delete…"), [broker, exchange] {
        broker->deleteExchange(exchange);
    })->setEnabled(!exchange.predeclared);
}

void FlowMenu::addQueue(QMenu &menu, const canvas::NodeId &id, const engine::QueueSnapshot &queue)
{
    actions::BrokerActions *broker = &m_actions.broker;
    const engine::QueueSpec spec = queue.spec;
    add(menu, FlowPage::tr("Publish to it…"), [broker, spec] { broker->publishTo(spec.virtualHost, {}, spec.name); });
    add(menu, FlowPage::tr("Bind…"), [broker, spec] {
        engine::BindingSpec start;
        start.virtualHost = spec.virtualHost;
        start.destination = spec.name;
        broker->newBinding(start);
    });
    add(menu, FlowPage::tr("Consume by hand"), [broker, queue] { broker->consumeByHand(queue); });
    add(menu, queue.state == engine::QueueSnapshot::State::Paused ? FlowPage::tr("Resume") : FlowPage::tr("Pause"),
        [broker, queue] { broker->togglePaused(queue); });
    add(menu, FlowPage::tr("Its dead letters"), [page = &m_page, id] {
        page->openDeadLetters(id);
    })->setEnabled(hasDeadLetterExchange(queue));
    menu.addSeparator();
    add(menu, FlowPage::tr("Purge"), [broker, queue] { broker->purgeQueue(queue); })->setEnabled(queue.ready > 0);
    add(menu, FlowPage::tr("Delete…"), [broker, queue] { broker->deleteQueue(queue); });
}

void FlowMenu::addTopic(QMenu &menu, const engine::TopicSnapshot &topic)
{
    actions::TopicActions *topics = &m_actions.topics;
    const engine::TopicSpec spec = topic.spec;
    add(menu, FlowPage::tr("Publish to it…"), [page = &m_page, spec] { page->publishToTopic(spec); });
    // To AMQP a topic of several partitions is as many queues.
    add(menu, FlowPage::tr("Bind…"), [broker = &m_actions.broker, spec] {
        engine::BindingSpec start;
        start.virtualHost = spec.virtualHost;
        start.destination = spec.name;
        broker->newBinding(start);
    })->setEnabled(topic.partitions.size() == 1);
    add(menu, FlowPage::tr("Step through by hand"), [topics, topic] { topics->stepThrough(topic); });
    add(menu, FlowPage::tr("Configure…"), [topics, topic] { topics->editTopic(topic); });
    menu.addSeparator();
    add(menu, FlowPage::tr("Delete…"), [topics, topic] { topics->deleteTopic(topic); });
}

void FlowMenu::addGroup(QMenu &menu, const engine::GroupSnapshot &group)
{
    actions::GroupActions *groups = &m_actions.groups;
    add(menu, FlowPage::tr("Reset offsets…"), [groups, group] {
        groups->resetOffsets(group);
    })->setEnabled(!group.offsets.isEmpty());
    menu.addSeparator();
    add(menu, FlowPage::tr("Delete…"), [groups, group] {
        groups->deleteGroup(group);
    })->setEnabled(group.members.isEmpty());
}

void FlowMenu::addClients(QMenu &menu, const QList<engine::ConnectionSnapshot> &connections)
{
    actions::BrokerActions *broker = &m_actions.broker;
    menu.addSeparator();
    for (const engine::ConnectionSnapshot &connection : connections) {
        const QString text = connections.size() == 1
                                 ? FlowPage::tr("Close the connection…")
                                 : FlowPage::tr("Close %1 (%2)…").arg(connection.name, connection.peer);
        add(menu, text, [broker, connection] { broker->closeConnection(connection); });
    }
}

QMenu *FlowMenu::forEdge(const canvas::EdgeId &id)
{
    auto *menu = new QMenu(&m_page);
    const canvas::FlowEdge *edge = m_page.graph().edge(id);
    if (!edge)
        return menu;
    actions::BrokerActions *broker = &m_actions.broker;
    for (const engine::BindingSpec &binding : edge->bindings) {
        const QString key = keyOf(binding);
        add(*menu, key.isEmpty() ? FlowPage::tr("Unbind") : FlowPage::tr("Unbind %1").arg(key),
            [broker, binding] { broker->unbind(binding); });
    }
    if (edge->kind == canvas::EdgeKind::Route && !edge->bindings.isEmpty()) {
        engine::BindingSpec start = edge->bindings.front();
        start.routingKey.clear();
        start.arguments = {};
        add(*menu, FlowPage::tr("Bind with another key…"), [broker, start] { broker->newBinding(start); });
    }
    menu->addSeparator();
    for (const canvas::NodeId &end : {edge->from, edge->to}) {
        if (const canvas::FlowNode *node = m_page.graph().node(end))
            add(*menu, FlowPage::tr("Open %1").arg(node->title), [page = &m_page, end] { page->open(end); });
    }
    return menu;
}

QMenu *FlowMenu::forGround()
{
    auto *menu = new QMenu(&m_page);
    FlowPage *page = &m_page;
    actions::BrokerActions *broker = &m_actions.broker;
    add(*menu, FlowPage::tr("New exchange…"), [broker] { broker->newExchange(); });
    add(*menu, FlowPage::tr("New queue…"), [broker] { broker->newQueue(); });
    add(*menu, FlowPage::tr("New topic…"), [topics = &m_actions.topics] { topics->newTopic(); });
    menu->addSeparator();
    add(*menu, FlowPage::tr("Tidy"), [page] { page->view().tidy(); });
    add(*menu, FlowPage::tr("Show everything"), [page] {
        if (page->choice().only.isValid())
            page->showOnly({});
        page->view().fit();
    });
    menu->addSeparator();
    add(*menu, FlowPage::tr("Export as SVG…"), [page] { page->exportPicture(u".svg"_s); });
    add(*menu, FlowPage::tr("Export as PNG…"), [page] { page->exportPicture(u".png"_s); });
    return menu;
}

} // namespace ui::pages
