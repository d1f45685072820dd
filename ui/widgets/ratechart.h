// SPDX-License-Identifier: GPL-3.0-or-later
// RateChart: rates over the last minutes as curves, each with its word and its present figure in the legend.
// Owner: OverviewPage. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QWidget>

namespace ui::widgets {

class RateChart final : public QWidget
{
    Q_OBJECT
public:
    struct Series
    {
        QString word;
        tables::Tone tone;
        QList<float> values;
    };

    explicit RateChart(QWidget *parent = nullptr);

    /// Index of the new series.
    int addSeries(const QString &word, tables::Tone tone);
    /// One value for each series.
    void append(const QList<double> &values);
    QSize sizeHint() const override { return {480, 120}; }
    QSize minimumSizeHint() const override { return {240, 96}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    float ceiling() const;
    int paintLegend(QPainter &painter) const;
    void paintGrid(QPainter &painter, const QRect &plot, float top) const;

    QList<Series> m_series;
};

} // namespace ui::widgets
