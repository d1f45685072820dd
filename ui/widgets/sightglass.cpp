// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sightglass.h"

#include "ui/models/queuemodel.h"
#include "ui/theme/format.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/paint.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::Literals::StringLiterals;

namespace ui::widgets {

namespace {

constexpr int tubeHeight = 24;
constexpr int wall = 4;
constexpr double leastVisible = 4;
constexpr int decades = 6; // of the logarithmic scale, which paint.h ends at a million

QString caption(const models::Level &level)
{
    if (!level.isLimited())
        return SightGlass::tr("no limit · marks are powers of ten");
    return SightGlass::tr("limit %1 · %2 % full")
        .arg(models::limitText(level), theme::formatCount(quint64(qMin(100.0, level.share() * 100))));
}

} // namespace

SightGlass::SightGlass(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setLevel({});
}

void SightGlass::setLevel(const models::Level &level)
{
    if (level == m_level && !accessibleName().isEmpty())
        return;
    m_level = level;
    const QString words =
        tr("%1 ready, %2 unacked").arg(theme::formatCount(level.ready), theme::formatCount(level.unacked));
    setAccessibleName(words);
    setToolTip(words % u"\n"_s % caption(level));
    update();
}

void SightGlass::paintGraduation(QPainter &painter, const QRectF &inner) const
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const int marks = m_level.isLimited() ? 4 : decades;
    for (int i = 1; i < marks; ++i) {
        const double x = inner.right() - inner.width() * i / marks;
        QColor color = tokens.muted;
        color.setAlphaF(0.55f);
        painter.setPen(QPen(color, 1));
        painter.drawLine(QPointF(x, inner.bottom() - 5), QPointF(x, inner.bottom()));
    }
}

void SightGlass::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF tube(0.5, 0.5, width() - 1, tubeHeight);
    painter.setPen(tokens.dark ? tokens.line.lighter(130) : tokens.line);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(tube, tubeHeight / 2.0, tubeHeight / 2.0);
    const QRectF inner = tube.adjusted(wall, wall, -wall, -wall);
    const double radius = inner.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.sunken);
    painter.drawRoundedRect(inner, radius, radius);

    const quint64 total = m_level.ready + m_level.unacked;
    if (total > 0) {
        painter.save();
        QPainterPath clip;
        clip.addRoundedRect(inner, radius, radius);
        painter.setClipPath(clip);
        const double filled = qMax(inner.height(), inner.width() * fillOf(m_level));
        const double out = m_level.unacked ? qMax(leastVisible, filled * double(m_level.unacked) / double(total)) : 0;
        painter.setBrush(tokens.ready);
        painter.drawRoundedRect(QRectF(inner.right() - filled, inner.top(), filled + radius, inner.height()), radius,
                                radius);
        painter.setBrush(tokens.unacked);
        painter.drawRect(QRectF(inner.right() - out, inner.top(), out, inner.height()));
        painter.restore();
    }
    paintGraduation(painter, inner);

    QFont small = font();
    small.setPixelSize(qMax(font().pixelSize() - 2, 9));
    painter.setFont(small);
    painter.setPen(tokens.muted);
    const QRect below(2, tubeHeight + 2, width() - 4, height() - tubeHeight - 2);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption(m_level), Qt::ElideRight, below.width()));
}

} // namespace ui::widgets
