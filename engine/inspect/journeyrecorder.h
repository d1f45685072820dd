// SPDX-License-Identifier: GPL-3.0-or-later
// JourneyRecorder: the last steps of all messages, in a ring. Recording a step is one cache line and no text: ids, and names
// that are shared already, remembered once for each queue, client and consumer. There is no index by message: that would cost at
// every step what a look through the ring costs once, a millisecond when somebody asks for a journey.
// Owner: Journeys; the broker outlives it. Thread: engine.
#pragma once

#include "core/lifecycle.h"
#include "inspect/clientfacts.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

class JourneyRecorder final : public core::LifecycleObserver
{
public:
    static constexpr size_t defaultCapacity = 65536;

    JourneyRecorder(core::Broker &broker, ClientFactsOf clients, size_t capacity = defaultCapacity);
    ~JourneyRecorder() override;
    JourneyRecorder(const JourneyRecorder &) = delete;

    void observe(const core::LifecycleEvent &event) override;
    void observeRecords(const core::RecordsEvent &event) override;

    struct Step
    {
        qint64 atMs = 0;
        quint64 message = 0; ///< 0: a record, or its body was not in memory
        quint64 queue = 0;   ///< 0: none is concerned
        quint64 offset = 0;  ///< Replayed: where it was read
        quint64 connection = 0;
        quint64 consumer = 0;
        quint64 detail =
            0; ///< where it sets out: which texts, counted from 1; Delivered: 1 where nothing is to be acknowledged
        quint32 count = 0; ///< Routed: queues; records: how many from `offset` on
        quint16 channel = 0;
        LifecycleStep step = LifecycleStep::Published;
        StepCause cause = StepCause::None;

        bool isRecords() const { return message == 0 && count > 0 && step != LifecycleStep::Routed; }
        MessageRef place() const { return {QueueId{queue}, offset}; }
    };
    static_assert(sizeof(Step) == 64);
    /// What it was published with.
    struct Texts
    {
        QByteArray virtualHost, exchange, routingKey;
        quint64 topologyVersion = 0;
    };
    struct QueueNames
    {
        QByteArray virtualHost, name, topic; ///< a partition of a topic has no name of its own
        quint32 partition = 0;
    };

    /// The steps of one message, or of the records at a place, oldest first; and what was replayed from where it lay.
    /// Either may be not valid.
    std::vector<const Step *> stepsOf(MessageId message, MessageRef ref) const;
    /// The message that was seen at a place; not valid: none was.
    MessageId messageAt(MessageRef ref) const;
    /// Where it was seen, each place once.
    QSet<MessageRef> placesOf(MessageId message) const;
    /// Null: this step has none.
    const Texts *textsOf(const Step &step) const;
    QueueNames namesOf(QueueId queue) const;
    ClientFacts clientOf(ConnectionId connection) const;
    QByteArray consumerTagOf(quint64 consumer) const { return m_consumers.value(consumer); }

    qint64 sinceMs() const { return m_sinceMs; }
    /// When the oldest step was that is kept, if others had to go; 0: none had.
    qint64 keptSinceMs() const;
    quint64 count() const { return m_steps.size(); }
    quint64 capacity() const { return m_capacity; }

private:
    static bool setsOut(const Step &step);
    Step &next();
    quint64 keepTexts(const core::LifecycleEvent &event);
    void rememberQueue(const core::Queue &queue);
    void rememberPartition(const core::Partition &partition);
    void rememberClient(ConnectionId connection);
    void rememberConsumer(const core::Consumer &consumer);
    template <typename Visit>
    void visit(Visit &&visit) const;

    core::Broker &m_broker;
    const ClientFactsOf m_clientFacts;
    const size_t m_capacity;
    const qint64 m_sinceMs;
    std::vector<Step> m_steps; ///< grows up to the capacity, then a ring …
    size_t m_oldest = 0;       ///< … that begins here
    quint64 m_recorded = 0;    ///< ever
    std::vector<Texts>
        m_texts; ///< likewise, by number modulo the capacity: a step has one at most, so none is gone before its step
    quint64 m_textCount = 0;
    // Names of what may have gone when somebody reads; cleared when they are too many, and remembered anew as they are seen.
    QHash<quint64, QueueNames> m_queues;
    QHash<quint64, ClientFacts> m_clients;
    QHash<quint64, QByteArray> m_consumers;
    quint64 m_lastQueue = 0, m_lastClient = 0, m_lastConsumer = 0; ///< remembered already
};

} // namespace engine::inspect
