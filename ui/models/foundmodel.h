// SPDX-License-Identifier: GPL-3.0-or-later
// FoundModel: messages that a search has found, in the order of their log or, of several logs, of their time; the newest last.
// Bounded: beyond the limit those go that were asked for last, the oldest or the newest. What is looked for once more stays meanwhile.
// Owner: MessageSearch. Thread: ui.
#pragma once

#include "ui/models/messagecells.h"

#include <engine/scans.h>

#include <QAbstractTableModel>
#include <QSet>

#include <tuple>
#include <vector>

namespace ui::models {

class FoundModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Runs of rows that stand() takes out at once: each moves all that is behind it.
    static constexpr int mostRuns = 64;

    /// Empty again, for another search.
    void reset(const MessageLook &look, const engine::ScanRequest &request);
    /// Those that are here already are replaced.
    void add(const QList<engine::MessageSummary> &found);
    /// All of it is looked for once more: until it is found again it may be gone, and takes nobody's place within the limit.
    void doubtAll();
    /// Everything has been looked through, or as much as the limit asks for. What has not been found again goes: answers those that
    /// have left, without what the limit has kept out. In many places it is taken out bit by bit, as by stand().
    QList<engine::MessageRef> endDoubt(bool isLimited);
    /// How messages stand now, in any order; those that are not here are passed over. What is gone is taken out. False: it is in so
    /// many places that some of it is only marked, and taken out with the next call.
    bool stand(const QList<engine::MessageStanding> &standings);

    /// An invalid ref.queue: there is no such row.
    const engine::MessageSummary &summaryAt(int row) const;
    int rowOf(engine::MessageRef ref) const;
    /// Of `count` rows from `first` on, as far as there are some.
    QList<engine::MessageRef> refs(int first, int count) const;
    /// The first row at or after this time; rowCount() where there is none.
    int rowAt(qint64 timeMs) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Key = std::tuple<qint64, quint64, quint64>;

    Key keyOf(const engine::MessageSummary &message) const;
    size_t lowerBound(const Key &key) const;
    void insert(std::vector<engine::MessageSummary>::iterator first, std::vector<engine::MessageSummary>::iterator last,
                size_t at);
    void trim();
    bool removeGone();
    void removeBetween(size_t first, size_t end);
    bool isInDoubt(size_t row) const { return !m_doubtful.isEmpty() && m_doubtful.contains(m_rows[row].ref); }
    void keepOut();

    MessageLook m_look;
    bool m_isByTime = false;
    bool m_isNewestFirst = true;
    size_t m_limit = 0;
    std::vector<engine::MessageSummary> m_rows; ///< ascending by keyOf()
    QSet<engine::MessageRef> m_doubtful;        ///< of the rows: those that have not been found again
};

} // namespace ui::models
