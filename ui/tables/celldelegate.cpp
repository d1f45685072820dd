// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/celldelegate.h"

#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace ui::tables {

QColor toneColor(const theme::Tokens &tokens, Tone tone)
{
    switch (tone) {
    case Tone::Normal:
        return tokens.text;
    case Tone::Muted:
        return tokens.muted;
    case Tone::Faint:
        return tokens.faint;
    case Tone::Ready:
        return tokens.ready;
    case Tone::Unacked:
        return tokens.unackedText;
    case Tone::Dead:
        return tokens.dead;
    case Tone::Ok:
        return tokens.ok;
    case Tone::Accent:
        return tokens.accent;
    case Tone::Topic:
        return tokens.topic;
    }
    return tokens.text;
}

const QFont &CellDelegate::monospaced(const QFont &base) const
{
    if (!m_known || base != m_base) {
        m_base = base;
        m_mono = theme::monospaceFont(base);
        m_known = true;
    }
    return m_mono;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? tokens.sel : tokens.hover);
    const QRect box = option.rect.adjusted(padding, 0, -padding, 0);
    if (index.data(LoadingRole).toBool() && !index.data(Qt::DisplayRole).isValid()) {
        const int width = qMin(box.width(), 24 + int((uint(index.row()) * 7 + uint(index.column()) * 13) % 40));
        painter->fillRect(QRect(box.x(), box.center().y() - 3, width, 6), tokens.sunken);
        return;
    }
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty())
        return;
    const auto alignmentData = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment alignment = alignmentData.isValid() ? Qt::Alignment(alignmentData.toInt()) : Qt::AlignLeft;
    QFont font = index.data(MonospacedRole).toBool() ? monospaced(option.font) : option.font;
    if (index.data(EmphasisRole).toBool())
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(toneColor(tokens, Tone(index.data(ToneRole).toInt())));
    if (index.data(TabularRole).toBool()) {
        theme::drawTabular(*painter, box, alignment & Qt::AlignHorizontal_Mask, text);
        return;
    }
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
    painter->drawText(box, int(alignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = index.data(MonospacedRole).toBool() ? monospaced(option.font) : option.font;
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * padding + 2, metrics.height() + 8};
}

} // namespace ui::tables
