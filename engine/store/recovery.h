// SPDX-License-Identifier: GPL-3.0-or-later
// Recovery: from a path to a serving database, whatever state the file was left in. Creates it when there is none, migrates
// an older one, refuses one from the future, has a damaged one set aside and rebuilt (salvage.h), and reads what it holds,
// without reading the batches.
// Owner: Writer, for the time of opening. Thread: store.
#pragma once

#include "core/messagestore.h"
#include "store/batchcodec.h"
#include "store/chunkcodec.h"
#include "store/chunkindex.h"
#include "store/definitionrows.h"
#include "store/sqlconnection.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace engine::store {

struct Recovered
{
    core::StoreContents contents;
    ChunkIndex index;
    QHash<quint64, core::LogState> states; ///< by log, as the rows have it
    QSet<quint64> goneRows;                ///< chunks with a row in chunk_gone
    QSet<quint64> returnRows;              ///< chunks with a row in message_return
    QSet<quint64> doomed;                  ///< chunks with a row in doomed_chunk
    std::vector<core::ChunkId> garbage;    ///< rows that nobody will ask for; deleted bit by bit
    bool wasClean = true;                  ///< the last writer closed the file
};

class Recovery
{
public:
    /// Up to this size the structure of the whole file is checked at each start.
    static constexpr qint64 QuickCheckLimit = 48 * 1024 * 1024;

    Recovery(SqlConnection &db, QString path)
        : m_db(db)
        , m_path(std::move(path))
    {}

    /// Leaves the connection open and tuned.
    Result<Recovered> run();

private:
    Result<void> openFile();
    Result<void> identify();
    Result<void> checkSchema();
    Result<void> checkStructure();

    Result<void> readAll();
    Result<void> readSmall(SmallTable table);
    void takeSmall(SmallTable table, const Row &row);
    void takeQueue(const core::QueueDefinition &queue);
    void takeTopic(const core::TopicDefinition &topic);
    void takeStates();
    Result<void> readChunks();
    void takeChunk(const ChunkRow &row);
    Result<void> readBatchChunks();
    void takeBatches(BatchRow &&row, ChunkIndex &index);
    void takeReturns(const ChunkRow &row, core::StoredLog &log) const;
    core::GoneBits goneBits(const ChunkRow &row, quint64 lowWater) const;
    Result<void> readSetAside();
    Result<void> checkCounts() const;
    void finishLogs();
    void finishPartition(core::StoredPartition &partition);
    Result<void> startRun();
    QStringList forget(const core::QueueDefinition &queue);
    QStringList dropStrayRows();

    SqlConnection &m_db;
    const QString m_path;
    Recovered m_out;
    QHash<quint64, size_t> m_logs;        // by queue: place in contents.logs
    QHash<quint64, size_t> m_partitions;  // by log: place in contents.partitions
    QHash<quint64, QByteArray> m_gone;    // by chunk, as stored
    QHash<quint64, QByteArray> m_returns; // likewise
    QHash<QByteArray, qint64> m_meta;
    std::vector<core::QueueDefinition> m_forgotten; // queues that end with their connection or with the broker
    quint64 m_chunkRows = 0;
};

} // namespace engine::store
