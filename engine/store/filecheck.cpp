// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filecheck.h"

#include "store/bigendian.h"
#include "store/damaged.h"
#include "store/schema.h"
#include "store/walfile.h"

#include <vector>

namespace engine::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype DatabaseHeaderSize = 100;

/// The fields whose value is known for every file of ours. https://sqlite.org/fileformat2.html#the_database_header
bool headerIsOurs(QByteArrayView file)
{
    const auto byte = [file](qsizetype at) { return quint8(file.at(at)); };
    return file.startsWith(QByteArrayView("SQLite format 3\0", 16)) && (byte(16) << 8 | byte(17)) == PageSize &&
           byte(18) == 2 && byte(19) == 2 // write-ahead log
           && byte(20) == 0               // nothing reserved at the end of a page
           && byte(21) == 64 && byte(22) == 32 && byte(23) == 32 && u32(file, 52) == 0 // no auto-vacuum
           && u32(file, 64) == 0 &&
           u32(file, 44) <= 4     // the schema's format; SQLite refuses others without calling it damage
           && u32(file, 56) <= 1; // UTF-8, or no table yet
}

/// Pages that the newest commit counts: by the log when it has one, by the header otherwise; 0 when the header does not say.
quint32 expectedPages(QByteArrayView file, const WalFile &wal)
{
    if (wal.committed)
        return wal.frames[wal.committed - 1].databaseSize;
    const bool sizeIsValid = u32(file, 24) == u32(file, 92); // change counter, version-valid-for
    return sizeIsValid ? u32(file, 28) : 0;
}

/// Every page must be in the file or in the log.
bool isComplete(QByteArrayView file, const WalFile &wal)
{
    const quint32 expected = expectedPages(file, wal);
    const auto present = quint32(file.size() / PageSize);
    if (expected <= present)
        return true;
    std::vector<bool> found(expected - present);
    for (size_t i = 0; i < wal.committed; ++i) {
        const quint32 page = wal.frames[i].page;
        if (page > present && page <= expected)
            found[page - present - 1] = true;
    }
    return std::find(found.begin(), found.end(), false) == found.end();
}

} // namespace

MappedFile::MappedFile(const QString &path)
    : m_file(path)
{
    if (!m_file.open(QIODevice::ReadOnly) || m_file.size() == 0)
        return;
    if (const uchar *bytes = m_file.map(0, m_file.size()))
        m_view = QByteArrayView(bytes, m_file.size());
}

Result<void> checkFiles(const QString &path)
{
    const MappedFile file(path);
    const MappedFile log(path % u"-wal"_s);
    const WalFile wal = readWal(log.view(), PageSize);
    if (wal.isDamaged())
        return damaged(u"the write-ahead log is broken in its middle"_s);
    const QByteArrayView bytes = file.view();
    if (bytes.isEmpty())
        return wal.committed ? damaged(u"the file is empty, but has a write-ahead log"_s) : Result<void>();
    if (bytes.size() < DatabaseHeaderSize || !headerIsOurs(bytes))
        return damaged(u"the file's header is not one of ours"_s);
    if (!isComplete(bytes, wal) || (!wal.committed && bytes.size() % PageSize != 0))
        return damaged(u"the file is shorter than it should be"_s);
    return {};
}

} // namespace engine::store
