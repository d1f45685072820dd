// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/virtualhost.h"

#include "core/accesscontrol.h"
#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/delayedmessages.h"
#include "core/exchangechecks.h"
#include "core/policies.h"
#include "core/stream.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace engine::core {

namespace {

struct Predeclared
{
    const char *name;
    ExchangeType type;
    bool internal;
};

// RabbitMQ's set. amq.rabbitmq.trace is internal: only the broker publishes to it.
constexpr std::array<Predeclared, 7> predeclaredExchanges = {{{"", ExchangeType::Direct, false},
                                                              {"amq.direct", ExchangeType::Direct, false},
                                                              {"amq.fanout", ExchangeType::Fanout, false},
                                                              {"amq.topic", ExchangeType::Topic, false},
                                                              {"amq.headers", ExchangeType::Headers, false},
                                                              {"amq.match", ExchangeType::Headers, false},
                                                              {"amq.rabbitmq.trace", ExchangeType::Topic, true}}};

QByteArray generatedQueueName()
{
    std::array<quint32, 4> random;
    QRandomGenerator::global()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    return "amq.gen-" + bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool isReserved(const QByteArray &name)
{
    return name.startsWith("amq.");
}

bool isKept(const QueueDefinition &definition)
{
    return definition.durable && !definition.exclusive;
}

/// Names are made up for classic queues only. RabbitMQ names the module of the type.
Result<void> checkServerNamed(const QueueDefinition &definition)
{
    const QueueKind kind = kindOf(definition);
    if (kind == QueueKind::Classic)
        return {};
    return Error{BrokerError::PreconditionFailed,
                 kind == QueueKind::Stream
                     ? QStringLiteral("Cannot declare a server-named queue for type rabbit_stream_queue")
                     : QStringLiteral("Cannot declare a server-named queue for type rabbit_quorum_queue")};
}

Error defaultExchangeRefused()
{
    return {BrokerError::AccessRefused, QStringLiteral("operation not permitted on the default exchange")};
}

} // namespace

VirtualHost::VirtualHost(Broker &broker, QByteArray name)
    : m_broker(broker)
    , m_name(std::move(name))
{
    for (const Predeclared &exchange : predeclaredExchanges)
        addExchange({m_name, exchange.name, exchange.type, true, false, exchange.internal, {}}, true);
}

VirtualHost::~VirtualHost()
{
    for (const auto &[name, queue] : m_queues)
        m_broker.queueRemoved(queue.get());
}

// ---- finding

Exchange *VirtualHost::exchange(const QByteArray &name) const
{
    const auto it = m_exchanges.find(name);
    return it == m_exchanges.end() ? nullptr : it->second.get();
}

Queue *VirtualHost::queue(const QByteArray &name) const
{
    const auto it = m_queues.find(name);
    return it == m_queues.end() ? nullptr : it->second.get();
}

Result<Exchange *> VirtualHost::findExchange(const QByteArray &name) const
{
    if (Exchange *found = exchange(name))
        return found;
    return Error{BrokerError::NotFound, u"no " % describe("exchange", name, m_name)};
}

Result<Queue *> VirtualHost::findQueue(const QByteArray &name) const
{
    if (Queue *found = queue(name))
        return found;
    return Error{BrokerError::NotFound, u"no " % describe("queue", name, m_name)};
}

Result<Queue *> VirtualHost::accessQueue(const QByteArray &name, ConnectionId by) const
{
    const Result<Queue *> found = findQueue(name);
    if (found && (*found)->exclusiveOwner().isValid() && (*found)->exclusiveOwner() != by)
        return lockedQueue(name, m_name);
    if (found && (*found)->isWaitingRoom()) {
        return Error{BrokerError::AccessRefused,
                     describe("queue", name, m_name) % u" holds the delayed messages of " %
                         describe("exchange", delayingExchange(name).value_or(QByteArray()), m_name)};
    }
    return found;
}

// ---- exchanges

Exchange &VirtualHost::addExchange(const ExchangeDefinition &definition, bool predeclared)
{
    auto exchange = std::make_unique<Exchange>(*this, m_broker.nextExchangeId(), definition, predeclared);
    Exchange &added = *exchange;
    m_exchanges[definition.name] = std::move(exchange);
    ++m_topologyVersion;
    return added;
}

Result<Exchange *> VirtualHost::declareExchange(const ExchangeDefinition &definition)
{
    if (definition.name.isEmpty())
        return defaultExchangeRefused();
    if (Exchange *existing = exchange(definition.name)) {
        if (Result<void> same = checkEquivalent(existing->definition(), definition); !same)
            return same.error();
        makeWaitingRoom(*existing);
        return existing;
    }
    if (isReserved(definition.name))
        return reservedName("exchange", definition.name);
    if (Result<void> valid = checkArguments(definition); !valid)
        return valid.error();
    if (Result<void> room = checkWaitingRoom(definition); !room)
        return room.error();
    Exchange &added = addExchange(definition, false);
    m_broker.policies().applyTo(added);
    if (definition.durable)
        m_broker.definitionChanged({DefinitionChange::Kind::Put, definition});
    makeWaitingRoom(added);
    return &added;
}

Result<void> VirtualHost::deleteExchange(const QByteArray &name, bool ifUnused)
{
    if (name.isEmpty())
        return defaultExchangeRefused();
    Exchange *found = exchange(name);
    if (isReserved(name))
        return systemExchange(name, m_name);
    if (!found)
        return {}; // as RabbitMQ since 3.0: deleting twice is no error
    if (ifUnused && !found->bindings().empty())
        return Error{BrokerError::PreconditionFailed, describe("exchange", name, m_name) % u" in use"};
    removeExchange(*found);
    return {};
}

/// A file from before may have a topic under the name of the room.
Result<void> VirtualHost::checkWaitingRoom(const ExchangeDefinition &definition) const
{
    const Queue *there = definition.type == ExchangeType::Delayed ? queue(waitingRoomName(definition.name)) : nullptr;
    if (!there || there->isWaitingRoom())
        return {};
    return Error{BrokerError::PreconditionFailed, u"there is a topic named '" % QString::fromUtf8(there->name()) %
                                                      u"' where delayed messages would wait"};
}

/// An x-delayed-message exchange has its queue as soon as it is there.
void VirtualHost::makeWaitingRoom(Exchange &exchange)
{
    if (exchange.type() != ExchangeType::Delayed || exchange.waitingRoom())
        return;
    QueueDefinition definition;
    definition.virtualHost = m_name;
    definition.name = waitingRoomName(exchange.name());
    definition.durable = exchange.definition().durable;
    definition.id = m_broker.nextQueueId();
    restoreQueue(definition);
    if (isKept(definition))
        m_broker.definitionChanged({DefinitionChange::Kind::Put, definition});
}

void VirtualHost::removeExchange(Exchange &exchange)
{
    std::vector<Exchange *> ended = {&exchange};
    endUnused(ended);
}

/// Removes these exchanges, and the auto-delete ones that lose their last binding by it: a list, because chains of them can be
/// long. Each stands in it once: it is added when its last binding goes, and nobody binds it in between.
void VirtualHost::endUnused(std::vector<Exchange *> &ended)
{
    for (size_t i = 0; i < ended.size(); ++i) {
        Exchange &exchange = *ended[i];
        std::vector<Exchange *> itself; // it ends already
        while (!exchange.bindings().empty())
            dropBinding(exchange.bindings().back().get(), itself);
        dropBindingsTo(nullptr, &exchange, ended);
        if (exchange.waitingRoom())
            removeQueue(*exchange.waitingRoom());
        if (exchange.definition().durable)
            m_broker.definitionChanged({DefinitionChange::Kind::Remove, exchange.definition()});
        ++m_topologyVersion;
        m_exchanges.erase(QByteArray(exchange.name()));
    }
}

// ---- queues

Result<Queue *> VirtualHost::declareQueue(const QueueDefinition &asked, ConnectionId owner)
{
    QueueDefinition definition = asked;
    definition.virtualHost = m_name;
    if (definition.exclusive) // it goes with its connection: since RabbitMQ 4.0 `durable` says nothing there
        definition.durable = false;
    applyDefaultType(definition, m_broker.access().metadata(m_name));
    if (Queue *existing = queue(definition.name); existing && !definition.name.isEmpty()) {
        if (existing->exclusiveOwner() != (definition.exclusive ? owner : ConnectionId()))
            return lockedQueue(definition.name, m_name);
        if (Result<void> same = checkEquivalent(existing->definition(), definition); !same)
            return same.error();
        existing->noteUse();
        return existing;
    }
    if (m_topics.find(definition.name)) {
        return Error{BrokerError::PreconditionFailed, u"there is a topic with several partitions of the name of " %
                                                          describe("queue", definition.name, m_name)};
    }
    if (Result<void> named = definition.name.isEmpty() ? checkServerNamed(definition) : Result<void>(); !named)
        return named.error();
    if (const Result<QueueSettings> valid = settingsOf(definition); !valid)
        return valid.error();
    if (definition.name.isEmpty())
        definition.name = generatedQueueName();
    else if (isReserved(definition.name))
        return reservedName("queue", definition.name);
    if (Result<void> room =
            m_broker.access().checkQueueLimit(m_name, definition.name, m_queues.size() - m_waitingRooms);
        !room)
        return room.error();
    if (kindOf(definition) == QueueKind::Stream)
        return declareStream(definition);
    definition.id = m_broker.nextQueueId();
    auto queue = std::make_unique<Queue>(m_broker, *this, definition, definition.exclusive ? owner : ConnectionId());
    Queue *added = queue.get();
    m_queues[definition.name] = std::move(queue);
    m_broker.queueAdded(added);
    m_broker.policies().applyTo(*added);
    ++m_topologyVersion;
    if (isKept(definition))
        m_broker.definitionChanged({DefinitionChange::Kind::Put, definition});
    return added;
}

Result<quint64> VirtualHost::deleteQueue(const QByteArray &name, ConnectionId by, bool ifUnused, bool ifEmpty)
{
    if (!queue(name))
        return quint64(0); // as RabbitMQ since 3.0: deleting twice is no error
    const Result<Queue *> found = accessQueue(name, by);
    if (!found)
        return found.error();
    Queue &target = **found;
    if (ifUnused && !target.consumers().empty())
        return Error{BrokerError::PreconditionFailed, describe("queue", name, m_name) % u" in use"};
    if (ifEmpty && target.ready() > 0)
        return Error{BrokerError::PreconditionFailed, describe("queue", name, m_name) % u" not empty"};
    if (target.stream())
        return deleteStream(target);
    const quint64 messages = target.ready();
    removeQueue(target);
    return messages;
}

void VirtualHost::removeQueue(Queue &queue)
{
    const auto it = m_queues.find(queue.name());
    if (it == m_queues.end() || it->second.get() != &queue)
        return;
    const std::unique_ptr<Queue> leaving = std::move(it->second);
    m_queues.erase(it);
    m_waitingRooms -= leaving->isWaitingRoom() ? 1 : 0;
    if (const auto delaying = delayingExchange(leaving->name()); delaying && leaving->isWaitingRoom()) {
        if (Exchange *owner = exchange(*delaying))
            owner->setWaitingRoom(nullptr);
    }
    ++m_topologyVersion;
    leaving->dropAll();
    std::vector<Exchange *> ended;
    dropBindingsTo(leaving.get(), nullptr, ended);
    endUnused(ended);
    if (leaving->isPaused())
        leaving->setPaused(false); // what is kept of that goes, too
    if (isKept(leaving->definition()) && !leaving->stream())
        m_broker.definitionChanged({DefinitionChange::Kind::Remove, leaving->definition()});
    m_broker.queueRemoved(leaving.get());
}

void VirtualHost::deleteExclusiveQueues(ConnectionId owner)
{
    std::vector<Queue *> leaving;
    for (const auto &[name, queue] : m_queues) {
        if (queue->exclusiveOwner() == owner)
            leaving.push_back(queue.get());
    }
    for (Queue *queue : leaving)
        removeQueue(*queue);
}

void VirtualHost::removeAll()
{
    const auto isLeaving = [](const auto &entry) { return !entry.second->isPredeclared(); };
    // Exchanges first: what waits in them for its time goes with them.
    const auto next = [&] { return std::find_if(m_exchanges.begin(), m_exchanges.end(), isLeaving); };
    for (auto it = next(); it != m_exchanges.end(); it = next())
        removeExchange(*it->second);
    m_topics.removeAll();
    while (!m_queues.empty())
        removeQueue(*m_queues.begin()->second);
    // What is left binds pre-declared exchanges to each other.
    for (const auto &[name, exchange] : m_exchanges) {
        while (!exchange->bindings().empty())
            (void)unbind(BindingDefinition(exchange->bindings().back()->definition), ConnectionId());
    }
}

// ---- bindings

Result<Binding> VirtualHost::resolve(const BindingDefinition &definition, ConnectionId by) const
{
    Binding binding;
    binding.definition = definition;
    binding.definition.virtualHost = m_name;
    if (definition.destinationType == DestinationType::Queue) {
        const Result<Queue *> queue = accessQueue(definition.destination, by);
        if (!queue)
            return queue.error();
        binding.queue = *queue;
    } else {
        if (definition.destination.isEmpty())
            return defaultExchangeRefused();
        const Result<Exchange *> exchange = findExchange(definition.destination);
        if (!exchange)
            return exchange.error();
        binding.exchange = *exchange;
    }
    if (definition.source.isEmpty())
        return defaultExchangeRefused();
    const Result<Exchange *> source = findExchange(definition.source);
    if (!source)
        return source.error();
    binding.source = *source;
    const bool keptDestination =
        binding.queue ? isKept(binding.queue->definition()) : binding.exchange->definition().durable;
    binding.durable = binding.source->definition().durable && keptDestination;
    return binding;
}

void VirtualHost::insertBinding(Binding binding, bool write)
{
    Exchange *source = binding.source;
    if (source->find(binding.definition))
        return;
    if (write && binding.durable)
        m_broker.definitionChanged({DefinitionChange::Kind::Put, binding.definition});
    Binding *added = source->add(std::make_unique<Binding>(std::move(binding)));
    bindingsTo(*added).insert(added);
    ++m_topologyVersion;
}

DestinationList &VirtualHost::bindingsTo(const Binding &binding)
{
    return binding.queue ? m_bindingsToQueue[binding.queue] : m_bindingsToExchange[binding.exchange];
}

Result<void> VirtualHost::bind(const BindingDefinition &definition, ConnectionId by)
{
    Result<Binding> binding = resolve(definition, by);
    if (!binding)
        return binding.error();
    if (Result<void> valid = checkBinding(*binding); !valid)
        return valid;
    insertBinding(std::move(*binding), true);
    return {};
}

Result<void> VirtualHost::unbind(const BindingDefinition &definition, ConnectionId by)
{
    const Result<Binding> wanted = resolve(definition, by);
    if (!wanted)
        return wanted.error().code == BrokerError::NotFound ? Result<void>() : Result<void>(wanted.error());
    if (Binding *binding = wanted->source->find(wanted->definition))
        removeBinding(binding);
    return {};
}

/// Forgets one binding; its source joins `ended` if it is an auto-delete exchange, which goes with the last binding from it.
void VirtualHost::dropBinding(Binding *binding, std::vector<Exchange *> &ended)
{
    Exchange &source = *binding->source;
    if (binding->durable)
        m_broker.definitionChanged({DefinitionChange::Kind::Remove, binding->definition});
    bindingsTo(*binding).remove(binding);
    source.remove(binding);
    ++m_topologyVersion;
    if (source.definition().autoDelete && source.bindings().empty())
        ended.push_back(&source);
}

void VirtualHost::removeBinding(Binding *binding)
{
    std::vector<Exchange *> ended;
    dropBinding(binding, ended);
    endUnused(ended);
}

void VirtualHost::dropBindingsTo(Queue *queue, Exchange *exchange, std::vector<Exchange *> &ended)
{
    DestinationList &bindings = queue ? m_bindingsToQueue[queue] : m_bindingsToExchange[exchange];
    while (!bindings.isEmpty())
        dropBinding(bindings.last(), ended);
    if (queue)
        m_bindingsToQueue.erase(queue);
    else
        m_bindingsToExchange.erase(exchange);
}

size_t VirtualHost::bindingCount(const Queue *queue) const
{
    const auto it = m_bindingsToQueue.find(queue);
    return it == m_bindingsToQueue.end() ? 0 : it->second.size();
}

// ---- recovery

void VirtualHost::restoreExchange(const ExchangeDefinition &definition)
{
    if (!exchange(definition.name))
        addExchange(definition, false);
}

Queue *VirtualHost::restoreQueue(const QueueDefinition &definition)
{
    auto queue = std::make_unique<Queue>(m_broker, *this, definition, ConnectionId());
    Queue *added = queue.get();
    m_queues[definition.name] = std::move(queue);
    m_waitingRooms += added->isWaitingRoom() ? 1 : 0;
    m_broker.queueAdded(added);
    ++m_topologyVersion;
    if (const auto delaying = delayingExchange(definition.name)) {
        if (Exchange *owner = exchange(*delaying); owner && owner->type() == ExchangeType::Delayed)
            owner->setWaitingRoom(added);
    }
    return added;
}

void VirtualHost::restoreBinding(const BindingDefinition &definition)
{
    Result<Binding> binding = resolve(definition, ConnectionId());
    if (binding)
        insertBinding(std::move(*binding), false);
}

} // namespace engine::core
