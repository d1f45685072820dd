// SPDX-License-Identifier: GPL-3.0-or-later
// TimeChart: figures over time as curves, with clock times below, a scale at the left and a legend that has their present values; a click on
// a word hides its curve. Under the pointer, and for Left and Right, the values at a moment. Gaps where nothing was known.
// QCustomPlot draws; only timechart.cpp knows it. Nothing is drawn anew while the chart is not seen.
// Owner: HistoryCharts. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QWidget>

#include <optional>

class QCPItemStraightLine;
class QCustomPlot;
class QLabel;

namespace ui::widgets {

class ChartLegend;

class TimeChart final : public QWidget
{
    Q_OBJECT
public:
    enum class Unit : quint8 { Count, PerSecond, Bytes, BytesPerSecond, Milliseconds };
    struct Series
    {
        QString word;
        tables::Tone tone = tables::Tone::Normal;
        Qt::PenStyle line = Qt::SolidLine; ///< what colour tells, the line tells too
    };
    /// A value for each step, the first one of [firstMs, firstMs + stepMs); not a number: unknown.
    struct Data
    {
        qint64 firstMs = 0;
        qint64 stepMs = 1000;
        QList<QList<double>> values; ///< by series
        qsizetype size() const { return values.isEmpty() ? 0 : values.front().size(); }
        qint64 endMs() const { return firstMs + size() * stepMs; }
    };

    TimeChart(const QString &title, Unit unit, const QList<Series> &series, QWidget *parent);
    ~TimeChart() override;

    /// What is seen of it: `spanMs` up to its end.
    void setData(const Data &next, qint64 spanMs);
    const Data &data() const { return m_data; }
    bool isShown(int series) const;
    void setShown(int series, bool shown);
    /// What the legend takes, and what it is to take at least: charts side by side begin at the same height.
    int legendHeight() const;
    void setLegendHeight(int height);
    /// Shown while there is no data.
    void setEmptyText(const QString &text);

    /// The step that is pointed at; none: the newest is told.
    std::optional<qsizetype> pointed() const { return m_pointed; }
    void point(std::optional<qsizetype> step);
    /// "12:01:07  ready 1,204, unacked 32" of that step.
    QString textAt(qsizetype step) const;
    /// The step under this point of the chart; none: there is nothing.
    std::optional<qsizetype> stepAt(const QPoint &position) const;
    QString title() const { return m_title; }
    QSize sizeHint() const override { return {420, 170}; }
    QSize minimumSizeHint() const override { return {160, 116}; }

Q_SIGNALS:
    /// By the user; negative: no more.
    void pointedAt(qsizetype step);
    void shownChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makePlot(const QList<Series> &series);
    void applyLook();
    void fill();
    void fitTimes();
    void replot();
    void refreshLegend();
    void userPoints(std::optional<qsizetype> step);
    double ceiling() const;
    QString format(double value) const;
    qint64 timeOf(qsizetype step) const { return m_data.firstMs + (step + 1) * m_data.stepMs; }
    qsizetype firstSeen() const;

    const QString m_title;
    const Unit m_unit;
    const QList<Series> m_series;
    Data m_data;
    qint64 m_spanMs = 60'000;
    std::optional<qsizetype> m_pointed;
    bool m_isStale = true; ///< what is drawn is older than the data

    QLabel *m_heading;
    QLabel *m_moment; ///< of what is pointed at
    ChartLegend *m_legend;
    QCustomPlot *m_plot;
    QCPItemStraightLine *m_cross = nullptr;
    QLabel *m_empty;
};

} // namespace ui::widgets
