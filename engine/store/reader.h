// SPDX-License-Identifier: GPL-3.0-or-later
// Reader: loads chunks on a read-only connection of its own, so that a look at the past never delays a commit, and after an
// unclean end verifies all of them in the background, a bit at a time.
// Owner: SqliteStore. Thread: store-reader, open() to close().
#pragma once

#include "core/messagestore.h"
#include "store/chunkcodec.h"
#include "store/chunkindex.h"
#include "store/sqlconnection.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace engine::store {

class Reader : public QObject
{
    Q_OBJECT

public:
    /// What was found broken; called on the reader's thread.
    struct Reports
    {
        std::function<void(core::ChunkId chunk, const QString &why)> chunk; ///< its batch
        std::function<void(const QString &what)> structure;                 ///< the file around it
    };

    explicit Reader(Reports reports);

    Result<void> open(const QString &path);
    /// NotFound, or Damaged once the chunk has been reported: it is lost. Anything else: it cannot be read now.
    Result<std::vector<core::StoredMessage>> load(core::ChunkId chunk);
    Result<QByteArray> loadBatches(core::ChunkId chunk);
    /// Starts reading every chunk there is, of queues and then of topics; loads go in between.
    void verifyAll();
    void close();

private:
    /// A row of `chunk` or `topic_chunk` by its id, or the next one behind it.
    struct Found
    {
        core::ChunkId chunk;
        QByteArray head, data;
    };
    Result<Found> fetch(QSqlQuery &query, core::ChunkId chunk);
    static Result<void> check(ChunkTable table, const Found &row);
    void verifyStep();
    bool verifyNext();

    const Reports m_reports;
    SqlConnection m_db;
    QSqlQuery m_load, m_loadBatches;
    QSqlQuery m_next, m_nextBatches;
    SharedNames m_names;
    QTimer m_verify;
    ChunkTable m_verifying = ChunkTable::Messages;
    core::ChunkId m_verified;   ///< the chunk that was verified last
    qint64 m_verifiedBytes = 0; ///< in this step
};

} // namespace engine::store
