// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topicsettings.h"

#include <algorithm>
#include <array>
#include <limits>

namespace engine::core {

using namespace Qt::StringLiterals;

namespace {

using Type = TopicConfig::Type;

constexpr std::array<TopicConfig, 27> configs = {{
    {"cleanup.policy", "delete", Type::List, true, "What happens to old records: delete, compact, or both"},
    {"compression.type", "producer", Type::String, false, "Batches stay as their producer compressed them"},
    {"delete.retention.ms", "86400000", Type::Long, true, "How long tombstones stay in a compacted topic"},
    {"file.delete.delay.ms", "60000", Type::Long, false, "There are no files to delete"},
    {"flush.messages", "9223372036854775807", Type::Long, false, "Every acknowledged record is on disk"},
    {"flush.ms", "9223372036854775807", Type::Long, false, "Every acknowledged record is on disk"},
    {"follower.replication.throttled.replicas", "", Type::List, false, "There is one replica"},
    {"index.interval.bytes", "4096", Type::Int, false, "There is no index of this kind"},
    {"leader.replication.throttled.replicas", "", Type::List, false, "There is one replica"},
    {"local.retention.bytes", "-2", Type::Long, false, "There is no remote storage"},
    {"local.retention.ms", "-2", Type::Long, false, "There is no remote storage"},
    {"max.compaction.lag.ms", "9223372036854775807", Type::Long, true,
     "How long a record waits for compaction at most, whatever the dirty ratio"},
    {"max.message.bytes", "1048588", Type::Int, true, "The largest batch that the topic takes"},
    {"message.downconversion.enable", "true", Type::Boolean, false, "Old formats are always converted"},
    {"message.format.version", "3.0-IV1", Type::String, false, "Batches are stored in version 2"},
    {"message.timestamp.difference.max.ms", "9223372036854775807", Type::Long, false, "Any time is taken"},
    {"message.timestamp.type", "CreateTime", Type::String, true, "Whose time a record has: CreateTime, LogAppendTime"},
    {"min.cleanable.dirty.ratio", "0.5", Type::Double, true, "The part of a log that is new since it was compacted"},
    {"min.compaction.lag.ms", "0", Type::Long, true, "How long a record stays whatever comes after it"},
    {"min.insync.replicas", "1", Type::Int, false, "There is one replica"},
    {"preallocate", "false", Type::Boolean, false, "There are no files to allocate"},
    {"remote.storage.enable", "false", Type::Boolean, false, "There is no remote storage"},
    {"retention.bytes", "-1", Type::Long, true, "The size from which on a partition loses its oldest records"},
    {"retention.messages", "-1", Type::Long, true, "The number of records from which on a partition loses its oldest"},
    {"retention.ms", "604800000", Type::Long, true, "The age at which records go"},
    {"segment.bytes", "1073741824", Type::Int, false,
     "Retention and compaction go by chunks of a few hundred kilobytes, the newest as well"},
    {"segment.ms", "604800000", Type::Long, false, "Retention and compaction go by chunks"},
}};

constexpr std::array<const char *, 5> unnamedOthers = {
    "segment.index.bytes", "segment.jitter.ms", "unclean.leader.election.enable", "message.timestamp.after.max.ms",
    "message.timestamp.before.max.ms"};

Error invalid(QByteArrayView key, const QByteArray &value, QLatin1StringView rule)
{
    return {BrokerError::InvalidArgument,
            u"Invalid value %1 for configuration %2: %3"_s.arg(QString::fromUtf8(value), QString::fromUtf8(key), rule)};
}

QByteArray textOf(const FieldTable &config, const char *key)
{
    const FieldValue *value = config.find(key);
    return value ? value->toText().value_or(QByteArray()) : QByteArray(topicConfig(key)->defaultValue);
}

/// Reads numbers one after the other and keeps the first failure.
class ConfigReader
{
public:
    explicit ConfigReader(const FieldTable &config)
        : m_config(config)
    {}
    template <typename T>
    T number(const char *key, qint64 lowest)
    {
        const QByteArray text = textOf(m_config, key);
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < lowest || value > qint64(std::numeric_limits<T>::max()))
            fail(invalid(key, text, isNumber ? "Value must be at least the lowest allowed"_L1 : "Not a number"_L1));
        return T(value);
    }
    void fail(Error error)
    {
        if (m_result)
            m_result = std::move(error);
    }
    const Result<void> &result() const { return m_result; }

private:
    const FieldTable &m_config;
    Result<void> m_result;
};

void readCleanup(const FieldTable &config, TopicSettings &settings, ConfigReader &reader)
{
    const QByteArray text = textOf(config, "cleanup.policy");
    settings.deletes = settings.compacts = false;
    for (const QByteArray &part : text.split(',')) {
        const QByteArray policy = part.trimmed();
        if (policy == "delete")
            settings.deletes = true;
        else if (policy == "compact")
            settings.compacts = true;
        else
            reader.fail(invalid("cleanup.policy", text, "Valid values are compact, delete"_L1));
    }
}

void readTimestampType(const FieldTable &config, TopicSettings &settings, ConfigReader &reader)
{
    const QByteArray text = textOf(config, "message.timestamp.type");
    settings.logAppendTime = text == "LogAppendTime";
    if (!settings.logAppendTime && text != "CreateTime")
        reader.fail(invalid("message.timestamp.type", text, "Valid values are CreateTime, LogAppendTime"_L1));
}

void readDirtyRatio(const FieldTable &config, TopicSettings &settings, ConfigReader &reader)
{
    const QByteArray text = textOf(config, "min.cleanable.dirty.ratio");
    bool isNumber = false;
    settings.minCleanableDirtyRatio = text.toDouble(&isNumber);
    if (!isNumber || settings.minCleanableDirtyRatio < 0 || settings.minCleanableDirtyRatio > 1)
        reader.fail(invalid("min.cleanable.dirty.ratio", text, "Value must be between 0 and 1"_L1));
}

bool isKnown(QByteArrayView key)
{
    return topicConfig(key) ||
           std::any_of(unnamedOthers.begin(), unnamedOthers.end(), [key](const char *other) { return key == other; });
}

} // namespace

std::span<const TopicConfig> topicConfigs()
{
    return configs;
}

const TopicConfig *topicConfig(QByteArrayView name)
{
    const auto found =
        std::find_if(configs.begin(), configs.end(), [name](const TopicConfig &config) { return name == config.name; });
    return found == configs.end() ? nullptr : &*found;
}

Result<TopicSettings> topicSettingsOf(const FieldTable &config, const TopicDefaults &defaults)
{
    for (const FieldEntry &entry : config.entries) {
        if (!isKnown(entry.name))
            return Error{BrokerError::InvalidArgument,
                         u"Unknown topic config name: %1"_s.arg(QString::fromUtf8(entry.name))};
    }
    TopicSettings settings;
    ConfigReader reader(config);
    settings.retentionMs = reader.number<qint64>("retention.ms", -1);
    if (defaults.retentionMs && !config.contains("retention.ms"))
        settings.retentionMs = *defaults.retentionMs;
    settings.retentionBytes = reader.number<qint64>("retention.bytes", -1);
    settings.retentionMessages = reader.number<qint64>("retention.messages", -1);
    settings.deleteRetentionMs = reader.number<qint64>("delete.retention.ms", 0);
    settings.minCompactionLagMs = reader.number<qint64>("min.compaction.lag.ms", 0);
    settings.maxMessageBytes = reader.number<qint32>("max.message.bytes", 0);
    settings.maxCompactionLagMs = reader.number<qint64>("max.compaction.lag.ms", 1);
    if (settings.minCompactionLagMs > settings.maxCompactionLagMs)
        reader.fail(invalid("min.compaction.lag.ms", QByteArray::number(settings.minCompactionLagMs),
                            "It must not be more than max.compaction.lag.ms"_L1));
    readCleanup(config, settings, reader);
    readTimestampType(config, settings, reader);
    readDirtyRatio(config, settings, reader);
    if (!reader.result())
        return reader.result().error();
    return settings;
}

} // namespace engine::core
