// SPDX-License-Identifier: GPL-3.0-or-later
// PartitionProducers: what a partition knows of those who write to it with a producer id: which batch has to come next, so that
// a retried one is recognised and a lost one noticed, which transactions are open, and which were aborted. All of it can be
// told again from the producer runs of the chunks. The rules are Kafka's (idempotent producers, KIP-98).
// Owner: Partition. Thread: engine.
#pragma once

#include "core/batch.h"

#include <QHash>

#include <deque>
#include <map>
#include <optional>

namespace engine::core {

class PartitionProducers
{
public:
    enum class Verdict : quint8 {
        Fresh,
        Duplicate,  ///< appended before; `base` is where
        OutOfOrder, ///< neither the next batch nor one of the last
        Fenced,     ///< of an epoch that is over
    };
    struct Check
    {
        Verdict verdict = Verdict::Fresh;
        quint64 base = 0;
    };
    /// Of a batch with a producer, before it is appended.
    Check check(const Batch &batch) const;
    /// It has been appended, or stands in a chunk that was restored; in the order of the log.
    void note(const ProducerRun &run, qint64 atMs);

    /// Where the oldest transaction starts whose end nobody below the high watermark can see yet.
    std::optional<quint64> firstOpen(quint64 highWatermark) const;
    /// Everything below this offset is committed.
    void noteCommitted(quint64 highWatermark);
    bool hasOpen(qint64 producer) const;
    struct Aborted
    {
        qint64 producer;
        quint64 first, last; ///< offsets: its first record, its marker
    };
    /// Those that reach into [from, to).
    std::vector<Aborted> aborted(quint64 from, quint64 to) const;
    /// A batch below the last stable offset belongs to a transaction that was aborted.
    bool isAborted(const Batch &batch) const;
    /// Everything below this offset is gone.
    void forgetAborted(quint64 below);
    /// This one is as if it had never been.
    void forgetAborted(qint64 producer, quint64 marker);
    /// Producers that have not written since are unknown from now on, but those with an open transaction.
    void forgetIdle(qint64 beforeMs);

    struct State
    {
        qint16 epoch = -1;
        std::deque<ProducerRun> last;     ///< the last few, oldest first
        std::optional<quint64> openSince; ///< first offset of its open transaction
        qint64 lastAtMs = 0;
    };
    const QHash<qint64, State> &states() const { return m_states; }

private:
    static constexpr quint64 openEnd = ~quint64(0);
    static constexpr size_t kept = 5; // Kafka's: a producer has at most five requests under way

    void noteData(State &state, const ProducerRun &run);
    void noteMarker(State &state, const ProducerRun &run);

    QHash<qint64, State> m_states;
    std::map<quint64, quint64>
        m_open; ///< first offset → that of its marker, which may not be committed yet; none: openEnd
    std::vector<Aborted> m_aborted; ///< ascending last
};

/// The run of one batch.
ProducerRun runOf(const Batch &batch);
/// Adds a batch to the runs of a chunk. Nothing for one without a producer.
void addRun(std::vector<ProducerRun> &runs, const Batch &batch);

} // namespace engine::core
