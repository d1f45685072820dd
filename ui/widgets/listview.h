// SPDX-License-Identifier: GPL-3.0-or-later
// ListView: a QTreeView set up as all lists of the window are: dense rows, whole-row selection, sorting, columns that can be
// moved, resized and chosen by a right click on the header or from the View menu; Ctrl+C copies a row. Its header state is one
// QByteArray for Settings.
// Owner: a page. Thread: ui.
#pragma once

#include <QTreeView>

class QAction;

namespace ui::widgets {

class ListView : public QTreeView
{
    Q_OBJECT
public:
    explicit ListView(QWidget *parent = nullptr);

    /// After setModel(): widths by column, never less than the heading needs; 0 leaves the default, a negative one hides the
    /// column until it is chosen.
    void setColumnWidths(const QList<int> &widths);
    /// This column takes what room is left.
    void setStretchColumn(int column);
    /// These give way, the first of them first, while the list is too narrow for all columns, and are back when it is not.
    void setSpareColumns(const QList<int> &columns);
    QByteArray headerState();
    void restoreHeader(const QByteArray &state);
    /// The selected source-independent row, column 0; invalid when none.
    QModelIndex selectedRow() const;
    /// What is seen of the current row goes onto the clipboard: its cells in the order of the header, with tabs between them. One of
    /// the list's actions, with Ctrl+C; for menus that the page makes.
    QAction *copyAction() const { return m_copy; }
    /// The page has another meaning for Ctrl+C in this list, and an action for it.
    void leaveCopyToPage();

Q_SIGNALS:
    /// Return, double click, or Space on the current row.
    void opened(const QModelIndex &index);
    void rowSelected(const QModelIndex &index);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void copyRow() const;
    bool isCopyKey(const QEvent &event) const;
    void showColumnMenu(const QPoint &position);
    void stretch();
    void squeeze();
    void unsqueeze();

    int m_stretchColumn = -1;
    QList<int> m_spare;
    QList<int> m_squeezed; ///< of these the ones that are hidden now for want of room
    bool m_stretching = false;
    QAction *m_copy;
};

} // namespace ui::widgets
