// SPDX-License-Identifier: GPL-3.0-or-later
// DescribedTable: a SnapshotTable whose columns are a list of descriptions: what each says, sorts by and means. A model that
// needs nothing beyond that is this list, and data() is written once.
// Owner: a page. Thread: ui.
#pragma once

#include "ui/models/roles.h"
#include "ui/models/snapshottable.h"
#include "ui/theme/format.h"

#include <functional>

namespace ui::models {

template <typename Snapshot>
struct ColumnOf
{
    QString title;
    std::function<QString(const Snapshot &)> text;
    int style = PlainCell; ///< CellStyle; a figure stands at the right
    // What is left out:
    std::function<QVariant(const Snapshot &)> sortKey = {};   ///< sorts by its text
    std::function<Tone(const Snapshot &)> tone = {};          ///< is Normal
    std::function<QString(const Snapshot &)> toolTip = {};    ///< repeats its text
    std::function<QStringList(const Snapshot &)> badges = {}; ///< has none
    std::function<QString(const Snapshot &)> suffix = {};     ///< has none
};

/// A column of counts: nought steps back, the others have the tone of what they count.
template <typename Snapshot, typename Count>
ColumnOf<Snapshot> countColumn(const QString &title, Count count, Tone counted = Tone::Normal)
{
    ColumnOf<Snapshot> column;
    column.title = title;
    column.text = [count](const Snapshot &s) { return theme::formatCount(count(s)); };
    column.style = FigureCell;
    column.sortKey = [count](const Snapshot &s) { return QVariant::fromValue(count(s)); };
    column.tone = [count, counted](const Snapshot &s) { return count(s) ? counted : Tone::Muted; };
    return column;
}

/// A column of rates: what is shown as 0/s steps back.
template <typename Snapshot, typename Rate>
ColumnOf<Snapshot> rateColumn(const QString &title, Rate rate, Tone moving = Tone::Normal)
{
    constexpr double least = 0.05;
    ColumnOf<Snapshot> column;
    column.title = title;
    column.text = [rate](const Snapshot &s) { return theme::formatRate(rate(s)); };
    column.style = FigureCell;
    column.sortKey = [rate](const Snapshot &s) { return QVariant(rate(s)); };
    column.tone = [rate, moving](const Snapshot &s) { return rate(s) >= least ? moving : Tone::Muted; };
    return column;
}

template <typename Snapshot, typename Key>
class DescribedTable : public SnapshotTable<Snapshot, Key>
{
public:
    using Columns = std::vector<ColumnOf<Snapshot>>;

    using SnapshotTable<Snapshot, Key>::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(columns().size());
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
            return {};
        const Snapshot &snapshot = this->at(index.row());
        const ColumnOf<Snapshot> &column = columns()[size_t(index.column())];
        switch (role) {
        case Qt::DisplayRole:
            return column.text(snapshot);
        case Qt::ToolTipRole:
            return column.toolTip ? column.toolTip(snapshot) : column.text(snapshot);
        case Qt::TextAlignmentRole:
            return alignment(column);
        case SortRole:
            return column.sortKey ? column.sortKey(snapshot) : QVariant(column.text(snapshot));
        case IdRole:
            return idOf(snapshot);
        case BadgesRole:
            return column.badges ? column.badges(snapshot) : QVariant();
        case SuffixRole:
            return column.suffix ? column.suffix(snapshot) : QVariant();
        case ToneRole:
            return int(column.tone ? column.tone(snapshot) : Tone::Normal);
        case StyleRole:
            return column.style;
        case SnapshotRole:
            return QVariant::fromValue(snapshot);
        case FilterRole:
            return filterText(snapshot);
        }
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const ColumnOf<Snapshot> &column = columns()[size_t(section)];
        if (role == Qt::TextAlignmentRole)
            return alignment(column);
        return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
    }

protected:
    /// In the order of the model's enumeration.
    virtual const Columns &columns() const = 0;
    /// What names the object for as long as it lives; none: nobody asks.
    virtual QVariant idOf(const Snapshot &) const { return {}; }
    /// What the filter field looks through.
    virtual QString filterText(const Snapshot &) const { return {}; }

private:
    static int alignment(const ColumnOf<Snapshot> &column)
    {
        return int(Qt::AlignVCenter | (column.style & FigureCell ? Qt::AlignRight : Qt::AlignLeft));
    }
};

} // namespace ui::models
