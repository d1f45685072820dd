// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualTable: a table view whose cost depends on what is visible, not on the number of rows. QTableView keeps an entry
// for every row and walks them when rows come and go: with ten million messages and a draining head that is a second each time.
// Rows are of one height; rows that appear or vanish above the first visible one leave what is read in its place.
// Owner: a page. Thread: ui.
#pragma once

#include <QAbstractItemView>

class QHeaderView;

namespace ui::tables {

class VirtualTable : public QAbstractItemView
{
    Q_OBJECT
public:
    explicit VirtualTable(QWidget *parent = nullptr);
    ~VirtualTable() override;

    QHeaderView *header() const { return m_header; }
    /// After setModel(): widths by column, never less than the heading needs.
    void setColumnWidths(const QList<int> &widths);
    int rowHeight() const;
    int firstVisibleRow() const;
    int visibleRows() const;
    /// At the top, new rows at the top push the view down only when this is off.
    void setFollowTop(bool follow) { m_followTop = follow; }
    bool isAtBottom() const;
    /// How many rows are selected, whatever their number.
    qint64 selectedCount() const;

    /// A click on the header sorts, where somebody does it (sortRequested()); the mark is shown by setSorted().
    void setSortable(bool sortable);
    bool isSortable() const { return m_isSortable; }
    /// -1: the rows have the order of their own.
    int sortedColumn() const { return m_sortedColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    void setSorted(int column, Qt::SortOrder order);

    void setModel(QAbstractItemModel *model) override;
    void setSelectionModel(QItemSelectionModel *selection) override;
    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;

Q_SIGNALS:
    void visibleRangeChanged(int first, int last);
    /// The current row is selected and was not before: by a click, by a key, by code.
    void rowChosen(const QModelIndex &index);
    /// column -1: the order of their own.
    void sortRequested(int column, Qt::SortOrder order);

protected:
    /// Rows are being removed: what is deselected now goes with them.
    bool rowsAreGoing() const { return m_rowsGo; }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &index) const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintRow(QPainter &painter, QStyleOptionViewItem &option, int row, int y);
    void setHoveredRow(int row);
    void reportRange();
    void shiftBy(int rows);
    void tellChosen();
    void noteAnchor();
    void askToSort(int column);
    void showColumnMenu(const QPoint &position);

    QHeaderView *m_header; ///< child
    QPersistentModelIndex m_chosen;
    QPersistentModelIndex m_anchor; ///< where a range begins that Shift extends
    bool m_rowsGo = false;
    bool m_isSortable = false;
    int m_sortedColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    int m_hovered = -1;
    int m_reportedFirst = -1;
    int m_reportedLast = -1;
    bool m_followTop = true;
};

} // namespace ui::tables
