// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routingtext.h"

#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::BindingExplanation;
using engine::BindingVerdict;
using engine::ExchangeExplanation;
using engine::ExchangeType;
using engine::HeaderCheck;
using engine::RoutingExplanation;

namespace {

struct RoutingWords
{
    Q_DECLARE_TR_FUNCTIONS(RoutingText)
};

constexpr qsizetype namedQueues = 4;
constexpr qsizetype namedHeaders = 3;

QString headerText(const HeaderCheck &check)
{
    const bool presence = std::holds_alternative<std::monostate>(check.wanted.value);
    switch (check.state) {
    case HeaderCheck::State::Holds:
        return presence ? RoutingWords::tr("%1 is there").arg(check.name)
                        : RoutingWords::tr("%1 is %2").arg(check.name, fieldText(check.wanted));
    case HeaderCheck::State::Missing:
        return presence ? RoutingWords::tr("%1 is missing").arg(check.name)
                        : RoutingWords::tr("%1 is missing, wanted is %2").arg(check.name, fieldText(check.wanted));
    case HeaderCheck::State::Differs:
        break;
    }
    // Two that read alike differ in their type.
    const QString found = fieldText(check.found), wanted = fieldText(check.wanted);
    return found == wanted ? RoutingWords::tr("%1 is %2, but of another type").arg(check.name, found)
                           : RoutingWords::tr("%1 is %2, not %3").arg(check.name, found, wanted);
}

QString headersText(const QList<HeaderCheck> &checks, bool holding)
{
    QStringList texts;
    for (const HeaderCheck &check : checks) {
        if ((check.state == HeaderCheck::State::Holds) == holding)
            texts << headerText(check);
    }
    const qsizetype more = texts.size() - namedHeaders;
    if (more > 0)
        texts = texts.first(namedHeaders) << RoutingWords::tr("%1 more").arg(more);
    return texts.join(u"; "_s);
}

QString hashedText(const ExchangeExplanation &exchange)
{
    switch (exchange.decides) {
    case ExchangeExplanation::Decides::HeaderHash:
        return RoutingWords::tr("the hash of header %1").arg(exchange.hashed);
    case ExchangeExplanation::Decides::PropertyHash:
        return RoutingWords::tr("the hash of %1").arg(exchange.hashed);
    case ExchangeExplanation::Decides::Bindings:
    case ExchangeExplanation::Decides::KeyHash:
    case ExchangeExplanation::Decides::Chance:
        break;
    }
    return RoutingWords::tr("the hash of the routing key");
}

QString missingWord(const BindingExplanation &binding)
{
    if (binding.wanted == u"*"_s)
        return RoutingWords::tr("word %1 is missing: any one word").arg(binding.word + 1);
    return RoutingWords::tr("word %1 is missing: “%2”").arg(binding.word + 1).arg(binding.wanted);
}

QString quoted(const QString &key)
{
    return key.isEmpty() ? RoutingWords::tr("an empty key") : u'“' + key + u'”';
}

} // namespace

QString bindingReason(const BindingExplanation &binding, const ExchangeExplanation &exchange)
{
    switch (binding.verdict) {
    case BindingVerdict::SameKey:
        return RoutingWords::tr("the key is the same");
    case BindingVerdict::EveryMessage:
        return RoutingWords::tr("takes every message");
    case BindingVerdict::PatternFits:
        return RoutingWords::tr("the pattern fits %1").arg(quoted(binding.key));
    case BindingVerdict::HeadersHold:
        return headersText(binding.headers, true);
    case BindingVerdict::HashChose:
        return RoutingWords::tr("%1 leads here").arg(hashedText(exchange));
    case BindingVerdict::ChanceDecides:
        return exchange.total == 1 ? RoutingWords::tr("the only one there is") : RoutingWords::tr("chance decides");
    case BindingVerdict::OtherKey:
        return RoutingWords::tr("the key is %1").arg(quoted(binding.key));
    case BindingVerdict::OtherWord:
        return RoutingWords::tr("word %1: “%2” is not “%3”").arg(binding.word + 1).arg(binding.found, binding.wanted);
    case BindingVerdict::WordMissing:
        return missingWord(binding);
    case BindingVerdict::WordTooMany:
        return RoutingWords::tr("word %1, “%2”, is one too many").arg(binding.word + 1).arg(binding.found);
    case BindingVerdict::HeadersDiffer:
        return binding.isAny ? RoutingWords::tr("none holds: %1").arg(headersText(binding.headers, false))
                             : headersText(binding.headers, false);
    case BindingVerdict::AsksForNothing:
        return RoutingWords::tr("asks for any of no headers: takes nothing");
    case BindingVerdict::HashChoseOther:
        return RoutingWords::tr("%1 leads elsewhere").arg(hashedText(exchange));
    }
    return {};
}

QString bindingCondition(const BindingExplanation &binding, ExchangeType type)
{
    if (type != ExchangeType::Headers)
        return binding.binding.routingKey;
    QStringList conditions;
    for (const HeaderCheck &check : binding.headers) {
        const bool presence = std::holds_alternative<std::monostate>(check.wanted.value);
        conditions << (presence ? check.name : check.name + u": "_s + fieldText(check.wanted));
    }
    if (conditions.isEmpty())
        return u"–"_s;
    return (binding.isAny && conditions.size() > 1 ? RoutingWords::tr("any of ") : QString()) +
           conditions.join(u", "_s);
}

namespace {

/// "a", "a and b", "a, b, c, d and 3 more".
QString named(QStringList names, const QString &last)
{
    const qsizetype more = names.size() - namedQueues;
    if (more > 0)
        names = names.first(namedQueues) << RoutingWords::tr("%1 more").arg(theme::formatCount(quint64(more)));
    if (names.size() < 2)
        return names.value(0);
    const QString end = names.takeLast();
    return names.join(u", "_s) + last + end;
}

QStringList queueNames(const RoutingExplanation &explanation, bool certain)
{
    QStringList names;
    for (const engine::ReachedQueue &queue : explanation.queues) {
        if (queue.isCertain == certain)
            names << queue.name;
    }
    return names;
}

QString takenText(const ExchangeExplanation &exchange)
{
    if (exchange.name.isEmpty() || exchange.total == 0)
        return {};
    if (exchange.total == 1)
        return RoutingWords::tr("its one binding takes it");
    return RoutingWords::tr("%1 of %2 bindings take it")
        .arg(theme::formatCount(exchange.matching), theme::formatCount(exchange.total));
}

QString routedText(const RoutingExplanation &explanation)
{
    const QStringList certain = queueNames(explanation, true), possible = queueNames(explanation, false);
    QStringList parts;
    if (!certain.isEmpty())
        parts << named(certain, RoutingWords::tr(" and "));
    if (!possible.isEmpty())
        parts << RoutingWords::tr("one of %1, as chance decides").arg(named(possible, RoutingWords::tr(" or ")));
    const ExchangeExplanation &first = explanation.exchanges.first();
    const QString where = parts.join(RoutingWords::tr(", and to "));
    QString text = first.delayMs > 0
                       ? RoutingWords::tr("Waits %1, then goes to %2").arg(theme::formatDuration(first.delayMs), where)
                       : RoutingWords::tr("Goes to %1").arg(where);
    if (first.alternateState == ExchangeExplanation::Alternate::Asked)
        text += RoutingWords::tr(": nothing in %1 takes it, its alternate exchange %2 does")
                    .arg(exchangeLabel(first.name), first.alternate);
    else if (possible.isEmpty() && !takenText(first).isEmpty())
        text += u": "_s + takenText(first);
    return text + u'.';
}

QString deadEndText(const ExchangeExplanation &exchange, const QString &routingKey)
{
    if (exchange.name.isEmpty())
        return routingKey.isEmpty() ? RoutingWords::tr("Goes nowhere: name a queue as the routing key.")
                                    : RoutingWords::tr("Goes nowhere: there is no queue “%1”.").arg(routingKey);
    if (exchange.total == 0)
        return RoutingWords::tr("Goes nowhere: nothing is bound to %1.").arg(exchange.name);
    if (exchange.total == 1)
        return RoutingWords::tr("Goes nowhere: the one binding of %1 does not take it.").arg(exchange.name);
    return RoutingWords::tr("Goes nowhere: none of the %1 bindings of %2 takes it.")
        .arg(theme::formatCount(exchange.total), exchange.name);
}

QString lostText(const RoutingExplanation &explanation)
{
    const QList<ExchangeExplanation> &exchanges = explanation.exchanges;
    const auto end = std::find_if(exchanges.begin(), exchanges.end(),
                                  [](const ExchangeExplanation &exchange) { return exchange.isDeadEnd(); });
    const ExchangeExplanation &told = end == exchanges.end() ? exchanges.first() : *end;
    QString text = deadEndText(told, explanation.request.routingKey);
    if (told.alternateState == ExchangeExplanation::Alternate::Missing)
        text += u' ' + RoutingWords::tr("Its alternate exchange %1 does not exist.").arg(told.alternate);
    return text;
}

} // namespace

QString routingVerdict(const RoutingExplanation &explanation)
{
    if (explanation.exchanges.isEmpty())
        return {};
    const ExchangeExplanation &first = explanation.exchanges.first();
    if (first.isInternal)
        return RoutingWords::tr("%1 is internal: only other exchanges may publish to it.").arg(first.name);
    if (explanation.toReplyConsumer)
        return RoutingWords::tr("Goes straight to the consumer that waits for replies.");
    return explanation.queues.isEmpty() ? lostText(explanation) : routedText(explanation);
}

QString suggestionText(const engine::KeySuggestion &suggestion)
{
    const QString key = suggestion.key.isEmpty() ? suggestion.bindingKey : suggestion.key;
    return RoutingWords::tr("%1 would go to %2").arg(quoted(key), suggestion.destination);
}

} // namespace ui::models
