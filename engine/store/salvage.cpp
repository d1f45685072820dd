// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage.h"

#include "store/chunkcodec.h"
#include "store/filecheck.h"
#include "store/pagescanner.h"
#include "store/rebuilder.h"
#include "store/schema.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace engine::store {

using namespace Qt::StringLiterals;

namespace {

// The new file while it grows, and when it is complete: the second name is what makes the salvage final.
QString growing(const QString &path)
{
    return path % u".rebuilding"_s;
}
QString complete(const QString &path)
{
    return path % u".rebuilt"_s;
}
QString request(const QString &path)
{
    return path % u".salvage"_s;
}
QString logOf(const QString &path)
{
    return path % u"-wal"_s;
}
QString indexOf(const QString &path)
{
    return path % u"-shm"_s;
}

Result<void> rename(const QString &from, const QString &to)
{
    if (!QFile::exists(from) || QFile::rename(from, to))
        return {};
    return Error{BrokerError::StorageFailed, u"can not rename %1 to %2"_s.arg(from, to)};
}

QString freeName(const QString &path)
{
    const QString stem = path % u".damaged-"_s % QDateTime::currentDateTime().toString(u"yyyyMMdd-hhmmss"_s);
    QString name = stem;
    for (int i = 2; QFile::exists(name) || QFile::exists(logOf(name)); ++i)
        name = stem % '-'_L1 % QString::number(i);
    return name;
}

/// Moves the damaged file with its log aside and the complete new one into its place.
Result<QString> exchange(const QString &path)
{
    const QString aside = freeName(path);
    // The log first: without it the file would be taken for an older state, but never the other way round.
    if (auto moved = rename(logOf(path), logOf(aside)); !moved)
        return moved.error();
    if (auto moved = rename(path, aside); !moved)
        return moved.error();
    QFile::remove(indexOf(path));
    if (auto moved = rename(complete(path), path); !moved)
        return moved.error();
    QFile::remove(request(path));
    return aside;
}

void removeAll(const QString &path)
{
    for (const QString &name : {path, logOf(path), indexOf(path)})
        QFile::remove(name);
}

Result<void> rebuild(const QString &path, Rebuilder &rebuilder)
{
    const MappedFile file(path);
    const MappedFile log(logOf(path));
    const PageSource pages(file.view(), log.view(), PageSize);
    PageScanner scanner(pages, Rebuilder::isPlausible, [&rebuilder](const RawRow &row) { return rebuilder.take(row); });
    scanner.run();
    return rebuilder.finish();
}

} // namespace

Result<QString> salvage(const QString &path, const QString &why)
{
    removeAll(growing(path));
    Rebuilder rebuilder;
    if (auto begun = rebuilder.begin(growing(path)); !begun)
        return begun.error();
    if (auto built = rebuild(path, rebuilder); !built)
        return built.error();
    if (auto named = rename(growing(path), complete(path)); !named)
        return named.error();
    const auto aside = exchange(path);
    if (!aside)
        return aside.error();
    QString notice =
        u"The data file was damaged (%1). It was set aside as %2. %3 were taken over into a new file."_s.arg(
            why, QFileInfo(*aside).fileName(), rebuilder.summary());
    if (const QString names = rebuilder.recovered(); !names.isEmpty())
        notice += u" Messages that have lost their queue or topic are in: %1."_s.arg(names);
    return notice;
}

Result<QString> finishInterruptedSalvage(const QString &path)
{
    if (!QFile::exists(complete(path)))
        return QString();
    const auto aside = exchange(path);
    if (!aside)
        return aside.error();
    // Set aside already, if the broker ended between the two renamings.
    const QString name = QFileInfo(QFile::exists(*aside) ? *aside : path % u".damaged-…"_s).fileName();
    return u"The data file was damaged, and the broker ended while what is whole of it was taken over. It was set "
           u"aside as %1, and "
           "the new file is in its place."_s.arg(name);
}

void requestSalvage(const QString &path)
{
    QFile file(request(path));
    (void)file.open(QIODevice::WriteOnly);
}

bool isSalvageRequested(const QString &path)
{
    return QFile::exists(request(path));
}

} // namespace engine::store
