// SPDX-License-Identifier: GPL-3.0-or-later
// SnapshotTable: rows of snapshots, sorted by a key that never changes for one object. update() turns the next list into
// ranges of removed, inserted and changed rows, so that selection, scroll position and expansion survive live data.
// Owner: a page. Thread: ui.
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <vector>

namespace ui::models {

template <typename Snapshot, typename Key>
class SnapshotTable : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }

    const Snapshot &at(int row) const { return m_rows[size_t(row)].snapshot; }
    /// The row of the object with this key, or -1.
    int rowOf(const Key &key) const
    {
        const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), key,
                                         [](const Row &row, const Key &k) { return row.key < k; });
        return it != m_rows.end() && it->key == key ? int(it - m_rows.begin()) : -1;
    }

    void update(const QList<Snapshot> &snapshots)
    {
        std::vector<Row> next;
        next.reserve(size_t(snapshots.size()));
        for (const Snapshot &snapshot : snapshots)
            next.push_back({keyOf(snapshot), snapshot});
        std::sort(next.begin(), next.end(), [](const Row &a, const Row &b) { return a.key < b.key; });
        next.erase(std::unique(next.begin(), next.end(), [](const Row &a, const Row &b) { return a.key == b.key; }),
                   next.end());
        removeMissing(next);
        insertNew(next);
        changeRest(next);
    }

protected:
    virtual Key keyOf(const Snapshot &snapshot) const = 0;
    /// Called before a row's snapshot is replaced, or with before == nullptr when it is new; true: the row has to be repainted.
    virtual bool willChange(const Snapshot *before, const Snapshot &after) { return !before || !(*before == after); }
    virtual void willRemove(const Snapshot &) {}

private:
    struct Row
    {
        Key key;
        Snapshot snapshot;
    };

    void removeMissing(const std::vector<Row> &next)
    {
        const auto stays = [&next](const Row &row) {
            return std::binary_search(next.begin(), next.end(), row,
                                      [](const Row &a, const Row &b) { return a.key < b.key; });
        };
        for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
            if (stays(m_rows[size_t(last)]))
                continue;
            int first = last;
            while (first > 0 && !stays(m_rows[size_t(first - 1)]))
                --first;
            beginRemoveRows({}, first, last);
            for (int row = first; row <= last; ++row)
                willRemove(m_rows[size_t(row)].snapshot);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            endRemoveRows();
            last = first;
        }
    }

    void insertNew(const std::vector<Row> &next)
    {
        // Every row of ours is in `next` now, in the same order: what does not match is new.
        for (size_t row = 0; row < next.size(); ++row) {
            if (row < m_rows.size() && m_rows[row].key == next[row].key)
                continue;
            size_t end = row + 1;
            while (end < next.size() && !(row < m_rows.size() && m_rows[row].key == next[end].key))
                ++end;
            beginInsertRows({}, int(row), int(end) - 1);
            for (size_t i = row; i < end; ++i)
                willChange(nullptr, next[i].snapshot);
            m_rows.insert(m_rows.begin() + qptrdiff(row), next.begin() + qptrdiff(row), next.begin() + qptrdiff(end));
            endInsertRows();
            row = end - 1;
        }
    }

    void changeRest(const std::vector<Row> &next)
    {
        int first = -1;
        for (int row = 0; row <= int(next.size()); ++row) {
            bool changed = false;
            if (row < int(next.size())) {
                Row &ours = m_rows[size_t(row)];
                changed = willChange(&ours.snapshot, next[size_t(row)].snapshot);
                if (changed)
                    ours.snapshot = next[size_t(row)].snapshot;
            }
            if (changed && first < 0)
                first = row;
            if (!changed && first >= 0) {
                Q_EMIT dataChanged(index(first, 0), index(row - 1, columnCount() - 1));
                first = -1;
            }
        }
    }

    std::vector<Row> m_rows;
};

} // namespace ui::models
