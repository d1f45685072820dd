// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/headermenus.h"

#include "ui/tables/virtualtable.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QMenu>
#include <QTreeView>

namespace ui::widgets {

namespace {

QString titleOf(const QHeaderView &header, int column)
{
    return header.model()->headerData(column, Qt::Horizontal).toString();
}

QAction *addChoice(QMenu &menu, QActionGroup &group, const QString &text, bool chosen)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(chosen);
    group.addAction(action);
    return action;
}

} // namespace

QHeaderView *headerOf(QAbstractItemView *view)
{
    if (const auto *tree = qobject_cast<const QTreeView *>(view))
        return tree->isHeaderHidden() ? nullptr : tree->header();
    const auto *table = qobject_cast<const tables::VirtualTable *>(view);
    return table ? table->header() : nullptr;
}

void fillColumnMenu(QMenu &menu, QHeaderView &header)
{
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (titleOf(header, column).isEmpty())
            continue;
        QAction *action = menu.addAction(titleOf(header, column));
        action->setCheckable(true);
        action->setChecked(!header.isSectionHidden(column));
        action->setEnabled(!action->isChecked() || header.count() - header.hiddenSectionCount() > 1);
        QObject::connect(action, &QAction::toggled, &header,
                         [&header, column](bool shown) { header.setSectionHidden(column, !shown); });
    }
}

namespace {

void fillTableSortMenu(QMenu &menu, tables::VirtualTable &table)
{
    const QHeaderView &header = *table.header();
    const int sorted = table.sortedColumn();
    auto *columns = new QActionGroup(&menu);
    QAction *own = addChoice(menu, *columns, QHeaderView::tr("Their own order"), sorted < 0);
    QObject::connect(own, &QAction::triggered, &table,
                     [&table] { Q_EMIT table.sortRequested(-1, Qt::AscendingOrder); });
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (header.isSectionHidden(column))
            continue;
        QAction *action = addChoice(menu, *columns, titleOf(header, column), sorted == column);
        QObject::connect(action, &QAction::triggered, &table,
                         [&table, column] { Q_EMIT table.sortRequested(column, table.sortOrder()); });
    }
    if (sorted < 0)
        return;
    menu.addSeparator();
    auto *orders = new QActionGroup(&menu);
    for (const auto &[order, text] : {std::pair(Qt::AscendingOrder, QHeaderView::tr("&Ascending")),
                                      std::pair(Qt::DescendingOrder, QHeaderView::tr("&Descending"))}) {
        QAction *action = addChoice(menu, *orders, text, table.sortOrder() == order);
        QObject::connect(action, &QAction::triggered, &table,
                         [&table, sorted, order = order] { Q_EMIT table.sortRequested(sorted, order); });
    }
}

} // namespace

void fillSortMenu(QMenu &menu, QAbstractItemView &view)
{
    auto *table = qobject_cast<tables::VirtualTable *>(&view);
    if (table && table->isSortable())
        return fillTableSortMenu(menu, *table);
    auto *tree = qobject_cast<QTreeView *>(&view);
    if (!tree || !tree->isSortingEnabled())
        return;
    QHeaderView *header = tree->header();
    auto *columns = new QActionGroup(&menu);
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column))
            continue;
        QAction *action = addChoice(menu, *columns, titleOf(*header, column), header->sortIndicatorSection() == column);
        QObject::connect(action, &QAction::triggered, tree,
                         [tree, column] { tree->sortByColumn(column, tree->header()->sortIndicatorOrder()); });
    }
    menu.addSeparator();
    auto *orders = new QActionGroup(&menu);
    for (const auto &[order, text] : {std::pair(Qt::AscendingOrder, QHeaderView::tr("&Ascending")),
                                      std::pair(Qt::DescendingOrder, QHeaderView::tr("&Descending"))}) {
        QAction *action = addChoice(menu, *orders, text, header->sortIndicatorOrder() == order);
        QObject::connect(action, &QAction::triggered, tree,
                         [tree, order = order] { tree->sortByColumn(tree->header()->sortIndicatorSection(), order); });
    }
}

} // namespace ui::widgets
