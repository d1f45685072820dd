// SPDX-License-Identifier: GPL-3.0-or-later
// OffsetSet: a set of log offsets (or of delivery tags) kept as disjoint intervals, so that its size follows the holes and not
// the count. Owner: Queue, UnackedLedger. Thread: engine.
#pragma once

#include <QtGlobal>

#include <map>

namespace engine::core {

class OffsetSet
{
public:
    bool isEmpty() const { return m_intervals.empty(); }
    quint64 count() const { return m_count; }
    /// Lowest member; the set must not be empty.
    quint64 first() const { return m_intervals.begin()->first; }
    bool contains(quint64 offset) const;
    /// Inserting a member again changes nothing.
    void insert(quint64 offset) { insertRange(offset, offset + 1); }
    /// [from, to)
    void insertRange(quint64 from, quint64 to);
    /// False: it was not there.
    bool remove(quint64 offset);
    /// Removes every member below `end`.
    void removeBelow(quint64 end);
    quint64 takeFirst();
    void clear();
    /// The intervals, from → one past the last.
    const std::map<quint64, quint64> &intervals() const { return m_intervals; }

private:
    std::map<quint64, quint64> m_intervals;
    quint64 m_count = 0;
};

} // namespace engine::core
