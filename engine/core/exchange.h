// SPDX-License-Identifier: GPL-3.0-or-later
// Exchange: decides where a message goes by its bindings. Each type has its own index, so that publishing never scans the
// bindings. Owner: VirtualHost. Thread: engine.
#pragma once

#include "core/definitions.h"
#include "core/topictrie.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace engine::core {

class Exchange;
class Queue;
class VirtualHost;

/// A binding from one exchange to a queue or to another exchange. Owner: the source exchange.
struct Binding
{
    BindingDefinition definition;
    Exchange *source = nullptr;
    Queue *queue = nullptr; ///< exactly one of queue and exchange is set
    Exchange *exchange = nullptr;
    bool durable = false; ///< both ends are
};

/// What routing looks at. The headers are decoded only when a headers exchange asks for them.
class RoutingInput
{
public:
    using ReadHeaders = std::function<FieldTable()>;
    RoutingInput(QByteArrayView key, const ReadHeaders &readHeaders)
        : routingKey(key)
        , m_readHeaders(readHeaders)
    {}
    const QByteArrayView routingKey;
    const FieldTable &headers() const;

private:
    const ReadHeaders &m_readHeaders;
    mutable std::unique_ptr<FieldTable> m_headers;
};

/// The index of one exchange type over its bindings.
class Matcher
{
public:
    virtual ~Matcher() = default;
    virtual void insert(Binding *binding) = 0;
    virtual void remove(Binding *binding) = 0;
    /// May visit a binding more than once.
    virtual void match(const RoutingInput &input, const std::function<void(Binding &)> &visit) const = 0;
    static std::unique_ptr<Matcher> create(ExchangeType type);
};

struct ExchangeCounters
{
    quint64 in = 0, out = 0, unroutable = 0;
};

class Exchange
{
public:
    Exchange(VirtualHost &virtualHost, ExchangeId id, ExchangeDefinition definition, bool predeclared);
    ~Exchange();

    const ExchangeDefinition &definition() const { return m_definition; }
    ExchangeId id() const { return m_id; }
    const QByteArray &name() const { return m_definition.name; }
    ExchangeType type() const { return m_definition.type; }
    bool isDefault() const { return m_definition.name.isEmpty(); }
    bool isPredeclared() const { return m_predeclared; }
    VirtualHost &virtualHost() const { return m_virtualHost; }
    /// True when the route depends on the routing key alone, along every exchange reached, so that it may be cached.
    bool routesByKeyOnly() const;

    const std::vector<std::unique_ptr<Binding>> &bindings() const { return m_bindings; }
    Binding *find(const BindingDefinition &definition) const;
    Binding *add(std::unique_ptr<Binding> binding);
    /// Forgets it; the binding is destroyed.
    void remove(Binding *binding);

    /// Appends each queue reached to `queues`, once. `mark` must be new for each publish.
    void route(const RoutingInput &input, quint64 mark, std::vector<Queue *> &queues);

    ExchangeCounters counters;

private:
    VirtualHost &m_virtualHost;
    const ExchangeId m_id;
    const ExchangeDefinition m_definition;
    const bool m_predeclared;
    std::vector<std::unique_ptr<Binding>> m_bindings;
    std::unordered_multimap<size_t, Binding *> m_byIdentity; ///< hash of the definition: redeclaring does not scan
    std::unique_ptr<Matcher> m_matcher;
    quint32 m_bindingsToExchanges = 0;
    quint64 m_routeMark = 0;
};

} // namespace engine::core
