// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace ui::widgets {

using tables::Tone;

namespace {

constexpr int sidePadding = 6;
constexpr int leastWidth = 48; // of one that may shrink

QColor softColor(const theme::Tokens &tokens, Tone tone)
{
    switch (tone) {
    case Tone::Ready:
        return tokens.readyBg;
    case Tone::Unacked:
        return tokens.unackedBg;
    case Tone::Dead:
        return tokens.deadBg;
    case Tone::Ok:
        return tokens.okBg;
    case Tone::Accent:
        return tokens.accentBg;
    case Tone::Topic:
        return tokens.topicBg;
    default:
        return {};
    }
}

} // namespace

Badge::Badge(const QString &text, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setBadge(text, tone);
}

void Badge::setBadge(const QString &text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Badge::setMayShrink()
{
    m_mayShrink = true;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize Badge::minimumSizeHint() const
{
    return m_mayShrink ? QSize(qMin(leastWidth, sizeHint().width()), sizeHint().height()) : sizeHint();
}

QFont Badge::face() const
{
    QFont face = font();
    face.setPixelSize(qMax(font().pixelSize() - 2, 9));
    face.setWeight(softColor(theme::tokensFor(this), m_tone).isValid() ? QFont::DemiBold : QFont::Medium);
    return face;
}

QSize Badge::sizeHint() const
{
    const QFontMetrics metrics(face());
    return {metrics.horizontalAdvance(m_text) + 2 * sidePadding, metrics.height() + 3};
}

void Badge::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const QColor soft = softColor(tokens, m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(soft.isValid() ? soft : tokens.dark ? tokens.line.lighter(120) : tokens.line);
    painter.setBrush(soft.isValid() ? soft : tokens.sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(tables::toneColor(tokens, m_tone));
    painter.setFont(face());
    const int room = width() - 2 * sidePadding + 1;
    painter.drawText(rect(), Qt::AlignCenter, QFontMetrics(face()).elidedText(m_text, Qt::ElideRight, room));
}

} // namespace ui::widgets
