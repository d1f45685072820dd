// SPDX-License-Identifier: GPL-3.0-or-later
// Exchange: decides where a message goes by its bindings. Each type has its own index, so that publishing never scans the
// bindings. Owner: VirtualHost. Thread: engine.
#pragma once

#include "core/bindinglist.h"
#include "core/definitions.h"
#include "core/message.h"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace engine::core {

class Exchange;
class Queue;
class VirtualHost;

/// What routing looks at. The properties are decoded only when an exchange asks for them.
class RoutingInput
{
public:
    using ReadHeaders = std::function<FieldTable()>;
    /// How to read what only some exchanges look at.
    struct Reader
    {
        Reader() = default;
        template <typename Callable>
        requires std::is_constructible_v<ReadHeaders, Callable &&> &&(!std::is_same_v<std::decay_t<Callable>, Reader>)
            Reader(Callable &&readHeaders) // NOLINT(google-explicit-constructor)
            : headers(std::forward<Callable>(readHeaders))
        {}
        ReadHeaders headers;
        /// message_id, correlation_id or timestamp (as decimal text); nullopt where the message has none.
        std::function<std::optional<QByteArray>(QByteArrayView name)> property;
    };

    /// Keeps references to both.
    RoutingInput(const Message &message, const Reader &reader)
        : RoutingInput(message.routingKey, reader, message.extraKeys)
    {}
    RoutingInput(QByteArrayView key, const Reader &reader, const QByteArrayList &extraKeys = noKeys)
        : routingKey(key)
        , m_reader(reader)
        , m_extraKeys(extraKeys)
    {}
    const QByteArrayView routingKey;
    const FieldTable &headers() const;
    std::optional<QByteArray> property(QByteArrayView name) const
    {
        return m_reader.property ? m_reader.property(name) : std::nullopt;
    }
    template <typename Take>
    void forEachKey(Take &&take) const
    {
        take(routingKey);
        for (const QByteArray &key : m_extraKeys)
            take(QByteArrayView(key));
    }

private:
    static const QByteArrayList noKeys;
    const Reader &m_reader;
    const QByteArrayList &m_extraKeys;
    mutable std::unique_ptr<FieldTable> m_headers;
};

/// The index of one exchange type over its bindings.
class Matcher
{
public:
    using Visit = std::function<void(Binding &)>;
    virtual ~Matcher() = default;
    virtual void insert(Binding *binding) = 0;
    virtual void remove(Binding *binding) = 0;
    /// May visit a binding more than once. `visit` must not change the bindings.
    virtual void match(const RoutingInput &input, const Visit &visit) const = 0;
    /// True when messages with the same routing keys always match alike, as long as the bindings stay the same.
    virtual bool matchesByKeyOnly() const { return true; }
    /// Bindings and entries of the index that match() has looked at: tests count that nothing is scanned.
    quint64 looked() const { return m_looked; }
    static std::unique_ptr<Matcher> create(ExchangeType type, const FieldTable &arguments);

protected:
    mutable quint64 m_looked = 0;
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
    const Matcher &matcher() const { return *m_matcher; }
    /// How it routes: its type; of an x-delayed-message exchange its x-delayed-type.
    ExchangeType routingType() const { return m_routingType; }
    /// Where an x-delayed-message exchange keeps what is not due (delayedmessages.h); null: other types, or not yet.
    Queue *waitingRoom() const { return m_waitingRoom; }
    void setWaitingRoom(Queue *queue) { m_waitingRoom = queue; }
    /// x-delayed-type; nullopt: missing, or no type to route by.
    static std::optional<ExchangeType> delayedType(const FieldTable &arguments);

    const std::vector<std::unique_ptr<Binding>> &bindings() const { return m_bindings; }
    Binding *find(const BindingDefinition &definition) const;
    Binding *add(std::unique_ptr<Binding> binding);
    /// Forgets it; the binding is destroyed.
    void remove(Binding *binding);

    /// Appends each queue reached to `queues`, once, along bindings to other exchanges and alternate exchanges, each of
    /// which is asked once. `mark` must be new for each publish. True if the same routing keys lead to the same queues
    /// until the topology changes, so that the route may be kept.
    bool route(const RoutingInput &input, quint64 mark, std::vector<Queue *> &queues);

    /// The exchange for what no binding takes, by declaration or policy; it need not exist.
    const std::optional<QByteArray> &alternate() const { return m_alternate; }
    /// For what no binding takes, where the declaration names no alternate exchange. True: routes may have changed.
    bool setAlternateByPolicy(const std::optional<QByteArray> &alternate);

    ExchangeCounters counters;

private:
    struct Walk;
    void routeHere(const RoutingInput &input, Walk &walk) const;

    // Set in the constructor.
    VirtualHost &m_virtualHost;
    const ExchangeId m_id;
    const ExchangeDefinition m_definition;
    const ExchangeType m_routingType;
    const bool m_predeclared;
    Queue *m_waitingRoom = nullptr;
    std::optional<QByteArray> m_alternate; ///< the exchange for what no binding takes

    std::vector<std::unique_ptr<Binding>> m_bindings;
    std::unordered_multimap<size_t, Binding *> m_byIdentity; ///< hash of the definition: redeclaring does not scan
    std::unique_ptr<Matcher> m_matcher;
    quint64 m_routeMark = 0;
    Exchange *m_nextToRoute = nullptr; ///< in the walk of m_routeMark
};

} // namespace engine::core
