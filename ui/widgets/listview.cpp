// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listview.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/listdelegate.h"
#include "ui/widgets/listheader.h"
#include "ui/widgets/menukey.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <utility>

namespace ui::widgets {

namespace {

constexpr int narrowestStretched = 120;

/// As it is seen, with what stands faintly behind it; one cell whatever is in it.
QString cellText(const QModelIndex &cell)
{
    const QString text = cell.data(Qt::DisplayRole).toString().simplified();
    const QString suffix = cell.data(models::SuffixRole).toString();
    return suffix.isEmpty() ? text : text + u" · " + suffix;
}

} // namespace

ListView::ListView(QWidget *parent)
    : QTreeView(parent)
    , m_copy(new QAction(tr("Copy"), this))
{
    setItemDelegate(new ListDelegate(this));
    setHeader(new ListHeader(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSortingEnabled(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    connect(header(), &QWidget::customContextMenuRequested, this, &ListView::showColumnMenu);
    connect(header(), &QHeaderView::sectionResized, this, [this] { stretch(); });
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copy, &QAction::triggered, this, &ListView::copyRow);
    addAction(m_copy);
    new MenuKey(*this);
    connect(this, &QTreeView::doubleClicked, this, &ListView::opened);
}

void ListView::setColumnWidths(const QList<int> &widths)
{
    header()->ensurePolished();
    for (int column = 0; column < int(widths.size()); ++column) {
        if (const int width = widths.at(column); width != 0)
            header()->resizeSection(column, qMax(theme::withLetters(qAbs(width)), header()->sectionSizeHint(column)));
        header()->setSectionHidden(column, widths.at(column) < 0);
    }
}

void ListView::setStretchColumn(int column)
{
    m_stretchColumn = column;
    stretch();
}

// With the number of columns it was made for: what another version of the list left does not fit this one.
QByteArray ListView::headerState()
{
    m_stretching = true;
    unsqueeze();
    m_stretching = false;
    const QByteArray state = QByteArray::number(header()->count()) + ':' + header()->saveState();
    stretch();
    return state;
}

void ListView::restoreHeader(const QByteArray &state)
{
    const QByteArray columns = QByteArray::number(header()->count()) + ':';
    m_stretching = true;
    unsqueeze();
    if (state.startsWith(columns))
        header()->restoreState(state.mid(columns.size()));
    m_stretching = false;
    stretch();
}

QModelIndex ListView::selectedRow() const
{
    const QModelIndexList rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    return rows.isEmpty() ? QModelIndex() : rows.first();
}

void ListView::copyRow() const
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    QStringList cells;
    for (int visual = 0; visual < header()->count(); ++visual) {
        const int column = header()->logicalIndex(visual);
        if (!header()->isSectionHidden(column))
            cells << cellText(current.siblingAtColumn(column));
    }
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

void ListView::leaveCopyToPage()
{
    m_copy->setEnabled(false);
    m_copy->setVisible(false);
}

bool ListView::isCopyKey(const QEvent &event) const
{
    return m_copy->isEnabled() && static_cast<const QKeyEvent &>(event).matches(QKeySequence::Copy);
}

// A page's shortcuts count in all of its lists: where it copies the object that it shows, that is not meant here, and two actions
// with one key would do nothing. So the key is this list's before any of them is asked.
bool ListView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isCopyKey(*event)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void ListView::keyPressEvent(QKeyEvent *event)
{
    if (isCopyKey(*event)) {
        copyRow();
        event->accept();
        return;
    }
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (opens && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

// Coming in by the keyboard selects a row: what Return and Delete act on is always what is marked.
void ListView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    if (!model() || model()->rowCount() == 0 || selectedRow().isValid() || event->reason() == Qt::MouseFocusReason)
        return;
    const QModelIndex current = currentIndex().isValid() ? currentIndex() : model()->index(0, 0);
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ListView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    stretch();
}

void ListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT rowSelected(selectedRow());
}

void ListView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const theme::Tokens &tokens = theme::tokensFor(palette());
    if (selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent()))
        painter->fillRect(rect, tokens.sel);
    if (!rootIsDecorated() || !index.model()->hasChildren(index))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens.muted, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c(rect.right() - indentation() / 2.0 + 2, rect.center().y() + 0.5);
    if (isExpanded(index))
        painter->drawPolyline(QPolygonF{c + QPointF(-3.5, -1.75), c + QPointF(0, 1.75), c + QPointF(3.5, -1.75)});
    else
        painter->drawPolyline(QPolygonF{c + QPointF(-1.75, -3.5), c + QPointF(1.75, 0), c + QPointF(-1.75, 3.5)});
    painter->restore();
}

void ListView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QTreeView::drawRow(painter, option, index);
    // The style's own frame is a gradient; one line in the colour of the focus says the same.
    const bool current = index.row() == currentIndex().row() && index.parent() == currentIndex().parent();
    if (!current || !hasFocus() || !selectionModel()->isRowSelected(index.row(), index.parent()))
        return;
    painter->save();
    painter->setPen(theme::tokensFor(palette()).accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRect(0, option.rect.top(), viewport()->width() - 1, option.rect.height() - 1));
    painter->restore();
}

void ListView::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu, *header());
    menu->popup(header()->viewport()->mapToGlobal(position));
}

void ListView::stretch()
{
    if (m_stretchColumn < 0 || m_stretching || !model() || header()->isSectionHidden(m_stretchColumn))
        return;
    m_stretching = true;
    unsqueeze();
    squeeze();
    const int others = header()->length() - header()->sectionSize(m_stretchColumn);
    const int room = viewport()->width() - others;
    header()->resizeSection(m_stretchColumn, qMax(room, narrowestStretched));
    m_stretching = false;
}

void ListView::setSpareColumns(const QList<int> &columns)
{
    m_spare = columns;
    stretch();
}

void ListView::unsqueeze()
{
    for (const int column : std::exchange(m_squeezed, {}))
        header()->setSectionHidden(column, false);
}

void ListView::squeeze()
{
    int wanted = header()->length() - header()->sectionSize(m_stretchColumn) + narrowestStretched;
    for (const int column : std::as_const(m_spare)) {
        if (wanted <= viewport()->width())
            return;
        if (header()->isSectionHidden(column))
            continue;
        wanted -= header()->sectionSize(column);
        header()->setSectionHidden(column, true);
        m_squeezed << column;
    }
}

} // namespace ui::widgets
