// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/objectentries.h"

#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/definitionactions.h"
#include "ui/actions/groupactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/topicactions.h"
#include "ui/models/features.h"
#include "ui/models/policymodel.h"
#include "ui/theme/format.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace ui::palette {

using namespace Qt::StringLiterals;
using tables::Tone;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Palette)
};

Entry objectEntry(const QString &type, const QString &kind, Tone tone, const QString &virtualHost, const QString &name)
{
    Entry entry;
    entry.key = type + u':' + virtualHost + u':' + name;
    entry.kind = kind;
    entry.tone = tone;
    entry.text = name;
    entry.detail = models::hostSuffix(virtualHost);
    return entry;
}

/// The steps of one object, in the order of a menu.
class Steps
{
public:
    explicit Steps(const Entry &object)
        : m_object(object)
    {
        add(Words::tr("Open"), object.act);
    }
    void add(const QString &text, std::function<void()> act, bool isEnabled = true)
    {
        Entry step;
        step.key = m_object.key + u'/' + text;
        step.kind = m_object.kind;
        step.tone = m_object.tone;
        step.text = text;
        step.isEnabled = isEnabled;
        step.act = std::move(act);
        m_steps << step;
    }
    QList<Entry> take()
    {
        add(Words::tr("Copy name"), [name = m_object.text] { QGuiApplication::clipboard()->setText(name); });
        return std::move(m_steps);
    }

private:
    Entry m_object;
    QList<Entry> m_steps;
};

engine::BindingSpec bindingFrom(const engine::ExchangeSpec &exchange)
{
    engine::BindingSpec start;
    start.virtualHost = exchange.virtualHost;
    start.source = exchange.name;
    return start;
}

engine::BindingSpec bindingTo(const engine::QueueSpec &queue)
{
    engine::BindingSpec start;
    start.virtualHost = queue.virtualHost;
    start.destination = queue.name;
    return start;
}

} // namespace

Entry entryOf(const engine::QueueSnapshot &queue, const Doers &doers)
{
    Entry entry = objectEntry(u"queue"_s, Words::tr("Queue"), Tone::Ready, queue.spec.virtualHost, queue.spec.name);
    actions::BrokerActions *broker = &doers.broker;
    entry.act = [broker, queue] { broker->openQueue(queue); };
    entry.steps = [entry, broker, replays = &doers.replays, queue] {
        const engine::QueueSpec &spec = queue.spec;
        Steps steps(entry);
        steps.add(Words::tr("Publish to it…"), [broker, spec] { broker->publishTo(spec.virtualHost, {}, spec.name); });
        steps.add(Words::tr("Bind…"), [broker, spec] { broker->newBinding(bindingTo(spec)); });
        steps.add(Words::tr("Replay…"), [replays, queue] { replays->replayQueue(queue); });
        steps.add(Words::tr("Consume by hand"), [broker, queue] { broker->consumeByHand(queue); });
        steps.add(queue.state == engine::QueueSnapshot::State::Paused ? Words::tr("Resume") : Words::tr("Pause"),
                  [broker, queue] { broker->togglePaused(queue); });
        steps.add(
            Words::tr("Purge"), [broker, queue] { broker->purgeQueue(queue); }, queue.ready > 0);
        steps.add(Words::tr("Delete…"), [broker, queue] { broker->deleteQueue(queue); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::TopicSnapshot &topic, const Doers &doers)
{
    Entry entry = objectEntry(u"topic"_s, Words::tr("Topic"), Tone::Topic, topic.spec.virtualHost, topic.spec.name);
    actions::TopicActions *topics = &doers.topics;
    entry.act = [topics, topic] { topics->openTopic(topic); };
    entry.steps = [entry, topics, publish = doers.publishToTopic, topic] {
        Steps steps(entry);
        steps.add(Words::tr("Publish to it…"), [publish, topic] { publish(topic.spec); });
        steps.add(Words::tr("Edit settings…"), [topics, topic] { topics->editTopic(topic); });
        steps.add(Words::tr("Step through by hand"), [topics, topic] { topics->stepThrough(topic); });
        steps.add(Words::tr("Replay…"), [topics, topic] { topics->replayTopic(topic); });
        steps.add(
            Words::tr("Clear messages…"), [topics, topic] { topics->clearTopic(topic); }, topic.records > 0);
        steps.add(Words::tr("Recreate…"), [topics, topic] { topics->recreateTopic(topic); });
        steps.add(Words::tr("Delete…"), [topics, topic] { topics->deleteTopic(topic); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::ExchangeSnapshot &exchange, const Doers &doers)
{
    const engine::ExchangeSpec &spec = exchange.spec;
    Entry entry = objectEntry(u"exchange"_s, Words::tr("Exchange"), Tone::Accent, spec.virtualHost,
                              models::exchangeLabel(spec.name));
    actions::BrokerActions *broker = &doers.broker;
    entry.act = [open = doers.openList, id = exchange.id.v] { open(u"exchanges"_s, id); };
    entry.steps = [entry, broker, exchange] {
        const engine::ExchangeSpec &its = exchange.spec;
        Steps steps(entry);
        steps.add(
            Words::tr("Publish here…"), [broker, its] { broker->publishTo(its.virtualHost, its.name, {}); },
            !its.internal);
        steps.add(
            Words::tr("Bind…"), [broker, its] { broker->newBinding(bindingFrom(its)); }, !its.name.isEmpty());
        steps.add(
            Words::tr("Delete…"), [broker, exchange] { broker->deleteExchange(exchange); }, !exchange.predeclared);
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::GroupSnapshot &group, const Doers &doers)
{
    Entry entry = objectEntry(u"group"_s, Words::tr("Consumer group"), Tone::Topic, group.virtualHost, group.name);
    actions::GroupActions *groups = &doers.groups;
    entry.act = [open = doers.openList, id = QString(group.virtualHost + u'\n' + group.name)] {
        open(u"groups"_s, id); // as GroupModel names its rows
    };
    entry.steps = [entry, groups, group] {
        Steps steps(entry);
        steps.add(
            Words::tr("Reset offsets…"), [groups, group] { groups->resetOffsets(group); }, !group.offsets.isEmpty());
        steps.add(
            Words::tr("Delete…"), [groups, group] { groups->deleteGroup(group); }, group.members.isEmpty());
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::ConnectionSnapshot &connection, const Doers &doers)
{
    Entry entry =
        objectEntry(u"connection"_s, Words::tr("Connection"), Tone::Ok, connection.virtualHost, connection.name);
    entry.key += u':' + QString::number(connection.id.v); // several have one name
    entry.detail = connection.peer;
    actions::BrokerActions *broker = &doers.broker;
    entry.act = [open = doers.openList, id = connection.id.v] { open(u"connections"_s, id); };
    entry.steps = [entry, broker, connection] {
        Steps steps(entry);
        steps.add(Words::tr("Close the connection…"), [broker, connection] { broker->closeConnection(connection); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::BindingSnapshot &binding, const Doers &doers)
{
    const engine::BindingSpec &spec = binding.spec;
    QStringList parts{models::exchangeLabel(spec.source) + u" → "_s + spec.destination};
    if (!spec.routingKey.isEmpty())
        parts << spec.routingKey;
    if (const QString arguments = models::argumentsText(spec.arguments); !arguments.isEmpty())
        parts << arguments;
    Entry entry = objectEntry(u"binding"_s, Words::tr("Binding"), Tone::Accent, spec.virtualHost, parts.join(u" · "_s));
    if (spec.destinationType == engine::DestinationType::Exchange)
        entry.key += u":exchange"_s; // a queue may have its name
    entry.act = [open = doers.openExchange, host = spec.virtualHost, name = spec.source] { open(host, name); };
    entry.steps = [entry, broker = &doers.broker, spec] {
        Steps steps(entry);
        steps.add(Words::tr("Unbind"), [broker, spec] { broker->unbind(spec); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::ConsumerSnapshot &consumer, const Doers &doers)
{
    Entry entry = objectEntry(u"consumer"_s, Words::tr("Consumer"), Tone::Ok, consumer.virtualHost, consumer.tag);
    entry.key += u':' + QString::number(consumer.id.v); // a tag is one of its channel
    entry.detail = Words::tr("%1 from %2").arg(consumer.connectionName, consumer.queueName);
    entry.act = [open = doers.openList, id = consumer.channel.connection.v] { open(u"connections"_s, id); };
    entry.steps = [entry, broker = &doers.broker, consumer] {
        Steps steps(entry);
        steps.add(Words::tr("Cancel the consumer…"), [broker, consumer] { broker->cancelConsumer(consumer); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::VirtualHostSnapshot &host, const Doers &doers)
{
    Entry entry = objectEntry(u"virtualHost"_s, Words::tr("Virtual host"), Tone::Muted, u"/"_s, host.spec.name);
    entry.detail = host.spec.description;
    actions::AccessActions *access = &doers.access;
    entry.act = [open = doers.openList, name = host.spec.name] { open(u"virtualHosts"_s, name); };
    entry.steps = [entry, access, host] {
        Steps steps(entry);
        steps.add(Words::tr("Edit…"), [access, host] { access->editVirtualHost(host); });
        steps.add(Words::tr("Delete…"), [access, host] { access->deleteVirtualHost(host); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::UserSnapshot &user, const Doers &doers)
{
    Entry entry = objectEntry(u"user"_s, Words::tr("User"), Tone::Muted, u"/"_s, user.name);
    entry.detail = user.tags.join(u", "_s);
    actions::AccessActions *access = &doers.access;
    entry.act = [open = doers.openList, name = user.name] { open(u"users"_s, name); };
    entry.steps = [entry, access, user] {
        Steps steps(entry);
        steps.add(Words::tr("Edit…"), [access, user] { access->editUser(user); });
        steps.add(Words::tr("Set permissions…"), [access, user] {
            engine::PermissionSpec start;
            start.user = user.name;
            access->setPermissions(start);
        });
        steps.add(Words::tr("Delete…"), [access, user] { access->deleteUser(user); });
        return steps.take();
    };
    return entry;
}

Entry entryOf(const engine::PolicySnapshot &policy, const Doers &doers)
{
    const engine::PolicySpec &spec = policy.spec;
    Entry entry = objectEntry(spec.isOperator ? u"operatorPolicy"_s : u"policy"_s,
                              spec.isOperator ? Words::tr("Operator policy") : Words::tr("Policy"), Tone::Muted,
                              spec.virtualHost, spec.name);
    actions::DefinitionActions *definitions = &doers.definitions;
    entry.act = [open = doers.openList, id = models::PolicyModel::idOf(spec)] { open(u"policies"_s, id); };
    entry.steps = [entry, definitions, policy] {
        Steps steps(entry);
        steps.add(Words::tr("Edit…"), [definitions, policy] { definitions->editPolicy(policy.spec); });
        steps.add(Words::tr("Copy…"), [definitions, policy] { definitions->copyPolicy(policy.spec); });
        steps.add(Words::tr("Delete…"), [definitions, policy] { definitions->deletePolicy(policy); });
        return steps.take();
    };
    return entry;
}

} // namespace ui::palette
