// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/journeydelegate.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 14;
constexpr int dotSize = 8;
constexpr int timeLeft = sideMargin + dotSize + 10;
constexpr int timeWidth = 92;
constexpr int textLeft = timeLeft + timeWidth + 8;
constexpr int verticalPadding = 5;
constexpr int narrowestText = 120;

/// As wide as the view: a list asks for sizes with an empty rectangle.
int widthOf(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractScrollArea *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

} // namespace

const JourneyModel::Row &JourneyDelegate::rowOf(const QModelIndex &index)
{
    return static_cast<const JourneyModel *>(index.model())->at(index.row());
}

QRect JourneyDelegate::textRect(const QStyleOptionViewItem &option)
{
    const int width = std::max(narrowestText, widthOf(option) - textLeft - sideMargin);
    return {option.rect.left() + textLeft, option.rect.top() + verticalPadding, width,
            std::max(0, option.rect.height() - 2 * verticalPadding)};
}

void JourneyDelegate::layOut(QTextLayout &layout, const JourneyModel::Row &row, const QStyleOptionViewItem &option)
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    QList<QTextLayout::FormatRange> formats;
    int start = 0;
    for (const JourneySegment &segment : row.line.segments) {
        QTextLayout::FormatRange range{start, int(segment.text.size()), {}};
        const bool isFaint = segment.style == JourneySegment::Style::Faint;
        range.format.setForeground(segment.target >= 0 ? tokens.accent : isFaint ? tokens.muted : tokens.text);
        if (segment.style == JourneySegment::Style::Strong)
            range.format.setFontWeight(QFont::DemiBold);
        formats.append(range);
        start += range.length;
    }
    layout.setText(row.line.text());
    layout.setFont(option.font);
    layout.setFormats(formats);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    qreal y = 0;
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(textRect(option).width());
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
}

QSize JourneyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QTextLayout layout;
    layOut(layout, rowOf(index), option);
    const int lines = rowOf(index).sinceMs > 0 ? 2 : 1;
    const int times = lines * QFontMetrics(option.font).height();
    return {textLeft + narrowestText + sideMargin,
            std::max(int(std::ceil(layout.boundingRect().height())), times) + 2 * verticalPadding};
}

void JourneyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? tokens.sel : tokens.hover);
    painter->save();
    paintLine(*painter, option, index);
    paintTimes(*painter, option, rowOf(index));
    QTextLayout layout;
    layOut(layout, rowOf(index), option);
    layout.draw(painter, textRect(option).topLeft());
    painter->restore();
}

// From the first step to the last; dashed where something is missing. What is true now is a ring, not a dot.
void JourneyDelegate::paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const JourneyModel::Row &row = rowOf(index);
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    const qreal x = option.rect.left() + sideMargin + dotSize / 2.0;
    const qreal y = option.rect.top() + verticalPadding + QFontMetrics(option.font).height() / 2.0;
    const bool isFirst = index.row() == 0, isLast = index.row() + 1 == index.model()->rowCount();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1.5, row.isGap ? Qt::DotLine : Qt::SolidLine));
    if (!isFirst)
        painter.drawLine(QPointF(x, option.rect.top()), QPointF(x, y));
    if (!isLast)
        painter.drawLine(QPointF(x, y), QPointF(x, option.rect.bottom() + 1));
    if (row.isGap)
        return;
    const QColor color = tables::toneColor(tokens, row.line.tone);
    painter.setPen(row.isNow ? QPen(color, 2) : QPen(Qt::NoPen));
    painter.setBrush(row.isNow ? tokens.surface : color);
    painter.drawEllipse(QPointF(x, y), dotSize / 2.0, dotSize / 2.0);
}

void JourneyDelegate::paintTimes(QPainter &painter, const QStyleOptionViewItem &option, const JourneyModel::Row &row)
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    painter.setPen(tokens.muted);
    painter.setFont(theme::monospaceFont(option.font));
    const int height = QFontMetrics(option.font).height();
    const QRect first(option.rect.left() + timeLeft, option.rect.top() + verticalPadding, timeWidth, height);
    if (row.atMs > 0)
        painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, theme::formatTime(row.atMs));
    if (row.sinceMs <= 0) // in the same millisecond: there is nothing to say
        return;
    painter.setPen(tokens.faint);
    painter.drawText(first.translated(0, height), Qt::AlignLeft | Qt::AlignVCenter,
                     u'+' + theme::formatDuration(row.sinceMs));
}

std::optional<JourneyTarget> JourneyDelegate::targetAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                                                       const QPoint &point) const
{
    const JourneyModel::Row &row = rowOf(index);
    QTextLayout layout;
    layOut(layout, row, option);
    const QPointF at = point - textRect(option).topLeft();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (at.y() < line.y() || at.y() >= line.y() + line.height() || at.x() < 0 || at.x() > line.naturalTextWidth())
            continue;
        int left = line.xToCursor(at.x(), QTextLine::CursorOnCharacter);
        for (const JourneySegment &segment : row.line.segments) {
            if (left < segment.text.size())
                return segment.target < 0 ? std::nullopt : std::optional(row.line.targets.at(segment.target));
            left -= int(segment.text.size());
        }
    }
    return std::nullopt;
}

} // namespace ui::inspector
