// SPDX-License-Identifier: GPL-3.0-or-later
// Topic: a log in one or more partitions, with what it is configured to keep. What AMQP calls a stream is a topic with one
// partition. Owner: Topics. Thread: engine.
#pragma once

#include "core/definitions.h"
#include "core/partition.h"
#include "core/topicsettings.h"

#include <memory>
#include <vector>

namespace engine::core {

class Broker;

class Topic
{
public:
    /// The definition has been checked; its partitions have their logs.
    Topic(Broker &broker, TopicDefinition definition, TopicSettings settings);
    ~Topic();

    Broker &broker() const { return m_broker; }
    const TopicDefinition &definition() const { return m_definition; }
    TopicId id() const { return m_definition.id; }
    const QByteArray &name() const { return m_definition.name; }
    /// What the configuration and the policies come to.
    const TopicSettings &settings() const { return m_settings; }
    const std::vector<std::unique_ptr<Partition>> &partitions() const { return m_partitions; }
    /// Null: there is none of that number.
    Partition *partition(qint64 number) const;

    // Called by Topics only.
    void setConfig(FieldTable config, TopicSettings settings);
    /// False: nothing changes.
    bool setPolicy(const RetentionPolicy &policy);
    void addPartition(QueueId log);

private:
    void applyPolicy();
    bool isLimitedByConfig(const char *key, qint64 value) const;

    Broker &m_broker;
    TopicDefinition m_definition;
    TopicSettings m_own; ///< by the configuration alone
    RetentionPolicy m_policy;
    TopicSettings m_settings;
    std::vector<std::unique_ptr<Partition>> m_partitions;
};

} // namespace engine::core
