// SPDX-License-Identifier: GPL-3.0-or-later
// SqlConnection: one named SQLite connection through Qt Sql, opened, used and closed on one thread; failures as Result.
// Damaged means that SQLite itself finds the file broken, StorageFailed everything else (disk full, I/O error, busy).
// Owner: whoever works on the thread. Thread: the one that opened it.
#pragma once

#include <engine/result.h>

#include <QSqlQuery>
#include <QString>

class QSqlDatabase;

namespace engine::store {

class SqlConnection
{
public:
    enum class Mode : quint8 { ReadWrite, ReadOnly };

    SqlConnection() = default;
    ~SqlConnection() { close(); }
    Q_DISABLE_COPY_MOVE(SqlConnection)

    Result<void> open(const QString &path, Mode mode);
    /// All queries of this connection must be gone.
    void close();
    bool isOpen() const { return !m_name.isEmpty(); }

    Result<void> execute(const QString &sql);
    /// A query of any kind; forward only.
    Result<QSqlQuery> query(const QString &sql);
    Result<QSqlQuery> prepare(const QString &sql);
    /// The single number that a query answers.
    Result<qint64> number(const QString &sql);

    /// Runs a prepared query with the values bound to it.
    static Result<void> run(QSqlQuery &query);
    static Error errorOf(const QSqlQuery &query);

private:
    QSqlDatabase database() const;

    QString m_name; // of the Qt connection
};

} // namespace engine::store
