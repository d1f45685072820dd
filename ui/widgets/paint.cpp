// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paint.h"

#include "ui/theme/tokens.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace ui::widgets {

namespace {

constexpr double fullWithoutLimit = 1e6;
constexpr int badgeGap = 4;
constexpr int badgePadding = 5;

QFont badgeFont(const QFont &base)
{
    QFont font = base;
    font.setPixelSize(qMax(font.pixelSize() - 2, 9));
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

double fillOf(const models::Level &level)
{
    const quint64 messages = level.ready + level.unacked;
    if (messages == 0)
        return 0;
    if (level.isLimited())
        return qMin(1.0, level.share());
    return qMin(1.0, std::log10(1.0 + double(messages)) / std::log10(1.0 + fullWithoutLimit));
}

void paintLevel(QPainter &painter, const QRect &rect, const models::Level &level, const theme::Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF tube = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = tube.height() / 2;
    painter.setPen(tokens.dark ? tokens.line.lighter(125) : tokens.line);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(tube, radius, radius);
    const quint64 total = level.ready + level.unacked;
    if (total > 0) {
        const QRectF inner = tube.adjusted(1, 1, -1, -1);
        QPainterPath clip;
        clip.addRoundedRect(inner, inner.height() / 2, inner.height() / 2);
        painter.setClipPath(clip);
        const double filled = qMax(2.0, inner.width() * fillOf(level));
        // What is out for delivery is never less than a visible sliver, nor more than its share.
        const double out = level.unacked ? qMax(2.0, filled * double(level.unacked) / double(total)) : 0;
        painter.fillRect(QRectF(inner.right() - filled, inner.top(), filled - out, inner.height()), tokens.ready);
        painter.fillRect(QRectF(inner.right() - out, inner.top(), out, inner.height()), tokens.unacked);
    }
    painter.restore();
}

void paintCurve(QPainter &painter, const QRect &rect, const QList<float> &values, const QColor &color)
{
    if (values.size() < 2)
        return;
    const float top = *std::max_element(values.cbegin(), values.cend());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF curve;
    curve.reserve(values.size());
    const double step = double(rect.width() - 1) / double(values.size() - 1);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double share = top > 0 ? double(values.at(i) / top) : 0;
        curve << QPointF(rect.left() + double(i) * step, rect.bottom() - 0.5 - share * (rect.height() - 2));
    }
    painter.drawPolyline(curve);
    painter.restore();
}

int badgesWidth(const QFont &font, const QStringList &badges)
{
    const QFontMetrics metrics(badgeFont(font));
    int width = 0;
    for (const QString &badge : badges)
        width += metrics.horizontalAdvance(badge) + 2 * badgePadding + badgeGap;
    return qMax(0, width - badgeGap);
}

int paintBadges(QPainter &painter, const QRect &rect, const QStringList &badges, const theme::Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(badgeFont(painter.font()));
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.height() + 2;
    int x = rect.left();
    for (const QString &badge : badges) {
        const QRect box(x, rect.top() + (rect.height() - height) / 2,
                        metrics.horizontalAdvance(badge) + 2 * badgePadding, height);
        if (box.right() > rect.right() + 1) {
            painter.setPen(tokens.muted);
            painter.drawText(QRect(x, rect.top(), 12, rect.height()), Qt::AlignVCenter, QString(QChar(0x2026)));
            break;
        }
        painter.setPen(tokens.dark ? tokens.line.lighter(120) : tokens.line);
        painter.setBrush(tokens.sunken);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(tokens.muted);
        painter.drawText(box, Qt::AlignCenter, badge);
        x = box.right() + 1 + badgeGap;
    }
    painter.restore();
    return x - rect.left();
}

} // namespace ui::widgets
