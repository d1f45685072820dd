// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queuesettings.h"

#include "core/declarationchecks.h"
#include "core/stream.h"

#include <engine/durations.h>

#include <algorithm>
#include <array>
#include <limits>

namespace engine::core {

namespace {

constexpr quint32 defaultDeliveryLimit = 20; // of quorum queues since RabbitMQ 4.0

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

Complaint notAnInteger(const FieldValue &value)
{
    return QStringLiteral("\"expected integer, got %1\"").arg(fieldTypeName(value.typeCode()));
}

/// An integer in [least, most], or the complaint.
Complaint readNumber(const FieldValue &value, qint64 least, qint64 most, const char *tooBig, qint64 &number)
{
    const auto read = value.toInteger();
    if (!read)
        return notAnInteger(value);
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

/// Milliseconds.
Complaint readDuration(const FieldValue &value, qint64 least, std::optional<qint64> &to)
{
    return readInto(value, least, longestDurationMs, "value_too_large", to);
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
    return readNumber(value, 1, longestDurationMs, "value_too_large", to);
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
    bool hasEffect = true;
};

/// The queue arguments of RabbitMQ 4 in its documentation's order. What concerns clusters only is checked and has no effect.
/// What is not here is kept, not compared by a later declaration, and has no effect, as in RabbitMQ: "x-message-deduplication",
/// "x-cache-size" and "x-cache-ttl" among it. They belong to a plugin that is not part of RabbitMQ, and one that drops messages
/// by a header of theirs is easily mistaken for a broker that loses some.
constexpr std::array<Argument, 28> knownArguments = {{
    {"message-ttl", [](const FieldValue &v, QueueSettings &s) { return readDuration(v, 0, s.messageTtlMs); }, true,
     true},
    {"expires", [](const FieldValue &v, QueueSettings &s) { return readDuration(v, 1, s.expiresMs); }, true, true},
    {"max-length", [](const FieldValue &v, QueueSettings &s) { return readCount(v, s.maxLength); }, true, true},
    {"max-length-bytes", [](const FieldValue &v, QueueSettings &s) { return readCount(v, s.maxLengthBytes); }, true,
     true},
    {"overflow", &readOverflow, true, true},
    {"dead-letter-exchange", [](const FieldValue &v, QueueSettings &s) { return readText(v, s.deadLetterExchange); },
     true, false},
    {"dead-letter-routing-key",
     [](const FieldValue &v, QueueSettings &s) { return readText(v, s.deadLetterRoutingKey); }, true, false},
    {"dead-letter-strategy",
     [](const FieldValue &v, QueueSettings &s) {
         int index = 0;
         Complaint complaint = readWord(v, {"at-most-once", "at-least-once"}, "invalid_dlx_strategy", index);
         s.keepsDeadLetters = index == 1;
         return complaint;
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
    {"delayed-retry-type", &readDelayedRetry, true, true},
    {"delayed-retry-min", [](const FieldValue &v, QueueSettings &s) { return readRetryDelay(v, s.delayedRetryMinMs); },
     true, true},
    {"delayed-retry-max", [](const FieldValue &v, QueueSettings &s) { return readRetryDelay(v, s.delayedRetryMaxMs); },
     true, true},
    {"consumer-timeout", [](const FieldValue &v, QueueSettings &s) { return readDuration(v, 0, s.consumerTimeoutMs); },
     true, false},
    {"queue-mode",
     [](const FieldValue &v, QueueSettings &) {
         const bool isKnown = acceptWord(v, {"default", "lazy"}, "unsupported").isEmpty();
         const QByteArray mode = v.toText().value_or(QByteArray());
         return isKnown ? Complaint() : QStringLiteral("\"unsupported queue mode '%1'\"").arg(QString::fromUtf8(mode));
     },
     true, false, false},
    {"consumer-disconnected-timeout", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, false,
     false},
    {"member-placement-tag",
     [](const FieldValue &v, QueueSettings &) {
         const auto tag = v.toText();
         if (!tag)
             return unacceptableType(v);
         return tag->isEmpty() ? QStringLiteral("invalid_member_placement_tag_arg") : Complaint();
     },
     true, true, false},
    {"queue-version", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, true, false},
    {"queue-master-locator",
     [](const FieldValue &v, QueueSettings &) { return v.toText() ? Complaint() : unacceptableType(v); }, true, false,
     false},
    {"queue-leader-locator",
     [](const FieldValue &v, QueueSettings &) {
         return acceptWord(v, {"client-local", "balanced", "random", "least-leaders"}, "invalid_queue_leader_locator");
     },
     true, false, false},
    {"quorum-initial-group-size", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, false, false,
     false},
    {"quorum-target-group-size", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, true,
     false},
    {"max-age",
     [](const FieldValue &v, QueueSettings &) {
         const auto text = v.toText();
         if (!text)
             return unacceptableType(v);
         return streamAgeMs(*text) ? Complaint() : QStringLiteral("invalid_max_age");
     },
     true, false},
    {"stream-max-segment-size-bytes", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, false,
     false},
    {"stream-filter-size-bytes", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, false,
     false},
    {"initial-cluster-size", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, false, false, false},
    {"max-in-memory-length", [](const FieldValue &v, QueueSettings &) { return acceptCount(v); }, true, true, false},
}};

const Argument *findArgument(QByteArrayView name)
{
    const auto it = std::find_if(knownArguments.begin(), knownArguments.end(),
                                 [name](const Argument &argument) { return name == QByteArrayView(argument.name); });
    return it == knownArguments.end() ? nullptr : it;
}

/// By the name in a declaration. Not "x-queue-type", which is none of the settings.
const Argument *findDeclared(const QByteArray &name)
{
    return name.startsWith("x-") ? findArgument(QByteArrayView(name).sliced(2)) : nullptr;
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

Result<QueueKind> readKind(const QueueDefinition &definition)
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
    if (*text == "stream")
        return QueueKind::Stream;
    return invalidArgument(definition, "x-queue-type", QStringLiteral("invalid_queue_type"));
}

/// What neither a quorum queue nor a stream can be, as RabbitMQ refuses it.
Result<void> checkReplicated(const QueueDefinition &definition)
{
    if (!definition.durable)
        return invalidProperty(definition, "non-durable");
    if (definition.exclusive)
        return invalidProperty(definition, "exclusive-owner");
    if (definition.autoDelete)
        return invalidProperty(definition, "auto-delete");
    return {};
}

Error notOfType(const QueueDefinition &definition, const char *argument, const char *type)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("invalid arg '%1' for %2 of queue type %3")
                .arg(QString::fromLatin1(argument), describe("queue", definition.name, definition.virtualHost),
                     QString::fromLatin1(type))};
}

/// What RabbitMQ's other types of queue have and this one has not: refused when one is declared. Not asked of one that is
/// there, since older versions let these through.
Result<void> checkType(const QueueDefinition &definition, std::initializer_list<const char *> strange, const char *type)
{
    for (const char *argument : strange) {
        if (definition.arguments.contains(argument))
            return notOfType(definition, argument, type);
    }
    return {};
}

Result<void> checkType(const QueueDefinition &definition, QueueKind kind)
{
    if (kind == QueueKind::Classic) {
        return checkType(definition,
                         {"x-delivery-limit", "x-dead-letter-strategy", "x-delayed-retry-type", "x-delayed-retry-min",
                          "x-delayed-retry-max", "x-quorum-initial-group-size", "x-quorum-target-group-size",
                          "x-consumer-disconnected-timeout", "x-member-placement-tag", "x-max-age",
                          "x-stream-max-segment-size-bytes", "x-stream-filter-size-bytes", "x-initial-cluster-size"},
                         "rabbit_classic_queue");
    }
    if (kind == QueueKind::Quorum) {
        return checkType(definition,
                         {"x-queue-mode", "x-queue-version", "x-queue-master-locator", "x-max-age",
                          "x-stream-max-segment-size-bytes", "x-stream-filter-size-bytes", "x-initial-cluster-size"},
                         "rabbit_quorum_queue");
    }
    return {};
}

Result<void> checkQuorum(const QueueDefinition &definition, const QueueSettings &settings)
{
    if (settings.maxPriority)
        return notOfType(definition, "x-max-priority", "rabbit_quorum_queue");
    return checkReplicated(definition);
}

Result<void> checkStream(const QueueDefinition &definition)
{
    for (const char *argument : {"x-message-ttl", "x-expires", "x-max-length", "x-overflow", "x-dead-letter-exchange",
                                 "x-dead-letter-routing-key", "x-dead-letter-strategy", "x-max-priority",
                                 "x-single-active-consumer", "x-delivery-limit"}) {
        if (definition.arguments.contains(argument))
            return notOfType(definition, argument, "rabbit_stream_queue");
    }
    return checkReplicated(definition);
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

/// The lower of two durations of which 0 is none.
qint64 lowerOf(qint64 a, qint64 b)
{
    return a > 0 && b > 0 ? std::min(a, b) : std::max(a, b);
}

void takeTimeout(QueueSettings &to, const QueueSettings &other)
{
    if (other.consumerTimeoutMs)
        to.consumerTimeoutMs = lowerOf(to.consumerTimeoutMs.value_or(0), *other.consumerTimeoutMs);
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
    if (settings.kind == QueueKind::Stream) { // nothing of all this concerns one, and acknowledgements are credit only
        settings = {};
        settings.kind = QueueKind::Stream;
        settings.consumerTimeoutMs = 0;
        return;
    }
    if (settings.kind != QueueKind::Quorum) {
        settings.deliveryLimit.reset();
        settings.delayedRetry = DelayedRetry::Disabled;
        settings.keepsDeadLetters = false;
    } else {
        if (!limitGiven)
            settings.deliveryLimit = defaultDeliveryLimit;
        // RabbitMQ accepts it for a quorum queue, warns in its log, and does what it does without.
        if (settings.overflow == Overflow::RejectPublishDeadLetter)
            settings.overflow = Overflow::DropHead;
        settings.keepsDeadLetters =
            settings.keepsDeadLetters && settings.deadLetterExchange && settings.overflow == Overflow::RejectPublish;
    }
    if (settings.delayedRetryMinMs <= 0)
        settings.delayedRetry = DelayedRetry::Disabled;
    if (settings.delayedRetryMaxMs <= 0) // every delay is the first one
        settings.delayedRetryMaxMs = settings.delayedRetryMinMs;
}

/// The arguments alone, checked, without defaults.
Result<QueueSettings> readArguments(const QueueDefinition &definition)
{
    QueueSettings settings;
    const Result<QueueKind> kind = readKind(definition);
    if (!kind)
        return kind.error();
    settings.kind = *kind;
    for (const FieldEntry &entry : definition.arguments.entries) {
        const Argument *argument = findDeclared(entry.name);
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
    if (settings.kind == QueueKind::Stream) {
        if (auto possible = checkStream(definition); !possible)
            return possible.error();
    }
    if (settings.kind == QueueKind::Quorum) {
        if (auto possible = checkQuorum(definition, settings); !possible)
            return possible.error();
    }
    return settings;
}

/// Of a policy, as RabbitMQ checks it; arguments it takes as they are.
Result<void> checkRetryDelays(const FieldTable &policy, const QueueSettings &read)
{
    if (read.delayedRetry != DelayedRetry::Disabled && read.delayedRetryMinMs <= 0) {
        const QByteArray type = policy.find("delayed-retry-type")->toText().value_or(QByteArray());
        return Error{
            BrokerError::InvalidArgument,
            QStringLiteral("delayed-retry-min is required when delayed-retry-type is %1").arg(QString::fromUtf8(type))};
    }
    if (read.delayedRetryMaxMs > 0 && read.delayedRetryMaxMs < read.delayedRetryMinMs) {
        return Error{BrokerError::InvalidArgument,
                     QStringLiteral("delayed-retry-max (%1) must not be smaller than delayed-retry-min (%2)")
                         .arg(read.delayedRetryMaxMs)
                         .arg(read.delayedRetryMinMs)};
    }
    return {};
}

bool has(const FieldTable *table, QByteArrayView name)
{
    return table && table->contains(name);
}

/// A policy and an operator policy, of which the latter knows limits only. Of the delays between tries the longest first one
/// and the shortest last one count.
struct UnderPolicies
{
    UnderPolicies(const FieldTable *policy, const FieldTable *operatorPolicy)
        : settings(settingsOfPolicy(policy, false))
        , atMost(settingsOfPolicy(operatorPolicy, true))
        , decidesOverflow(has(policy, "overflow") || has(operatorPolicy, "overflow"))
        , decidesRetry(has(policy, "delayed-retry-type") || has(operatorPolicy, "delayed-retry-type"))
        , limitsDeliveries(has(policy, "delivery-limit") || has(operatorPolicy, "delivery-limit"))
    {
        if (has(operatorPolicy, "overflow"))
            settings.overflow = atMost.overflow;
        if (has(operatorPolicy, "delayed-retry-type"))
            settings.delayedRetry = atMost.delayedRetry;
        settings.delayedRetryMinMs = std::max(settings.delayedRetryMinMs, atMost.delayedRetryMinMs);
        settings.delayedRetryMaxMs = lowerOf(settings.delayedRetryMaxMs, atMost.delayedRetryMaxMs);
        takeLimits(settings, atMost);
        takeLowest(settings.deliveryLimit, atMost.deliveryLimit);
    }

    QueueSettings settings;
    const QueueSettings atMost;
    const bool decidesOverflow, decidesRetry, limitsDeliveries;
};

} // namespace

void applyDefaultType(QueueDefinition &definition, const FieldTable &virtualHostMetadata)
{
    const FieldValue *metadata = virtualHostMetadata.find("default_queue_type");
    const QByteArray type = metadata ? metadata->toText().value_or(QByteArray()) : QByteArray();
    const bool isReplicated = type == "quorum" || type == "stream";
    const bool fits =
        type == "classic" || (isReplicated && definition.durable && !definition.exclusive && !definition.autoDelete);
    if (fits && !definition.arguments.contains("x-queue-type"))
        definition.arguments.set("x-queue-type", type);
}

QueueKind kindOf(const QueueDefinition &definition)
{
    const Result<QueueKind> kind = readKind(definition);
    return kind ? *kind : QueueKind::Classic;
}

/// Divides before it multiplies: ten years, often enough, are more than 64 bits hold.
qint64 QueueSettings::retryDelayMs(quint32 failures) const
{
    const qint64 tries = std::max(failures, 1U);
    return delayedRetryMaxMs / tries < delayedRetryMinMs ? delayedRetryMaxMs : delayedRetryMinMs * tries;
}

Result<QueueSettings> settingsOf(const QueueDefinition &definition)
{
    Result<QueueSettings> settings = readArguments(definition);
    if (settings) {
        if (auto possible = checkType(definition, settings->kind); !possible)
            return possible.error();
    }
    if (settings)
        finish(*settings, definition.arguments.contains("x-delivery-limit"));
    return settings;
}

Result<ConsumerSettings> consumerSettingsOf(const FieldTable &arguments, const QueueDefinition &queue)
{
    ConsumerSettings settings;
    if (const FieldValue *value = arguments.find("x-priority")) {
        const auto priority = value->toInteger();
        if (!priority)
            return invalidArgument(queue, "x-priority", notAnInteger(*value));
        settings.priority = qint32(
            std::clamp<qint64>(*priority, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max()));
    }
    if (const FieldValue *value = arguments.find("x-consumer-timeout")) {
        const Complaint complaint = readDuration(*value, 0, settings.timeoutMs);
        if (!complaint.isEmpty())
            return invalidArgument(queue, "x-consumer-timeout", complaint);
    }
    return settings;
}

QueueSettings settingsUnder(const QueueDefinition &definition, const FieldTable *policy,
                            const FieldTable *operatorPolicy)
{
    const Result<QueueSettings> read = readArguments(definition);
    QueueSettings settings = read ? *read : QueueSettings();
    const UnderPolicies policies(policy, operatorPolicy);
    const QueueSettings &under = policies.settings;
    const auto given = [&](const char *name) {
        return definition.arguments.contains(QByteArray(QByteArray("x-") + name));
    };
    const bool policyIsFirst = settings.kind == QueueKind::Quorum;
    if (policies.decidesOverflow && (policyIsFirst || !given("overflow")))
        settings.overflow = under.overflow;
    if (!settings.deadLetterExchange)
        settings.deadLetterExchange = under.deadLetterExchange;
    if (!settings.deadLetterRoutingKey)
        settings.deadLetterRoutingKey = under.deadLetterRoutingKey;
    if (!given("dead-letter-strategy"))
        settings.keepsDeadLetters = under.keepsDeadLetters;
    if (policies.decidesRetry)
        settings.delayedRetry = under.delayedRetry;
    settings.delayedRetryMinMs = lowerOf(settings.delayedRetryMinMs, under.delayedRetryMinMs);
    settings.delayedRetryMaxMs = lowerOf(settings.delayedRetryMaxMs, under.delayedRetryMaxMs);
    takeTimeout(settings, under);
    takeLimits(settings, under);
    takeLowest(settings.deliveryLimit, under.deliveryLimit);
    finish(settings, given("delivery-limit") || policies.limitsDeliveries);
    return settings;
}

bool isKnownArgument(const QByteArray &name)
{
    return name == "x-queue-type" || findDeclared(name);
}

QByteArrayList argumentsWithoutEffect(const QueueDefinition &definition)
{
    QByteArrayList idle;
    for (const FieldEntry &entry : definition.arguments.entries) {
        const Argument *known = findDeclared(entry.name);
        if (entry.name != "x-queue-type" && !(known && known->hasEffect))
            idle.append(entry.name);
    }
    return idle;
}

bool isIdleQueueKey(QByteArrayView policyKey)
{
    const Argument *argument = findArgument(policyKey);
    return argument && !argument->hasEffect;
}

Result<void> checkQueuePolicy(const FieldTable &definition)
{
    QueueSettings read;
    for (const FieldEntry &entry : definition.entries) {
        const Argument *argument = findArgument(entry.name);
        if (!argument || !argument->inPolicy)
            continue;
        if (const Complaint complaint = argument->check(entry.value, read); !complaint.isEmpty()) {
            return Error{BrokerError::InvalidArgument,
                         QStringLiteral("'%1': %2").arg(QString::fromUtf8(entry.name), complaint)};
        }
    }
    return checkRetryDelays(definition, read);
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
