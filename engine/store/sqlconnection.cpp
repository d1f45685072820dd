// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlconnection.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>

#include <atomic>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace engine::store {

using namespace Qt::StringLiterals;

namespace {

QString uniqueName()
{
    static std::atomic<quint64> last = 0;
    return u"sightglass-store-%1"_s.arg(++last);
}

// SQLite's primary result codes: https://sqlite.org/rescode.html
constexpr int SqliteCorrupt = 11;
constexpr int SqliteFull = 13;
constexpr int SqliteSchema = 17;
constexpr int SqliteFormat = 24;
constexpr int SqliteNotADatabase = 26;

Error toError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (code) {
    case SqliteCorrupt:
    case SqliteSchema:
    case SqliteFormat:
    case SqliteNotADatabase:
        return {BrokerError::Damaged, u"the database file is damaged: "_s % text};
    case SqliteFull:
        return {BrokerError::StorageFailed, u"the disk is full: "_s % text};
    default:
        return {BrokerError::StorageFailed, text};
    }
}

/// For its user only, in whatever folder, from the first moment on; what SQLite makes beside it takes over its permissions.
void makePrivate(const QString &path)
{
    constexpr mode_t userOnly = S_IRUSR | S_IWUSR;
    const QByteArray name = QFile::encodeName(path);
    // Nobody has a new file open yet: closing it takes nobody's locks away.
    if (const int made = ::open(name.constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, userOnly); made >= 0)
        ::close(made);
    for (const char *suffix : {"", "-wal", "-shm"})
        ::chmod(QByteArray(name + suffix).constData(), userOnly);
}

} // namespace

Result<void> SqlConnection::open(const QString &path, Mode mode)
{
    Q_ASSERT(!isOpen());
    m_name = uniqueName();
    if (mode == Mode::ReadWrite)
        makePrivate(path);
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    db.setDatabaseName(path);
    // Nobody else writes, but a curious command line may hold the file for a moment.
    db.setConnectOptions(mode == Mode::ReadOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s
                                                : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (db.open())
        return {};
    const Error error = db.isValid() ? toError(db.lastError())
                                     : Error{BrokerError::StorageFailed, u"Qt's SQLite driver is not installed"_s};
    db = QSqlDatabase();
    close();
    return error;
}

void SqlConnection::close()
{
    if (m_name.isEmpty())
        return;
    database().close();
    QSqlDatabase::removeDatabase(m_name);
    m_name.clear();
}

QSqlDatabase SqlConnection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<void> SqlConnection::execute(const QString &sql)
{
    auto done = query(sql);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<QSqlQuery> SqlConnection::query(const QString &sql)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return errorOf(query);
    return query;
}

Result<QSqlQuery> SqlConnection::prepare(const QString &sql)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return errorOf(query);
    return query;
}

Result<qint64> SqlConnection::number(const QString &sql)
{
    auto answer = query(sql);
    if (!answer)
        return answer.error();
    if (!answer->next())
        return answer->lastError().isValid() ? errorOf(*answer) : Error{BrokerError::NotFound, sql};
    return answer->value(0).toLongLong();
}

Result<void> SqlConnection::run(QSqlQuery &query)
{
    if (query.exec())
        return {};
    return errorOf(query);
}

Error SqlConnection::errorOf(const QSqlQuery &query)
{
    return toError(query.lastError());
}

} // namespace engine::store
