// SPDX-License-Identifier: GPL-3.0-or-later
// TopicSettings: what a topic's configuration means once it has been checked. The names, values and defaults are Kafka's; what
// has no effect in one broker on one machine is accepted and kept, and topicConfigs() says so.
// Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QByteArray>

#include <limits>
#include <optional>
#include <span>

namespace engine::core {

struct TopicSettings
{
    qint64 retentionMs = 7 * 24 * 3600 * 1000ll;   ///< -1: for ever
    qint64 retentionBytes = -1;                    ///< of each partition; -1: no limit
    qint64 retentionMessages = -1;                 ///< of each partition; -1: no limit. Ours: Kafka has none
    bool deletes = true;                           ///< cleanup.policy has "delete"
    bool compacts = false;                         ///< cleanup.policy has "compact"
    qint64 deleteRetentionMs = 24 * 3600 * 1000ll; ///< how long tombstones stay in a compacted topic
    qint64 minCompactionLagMs = 0;
    qint64 maxCompactionLagMs = std::numeric_limits<qint64>::max(); ///< how long a record may wait for compaction
    double minCleanableDirtyRatio = 0.5;
    qint32 maxMessageBytes = 1048588; ///< of a batch
    bool logAppendTime = false;       ///< records get the broker's time
    bool operator==(const TopicSettings &) const = default;
};

/// What counts where a topic's configuration does not say, if it is not Kafka's default.
struct TopicDefaults
{
    std::optional<qint64> retentionMs;
};

/// What policies say of how much a stream keeps; nothing: they say nothing.
struct RetentionPolicy
{
    std::optional<qint64> maxAgeMs;
    std::optional<qint64> maxLengthBytes;
    std::optional<qint64> bytesAtMost; ///< of an operator policy: a limit that nothing exceeds
    bool operator==(const RetentionPolicy &) const = default;
};

/// One key that a topic's configuration may have.
struct TopicConfig
{
    enum class Type : quint8 {
        Boolean = 1,
        String = 2,
        Int = 3,
        Short = 4,
        Long = 5,
        Double = 6,
        List = 7
    }; // as Kafka codes it
    const char *name;
    const char *defaultValue;
    Type type;
    bool hasEffect; ///< false: checked, and kept for clients that set it
    const char *meaning;
    qint64 lowest = 0; ///< of a number
    qint64 highest = std::numeric_limits<qint64>::max();
};
std::span<const TopicConfig> topicConfigs();
/// Null: no such key.
const TopicConfig *topicConfig(QByteArrayView name);

/// InvalidArgument, naming the key, for a key nobody knows or a value it cannot have. Values are texts, as Kafka has them.
Result<TopicSettings> topicSettingsOf(const FieldTable &config, const TopicDefaults &defaults = {});

} // namespace engine::core
