// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pagescanner.h"

#include "store/bigendian.h"
#include "store/walfile.h"
#include "wire/kafka/recordbatch.h"

#include <QtEndian>

#include <algorithm>

namespace engine::store {
namespace {

constexpr char LeafTable = 0x0d;
constexpr char InteriorTable = 0x05;
constexpr quint64 MaxPayload = wire::kafka::MaxRecordBatchSize + 65536;
constexpr int MaxColumns = 32;

quint32 u16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

/// SQLite's varint: big-endian groups of seven bits, the ninth byte whole. Moves `at`; false at the end.
bool varint(QByteArrayView bytes, qsizetype &at, quint64 &value)
{
    value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= bytes.size())
            return false;
        const quint8 byte = quint8(bytes.at(at++));
        if (i == 8) {
            value = value << 8 | byte;
            return true;
        }
        value = value << 7 | (byte & 0x7f);
        if (byte < 0x80)
            return true;
    }
    return true;
}

/// Bytes that a value of this serial type takes; -1 for the two types that no file has.
qint64 valueSize(quint64 type)
{
    constexpr qint64 fixed[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1};
    return type < 12 ? fixed[type] : qint64((type - 12) / 2);
}

QVariant valueOf(quint64 type, QByteArrayView bytes)
{
    if (type == 0)
        return {};
    if (type >= 12)
        return QByteArray(bytes.data(), bytes.size());
    if (type == 8 || type == 9)
        return qlonglong(type - 8);
    qint64 value = qint8(bytes.at(0));
    for (qsizetype i = 1; i < bytes.size(); ++i)
        value = qint64(quint64(value) << 8 | quint8(bytes.at(i)));
    return qlonglong(value);
}

/// The serial types at the start of a record; false when they do not add up to the payload.
bool recordTypes(QByteArrayView start, quint64 payloadSize, std::vector<quint64> &types, qsizetype &headerSize)
{
    types.clear();
    qsizetype at = 0;
    quint64 size = 0;
    if (!varint(start, at, size) || size < 2 || size > quint64(start.size()) || size > MaxColumns * 9)
        return false;
    headerSize = qsizetype(size);
    quint64 sum = size;
    const QByteArrayView header = start.first(headerSize);
    while (at < headerSize) {
        quint64 type = 0;
        if (!varint(header, at, type) || valueSize(type) < 0 || types.size() == MaxColumns)
            return false;
        sum += quint64(valueSize(type));
        if (sum > payloadSize)
            return false;
        types.push_back(type);
    }
    return sum == payloadSize;
}

} // namespace

PageSource::PageSource(QByteArrayView file, QByteArrayView log, quint32 pageSize)
    : m_pageSize(pageSize)
{
    const WalFile wal = readWal(log, pageSize);
    const size_t frames = std::max(wal.salvageable, wal.committed);
    size_t pages = size_t(file.size() / pageSize);
    for (size_t i = 0; i < frames; ++i) {
        // A broken frame may name any page; none lies further out than the log could have made the file grow.
        if (wal.frames[i].page <= size_t(file.size() / pageSize) + frames)
            pages = std::max(pages, size_t(wal.frames[i].page));
    }
    m_pages.resize(pages);
    for (size_t i = 0; i < pages; ++i) {
        if (qsizetype((i + 1) * pageSize) <= file.size())
            m_pages[i] = file.sliced(qsizetype(i * pageSize), pageSize);
    }
    for (size_t i = 0; i < frames; ++i) {
        const WalFrame &frame = wal.frames[i];
        if (frame.page < 1 || frame.page > pages)
            continue;
        QByteArrayView page = log.sliced(frame.content, pageSize);
        if (frame.wrongByte >= 0) {
            QByteArray repaired = page.toByteArray();
            repaired[frame.wrongByte] = frame.rightByte;
            page = m_repaired.emplace_back(std::move(repaired));
        }
        // In doubt one state of the page counts, and the other is searched for rows only it has.
        if (frame.ambiguous || !frame.good)
            m_doubtful.push_back(frame.good ? m_pages[frame.page - 1] : page);
        if (frame.good)
            m_pages[frame.page - 1] = page;
    }
}

QByteArrayView PageSource::page(quint32 number) const
{
    return number >= 1 && number <= m_pages.size() ? m_pages[number - 1] : QByteArrayView();
}

PageScanner::PageScanner(const PageSource &source, Plausible plausible, Accept accept)
    : m_source(source)
    , m_plausible(std::move(plausible))
    , m_accept(std::move(accept))
    , m_free(source.pageCount() + 1)
    , m_referenced(source.pageCount() + 1)
    , m_done(source.pageCount() + 1)
{}

void PageScanner::run()
{
    findFreePages();
    findReferencedPages();
    std::vector<Cell> cells;
    for (quint32 number = 1; number <= m_source.pageCount(); ++number) {
        const QByteArrayView page = m_source.page(number);
        if (m_done[number] || page.isEmpty() || !isLive(number) || !leafCells(page, headerAt(number), cells))
            continue;
        m_done[number] = true;
        for (const Cell &cell : cells)
            offer(cell);
    }
    // What is neither a sound leaf nor part of an accepted row may be a leaf whose header or pointers were hit.
    for (quint32 number = 1; number <= m_source.pageCount(); ++number) {
        if (!m_done[number] && isLive(number))
            search(m_source.page(number));
    }
    for (const QByteArrayView page : m_source.doubtfulPages())
        search(page);
}

void PageScanner::findFreePages()
{
    const QByteArrayView first = m_source.page(1);
    if (first.isEmpty())
        return;
    const quint32 most = m_source.pageSize() / 4 - 2;
    for (quint32 trunk = u32(first, 32); trunk != 0;) {
        const QByteArrayView page = m_source.page(trunk);
        if (page.isEmpty() || m_free[trunk] || u32(page, 4) > most)
            return;
        m_free[trunk] = true;
        for (quint32 i = 0; i < u32(page, 4); ++i) {
            const quint32 leaf = u32(page, 8 + 4 * qsizetype(i));
            if (leaf >= 1 && leaf < m_free.size())
                m_free[leaf] = true;
        }
        trunk = u32(page, 0);
    }
}

/// The children of inner pages in use: a wrong entry in the list of free pages must not hide them.
void PageScanner::findReferencedPages()
{
    for (quint32 number = 1; number <= m_source.pageCount(); ++number) {
        const QByteArrayView page = m_source.page(number);
        const qsizetype header = headerAt(number);
        if (page.isEmpty() || m_free[number] || page.at(header) != InteriorTable)
            continue;
        const quint32 cells = u16(page, header + 3);
        const auto mark = [this](quint32 child) {
            if (child >= 1 && child < m_referenced.size())
                m_referenced[child] = true;
        };
        mark(u32(page, header + 8));
        for (quint32 i = 0; i < cells && header + 14 + 2 * qsizetype(i) <= page.size(); ++i) {
            const quint32 at = u16(page, header + 12 + 2 * qsizetype(i));
            if (qsizetype(at) + 4 <= page.size())
                mark(u32(page, at));
        }
    }
}

bool PageScanner::parseCell(QByteArrayView page, qsizetype at, Cell &cell) const
{
    const qsizetype begin = at;
    quint64 rowId = 0;
    if (!varint(page, at, cell.payloadSize) || cell.payloadSize > MaxPayload || !varint(page, at, rowId))
        return false;
    cell.rowId = qint64(rowId);
    // How much stays on the page: fileformat2.html, "B-tree Cell Format"; nothing is reserved, so usable is the page size.
    const quint64 usable = m_source.pageSize();
    const quint64 most = usable - 35;
    quint64 local = cell.payloadSize;
    cell.overflow = 0;
    if (cell.payloadSize > most) {
        const quint64 least = (usable - 12) * 32 / 255 - 23;
        const quint64 wanted = least + (cell.payloadSize - least) % (usable - 4);
        local = wanted <= most ? wanted : least;
    }
    const qsizetype pointer = cell.payloadSize > most ? 4 : 0;
    if (qsizetype(local) + pointer > page.size() - at)
        return false;
    cell.local = page.sliced(at, qsizetype(local));
    if (pointer)
        cell.overflow = u32(page, at + qsizetype(local));
    cell.size = std::max<qsizetype>(4, at + qsizetype(local) + pointer - begin);
    return true;
}

/// The cells of a sound leaf of a table; false when header, cells, free blocks and fragments do not fill the page exactly.
bool PageScanner::leafCells(QByteArrayView page, qsizetype header, std::vector<Cell> &cells) const
{
    cells.clear();
    if (page.at(header) != LeafTable)
        return false;
    const quint32 count = u16(page, header + 3);
    const quint32 start = u16(page, header + 5) ? u16(page, header + 5) : 65536;
    const qsizetype pointersEnd = header + 8 + 2 * qsizetype(count);
    if (pointersEnd > page.size() || qsizetype(start) < pointersEnd || qsizetype(start) > page.size())
        return false;
    qsizetype used = quint8(page.at(header + 7)); // fragments
    for (quint32 i = 0; i < count; ++i) {
        const quint32 at = u16(page, header + 8 + 2 * qsizetype(i));
        Cell cell;
        if (at < start || qsizetype(at) >= page.size() || !parseCell(page, at, cell))
            return false;
        used += cell.size;
        cells.push_back(cell);
    }
    for (quint32 block = u16(page, header + 1), last = 0; block != 0; block = u16(page, block)) {
        if (block <= last || block < start || qsizetype(block) + 4 > page.size())
            return false;
        used += u16(page, block + 2);
        last = block;
    }
    return used == page.size() - qsizetype(start);
}

bool PageScanner::offer(const Cell &cell)
{
    std::vector<quint64> types;
    qsizetype at = 0;
    if (!recordTypes(cell.local, cell.payloadSize, types, at) || types.front() != 0 || !m_plausible(int(types.size())))
        return false;
    QByteArray payload;
    std::vector<quint32> pages;
    if (!assemble(cell, payload, pages))
        return false;
    RawRow row;
    row.rowId = cell.rowId;
    for (const quint64 type : types) {
        row.columns += valueOf(type, QByteArrayView(payload).sliced(at, valueSize(type)));
        at += valueSize(type);
    }
    if (!m_accept(row))
        return false;
    for (const quint32 page : pages)
        m_done[page] = true;
    return true;
}

bool PageScanner::assemble(const Cell &cell, QByteArray &payload, std::vector<quint32> &pages) const
{
    payload = cell.local.toByteArray();
    payload.reserve(qsizetype(cell.payloadSize));
    for (quint32 next = cell.overflow; quint64(payload.size()) < cell.payloadSize;) {
        const QByteArrayView page = m_source.page(next);
        if (page.isEmpty())
            return false;
        const auto rest = qsizetype(cell.payloadSize) - payload.size();
        payload += page.sliced(4, std::min<qsizetype>(rest, page.size() - 4));
        pages.push_back(next);
        next = u32(page, 0);
    }
    return true;
}

/// Tries every place of a page as the start of a cell.
void PageScanner::search(QByteArrayView page)
{
    for (qsizetype at = 0; at + 4 <= page.size();) {
        Cell cell;
        at += parseCell(page, at, cell) && offer(cell) ? cell.size : 1;
    }
}

} // namespace engine::store
