// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rebuilder.h"

#include "store/returncodec.h"
#include "store/schema.h"

#include <QLocale>

#include <algorithm>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::Definition;
using core::GroupOffset;
using core::LogState;
using core::ProducerIdLimit;
using core::QueueDefinition;
using core::TopicDefinition;
using core::TransactionState;
using core::VirtualHostDefinition;

namespace {

constexpr int ChunkColumns = 3; // as two of the small tables have
constexpr qint64 CommitEvery = 16 * 1024 * 1024;
constexpr qint64 HighestPlausibleId = qint64(1) << 48; // ids go on above the highest: one hit by damage must not be it

int columnsOf(const SmallTableLayout &layout)
{
    return int(QByteArrayView(layout.columns).count(',')) + 1;
}

/// What tells one from another, for those that change while they are there, and so may be found in several states.
QByteArrayList nameOf(const Definition &definition)
{
    if (const auto *queue = std::get_if<QueueDefinition>(&definition))
        return {queue->virtualHost, queue->name};
    if (const auto *topic = std::get_if<TopicDefinition>(&definition))
        return {topic->virtualHost, topic->name};
    if (const auto *offset = std::get_if<GroupOffset>(&definition))
        return {offset->virtualHost, offset->group, offset->topic, QByteArray::number(offset->partition)};
    if (const auto *transaction = std::get_if<TransactionState>(&definition))
        return {transaction->transactionalId};
    if (std::holds_alternative<ProducerIdLimit>(definition))
        return {"producer ids"};
    return {};
}

/// One text for each thing that may be there once.
QByteArray keyOf(const Definition &definition)
{
    QByteArrayList parts = nameOf(definition);
    if (parts.isEmpty()) {
        for (const QVariant &column : toRow(definition))
            parts += column.toByteArray();
    }
    QByteArray key(1, char('0' + int(tableOf(definition))));
    for (const QByteArray &part : std::as_const(parts))
        key += part.toHex() + ' ';
    return key;
}

/// Of two states of one thing, is `a` the later?
bool isLater(const Definition &a, const Definition &b)
{
    if (const auto *topic = std::get_if<TopicDefinition>(&a)) {
        const auto &other = std::get<TopicDefinition>(b);
        return std::pair(topic->id, topic->partitions.size()) > std::pair(other.id, other.partitions.size());
    }
    if (const auto *offset = std::get_if<GroupOffset>(&a))
        return offset->committedAtMs > std::get<GroupOffset>(b).committedAtMs;
    if (const auto *transaction = std::get_if<TransactionState>(&a)) {
        const auto &other = std::get<TransactionState>(b);
        return std::pair(transaction->changedAtMs, transaction->epoch) > std::pair(other.changedAtMs, other.epoch);
    }
    if (const auto *limit = std::get_if<ProducerIdLimit>(&a))
        return limit->next > std::get<ProducerIdLimit>(b).next;
    return false;
}

/// The virtual host that a definition needs; a null name: none.
QByteArray hostOf(const Definition &definition)
{
    if (const auto *limit = std::get_if<core::LimitDefinition>(&definition))
        return limit->scope == core::LimitDefinition::Scope::VirtualHost ? limit->owner : QByteArray();
    return std::visit(
        [](const auto &d) {
            if constexpr (requires { d.virtualHost; })
                return d.virtualHost;
            else
                return QByteArray();
        },
        definition);
}

QByteArray united(const QByteArray &a, const QByteArray &b)
{
    QByteArray sum = a.size() > b.size() ? a : b;
    const QByteArray &other = a.size() > b.size() ? b : a;
    for (qsizetype i = 0; i < other.size(); ++i)
        sum[i] = char(sum.at(i) | other.at(i));
    return sum;
}

} // namespace

Result<void> Rebuilder::begin(const QString &path)
{
    if (auto open = m_db.open(path, SqlConnection::Mode::ReadWrite); !open)
        return open;
    if (auto made = prepareNewFile(m_db); !made)
        return made;
    if (auto made = migrate(m_db, 0); !made)
        return made;
    if (auto tuned = tuneWriter(m_db); !tuned)
        return tuned;
    const std::initializer_list<std::pair<std::optional<QSqlQuery> *, QString>> statements = {
        {&m_insert, u"INSERT OR IGNORE INTO chunk VALUES(?,?,?)"_s},
        {&m_insertBatches, u"INSERT OR IGNORE INTO topic_chunk VALUES(?,?,?)"_s},
        {&m_insertAside,
         u"INSERT OR IGNORE INTO damaged_chunk(id, head, data, why) VALUES(?,?,?,'its log is not known')"_s},
    };
    for (const auto &[query, sql] : statements) {
        auto prepared = m_db.prepare(sql);
        if (!prepared)
            return prepared.error();
        *query = std::move(*prepared);
    }
    return m_db.execute(u"BEGIN IMMEDIATE"_s);
}

bool Rebuilder::isPlausible(int columns)
{
    return std::any_of(smallTables().begin(), smallTables().end(),
                       [columns](const SmallTableLayout &layout) { return columnsOf(layout) == columns; });
}

bool Rebuilder::take(const RawRow &raw)
{
    if (raw.columns.size() == ChunkColumns && takeChunk(raw))
        return true;
    for (const SmallTableLayout &layout : smallTables()) {
        if (raw.columns.size() == columnsOf(layout) && takeSmall(layout.table, raw))
            return true;
    }
    m_brokenRows += isPlausible(int(raw.columns.size())) && raw.columns.size() != ChunkColumns;
    return false;
}

bool Rebuilder::takeChunk(const RawRow &raw)
{
    // The head of a topic's chunk first: what its batches hold is a client's choice, and could look like a queue's.
    if (takeBatches(raw) || takeMessages(raw) || setAside(raw))
        return true;
    noteBroken(raw);
    return false;
}

bool Rebuilder::takeMessages(const RawRow &raw)
{
    const QByteArray data = raw.columns.last().toByteArray();
    const auto row = describeChunk(data);
    if (!row || row->chunk.v != quint64(raw.rowId))
        return false;
    if (m_chunks.contains(row->chunk.v))
        return true;
    m_chunks.insert(row->chunk.v);
    if (m_failed)
        m_failed = write(*m_insert, row->chunk, packHead(*row), data);
    m_messages += row->count;
    const auto transient = quint64(fromBlob(row->transient, row->span).count(true));
    m_logsInUse[row->log.v] += row->count - transient;
    return true;
}

bool Rebuilder::takeBatches(const RawRow &raw)
{
    const QByteArray head = raw.columns.at(1).toByteArray();
    const QByteArray data = raw.columns.last().toByteArray();
    const auto row = unpackBatchHead({quint64(raw.rowId)}, head);
    if (!row)
        return false;
    if (!checkBatches(*row, data)) {
        // The records are lost; their offsets are not given out again.
        LogState &state = m_states[row->log.v];
        state.deliveredHigh = std::max(state.deliveredHigh, row->chunk.base + row->chunk.span);
        return false;
    }
    m_partitionsInUse.insert(row->log.v);
    if (m_chunks.contains(row->chunk.chunk.v))
        return true;
    m_chunks.insert(row->chunk.chunk.v);
    if (m_failed)
        m_failed = write(*m_insertBatches, row->chunk.chunk, head, data);
    m_messages += row->chunk.count;
    return true;
}

/// Whole batches under a head that is broken.
bool Rebuilder::setAside(const RawRow &raw)
{
    const QByteArray data = raw.columns.last().toByteArray();
    if (raw.rowId <= 0 || raw.rowId >= HighestPlausibleId || describeChunk(data))
        return false;
    const core::ChunkId chunk{quint64(raw.rowId)};
    const auto row = describeBatches(chunk, data);
    if (!row)
        return false;
    if (m_failed && !m_setAside.contains(chunk.v))
        m_failed = write(*m_insertAside, chunk, packBatchHead(*row), data);
    m_setAside.insert(chunk.v);
    return true;
}

void Rebuilder::noteBroken(const RawRow &raw)
{
    constexpr qsizetype batchHeader = 61;
    if (raw.columns.last().toByteArray().size() > batchHeader)
        m_brokenChunks.insert(quint64(raw.rowId));
}

bool Rebuilder::takeSmall(SmallTable table, const RawRow &raw)
{
    Row row;
    if (layoutOf(table).rowIdIsValue)
        row += raw.rowId;
    row += raw.columns.sliced(1);
    if (!isSealed(table, row))
        return false;
    keepSmall(table, row);
    return true;
}

/// Of several versions of a row the furthest counts: these only ever move forward.
void Rebuilder::keepSmall(SmallTable table, const Row &row)
{
    const quint64 first = row.at(0).toULongLong();
    switch (table) {
    case SmallTable::Meta: {
        qint64 &value = m_meta[row.at(0).toByteArray()];
        value = std::max(value, row.at(1).toLongLong());
        break;
    }
    case SmallTable::LogState: {
        LogState &state = m_states[first];
        state = {QueueId{first}, std::max(state.lowWater, row.at(1).toULongLong()),
                 std::max(state.deliveredHigh, row.at(2).toULongLong())};
        break;
    }
    case SmallTable::ChunkGone: {
        QByteArray &bits = m_gone[first];
        bits = united(bits, row.at(1).toByteArray());
        break;
    }
    case SmallTable::MessageReturn: {
        QByteArray &messages = m_returns[first];
        messages = furthestReturns(messages, row.at(1).toByteArray());
        break;
    }
    case SmallTable::DoomedChunk:
        m_doomed.insert(first);
        break;
    default:
        if (const auto definition = toDefinition(table, row)) {
            const auto [known, isNew] = m_definitions.emplace(keyOf(*definition), *definition);
            if (!isNew && isLater(*definition, known->second))
                known->second = *definition;
        }
        break;
    }
}

Result<void> Rebuilder::write(QSqlQuery &into, core::ChunkId chunk, const QByteArray &head, const QByteArray &data)
{
    into.bindValue(0, qint64(chunk.v));
    into.bindValue(1, head);
    into.bindValue(2, data.isNull() ? QByteArray("", 0) : data);
    if (auto done = SqlConnection::run(into); !done)
        return done;
    m_uncommitted += data.size();
    if (m_uncommitted < CommitEvery)
        return {};
    m_uncommitted = 0;
    for (const QString &statement : {u"COMMIT"_s, u"PRAGMA wal_checkpoint(PASSIVE)"_s, u"BEGIN IMMEDIATE"_s}) {
        if (auto done = m_db.execute(statement); !done)
            return done;
    }
    return {};
}

Result<void> Rebuilder::finish()
{
    for (auto *query : {&m_insert, &m_insertBatches, &m_insertAside})
        query->reset();
    addLostQueues();
    addLostTopics();
    addLostVirtualHosts();
    Result<void> done = std::move(m_failed);
    if (done)
        done = dropTakenTwice();
    if (done)
        done = writeDefinitions();
    if (done)
        done = writeStates();
    if (done)
        done = m_db.execute(u"COMMIT"_s);
    if (done)
        done = m_db.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    for (const quint64 id : std::as_const(m_brokenChunks))
        m_broken += !m_chunks.contains(id) && !m_setAside.contains(id);
    m_db.close();
    return done;
}

Result<void> Rebuilder::writeSmall(SmallTable table, const Row &row)
{
    const SmallTableLayout &layout = layoutOf(table);
    QByteArrayView columns(layout.columns);
    if (!layout.rowIdIsValue)
        columns = columns.sliced(columns.indexOf(',') + 1);
    const QString places = QStringList(row.size(), u"?"_s).join(','_L1);
    auto query = m_db.prepare(u"INSERT OR IGNORE INTO %1(%2) VALUES(%3)"_s.arg(QString::fromLatin1(layout.name),
                                                                               QString::fromLatin1(columns), places));
    if (!query)
        return query.error();
    for (int i = 0; i < int(row.size()); ++i)
        query->bindValue(i, row.at(i));
    return SqlConnection::run(*query);
}

/// A row was found in two states, and one of them was sound.
Result<void> Rebuilder::dropTakenTwice()
{
    for (const quint64 chunk : m_setAside &m_chunks) {
        if (auto done = m_db.execute(u"DELETE FROM damaged_chunk WHERE id = %1"_s.arg(chunk)); !done)
            return done;
    }
    m_setAside -= m_chunks;
    return {};
}

Result<void> Rebuilder::writeDefinitions()
{
    for (const auto &[key, definition] : m_definitions) {
        if (auto done = writeSmall(tableOf(definition), toRow(definition)); !done)
            return done;
    }
    return {};
}

Result<void> Rebuilder::writeStates()
{
    std::vector<std::pair<SmallTable, Row>> rows;
    for (const auto &[log, state] : m_states)
        rows.push_back({SmallTable::LogState, {qint64(log), qint64(state.lowWater), qint64(state.deliveredHigh)}});
    for (const auto &[chunk, bits] : m_gone) {
        if (m_chunks.contains(chunk))
            rows.push_back({SmallTable::ChunkGone, {qint64(chunk), bits}});
    }
    for (const auto &[chunk, messages] : m_returns) {
        if (m_chunks.contains(chunk))
            rows.push_back({SmallTable::MessageReturn, {qint64(chunk), messages}});
    }
    for (const quint64 chunk : std::as_const(m_doomed)) {
        if (m_chunks.contains(chunk))
            rows.push_back({SmallTable::DoomedChunk, {qint64(chunk)}});
    }
    for (const char *name : {"highest_chunk", "highest_queue", "highest_message"}) {
        if (m_meta.contains(name))
            rows.push_back({SmallTable::Meta, {QByteArray(name), m_meta.value(name)}});
    }
    // How the last run ended nobody knows: whatever could be asked about it, the answer is not "properly".
    rows.push_back({SmallTable::Meta, {QByteArray("clean"), 0}});
    for (auto &[table, row] : rows) {
        seal(table, row);
        if (auto done = writeSmall(table, row); !done)
            return done;
    }
    return {};
}

void Rebuilder::addLostQueues()
{
    QSet<quint64> known;
    for (const auto &[key, definition] : m_definitions) {
        if (const auto *queue = std::get_if<QueueDefinition>(&definition))
            known.insert(queue->id.v);
    }
    for (const auto &[log, messages] : m_logsInUse.asKeyValueRange()) {
        if (known.contains(log) || messages == 0)
            continue;
        QueueDefinition queue;
        queue.id.v = log;
        queue.virtualHost = "/";
        addUnderFreeName(queue, log);
    }
}

/// A partition without a topic becomes one of a single partition. Its own id lies above all that are in use.
void Rebuilder::addLostTopics()
{
    QSet<quint64> lost = m_partitionsInUse;
    for (const auto &[key, definition] : m_definitions) {
        if (const auto *topic = std::get_if<TopicDefinition>(&definition)) {
            for (const QueueId log : topic->partitions)
                lost.remove(log.v);
        }
    }
    quint64 last = highestLog();
    for (const quint64 log : std::as_const(lost)) {
        TopicDefinition topic;
        topic.id.v = ++last;
        topic.virtualHost = "/";
        topic.uuid = QUuid::createUuid();
        topic.partitions = {{log}};
        addUnderFreeName(topic, log);
    }
}

/// "recovered-7"; somebody may have called something so.
template <typename Lost>
void Rebuilder::addUnderFreeName(Lost &lost, quint64 log)
{
    const QByteArray wanted = "recovered-" + QByteArray::number(log);
    lost.name = wanted;
    for (int i = 2; !m_definitions.emplace(keyOf(lost), lost).second; ++i)
        lost.name = wanted + '-' + QByteArray::number(i);
    m_recovered.append(QString::fromUtf8(lost.name));
}

quint64 Rebuilder::highestLog() const
{
    quint64 highest = quint64(m_meta.value("highest_queue"));
    const auto raise = [&highest](quint64 id) { highest = std::max(highest, id); };
    for (const auto &[key, definition] : m_definitions) {
        if (const auto *queue = std::get_if<QueueDefinition>(&definition))
            raise(queue->id.v);
        const auto *topic = std::get_if<TopicDefinition>(&definition);
        if (!topic)
            continue;
        raise(topic->id.v);
        for (const QueueId log : topic->partitions)
            raise(log.v);
    }
    for (const auto &[log, messages] : m_logsInUse.asKeyValueRange())
        raise(log);
    for (const quint64 log : m_partitionsInUse)
        raise(log);
    return highest;
}

void Rebuilder::addLostVirtualHosts()
{
    std::vector<Definition> hosts;
    for (const auto &[key, definition] : m_definitions) {
        if (const QByteArray host = hostOf(definition); !host.isEmpty())
            hosts.push_back(VirtualHostDefinition{host});
    }
    for (const Definition &host : hosts)
        m_definitions.emplace(keyOf(host), host);
}

QString Rebuilder::summary() const
{
    const QLocale english(QLocale::English);
    QString text = u"%1 chunks with %2 messages and %3 definitions"_s.arg(
        english.toString(m_chunks.size()), english.toString(m_messages), english.toString(m_definitions.size()));
    if (m_broken)
        text += u" (%1 more chunks failed their checksum)"_s.arg(english.toString(m_broken));
    if (!m_setAside.isEmpty())
        text += u" (%1 more are whole, but of which topic is not known: table damaged_chunk)"_s.arg(
            english.toString(m_setAside.size()));
    if (m_brokenRows)
        text += u" (%1 rows, definitions perhaps, failed their checksum)"_s.arg(english.toString(m_brokenRows));
    return text;
}

QString Rebuilder::recovered() const
{
    return m_recovered.join(u", "_s);
}

} // namespace engine::store
