// SPDX-License-Identifier: GPL-3.0-or-later
// ChartLegend: the words of a chart's curves with their values, one behind the other in as many lines as it takes. Each is a button: pressed
// it hides or shows its curve. A word keeps the room its value once needed, so that nothing moves while the figures do.
// Owner: TimeChart. Thread: ui.
#pragma once

#include "ui/widgets/timechart.h"

#include <QAbstractButton>

namespace ui::widgets {

class LegendEntry final : public QAbstractButton
{
    Q_OBJECT
public:
    LegendEntry(const TimeChart::Series &series, QWidget *parent);

    void setValue(const QString &value);
    QString value() const { return m_value; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont valueFont() const;
    void describe();

    const TimeChart::Series m_series;
    QString m_value;
    int m_valueWidth = 0;
};

class ChartLegend final : public QWidget
{
    Q_OBJECT
public:
    ChartLegend(const QList<TimeChart::Series> &series, QWidget *parent);

    LegendEntry &entry(int series) const { return *m_entries.at(series); }
    /// Lays out anew where an entry needs more room.
    void arrange();
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int place(int width, bool moves) const;

    QList<LegendEntry *> m_entries;
};

} // namespace ui::widgets
