// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queuesettings.h"

#include "core/declarationchecks.h"

#include <algorithm>
#include <array>
#include <limits>

namespace engine::core {

namespace {

constexpr qint64 maxDurationMs = std::numeric_limits<quint32>::max(); // RabbitMQ's longest timer: 49 days
constexpr quint32 defaultDeliveryLimit = 20;                          // of quorum queues since RabbitMQ 4.0
constexpr qint64 defaultRetryMaxMs = 24 * 3600 * 1000;

/// Why a value is refused, as RabbitMQ prints it; empty: it is fine.
using Complaint = QString;
using Check = Complaint (*)(const FieldValue &value, QueueSettings &settings);

Complaint unacceptableType(const FieldValue &value)
{
    return QStringLiteral("{unacceptable_type,%1}").arg(fieldTypeName(value.typeCode()));
}

Complaint tagged(const char *tag, qint64 value)
{
    return QStringLiteral("{%1,%2}").arg(QString::fromLatin1(tag)).arg(value);
}

/// An integer in [least, most], or the complaint.
Complaint readNumber(const FieldValue &value, qint64 least, qint64 most, const char *tooBig, qint64 &number)
{
    const auto read = value.toInteger();
    if (!read)
        return QStringLiteral("\"expected integer, got %1\"").arg(fieldTypeName(value.typeCode()));
    if (*read < 0)
        return tagged("value_negative", *read);
    if (*read < least)
        return tagged("value_zero", *read);
    if (*read > most)
        return tagged(tooBig, *read);
    number = *read;
    return {};
}

template <typename T>
Complaint readInto(const FieldValue &value, qint64 least, qint64 most, const char *tooBig, std::optional<T> &to)
{
    qint64 number = 0;
    Complaint complaint = readNumber(value, least, most, tooBig, number);
    if (complaint.isEmpty())
        to = T(number);
    return complaint;
}

Complaint readCount(const FieldValue &value, std::optional<quint64> &to)
{
    return readInto(value, 0, std::numeric_limits<qint64>::max(), "value_too_big", to);
}

Complaint readText(const FieldValue &value, std::optional<QByteArray> &to)
{
    to = value.toText();
    return to ? Complaint() : unacceptableType(value);
}

/// One of some words.
Complaint readWord(const FieldValue &value, std::initializer_list<const char *> words, const char *otherwise,
                   int &index)
{
    const auto text = value.toText();
    if (!text)
        return unacceptableType(value);
    const auto it = std::find(words.begin(), words.end(), *text);
    if (it == words.end())
        return QString::fromLatin1(otherwise);
    index = int(it - words.begin());
    return {};
}

Complaint readOverflow(const FieldValue &value, QueueSettings &settings)
{
    int index = 0;
    Complaint complaint =
        readWord(value, {"drop-head", "reject-publish", "reject-publish-dlx"}, "invalid_overflow", index);
    settings.overflow = Overflow(index);
    return complaint;
}

Complaint readDelayedRetry(const FieldValue &value, QueueSettings &settings)
{
    int index = 0;
    Complaint complaint =
        readWord(value, {"disabled", "all", "failed", "returned"}, "invalid_delayed_retry_type", index);
    settings.delayedRetry = DelayedRetry(index);
    return complaint;
}

Complaint readSingleActive(const FieldValue &value, QueueSettings &settings)
{
    const auto flag = value.toBool();
    settings.singleActiveConsumer = flag.value_or(false);
    return flag ? Complaint() : unacceptableType(value);
}

Complaint readRetryDelay(const FieldValue &value, qint64 &to)
{
    return readNumber(value, 1, maxDurationMs, "value_too_big", to);
}

Complaint acceptWord(const FieldValue &value, std::initializer_list<const char *> words, const char *otherwise)
{
    int ignored = 0;
    return readWord(value, words, otherwise, ignored);
}

Complaint acceptCount(const FieldValue &value)
{
    std::optional<quint64> ignored;
    return readCount(value, ignored);
}

struct Argument
{
    const char *name; ///< without "x-"
    Check check;
    bool inPolicy;
    bool inOperatorPolicy;
};

/// The queue arguments of RabbitMQ 4 in its documentation's order. What concerns clusters only is checked and has no effect.
constexpr std::array<Argument, 22> arguments = {{
    {"message-ttl",
     [](const FieldValue &v, QueueSettings &s) {
         return readInto(v, 0, maxDurationMs, "value_too_big", s.messageTtlMs);
     },
     true, true},
    {"expires",
     [](const FieldValue &v, QueueSettings &s) { return readInto(v, 1, maxDurationMs, "value_too_big", s.expiresMs); },
     true, true},
    {"max-length", [](const FieldValue &v, QueueSettings &s) { return readCount(v, s.maxLength); }, true, true},
    {"max-length-bytes", [](const FieldValue &v, QueueSettings &s) { return readCount(v, s.maxLengthBytes); }, true,
     true},
    {"overflow", &readOverflow, true, true},
    {"dead-letter-exchange", [](const FieldValue &v, QueueSettings &s) { return readText(v, s.deadLetterExchange); },
     true, false},
    {"dead-letter-routing-key",
     [](const FieldValue &v, QueueSettings &s) { return readText(v, s.deadLetterRoutingKey); }, true, false},
    {"dead-letter-strategy",
     [](const FieldValue &v, QueueSettings &) {
         return acceptWord(v, {"at-most-once", "at-least-once"}, "invalid_dlx_strategy");
     },
     true, false},
    {"max-priority",
     [](const FieldValue &v, QueueSettings &s) { return readInto(v, 0, 255, "max_value_exceeded", s.maxPriority); },
     false, false},
    {"single-active-consumer", &readSingleActive, false, false},
    {"delivery-limit",
     [](const FieldValue &v, QueueSettings &s) {
         // RabbitMQ 4: -1 switches the default limit off.
         if (v.toInteger() == -1) {
             s.deliveryLimit.reset();
             return Complaint();
         }
         return readInto(v, 0, std::numeric_limits<quint32>::max(), "value_too_big", s.deliveryLimit);
     },
     true, true},
    {"delayed-retry-type", &readDelayedRetry, true, false},
    {"delayed-retry-min", [](const FieldValue &v, QueueSettings &s) { return readRetryDelay(v, s.delayedRetryMinMs); },
     true, false},
    {"delayed-retry-max", [](const FieldValue &v, QueueSettings &s) { return readRetryDelay(v, s.delayedRetryMaxMs); },
     true, false},
    {"consumer-timeout",
     [](const FieldValue &v, QueueSettings &s) {
         return readInto(v, 1, maxDurationMs, "value_too_big", s.consumerTimeoutMs);
     },
     true, false},
    {"queue-mode",
     [](const FieldValue &v, QueueSettings &) {
         const bool isKnown = acceptWord(v, {"default", "lazy"}, "unsupported").isEmpty();
         const QByteArray mode = v.toText().value_or(QByteArray());
         return isKnown ? Complaint() : QStringLiteral("\"unsupported queue mode '%1'\"").arg(QString::fromUtf8(mode));
     },
     true, false},
    {"queue-version", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, false},
    {"queue-master-locator",
     [](const FieldValue &v, QueueSettings &) { return v.toText() ? Complaint() : unacceptableType(v); }, true, false},
    {"queue-leader-locator",
     [](const FieldValue &v, QueueSettings &) {
         return acceptWord(v, {"client-local", "balanced", "random", "least-leaders"}, "invalid_queue_leader_locator");
     },
     true, false},
    {"quorum-initial-group-size", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, false, false},
    {"quorum-target-group-size", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, true},
    {"max-in-memory-length", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, true},
}};

const Argument *findArgument(QByteArrayView name)
{
    const auto it = std::find_if(arguments.begin(), arguments.end(),
                                 [name](const Argument &argument) { return name == QByteArrayView(argument.name); });
    return it == arguments.end() ? nullptr : it;
}

Error invalidArgument(const QueueDefinition &definition, const QByteArray &name, const QString &why)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("invalid arg '%1' for %2: %3")
                .arg(QString::fromUtf8(name), describe("queue", definition.name, definition.virtualHost), why)};
}

Error invalidType(const QueueDefinition &definition, const FieldEntry &entry)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("invalid type '%1' for arg '%2' in %3")
                .arg(fieldTypeName(entry.value.typeCode()), QString::fromUtf8(entry.name),
                     describe("queue", definition.name, definition.virtualHost))};
}

Error invalidProperty(const QueueDefinition &definition, const char *property)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("invalid property '%1' for %2")
                .arg(QString::fromLatin1(property), describe("queue", definition.name, definition.virtualHost))};
}

Result<QueueKind> kindOf(const QueueDefinition &definition)
{
    const FieldValue *type = definition.arguments.find("x-queue-type");
    if (!type)
        return QueueKind::Classic;
    const auto text = type->toText();
    if (!text)
        return invalidArgument(definition, "x-queue-type", unacceptableType(*type));
    if (*text == "classic")
        return QueueKind::Classic;
    if (*text == "quorum")
        return QueueKind::Quorum;
    if (*text == "stream") {
        return Error{BrokerError::NotImplemented, QStringLiteral("queue type 'stream' of %1")
                                                      .arg(describe("queue", definition.name, definition.virtualHost))};
    }
    return invalidArgument(definition, "x-queue-type", QStringLiteral("invalid_queue_type"));
}

/// What a quorum queue cannot be, as RabbitMQ refuses it.
Result<void> checkQuorum(const QueueDefinition &definition, const QueueSettings &settings)
{
    if (!definition.durable)
        return invalidProperty(definition, "non-durable");
    if (definition.exclusive)
        return invalidProperty(definition, "exclusive-owner");
    if (definition.autoDelete)
        return invalidProperty(definition, "auto-delete");
    if (settings.maxPriority) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("invalid arg 'x-max-priority' for %1 of queue type rabbit_quorum_queue")
                         .arg(describe("queue", definition.name, definition.virtualHost))};
    }
    return {};
}

/// The parsed keys of a policy; what does not parse is left out.
QueueSettings settingsOfPolicy(const FieldTable *policy, bool limitsOnly)
{
    QueueSettings settings;
    if (!policy)
        return settings;
    for (const FieldEntry &entry : policy->entries) {
        const Argument *argument = findArgument(entry.name);
        QueueSettings tried = settings;
        if (argument && (limitsOnly ? argument->inOperatorPolicy : argument->inPolicy) &&
            argument->check(entry.value, tried).isEmpty())
            settings = tried;
    }
    return settings;
}

template <typename T>
void takeLowest(std::optional<T> &to, const std::optional<T> &other)
{
    if (other && (!to || *other < *to))
        to = other;
}

void takeLimits(QueueSettings &to, const QueueSettings &other)
{
    takeLowest(to.messageTtlMs, other.messageTtlMs);
    takeLowest(to.expiresMs, other.expiresMs);
    takeLowest(to.maxLength, other.maxLength);
    takeLowest(to.maxLengthBytes, other.maxLengthBytes);
}

void finish(QueueSettings &settings, bool limitGiven)
{
    if (settings.kind != QueueKind::Quorum) {
        settings.deliveryLimit.reset();
        settings.delayedRetry = DelayedRetry::Disabled;
    } else if (!limitGiven) {
        settings.deliveryLimit = defaultDeliveryLimit;
    }
    if (settings.delayedRetryMinMs <= 0)
        settings.delayedRetry = DelayedRetry::Disabled;
    if (settings.delayedRetryMaxMs <= 0)
        settings.delayedRetryMaxMs = defaultRetryMaxMs;
    settings.delayedRetryMaxMs = std::max(settings.delayedRetryMaxMs, settings.delayedRetryMinMs);
}

/// The arguments alone, checked, without defaults.
Result<QueueSettings> readArguments(const QueueDefinition &definition)
{
    QueueSettings settings;
    const Result<QueueKind> kind = kindOf(definition);
    if (!kind)
        return kind.error();
    settings.kind = *kind;
    for (const FieldEntry &entry : definition.arguments.entries) {
        const Argument *argument =
            entry.name.startsWith("x-") ? findArgument(QByteArrayView(entry.name).sliced(2)) : nullptr;
        if (!argument)
            continue;
        if (entry.name == "x-dead-letter-exchange" && !entry.value.toText())
            return invalidType(definition, entry);
        if (const Complaint complaint = argument->check(entry.value, settings); !complaint.isEmpty())
            return invalidArgument(definition, entry.name, complaint);
    }
    if (settings.deadLetterRoutingKey && !settings.deadLetterExchange)
        return invalidArgument(definition, "x-dead-letter-routing-key",
                               QStringLiteral("routing_key_but_no_dlx_defined"));
    if (settings.kind == QueueKind::Quorum) {
        if (auto possible = checkQuorum(definition, settings); !possible)
            return possible.error();
    }
    return settings;
}

bool has(const FieldTable *table, QByteArrayView name)
{
    return table && table->contains(name);
}

} // namespace

qint64 QueueSettings::retryDelayMs(quint32 count) const
{
    return std::min(delayedRetryMinMs * qint64(std::max(count, 1U)), delayedRetryMaxMs);
}

Result<QueueSettings> settingsOf(const QueueDefinition &definition)
{
    Result<QueueSettings> settings = readArguments(definition);
    if (settings)
        finish(*settings, definition.arguments.contains("x-delivery-limit"));
    return settings;
}

QueueSettings settingsUnder(const QueueDefinition &definition, const FieldTable *policy,
                            const FieldTable *operatorPolicy)
{
    const Result<QueueSettings> read = readArguments(definition);
    QueueSettings settings = read ? *read : QueueSettings();
    const QueueSettings under = settingsOfPolicy(policy, false);
    const QueueSettings atMost = settingsOfPolicy(operatorPolicy, true);
    const auto given = [&](const char *name) {
        return definition.arguments.contains(QByteArray(QByteArray("x-") + name));
    };
    if (!given("overflow"))
        settings.overflow = under.overflow;
    if (!settings.deadLetterExchange)
        settings.deadLetterExchange = under.deadLetterExchange;
    if (!settings.deadLetterRoutingKey)
        settings.deadLetterRoutingKey = under.deadLetterRoutingKey;
    if (!given("delayed-retry-type"))
        settings.delayedRetry = under.delayedRetry;
    if (!given("delayed-retry-min"))
        settings.delayedRetryMinMs = under.delayedRetryMinMs;
    if (!given("delayed-retry-max"))
        settings.delayedRetryMaxMs = under.delayedRetryMaxMs;
    if (!settings.consumerTimeoutMs)
        settings.consumerTimeoutMs = under.consumerTimeoutMs;
    takeLimits(settings, under);
    takeLimits(settings, atMost);
    takeLowest(settings.deliveryLimit, under.deliveryLimit);
    takeLowest(settings.deliveryLimit, atMost.deliveryLimit);
    if (has(operatorPolicy, "overflow"))
        settings.overflow = atMost.overflow;
    finish(settings, given("delivery-limit") || has(policy, "delivery-limit") || has(operatorPolicy, "delivery-limit"));
    return settings;
}

Result<void> checkQueuePolicy(const FieldTable &definition)
{
    QueueSettings ignored;
    for (const FieldEntry &entry : definition.entries) {
        const Argument *argument = findArgument(entry.name);
        if (!argument || !argument->inPolicy)
            continue;
        if (const Complaint complaint = argument->check(entry.value, ignored); !complaint.isEmpty()) {
            return Error{BrokerError::InvalidArgument,
                         QStringLiteral("'%1': %2").arg(QString::fromUtf8(entry.name), complaint)};
        }
    }
    return {};
}

bool isQueueKey(QByteArrayView policyKey)
{
    const Argument *argument = findArgument(policyKey);
    return argument && argument->inPolicy;
}

bool isOperatorKey(QByteArrayView policyKey)
{
    const Argument *argument = findArgument(policyKey);
    return argument && argument->inOperatorPolicy;
}

} // namespace engine::core
