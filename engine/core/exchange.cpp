// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange.h"

#include "core/delayedmessages.h"
#include "core/queue.h"
#include "core/virtualhost.h"

namespace engine::core {

namespace {

size_t identityHash(const BindingDefinition &definition)
{
    return qHashMulti(0, definition.destination, definition.routingKey, int(definition.destinationType),
                      equivalenceHash(definition.arguments));
}

std::optional<QByteArray> alternateOf(const ExchangeDefinition &definition)
{
    const FieldValue *name = definition.arguments.find("alternate-exchange");
    return name ? name->toText() : std::nullopt;
}

} // namespace

const QByteArrayList RoutingInput::noKeys;

const FieldTable &RoutingInput::headers() const
{
    if (!m_headers)
        m_headers = std::make_unique<FieldTable>(m_reader.headers ? m_reader.headers() : FieldTable());
    return *m_headers;
}

Exchange::Exchange(VirtualHost &virtualHost, ExchangeId id, ExchangeDefinition definition, bool predeclared)
    : m_virtualHost(virtualHost)
    , m_id(id)
    , m_definition(std::move(definition))
    , m_routingType(m_definition.type == ExchangeType::Delayed
                        ? delayedType(m_definition.arguments).value_or(ExchangeType::Direct)
                        : m_definition.type)
    , m_predeclared(predeclared)
    , m_alternate(alternateOf(m_definition))
    , m_matcher(Matcher::create(m_routingType, m_definition.arguments))
{}

Exchange::~Exchange() = default;

std::optional<ExchangeType> Exchange::delayedType(const FieldTable &arguments)
{
    const FieldValue *value = arguments.find("x-delayed-type");
    const auto name = value ? value->toText() : std::nullopt;
    const auto type = name ? exchangeTypeFromName(*name) : std::nullopt;
    return type == ExchangeType::Delayed ? std::nullopt : type;
}

Binding *Exchange::find(const BindingDefinition &definition) const
{
    const auto [from, to] = m_byIdentity.equal_range(identityHash(definition));
    for (auto it = from; it != to; ++it) {
        const BindingDefinition &other = it->second->definition;
        if (other.destinationType == definition.destinationType && other.destination == definition.destination &&
            other.routingKey == definition.routingKey && equivalent(other.arguments, definition.arguments))
            return it->second;
    }
    return nullptr;
}

Binding *Exchange::add(std::unique_ptr<Binding> binding)
{
    Binding *added = binding.get();
    added->source = this;
    added->sourcePlace = m_bindings.size();
    m_byIdentity.emplace(identityHash(added->definition), added);
    m_bindings.push_back(std::move(binding));
    m_matcher->insert(added);
    return added;
}

void Exchange::remove(Binding *binding)
{
    m_matcher->remove(binding);
    const auto [from, to] = m_byIdentity.equal_range(identityHash(binding->definition));
    for (auto it = from; it != to; ++it) {
        if (it->second == binding) {
            m_byIdentity.erase(it);
            break;
        }
    }
    const size_t place = binding->sourcePlace;
    m_bindings.back()->sourcePlace = place;
    std::swap(m_bindings[place], m_bindings.back());
    m_bindings.pop_back();
}

bool Exchange::setAlternateByPolicy(const std::optional<QByteArray> &alternate)
{
    const std::optional<QByteArray> declared = alternateOf(m_definition);
    const std::optional<QByteArray> &next = declared ? declared : alternate;
    if (next == m_alternate)
        return false;
    m_alternate = next;
    return true;
}

// ---- routing

/// The exchanges still to be asked are a list through the exchanges themselves: no recursion, however long a chain of
/// exchanges is, and no memory.
struct Exchange::Walk
{
    const quint64 mark;
    std::vector<Queue *> &queues;
    Exchange *last;
    bool matched = false; ///< by the exchange that is being asked

    void reach(Queue *queue)
    {
        if (queue->routeMark == mark)
            return;
        queue->routeMark = mark;
        queues.push_back(queue);
    }
    void reach(Exchange *exchange)
    {
        if (exchange->m_routeMark == mark)
            return;
        exchange->m_routeMark = mark;
        exchange->m_nextToRoute = nullptr;
        last->m_nextToRoute = exchange;
        last = exchange;
    }
    void reach(const Binding &binding)
    {
        matched = true;
        if (binding.queue)
            reach(binding.queue);
        else
            reach(binding.exchange);
    }
};

bool Exchange::route(const RoutingInput &input, quint64 mark, std::vector<Queue *> &queues)
{
    Walk walk{mark, queues, this};
    m_routeMark = mark;
    m_nextToRoute = nullptr;
    bool byKeyOnly = true;
    for (Exchange *at = this; at; at = at->m_nextToRoute) {
        at->routeHere(input, walk);
        byKeyOnly = byKeyOnly && at->m_matcher->matchesByKeyOnly() && at->type() != ExchangeType::Delayed;
    }
    return byKeyOnly;
}

void Exchange::routeHere(const RoutingInput &input, Walk &walk) const
{
    walk.matched = false;
    if (isDefault()) {
        // Every queue is bound to the default exchange by its name, AMQP 0-9-1 §3.1.3.1.
        input.forEachKey([&](QByteArrayView key) {
            Queue *queue = m_virtualHost.queue(QByteArray::fromRawData(key.data(), key.size()));
            if (queue && !queue->isWaitingRoom())
                walk.reach(queue);
        });
        return;
    }
    if (m_waitingRoom && delayOf(input.headers()) > 0) {
        walk.reach(m_waitingRoom);
        return;
    }
    m_matcher->match(input, [&walk](Binding &binding) { walk.reach(binding); });
    // As in RabbitMQ: what counts is that no binding here matches, not that no queue is reached in the end.
    if (walk.matched || !m_alternate)
        return;
    if (Exchange *alternate = m_virtualHost.exchange(*m_alternate))
        walk.reach(alternate);
}

} // namespace engine::core
