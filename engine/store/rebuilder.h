// SPDX-License-Identifier: GPL-3.0-or-later
// Rebuilder: takes rows from wherever they were found, believes those whose checksum holds, and writes a new data file.
// A queue's chunk is derived from its batch again, so it is whole when its batch is; a topic's needs its head, too, which alone
// names the log. What lost its queue or topic gets one back, and what lost its virtual host likewise. Owner: salvage(). Thread: store.
#pragma once

#include "core/messagestore.h"
#include "store/batchcodec.h"
#include "store/chunkcodec.h"
#include "store/definitionrows.h"
#include "store/pagescanner.h"
#include "store/sqlconnection.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>
#include <optional>

namespace engine::store {

class Rebuilder
{
public:
    /// Makes the new file.
    Result<void> begin(const QString &path);
    static bool isPlausible(int columns);
    /// True when the row is genuine.
    bool take(const RawRow &row);
    /// Writes what has gathered, and closes the file.
    Result<void> finish();
    /// "17 chunks with 4,711 messages and 12 definitions".
    QString summary() const;
    /// The names that were given to what has lost its own: "recovered-7, recovered-9". Empty: nothing has.
    QString recovered() const;

private:
    bool takeChunk(const RawRow &raw);
    bool takeMessages(const RawRow &raw);
    bool takeBatches(const RawRow &raw);
    bool setAside(const RawRow &raw);
    void noteBroken(const RawRow &raw);
    bool takeSmall(SmallTable table, const RawRow &raw);
    void keepSmall(SmallTable table, const Row &row);
    Result<void> write(QSqlQuery &into, core::ChunkId chunk, const QByteArray &head, const QByteArray &data);
    Result<void> writeSmall(SmallTable table, const Row &row);
    Result<void> writeDefinitions();
    Result<void> writeStates();
    Result<void> dropTakenTwice();
    void addLostQueues();
    void addLostTopics();
    template <typename Lost>
    void addUnderFreeName(Lost &lost, quint64 log);
    quint64 highestLog() const;
    void addLostVirtualHosts();

    SqlConnection m_db;
    std::optional<QSqlQuery> m_insert, m_insertBatches, m_insertAside;
    Result<void> m_failed; // the first failure to write; take() has no other way to tell
    qint64 m_uncommitted = 0;

    QSet<quint64> m_chunks;
    QSet<quint64> m_brokenChunks;
    QSet<quint64> m_setAside;            // topic chunks that are whole, but whose log is not known
    QHash<quint64, quint64> m_logsInUse; // log -> messages that outlive the broker
    QSet<quint64> m_partitionsInUse;
    std::map<QByteArray, core::Definition> m_definitions; // by table and key, so that none is taken twice
    std::map<quint64, core::LogState> m_states;
    std::map<quint64, QByteArray> m_gone;
    std::map<quint64, QByteArray> m_returns;
    QSet<quint64> m_doomed;
    QHash<QByteArray, qint64> m_meta;
    quint64 m_messages = 0;
    quint64 m_broken = 0;
    quint64 m_brokenRows = 0;
    QStringList m_recovered;
};

} // namespace engine::store
