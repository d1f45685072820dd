// SPDX-License-Identifier: GPL-3.0-or-later
// Topics as they are asked for (specs) and seen (snapshots). Names, of configurations too, are Kafka's.
// Rates are per second, smoothed over about the last two seconds; counts are exact at the moment of the snapshot; sizes are bytes.
// Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/ids.h>

#include <QList>
#include <QString>

namespace engine {

struct TopicSpec
{
    QString virtualHost = QStringLiteral("/");
    QString name;
    quint32 partitions = 1;
    FieldTable config; ///< by Kafka's names ("retention.ms"), values as text; what is missing has the broker's default
    bool operator==(const TopicSpec &) const = default;
};

struct PartitionSnapshot
{
    QueueId log; ///< BrokerSession::browse() shows its records as messages
    quint32 number = 0;
    quint64 firstOffset = 0; ///< the oldest that is kept
    quint64 nextOffset = 0;  ///< that the next record gets which readers will see
    quint64 records = 0;
    quint64 bytes = 0;
    double inRate = 0, outRate = 0;           ///< records; out: as often as they were read, by any protocol
    double inBytesRate = 0, outBytesRate = 0; ///< of their batches
    qint64 newestMs = 0; ///< the time of the newest record, milliseconds since 1970; 0: there is none
    bool operator==(const PartitionSnapshot &) const = default;
};

/// What a topic's configuration comes to, defaults included.
struct TopicRetention
{
    bool deletes = true;   ///< cleanup.policy has "delete": by age, size and count
    bool compacts = false; ///< cleanup.policy has "compact": the latest record of each key stays
    qint64 ms = -1;        ///< -1: for ever
    qint64 bytes = -1;     ///< of each partition; -1: no limit
    qint64 messages = -1;  ///< of each partition; -1: no limit
    bool operator==(const TopicRetention &) const = default;
};

struct TopicSnapshot
{
    TopicId id;
    TopicSpec spec;
    TopicRetention retention;
    qint32 maxMessageBytes = 0;
    QList<PartitionSnapshot> partitions; ///< by number
    quint64 records = 0;                 ///< of all partitions, as is what follows
    quint64 bytes = 0;
    double inRate = 0, outRate = 0;
    double inBytesRate = 0, outBytesRate = 0;
    quint32 groups = 0; ///< that have committed an offset in it
    bool operator==(const TopicSnapshot &) const = default;
};

} // namespace engine
