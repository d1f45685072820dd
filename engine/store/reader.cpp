// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

#include "store/batchcodec.h"
#include "store/schema.h"

#include <QSqlError>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::ChunkId;
using core::StoredMessage;

namespace {

// About 100 MB/s at most, so that the disk stays free for those who wait for it.
constexpr qint64 VerifyStep = 512 * 1024;
constexpr int VerifyPauseMs = 5;

} // namespace

Reader::Reader(Reports reports)
    : m_reports(std::move(reports))
{
    m_verify.setParent(this);
    m_verify.setInterval(VerifyPauseMs);
    connect(&m_verify, &QTimer::timeout, this, &Reader::verifyStep);
}

Result<void> Reader::open(const QString &path)
{
    if (auto open = m_db.open(path, SqlConnection::Mode::ReadOnly); !open)
        return open;
    if (auto tuned = tuneReader(m_db); !tuned)
        return tuned;
    const std::initializer_list<std::pair<QSqlQuery *, QString>> statements = {
        {&m_load, u"SELECT id, NULL, data FROM chunk WHERE id = ?"_s},
        {&m_loadBatches, u"SELECT id, head, data FROM topic_chunk WHERE id = ?"_s},
        {&m_next, u"SELECT id, NULL, data FROM chunk WHERE id > ? ORDER BY id LIMIT 1"_s},
        {&m_nextBatches, u"SELECT id, head, data FROM topic_chunk WHERE id > ? ORDER BY id LIMIT 1"_s},
    };
    for (const auto &[query, sql] : statements) {
        auto prepared = m_db.prepare(sql);
        if (!prepared)
            return prepared.error();
        *query = std::move(*prepared);
    }
    return {};
}

Result<Reader::Found> Reader::fetch(QSqlQuery &query, ChunkId chunk)
{
    query.bindValue(0, qint64(chunk.v));
    const auto run = SqlConnection::run(query);
    const bool found = run && query.next();
    if (!run || (!found && query.lastError().isValid())) {
        const Error error = SqlConnection::errorOf(query);
        query.finish();
        if (error.code != BrokerError::Damaged)
            return error;
        // Of the file around it: the chunk may well be whole, and a rebuilt file has it again.
        m_reports.structure(error.detail);
        return Error{BrokerError::StorageFailed, error.detail};
    }
    if (!found)
        return Error{BrokerError::NotFound, u"there is no chunk %1"_s.arg(chunk.v)};
    Found row{{query.value(0).toULongLong()}, query.value(1).toByteArray(), query.value(2).toByteArray()};
    query.finish(); // an open statement would keep the write-ahead log from starting over
    return row;
}

Result<std::vector<StoredMessage>> Reader::load(ChunkId chunk)
{
    const auto found = fetch(m_load, chunk);
    if (!found)
        return found.error();
    auto messages = decodeChunk(found->data, m_names);
    if (!messages)
        m_reports.chunk(chunk, messages.error().detail);
    return messages;
}

Result<QByteArray> Reader::loadBatches(ChunkId chunk)
{
    auto found = fetch(m_loadBatches, chunk);
    if (!found)
        return found.error();
    if (auto sound = check(ChunkTable::Batches, *found); !sound) {
        m_reports.chunk(chunk, sound.error().detail);
        return sound.error();
    }
    return std::move(found->data);
}

Result<void> Reader::check(ChunkTable table, const Found &row)
{
    if (table == ChunkTable::Messages)
        return chunkHolds(row.data) ? Result<void>()
                                    : Error{BrokerError::Damaged, u"the checksum of the batch is wrong"_s};
    const auto head = unpackBatchHead(row.chunk, row.head);
    if (!head)
        return Error{BrokerError::Damaged, u"the checksum of the head is wrong"_s};
    return checkBatches(*head, row.data);
}

void Reader::verifyAll()
{
    m_verifying = ChunkTable::Messages;
    m_verified = {};
    m_verify.start();
}

void Reader::verifyStep()
{
    m_verifiedBytes = 0;
    while (m_verifiedBytes < VerifyStep) {
        if (verifyNext())
            continue;
        if (m_verifying == ChunkTable::Batches) {
            m_verify.stop();
            return;
        }
        m_verifying = ChunkTable::Batches;
        m_verified = {};
    }
}

/// False when the table has no more, or can not be read further.
bool Reader::verifyNext()
{
    const auto found = fetch(m_verifying == ChunkTable::Batches ? m_nextBatches : m_next, m_verified);
    if (!found)
        return false;
    m_verified = found->chunk;
    m_verifiedBytes += found->data.size() + 1024;
    if (const auto sound = check(m_verifying, *found); !sound)
        m_reports.chunk(m_verified, sound.error().detail);
    return true;
}

void Reader::close()
{
    m_verify.stop();
    for (QSqlQuery *query : {&m_load, &m_loadBatches, &m_next, &m_nextBatches})
        *query = QSqlQuery();
    m_db.close();
}

} // namespace engine::store
