// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topic.h"

namespace engine::core {

Topic::Topic(Broker &broker, TopicDefinition definition, TopicSettings settings)
    : m_broker(broker)
    , m_definition(std::move(definition))
    , m_own(settings)
    , m_settings(settings)
{
    for (const QueueId log : m_definition.partitions)
        m_partitions.push_back(std::make_unique<Partition>(*this, quint32(m_partitions.size()), log));
}

Topic::~Topic() = default;

Partition *Topic::partition(qint64 number) const
{
    return number >= 0 && number < qint64(m_partitions.size()) ? m_partitions[size_t(number)].get() : nullptr;
}

void Topic::setConfig(FieldTable config, TopicSettings settings)
{
    m_definition.config = std::move(config);
    m_own = settings;
    applyPolicy();
}

bool Topic::setPolicy(const RetentionPolicy &policy)
{
    if (policy == m_policy)
        return false;
    m_policy = policy;
    applyPolicy();
    return true;
}

/// A stream that AMQP declared without a limit has one in its configuration all the same: none.
bool Topic::isLimitedByConfig(const char *key, qint64 value) const
{
    return m_definition.config.contains(key) && (value >= 0 || m_definition.arguments.isEmpty());
}

/// As with queues: arguments win over the policy, and of limits to what an operator policy allows the lowest counts.
void Topic::applyPolicy()
{
    m_settings = m_own;
    if (m_policy.maxAgeMs && !isLimitedByConfig("retention.ms", m_own.retentionMs))
        m_settings.retentionMs = *m_policy.maxAgeMs;
    if (m_policy.maxLengthBytes && !isLimitedByConfig("retention.bytes", m_own.retentionBytes))
        m_settings.retentionBytes = *m_policy.maxLengthBytes;
    if (!m_policy.bytesAtMost)
        return;
    const bool isLess = m_settings.retentionBytes >= 0 && m_settings.retentionBytes <= *m_policy.bytesAtMost;
    if (!isLess)
        m_settings.retentionBytes = *m_policy.bytesAtMost;
}

void Topic::addPartition(QueueId log)
{
    m_definition.partitions.push_back(log);
    m_partitions.push_back(std::make_unique<Partition>(*this, quint32(m_partitions.size()), log));
}

} // namespace engine::core
