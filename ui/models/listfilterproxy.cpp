// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/listfilterproxy.h"

#include "ui/models/roles.h"

namespace ui::models {

ListFilterProxy::ListFilterProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void ListFilterProxy::setFilterText(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

bool ListFilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(FilterRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ListFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Rows that sort alike keep one order, by id, instead of dancing with every update.
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    const QVariant leftId = left.data(IdRole);
    const QVariant rightId = right.data(IdRole);
    return QVariant::compare(leftId, rightId) == QPartialOrdering::Less;
}

} // namespace ui::models
