// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chartlegend.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/tabular.h"
#include "ui/theme/tokens.h"

#include <QPainter>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int sample = 16; // of the line, before the word
constexpr int legendGap = 5;
constexpr int betweenEntries = 10;
constexpr int entryHeight = 20;

} // namespace

LegendEntry::LegendEntry(const TimeChart::Series &series, QWidget *parent)
    : QAbstractButton(parent)
    , m_series(series)
{
    setCheckable(true);
    setChecked(true);
    setText(series.word);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QAbstractButton::toggled, this, &LegendEntry::describe);
    describe();
}

QFont LegendEntry::valueFont() const
{
    QFont face = font();
    face.setWeight(QFont::DemiBold);
    return face;
}

void LegendEntry::describe()
{
    setAccessibleName(QString(m_series.word % u' ' % m_value).trimmed());
    setToolTip(isChecked() ? tr("Hide this curve") : tr("Show this curve"));
}

void LegendEntry::setValue(const QString &value)
{
    if (m_value == value)
        return;
    m_value = value;
    describe();
    const int width = theme::tabularWidth(QFontMetrics(valueFont()), value);
    if (width > m_valueWidth) {
        m_valueWidth = width;
        updateGeometry();
    }
    update();
}

QSize LegendEntry::sizeHint() const
{
    return {sample + legendGap + fontMetrics().horizontalAdvance(m_series.word) + legendGap + m_valueWidth + 2,
            entryHeight};
}

void LegendEntry::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOn = isChecked();
    painter.setPen(QPen(isOn ? tables::toneColor(tokens, m_series.tone) : tokens.line, 2, m_series.line));
    const int middle = height() / 2;
    painter.drawLine(1, middle, sample - 2, middle);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QFont face = font();
    face.setStrikeOut(!isOn);
    painter.setFont(face);
    painter.setPen(isOn ? tokens.muted : tokens.faint);
    const int word = fontMetrics().horizontalAdvance(m_series.word);
    painter.drawText(QRect(sample + legendGap, 0, word + 2, height()), Qt::AlignVCenter, m_series.word);
    if (isOn) {
        painter.setFont(valueFont());
        painter.setPen(tokens.text);
        theme::drawTabular(painter, QRect(sample + legendGap + word + legendGap, 0, m_valueWidth + 2, height()),
                           Qt::AlignLeft | Qt::AlignVCenter, m_value);
    }
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

ChartLegend::ChartLegend(const QList<TimeChart::Series> &series, QWidget *parent)
    : QWidget(parent)
{
    for (const TimeChart::Series &one : series)
        m_entries << new LegendEntry(one, this);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

/// The height that the entries take at this width.
int ChartLegend::place(int width, bool moves) const
{
    int x = 0, y = 0;
    for (LegendEntry *entry : m_entries) {
        const QSize size = entry->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += entryHeight;
        }
        if (moves)
            entry->setGeometry(x, y, size.width(), size.height());
        x += size.width() + betweenEntries;
    }
    return y + entryHeight;
}

int ChartLegend::heightForWidth(int width) const
{
    return place(width, false);
}

QSize ChartLegend::sizeHint() const
{
    return {240, place(width(), false)};
}

void ChartLegend::arrange()
{
    const int needed = place(width(), true);
    if (needed != height())
        updateGeometry();
}

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place(width(), true);
}

} // namespace ui::widgets
