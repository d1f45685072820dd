// SPDX-License-Identifier: GPL-3.0-or-later
// What is published by hand beyond a single message: records for topics, as Kafka's producers send them, and many messages at
// once with one answer, for whoever repeats.
// Thread: any (values).
#pragma once

#include <engine/specs.h>

#include <QList>

#include <optional>

namespace engine {

/// A header of a record: names may come more than once, and no value is Kafka's null.
struct RecordHeader
{
    QString name;
    std::optional<QByteArray> value;
    bool operator==(const RecordHeader &) const = default;
};

struct RecordRequest
{
    QString virtualHost = QStringLiteral("/");
    QString topic;
    std::optional<quint32> partition; ///< none: by the key, as Kafka's clients choose; without one, one after the other
    bool isPartitionBinding = true;   ///< false: where the topic has none of that number, as if none was given
    std::optional<QByteArray> key;    ///< none: Kafka's null
    std::optional<QByteArray> value;  ///< none: Kafka's null; with a key that is a tombstone
    QList<RecordHeader> headers;
    std::optional<qint64> timestampMs; ///< milliseconds since 1970; none: now
};

struct RecordReceipt
{
    quint32 partition = 0;
    quint64 offset = 0;
    bool operator==(const RecordReceipt &) const = default;
};

/// Messages first, then records, each kind in order.
struct PublishBatch
{
    static constexpr qsizetype mostMessages = 1000; ///< of both kinds together
    QList<PublishRequest> messages;
    QList<RecordRequest> records;
};

/// What became of a batch; each of its messages is counted once.
struct BatchReceipt
{
    quint64 sent = 0;       ///< as safe as a confirm says
    quint64 unroutable = 0; ///< published, and no queue took it
    quint64 failed = 0;
    QString problem;                   ///< of the first one that failed
    std::optional<RecordReceipt> last; ///< of the last record that was sent
};

} // namespace engine
