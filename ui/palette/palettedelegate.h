// SPDX-License-Identifier: GPL-3.0-or-later
// PaletteDelegate: a row of the command palette: what it is, its name with the typed letters marked, where it stands, its key.
// Owner: CommandPalette. Thread: ui.
#pragma once

#include <QStyledItemDelegate>

namespace ui::palette {

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui::palette
