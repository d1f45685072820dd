// SPDX-License-Identifier: GPL-3.0-or-later
// ChangeLog: a few figures over time, one set of them for each slot, kept as what changed from slot to slot: a byte or two for a figure
// that moves, nothing at all while everything stands still. In pieces, of which the oldest can be let go of.
// A piece begins with all figures (zigzag varints); then, for each change: how many slots later (varint), which figures (varint, a bit
// each), and by how much (zigzag varints).
// Owner: Histories. Thread: engine.
#pragma once

#include "wire/bytereader.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <vector>

namespace engine::inspect {

class ChangeLog
{
public:
    static constexpr size_t mostFigures = 9;
    using Values = std::array<qint64, mostFigures>;
    static constexpr qint64 pieceSlots = 60;

    explicit ChangeLog(size_t figures)
        : m_figures(figures)
    {
        Q_ASSERT(figures <= mostFigures);
    }

    /// Slots ascend; those left out are as the one before.
    void append(qint64 slot, const Values &values);
    /// Calls visit(first, end, values) for each stretch of equal values between `from` and `end`, ascending, from the first slot that
    /// is known on; the last values hold up to the end.
    template <typename Visit>
    void read(qint64 from, qint64 end, Visit &&visit) const;
    /// What is before this slot is not asked for any more.
    void dropBefore(qint64 slot);

    bool isEmpty() const { return m_pieces.empty(); }
    /// Of a log that is not empty.
    qint64 first() const { return m_pieces.front().first; }
    /// Memory that the pieces take, overhead included.
    size_t bytes() const { return m_bytes; }

private:
    struct Piece
    {
        qint64 first = 0;
        QByteArray data;
    };
    static size_t weightOf(const Piece &piece);
    void begin(qint64 slot);
    void readAll(wire::ByteReader &in, Values &values) const;
    void readChanges(wire::ByteReader &in, Values &values) const;

    size_t m_figures;
    std::vector<Piece> m_pieces;
    Values m_last{};       ///< at m_lastSlot, and since
    qint64 m_lastSlot = 0; ///< of the last change
    size_t m_bytes = 0;
};

template <typename Visit>
void ChangeLog::read(qint64 from, qint64 end, Visit &&visit) const
{
    Values values{};
    bool isKnown = false;
    qint64 since = 0;
    const auto holdUntil = [&](qint64 slot) {
        const qint64 first = std::max(since, from), last = std::min(slot, end);
        if (isKnown && first < last)
            visit(first, last, values);
        since = slot;
        isKnown = true;
    };
    for (size_t i = 0; i < m_pieces.size(); ++i) {
        if (i + 1 < m_pieces.size() && m_pieces[i + 1].first <= from)
            continue;
        wire::ByteReader in{QByteArrayView(m_pieces[i].data)};
        qint64 slot = m_pieces[i].first;
        holdUntil(slot);
        readAll(in, values);
        while (!in.atEnd()) {
            slot += qint64(in.varint64());
            holdUntil(slot);
            readChanges(in, values);
        }
    }
    holdUntil(end);
}

} // namespace engine::inspect
