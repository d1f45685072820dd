// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/historycharts.h"

#include "ui/settings/settings.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <span>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::History;
using engine::HistoryFigure;
using engine::HistoryResolution;
using engine::HistorySeries;
using tables::Tone;
using widgets::TimeChart;
using Kind = engine::HistorySubject::Kind;
using Unit = TimeChart::Unit;

namespace {

struct CurveOf
{
    HistoryFigure figure;
    const char *word;
    Tone tone;
    Qt::PenStyle line = Qt::SolidLine;
};

struct ChartOf
{
    const char *title;
    Unit unit;
    std::span<const CurveOf> curves;
};

using F = HistoryFigure;

constexpr CurveOf queued[] = {{F::Ready, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "ready"), Tone::Ready},
                              {F::Unacked, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "unacked"), Tone::Unacked}};
constexpr CurveOf brokerRates[] = {
    {F::Published, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "in"), Tone::Ready},
    {F::Delivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "out"), Tone::Unacked},
    {F::Acked, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "acknowledged"), Tone::Ok},
    {F::Redelivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "redelivered"), Tone::Muted, Qt::DashLine},
    {F::Unroutable, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "unroutable"), Tone::Dead, Qt::DotLine}};
constexpr CurveOf brokerBytes[] = {
    {F::MemoryBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "memory"), Tone::Accent},
    {F::DiskBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "disk"), Tone::Topic, Qt::DashLine}};
constexpr CurveOf queueRates[] = {
    {F::Published, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "publish"), Tone::Ready},
    {F::Delivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "deliver / get"), Tone::Unacked},
    {F::Acked, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "ack"), Tone::Ok},
    {F::Redelivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "redelivered"), Tone::Muted, Qt::DashLine}};
constexpr CurveOf queueBytes[] = {
    {F::BodyBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "messages"), Tone::Ready},
    {F::MemoryBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "in memory"), Tone::Accent, Qt::DashLine},
    {F::DiskBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "on disk"), Tone::Topic, Qt::DotLine}};
constexpr CurveOf exchangeRates[] = {
    {F::Published, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "in"), Tone::Ready},
    {F::Routed, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "out to queues"), Tone::Accent},
    {F::Unroutable, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "unroutable"), Tone::Dead, Qt::DotLine}};
constexpr CurveOf topicRates[] = {{F::Published, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "in"), Tone::Topic},
                                  {F::Delivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "out"), Tone::Unacked}};
constexpr CurveOf topicMessages[] = {{F::Messages, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "kept"), Tone::Topic}};
constexpr CurveOf topicBytes[] = {
    {F::DiskBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "on disk"), Tone::Topic},
    {F::MemoryBytes, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "in memory"), Tone::Accent, Qt::DashLine}};
constexpr CurveOf groupLag[] = {{F::Lag, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "not read yet"), Tone::Topic}};
constexpr CurveOf groupBehind[] = {{F::LagMs, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "behind"), Tone::Unacked}};
constexpr CurveOf connectionRates[] = {
    {F::Published, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "publish"), Tone::Ready},
    {F::Delivered, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "deliver / get"), Tone::Unacked},
    {F::Acked, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "ack"), Tone::Ok},
    {F::Unroutable, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "unroutable"), Tone::Dead, Qt::DotLine}};
constexpr CurveOf connectionUnacked[] = {
    {F::Unacked, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "unacked"), Tone::Unacked}};
constexpr CurveOf connectionBytes[] = {
    {F::BytesIn, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "from client"), Tone::Ready},
    {F::BytesOut, QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "to client"), Tone::Unacked}};

constexpr ChartOf brokerCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Queued messages"), Unit::Count, queued},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Message rates"), Unit::PerSecond, brokerRates},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Memory and disk"), Unit::Bytes, brokerBytes}};
constexpr ChartOf queueCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Queued messages"), Unit::Count, queued},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Message rates"), Unit::PerSecond, queueRates},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Size of messages"), Unit::Bytes, queueBytes}};
constexpr ChartOf exchangeCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Message rates"), Unit::PerSecond, exchangeRates}};
constexpr ChartOf topicCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Message rates"), Unit::PerSecond, topicRates},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Messages"), Unit::Count, topicMessages},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Size"), Unit::Bytes, topicBytes}};
constexpr ChartOf groupCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Lag, messages"), Unit::Count, groupLag},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Lag, time"), Unit::Milliseconds, groupBehind}};
constexpr ChartOf connectionCharts[] = {
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Message rates"), Unit::PerSecond, connectionRates},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Data rates"), Unit::BytesPerSecond, connectionBytes},
    {QT_TRANSLATE_NOOP("ui::pages::HistoryCharts", "Messages not acknowledged yet"), Unit::Count, connectionUnacked}};

std::span<const ChartOf> chartsOf(Kind kind)
{
    switch (kind) {
    case Kind::Broker:
        return brokerCharts;
    case Kind::Queue:
        return queueCharts;
    case Kind::Exchange:
        return exchangeCharts;
    case Kind::Topic:
        return topicCharts;
    case Kind::Group:
        return groupCharts;
    case Kind::Connection:
        return connectionCharts;
    }
    return {};
}

constexpr qint64 spanMs[] = {60'000, 10 * 60'000, 3'600'000, 24 * 3'600'000};
constexpr int leastChartWidth = 220;
constexpr int betweenCharts = 20;

/// Strips are one row high: what does not fit is left out, the last ones first. Others go on below.
bool isStrip(Kind kind)
{
    return kind == Kind::Queue || kind == Kind::Connection;
}

QString emptyText(Kind kind, bool hasSubject)
{
    if (!hasSubject)
        return HistoryCharts::tr("Choose one in the list above.");
    if (kind == Kind::Group)
        return HistoryCharts::tr("Nothing is known of it yet: it has committed no offset since the broker started.");
    return HistoryCharts::tr("Nothing has happened here since the broker started.");
}

} // namespace

HistoryCharts::HistoryCharts(engine::BrokerSession &session, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_kind(kind)
    , m_spans(new QButtonGroup(this))
    , m_heading(new QLabel(this))
    , m_bar(new QHBoxLayout)
    , m_grid(new QGridLayout)
{
    if (kind == Kind::Broker)
        m_subject = engine::HistorySubject();
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    makeBar();
    m_grid->setHorizontalSpacing(betweenCharts);
    m_grid->setVerticalSpacing(6);
    for (const ChartOf &chart : chartsOf(kind)) {
        QList<TimeChart::Series> series;
        for (const CurveOf &curve : chart.curves)
            series.append({tr(curve.word), curve.tone, curve.line});
        auto *made = new TimeChart(tr(chart.title), chart.unit, series, this);
        m_charts << made;
        connect(made, &TimeChart::pointedAt, this, [this, made](qsizetype step) {
            for (TimeChart *other : std::as_const(m_charts)) {
                if (other != made)
                    other->point(step < 0 ? std::nullopt : std::optional(step));
            }
        });
    }
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addLayout(m_bar);
    rows->addLayout(m_grid, 1);
    arrange();
    refresh();
}

HistoryCharts::~HistoryCharts()
{
    // One that loses the focus while it goes would tell the others, which are gone.
    for (TimeChart *chart : std::as_const(m_charts))
        disconnect(chart, nullptr, this, nullptr);
}

void HistoryCharts::makeBar()
{
    m_heading->setProperty("role", u"heading"_s);
    m_heading->hide();
    m_bar->setContentsMargins(0, 0, 0, 0);
    m_bar->setSpacing(2);
    m_bar->addWidget(m_heading);
    m_bar->addStretch(1);
    const struct
    {
        Span span;
        QString text, name, tip;
    } choices[] = {
        {Span::Minute, tr("1 min"), tr("Charts of 1 min"), tr("The last minute, second by second")},
        {Span::TenMinutes, tr("10 min"), tr("Charts of 10 min"), tr("The last ten minutes, second by second")},
        {Span::Hour, tr("1 h"), tr("Charts of 1 h"), tr("The last hour, second by second")},
        {Span::Day, tr("24 h"), tr("Charts of 24 h"),
         tr("The last day, minute by minute: rates as means, the others as they were at their highest")},
    };
    for (const auto &choice : choices) {
        auto *button = new QToolButton(this);
        button->setText(choice.text);
        button->setToolTip(choice.tip);
        button->setAccessibleName(choice.name);
        button->setAccessibleDescription(choice.tip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(choice.span == m_span);
        m_spans->addButton(button, int(choice.span));
        m_bar->addWidget(button);
    }
    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) {
        m_isSpanChosen = true;
        setSpan(Span(id));
    });
}

void HistoryCharts::setHeading(const QString &text)
{
    m_heading->setText(text);
    m_heading->setVisible(!text.isEmpty());
}

void HistoryCharts::addBeside(QWidget *widget)
{
    m_bar->insertWidget(1, widget);
}

void HistoryCharts::setSubject(const std::optional<engine::HistorySubject> &subject)
{
    if (m_subject == subject)
        return;
    m_subject = subject;
    follow();
}

void HistoryCharts::setSpan(Span span)
{
    if (m_span == span)
        return;
    const bool changesStep = (m_span == Span::Day) != (span == Span::Day);
    m_span = span;
    m_spans->button(int(span))->setChecked(true);
    if (changesStep)
        follow();
    else
        refresh();
}

/// Anew: of seconds always the whole hour, so that the spans are at hand.
void HistoryCharts::follow()
{
    m_history = {};
    m_watching.reset();
    if (m_subject && isVisible()) {
        const bool isDay = m_span == Span::Day;
        const qint64 from = QDateTime::currentMSecsSinceEpoch() - spanMs[int(isDay ? Span::Day : Span::Hour)];
        m_watching = m_session.watchHistory(
            this, {*m_subject, isDay ? HistoryResolution::Minute : HistoryResolution::Second, from},
            [this](const History &piece) { take(piece); });
    }
    refresh();
}

void HistoryCharts::take(const History &piece)
{
    const bool goesOn = m_history.size() > 0 && piece.stepMs == m_history.stepMs &&
                        piece.firstMs == m_history.endMs() && piece.series.size() == m_history.series.size();
    if (goesOn) {
        for (qsizetype i = 0; i < piece.series.size(); ++i)
            m_history.series[i].values += piece.series.at(i).values;
    } else {
        m_history = piece;
    }
    const qsizetype most = spanMs[int(m_span == Span::Day ? Span::Day : Span::Hour)] / m_history.stepMs;
    if (const qsizetype old = m_history.size() - most; old > 0) {
        for (HistorySeries &series : m_history.series)
            series.values.remove(0, old);
        m_history.firstMs += old * m_history.stepMs;
    }
    refresh();
}

void HistoryCharts::refresh()
{
    const auto charts = chartsOf(m_kind);
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        TimeChart::Data shown{m_history.firstMs, m_history.stepMs, {}};
        for (const CurveOf &curve : charts[size_t(i)].curves) {
            const auto found = std::find_if(m_history.series.cbegin(), m_history.series.cend(),
                                            [&](const HistorySeries &series) { return series.figure == curve.figure; });
            shown.values << (found == m_history.series.cend()
                                 ? QList<double>(m_history.size(), std::numeric_limits<double>::quiet_NaN())
                                 : found->values);
        }
        m_charts.at(i)->setEmptyText(emptyText(m_kind, m_subject.has_value()));
        m_charts.at(i)->setData(shown, spanMs[int(m_span)]);
    }
    alignLegends();
}

/// So that the plots of a row stand side by side.
void HistoryCharts::alignLegends()
{
    for (qsizetype first = 0; first < m_charts.size(); first += m_columns) {
        const QList<TimeChart *> row = m_charts.mid(first, m_columns);
        int highest = 0;
        for (const TimeChart *chart : row)
            highest = std::max(highest, chart->isHidden() ? 0 : chart->legendHeight());
        for (TimeChart *chart : row)
            chart->setLegendHeight(highest);
    }
}

void HistoryCharts::arrange()
{
    const qsizetype room = (width() + betweenCharts) / (leastChartWidth + betweenCharts);
    const qsizetype columns = std::clamp<qsizetype>(room, 1, m_charts.size());
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        m_charts.at(i)->setVisible(i < columns || !isStrip(m_kind));
        m_grid->addWidget(m_charts.at(i), int(i / columns), int(i % columns));
    }
    for (int column = 0; column < int(m_charts.size()); ++column)
        m_grid->setColumnStretch(column, column < int(columns) ? 1 : 0);
}

void HistoryCharts::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void HistoryCharts::hideEvent(QHideEvent *event)
{
    m_watching.reset();
    QWidget::hideEvent(event);
}

void HistoryCharts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void HistoryCharts::restore(settings::Settings &settings)
{
    bool isKnown = false;
    const int span = settings.value(u"charts/span"_s).toInt(&isKnown);
    if (isKnown && span >= 0 && span <= int(Span::Day))
        setSpan(Span(span));
}

void HistoryCharts::save(settings::Settings &settings) const
{
    if (m_isSpanChosen)
        settings.setValue(u"charts/span"_s, QString::number(int(m_span)));
}

} // namespace ui::pages
