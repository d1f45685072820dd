// SPDX-License-Identifier: GPL-3.0-or-later
// CleaningPass: compaction goes through a partition once. First it reads what is new and notes where each key was seen last;
// then it reads the log from its start and puts, chunk by chunk, what is left in the place of what was there. Chunks are read
// like any others, past the cache; the work on their records is the worker's; each replacement is a transaction of its own,
// so that the end of the process in between costs the rest of the pass and nothing else.
// Owner: Cleaner. Thread: engine.
#pragma once

#include "core/compactionjudge.h"
#include "core/partition.h"

#include <functional>
#include <memory>

namespace engine::core {

class CleaningPass
{
public:
    /// `ended` is called once, last of all: whether all of it was done.
    CleaningPass(Partition &partition, const CompactionJudge::Facts &facts, std::function<void(bool)> ended);
    ~CleaningPass();
    CleaningPass(const CleaningPass &) = delete;
    CleaningPass &operator=(const CleaningPass &) = delete;

    void start();
    const Partition &partition() const { return m_partition; }

private:
    struct Job ///< on the worker's thread while it is there
    {
        QByteArray bytes;
        Result<RecordFormat::Filtered> filtered = RecordFormat::Filtered();
    };
    struct Group ///< filtered chunks that one will take the place of
    {
        PartitionRewriter::Replacement with;
        std::vector<std::pair<ChunkId, qint64>> chunks; ///< with their horizons
        bool isChanged = false;
    };

    const Partition::Chunk *next(quint64 from) const;
    bool isSkipped(const Partition::Chunk &chunk) const;
    void load(const Partition::Chunk &chunk, void (CleaningPass::*then)(const Partition::Chunk &, const QByteArray &));
    void work(std::function<void(CompactionJudge &)> job, std::function<void()> done);
    void mapNext();
    void map(const Partition::Chunk &chunk, const QByteArray &bytes);
    void cleanNext();
    void clean(const Partition::Chunk &chunk, const QByteArray &bytes);
    void take(const Partition::Chunk &chunk, const Job &job);
    void addToGroup(const Partition::Chunk &chunk, RecordFormat::Filtered &&filtered);
    void flush(std::function<void()> then);
    void end(bool complete);

    Partition &m_partition;
    Broker &m_broker;
    std::shared_ptr<CompactionJudge> m_judge; ///< nobody's but the job's while there is one
    const std::function<void(bool)> m_ended;
    quint64 m_at = 0;  ///< where the next chunk is
    quint64 m_end = 0; ///< of what it covers
    Group m_group;
    std::shared_ptr<CleaningPass *> m_self;
};

} // namespace engine::core
