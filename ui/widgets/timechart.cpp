// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timechart.h"

#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/chartlegend.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>

// Its header is written with Qt's keywords.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int scaleWidth = 62;
constexpr int timesHeight = 20;
constexpr int widthOfTime = 100; // with what keeps it apart from the next
constexpr int leastPlotHeight = 84;
constexpr double lineWidth = 1.6;
constexpr qint64 secondsShownUpToMs = 10 * 60'000;
constexpr double millisecondSteps[] = {100,   1000,  5000,   10'000, 30'000,     60'000,
                                       300e3, 600e3, 1800e3, 3600e3, 6 * 3600e3, 24 * 3600e3};

/// Nought, the top of the scale, and half of it.
class ScaleTicker final : public QCPAxisTicker
{
public:
    explicit ScaleTicker(std::function<QString(double)> format)
        : m_format(std::move(format))
    {}

protected:
    double getTickStep(const QCPRange &range) override { return range.upper / 2; }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return m_format(tick); }

private:
    const std::function<QString(double)> m_format;
};

/// The next 1, 2 or 4 times a power of ten: the scale stands still while the curves move.
double nextStep(double top, double least)
{
    if (top <= least)
        return least;
    const double magnitude = std::pow(10.0, std::floor(std::log10(top)));
    for (const double step : {1.0, 2.0, 4.0}) {
        if (top <= step * magnitude)
            return step * magnitude;
    }
    return 10 * magnitude;
}

double nextDuration(double top)
{
    for (const double step : millisecondSteps) {
        if (top <= step)
            return step;
    }
    constexpr double day = 24 * 3600e3;
    return std::ceil(top / day) * day;
}

} // namespace

TimeChart::TimeChart(const QString &title, Unit unit, const QList<Series> &series, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_unit(unit)
    , m_series(series)
    , m_heading(new QLabel(title, this))
    , m_moment(new QLabel(this))
    , m_legend(new ChartLegend(series, this))
    , m_plot(new QCustomPlot(this))
    , m_empty(new QLabel(m_plot))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    m_heading->setProperty("role", u"heading"_s);
    m_moment->setProperty("role", u"muted"_s);
    m_empty->setProperty("role", u"muted"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_heading);
    top->addStretch(1);
    top->addWidget(m_moment);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(2);
    rows->addLayout(top);
    rows->addWidget(m_legend);
    rows->addWidget(m_plot, 1);
    makePlot(series);
    applyLook();
    for (int i = 0; i < int(series.size()); ++i) {
        connect(&m_legend->entry(i), &QAbstractButton::toggled, this, [this] {
            refreshLegend();
            fill();
            Q_EMIT shownChanged();
        });
    }
    refreshLegend();
}

TimeChart::~TimeChart() = default;

void TimeChart::makePlot(const QList<Series> &series)
{
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setMinimumHeight(leastPlotHeight);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins(QMargins(scaleWidth, 10, 6, timesHeight));
    m_plot->yAxis->setTicker(QSharedPointer<ScaleTicker>::create([this](double value) { return format(value); }));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, axis == m_plot->xAxis ? 3 : 0);
        axis->setTickLabelPadding(axis == m_plot->xAxis ? 2 : 8);
    }
    m_plot->xAxis->grid()->setVisible(false);
    for (qsizetype i = 0; i < series.size(); ++i)
        m_plot->addGraph();
    m_cross = new QCPItemStraightLine(m_plot);
    m_cross->setVisible(false);
}

void TimeChart::applyLook()
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QFont small = font();
    small.setPixelSize(qMax(fontInfo().pixelSize() - 2, 9));
    m_plot->setBackground(QBrush(tokens.surface));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(tokens.line));
        axis->setTickPen(QPen(tokens.line));
        axis->setTickLabelColor(tokens.muted);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(tokens.line));
        axis->grid()->setZeroLinePen(QPen(tokens.line));
    }
    m_plot->yAxis->setBasePen(Qt::NoPen);
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        QPen pen(tables::toneColor(tokens, m_series.at(i).tone), lineWidth, m_series.at(i).line, Qt::RoundCap,
                 Qt::RoundJoin);
        m_plot->graph(int(i))->setPen(pen);
    }
    m_cross->setPen(QPen(tokens.muted));
    m_isStale = true;
    replot();
}

QString TimeChart::format(double value) const
{
    if (std::isnan(value))
        return tr("unknown");
    switch (m_unit) {
    case Unit::Count:
        return theme::formatCount(quint64(std::llround(value)));
    case Unit::PerSecond:
        return theme::formatRate(value);
    case Unit::Bytes:
        return theme::formatSize(quint64(value));
    case Unit::BytesPerSecond:
        return theme::formatSize(quint64(value)) + tr("/s");
    case Unit::Milliseconds:
        return theme::formatDuration(qint64(value));
    }
    return {};
}

bool TimeChart::isShown(int series) const
{
    return m_legend->entry(series).isChecked();
}

void TimeChart::setShown(int series, bool shown)
{
    m_legend->entry(series).setChecked(shown);
}

int TimeChart::legendHeight() const
{
    return m_legend->heightForWidth(m_legend->width());
}

void TimeChart::setLegendHeight(int height)
{
    m_legend->setMinimumHeight(height);
}

void TimeChart::setEmptyText(const QString &text)
{
    m_empty->setText(text);
    refreshLegend();
}

void TimeChart::setData(const Data &next, qint64 spanMs)
{
    // What is pointed at stays the same moment.
    if (m_pointed && next.stepMs == m_data.stepMs && next.size() > 0) {
        const qsizetype step = *m_pointed + (m_data.firstMs - next.firstMs) / next.stepMs;
        m_pointed = step >= 0 && step < next.size() ? std::optional(step) : std::nullopt;
    } else {
        m_pointed.reset();
    }
    m_data = next;
    m_spanMs = spanMs;
    refreshLegend();
    fill();
}

/// The first step that is within the span.
qsizetype TimeChart::firstSeen() const
{
    const qint64 from = m_data.endMs() - m_spanMs;
    return std::max<qsizetype>(0, (from - m_data.firstMs) / m_data.stepMs);
}

double TimeChart::ceiling() const
{
    double top = 0;
    for (qsizetype i = 0; i < m_data.values.size(); ++i) {
        if (!isShown(int(i)))
            continue;
        const QList<double> &values = m_data.values.at(i);
        for (qsizetype step = firstSeen(); step < values.size(); ++step)
            top = std::isnan(values.at(step)) ? top : std::max(top, values.at(step));
    }
    switch (m_unit) {
    case Unit::Count:
        return nextStep(top, 10);
    case Unit::PerSecond:
        return nextStep(top, 4);
    case Unit::Bytes:
    case Unit::BytesPerSecond:
        return nextStep(top, 1000);
    case Unit::Milliseconds:
        return nextDuration(top);
    }
    return 1;
}

/// Only what is within the span, so that a minute of an hour costs a minute.
void TimeChart::fill()
{
    const bool isEmpty = m_data.size() == 0;
    m_empty->setVisible(isEmpty);
    m_plot->axisRect()->setVisible(!isEmpty);
    m_isStale = true;
    if (!isVisible())
        return;
    const qsizetype first = isEmpty ? 0 : firstSeen();
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        QVector<QCPGraphData> points;
        if (i < m_data.values.size() && isShown(int(i))) {
            const QList<double> &values = m_data.values.at(i);
            points.reserve(values.size() - first);
            for (qsizetype step = first; step < values.size(); ++step)
                points.append({double(timeOf(step)) / 1000, values.at(step)});
        }
        m_plot->graph(int(i))->data()->set(points, true);
    }
    const double end = double(isEmpty ? QDateTime::currentMSecsSinceEpoch() : m_data.endMs()) / 1000;
    m_plot->xAxis->setRange(end - double(m_spanMs) / 1000, end);
    m_plot->yAxis->setRange(0, ceiling());
    fitTimes();
    replot();
}

/// As many times as can be read beside each other.
void TimeChart::fitTimes()
{
    auto times = QSharedPointer<QCPAxisTickerDateTime>::create();
    times->setDateTimeFormat(m_spanMs <= secondsShownUpToMs ? u"HH:mm:ss"_s : u"HH:mm"_s);
    times->setTickCount(std::clamp((m_plot->width() - scaleWidth) / widthOfTime, 2, 8));
    m_plot->xAxis->setTicker(times);
}

void TimeChart::replot()
{
    if (!isVisible())
        return;
    m_cross->setVisible(m_pointed.has_value());
    if (m_pointed) {
        const double at = double(timeOf(*m_pointed)) / 1000;
        m_cross->point1->setCoords(at, 0);
        m_cross->point2->setCoords(at, 1);
    }
    m_isStale = false;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeChart::refreshLegend()
{
    const qsizetype step = m_pointed.value_or(m_data.size() - 1);
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const bool isKnown = i < m_data.values.size() && step >= 0;
        m_legend->entry(int(i)).setValue(isKnown ? format(m_data.values.at(i).at(step)) : QString());
    }
    m_legend->arrange();
    m_moment->setText(m_pointed ? QDateTime::fromMSecsSinceEpoch(timeOf(*m_pointed)).toString(u"HH:mm:ss"_s)
                                : QString());
    setAccessibleDescription(step >= 0 ? textAt(step) : m_empty->text());
}

QString TimeChart::textAt(qsizetype step) const
{
    QStringList parts;
    for (qsizetype i = 0; i < m_series.size() && i < m_data.values.size(); ++i) {
        if (isShown(int(i)))
            parts << m_series.at(i).word + u' ' + format(m_data.values.at(i).at(step));
    }
    return QDateTime::fromMSecsSinceEpoch(timeOf(step)).toString(u"HH:mm:ss"_s) + u"  "_s + parts.join(u", "_s);
}

void TimeChart::point(std::optional<qsizetype> step)
{
    if (step && (*step < 0 || *step >= m_data.size()))
        step.reset();
    if (step == m_pointed)
        return;
    m_pointed = step;
    refreshLegend();
    replot();
}

void TimeChart::userPoints(std::optional<qsizetype> step)
{
    point(step);
    Q_EMIT pointedAt(m_pointed.value_or(-1));
}

std::optional<qsizetype> TimeChart::stepAt(const QPoint &position) const
{
    if (m_data.size() == 0)
        return std::nullopt;
    const QPoint inPlot = m_plot->mapFrom(this, position);
    const double atMs = m_plot->xAxis->pixelToCoord(inPlot.x()) * 1000;
    const double step = std::round((atMs - double(m_data.firstMs)) / double(m_data.stepMs)) - 1;
    return std::clamp<qsizetype>(qsizetype(step), firstSeen(), m_data.size() - 1);
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot) {
        if (event->type() == QEvent::MouseMove)
            userPoints(stepAt(m_plot->mapTo(this, static_cast<QMouseEvent *>(event)->position().toPoint())));
        else if (event->type() == QEvent::Leave)
            userPoints(std::nullopt);
        else if (event->type() == QEvent::MouseButtonPress)
            setFocus(Qt::MouseFocusReason);
        else if (event->type() == QEvent::Resize) {
            m_empty->setGeometry(m_plot->rect().adjusted(scaleWidth, 0, -6, -timesHeight));
            fitTimes();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_data.size() - 1;
    const qsizetype now = m_pointed.value_or(last + 1);
    const qsizetype page = std::max<qsizetype>(1, m_spanMs / m_data.stepMs / 10);
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        return userPoints(std::max(firstSeen(), now - 1));
    case Qt::Key_Right:
        return userPoints(std::min(last, now + 1));
    case Qt::Key_PageUp:
        return userPoints(std::max(firstSeen(), now - page));
    case Qt::Key_PageDown:
        return userPoints(std::min(last, now + page));
    case Qt::Key_Home:
        return userPoints(firstSeen());
    case Qt::Key_End:
        return userPoints(last);
    case Qt::Key_Escape:
        if (m_pointed)
            return userPoints(std::nullopt);
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_plot->xAxis->setBasePen(QPen(theme::tokensFor(this).accent, 2));
    replot();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_plot->xAxis->setBasePen(QPen(theme::tokensFor(this).line));
    userPoints(std::nullopt);
    replot();
}

void TimeChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && m_cross)
        applyLook();
}

void TimeChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        fill();
}

} // namespace ui::widgets
