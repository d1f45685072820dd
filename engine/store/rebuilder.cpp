// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rebuilder.h"

#include "store/schema.h"

#include <QLocale>

#include <algorithm>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::Definition;
using core::LogState;
using core::QueueDefinition;
using core::VirtualHostDefinition;

namespace {

constexpr int ChunkColumns = 3; // as two of the small tables have
constexpr qint64 CommitEvery = 16 * 1024 * 1024;

int columnsOf(const SmallTableLayout &layout)
{
    return int(QByteArrayView(layout.columns).count(',')) + 1;
}

/// One text for each thing that may be there once.
QByteArray keyOf(const Definition &definition)
{
    const auto table = tableOf(definition);
    QByteArray key(1, char('0' + int(table)));
    for (const QVariant &column : toRow(definition))
        key += column.toByteArray().toHex() + ' ';
    if (const auto *queue = std::get_if<QueueDefinition>(&definition))
        key = QByteArray(1, char('0' + int(table))) + queue->virtualHost.toHex() + ' ' + queue->name.toHex();
    return key;
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
    auto insert = m_db.prepare(u"INSERT OR IGNORE INTO chunk VALUES(?,?,?)"_s);
    if (!insert)
        return insert.error();
    m_insert = std::move(*insert);
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
    return false;
}

bool Rebuilder::takeChunk(const RawRow &raw)
{
    const QByteArray data = raw.columns.last().toByteArray();
    const auto row = describeChunk(data);
    if (!row || row->chunk.v != quint64(raw.rowId)) {
        if (data.size() > 61)
            m_brokenChunks.insert(quint64(raw.rowId));
        return false;
    }
    if (m_chunks.contains(row->chunk.v))
        return true;
    m_chunks.insert(row->chunk.v);
    if (m_failed)
        m_failed = write(*row, data);
    m_messages += row->count;
    const auto transient = quint64(fromBlob(row->transient, row->span).count(true));
    m_logsInUse[row->log.v] += row->count - transient;
    return true;
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
    case SmallTable::DoomedChunk:
        m_doomed.insert(first);
        break;
    default:
        if (const auto definition = toDefinition(table, row))
            m_definitions.emplace(keyOf(*definition), *definition);
        break;
    }
}

Result<void> Rebuilder::write(const ChunkRow &row, const QByteArray &data)
{
    QSqlQuery &q = *m_insert;
    q.bindValue(0, qint64(row.chunk.v));
    q.bindValue(1, packHead(row));
    q.bindValue(2, data);
    if (auto done = SqlConnection::run(q); !done)
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
    m_insert.reset();
    addLostQueues();
    addLostVirtualHosts();
    Result<void> done = std::move(m_failed);
    if (done)
        done = writeDefinitions();
    if (done)
        done = writeStates();
    if (done)
        done = m_db.execute(u"COMMIT"_s);
    if (done)
        done = m_db.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    for (const quint64 id : std::as_const(m_brokenChunks))
        m_broken += !m_chunks.contains(id);
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
        queue.name = "recovered-" + QByteArray::number(log);
        m_definitions.emplace(keyOf(queue), queue);
    }
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
    return text;
}

} // namespace engine::store
