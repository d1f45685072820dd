// SPDX-License-Identifier: GPL-3.0-or-later
// Transactions: who may write with which producer id, and the transactions of producers that have a name (a transactional id):
// which partitions they have written to, which offsets they mean to commit, and how they end. The end of one (the markers in
// its partitions, the groups' offsets, its own state) is one transaction of the store. The rules are Kafka's (KIP-98, KIP-360,
// KIP-447), with less waiting: there is one broker, so nothing is ever half ended.
// Owner: Broker. Thread: engine.
#pragma once

#include "core/batch.h"
#include "core/consumergroups.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace engine::core {

class Broker;

/// Kafka's broker settings and their defaults.
struct TransactionSettings
{
    qint32 maxTimeoutMs = 15 * 60 * 1000;
    qint64 idExpirationMs = 7LL * 24 * 60 * 60 * 1000; ///< of a transactional id that nobody uses
    qint64 idExpirationCheckMs = 60LL * 60 * 1000;
};

struct ProducerEpoch
{
    qint64 id = -1;
    qint16 epoch = -1;
    bool isSet() const { return id >= 0; }
    bool operator==(const ProducerEpoch &) const = default;
};

class Transactions
{
public:
    using Error = CoordinationError;
    using Phase = TransactionState::Phase;
    explicit Transactions(Broker &broker);
    ~Transactions();

    const TransactionSettings &settings() const { return m_settings; }
    void setSettings(const TransactionSettings &settings) { m_settings = settings; }
    /// Writes the record that ends a producer's transaction in one partition, in this turn; nothing where the partition is gone.
    /// Unless it is set otherwise: Partition::appendMarker().
    using MarkerWriter = std::function<void(QueueId log, BatchKind kind, const ProducerStamp &producer)>;
    void setMarkerWriter(MarkerWriter writer) { m_writeMarker = std::move(writer); }

    // For producers. Answered when what was asked for is stored.
    struct InitRequest
    {
        std::optional<QByteArray> transactionalId; ///< nullopt: an id for an idempotent producer is all that is wanted
        qint32 timeoutMs = 0;
        ProducerEpoch current; ///< where the producer goes on after an error; not set: it starts
    };
    struct InitAnswer
    {
        Error error = Error::None;
        ProducerEpoch producer;
    };
    using InitCallback = PendingAnswer<InitAnswer>::Callback;
    /// A transactional id gets a new epoch: what the one before still has under way is aborted, and it can do nothing more.
    [[nodiscard]] AnswerTicket initProducer(const InitRequest &request, InitCallback answer);

    using DoneCallback = PendingAnswer<Error>::Callback;
    /// Begins a transaction if there is none. Before the producer writes to these partitions.
    [[nodiscard]] AnswerTicket addPartitions(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                             const std::vector<QueueId> &logs, DoneCallback answer);
    /// The same before it commits offsets of a group.
    [[nodiscard]] AnswerTicket addOffsets(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                          DoneCallback answer);
    /// These wait in the transaction. One answer for each.
    [[nodiscard]] AnswerTicket commitOffsets(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                             const GroupKey &group, const MemberIdentity &identity,
                                             const std::vector<OffsetCommit> &offsets,
                                             ConsumerGroups::CommitCallback answer);
    [[nodiscard]] AnswerTicket end(const QByteArray &transactionalId, const ProducerEpoch &producer, bool commit,
                                   DoneCallback answer);
    /// Whether a batch of this producer may be written there: it has begun a transaction that this partition is part of.
    Error checkWrite(const QByteArray &transactionalId, const ProducerEpoch &producer, QueueId log) const;

    // Administration.
    quint64 version() const { return m_version; }
    const TransactionState *find(const QByteArray &transactionalId) const;
    struct Filter
    {
        std::set<qint64> producers; ///< empty: all
        std::set<Phase> phases;     ///< empty: all
        qint64 longerThanMs = -1;   ///< since it began; negative: all
    };
    std::vector<TransactionState> list(const Filter &filter) const;
    /// By hand, and its producer is fenced. TransactionalIdNotFound; InvalidTxnState where none is ongoing.
    [[nodiscard]] AnswerTicket abort(const QByteArray &transactionalId, DoneCallback answer);

    // For ConsumerGroups.
    bool hasPendingOffset(const GroupKey &group, const TopicPartition &partition) const;
    bool hasPendingOffsets(const GroupKey &group) const;
    void forgetOffset(const GroupKey &group, const TopicPartition &partition);
    void forgetOffsets(const GroupKey &group);
    void topicDeleted(const QByteArray &virtualHost, const QByteArray &topic);

    /// For Topics: these logs have been deleted. A later one may get their ids, after a crash, and must get no marker.
    void forgetLogs(const std::vector<QueueId> &logs);

    // Called by Broker only.
    void restore(const Definition &definition);

private:
    struct Entry
    {
        explicit Entry(Agenda &agenda)
            : timeout(agenda)
        {}
        TransactionState state;
        // For a producer that asks again because the answer was lost; not kept across a restart.
        qint64 previousProducer = -1;
        qint16 lastEpoch = -1;
        DueTask timeout;
    };

    Entry *entry(const QByteArray &transactionalId) const;
    Entry &entryOrNew(const QByteArray &transactionalId);
    qint64 newProducerId();
    AnswerTicket initPlain(InitCallback answer);
    Error renew(Entry &entry, const InitRequest &request);
    Error nextEpoch(Entry &entry, const ProducerEpoch &current);
    void rotate(Entry &entry, const ProducerEpoch &current);
    Error check(const QByteArray &transactionalId, const ProducerEpoch &producer) const;
    bool begin(Entry &entry);
    Error endNow(Entry &entry, bool commit);
    void finish(Entry &entry, BatchKind kind);
    void fenceAndAbort(Entry &entry);
    void armTimeout(Entry &entry);
    void write(Entry &entry);
    AnswerTicket answerWhenStored(Error error, DoneCallback answer);
    template <typename Answer>
    AnswerTicket answerWhenStored(Answer stored, Answer failed, typename PendingAnswer<Answer>::Callback answer);
    void dropOffsets(const std::function<bool(const GroupOffset &)> &matches);
    void armCleanup();
    void cleanUp();

    Broker &m_broker;
    TransactionSettings m_settings;
    MarkerWriter m_writeMarker;
    AnswerQueue m_answers;
    std::map<QByteArray, std::unique_ptr<Entry>> m_entries;
    DueTask m_cleanup;
    qint64 m_nextProducer = 0;
    qint64 m_reservedProducers = 0; ///< ids below may be given out
    qint64 m_storedProducers = 0;   ///< and below this the store knows
    quint64 m_version = 1;
};

} // namespace engine::core
