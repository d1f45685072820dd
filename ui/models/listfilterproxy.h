// SPDX-License-Identifier: GPL-3.0-or-later
// ListFilterProxy: sorts by SortRole, and lets through the rows whose FilterRole text has every word of the filter.
// In a tree a row stays when it, an ancestor or a descendant matches.
// Owner: a page. Thread: ui.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace ui::models {

class ListFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ListFilterProxy(QObject *parent = nullptr);
    void setFilterText(const QString &text);
    bool isFiltering() const { return !m_words.isEmpty(); }

private:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

    QStringList m_words;
};

} // namespace ui::models
