// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/bindingexplainer.h"

#include "core/headersmatcher.h"
#include "core/text.h"
#include "inspect/definitionspecs.h"
#include "inspect/keycompare.h"

#include <algorithm>
#include <limits>

namespace engine::inspect {

using core::BindingDefinition;
using core::HeadersMatcher;
using core::text;

namespace {

bool isPresenceOnly(const FieldValue &condition)
{
    return std::holds_alternative<std::monostate>(condition.value);
}

BindingVerdict verdictOfTaken(ExchangeType type, bool asksForNothing)
{
    switch (type) {
    case ExchangeType::Fanout:
        return BindingVerdict::EveryMessage;
    case ExchangeType::Topic:
        return BindingVerdict::PatternFits;
    case ExchangeType::Headers:
        return asksForNothing ? BindingVerdict::EveryMessage : BindingVerdict::HeadersHold;
    case ExchangeType::ConsistentHash:
    case ExchangeType::ModulusHash:
        return BindingVerdict::HashChose;
    case ExchangeType::Random:
    case ExchangeType::LocalRandom:
        return BindingVerdict::ChanceDecides;
    case ExchangeType::Direct:
    case ExchangeType::Delayed:
        break;
    }
    return BindingVerdict::SameKey;
}

} // namespace

quint64 BindingExplainer::costOf(const BindingDefinition &binding) const
{
    constexpr quint64 least = 50;
    quint64 cost = least;
    if (m_exchange.routingType() == ExchangeType::Headers)
        return cost + least * quint64(binding.arguments.entries.size());
    m_input.forEachKey(
        [&](QByteArrayView key) { cost += least + quint64(key.size()) * quint64(binding.routingKey.size()); });
    return cost;
}

Nearness BindingExplainer::nearness(const BindingDefinition &binding) const
{
    const ExchangeType type = m_exchange.routingType();
    if (type == ExchangeType::Headers) {
        bool isAny = false;
        const QList<HeaderCheck> checks = checkHeaders(binding, isAny);
        const auto failing = std::count_if(checks.begin(), checks.end(), [](const HeaderCheck &check) {
            return check.state != HeaderCheck::State::Holds;
        });
        return {isAny ? 1 : quint32(failing), {}};
    }
    if (type != ExchangeType::Direct && type != ExchangeType::Topic)
        return {1, {}};
    Nearness nearest{std::numeric_limits<quint32>::max(), {}};
    m_input.forEachKey([&](QByteArrayView key) {
        const quint32 distance = type == ExchangeType::Topic ? compareWithPattern(key, binding.routingKey).distance
                                                             : lettersBetween(key, binding.routingKey);
        if (distance < nearest.distance)
            nearest = {distance, key.toByteArray()};
    });
    return nearest;
}

BindingExplanation BindingExplainer::explain(const BindingDefinition &binding, bool isImplicit, bool takes) const
{
    BindingExplanation explanation;
    explanation.binding = specOf(binding);
    explanation.isImplicit = isImplicit;
    if (m_exchange.routingType() == ExchangeType::Headers)
        explanation.headers = checkHeaders(binding, explanation.isAny);
    if (takes) {
        explanation.verdict = verdictOfTaken(m_exchange.routingType(), explanation.headers.isEmpty());
        explanation.key = text(matchedKey(binding));
    } else {
        explainMiss(explanation, binding);
    }
    return explanation;
}

QByteArray BindingExplainer::matchedKey(const BindingDefinition &binding) const
{
    const bool byKey =
        m_exchange.routingType() == ExchangeType::Direct || m_exchange.routingType() == ExchangeType::Topic;
    return byKey ? nearness(binding).key : m_input.routingKey.toByteArray();
}

void BindingExplainer::explainMiss(BindingExplanation &explanation, const BindingDefinition &binding) const
{
    explanation.distance = 1;
    switch (m_exchange.routingType()) {
    case ExchangeType::Topic:
        return explainPattern(explanation, binding);
    case ExchangeType::Headers:
        explanation.verdict =
            explanation.headers.isEmpty() ? BindingVerdict::AsksForNothing : BindingVerdict::HeadersDiffer;
        explanation.distance = nearness(binding).distance;
        return;
    case ExchangeType::ConsistentHash:
    case ExchangeType::ModulusHash:
    case ExchangeType::Random:
    case ExchangeType::LocalRandom:
        explanation.verdict = BindingVerdict::HashChoseOther;
        return;
    case ExchangeType::Direct:
    case ExchangeType::Fanout:
    case ExchangeType::Delayed:
        return explainKey(explanation, binding);
    }
}

void BindingExplainer::explainKey(BindingExplanation &explanation, const BindingDefinition &binding) const
{
    const Nearness nearest = nearness(binding);
    explanation.verdict = BindingVerdict::OtherKey;
    explanation.key = text(nearest.key);
    explanation.distance = nearest.distance;
    explanation.nearestKey = text(binding.routingKey);
}

void BindingExplainer::explainPattern(BindingExplanation &explanation, const BindingDefinition &binding) const
{
    const Nearness nearest = nearness(binding);
    const PatternDifference difference = compareWithPattern(nearest.key, binding.routingKey);
    using Kind = PatternDifference::Kind;
    explanation.verdict = difference.kind == Kind::Missing   ? BindingVerdict::WordMissing
                          : difference.kind == Kind::TooMany ? BindingVerdict::WordTooMany
                                                             : BindingVerdict::OtherWord;
    explanation.key = text(nearest.key);
    explanation.word = difference.word;
    explanation.wanted = text(difference.wanted);
    explanation.found = text(difference.found);
    explanation.distance = difference.distance;
    explanation.nearestKey = difference.hasNearest ? text(difference.nearest) : QString();
}

QList<HeaderCheck> BindingExplainer::checkHeaders(const BindingDefinition &binding, bool &isAny) const
{
    const HeadersMatcher::Conditions conditions = HeadersMatcher::conditionsOf(binding.arguments);
    isAny = conditions.any;
    QList<HeaderCheck> checks;
    for (const FieldEntry &condition : conditions.entries.entries) {
        HeaderCheck check{text(condition.name), condition.value, {}, HeaderCheck::State::Missing};
        if (const FieldValue *header = m_input.headers().find(condition.name)) {
            const bool holds = isPresenceOnly(condition.value) || condition.value.equivalentTo(*header);
            check.found = *header;
            check.state = holds ? HeaderCheck::State::Holds : HeaderCheck::State::Differs;
        }
        checks.append(check);
    }
    return checks;
}

} // namespace engine::inspect
