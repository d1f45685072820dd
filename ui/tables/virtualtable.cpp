// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/virtualtable.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/listheader.h"
#include "ui/widgets/menukey.h"

#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace ui::tables {

VirtualTable::VirtualTable(QWidget *parent)
    : QAbstractItemView(parent)
    , m_header(new widgets::ListHeader(this))
{
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    viewport()->setMouseTracking(true);
    new widgets::MenuKey(*this);
    m_header->setStretchLastSection(true);
    m_header->setHighlightSections(false);
    m_header->setTextElideMode(Qt::ElideRight);
    m_header->setSectionsMovable(true);
    m_header->setSectionsClickable(true);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setMinimumSectionSize(36);
    m_header->setFocusPolicy(Qt::NoFocus);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateGeometries();
        viewport()->update();
    });
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, &VirtualTable::showColumnMenu);
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(m_header, &QHeaderView::sectionClicked, this, &VirtualTable::askToSort);
    connect(m_header, &QHeaderView::geometriesChanged, this, &VirtualTable::updateGeometries);
}

VirtualTable::~VirtualTable()
{
    // Both outlive this part of the object and have more to say.
    m_header->disconnect(this);
    if (model())
        model()->disconnect(this);
}

void VirtualTable::setColumnWidths(const QList<int> &widths)
{
    m_header->ensurePolished();
    for (int column = 0; column < int(widths.size()); ++column)
        m_header->resizeSection(column, qMax(theme::withLetters(widths.at(column)), m_header->sectionSizeHint(column)));
}

int VirtualTable::rowHeight() const
{
    return fontMetrics().height() + 8;
}

int VirtualTable::firstVisibleRow() const
{
    return verticalScrollBar()->value();
}

int VirtualTable::visibleRows() const
{
    return qMax(1, viewport()->height() / rowHeight());
}

bool VirtualTable::isAtBottom() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

qint64 VirtualTable::selectedCount() const
{
    qint64 count = 0;
    const QItemSelection selection = selectionModel() ? selectionModel()->selection() : QItemSelection();
    for (const QItemSelectionRange &range : selection)
        count += range.height();
    return count;
}

void VirtualTable::setSortable(bool sortable)
{
    m_isSortable = sortable;
}

void VirtualTable::setSorted(int column, Qt::SortOrder order)
{
    m_sortedColumn = column;
    m_sortOrder = order;
    m_header->setSortIndicatorShown(column >= 0);
    if (column >= 0)
        m_header->setSortIndicator(column, order);
}

/// Up, down, and then as they were.
void VirtualTable::askToSort(int column)
{
    if (!m_isSortable)
        return;
    if (column != m_sortedColumn)
        Q_EMIT sortRequested(column, Qt::AscendingOrder);
    else if (m_sortOrder == Qt::AscendingOrder)
        Q_EMIT sortRequested(column, Qt::DescendingOrder);
    else
        Q_EMIT sortRequested(-1, Qt::AscendingOrder);
}

void VirtualTable::setModel(QAbstractItemModel *newModel)
{
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    // Connected before the selection model is, so that it comes first: what is gone is not selected any more,
    // where the selection model would move on to a neighbour that nobody chose.
    if (newModel) {
        connect(newModel, &QAbstractItemModel::rowsAboutToBeRemoved, this,
                [this](const QModelIndex &, int start, int end) {
                    m_rowsGo = true;
                    const int current = currentIndex().row();
                    if (current < start || current > end)
                        return;
                    if (selectedCount() > 1)
                        selectionModel()->clearCurrentIndex();
                    else
                        selectionModel()->clear();
                });
    }
    m_header->setModel(newModel);
    QAbstractItemView::setModel(newModel);
    if (!newModel)
        return;
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int start, int end) {
        m_rowsGo = false;
        const int top = firstVisibleRow();
        const int above = qMax(0, qMin(end + 1, top) - start);
        updateGeometries();
        if (above > 0 && !(m_followTop && top == 0))
            shiftBy(-above);
        viewport()->update();
    });
    updateGeometries();
}

void VirtualTable::setSelectionModel(QItemSelectionModel *selection)
{
    QAbstractItemView::setSelectionModel(selection);
    m_header->setSelectionModel(selection);
}

QRect VirtualTable::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const qint64 y = (qint64(index.row()) - firstVisibleRow()) * rowHeight();
    if (y < -rowHeight() || y > viewport()->height())
        return {};
    return {m_header->sectionViewportPosition(index.column()), int(y), m_header->sectionSize(index.column()),
            rowHeight()};
}

void VirtualTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = firstVisibleRow();
    const int page = visibleRows();
    int wanted = top;
    if (hint == PositionAtTop)
        wanted = index.row();
    else if (hint == PositionAtBottom)
        wanted = index.row() - page + 1;
    else if (hint == PositionAtCenter)
        wanted = index.row() - page / 2;
    else if (index.row() < top)
        wanted = index.row();
    else if (index.row() >= top + page)
        wanted = index.row() - page + 1;
    verticalScrollBar()->setValue(wanted);
}

QModelIndex VirtualTable::indexAt(const QPoint &point) const
{
    if (!model() || point.y() < 0)
        return {};
    const qint64 row = qint64(firstVisibleRow()) + point.y() / rowHeight();
    const int column = m_header->logicalIndexAt(point.x());
    if (row >= model()->rowCount() || column < 0)
        return {};
    return model()->index(int(row), column);
}

QModelIndex VirtualTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!model() || model()->rowCount() == 0)
        return {};
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return model()->index(action == MoveEnd ? model()->rowCount() - 1 : firstVisibleRow(), 0);
    qint64 row = current.row();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= 1;
        break;
    case MoveDown:
    case MoveNext:
        row += 1;
        break;
    case MovePageUp:
        row -= visibleRows();
        break;
    case MovePageDown:
        row += visibleRows();
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = model()->rowCount() - 1;
        break;
    case MoveLeft:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
        break;
    case MoveRight:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
        break;
    }
    return model()->index(int(qMax<qint64>(0, qMin<qint64>(row, model()->rowCount() - 1))), current.column());
}

int VirtualTable::horizontalOffset() const
{
    return m_header->offset();
}

int VirtualTable::verticalOffset() const
{
    // Only differences of it are used (rubber bands), within one viewport.
    return 0;
}

bool VirtualTable::isIndexHidden(const QModelIndex &index) const
{
    return m_header->isSectionHidden(index.column());
}

void VirtualTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    if (!model() || !selectionModel())
        return;
    // A range from an invisible anchor (Shift+End in a long queue) can not be told by pixels; the rows can.
    const QModelIndex current = currentIndex();
    const bool extends = (flags & QItemSelectionModel::Current) && !(flags & QItemSelectionModel::Clear);
    const QModelIndex anchor = extends && m_anchor.isValid() ? QModelIndex(m_anchor) : indexAt(rect.topLeft());
    const QModelIndex other = extends && m_anchor.isValid() ? current : indexAt(rect.bottomRight());
    const QModelIndex from = anchor.isValid() ? anchor : current;
    const QModelIndex to = other.isValid() ? other : current;
    if (!from.isValid() || !to.isValid()) {
        selectionModel()->select(QItemSelection(), flags);
        return;
    }
    const int low = qMin(from.row(), to.row());
    const int high = qMax(from.row(), to.row());
    const QItemSelection range(model()->index(low, 0), model()->index(high, model()->columnCount() - 1));
    selectionModel()->select(range, flags);
}

QRegion VirtualTable::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    const int top = firstVisibleRow();
    const int bottom = top + visibleRows() + 1;
    for (const QItemSelectionRange &range : selection) {
        const int from = qMax(top, range.top());
        const int to = qMin(bottom, range.bottom());
        if (from <= to)
            region += QRect(0, (from - top) * rowHeight(), viewport()->width(), (to - from + 1) * rowHeight());
    }
    return region;
}

void VirtualTable::updateGeometries()
{
    const int headerHeight = m_header->isHidden() ? 0 : m_header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.x(), area.y() - headerHeight, area.width(), headerHeight);
    const int rows = model() ? model()->rowCount() : 0;
    verticalScrollBar()->setRange(0, qMax(0, rows - visibleRows()));
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    horizontalScrollBar()->setRange(0, qMax(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(24);
    QAbstractItemView::updateGeometries();
    reportRange();
}

void VirtualTable::reportRange()
{
    const int rows = model() ? model()->rowCount() : 0;
    const int first = firstVisibleRow();
    const int last = qMin(rows, first + visibleRows() + 1) - 1;
    if (first == m_reportedFirst && last == m_reportedLast)
        return;
    m_reportedFirst = first;
    m_reportedLast = last;
    Q_EMIT visibleRangeChanged(first, last);
}

void VirtualTable::shiftBy(int rows)
{
    verticalScrollBar()->setValue(verticalScrollBar()->value() + rows);
}

void VirtualTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int top = firstVisibleRow();
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    const bool above = start < top || (start == top && !(m_followTop && top == 0) && top > 0);
    if (above)
        shiftBy(end - start + 1);
    viewport()->update();
}

void VirtualTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    tellChosen();
    viewport()->update();
}

void VirtualTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    noteAnchor();
    tellChosen();
}

/// A single row begins a range.
void VirtualTable::noteAnchor()
{
    const QItemSelection selection = selectionModel()->selection();
    if (selection.size() == 1 && selection.first().height() == 1)
        m_anchor = model()->index(selection.first().top(), 0);
}

/// A click makes a row current before it selects it, a key the other way round; getting the focus only makes one current.
void VirtualTable::tellChosen()
{
    const QModelIndex current = currentIndex();
    const bool selected = current.isValid() && selectionModel()->isSelected(current);
    if (!selected || (m_chosen.isValid() && m_chosen.row() == current.row())) {
        if (!selected && selectionModel()->selection().isEmpty())
            m_chosen = QModelIndex();
        return;
    }
    m_chosen = current;
    Q_EMIT rowChosen(current);
}

void VirtualTable::scrollContentsBy(int dx, int)
{
    if (dx)
        m_header->setOffset(horizontalScrollBar()->value());
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    setHoveredRow(viewport()->rect().contains(pointer) ? indexAt(pointer).row() : -1);
    viewport()->update();
    reportRange();
}

void VirtualTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    widgets::fillColumnMenu(*menu, *m_header);
    menu->popup(m_header->mapToGlobal(position));
}

void VirtualTable::setHoveredRow(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

void VirtualTable::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(indexAt(event->position().toPoint()).row());
    QAbstractItemView::mouseMoveEvent(event);
}

bool VirtualTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return QAbstractItemView::viewportEvent(event);
}

bool VirtualTable::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometries();
    return QAbstractItemView::event(event);
}

void VirtualTable::paintRow(QPainter &painter, QStyleOptionViewItem &option, int row, int y)
{
    const theme::Tokens &tokens = theme::tokensFor(palette());
    const QModelIndex first = model()->index(row, 0);
    const QRect whole(0, y, viewport()->width(), rowHeight());
    const bool selected = selectionModel()->isSelected(first);
    if (selected)
        painter.fillRect(whole, tokens.sel);
    else if (row == m_hovered)
        painter.fillRect(whole, tokens.hover);
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const int x = m_header->sectionViewportPosition(column);
        const int width = m_header->sectionSize(column);
        if (m_header->isSectionHidden(column) || x + width < 0 || x > viewport()->width())
            continue;
        option.rect = QRect(x, y, width, rowHeight());
        const QModelIndex index = model()->index(row, column);
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
    if (selected && hasFocus() && row == currentIndex().row()) {
        painter.setPen(tokens.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(whole.adjusted(0, 0, -1, -1));
    }
}

void VirtualTable::paintEvent(QPaintEvent *event)
{
    if (!model() || !selectionModel())
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state &= ~(QStyle::State_Selected | QStyle::State_MouseOver);
    const int height = rowHeight();
    const int top = firstVisibleRow();
    const int rows = model()->rowCount();
    const int from = event->rect().top() / height;
    const int to = event->rect().bottom() / height;
    for (int i = from; i <= to && top + i < rows; ++i)
        paintRow(painter, option, top + i, i * height);
}

} // namespace ui::tables
