// SPDX-License-Identifier: GPL-3.0-or-later
// CellDelegate: paints one line of text by the roles of cells.h. It draws itself instead of asking the style,
// because thousands of cells a second pass through it while a feed runs.
// Owner: its view. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QColor>
#include <QFont>
#include <QStyledItemDelegate>

namespace ui::theme {
struct Tokens;
}

namespace ui::tables {

QColor toneColor(const theme::Tokens &tokens, Tone tone);

class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int padding = 8;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const QFont &monospaced(const QFont &base) const;

    mutable QFont m_base;
    mutable QFont m_mono;
    mutable bool m_known = false;
};

} // namespace ui::tables
