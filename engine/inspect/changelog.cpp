// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/changelog.h"

#include "wire/bytewriter.h"

namespace engine::inspect {

namespace {

constexpr qsizetype longestRecord = 10 * (2 + qsizetype(ChangeLog::mostFigures));
constexpr size_t pieceOverhead = 64; // the piece, and what its bytes' allocation costs

} // namespace

size_t ChangeLog::weightOf(const Piece &piece)
{
    return size_t(piece.data.capacity()) + pieceOverhead;
}

/// A new piece, with m_last as they are from here on.
void ChangeLog::begin(qint64 slot)
{
    if (!m_pieces.empty()) {
        m_bytes -= weightOf(m_pieces.back());
        m_pieces.back().data.squeeze();
        m_bytes += weightOf(m_pieces.back());
    }
    std::array<char, longestRecord> bytes;
    wire::RawWriter out(bytes.data());
    for (size_t i = 0; i < m_figures; ++i)
        out.zigzag64(m_last[i]);
    m_pieces.push_back({slot, QByteArray(bytes.data(), out.at() - bytes.data())});
    m_bytes += weightOf(m_pieces.back());
}

void ChangeLog::append(qint64 slot, const Values &values)
{
    quint64 changed = 0;
    for (size_t i = 0; i < m_figures; ++i)
        changed |= quint64(values[i] != m_last[i]) << i;
    if (m_pieces.empty() || (changed && slot / pieceSlots != m_pieces.back().first / pieceSlots)) {
        m_last = values;
        m_lastSlot = slot;
        return begin(slot);
    }
    if (!changed)
        return;
    Q_ASSERT(slot > m_lastSlot);
    std::array<char, longestRecord> bytes;
    wire::RawWriter out(bytes.data());
    out.varint(quint64(slot - m_lastSlot));
    out.varint(changed);
    for (size_t i = 0; i < m_figures; ++i) {
        if (changed & (quint64(1) << i))
            out.zigzag64(values[i] - m_last[i]);
    }
    m_bytes -= weightOf(m_pieces.back());
    m_pieces.back().data.append(bytes.data(), out.at() - bytes.data());
    m_bytes += weightOf(m_pieces.back());
    m_last = values;
    m_lastSlot = slot;
}

void ChangeLog::readAll(wire::ByteReader &in, Values &values) const
{
    for (size_t i = 0; i < m_figures; ++i)
        values[i] = in.zigzag64();
}

void ChangeLog::readChanges(wire::ByteReader &in, Values &values) const
{
    const quint64 changed = in.varint64();
    for (size_t i = 0; i < m_figures; ++i) {
        if (changed & (quint64(1) << i))
            values[i] += in.zigzag64();
    }
}

void ChangeLog::dropBefore(qint64 slot)
{
    size_t dropped = 0;
    while (dropped + 1 < m_pieces.size() && m_pieces[dropped + 1].first <= slot)
        m_bytes -= weightOf(m_pieces[dropped++]);
    m_pieces.erase(m_pieces.begin(), m_pieces.begin() + qptrdiff(dropped));
    if (m_pieces.size() != 1 || m_lastSlot >= slot)
        return;
    // It has stood still since: how it came to be so is not asked for.
    m_bytes -= weightOf(m_pieces.back());
    m_pieces.clear();
    m_lastSlot = slot;
    begin(slot);
}

} // namespace engine::inspect
