// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettedelegate.h"

#include "ui/palette/palettemodel.h"
#include "ui/tables/celldelegate.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace ui::palette {

namespace {

constexpr int side = 14;
constexpr int gap = 12;
constexpr int roundabout = 13; // above and below a line of text, together
constexpr int kindLetters = 16;
constexpr int leastDetail = 60;

/// The text letter by letter where some are marked, so that they can be; whole where none is.
int paintMarked(QPainter &painter, const QRect &rect, const QString &text, const QList<int> &places, const QFont &plain,
                const QColor &color, const QColor &marked)
{
    const QString shown = QFontMetrics(plain).elidedText(text, Qt::ElideMiddle, rect.width());
    painter.setFont(plain);
    painter.setPen(color);
    if (places.isEmpty() || shown != text) {
        painter.drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine, shown);
        return painter.fontMetrics().horizontalAdvance(shown);
    }
    QFont strong = plain;
    strong.setBold(true);
    int x = rect.left();
    for (int begin = 0; begin < int(text.size());) {
        const bool isMarked = places.contains(begin);
        int end = begin + 1;
        while (end < int(text.size()) && places.contains(end) == isMarked)
            ++end;
        const QString run = text.mid(begin, end - begin);
        painter.setFont(isMarked ? strong : plain);
        painter.setPen(isMarked ? marked : color);
        painter.drawText(QRect(x, rect.top(), rect.right() - x + gap, rect.height()),
                         Qt::AlignVCenter | Qt::TextSingleLine, run);
        x += painter.fontMetrics().horizontalAdvance(run);
        begin = end;
    }
    return x - rect.left();
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.sel);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, tokens.hover);
    const QFontMetrics metrics(option.font);
    QRect room = option.rect.adjusted(side, 0, -side, 0);

    const bool isEnabled = index.data(PaletteModel::EnabledRole).toBool();
    const int kindWidth = metrics.averageCharWidth() * kindLetters;
    painter->setFont(option.font);
    painter->setPen(isEnabled ? tables::toneColor(tokens, tables::Tone(index.data(PaletteModel::ToneRole).toInt()))
                              : tokens.faint);
    painter->drawText(QRect(room.left(), room.top(), kindWidth, room.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data(PaletteModel::KindRole).toString(), Qt::ElideRight, kindWidth));
    room.setLeft(room.left() + kindWidth + gap);

    if (const QString shortcut = index.data(PaletteModel::ShortcutRole).toString(); !shortcut.isEmpty()) {
        painter->setPen(tokens.muted);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shortcut);
        room.setRight(room.right() - metrics.horizontalAdvance(shortcut) - gap);
    }
    const int taken =
        paintMarked(*painter, room, index.data().toString(), index.data(PaletteModel::PlacesRole).value<QList<int>>(),
                    option.font, isEnabled ? tokens.text : tokens.faint, tokens.accent);
    room.setLeft(room.left() + taken + gap);
    if (room.width() >= leastDetail) {
        painter->setFont(option.font);
        painter->setPen(tokens.faint);
        painter->drawText(
            room, Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(index.data(PaletteModel::DetailRole).toString(), Qt::ElideMiddle, room.width()));
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, option.fontMetrics.height() + roundabout};
}

} // namespace ui::palette
