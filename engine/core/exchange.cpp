// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange.h"

#include "core/queue.h"
#include "core/virtualhost.h"

namespace engine::core {

namespace {

size_t identityHash(const BindingDefinition &definition)
{
    return qHashMulti(0, definition.destination, definition.routingKey, int(definition.destinationType));
}

} // namespace

const FieldTable &RoutingInput::headers() const
{
    if (!m_headers)
        m_headers = std::make_unique<FieldTable>(m_readHeaders ? m_readHeaders() : FieldTable());
    return *m_headers;
}

Exchange::Exchange(VirtualHost &virtualHost, ExchangeId id, ExchangeDefinition definition, bool predeclared)
    : m_virtualHost(virtualHost)
    , m_id(id)
    , m_definition(std::move(definition))
    , m_predeclared(predeclared)
    , m_matcher(Matcher::create(m_definition.type))
{}

Exchange::~Exchange() = default;

bool Exchange::routesByKeyOnly() const
{
    // Followed by an exchange, a route may depend on headers there; such routes are rare and simply not cached.
    return m_definition.type != ExchangeType::Headers && m_bindingsToExchanges == 0;
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
    m_byIdentity.emplace(identityHash(added->definition), added);
    m_bindingsToExchanges += added->exchange ? 1 : 0;
    m_bindings.push_back(std::move(binding));
    m_matcher->insert(added);
    return added;
}

void Exchange::remove(Binding *binding)
{
    m_matcher->remove(binding);
    m_bindingsToExchanges -= binding->exchange ? 1 : 0;
    const auto [from, to] = m_byIdentity.equal_range(identityHash(binding->definition));
    for (auto it = from; it != to; ++it) {
        if (it->second == binding) {
            m_byIdentity.erase(it);
            break;
        }
    }
    std::erase_if(m_bindings, [binding](const auto &b) { return b.get() == binding; });
}

void Exchange::route(const RoutingInput &input, quint64 mark, std::vector<Queue *> &queues)
{
    if (m_routeMark == mark)
        return;
    m_routeMark = mark;
    const auto take = [&](Queue *queue) {
        if (queue->routeMark != mark) {
            queue->routeMark = mark;
            queues.push_back(queue);
        }
    };
    if (isDefault()) {
        // Every queue is bound to the default exchange by its name, AMQP 0-9-1 §3.1.3.1.
        const QByteArray name = QByteArray::fromRawData(input.routingKey.data(), input.routingKey.size());
        if (Queue *queue = m_virtualHost.queue(name))
            take(queue);
        return;
    }
    m_matcher->match(input, [&](Binding &binding) {
        if (binding.queue)
            take(binding.queue);
        else
            binding.exchange->route(input, mark, queues);
    });
}

} // namespace engine::core
