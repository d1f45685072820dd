// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topicsettings.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace engine::core {

using namespace Qt::StringLiterals;

namespace {

using Type = TopicConfig::Type;

constexpr std::array<TopicConfig, 37> configs = {{
    {"cleanup.policy", "delete", Type::List, true, "What happens to old records: delete, compact, or both"},
    {"compression.gzip.level", "-1", Type::Int, false, "Batches stay as their producer compressed them", -1, 9},
    {"compression.lz4.level", "9", Type::Int, false, "Batches stay as their producer compressed them", 1, 17},
    {"compression.type", "producer", Type::String, false, "Batches stay as their producer compressed them"},
    {"compression.zstd.level", "3", Type::Int, false, "Batches stay as their producer compressed them", -131072, 22},
    {"delete.retention.ms", "86400000", Type::Long, true, "How long tombstones stay in a compacted topic"},
    {"file.delete.delay.ms", "60000", Type::Long, false, "There are no files to delete"},
    {"flush.messages", "9223372036854775807", Type::Long, false, "Every acknowledged record is on disk", 1},
    {"flush.ms", "9223372036854775807", Type::Long, false, "Every acknowledged record is on disk"},
    {"follower.replication.throttled.replicas", "", Type::List, false, "There is one replica"},
    {"index.interval.bytes", "4096", Type::Int, false, "There is no index of this kind"},
    {"leader.replication.throttled.replicas", "", Type::List, false, "There is one replica"},
    {"local.retention.bytes", "-2", Type::Long, false, "There is no remote storage", -2},
    {"local.retention.ms", "-2", Type::Long, false, "There is no remote storage", -2},
    {"max.compaction.lag.ms", "9223372036854775807", Type::Long, true,
     "How long a record waits for compaction at most, whatever the dirty ratio", 1},
    {"max.message.bytes", "1048588", Type::Int, true, "The largest batch that the topic takes"},
    {"message.downconversion.enable", "true", Type::Boolean, false, "Old formats are always converted"},
    {"message.format.version", "3.0-IV1", Type::String, false, "Batches are stored in version 2"},
    {"message.timestamp.after.max.ms", "9223372036854775807", Type::Long, false, "Any time is taken"},
    {"message.timestamp.before.max.ms", "9223372036854775807", Type::Long, false, "Any time is taken"},
    {"message.timestamp.difference.max.ms", "9223372036854775807", Type::Long, false, "Any time is taken"},
    {"message.timestamp.type", "CreateTime", Type::String, true, "Whose time a record has: CreateTime, LogAppendTime"},
    {"min.cleanable.dirty.ratio", "0.5", Type::Double, true, "The part of a log that is new since it was compacted", 0,
     1},
    {"min.compaction.lag.ms", "0", Type::Long, true, "How long a record stays whatever comes after it"},
    {"min.insync.replicas", "1", Type::Int, false, "There is one replica", 1},
    {"preallocate", "false", Type::Boolean, false, "There are no files to allocate"},
    {"remote.log.copy.disable", "false", Type::Boolean, false, "There is no remote storage"},
    {"remote.log.delete.on.disable", "false", Type::Boolean, false, "There is no remote storage"},
    {"remote.storage.enable", "false", Type::Boolean, false, "There is no remote storage"},
    {"retention.bytes", "-1", Type::Long, true, "The size from which on a partition loses its oldest records", -1},
    {"retention.messages", "-1", Type::Long, true, "The number of records from which on a partition loses its oldest",
     -1},
    {"retention.ms", "604800000", Type::Long, true, "The age at which records go", -1},
    {"segment.bytes", "1073741824", Type::Int, false,
     "Retention and compaction go by chunks of a few hundred kilobytes, the newest as well", 14},
    {"segment.index.bytes", "10485760", Type::Int, false, "There is no index of this kind", 4},
    {"segment.jitter.ms", "0", Type::Long, false, "Retention and compaction go by chunks"},
    {"segment.ms", "604800000", Type::Long, false, "Retention and compaction go by chunks", 1},
    {"unclean.leader.election.enable", "false", Type::Boolean, false, "There is one replica"},
}};

struct Choice
{
    const char *name;
    const char *values;
};
constexpr std::array<Choice, 3> choices = {{
    {"cleanup.policy", "compact, delete"},
    {"compression.type", "uncompressed, zstd, lz4, snappy, gzip, producer"},
    {"message.timestamp.type", "CreateTime, LogAppendTime"},
}};

Error invalid(QByteArrayView key, const QByteArray &value, const QString &rule)
{
    return {BrokerError::InvalidArgument,
            u"Invalid value %1 for configuration %2: %3"_s.arg(QString::fromUtf8(value), QString::fromUtf8(key), rule)};
}

/// Blanks around a value do not count, as in Kafka.
QByteArray configText(const FieldTable &config, const char *key)
{
    const FieldValue *value = config.find(key);
    return value ? value->toText().value_or(QByteArray()).trimmed() : QByteArray(topicConfig(key)->defaultValue);
}

qint64 numberOf(const FieldTable &config, const char *key)
{
    return configText(config, key).toLongLong();
}

QByteArrayList elementsOf(const QByteArray &list)
{
    QByteArrayList elements;
    for (const QByteArray &element : list.split(','))
        elements.append(element.trimmed());
    return elements;
}

// ---- what a value breaks; empty: nothing

template <typename Number>
QString rangeProblem(const TopicConfig &config, Number number, bool isNumber)
{
    if (!isNumber)
        return u"Not a number"_s;
    if (number >= Number(config.lowest) && number <= Number(config.highest))
        return {};
    return config.highest == TopicConfig().highest
               ? u"Value must be at least %1"_s.arg(config.lowest)
               : u"Value must be between %1 and %2"_s.arg(config.lowest).arg(config.highest);
}

QString choiceProblem(const TopicConfig &config, const QByteArrayList &chosen)
{
    const auto choice = std::find_if(choices.begin(), choices.end(),
                                     [&](const Choice &c) { return qstrcmp(c.name, config.name) == 0; });
    if (choice == choices.end())
        return {};
    const QByteArrayList values = elementsOf(choice->values);
    const bool isAllowed =
        std::all_of(chosen.begin(), chosen.end(), [&](const QByteArray &one) { return values.contains(one); });
    return isAllowed ? QString() : u"Valid values are %1"_s.arg(QLatin1StringView(choice->values));
}

QString typeProblem(const TopicConfig &config, const QByteArray &value)
{
    bool isNumber = false;
    switch (config.type) {
    case Type::Boolean:
        return value.toLower() == "true" || value.toLower() == "false" ? QString()
                                                                       : u"Expected value to be either true or false"_s;
    case Type::Int:
    case Type::Short: {
        const qint64 number = value.toInt(&isNumber);
        return rangeProblem(config, number, isNumber);
    }
    case Type::Long: {
        const qint64 number = value.toLongLong(&isNumber);
        return rangeProblem(config, number, isNumber);
    }
    case Type::Double: {
        const double number = value.toDouble(&isNumber);
        return rangeProblem(config, number, isNumber);
    }
    case Type::String:
        return choiceProblem(config, {value});
    case Type::List:
        return choiceProblem(config, elementsOf(value));
    }
    return {};
}

bool isMatch(const char *pattern, const QByteArray &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1StringView(pattern)))
        .match(QString::fromUtf8(text))
        .hasMatch();
}

/// What types and ranges do not say.
QString specialProblem(QByteArrayView key, const QByteArray &value)
{
    if (key == "compression.gzip.level" && value.toInt() == 0)
        return u"Value must be between 1 and 9, or -1"_s;
    if (key.endsWith(".throttled.replicas") && !isMatch("\\*|(\\d+:\\d+(\\s*,\\s*\\d+:\\d+)*)?", value))
        return u"Expected * or a list of [partition]:[broker]"_s;
    if (key == "message.format.version" && !isMatch("\\d+(\\.\\d+)+(-IV\\d+)?", value))
        return u"Expected a version like 3.0-IV1"_s;
    return {};
}

Result<void> checkConfig(const FieldTable &config)
{
    for (const FieldEntry &entry : config.entries) {
        const TopicConfig *key = topicConfig(entry.name);
        if (!key) {
            return Error{BrokerError::InvalidArgument,
                         u"Unknown topic config name: %1"_s.arg(QString::fromUtf8(entry.name))};
        }
        const QByteArray value = configText(config, key->name);
        QString problem = typeProblem(*key, value);
        if (problem.isEmpty())
            problem = specialProblem(key->name, value);
        if (!problem.isEmpty())
            return invalid(entry.name, value, problem);
    }
    return {};
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
    if (const Result<void> valid = checkConfig(config); !valid)
        return valid.error();
    TopicSettings settings;
    settings.retentionMs = numberOf(config, "retention.ms");
    if (defaults.retentionMs && !config.contains("retention.ms"))
        settings.retentionMs = *defaults.retentionMs;
    settings.retentionBytes = numberOf(config, "retention.bytes");
    settings.retentionMessages = numberOf(config, "retention.messages");
    settings.deleteRetentionMs = numberOf(config, "delete.retention.ms");
    settings.minCompactionLagMs = numberOf(config, "min.compaction.lag.ms");
    settings.maxMessageBytes = qint32(numberOf(config, "max.message.bytes"));
    settings.maxCompactionLagMs = numberOf(config, "max.compaction.lag.ms");
    if (settings.minCompactionLagMs > settings.maxCompactionLagMs) {
        return invalid("min.compaction.lag.ms", QByteArray::number(settings.minCompactionLagMs),
                       u"It must not be more than max.compaction.lag.ms"_s);
    }
    const QByteArrayList cleanup = elementsOf(configText(config, "cleanup.policy"));
    settings.deletes = cleanup.contains("delete");
    settings.compacts = cleanup.contains("compact");
    settings.logAppendTime = configText(config, "message.timestamp.type") == "LogAppendTime";
    settings.minCleanableDirtyRatio = configText(config, "min.cleanable.dirty.ratio").toDouble();
    return settings;
}

} // namespace engine::core
