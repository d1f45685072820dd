// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reader.h"

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
    auto load = m_db.prepare(u"SELECT data FROM chunk WHERE id = ?"_s);
    auto next = m_db.prepare(u"SELECT id, data FROM chunk WHERE id > ? ORDER BY id LIMIT 1"_s);
    if (!load || !next)
        return load ? next.error() : load.error();
    m_load = std::move(*load);
    m_next = std::move(*next);
    return {};
}

Result<std::vector<StoredMessage>> Reader::load(ChunkId chunk)
{
    m_load.bindValue(0, qint64(chunk.v));
    const auto run = SqlConnection::run(m_load);
    const bool found = run && m_load.next();
    if (!run || (!found && m_load.lastError().isValid())) {
        const Error error = SqlConnection::errorOf(m_load);
        m_load.finish();
        if (error.code == BrokerError::Damaged)
            m_reports.structure(error.detail);
        return error;
    }
    if (!found)
        return Error{BrokerError::NotFound, u"there is no chunk %1"_s.arg(chunk.v)};
    const QByteArray batch = m_load.value(0).toByteArray();
    m_load.finish(); // an open statement would keep the write-ahead log from starting over
    auto messages = decodeChunk(batch, m_names);
    if (!messages)
        m_reports.chunk(chunk, messages.error().detail);
    return messages;
}

void Reader::verifyAll()
{
    m_verified = 0;
    m_verify.start();
}

void Reader::verifyStep()
{
    for (qint64 bytes = 0; bytes < VerifyStep;) {
        m_next.bindValue(0, m_verified);
        const auto run = SqlConnection::run(m_next);
        if (!run || !m_next.next()) {
            m_verify.stop();
            const Error error = SqlConnection::errorOf(m_next);
            if (error.code == BrokerError::Damaged)
                m_reports.structure(error.detail);
            m_next.finish();
            return;
        }
        m_verified = m_next.value(0).toLongLong();
        const QByteArray batch = m_next.value(1).toByteArray();
        m_next.finish();
        bytes += batch.size() + 1024;
        if (!chunkHolds(batch))
            m_reports.chunk({quint64(m_verified)}, u"the checksum of the batch is wrong"_s);
    }
}

void Reader::close()
{
    m_verify.stop();
    m_load = QSqlQuery();
    m_next = QSqlQuery();
    m_db.close();
}

} // namespace engine::store
