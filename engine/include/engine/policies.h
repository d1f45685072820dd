// SPDX-License-Identifier: GPL-3.0-or-later
// Policies: arguments for queues and exchanges by the pattern of their names, with RabbitMQ's words. PolicyMatcher decides for
// the broker and for the window's preview alike. Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>

#include <QRegularExpression>
#include <QString>

#include <optional>

namespace engine {

/// RabbitMQ's "apply-to". Stored by number: new ones go to the end.
enum class ApplyTo : quint8 { All, Queues, ClassicQueues, QuorumQueues, Streams, Exchanges };
constexpr quint8 applyToCount = 6;

/// "all", "queues", "classic_queues", "quorum_queues", "streams", "exchanges".
QString applyToName(ApplyTo applyTo);
std::optional<ApplyTo> applyToFromName(QByteArrayView name);

struct PolicySpec
{
    QString virtualHost = QStringLiteral("/");
    QString name;
    QString pattern; ///< a regular expression, not anchored
    ApplyTo applyTo = ApplyTo::All;
    qint32 priority = 0; ///< of those that match, the one with the highest applies
    FieldTable definition;
    bool isOperator = false; ///< an operator policy: limits that neither arguments nor policies exceed
    bool operator==(const PolicySpec &) const = default;
};

/// The type of a queue as policies tell them apart: by x-queue-type.
enum class PolicyQueueType : quint8 { Classic, Quorum, Stream };
PolicyQueueType policyQueueType(const FieldTable &queueArguments);

/// Whether a policy concerns a queue or an exchange, by its name and kind. Another policy may still go before it.
class PolicyMatcher
{
public:
    /// The pattern in UTF-8, matched byte by byte, as RabbitMQ does.
    PolicyMatcher(const QByteArray &pattern, ApplyTo applyTo, const FieldTable &definition);
    explicit PolicyMatcher(const PolicySpec &spec);

    bool isValid() const { return m_expression.isValid(); }
    /// "missing closing parenthesis at position 3"; empty when valid.
    QString problem() const;
    bool matchesQueue(const QByteArray &name, PolicyQueueType type) const;
    bool matchesExchange(const QByteArray &name) const;

private:
    bool matches(const QByteArray &name) const;

    QRegularExpression m_expression;
    bool m_classic = false, m_quorum = false, m_streams = false, m_exchanges = false; ///< what it is for
};

} // namespace engine
