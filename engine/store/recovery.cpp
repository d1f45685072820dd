// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/recovery.h"

#include "store/damaged.h"
#include "store/filecheck.h"
#include "store/returncodec.h"
#include "store/salvage.h"
#include "store/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>

#include <algorithm>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::BatchChunk;
using core::BindingDefinition;
using core::ChunkInfo;
using core::Definition;
using core::GoneBits;
using core::LogState;
using core::QueueDefinition;
using core::TopicDefinition;

namespace {

/// next() answers false at the end and at an error alike.
Result<void> endOf(const QSqlQuery &query)
{
    if (query.lastError().isValid())
        return SqlConnection::errorOf(query);
    return {};
}

void raise(quint64 &highest, quint64 id)
{
    highest = std::max(highest, id);
}

QString literal(const QByteArray &blob)
{
    return u"x'"_s % QString::fromLatin1(blob.toHex()) % u"'"_s;
}

QString metaStatement(const char *name, qint64 value)
{
    Row row{QByteArray(name), value};
    seal(SmallTable::Meta, row);
    return u"INSERT OR REPLACE INTO meta(name, value, crc) VALUES(%1, %2, %3)"_s.arg(
        literal(name), row.at(1).toString(), row.at(2).toString());
}

bool outlivesTheBroker(const QueueDefinition &queue)
{
    return queue.durable && !queue.exclusive;
}

} // namespace

Result<Recovered> Recovery::run()
{
    QStringList notices;
    bool salvaged = false;
    const auto finished = finishInterruptedSalvage(m_path);
    if (!finished)
        return finished.error();
    if (!finished->isEmpty())
        notices += *finished;
    for (;;) {
        Result<void> done = openFile();
        if (done)
            done = readAll();
        if (done) {
            m_out.contents.notices = notices;
            return std::move(m_out);
        }
        m_db.close();
        if (done.error().code != BrokerError::Damaged || salvaged)
            return done.error();
        const auto notice = salvage(m_path, done.error().detail);
        if (!notice)
            return notice.error();
        notices += *notice;
        salvaged = true;
        m_out = {};
        m_logs.clear();
        m_partitions.clear();
        m_gone.clear();
        m_returns.clear();
        m_meta.clear();
        m_forgotten.clear();
        m_chunkRows = 0;
    }
}

Result<void> Recovery::openFile()
{
    if (isSalvageRequested(m_path))
        return damaged(u"damage was found while it was in use"_s);
    if (auto sound = checkFiles(m_path); !sound)
        return sound;
    if (auto open = m_db.open(m_path, SqlConnection::Mode::ReadWrite); !open)
        return open;
    if (auto known = identify(); !known)
        return known;
    if (auto tuned = tuneWriter(m_db); !tuned)
        return tuned;
    if (auto schema = checkSchema(); !schema)
        return schema;
    return checkStructure();
}

/// Whose file is it, and which version? A file without tables is a new one, or one whose making was interrupted.
Result<void> Recovery::identify()
{
    const auto tables = m_db.number(u"SELECT count(*) FROM sqlite_schema"_s);
    if (!tables)
        return tables.error();
    if (*tables == 0) {
        if (auto made = prepareNewFile(m_db); !made)
            return made;
        return migrate(m_db, 0);
    }
    const auto application = m_db.number(u"PRAGMA application_id"_s);
    const auto version = m_db.number(u"PRAGMA user_version"_s);
    if (!application || !version)
        return application ? version.error() : application.error();
    if (*application != ApplicationId)
        return damaged(u"the header names application %1"_s.arg(*application));
    if (*version > SchemaVersion) {
        // A flipped bit in the header looks alike; the row in meta tells them apart.
        const auto confirmed = m_db.number(u"SELECT value FROM meta WHERE name = CAST('schema' AS BLOB)"_s);
        if (confirmed && *confirmed != *version)
            return damaged(u"the header names schema version %1"_s.arg(*version));
        return Error{BrokerError::PreconditionFailed,
                     u"%1 has schema version %2, written by a newer Sightglass; this one knows %3"_s.arg(
                         m_path, QString::number(*version), QString::number(SchemaVersion))};
    }
    if (*version < 1)
        return damaged(u"the header names schema version %1"_s.arg(*version));
    return migrate(m_db, int(*version));
}

Result<void> Recovery::checkSchema()
{
    auto query = m_db.query(u"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1"_s);
    if (!query)
        return query.error();
    QStringList found;
    while (query->next())
        found += query->value(0).toString();
    if (auto ended = endOf(*query); !ended)
        return ended;
    return found == expectedSchema() ? Result<void>() : damaged(u"the schema is not the expected one"_s);
}

Result<void> Recovery::checkStructure()
{
    if (QFileInfo(m_path).size() + QFileInfo(m_path % u"-wal"_s).size() > QuickCheckLimit)
        return {};
    auto query = m_db.query(u"PRAGMA quick_check(1)"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return endOf(*query);
    const QString answer = query->value(0).toString();
    return answer == "ok"_L1 ? Result<void>() : damaged(answer.simplified());
}

Result<void> Recovery::readAll()
{
    for (const SmallTableLayout &layout : smallTables()) {
        if (auto done = readSmall(layout.table); !done)
            return done;
    }
    m_out.wasClean = m_meta.value("clean", 1) == 1;
    core::StoreContents &contents = m_out.contents;
    contents.highestChunk.v = quint64(m_meta.value("highest_chunk"));
    contents.highestMessage.v = quint64(m_meta.value("highest_message"));
    raise(contents.highestQueue.v, quint64(m_meta.value("highest_queue")));
    takeStates();
    if (auto done = readChunks(); !done)
        return done;
    if (auto done = readBatchChunks(); !done)
        return done;
    if (auto done = readSetAside(); !done)
        return done;
    if (auto done = checkCounts(); !done)
        return done;
    finishLogs();
    return startRun();
}

Result<void> Recovery::readSmall(SmallTable table)
{
    const SmallTableLayout &layout = layoutOf(table);
    const QString name = QString::fromLatin1(layout.name);
    auto query = m_db.query(u"SELECT "_s % QString::fromLatin1(layout.columns) % u" FROM "_s % name);
    if (!query)
        return query.error();
    const int columns = int(QByteArrayView(layout.columns).count(',')) + 1;
    while (query->next()) {
        Row row;
        row.reserve(columns);
        for (int i = layout.rowIdIsValue ? 0 : 1; i < columns; ++i)
            row += query->value(i);
        if (!isSealed(table, row))
            return damaged(u"a row of table %1 fails its checksum"_s.arg(name));
        takeSmall(table, row);
    }
    return endOf(*query);
}

void Recovery::takeSmall(SmallTable table, const Row &row)
{
    switch (table) {
    case SmallTable::Meta:
        m_meta.insert(row.at(0).toByteArray(), row.at(1).toLongLong());
        break;
    case SmallTable::LogState:
        m_out.states.insert(row.at(0).toULongLong(),
                            {QueueId{row.at(0).toULongLong()}, row.at(1).toULongLong(), row.at(2).toULongLong()});
        break;
    case SmallTable::ChunkGone:
        m_gone.insert(row.at(0).toULongLong(), row.at(1).toByteArray());
        break;
    case SmallTable::MessageReturn:
        m_returns.insert(row.at(0).toULongLong(), row.at(1).toByteArray());
        break;
    case SmallTable::DoomedChunk:
        m_out.doomed.insert(row.at(0).toULongLong());
        break;
    default:
        if (auto definition = toDefinition(table, row)) {
            if (const auto *queue = std::get_if<QueueDefinition>(&*definition))
                takeQueue(*queue);
            else if (const auto *topic = std::get_if<TopicDefinition>(&*definition))
                takeTopic(*topic);
            else
                m_out.contents.definitions.push_back(std::move(*definition));
        }
        break;
    }
}

void Recovery::takeQueue(const QueueDefinition &queue)
{
    raise(m_out.contents.highestQueue.v, queue.id.v);
    if (!outlivesTheBroker(queue)) {
        m_forgotten.push_back(queue);
        return;
    }
    m_out.contents.definitions.push_back(queue);
    m_logs.insert(queue.id.v, m_out.contents.logs.size());
    m_out.contents.logs.push_back({{queue.id, 0, 0}, {}, {}});
}

void Recovery::takeTopic(const TopicDefinition &topic)
{
    core::StoreContents &contents = m_out.contents;
    raise(contents.highestQueue.v, topic.id.v);
    contents.definitions.push_back(topic);
    for (const QueueId log : topic.partitions) {
        raise(contents.highestQueue.v, log.v);
        m_partitions.insert(log.v, contents.partitions.size());
        contents.partitions.push_back({{log, 0, 0}, {}});
    }
}

void Recovery::takeStates()
{
    const auto take = [this](const QHash<quint64, size_t> &places, auto &logs) {
        for (const auto &[log, place] : places.asKeyValueRange()) {
            if (const auto state = m_out.states.constFind(log); state != m_out.states.cend())
                logs[place].state = *state;
        }
    };
    take(m_logs, m_out.contents.logs);
    take(m_partitions, m_out.contents.partitions);
}

Result<void> Recovery::readChunks()
{
    auto query = m_db.query(u"SELECT id, head FROM chunk"_s);
    if (!query)
        return query.error();
    while (query->next()) {
        const core::ChunkId chunk{query->value(0).toULongLong()};
        const auto row = unpackHead(chunk, query->value(1).toByteArray());
        if (!row)
            return damaged(u"the row of chunk %1 fails its checksum"_s.arg(chunk.v));
        ++m_chunkRows;
        takeChunk(*row);
    }
    return endOf(*query);
}

void Recovery::takeChunk(const ChunkRow &row)
{
    core::StoreContents &contents = m_out.contents;
    raise(contents.highestChunk.v, row.chunk.v);
    raise(contents.highestQueue.v, row.log.v);
    raise(contents.highestMessage.v, row.lastMessage.v);
    m_out.index.add(row.chunk, row.log, qsizetype(row.bytes), ChunkTable::Messages); // about the size of the batch
    const auto log = m_logs.constFind(row.log.v);
    if (log == m_logs.cend() || m_out.doomed.contains(row.chunk.v)) {
        m_out.garbage.push_back(row.chunk);
        return;
    }
    core::StoredLog &stored = contents.logs[*log];
    GoneBits gone = goneBits(row, stored.state.lowWater);
    const quint32 left = row.span - quint32(gone.count(true));
    if (left == 0) {
        m_out.garbage.push_back(row.chunk);
        return;
    }
    // Which bodies are left is known only to the batch: they count with the average.
    const quint64 bytes = left < row.count ? quint64(double(row.bytes) * left / row.count) : row.bytes;
    stored.chunks.push_back({row.chunk, row.base, row.span, bytes, std::move(gone)});
    takeReturns(row, stored);
}

void Recovery::takeReturns(const ChunkRow &row, core::StoredLog &log) const
{
    const auto found = m_returns.constFind(row.chunk.v);
    if (found == m_returns.cend())
        return;
    for (const core::ReturnedMessage &message : decodeReturns(*found)) {
        if (message.offset >= row.base && message.offset - row.base < row.span)
            log.returned.push_back(message);
    }
}

/// As above; nothing of the batches themselves is read.
Result<void> Recovery::readBatchChunks()
{
    auto query = m_db.query(u"SELECT id, head FROM topic_chunk"_s);
    if (!query)
        return query.error();
    ChunkIndex index;
    while (query->next()) {
        const core::ChunkId chunk{query->value(0).toULongLong()};
        auto row = unpackBatchHead(chunk, query->value(1).toByteArray());
        if (!row)
            return damaged(u"the row of topic chunk %1 fails its checksum"_s.arg(chunk.v));
        ++m_chunkRows;
        takeBatches(std::move(*row), index);
    }
    m_out.index.merge(index);
    return endOf(*query);
}

void Recovery::takeBatches(BatchRow &&row, ChunkIndex &index)
{
    core::StoreContents &contents = m_out.contents;
    BatchChunk &chunk = row.chunk;
    raise(contents.highestChunk.v, chunk.chunk.v);
    raise(contents.highestQueue.v, row.log.v);
    index.add(chunk.chunk, row.log, qsizetype(chunk.bytes), ChunkTable::Batches);
    const auto place = m_partitions.constFind(row.log.v);
    const bool isWanted = place != m_partitions.cend() && !m_out.doomed.contains(chunk.chunk.v) &&
                          chunk.base + chunk.span > contents.partitions[*place].state.lowWater;
    if (isWanted)
        contents.partitions[*place].chunks.push_back(std::move(chunk));
    else
        m_out.garbage.push_back(chunk.chunk);
}

GoneBits Recovery::goneBits(const ChunkRow &row, quint64 lowWater) const
{
    GoneBits gone;
    if (!row.gaps.isEmpty())
        gone = fromBlob(row.gaps, row.span);
    if (!row.transient.isEmpty())
        gone |= fromBlob(row.transient, row.span);
    if (const auto stored = m_gone.constFind(row.chunk.v); stored != m_gone.cend())
        gone |= fromBlob(*stored, row.span);
    if (lowWater > row.base) {
        const auto below = qsizetype(std::min<quint64>(lowWater - row.base, row.span));
        gone.resize(std::max(gone.size(), below));
        gone.fill(true, 0, below);
    }
    return gone;
}

Result<void> Recovery::readSetAside()
{
    const auto highest = m_db.number(u"SELECT coalesce(max(id), 0) FROM damaged_chunk"_s);
    if (!highest)
        return highest.error();
    raise(m_out.contents.highestChunk.v, quint64(*highest));
    return {};
}

/// After a clean close the number of chunks is known: a part of the tree that went missing is noticed.
Result<void> Recovery::checkCounts() const
{
    const qint64 expected = m_meta.value("chunks", -1);
    if (!m_out.wasClean || expected < 0 || expected == qint64(m_chunkRows))
        return {};
    return damaged(u"%1 chunks are there, %2 were when the file was closed"_s.arg(m_chunkRows).arg(expected));
}

void Recovery::finishLogs()
{
    for (core::StoredLog &log : m_out.contents.logs) {
        auto &chunks = log.chunks;
        const auto before = [](const ChunkInfo &a, const ChunkInfo &b) { return a.base < b.base; };
        if (!std::is_sorted(chunks.begin(), chunks.end(), before))
            std::sort(chunks.begin(), chunks.end(), before);
    }
    for (core::StoredPartition &partition : m_out.contents.partitions)
        finishPartition(partition);
    m_out.goneRows = QSet<quint64>(m_gone.keyBegin(), m_gone.keyEnd());
    m_out.returnRows = QSet<quint64>(m_returns.keyBegin(), m_returns.keyEnd());
}

/// In order. No commit leaves two chunks over the same offsets, but a rebuilt file may: a chunk that had been replaced came back,
/// and the one with the higher id is what replaced it.
void Recovery::finishPartition(core::StoredPartition &partition)
{
    auto &chunks = partition.chunks;
    const auto before = [](const BatchChunk &a, const BatchChunk &b) { return a.base < b.base; };
    if (!std::is_sorted(chunks.begin(), chunks.end(), before))
        std::sort(chunks.begin(), chunks.end(), before);
    size_t kept = 0;
    for (size_t i = 0; i < chunks.size(); ++i) {
        bool isReplaced = false;
        while (kept > 0 && chunks[kept - 1].base + chunks[kept - 1].span > chunks[i].base && !isReplaced) {
            isReplaced = chunks[i].chunk < chunks[kept - 1].chunk;
            if (!isReplaced)
                m_out.garbage.push_back(chunks[--kept].chunk);
        }
        if (isReplaced)
            m_out.garbage.push_back(chunks[i].chunk);
        else if (kept++ != i)
            chunks[kept - 1] = std::move(chunks[i]);
    }
    chunks.erase(chunks.begin() + qptrdiff(kept), chunks.end());
}

/// One transaction: marks the file as in use, and takes out what does not outlive the broker. Chunks go later, bit by bit.
Result<void> Recovery::startRun()
{
    QStringList statements{u"BEGIN IMMEDIATE"_s};
    statements += metaStatement("clean", 0);
    statements += metaStatement("schema", SchemaVersion);
    for (const QueueDefinition &queue : m_forgotten)
        statements += forget(queue);
    statements += dropStrayRows();
    statements += u"COMMIT"_s;
    for (const QString &statement : std::as_const(statements)) {
        if (auto done = m_db.execute(statement); !done)
            return done;
    }
    return {};
}

/// A queue that ends with the broker, and its bindings.
QStringList Recovery::forget(const QueueDefinition &queue)
{
    std::erase_if(m_out.contents.definitions, [&queue](const Definition &other) {
        const auto *binding = std::get_if<BindingDefinition>(&other);
        return binding && binding->destinationType == DestinationType::Queue &&
               binding->virtualHost == queue.virtualHost && binding->destination == queue.name;
    });
    return {u"DELETE FROM queue WHERE id = %1"_s.arg(queue.id.v),
            u"DELETE FROM binding WHERE destination_type = 0 AND virtual_host = %1 AND destination = %2"_s.arg(
                literal(queue.virtualHost), literal(queue.name))};
}

/// Rows about logs and chunks that are not there.
QStringList Recovery::dropStrayRows()
{
    QStringList statements;
    m_out.states.removeIf([&](const auto &state) {
        if (m_logs.contains(state.key()) || m_partitions.contains(state.key()))
            return false;
        statements += u"DELETE FROM log_state WHERE log = %1"_s.arg(state.key());
        return true;
    });
    m_out.goneRows.removeIf([&](quint64 chunk) {
        if (m_out.index.contains({chunk}))
            return false;
        statements += u"DELETE FROM chunk_gone WHERE chunk = %1"_s.arg(chunk);
        return true;
    });
    m_out.returnRows.removeIf([&](quint64 chunk) {
        if (m_out.index.contains({chunk}))
            return false;
        statements += u"DELETE FROM message_return WHERE chunk = %1"_s.arg(chunk);
        return true;
    });
    return statements;
}

} // namespace engine::store
