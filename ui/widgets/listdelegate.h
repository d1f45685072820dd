// SPDX-License-Identifier: GPL-3.0-or-later
// ListDelegate: paints the cells of all lists by the roles of models/roles.h: badges, tabular figures, levels, curves,
// state dots, names in the face their style asks for.
// Owner: its view. Thread: ui.
#pragma once

#include <QStyledItemDelegate>

namespace ui::theme {
struct Tokens;
}

namespace ui::widgets {

class ListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int padding = 8;
    static constexpr int rowHeight = 26;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The figure of a cell as it is shown in `width` pixels: a count that has no room for its digits is rounded, as one of which
    /// some are cut would be another number.
    static QString shownFigure(const QModelIndex &index, const QFontMetrics &metrics, int width);

private:
    void paintText(QPainter &painter, QRect rect, const QModelIndex &index, const theme::Tokens &tokens) const;
};

} // namespace ui::widgets
