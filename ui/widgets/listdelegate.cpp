// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listdelegate.h"

#include "ui/models/roles.h"
#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace ui::widgets {

using models::CellStyle;
using models::Tone;

namespace {

constexpr int levelWidth = 64;
constexpr int levelHeight = 9;
constexpr int cellCurveWidth = 44;
constexpr int suffixGap = 7;
constexpr int narrowestSuffix = 20;

QFont fontFor(const QFont &base, int style)
{
    if (style & CellStyle::MonoCell)
        return theme::monospaceFont(base);
    QFont font = base;
    if (style & CellStyle::StrongCell)
        font.setWeight(QFont::DemiBold);
    return font;
}

void paintBackground(QPainter &painter, const QStyleOptionViewItem &option, const theme::Tokens &tokens)
{
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, tokens.sel);
    else if (option.state & QStyle::State_MouseOver)
        painter.fillRect(option.rect, tokens.hover);
}

} // namespace

void ListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    paintBackground(*painter, option, tokens);
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    painter->save();
    painter->setFont(option.font);
    const QVariant level = index.data(models::LevelRole);
    const QVariant badges = index.data(models::BadgesRole);
    if (level.isValid()) {
        const QRect tube(rect.left(), rect.center().y() - levelHeight / 2, qMin(levelWidth, rect.width()), levelHeight);
        paintLevel(*painter, tube, level.value<models::Level>(), tokens);
    } else if (badges.isValid()) {
        paintBadges(*painter, rect, badges.toStringList(), tokens);
    } else {
        paintText(*painter, rect, index, tokens);
    }
    painter->restore();
}

void ListDelegate::paintText(QPainter &painter, QRect rect, const QModelIndex &index, const theme::Tokens &tokens) const
{
    const int style = index.data(models::StyleRole).toInt();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QColor color = tables::toneColor(tokens, Tone(index.data(models::ToneRole).toInt()));
    const QFont base = painter.font();
    painter.setFont(fontFor(base, style));
    if (style & CellStyle::FigureCell) {
        const auto history = index.data(models::HistoryRole).value<QList<float>>();
        const int room = rect.width() - theme::tabularWidth(painter.fontMetrics(), text) - 8;
        if (history.size() > 1 && room >= cellCurveWidth / 2) {
            const int width = qMin(cellCurveWidth, room);
            paintCurve(painter, QRect(rect.left(), rect.center().y() - 6, width, 12), history, tokens.ready);
        }
        painter.setPen(color);
        theme::drawTabular(painter, rect, Qt::AlignRight, shownFigure(index, painter.fontMetrics(), rect.width()));
        return;
    }
    if (style & CellStyle::DotCell) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QRectF(rect.left(), rect.center().y() - 3, 7, 7));
        rect.setLeft(rect.left() + 14);
        painter.setPen(tokens.muted);
    } else {
        painter.setPen(color);
    }
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) | Qt::AlignVCenter;
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(alignment) | Qt::TextSingleLine, shown);
    const QString suffix = index.data(models::SuffixRole).toString();
    const QRect room = rect.adjusted(painter.fontMetrics().horizontalAdvance(shown) + suffixGap, 0, 0, 0);
    if (suffix.isEmpty() || room.width() < narrowestSuffix)
        return;
    painter.setFont(fontFor(base, CellStyle::PlainCell));
    painter.setPen(tokens.faint);
    painter.drawText(room, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(suffix, Qt::ElideRight, room.width()));
}

QString ListDelegate::shownFigure(const QModelIndex &index, const QFontMetrics &metrics, int width)
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (theme::tabularWidth(metrics, text) <= width)
        return text;
    const quint64 count = index.data(models::SortRole).toULongLong();
    return theme::formatCount(count) == text ? theme::formatShortCount(count)
                                             : metrics.elidedText(text, Qt::ElideRight, width);
}

QSize ListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int style = index.data(models::StyleRole).toInt();
    const QFontMetrics metrics(fontFor(option.font, style));
    int width = 0;
    if (index.data(models::LevelRole).isValid())
        width = levelWidth;
    else if (const QVariant badges = index.data(models::BadgesRole); badges.isValid())
        width = badgesWidth(option.font, badges.toStringList());
    else
        width = theme::tabularWidth(metrics, index.data(Qt::DisplayRole).toString()) +
                (style & CellStyle::DotCell ? 14 : 0) +
                (index.data(models::HistoryRole).isValid() ? cellCurveWidth + 10 : 0);
    return {width + 2 * padding, rowHeight};
}

} // namespace ui::widgets
