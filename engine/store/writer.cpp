// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include "store/returncodec.h"
#include "store/salvage.h"
#include "store/schema.h"

#include <QElapsedTimer>
#include <QSqlError>

#include <algorithm>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::BatchAppend;
using core::BindingDefinition;
using core::ChunkAppend;
using core::ChunkGone;
using core::ChunkId;
using core::ChunkReturns;
using core::Definition;
using core::DefinitionChange;
using core::ExchangeDefinition;
using core::LogState;
using core::QueueDefinition;
using core::StoreTransaction;
using core::TopicDefinition;
using core::VirtualHostDefinition;

namespace {

constexpr qsizetype FrameSize = PageSize + 24;
// Removals beyond this are only marked in their transaction, and deleted afterwards, step by step: a purge of millions must
// not hold up the confirms behind it.
constexpr qint64 DeleteAtOnce = 8 * 1024 * 1024;
constexpr qint64 GarbageStep = 2 * 1024 * 1024;
constexpr size_t GarbageStepChunks = 256;
constexpr int IdleAfterMs = 300;
constexpr qint64 CloseWithinMs = 500; // what is not deleted by then is garbage again at the next start
// A file that is mostly free pages is packed when it is closed, if that is quick.
constexpr qint64 WorthPacking = 64 * 1024 * 1024;
constexpr qint64 QuicklyPacked = 64 * 1024 * 1024;

void bind(QSqlQuery &query, const Row &values)
{
    for (int i = 0; i < int(values.size()); ++i)
        query.bindValue(i, values.at(i));
}

// A null QByteArray would become SQL's NULL, which equals nothing.
QVariant notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("", 0) : bytes;
}

Row bindingKey(const BindingDefinition &d)
{
    Row row = toRow(d);
    row.removeLast();
    return row;
}

} // namespace

Writer::Writer(WriterOptions options, Notify notify)
    : m_options(std::move(options))
    , m_notify(std::move(notify))
{
    m_idle.setParent(this);
    m_idle.setInterval(IdleAfterMs);
    m_idle.setTimerType(Qt::CoarseTimer);
    connect(&m_idle, &QTimer::timeout, this, &Writer::tick);
}

Result<core::StoreContents> Writer::open()
{
    auto recovered = Recovery(m_db, m_options.path).run();
    if (!recovered)
        return recovered.error();
    m_index = std::move(recovered->index);
    m_states = std::move(recovered->states);
    m_goneRows = std::move(recovered->goneRows);
    m_returnRows = std::move(recovered->returnRows);
    m_doomed = std::move(recovered->doomed);
    m_garbage.assign(recovered->garbage.begin(), recovered->garbage.end());
    m_wasClean = recovered->wasClean;
    recovered->contents.cleanClose = m_wasClean;
    m_highestChunk = recovered->contents.highestChunk;
    m_highestQueue = recovered->contents.highestQueue;
    m_highestMessage = recovered->contents.highestMessage;
    m_walTarget = m_options.walLimit;
    if (auto ready = prepareStatements(); !ready)
        return ready.error();
    scheduleUpkeep();
    return std::move(recovered->contents);
}

Result<void> Writer::prepareStatements()
{
    const std::initializer_list<std::pair<QSqlQuery *, QString>> statements = {
        {&m_begin, u"BEGIN IMMEDIATE"_s},
        {&m_commit, u"COMMIT"_s},
        {&m_rollback, u"ROLLBACK"_s},
        {&m_insertChunk, u"INSERT INTO chunk VALUES(?,?,?)"_s},
        {&m_deleteChunk, u"DELETE FROM chunk WHERE id = ?"_s},
        {&m_insertBatches, u"INSERT INTO topic_chunk VALUES(?,?,?)"_s},
        {&m_deleteBatches, u"DELETE FROM topic_chunk WHERE id = ?"_s},
        {&m_putGone, u"INSERT OR REPLACE INTO chunk_gone VALUES(?,?,?)"_s},
        {&m_deleteGone, u"DELETE FROM chunk_gone WHERE chunk = ?"_s},
        {&m_putState, u"INSERT OR REPLACE INTO log_state VALUES(?,?,?,?)"_s},
    };
    for (const auto &[query, sql] : statements) {
        auto prepared = m_db.prepare(sql);
        if (!prepared)
            return prepared.error();
        *query = std::move(*prepared);
    }
    return {};
}

Result<void> Writer::commit(const StoreTransaction &transaction)
{
    m_busySinceTick = true;
    Result<void> done = setSync(transaction.sync && m_options.syncCommits);
    if (done)
        done = inTransaction([&] { return apply(transaction); });
    if (done)
        noteCommitted(transaction);
    else
        noteFailed(done.error());
    m_pending = {};
    if (!m_idle.isActive())
        m_idle.start();
    if (m_walBytes >= m_walTarget || !m_garbage.empty())
        scheduleUpkeep();
    return done;
}

/// In WAL mode FULL means one sync of the log for each commit, NORMAL none. It holds until it is set anew.
Result<void> Writer::setSync(bool sync)
{
    if (m_sync == sync)
        return {};
    auto set = m_db.execute(sync ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = NORMAL"_s);
    if (set)
        m_sync = sync;
    return set;
}

Result<void> Writer::inTransaction(const std::function<Result<void>()> &work)
{
    if (auto begun = SqlConnection::run(m_begin); !begun)
        return begun;
    Result<void> done = work();
    if (done)
        done = SqlConnection::run(m_commit);
    if (!done)
        (void)SqlConnection::run(m_rollback); // fails when SQLite has rolled back by itself
    return done;
}

Result<void> Writer::apply(const StoreTransaction &transaction)
{
    for (const DefinitionChange &change : transaction.definitions) {
        if (auto done = applyDefinition(change); !done)
            return done;
    }
    for (const ChunkAppend &append : transaction.appends) {
        if (auto done = appendChunk(append); !done)
            return done;
    }
    for (const BatchAppend &append : transaction.batches) {
        if (auto done = appendBatches(append); !done)
            return done;
    }
    for (const ChunkGone &gone : transaction.gone) {
        if (auto done = writeGone(gone); !done)
            return done;
    }
    for (const ChunkReturns &returns : transaction.returns) {
        if (auto done = writeReturns(returns); !done)
            return done;
    }
    for (const LogState &state : transaction.states) {
        if (auto done = writeState(state); !done)
            return done;
    }
    return removeChunks(transaction.removals);
}

Result<void> Writer::applyDefinition(const DefinitionChange &change)
{
    return change.kind == DefinitionChange::Kind::Put ? putDefinition(change.definition)
                                                      : removeDefinition(change.definition);
}

Result<void> Writer::putDefinition(const Definition &definition)
{
    const SmallTableLayout &layout = layoutOf(tableOf(definition));
    QByteArrayView columns(layout.columns);
    if (!layout.rowIdIsValue)
        columns = columns.sliced(columns.indexOf(',') + 1);
    const Row row = toRow(definition);
    return runCached(u"INSERT OR REPLACE INTO %1(%2) VALUES(%3)"_s.arg(QString::fromLatin1(layout.name),
                                                                       QString::fromLatin1(columns),
                                                                       QStringList(row.size(), u"?"_s).join(','_L1)),
                     row);
}

Result<void> Writer::removeDefinition(const Definition &definition)
{
    if (const auto *host = std::get_if<VirtualHostDefinition>(&definition))
        return runCached(u"DELETE FROM virtual_host WHERE name = ?"_s, {host->name});
    if (const auto *exchange = std::get_if<ExchangeDefinition>(&definition))
        return runCached(u"DELETE FROM exchange WHERE virtual_host = ? AND name = ?"_s,
                         {exchange->virtualHost, exchange->name});
    if (const auto *binding = std::get_if<BindingDefinition>(&definition))
        return removeBinding(*binding);
    if (const auto *topic = std::get_if<TopicDefinition>(&definition))
        return removeTopic(topic->id);
    if (const auto *offset = std::get_if<core::GroupOffset>(&definition))
        return runCached(u"DELETE FROM group_offset WHERE virtual_host = ? AND consumer_group = ? AND topic = ? "
                         "AND partition_number = ?"_s,
                         {offset->virtualHost, notNull(offset->group), offset->topic, offset->partition});
    if (const auto *transaction = std::get_if<core::TransactionState>(&definition))
        return runCached(u"DELETE FROM transaction_state WHERE transactional_id = ?"_s,
                         {notNull(transaction->transactionalId)});
    if (std::holds_alternative<core::ProducerIdLimit>(definition))
        return runCached(u"DELETE FROM producer_id_limit"_s, {});
    if (const auto *paused = std::get_if<core::PausedQueue>(&definition))
        return runCached(u"DELETE FROM paused_queue WHERE queue = ?"_s, {qint64(paused->queue.v)});
    if (!std::holds_alternative<QueueDefinition>(definition))
        return removeAccess(definition);
    const QueueId id = std::get<QueueDefinition>(definition).id;
    if (auto done = runCached(u"DELETE FROM queue WHERE id = ?"_s, {qint64(id.v)}); !done)
        return done;
    return removeState(id);
}

/// The chunks go after the commit. Should the process end before, they belong to no log and are forgotten at the next start.
Result<void> Writer::removeState(QueueId log)
{
    m_pending.removedLogs.insert(log.v);
    return runCached(u"DELETE FROM log_state WHERE log = ?"_s, {qint64(log.v)});
}

/// The partitions are those that the row names, whatever the broker remembers.
Result<void> Writer::removeTopic(TopicId topic)
{
    const qint64 id = qint64(topic.v);
    const QString find =
        u"SELECT id, virtual_host, name, uuid, partitions, config, arguments FROM topic WHERE id = ?"_s;
    if (auto done = runCached(find, {id}); !done)
        return done;
    QSqlQuery &query = m_statements.at(find);
    Row row;
    if (query.next()) {
        for (int i = 0; i < 7; ++i)
            row += query.value(i);
    }
    query.finish();
    if (row.isEmpty())
        return {};
    if (const auto found = toDefinition(SmallTable::Topic, row)) {
        for (const QueueId log : std::get<TopicDefinition>(*found).partitions) {
            if (auto done = removeState(log); !done)
                return done;
        }
    }
    return runCached(u"DELETE FROM topic WHERE id = ?"_s, {id});
}

Result<void> Writer::removeAccess(const Definition &definition)
{
    if (const auto *user = std::get_if<core::UserDefinition>(&definition))
        return runCached(u"DELETE FROM user WHERE name = ?"_s, {user->name});
    if (const auto *permission = std::get_if<core::PermissionDefinition>(&definition))
        return runCached(u"DELETE FROM permission WHERE virtual_host = ? AND user = ?"_s,
                         {permission->virtualHost, permission->user});
    if (const auto *topic = std::get_if<core::TopicPermissionDefinition>(&definition))
        return runCached(u"DELETE FROM topic_permission WHERE virtual_host = ? AND user = ? AND exchange = ?"_s,
                         {topic->virtualHost, topic->user, notNull(topic->exchange)});
    if (const auto *limit = std::get_if<core::LimitDefinition>(&definition))
        return runCached(u"DELETE FROM access_limit WHERE scope = ? AND owner = ? AND name = ?"_s,
                         {int(limit->scope), limit->owner, limit->limit});
    if (const auto *credential = std::get_if<core::ScramCredential>(&definition))
        return runCached(u"DELETE FROM scram_credential WHERE user = ? AND mechanism = ?"_s,
                         {credential->user, int(credential->mechanism)});
    if (const auto *policy = std::get_if<core::PolicyDefinition>(&definition))
        return runCached(u"DELETE FROM policy WHERE virtual_host = ? AND operator = ? AND name = ?"_s,
                         {policy->virtualHost, int(policy->isOperator), policy->name});
    return runCached(u"DELETE FROM virtual_host_metadata WHERE virtual_host = ?"_s,
                     {std::get<core::VirtualHostMetadata>(definition).virtualHost});
}

Result<void> Writer::removeBinding(const BindingDefinition &binding)
{
    const QString exact = u"DELETE FROM binding WHERE virtual_host = ? AND source = ? AND destination_type = ? "
                          "AND destination = ? AND routing_key = ? AND arguments = ?"_s;
    if (auto done = runCached(exact, bindingKey(binding)); !done)
        return done;
    if (m_statements.at(exact).numRowsAffected() > 0 || binding.arguments.isEmpty())
        return {};
    // The same arguments may have been written in another order.
    auto query = m_db.prepare(u"SELECT id, arguments FROM binding WHERE virtual_host = ? AND source = ? "
                              "AND destination_type = ? AND destination = ? AND routing_key = ?"_s);
    if (!query)
        return query.error();
    Row key = bindingKey(binding);
    key.removeLast();
    bind(*query, key);
    if (auto done = SqlConnection::run(*query); !done)
        return done;
    std::vector<qint64> same;
    while (query->next()) {
        const auto arguments = decodeArguments(query->value(1).toByteArray());
        if (arguments && equivalent(*arguments, binding.arguments))
            same.push_back(query->value(0).toLongLong());
    }
    query->finish();
    for (const qint64 id : same) {
        if (auto done = runCached(u"DELETE FROM binding WHERE id = ?"_s, {id}); !done)
            return done;
    }
    return {};
}

Result<void> Writer::appendChunk(const ChunkAppend &append)
{
    ChunkRow row;
    const QByteArrayView batch = m_encoder.encode(append, row);
    m_insertChunk.bindValue(0, qint64(row.chunk.v));
    m_insertChunk.bindValue(1, packHead(row));
    m_insertChunk.bindValue(2, QByteArray::fromRawData(batch.data(), batch.size()));
    auto done = SqlConnection::run(m_insertChunk);
    noteWritten(batch.size());
    m_pending.added.push_back({row.chunk, row.log, batch.size(), ChunkTable::Messages});
    m_pending.highestMessage = std::max(m_pending.highestMessage, row.lastMessage);
    return done;
}

Result<void> Writer::appendBatches(const BatchAppend &append)
{
    const auto row = rowOf(append);
    if (!row)
        return row.error();
    m_insertBatches.bindValue(0, qint64(append.chunk.v));
    m_insertBatches.bindValue(1, packBatchHead(*row));
    m_insertBatches.bindValue(2, notNull(append.data));
    auto done = SqlConnection::run(m_insertBatches);
    m_insertBatches.bindValue(2, {}); // large, and shared with whoever reads the batches back
    noteWritten(append.data.size());
    m_pending.added.push_back({append.chunk, append.log, append.data.size(), ChunkTable::Batches});
    return done;
}

/// Known from the index, or from the transaction under way. Whatever is in neither is in no table either.
ChunkTable Writer::placeOf(ChunkId chunk) const
{
    if (const auto table = m_index.tableOf(chunk))
        return *table;
    for (const Pending::Added &added : m_pending.added) {
        if (added.chunk == chunk)
            return added.table;
    }
    return ChunkTable::Messages;
}

/// Not so: it was set aside as damaged, or its commit failed.
bool Writer::isThere(ChunkId chunk) const
{
    return m_index.contains(chunk) ||
           std::any_of(m_pending.added.begin(), m_pending.added.end(),
                       [chunk](const Pending::Added &added) { return added.chunk == chunk; });
}

Result<void> Writer::writeGone(const ChunkGone &gone)
{
    if (!isThere(gone.chunk))
        return {};
    Row row{qint64(gone.chunk.v), toBlob(gone.gone)};
    seal(SmallTable::ChunkGone, row);
    bind(m_putGone, row);
    noteWritten(row.at(1).toByteArray().size());
    m_goneRows.insert(gone.chunk.v); // a name too many after a failure only costs a look-up
    return SqlConnection::run(m_putGone);
}

Result<void> Writer::writeReturns(const ChunkReturns &returns)
{
    if (!isThere(returns.chunk))
        return {};
    Row row{qint64(returns.chunk.v), encodeReturns(returns.messages)};
    seal(SmallTable::MessageReturn, row);
    noteWritten(row.at(1).toByteArray().size());
    m_returnRows.insert(returns.chunk.v); // as with m_goneRows
    return runCached(u"INSERT OR REPLACE INTO message_return VALUES(?,?,?)"_s, row);
}

Result<void> Writer::writeState(const LogState &state)
{
    const auto last = m_states.constFind(state.log.v);
    // A chunk that was set aside may have raised it, of which the broker knows nothing.
    const quint64 high = furthest(state).deliveredHigh;
    if (last != m_states.cend() && last->lowWater == state.lowWater && last->deliveredHigh == high)
        return {};
    Row row{qint64(state.log.v), qint64(state.lowWater), qint64(high)};
    seal(SmallTable::LogState, row);
    bind(m_putState, row);
    noteWritten(0);
    return SqlConnection::run(m_putState);
}

LogState Writer::furthest(const LogState &state) const
{
    const quint64 known = m_states.value(state.log.v).deliveredHigh;
    return {state.log, state.lowWater, std::max(known, state.deliveredHigh)};
}

Result<void> Writer::removeChunks(const std::vector<ChunkId> &chunks)
{
    qint64 bytes = 0;
    for (const ChunkId chunk : chunks) {
        bytes += m_index.sizeOf(chunk);
        if (auto done = bytes <= DeleteAtOnce ? removeChunk(chunk) : doomChunk(chunk); !done)
            return done;
    }
    return {};
}

Result<void> Writer::removeChunk(ChunkId chunk)
{
    QSqlQuery &query = placeOf(chunk) == ChunkTable::Batches ? m_deleteBatches : m_deleteChunk;
    query.bindValue(0, qint64(chunk.v));
    if (auto done = SqlConnection::run(query); !done)
        return done;
    noteWritten(0);
    if (m_doomed.contains(chunk.v)) {
        if (auto done = runCached(u"DELETE FROM doomed_chunk WHERE chunk = ?"_s, {qint64(chunk.v)}); !done)
            return done;
    }
    if (m_returnRows.contains(chunk.v)) {
        if (auto done = runCached(u"DELETE FROM message_return WHERE chunk = ?"_s, {qint64(chunk.v)}); !done)
            return done;
    }
    if (!m_goneRows.contains(chunk.v))
        return {};
    m_deleteGone.bindValue(0, qint64(chunk.v));
    return SqlConnection::run(m_deleteGone);
}

Result<void> Writer::doomChunk(ChunkId chunk)
{
    Row row{qint64(chunk.v)};
    seal(SmallTable::DoomedChunk, row);
    m_pending.doomed.push_back(chunk);
    return runCached(u"INSERT OR REPLACE INTO doomed_chunk VALUES(?,?)"_s, row);
}

Result<void> Writer::putMeta(const char *name, qint64 value)
{
    Row row{QByteArray(name), value};
    seal(SmallTable::Meta, row);
    return runCached(u"INSERT OR REPLACE INTO meta(name, value, crc) VALUES(?,?,?)"_s, row);
}

Result<void> Writer::runCached(const QString &sql, const Row &values)
{
    auto at = m_statements.find(sql);
    if (at == m_statements.end()) {
        auto prepared = m_db.prepare(sql);
        if (!prepared)
            return prepared.error();
        at = m_statements.emplace(sql, std::move(*prepared)).first;
    }
    bind(at->second, values);
    noteWritten(0);
    return SqlConnection::run(at->second);
}

void Writer::noteCommitted(const StoreTransaction &transaction)
{
    for (const Pending::Added &added : m_pending.added) {
        m_index.add(added.chunk, added.log, added.size, added.table);
        m_highestChunk = std::max(m_highestChunk, added.chunk);
    }
    m_highestMessage = std::max(m_highestMessage, m_pending.highestMessage);
    for (const LogState &state : transaction.states)
        m_states.insert(state.log.v, furthest(state));
    for (const ChunkId chunk : m_pending.doomed) {
        m_doomed.insert(chunk.v);
        m_garbage.push_back(chunk);
    }
    for (const ChunkId chunk : transaction.removals) {
        if (m_doomed.contains(chunk.v))
            continue; // still there until it is deleted
        forgetChunk(chunk);
    }
    for (const DefinitionChange &change : transaction.definitions) {
        if (const auto *queue = std::get_if<QueueDefinition>(&change.definition))
            m_highestQueue = std::max(m_highestQueue, queue->id);
        if (const auto *topic = std::get_if<TopicDefinition>(&change.definition)) {
            m_highestQueue.v = std::max(m_highestQueue.v, topic->id.v);
            for (const QueueId log : topic->partitions)
                m_highestQueue = std::max(m_highestQueue, log);
        }
    }
    for (const quint64 log : std::as_const(m_pending.removedLogs))
        m_states.remove(log);
    const std::vector<ChunkId> chunks = m_index.chunksOf(m_pending.removedLogs);
    m_garbage.insert(m_garbage.end(), chunks.begin(), chunks.end());
}

void Writer::forgetChunk(ChunkId chunk)
{
    m_index.remove(chunk);
    m_goneRows.remove(chunk.v);
    m_returnRows.remove(chunk.v);
}

void Writer::noteFailed(const Error &error)
{
    if (error.code == BrokerError::Damaged)
        reportStructureDamage(error.detail);
}

/// Each write touches its pages and about one of the tree; the log holds each page once more in every commit.
void Writer::noteWritten(qsizetype bytes)
{
    m_walBytes += (bytes / PageSize + 1) * FrameSize;
}

void Writer::setAside(ChunkId chunk, const QString &why)
{
    if (!m_index.contains(chunk))
        return; // two loads found it
    const ChunkTable table = placeOf(chunk);
    std::optional<LogState> raised;
    const auto done = inTransaction([&]() -> Result<void> {
        if (table == ChunkTable::Batches)
            raised = stateBehind(chunk);
        if (raised) {
            if (auto written = writeState(*raised); !written)
                return written;
        }
        if (auto copied = copyAside(chunk, table, why); !copied)
            return copied;
        return removeChunk(chunk);
    });
    if (!done) {
        noteFailed(done.error());
        return;
    }
    if (raised)
        m_states.insert(raised->log.v, furthest(*raised));
    forgetChunk(chunk);
    m_notify(u"Chunk %1 failed its checksum and was set aside (table damaged_chunk): %2"_s.arg(QString::number(chunk.v),
                                                                                               why));
}

Result<void> Writer::copyAside(ChunkId chunk, ChunkTable table, const QString &why)
{
    const QString from = table == ChunkTable::Batches ? u"topic_chunk"_s : u"chunk"_s;
    return runCached(u"INSERT OR REPLACE INTO damaged_chunk SELECT id, head, ?, data FROM %1 WHERE id = ?"_s.arg(from),
                     {why, qint64(chunk.v)});
}

/// The state of a partition's log once this chunk's offsets have been given out; nullopt when its head can not be read.
std::optional<LogState> Writer::stateBehind(ChunkId chunk)
{
    const QString sql = u"SELECT head FROM topic_chunk WHERE id = ?"_s;
    if (!runCached(sql, {qint64(chunk.v)}))
        return std::nullopt;
    QSqlQuery &query = m_statements.at(sql);
    std::optional<BatchRow> row;
    if (query.next())
        row = unpackBatchHead(chunk, query.value(0).toByteArray());
    query.finish();
    if (!row)
        return std::nullopt;
    return LogState{row->log, m_states.value(row->log.v).lowWater, row->chunk.base + row->chunk.span};
}

void Writer::reportStructureDamage(const QString &what)
{
    if (m_structureDamaged)
        return;
    m_structureDamaged = true;
    requestSalvage(m_options.path);
    m_notify(u"The data file is damaged (%1). At the next start it is set aside, and everything in it that is sound is "
             u"taken "
             "over into a new one."_s.arg(what));
}

/// Behind what is queued already: whoever waits for a commit comes first.
void Writer::scheduleUpkeep()
{
    if (std::exchange(m_upkeepScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &Writer::upkeep, Qt::QueuedConnection);
}

void Writer::upkeep()
{
    m_upkeepScheduled = false;
    if (!m_db.isOpen())
        return;
    if (m_walBytes >= m_walTarget)
        checkpoint();
    if (!m_garbage.empty())
        deleteGarbage();
}

void Writer::tick()
{
    if (std::exchange(m_busySinceTick, false))
        return;
    m_idle.stop();
    if (m_walBytes > 0)
        checkpoint();
}

void Writer::deleteGarbage()
{
    qint64 bytes = 0;
    std::vector<ChunkId> step;
    while (!m_garbage.empty() && step.size() < GarbageStepChunks && bytes < GarbageStep) {
        step.push_back(m_garbage.front());
        bytes += std::max<qint64>(m_index.sizeOf(step.back()), 1024);
        m_garbage.pop_front();
    }
    // Losing this to a power failure only means doing it again.
    (void)setSync(false);
    const auto done = inTransaction([&]() -> Result<void> {
        for (const ChunkId chunk : step) {
            if (auto removed = removeChunk(chunk); !removed)
                return removed;
        }
        return {};
    });
    if (!done) {
        noteFailed(done.error());
        return; // whatever is left is garbage again at the next start
    }
    for (const ChunkId chunk : step) {
        forgetChunk(chunk);
        m_doomed.remove(chunk.v);
    }
    if (!m_garbage.empty() || m_walBytes >= m_walTarget)
        scheduleUpkeep();
}

/// PASSIVE never waits for a reader. Once all is moved, the next commit writes the log from its beginning again.
void Writer::checkpoint()
{
    auto query = m_db.query(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    if (!query) {
        noteFailed(query.error());
        m_walTarget = m_walBytes + m_options.walLimit;
        return;
    }
    if (!query->next())
        return;
    const qint64 left = query->value(1).toLongLong() - query->value(2).toLongLong();
    m_walBytes = left > 0 ? query->value(1).toLongLong() * FrameSize : 0;
    m_walTarget = left > 0 ? m_walBytes + m_options.walLimit / 4 : m_options.walLimit;
}

void Writer::close()
{
    if (!m_db.isOpen())
        return;
    m_idle.stop();
    QElapsedTimer elapsed;
    elapsed.start();
    while (!m_garbage.empty() && !m_structureDamaged && elapsed.elapsed() < CloseWithinMs)
        deleteGarbage();
    (void)setSync(true);
    const auto marked = inTransaction([&]() -> Result<void> {
        const std::initializer_list<std::pair<const char *, qint64>> values = {
            {"highest_chunk", qint64(m_highestChunk.v)},
            {"highest_queue", qint64(m_highestQueue.v)},
            {"highest_message", qint64(m_highestMessage.v)},
            {"clean", 1}};
        for (const auto &[name, value] : values) {
            if (auto put = putMeta(name, value); !put)
                return put;
        }
        const auto chunks = m_db.number(u"SELECT (SELECT count(*) FROM chunk) + (SELECT count(*) FROM topic_chunk)"_s);
        return chunks ? putMeta("chunks", *chunks) : Result<void>(chunks.error());
    });
    if (marked)
        giveBackSpace();
    m_statements.clear();
    for (QSqlQuery *query : {&m_begin, &m_commit, &m_rollback, &m_insertChunk, &m_deleteChunk, &m_insertBatches,
                             &m_deleteBatches, &m_putGone, &m_deleteGone, &m_putState})
        *query = QSqlQuery();
    (void)m_db.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    m_db.close();
}

void Writer::giveBackSpace()
{
    const auto pages = m_db.number(u"PRAGMA page_count"_s);
    const auto free = m_db.number(u"PRAGMA freelist_count"_s);
    if (!pages || !free || *free * PageSize < WorthPacking || (*pages - *free) * PageSize > QuicklyPacked)
        return;
    (void)m_db.execute(u"VACUUM"_s);
}

} // namespace engine::store
