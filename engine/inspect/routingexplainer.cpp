// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/routingexplainer.h"

#include "core/broker.h"
#include "core/delayedmessages.h"
#include "core/senderselected.h"
#include "core/text.h"
#include "inspect/bindingexplainer.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace engine::inspect {

using core::BindingDefinition;
using core::Exchange;
using core::Queue;
using core::text;

namespace {

constexpr quint64 comparisonBudget = 4'000'000; // steps of a nanosecond or two, of all bindings together
constexpr size_t triedSuggestions = 12;

std::optional<QByteArray> propertyOf(const MessageProperties &properties, QByteArrayView name)
{
    const auto bytes = [](const std::optional<QString> &value) {
        return value ? std::optional(value->toUtf8()) : std::nullopt;
    };
    if (name == QByteArrayView("message_id"))
        return bytes(properties.messageId);
    if (name == QByteArrayView("correlation_id"))
        return bytes(properties.correlationId);
    if (name == QByteArrayView("timestamp") && properties.timestamp)
        return QByteArray::number(*properties.timestamp);
    return std::nullopt;
}

/// A binding that does not take the message, and how far it is from that.
struct Miss
{
    BindingDefinition definition;
    quint32 distance;
};

class Explainer
{
public:
    Explainer(core::VirtualHost &host, const RoutingRequest &request, QByteArrayList extraKeys, Explain what)
        : m_host(host)
        , m_what(what)
        , m_extraKeys(std::move(extraKeys))
        , m_key(request.routingKey.toUtf8())
        , m_headers(request.properties.headers)
        , m_reader([this] { return m_headers; })
        , m_input(m_key, m_reader, m_extraKeys)
    {
        m_headers.remove(core::bccHeader); // nobody sees it, exchanges neither
        m_reader.property = [&request](QByteArrayView name) { return propertyOf(request.properties, name); };
        m_explanation.request = request;
    }
    Explainer(const Explainer &) = delete;

    RoutingExplanation explain(Exchange &exchange)
    {
        reach(&exchange, nullptr, ExchangeExplanation::Via::Published, true);
        for (size_t next = 0; next < m_asked.size(); ++next)
            ask(next);
        noteCertain();
        if (!m_explanation.isRouted() && m_what == Explain::Everything)
            suggest(exchange);
        return std::move(m_explanation);
    }

private:
    /// An exchange that is asked, and what it leads to.
    struct Asked
    {
        Exchange *exchange;
        std::vector<std::pair<const void *, bool>> leadsTo; ///< an exchange or a queue, and whether that is certain
    };

    void reach(Exchange *exchange, const Exchange *from, ExchangeExplanation::Via via, bool certain)
    {
        if (from)
            m_asked[m_places.at(from)].leadsTo.push_back({exchange, certain});
        if (m_places.contains(exchange))
            return;
        if (m_asked.size() >= size_t(RoutingExplanation::maxExchanges)) {
            m_explanation.isCut = true;
            return;
        }
        m_places.emplace(exchange, m_asked.size());
        m_asked.push_back({exchange, {}});
        ExchangeExplanation told;
        told.name = text(exchange->name());
        told.type = exchange->routingType();
        told.via = via;
        told.from = from ? text(from->name()) : QString();
        told.isInternal = exchange->definition().internal;
        m_explanation.exchanges.append(told);
    }

    void reach(Queue *queue, const Exchange &from, bool certain)
    {
        m_asked[m_places.at(&from)].leadsTo.push_back({queue, certain});
        if (m_queues.insert(queue).second)
            m_reached.push_back(queue);
    }

    void ask(size_t place)
    {
        Exchange &exchange = *m_asked[place].exchange;
        ExchangeExplanation told = m_explanation.exchanges.at(qsizetype(place));
        if (exchange.type() == ExchangeType::Delayed)
            told.delayMs = core::delayOf(m_headers);
        noteWhatDecides(exchange, told);
        const BindingExplainer explainer(exchange, m_input);
        std::vector<Miss> misses;
        if (exchange.isDefault())
            askDefault(exchange, explainer, told, misses);
        else
            askBindings(exchange, explainer, told, misses);
        tellMisses(explainer, exchange.isDefault(), told, misses);
        askAlternate(exchange, told);
        m_explanation.exchanges[qsizetype(place)] = told;
    }

    static void noteWhatDecides(const Exchange &exchange, ExchangeExplanation &told)
    {
        using Decides = ExchangeExplanation::Decides;
        if (told.type == ExchangeType::Random || told.type == ExchangeType::LocalRandom)
            told.decides = Decides::Chance;
        if (told.type == ExchangeType::ModulusHash || told.type == ExchangeType::ConsistentHash)
            told.decides = Decides::KeyHash;
        if (told.type != ExchangeType::ConsistentHash)
            return;
        const auto argument = [&exchange](const char *name) {
            const FieldValue *value = exchange.definition().arguments.find(name);
            return value ? value->toText() : std::nullopt;
        };
        if (const auto header = argument("hash-header")) {
            told.decides = Decides::HeaderHash;
            told.hashed = text(*header);
        } else if (const auto property = argument("hash-property")) {
            told.decides = Decides::PropertyHash;
            told.hashed = text(*property);
        }
    }

    /// Every queue is bound to it by its name; these bindings are nowhere but here.
    void askDefault(Exchange &exchange, const BindingExplainer &explainer, ExchangeExplanation &told,
                    std::vector<Miss> &misses)
    {
        const QByteArray &host = m_host.name();
        const auto bindingOf = [&host](const QByteArray &queue) {
            return BindingDefinition{host, {}, DestinationType::Queue, queue, queue, {}};
        };
        std::unordered_set<const Queue *> taking;
        m_input.forEachKey([&](QByteArrayView key) {
            Queue *queue = m_host.queue(key.toByteArray());
            if (!queue || queue->isWaitingRoom() || !taking.insert(queue).second)
                return;
            reach(queue, exchange, true);
            told.bindings.append(explainer.explain(bindingOf(queue->name()), true, true));
        });
        told.total = quint32(m_host.queues().size());
        told.matching = quint32(taking.size());
        for (const auto &[name, queue] : m_host.queues()) {
            if (m_what == Explain::Everything && !queue->isWaitingRoom() && !taking.contains(queue.get()))
                compare(explainer, bindingOf(name), misses);
        }
        if (taking.empty() && m_host.replyAddresses().find(m_key))
            m_explanation.toReplyConsumer = true;
    }

    void askBindings(Exchange &exchange, const BindingExplainer &explainer, ExchangeExplanation &told,
                     std::vector<Miss> &misses)
    {
        const bool byChance = told.decides == ExchangeExplanation::Decides::Chance;
        std::unordered_set<const core::Binding *> taking;
        if (!byChance)
            exchange.matcher().match(m_input, [&taking](core::Binding &binding) { taking.insert(&binding); });
        told.total = quint32(exchange.bindings().size());
        for (const auto &binding : exchange.bindings()) {
            if (!byChance && !taking.contains(binding.get())) {
                compare(explainer, binding->definition, misses);
                continue;
            }
            ++told.matching;
            const bool certain = !byChance || told.total == 1;
            if (binding->queue)
                reach(binding->queue, exchange, certain);
            else
                reach(binding->exchange, &exchange, ExchangeExplanation::Via::Binding, certain);
            if (told.bindings.size() < RoutingExplanation::maxBindings)
                told.bindings.append(explainer.explain(binding->definition, false, true));
        }
    }

    void compare(const BindingExplainer &explainer, const BindingDefinition &binding, std::vector<Miss> &misses)
    {
        if (m_what == Explain::Taking)
            return;
        const quint64 cost = explainer.costOf(binding);
        if (m_spent + cost > comparisonBudget) {
            ++m_explanation.notCompared;
            return;
        }
        m_spent += cost;
        misses.push_back({binding, explainer.nearness(binding).distance});
    }

    /// The nearest ones, as many as there is room for.
    void tellMisses(const BindingExplainer &explainer, bool isImplicit, ExchangeExplanation &told,
                    std::vector<Miss> &misses)
    {
        const auto room = size_t(std::max<qsizetype>(0, RoutingExplanation::maxBindings - told.bindings.size()));
        const auto isNearer = [](const Miss &a, const Miss &b) {
            return std::tie(a.distance, a.definition.routingKey, a.definition.destination) <
                   std::tie(b.distance, b.definition.routingKey, b.definition.destination);
        };
        if (misses.size() > room) {
            std::nth_element(misses.begin(), misses.begin() + qptrdiff(room), misses.end(), isNearer);
            m_explanation.notCompared += quint32(misses.size() - room);
            misses.resize(room);
        }
        std::sort(misses.begin(), misses.end(), isNearer);
        for (const Miss &miss : misses)
            told.bindings.append(explainer.explain(miss.definition, isImplicit, false));
    }

    void askAlternate(Exchange &exchange, ExchangeExplanation &told)
    {
        using State = ExchangeExplanation::Alternate;
        if (!exchange.alternate())
            return;
        told.alternate = text(*exchange.alternate());
        Exchange *alternate = m_host.exchange(*exchange.alternate());
        told.alternateState = told.matching > 0 ? State::NotNeeded : alternate ? State::Asked : State::Missing;
        if (told.alternateState == State::Asked)
            reach(alternate, &exchange, ExchangeExplanation::Via::Alternate, true);
    }

    /// From the first exchange along what is certain; all else is possible only.
    void noteCertain()
    {
        std::unordered_set<const void *> certain{m_asked.front().exchange};
        std::vector<const Asked *> open{&m_asked.front()};
        while (!open.empty()) {
            const Asked *asked = open.back();
            open.pop_back();
            for (const auto &[target, isCertain] : asked->leadsTo) {
                if (!isCertain || !certain.insert(target).second)
                    continue;
                if (const auto place = m_places.find(target); place != m_places.end())
                    open.push_back(&m_asked[place->second]);
            }
        }
        for (const Queue *queue : m_reached)
            m_explanation.queues.append({queue->id(), text(queue->name()), certain.contains(queue)});
        std::sort(m_explanation.queues.begin(), m_explanation.queues.end(),
                  [](const ReachedQueue &a, const ReachedQueue &b) { return a.name < b.name; });
    }

    /// Keys that fit what did not, if the message would then be routed.
    void suggest(Exchange &exchange)
    {
        std::vector<const BindingExplanation *> nearest;
        for (const ExchangeExplanation &told : std::as_const(m_explanation.exchanges)) {
            if (told.type != ExchangeType::Direct && told.type != ExchangeType::Topic)
                continue;
            for (const BindingExplanation &binding : told.bindings) {
                if (!takes(binding.verdict))
                    nearest.push_back(&binding);
            }
        }
        std::stable_sort(nearest.begin(), nearest.end(),
                         [](const auto *a, const auto *b) { return a->distance < b->distance; });
        nearest.resize(std::min(nearest.size(), triedSuggestions));
        for (const BindingExplanation *binding : nearest) {
            if (m_explanation.suggestions.size() >= RoutingExplanation::maxSuggestions)
                return;
            const KeySuggestion suggestion = suggestionOf(*binding);
            const auto isSame = [&](const KeySuggestion &s) {
                return s.key == suggestion.key && s.bindingKey == suggestion.bindingKey;
            };
            const auto &given = m_explanation.suggestions;
            if (std::none_of(given.begin(), given.end(), isSame) && leadsSomewhere(exchange, suggestion))
                m_explanation.suggestions.append(suggestion);
        }
    }

    static KeySuggestion suggestionOf(const BindingExplanation &binding)
    {
        KeySuggestion suggestion{binding.nearestKey,
                                 binding.binding.routingKey,
                                 binding.binding.destination,
                                 binding.binding.destinationType,
                                 binding.distance,
                                 false};
        suggestion.isClose = !suggestion.key.isEmpty() && binding.distance <= 1 + quint32(binding.key.size()) / 4;
        return suggestion;
    }

    bool leadsSomewhere(Exchange &exchange, const KeySuggestion &suggestion)
    {
        if (suggestion.key.isEmpty())
            return true; // which word is missing, its publisher knows
        const QByteArray key = suggestion.key.toUtf8();
        std::vector<Queue *> queues;
        exchange.route(core::RoutingInput(key, m_reader), m_host.broker().nextRouteMark(), queues);
        return !queues.empty();
    }

    core::VirtualHost &m_host;
    const Explain m_what;
    const QByteArrayList m_extraKeys;
    const QByteArray m_key;
    FieldTable m_headers;
    core::RoutingInput::Reader m_reader;
    const core::RoutingInput m_input;
    std::vector<Asked> m_asked;                        ///< beside m_explanation.exchanges
    std::unordered_map<const void *, size_t> m_places; ///< of exchanges in m_asked
    std::vector<Queue *> m_reached;
    std::unordered_set<const Queue *> m_queues;
    quint64 m_spent = 0;
    RoutingExplanation m_explanation;
};

} // namespace

Result<RoutingExplanation> explainRouting(core::Broker &broker, const RoutingRequest &request, Explain what)
{
    core::VirtualHost *host = broker.virtualHost(request.virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, QStringLiteral("there is no vhost '%1'").arg(request.virtualHost)};
    const Result<Exchange *> exchange = host->findExchange(request.exchange.toUtf8());
    if (!exchange)
        return exchange.error();
    const Result<QByteArrayList> extraKeys = core::selectedKeys(request.properties.headers);
    if (!extraKeys)
        return extraKeys.error();
    return Explainer(*host, request, *extraKeys, what).explain(**exchange);
}

QList<BindingSpec> takingBindings(const RoutingExplanation &explanation)
{
    QList<BindingSpec> bindings;
    for (const ExchangeExplanation &exchange : explanation.exchanges) {
        if (exchange.decides == ExchangeExplanation::Decides::Chance && exchange.total > 1)
            return {};
        for (const BindingExplanation &binding : exchange.bindings) {
            if (takes(binding.verdict))
                bindings.append(binding.binding);
        }
    }
    return bindings;
}

} // namespace engine::inspect
