// SPDX-License-Identifier: GPL-3.0-or-later
// CompactionJudge: what one pass of compaction over a partition keeps. The rules are those of Kafka's log cleaner:
// - a record goes if there is a later one with its key, and if it has no key or belongs to an aborted transaction;
// - a tombstone stays for delete.retention.ms from the first pass on that has seen it: the horizon in its batch (KIP-534);
// - the marker of a transaction stays as long as a batch of the transaction is there, and then as long as a tombstone;
// - the last batch of each producer stays, if need be empty, so that its sequence is not forgotten, and its last marker where
//   there is no batch; so does the last batch of what the pass covers, so that readers get to the end.
// It is told everything beforehand; a job of the worker has it for itself.
// Owner: CleaningPass. Thread: any (not shared).
#pragma once

#include "core/keyoffsets.h"
#include "core/partitionproducers.h"
#include "core/recordformat.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <utility>
#include <vector>

namespace engine::core {

class CompactionJudge final : public RecordFormat::Judge
{
public:
    struct Facts
    {
        quint64 start = 0;      ///< of the log
        quint64 mappedFrom = 0; ///< the keys of the records from here on are put into the map
        quint64 end = 0;        ///< of what the pass covers
        bool isWhole = true;    ///< it goes through everything from the start on
        qint64 nowMs = 0;
        qint64 deleteRetentionMs = 0;
        size_t mostKeys = KeyOffsets::most;
    };
    CompactionJudge(const Facts &facts, const PartitionProducers &producers);

    const Facts &facts() const { return m_facts; }
    /// The pass covers less than it meant to.
    void endAt(quint64 end) { m_facts.end = end; }
    /// A chunk was passed over: what its transactions had there is not known.
    void skipped() { m_facts.isWhole = false; }

    // First the keys of all batches whose records have not been compacted before …
    /// False: the chunk with so many records has no place any more; the first one is taken in any case.
    bool hasRoomFor(quint32 records) const;
    void noteKeys(const RecordFormat &format, QByteArrayView batches, quint64 chunkEnd);
    /// Records from here on are not known by their keys; the pass keeps them.
    quint64 mappedBelow() const { return m_mappedBelow; }

    // … then what to keep.
    RecordFormat::BatchFate judge(const Batch &batch) override;
    bool keeps(const RecordFormat::RecordKey &record) override;
    /// The aborted transactions of which nothing is left since the last call: producer, and where the marker was.
    std::vector<std::pair<qint64, quint64>> takeGoneAborts() { return std::exchange(m_goneAborts, {}); }

private:
    struct LastOf
    {
        qint16 epoch = -1;
        std::optional<quint64> dataOffset;
    };
    bool isAborted(const Batch &batch) const;
    bool isLastOfProducer(const Batch &batch) const;
    RecordFormat::BatchFate judgeMarker(const Batch &marker);

    Facts m_facts;
    QHash<qint64, std::vector<std::pair<quint64, quint64>>> m_aborted; ///< by producer: from where to where, ascending
    QHash<qint64, LastOf> m_last;
    KeyOffsets m_keys;
    bool m_isFull = false;
    quint64 m_mappedBelow = 0;
    QSet<qint64> m_inTransaction; ///< producers of whose transaction a batch has been seen
    std::vector<std::pair<qint64, quint64>> m_goneAborts;
    std::optional<qint64> m_horizonMs; ///< of the batch that was judged last
};

} // namespace engine::core
