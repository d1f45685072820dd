// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/topicconfig.h"

#include "core/cleaner.h"
#include "protocol/kafka/limits.h"

namespace engine::protocol::kafka {

using Type = core::TopicConfig::Type;

namespace {

/// ofBroker: what the broker was started with for topics that do not say.
DescribedConfig described(const core::TopicConfig &config, const FieldValue *own,
                          const std::optional<QByteArray> &ofBroker)
{
    DescribedConfig result;
    result.name = config.name;
    result.value = own ? own->toText().value_or(QByteArray()) : ofBroker.value_or(QByteArray(config.defaultValue));
    result.configSource = own ? TopicConfig : ofBroker ? StaticBrokerConfig : DefaultConfig;
    result.isDefault = !own;
    result.configType = qint8(config.type);
    result.documentation = QByteArray(config.meaning);
    if (own)
        result.synonyms.append({result.name, result.value, TopicConfig});
    if (ofBroker)
        result.synonyms.append({QByteArray("log.").append(result.name), *ofBroker, StaticBrokerConfig});
    result.synonyms.append({result.name, QByteArray(config.defaultValue), DefaultConfig});
    return result;
}

DescribedConfig fixed(const char *name, const QByteArray &value, Type type, const char *meaning)
{
    DescribedConfig result;
    result.name = name;
    result.value = value;
    result.readOnly = true;
    result.configSource = StaticBrokerConfig;
    result.configType = qint8(type);
    result.documentation = QByteArray(meaning);
    result.synonyms.append({result.name, result.value, StaticBrokerConfig});
    return result;
}

} // namespace

QList<DescribedConfig> describedTopicConfig(const FieldTable &own, const core::TopicDefaults &defaults)
{
    QList<DescribedConfig> all;
    for (const core::TopicConfig &config : core::topicConfigs()) {
        std::optional<QByteArray> ofBroker;
        if (defaults.retentionMs && qstrcmp(config.name, "retention.ms") == 0)
            ofBroker = QByteArray::number(*defaults.retentionMs);
        all.append(described(config, own.find(config.name), ofBroker));
    }
    return all;
}

QList<DescribedConfig> describedBrokerConfig(const Settings &settings, const core::TopicDefaults &defaults,
                                             const QByteArray &listener)
{
    const core::TopicSettings topic;
    const auto number = [](auto value) { return QByteArray::number(value); };
    return {
        fixed("advertised.listeners", "PLAINTEXT://" + listener, Type::String, "Where clients are told to connect to"),
        fixed("auto.create.topics.enable", settings.autoCreateTopics ? "true" : "false", Type::Boolean,
              "A topic that a client asks for is made when it is not there"),
        fixed("broker.id", number(NodeId), Type::Int, "There is one broker"),
        fixed("default.replication.factor", "1", Type::Int, "There is one broker"),
        fixed("delete.topic.enable", "true", Type::Boolean, "Topics can be deleted"),
        fixed("fetch.max.bytes", number(MaxFetchBytes), Type::Int, "What one fetch answers at most"),
        fixed("log.cleaner.backoff.ms", number(core::Cleaner::everyMs), Type::Long,
              "How often it is looked whether something is to be compacted"),
        fixed("log.cleaner.delete.retention.ms", number(topic.deleteRetentionMs), Type::Long,
              "Of a topic that does not say"),
        fixed("log.cleaner.enable", "true", Type::Boolean, "Topics are compacted"),
        fixed("log.cleaner.min.cleanable.ratio", number(topic.minCleanableDirtyRatio), Type::Double,
              "Of a topic that does not say"),
        fixed("log.cleanup.policy", "delete", Type::List, "What happens to old records of a topic that does not say"),
        fixed("log.dirs", settings.dataDirectory, Type::String, "The data directory"),
        fixed("log.retention.bytes", number(topic.retentionBytes), Type::Long, "Of a topic that does not say"),
        fixed("log.retention.ms", number(defaults.retentionMs.value_or(topic.retentionMs)), Type::Long,
              "Of a topic that does not say"),
        fixed("message.max.bytes", number(topic.maxMessageBytes), Type::Int, "Of a topic that does not say"),
        fixed("min.insync.replicas", "1", Type::Int, "There is one broker"),
        fixed("node.id", number(NodeId), Type::Int, "There is one broker"),
        fixed("num.partitions", number(settings.defaultPartitions), Type::Int, "Of a topic that does not say"),
        fixed("offsets.topic.replication.factor", "1", Type::Short, "There is one broker"),
        fixed("socket.request.max.bytes", number(MaxRequestSize), Type::Int, "The largest request"),
    };
}

} // namespace engine::protocol::kafka
