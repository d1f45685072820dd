// SPDX-License-Identifier: GPL-3.0-or-later
// Reader: loads chunks on a read-only connection of its own, so that a look at the past never delays a commit, and after an
// unclean end verifies all of them in the background, a bit at a time.
// Owner: SqliteStore. Thread: store-reader, open() to close().
#pragma once

#include "core/messagestore.h"
#include "store/chunkcodec.h"
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
    Result<std::vector<core::StoredMessage>> load(core::ChunkId chunk);
    /// Starts reading every chunk there is; loads go in between.
    void verifyAll();
    void close();

private:
    void verifyStep();

    const Reports m_reports;
    SqlConnection m_db;
    QSqlQuery m_load;
    QSqlQuery m_next;
    SharedNames m_names;
    QTimer m_verify;
    qint64 m_verified = 0; ///< the chunk that was verified last
};

} // namespace engine::store
