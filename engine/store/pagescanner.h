// SPDX-License-Identifier: GPL-3.0-or-later
// PageScanner: finds the rows of a broken SQLite file by looking at its pages one by one, without following its trees: what
// can be read does not depend on what is broken elsewhere. Whether a row is genuine its checksum tells, which is why every
// table of ours has one. Format: https://sqlite.org/fileformat2.html. Thread: any (plain functions over mapped files).
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QVariant>

#include <deque>
#include <functional>
#include <vector>

namespace engine::store {

/// The newest state of each page: the file's, or that of the last frame of the write-ahead log which holds it.
class PageSource
{
public:
    PageSource(QByteArrayView file, QByteArrayView log, quint32 pageSize);

    quint32 pageSize() const { return m_pageSize; }
    quint32 pageCount() const { return quint32(m_pages.size()); }
    /// Pages count from 1. Empty when it is missing or incomplete.
    QByteArrayView page(quint32 number) const;
    /// Other states of pages, from broken frames or from before frames in doubt.
    const std::vector<QByteArrayView> &doubtfulPages() const { return m_doubtful; }

private:
    quint32 m_pageSize;
    std::vector<QByteArrayView> m_pages;
    std::vector<QByteArrayView> m_doubtful;
    std::deque<QByteArray> m_repaired; ///< pages of the log with a byte put right
};

struct RawRow
{
    qint64 rowId = 0;
    QVariantList columns; ///< null, qlonglong, QByteArray (blobs and texts alike)
};

class PageScanner
{
public:
    /// Is it a row that we know? Its overflow pages are then not searched for rows.
    using Accept = std::function<bool(const RawRow &row)>;
    /// Could a record of this many columns be one of ours?
    using Plausible = std::function<bool(int columns)>;

    PageScanner(const PageSource &source, Plausible plausible, Accept accept);
    void run();

private:
    struct Cell
    {
        qint64 rowId = 0;
        quint64 payloadSize = 0;
        QByteArrayView local;
        quint32 overflow = 0;
        qsizetype size = 0; ///< of the cell on its page
    };

    void findFreePages();
    void findReferencedPages();
    bool parseCell(QByteArrayView page, qsizetype at, Cell &cell) const;
    bool leafCells(QByteArrayView page, qsizetype header, std::vector<Cell> &cells) const;
    bool offer(const Cell &cell);
    bool assemble(const Cell &cell, QByteArray &payload, std::vector<quint32> &pages) const;
    void search(QByteArrayView page);
    bool isLive(quint32 number) const { return !m_free[number] || m_referenced[number]; }
    static qsizetype headerAt(quint32 number) { return number == 1 ? 100 : 0; }

    const PageSource &m_source;
    const Plausible m_plausible;
    const Accept m_accept;
    std::vector<bool> m_free;
    std::vector<bool> m_referenced;
    std::vector<bool> m_done; ///< read, or an overflow page of an accepted row
};

} // namespace engine::store
