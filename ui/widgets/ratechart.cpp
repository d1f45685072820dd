// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ratechart.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <cmath>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype length = 600;      // five minutes at two a second
constexpr qsizetype firstLength = 120; // a young curve has a minute's room, and stretches out of it
constexpr int legendHeight = 26;
constexpr int scaleWidth = 52;
constexpr int gridLines = 4;

} // namespace

RateChart::RateChart(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

int RateChart::addSeries(const QString &word, tables::Tone tone)
{
    m_series.append({word, tone, {}});
    return int(m_series.size()) - 1;
}

void RateChart::append(const QList<double> &values)
{
    Q_ASSERT(values.size() == m_series.size());
    QStringList spoken;
    for (qsizetype i = 0; i < values.size(); ++i) {
        QList<float> &history = m_series[i].values;
        history.append(float(values.at(i)));
        if (history.size() > length)
            history.removeFirst();
        spoken << m_series.at(i).word + u' ' + theme::formatRate(values.at(i));
    }
    setAccessibleName(spoken.join(u", "_s));
    update();
}

/// The next 1, 2 or 5 times a power of ten: the scale stands still while the curves move.
float RateChart::ceiling() const
{
    float top = 0;
    for (const Series &series : m_series) {
        for (const float value : series.values)
            top = qMax(top, value);
    }
    if (top <= 4)
        return 4;
    const float magnitude = std::pow(10.0f, std::floor(std::log10(top)));
    for (const float step : {1.0f, 2.0f, 4.0f, 10.0f}) {
        if (top <= step * magnitude)
            return step * magnitude;
    }
    return 10 * magnitude;
}

int RateChart::paintLegend(QPainter &painter) const
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    int x = 0;
    for (const Series &series : m_series) {
        const QColor color = tables::toneColor(tokens, series.tone);
        painter.setPen(QPen(color, 2));
        painter.drawLine(x, legendHeight / 2 - 2, x + 12, legendHeight / 2 - 2);
        x += 18;
        painter.setFont(font());
        painter.setPen(tokens.muted);
        const int word = painter.fontMetrics().horizontalAdvance(series.word);
        painter.drawText(QRect(x, 0, word + 1, legendHeight - 4), Qt::AlignVCenter, series.word);
        x += word + 6;
        painter.setFont(strong);
        painter.setPen(tokens.text);
        const QString figure = theme::formatRate(series.values.isEmpty() ? 0 : double(series.values.last()));
        theme::drawTabular(painter, QRect(x, 0, 80, legendHeight - 4), Qt::AlignLeft, figure);
        x += theme::tabularWidth(painter.fontMetrics(), u"88.8k/s"_s) + 18;
    }
    painter.setFont(font());
    return legendHeight;
}

void RateChart::paintGrid(QPainter &painter, const QRect &plot, float top) const
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QFont small = font();
    small.setPixelSize(small.pixelSize() > 0 ? small.pixelSize() - 2 : 11);
    painter.setFont(small);
    for (int line = 0; line <= gridLines; ++line) {
        const int y = plot.bottom() - line * (plot.height() - 1) / gridLines;
        painter.setPen(tokens.line);
        painter.drawLine(plot.left(), y, plot.right(), y);
        if (line % 2 == 0) {
            painter.setPen(tokens.faint);
            theme::drawTabular(painter, QRect(0, y - 8, scaleWidth - 8, 16), Qt::AlignRight,
                               theme::formatRate(double(top) * line / gridLines));
        }
    }
}

void RateChart::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    const int legend = paintLegend(painter);
    const QRect plot = rect().adjusted(scaleWidth, legend + 8, -2, -8);
    const float top = ceiling();
    paintGrid(painter, plot, top);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Series &series : m_series) {
        if (series.values.size() < 2)
            continue;
        QPolygonF curve;
        curve.reserve(series.values.size());
        const double step = double(plot.width() - 1) / double(qMax(series.values.size(), firstLength) - 1);
        const double first = plot.right() - double(series.values.size() - 1) * step;
        for (qsizetype i = 0; i < series.values.size(); ++i)
            curve << QPointF(first + double(i) * step,
                             plot.bottom() - double(series.values.at(i) / top) * (plot.height() - 1));
        painter.setPen(QPen(tables::toneColor(tokens, series.tone), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(curve);
    }
}

} // namespace ui::widgets
