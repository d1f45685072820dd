// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/policies.h>

#include <algorithm>
#include <array>

namespace engine {

namespace {

constexpr std::array<const char *, applyToCount> applyToNames = {"all",           "queues",  "classic_queues",
                                                                 "quorum_queues", "streams", "exchanges"};

// As in RabbitMQ a policy with a key that a type of queue does not have is not for queues of that type at all.
constexpr std::array notForClassic = {"delivery-limit",
                                      "dead-letter-strategy",
                                      "delayed-retry-type",
                                      "delayed-retry-min",
                                      "delayed-retry-max",
                                      "target-group-size",
                                      "initial-cluster-size",
                                      "max-age",
                                      "stream-max-segment-size-bytes",
                                      "queue-leader-locator"};
constexpr std::array notForQuorum = {"max-priority",
                                     "queue-mode",
                                     "ha-mode",
                                     "ha-params",
                                     "ha-sync-mode",
                                     "ha-promote-on-shutdown",
                                     "ha-promote-on-failure",
                                     "queue-master-locator",
                                     "max-age",
                                     "stream-max-segment-size-bytes",
                                     "initial-cluster-size"};
constexpr std::array notForStreams = {"expires",
                                      "message-ttl",
                                      "dead-letter-exchange",
                                      "dead-letter-routing-key",
                                      "dead-letter-strategy",
                                      "delayed-retry-type",
                                      "delayed-retry-min",
                                      "delayed-retry-max",
                                      "delivery-limit",
                                      "max-length",
                                      "max-in-memory-length",
                                      "max-in-memory-bytes",
                                      "max-priority",
                                      "overflow",
                                      "queue-mode",
                                      "ha-mode",
                                      "ha-params",
                                      "ha-sync-mode",
                                      "ha-promote-on-shutdown",
                                      "ha-promote-on-failure",
                                      "queue-master-locator"};

template <typename Keys>
bool hasAny(const FieldTable &definition, const Keys &keys)
{
    return std::any_of(keys.begin(), keys.end(), [&](const char *key) { return definition.contains(key); });
}

} // namespace

QString applyToName(ApplyTo applyTo)
{
    return QString::fromLatin1(applyToNames[size_t(applyTo)]);
}

std::optional<ApplyTo> applyToFromName(QByteArrayView name)
{
    for (size_t i = 0; i < applyToNames.size(); ++i) {
        if (name == QByteArrayView(applyToNames[i]))
            return ApplyTo(i);
    }
    return std::nullopt;
}

PolicyQueueType policyQueueType(const FieldTable &queueArguments)
{
    const FieldValue *type = queueArguments.find("x-queue-type");
    const QByteArray name = type ? type->toText().value_or(QByteArray()) : QByteArray();
    return name == "quorum"   ? PolicyQueueType::Quorum
           : name == "stream" ? PolicyQueueType::Stream
                              : PolicyQueueType::Classic;
}

PolicyMatcher::PolicyMatcher(const QByteArray &pattern, ApplyTo applyTo, const FieldTable &definition)
    : m_expression(QString::fromLatin1(pattern))
{
    const bool anyQueue = applyTo == ApplyTo::All || applyTo == ApplyTo::Queues;
    m_classic = (anyQueue || applyTo == ApplyTo::ClassicQueues) && !hasAny(definition, notForClassic);
    m_quorum = (anyQueue || applyTo == ApplyTo::QuorumQueues) && !hasAny(definition, notForQuorum);
    m_streams = (anyQueue || applyTo == ApplyTo::Streams) && !hasAny(definition, notForStreams);
    m_exchanges = applyTo == ApplyTo::All || applyTo == ApplyTo::Exchanges;
}

PolicyMatcher::PolicyMatcher(const PolicySpec &spec)
    : PolicyMatcher(spec.pattern.toUtf8(), spec.applyTo, spec.definition)
{}

QString PolicyMatcher::problem() const
{
    if (isValid())
        return {};
    return QStringLiteral("%1 at position %2").arg(m_expression.errorString()).arg(m_expression.patternErrorOffset());
}

bool PolicyMatcher::matchesQueue(const QByteArray &name, PolicyQueueType type) const
{
    const bool isFor = type == PolicyQueueType::Quorum   ? m_quorum
                       : type == PolicyQueueType::Stream ? m_streams
                                                         : m_classic;
    return isFor && matches(name);
}

bool PolicyMatcher::matchesExchange(const QByteArray &name) const
{
    return m_exchanges && matches(name);
}

bool PolicyMatcher::matches(const QByteArray &name) const
{
    return m_expression.match(QString::fromLatin1(name)).hasMatch();
}

} // namespace engine
