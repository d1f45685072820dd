// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration of topics and of the broker as Kafka's admin clients read it: names, values, where each comes from, types,
// explanations. Thread: any (plain functions).
#pragma once

#include "core/topicsettings.h"
#include "protocol/kafka/environment.h"
#include "wire/kafka/api/describeconfigs.h"

namespace engine::protocol::kafka {

/// Where a value comes from, as Kafka codes it.
enum ConfigSource : qint8 { TopicConfig = 1, StaticBrokerConfig = 4, DefaultConfig = 5 };
/// What a configuration belongs to, as Kafka codes it.
enum ResourceType : qint8 { TopicResource = 2, BrokerResource = 4 };

using DescribedConfig = wire::kafka::DescribeConfigsResponse::DescribeConfigsResourceResult;

/// All that a topic has, its own values and the defaults.
QList<DescribedConfig> describedTopicConfig(const FieldTable &own, const core::TopicDefaults &defaults);
/// What the broker was started with; read only.
QList<DescribedConfig> describedBrokerConfig(const Settings &settings, const core::TopicDefaults &defaults,
                                             const QByteArray &listener);

} // namespace engine::protocol::kafka
