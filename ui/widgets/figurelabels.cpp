// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figurelabels.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int historyLength = 120; // a minute at two a second
constexpr int labelCurveWidth = 64;
constexpr int labelGap = 4;

QFont strong(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

int paintWord(QPainter &painter, const QWidget &widget, const QString &word, const theme::Tokens &tokens)
{
    const int width = painter.fontMetrics().horizontalAdvance(word);
    painter.setPen(tokens.muted);
    painter.drawText(QRect(0, 0, width + 1, widget.height()), Qt::AlignVCenter | Qt::TextSingleLine, word);
    return width + labelGap;
}

} // namespace

RateLabel::RateLabel(const QString &word, tables::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_word(word)
    , m_tone(tone)
{
    m_history.append(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void RateLabel::append(double rate)
{
    m_history.append(float(rate));
    if (m_history.size() > historyLength)
        m_history.removeFirst();
    setAccessibleName(m_word + u' ' + theme::formatRate(rate));
    update();
}

QSize RateLabel::sizeHint() const
{
    const int figure = theme::tabularWidth(QFontMetrics(strong(font())), u"88.8k/s"_s);
    return {fontMetrics().horizontalAdvance(m_word) + labelGap + figure + labelGap + labelCurveWidth,
            fontMetrics().height() + 4};
}

void RateLabel::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    int x = paintWord(painter, *this, m_word, tokens);
    const QString figure = theme::formatRate(double(m_history.last()));
    painter.setFont(strong(font()));
    painter.setPen(tokens.text);
    const int width = theme::tabularWidth(painter.fontMetrics(), figure);
    theme::drawTabular(painter, QRect(x, 0, width, height()), Qt::AlignLeft, figure);
    x += width + labelGap + 2;
    paintCurve(painter, QRect(x, height() / 2 - 7, labelCurveWidth, 13), m_history, tables::toneColor(tokens, m_tone));
}

FigureLabel::FigureLabel(const QString &word, tables::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_word(word)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void FigureLabel::setFigure(const QString &figure, bool zero)
{
    if (figure == m_figure && zero == m_zero)
        return;
    const bool resized = figure.size() != m_figure.size();
    m_figure = figure;
    m_zero = zero;
    setAccessibleName(m_word + u' ' + m_figure);
    if (resized)
        updateGeometry();
    update();
}

QSize FigureLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_word) + labelGap +
                theme::tabularWidth(QFontMetrics(strong(font())), m_figure) + 2,
            fontMetrics().height() + 4};
}

void FigureLabel::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    const int x = paintWord(painter, *this, m_word, tokens);
    painter.setFont(strong(font()));
    painter.setPen(m_zero ? tokens.text : tables::toneColor(tokens, m_tone));
    theme::drawTabular(painter, rect().adjusted(x, 0, 0, 0), Qt::AlignLeft, m_figure);
}

} // namespace ui::widgets
