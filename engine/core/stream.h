// SPDX-License-Identifier: GPL-3.0-or-later
// Stream: what a queue is whose log is a partition of a topic, as AMQP sees it: publishing appends, each consumer reads from a
// place of its own, and acknowledging gives credit but removes nothing. The rules are those of RabbitMQ's streams over AMQP
// 0-9-1. Owner: Queue. Thread: engine.
#pragma once

#include "core/partition.h"
#include "core/streamrefusal.h"
#include "core/topicsettings.h"

#include <engine/result.h>

#include <memory>
#include <optional>
#include <vector>

namespace engine::core {

class Broker;
class Queue;
struct Consumer;

class Stream final : private PartitionReader
{
public:
    Stream(Broker &broker, Queue &queue, Partition &partition);
    ~Stream() override;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    Partition &partition() const { return m_partition; }
    /// A compacted topic takes no record without a key, and none one that is larger than its max.message.bytes.
    bool takes(const Message &message) const { return !refusalOf(message); }
    /// Nothing: it takes the message.
    std::optional<StreamRefusal> refusalOf(const Message &message) const;
    quint64 append(const MessagePtr &message) { return m_partition.append(message); }
    /// Starts where its argument x-stream-offset says: "first", "last", "next" (without one), an offset, a timestamp, or an age
    /// ("1h"). PreconditionFailed or NotImplemented with RabbitMQ's texts.
    Result<void> add(Consumer &consumer);
    void remove(const Consumer &consumer);
    /// Delivers to those who have credit.
    void pump();
    quint64 unacked() const;
    /// The offset that this consumer gets next.
    std::optional<quint64> positionOf(const Consumer &consumer) const;

private:
    /// Records that were decoded together, for all consumers who are there.
    struct Window
    {
        quint64 base = 0, end = 0;
        std::vector<StoredMessage> messages; ///< ascending; gaps where there are markers, aborted and compacted records
    };
    struct Cursor
    {
        Consumer *consumer = nullptr;
        std::optional<quint64> next; ///< none: its start is being looked up
        std::shared_ptr<const Window> window;
        size_t index = 0; ///< into the window's messages
    };

    void partitionAdvanced(Partition &partition) override;
    void partitionLeaves(Partition &partition) override;

    bool lacksKey(const Message &message) const;
    Result<std::optional<quint64>> startOf(const Consumer &consumer);
    void startAt(const Consumer &consumer, qint64 timestamp);
    void deliverTo(Cursor &cursor);
    const StoredMessage *messageFor(Cursor &cursor);
    bool findWindow(Cursor &cursor);
    std::shared_ptr<const Window> decode(const std::vector<Partition::Slice> &slices, quint64 from) const;
    void decodeInto(Window &window, QByteArrayView batch) const;
    MessagePtr withOffset(const StoredMessage &stored) const;

    Broker &m_broker;
    Queue &m_queue;
    Partition &m_partition;
    std::vector<std::unique_ptr<Cursor>> m_cursors;
    std::vector<std::shared_ptr<const Window>> m_windows; ///< decoded last, newest first
    std::shared_ptr<Stream *> m_self;                     ///< answers find it through this, or null when it is gone
};

/// An age as RabbitMQ writes it: a number and Y, M, D, h, m or s. Milliseconds.
std::optional<qint64> streamAgeMs(QByteArrayView text);
/// What a stream's arguments mean for its topic, by Kafka's names.
FieldTable topicConfigOf(const FieldTable &arguments);
/// What the definitions of a policy and an operator policy (null: none) mean for a stream.
RetentionPolicy retentionPolicyOf(const FieldTable *policy, const FieldTable *operatorPolicy);

} // namespace engine::core
