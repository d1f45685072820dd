// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deadletter.h"

#include "core/broker.h"
#include "core/senderselected.h"

#include <algorithm>

namespace engine::core {

namespace {

QByteArray textOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? value->toText().value_or(QByteArray()) : QByteArray();
}

FieldArray deathsOf(const FieldTable &headers)
{
    const FieldValue *value = headers.find("x-death");
    const auto *array = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    return array ? *array : FieldArray();
}

/// Without what came with the message: a client may write what it likes there.
FieldArray ownDeathsOf(const FieldTable &headers, const Message &message)
{
    FieldArray deaths = deathsOf(headers);
    if (message.deaths < Message::manyDeaths && message.deaths < deaths.items.size())
        deaths.items.resize(message.deaths);
    return deaths;
}

bool isSame(const FieldValue &entry, const QByteArray &queue, const QByteArray &reason)
{
    const auto *table = std::get_if<FieldTable>(&entry.value);
    return table && textOf(*table, "queue") == queue && textOf(*table, "reason") == reason;
}

FieldArray routingKeysOf(const FieldTable &headers, const Message &message)
{
    FieldArray keys;
    keys.items.append(FieldValue(message.routingKey));
    // Sender-selected distribution: the keys of CC count as routing keys too.
    const FieldValue *copies = headers.find("CC");
    if (const auto *array = copies ? std::get_if<FieldArray>(&copies->value) : nullptr)
        keys.items.append(array->items);
    return keys;
}

FieldTable newEntry(const FieldTable &headers, const Death &death, const Message &message,
                    const std::optional<QByteArray> &expiration)
{
    FieldTable entry;
    entry.set("count", FieldValue(qint64(1)));
    entry.set("reason", FieldValue(deathReasonName(death.reason)));
    entry.set("queue", FieldValue(death.queue));
    entry.set("time", FieldValue(FieldTimestamp{quint64(death.atMs / 1000)}));
    entry.set("exchange", FieldValue(message.exchange));
    entry.set("routing-keys", FieldValue(routingKeysOf(headers, message)));
    if (expiration)
        entry.set("original-expiration", FieldValue(*expiration));
    return entry;
}

/// The entry for this queue and reason taken out and counted up, or a new one.
FieldTable takeEntry(FieldArray &deaths, const FieldTable &headers, const Death &death, const Message &message,
                     const std::optional<QByteArray> &expiration)
{
    const QByteArray reason = deathReasonName(death.reason);
    const auto it = std::find_if(deaths.items.begin(), deaths.items.end(),
                                 [&](const FieldValue &entry) { return isSame(entry, death.queue, reason); });
    if (it == deaths.items.end())
        return newEntry(headers, death, message, expiration);
    FieldTable entry = std::get<FieldTable>(it->value);
    deaths.items.erase(it);
    const FieldValue *count = entry.find("count");
    entry.set("count", FieldValue(qint64(1) + (count ? count->toInteger().value_or(0) : 0)));
    return entry;
}

/// The message as it is published anew: with the history in its headers, and no expiration that would end it again. Null: the
/// history cannot be noted, and so nothing would tell that it goes round in a circle.
MessagePtr reborn(const Broker &broker, const DeadLetter &letter, const FieldTable &headers)
{
    const Message &old = *letter.message;
    const PropertyEditor *editor = broker.propertyEditor();
    const auto properties = editor ? editor->edited(old, {headers, true}) : std::nullopt;
    if (!properties && letter.death.reason != DeathReason::Rejected)
        return {};
    auto *message = new Message(old);
    message->publishedAtMs = letter.death.atMs;
    message->exchange = letter.exchange;
    message->routingKey = letter.routingKey.value_or(old.routingKey);
    // One that an older version has stored comes without them, and its headers know those of CC only.
    if (letter.routingKey)
        message->extraKeys.clear();
    else if (const auto keys = selectedKeys(headers); keys && message->extraKeys.isEmpty())
        message->extraKeys = *keys;
    message->expirationMs = Message::noExpiration;
    if (properties) {
        message->setProperties(*properties, PropertiesFormat::Amqp091);
        message->deaths = quint8(std::min<qsizetype>(deathsOf(headers).items.size(), Message::manyDeaths));
    }
    return MessagePtr(message);
}

bool wouldTake(const std::vector<Queue *> &queues, const FieldTable &headers, const Message &message)
{
    return !queues.empty() && std::none_of(queues.begin(), queues.end(), [&](Queue *queue) {
        return !isDeathCycle(headers, queue->name()) && queue->refuses(message);
    });
}

} // namespace

bool publishDeadLetter(Broker &broker, const DeadLetter &letter)
{
    VirtualHost *host = broker.virtualHost(letter.virtualHost);
    if (!host)
        return true;
    const auto ends = [&](LifecycleStep step, const Message &message, StepCause cause) {
        broker.lifecycle().emit(
            [&] { return LifecycleEvent{step, &message, host, nullptr, 0, nullptr, {}, 0, cause}; });
    };
    const auto leadsNowhere = [&](const MessagePtr &message, StepCause cause) {
        ends(LifecycleStep::Unroutable, *message, cause);
        UnroutedEvent event{
            message, *host, letter.exchange, letter.routingKey ? *letter.routingKey : message->routingKey, {}};
        event.exchangeMissing = cause == StepCause::NoExchange;
        event.diedIn = letter.death.queue;
        broker.lifecycle().tellUnrouted(event);
    };
    Exchange *exchange = host->exchange(letter.exchange);
    if (!exchange && letter.keptAt)
        return false;
    if (!exchange) {
        leadsNowhere(letter.message, StepCause::NoExchange);
        return true;
    }
    const PropertyEditor *editor = broker.propertyEditor();
    FieldTable headers = editor ? editor->headers(*letter.message) : FieldTable();
    const auto expiration = editor ? editor->expiration(*letter.message) : std::nullopt;
    headers = withDeath(headers, letter.death, *letter.message, expiration);
    if (letter.routingKey)
        headers.remove("CC"); // the new key stands alone
    const MessagePtr message = reborn(broker, letter, headers);
    if (!message) {
        ends(LifecycleStep::Dropped, *letter.message, StepCause::NoHistory);
        return true;
    }
    const RoutingInput::Reader reader([&headers] { return headers; });
    std::vector<Queue *> queues;
    exchange->route(RoutingInput(*message, reader), broker.nextRouteMark(), queues);
    if (letter.keptAt && !wouldTake(queues, headers, *message))
        return false;
    ++exchange->counters.in;
    if (queues.empty()) {
        ++exchange->counters.unroutable;
        ++broker.counters().unroutable;
        leadsNowhere(message, StepCause::None);
    }
    for (Queue *queue : queues) {
        if (isDeathCycle(headers, queue->name())) {
            ends(LifecycleStep::Dropped, *message, StepCause::DeathCycle);
            continue;
        }
        queue->enqueue(message, {});
        ++exchange->counters.out;
    }
    return true;
}

QByteArray deathReasonName(DeathReason reason)
{
    switch (reason) {
    case DeathReason::Rejected:
        return "rejected";
    case DeathReason::Expired:
        return "expired";
    case DeathReason::MaxLength:
        return "maxlen";
    case DeathReason::DeliveryLimit:
        return "delivery_limit";
    }
    Q_UNREACHABLE();
}

StepCause causeOf(DeathReason reason)
{
    switch (reason) {
    case DeathReason::Rejected:
        return StepCause::Rejected;
    case DeathReason::Expired:
        return StepCause::Expired;
    case DeathReason::MaxLength:
        return StepCause::MaxLength;
    case DeathReason::DeliveryLimit:
        return StepCause::DeliveryLimit;
    }
    Q_UNREACHABLE();
}

FieldTable withDeath(const FieldTable &headers, const Death &death, const Message &message,
                     const std::optional<QByteArray> &expiration)
{
    FieldTable edited = headers;
    FieldArray deaths = ownDeathsOf(headers, message);
    const bool isFirst = deaths.items.isEmpty();
    deaths.items.prepend(FieldValue(takeEntry(deaths, headers, death, message, expiration)));
    edited.set("x-death", FieldValue(deaths));
    const auto note = [&](const QByteArray &prefix) {
        edited.set(prefix + "-reason", FieldValue(deathReasonName(death.reason)));
        edited.set(prefix + "-queue", FieldValue(death.queue));
        edited.set(prefix + "-exchange", FieldValue(message.exchange));
    };
    if (isFirst)
        note("x-first-death");
    note("x-last-death");
    return edited;
}

bool isDeathCycle(const FieldTable &headers, QByteArrayView queue)
{
    for (const FieldArray noted = deathsOf(headers); const FieldValue &item : noted.items) {
        const auto *entry = std::get_if<FieldTable>(&item.value);
        if (!entry || textOf(*entry, "reason") == "rejected")
            return false;
        if (textOf(*entry, "queue") == queue)
            return true;
    }
    return false;
}

} // namespace engine::core
