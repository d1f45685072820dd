// SPDX-License-Identifier: GPL-3.0-or-later
// Writer: the store thread's part: owns the writing connection, turns each transaction of the broker into one commit, and
// between commits moves the write-ahead log into the file and deletes what nobody asks for any more.
// Owner: SqliteStore. Thread: store, open() to close().
#pragma once

#include "core/messagestore.h"
#include "store/batchcodec.h"
#include "store/chunkcodec.h"
#include "store/recovery.h"
#include "store/sqlconnection.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace engine::store {

struct WriterOptions
{
    QString path;
    bool syncCommits = true;            ///< false: no commit waits for the disk; a power failure may take the last ones
    qint64 walLimit = 16 * 1024 * 1024; ///< the write-ahead log is moved into the file from here on
};

class Writer : public QObject
{
    Q_OBJECT

public:
    using Notify = std::function<void(const QString &notice)>; ///< called on the store thread

    Writer(WriterOptions options, Notify notify);

    Result<core::StoreContents> open();
    bool wasClean() const { return m_wasClean; }
    Result<void> commit(const core::StoreTransaction &transaction);
    /// A chunk whose data are broken leaves the way of the others; its bytes are kept. The offsets of a partition's chunk are
    /// not given out again: the log's deliveredHigh rises to its end.
    void setAside(core::ChunkId chunk, const QString &why);
    /// Damage of the file's structure was found: the next start is to rebuild it.
    void reportStructureDamage(const QString &what);
    void close();

private:
    Result<void> prepareStatements();
    Result<void> setSync(bool sync);
    Result<void> apply(const core::StoreTransaction &transaction);
    Result<void> applyDefinition(const core::DefinitionChange &change);
    Result<void> putDefinition(const core::Definition &definition);
    Result<void> removeDefinition(const core::Definition &definition);
    Result<void> removeAccess(const core::Definition &definition);
    Result<void> removeBinding(const core::BindingDefinition &binding);
    Result<void> removeTopic(TopicId topic);
    Result<void> removeState(QueueId log);
    Result<void> appendChunk(const core::ChunkAppend &append);
    Result<void> appendBatches(const core::BatchAppend &append);
    Result<void> writeGone(const core::ChunkGone &gone);
    Result<void> writeReturns(const core::ChunkReturns &returns);
    Result<void> writeState(const core::LogState &state);
    Result<void> removeChunks(const std::vector<core::ChunkId> &chunks);
    Result<void> removeChunk(core::ChunkId chunk);
    Result<void> copyAside(core::ChunkId chunk, ChunkTable table, const QString &why);
    std::optional<core::LogState> stateBehind(core::ChunkId chunk);
    core::LogState furthest(const core::LogState &state) const;
    ChunkTable placeOf(core::ChunkId chunk) const;
    bool isThere(core::ChunkId chunk) const;
    void forgetChunk(core::ChunkId chunk);
    Result<void> doomChunk(core::ChunkId chunk);
    Result<void> putMeta(const char *name, qint64 value);
    Result<void> inTransaction(const std::function<Result<void>()> &work);
    Result<void> runCached(const QString &sql, const Row &values);
    void noteCommitted(const core::StoreTransaction &transaction);
    void noteFailed(const Error &error);
    void noteWritten(qsizetype bytes);

    void scheduleUpkeep();
    void upkeep();
    void tick();
    void deleteGarbage();
    void checkpoint();
    void giveBackSpace();

    const WriterOptions m_options;
    const Notify m_notify;
    SqlConnection m_db;
    std::map<QString, QSqlQuery> m_statements; ///< all but the hot ones, as they come up
    QSqlQuery m_begin, m_commit, m_rollback, m_insertChunk, m_deleteChunk, m_insertBatches, m_deleteBatches, m_putGone,
        m_deleteGone, m_putState;
    ChunkEncoder m_encoder;

    ChunkIndex m_index;
    QHash<quint64, core::LogState> m_states;
    QSet<quint64> m_goneRows;
    QSet<quint64> m_returnRows;
    QSet<quint64> m_doomed;
    std::deque<core::ChunkId> m_garbage;
    core::ChunkId m_highestChunk;
    QueueId m_highestQueue;
    MessageId m_highestMessage;

    /// What the transaction under way will have changed once it is committed.
    struct Pending
    {
        struct Added
        {
            core::ChunkId chunk;
            QueueId log;
            qsizetype size;
            ChunkTable table;
        };
        std::vector<Added> added;
        std::vector<core::ChunkId> doomed;
        QSet<quint64> removedLogs;
        MessageId highestMessage;
    } m_pending;

    QTimer m_idle;
    bool m_upkeepScheduled = false;
    bool m_busySinceTick = false;
    bool m_sync = true;
    bool m_wasClean = true;
    bool m_structureDamaged = false;
    qint64 m_walBytes = 0;  ///< estimated: what a checkpoint would have to move
    qint64 m_walTarget = 0; ///< checkpoint from here on
};

} // namespace engine::store
