// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listheader.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/listdelegate.h"

#include <QEvent>
#include <QPainter>

#include <utility>

namespace ui::widgets {

namespace {

constexpr int headerHeight = 27;
constexpr int markSpace = 10;

void paintMark(QPainter &painter, QPointF centre, bool ascending)
{
    const double up = ascending ? -1 : 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPolyline(
        QPolygonF{centre + QPointF(-3, -1.5 * up), centre + QPointF(0, 1.5 * up), centre + QPointF(3, -1.5 * up)});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

ListHeader::ListHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_lineHeight(fontMetrics().height())
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setFirstSectionMovable(true);
    setStretchLastSection(false);
    setHighlightSections(false);
    setMinimumSectionSize(40);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

QSize ListHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), headerHeight};
}

// The mark of the column that sorts finds its room in the padding.
QSize ListHeader::sectionSizeFromContents(int logicalIndex) const
{
    const QString text = model()->headerData(logicalIndex, Qt::Horizontal).toString();
    return {fontMetrics().horizontalAdvance(text) + 2 * ListDelegate::padding + 2, headerHeight};
}

/// Larger letters need wider columns, or headings that could be read would be cut.
void ListHeader::changeEvent(QEvent *event)
{
    QHeaderView::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    const int before = std::exchange(m_lineHeight, fontMetrics().height());
    if (m_lineHeight <= before || !model())
        return;
    for (int section = 0; section < count(); ++section) {
        if (!isSectionHidden(section) && sectionSize(section) < sectionSizeHint(section))
            resizeSection(section, sectionSizeHint(section));
    }
}

void ListHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(theme::tokensFor(this).line);
    painter.drawLine(0, viewport()->height() - 1, viewport()->width(), viewport()->height() - 1);
}

void ListHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    painter->fillRect(rect, tokens.surface);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
    const auto alignment =
        Qt::Alignment(model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool right = alignment & Qt::AlignRight;
    QRect room = rect.adjusted(ListDelegate::padding, 0, -ListDelegate::padding, -1);
    // The mark stands on the far side of the text, so that the text keeps the edge it shares with the cells.
    const QString text = fontMetrics().elidedText(model()->headerData(logicalIndex, Qt::Horizontal).toString(),
                                                  Qt::ElideRight, room.width());
    painter->setPen(sorted ? tokens.text : tokens.muted);
    painter->drawText(room, int(Qt::AlignVCenter) | int(right ? Qt::AlignRight : Qt::AlignLeft), text);
    if (!sorted)
        return;
    const int width = fontMetrics().horizontalAdvance(text);
    const double x = right ? room.right() - width - markSpace / 2.0 : room.left() + width + markSpace / 2.0;
    painter->setPen(QPen(tokens.muted, 1.2));
    paintMark(*painter, {x, room.center().y() + 1.0}, sortIndicatorOrder() == Qt::AscendingOrder);
}

} // namespace ui::widgets
