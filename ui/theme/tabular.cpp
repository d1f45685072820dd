// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tabular.h"

#include <QFontMetrics>
#include <QPainter>

namespace ui::theme {

namespace {

/// Every cell of a list asks, nearly always about the same font: the last answer is kept.
int digitWidth(const QFontMetrics &metrics)
{
    static QFontMetrics lastMetrics = metrics;
    static int lastWidth = 0;
    if (lastWidth > 0 && lastMetrics == metrics)
        return lastWidth;
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = qMax(widest, metrics.horizontalAdvance(QChar(digit)));
    lastMetrics = metrics;
    lastWidth = widest;
    return widest;
}

} // namespace

int tabularWidth(const QFontMetrics &metrics, QStringView text)
{
    const int cell = digitWidth(metrics);
    int width = 0;
    for (const QChar c : text)
        width += c.isDigit() ? cell : metrics.horizontalAdvance(c);
    return width;
}

void drawTabular(QPainter &painter, const QRect &rect, Qt::Alignment alignment, QStringView text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int cell = digitWidth(metrics);
    int x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - tabularWidth(metrics, text);
    else if (alignment & Qt::AlignHCenter)
        x = rect.left() + (rect.width() - tabularWidth(metrics, text)) / 2;
    const int baseline = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2;
    for (const QChar c : text) {
        const int width = metrics.horizontalAdvance(c);
        const int advance = c.isDigit() ? cell : width;
        painter.drawText(x + (advance - width) / 2, baseline, QString(c));
        x += advance;
    }
}

} // namespace ui::theme
