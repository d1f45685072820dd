// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figurestrip.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace ui::widgets {

namespace {

constexpr int figureGap = 14;

} // namespace

FigureStrip::FigureStrip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

int FigureStrip::addFigure(const QString &name)
{
    m_figures.append({name, u"–"_s, tables::Tone::Muted, QFontMetrics(nameFont()).horizontalAdvance(name)});
    updateGeometry();
    return int(m_figures.size()) - 1;
}

void FigureStrip::setFigure(int number, const QString &value, tables::Tone tone)
{
    Figure &figure = m_figures[number];
    if (figure.value == value && figure.tone == tone)
        return;
    figure.value = value;
    figure.tone = tone;
    const int width = theme::tabularWidth(QFontMetrics(valueFont()), value);
    if (width > figure.width) {
        figure.width = width;
        updateGeometry();
    }
    QStringList words;
    for (const Figure &f : std::as_const(m_figures))
        words << QString(f.name % u' ' % f.value);
    setAccessibleName(words.join(u", "_s));
    update();
}

QFont FigureStrip::valueFont() const
{
    QFont face = font();
    face.setPixelSize(font().pixelSize() + 2);
    face.setWeight(QFont::Bold);
    return face;
}

QFont FigureStrip::nameFont() const
{
    QFont face = font();
    face.setPixelSize(qMax(font().pixelSize() - 2, 9));
    return face;
}

QSize FigureStrip::sizeHint() const
{
    int width = 0;
    for (const Figure &figure : m_figures)
        width += figure.width + 2 * figureGap;
    return {width, 38};
}

void FigureStrip::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    int x = 0;
    for (const Figure &figure : std::as_const(m_figures)) {
        painter.fillRect(x, 1, 1, height() - 2, tokens.line);
        x += figureGap;
        painter.setFont(valueFont());
        painter.setPen(tables::toneColor(tokens, figure.tone));
        theme::drawTabular(painter, QRect(x, 0, figure.width + 4, 21), Qt::AlignLeft, figure.value);
        painter.setFont(nameFont());
        painter.setPen(tokens.muted);
        painter.drawText(QRect(x, 20, figure.width + 4, 17), Qt::AlignLeft | Qt::AlignVCenter, figure.name);
        x += figure.width + figureGap;
    }
}

} // namespace ui::widgets
