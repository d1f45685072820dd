// SPDX-License-Identifier: GPL-3.0-or-later
// Charts over a session without a broker: what is drawn, pointed at, hidden and followed; and where the window has them.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/chartlegend.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/timechart.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace Qt::StringLiterals;
using engine::History;
using engine::HistoryFigure;
using engine::HistorySubject;
using ui::mainwindow::MainWindow;
using ui::pages::HistoryCharts;
using ui::widgets::TimeChart;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The figures of a queue, so many seconds of them up to now.
History queueHistory(int seconds, qint64 endMs = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000)
{
    History history;
    history.firstMs = endMs - seconds * 1000;
    const auto add = [&](HistoryFigure figure, auto value) {
        engine::HistorySeries series{figure, {}};
        for (int i = 0; i < seconds; ++i)
            series.values << value(i);
        history.series << series;
    };
    add(HistoryFigure::Published, [](int i) { return double(i % 7); });
    add(HistoryFigure::Delivered, [](int i) { return double(i % 5); });
    add(HistoryFigure::Acked, [](int i) { return double(i % 5); });
    add(HistoryFigure::Redelivered, [](int) { return 0.0; });
    add(HistoryFigure::Ready, [](int i) { return double(i); });
    add(HistoryFigure::Unacked, [](int) { return 3.0; });
    add(HistoryFigure::MemoryBytes, [](int) { return 1e6; });
    add(HistoryFigure::BodyBytes, [](int i) { return i * 312.0; });
    return history;
}

/// Whether some pixel of the widget has about this colour.
bool hasColor(QWidget &widget, const QColor &color)
{
    const QImage image = widget.grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                    std::abs(pixel.blue() - color.blue()) <
                24)
                return true;
        }
    }
    return false;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;

    void makeWindow(QSize size = {1500, 1000})
    {
        m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
        m_window->resize(size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_session->push();
    }
    template <typename T>
    T *page(const QString &id)
    {
        m_window->openPage(id);
        return qobject_cast<T *>(m_window->tabs().currentWidget());
    }
    static QAbstractButton *button(QWidget &within, const QString &text)
    {
        for (QAbstractButton *candidate : within.findChildren<QAbstractButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    /// What draws the curves of a chart.
    static QWidget *plotOf(TimeChart &chart)
    {
        for (QWidget *child : chart.findChildren<QWidget *>()) {
            if (child->inherits("QCustomPlot"))
                return child;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init()
    {
        m_scratch = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
        m_session = std::make_unique<tests::FakeSession>();
        tests::openFakeShop(*m_session);
    }
    void cleanup()
    {
        m_window.reset();
        m_session.reset();
    }

    void drawsInTheColoursOfItsMeaning()
    {
        TimeChart chart(u"Queued messages"_s, TimeChart::Unit::Count,
                        {{u"ready"_s, ui::tables::Tone::Ready}, {u"unacked"_s, ui::tables::Tone::Unacked}}, nullptr);
        chart.setEmptyText(u"nothing yet"_s);
        chart.resize(480, 220);
        chart.show();
        const ui::theme::Tokens &tokens = ui::theme::tokensFor(&chart);
        QCOMPARE(chart.accessibleDescription(), u"nothing yet"_s);
        TimeChart::Data data{1'700'000'000'000, 1000, {{}, {}}};
        for (int i = 0; i < 60; ++i) {
            data.values[0] << 40;
            data.values[1] << 20;
        }
        chart.setData(data, 60'000);
        QTRY_VERIFY(hasColor(chart, tokens.ready));
        QTRY_VERIFY(hasColor(chart, tokens.unackedText)); // a thin line needs the contrast of a text
        QVERIFY(chart.accessibleDescription().endsWith(u"ready 40, unacked 20"_s));
        // A click on its word hides a curve; its neighbour stays.
        auto *ready = chart.findChildren<ui::widgets::LegendEntry *>().front();
        QTest::mouseClick(ready, Qt::LeftButton);
        QVERIFY(!chart.isShown(0) && chart.isShown(1));
        QVERIFY(chart.accessibleDescription().endsWith(u"  unacked 20"_s));
        QTest::keyClick(ready, Qt::Key_Space);
        QVERIFY(chart.isShown(0));
    }

    void tellsTheValuesOfAMoment()
    {
        TimeChart chart(u"Lag"_s, TimeChart::Unit::Milliseconds, {{u"behind"_s, ui::tables::Tone::Unacked}}, nullptr);
        chart.resize(480, 220);
        chart.show();
        TimeChart::Data data{QDateTime(QDate(2026, 11, 26), QTime(12, 0)).toMSecsSinceEpoch(), 1000, {{}}};
        for (int i = 0; i < 60; ++i)
            data.values[0] << (i == 30 ? unknown : i * 1000.0);
        chart.setData(data, 60'000);
        QSignalSpy pointed(&chart, &TimeChart::pointedAt);
        // By the pointer: in the middle of the plot it is the middle of the minute.
        const auto first = chart.stepAt({0, 120}), last = chart.stepAt({479, 120});
        QCOMPARE(first, std::optional<qsizetype>(0));
        QCOMPARE(last, std::optional<qsizetype>(59));
        chart.point(30);
        QCOMPARE(chart.accessibleDescription(), u"12:00:31  behind unknown"_s);
        QCOMPARE(chart.findChild<ui::widgets::LegendEntry *>()->value(), u"unknown"_s);
        // By the keyboard.
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.pointed(), std::optional<qsizetype>(29));
        QCOMPARE(chart.accessibleDescription(), u"12:00:30  behind 29 s"_s);
        QTest::keyClick(&chart, Qt::Key_Home);
        QCOMPARE(chart.pointed(), std::optional<qsizetype>(0));
        QTest::keyClick(&chart, Qt::Key_End);
        QCOMPARE(chart.pointed(), std::optional<qsizetype>(59));
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!chart.pointed());
        QVERIFY(pointed.size() >= 4);
        QCOMPARE(pointed.back().front().toLongLong(), -1);
        // What is pointed at stays the same moment while time goes on.
        chart.point(10);
        data.values[0].removeFirst();
        data.values[0] << 60'000.0;
        data.firstMs += 1000;
        chart.setData(data, 60'000);
        QCOMPARE(chart.pointed(), std::optional<qsizetype>(9));
    }

    void thePointerTellsTheMomentBelowIt()
    {
        TimeChart chart(u"Lag"_s, TimeChart::Unit::Milliseconds, {{u"behind"_s, ui::tables::Tone::Unacked}}, nullptr);
        chart.resize(480, 220);
        chart.show();
        TimeChart::Data data{QDateTime(QDate(2026, 11, 26), QTime(12, 0)).toMSecsSinceEpoch(), 1000, {{}}};
        for (int i = 0; i < 60; ++i)
            data.values[0] << i * 1000.0;
        chart.setData(data, 60'000);
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QTRY_VERIFY(hasColor(chart, ui::theme::tokensFor(&chart).unackedText)); // it is drawn, and so laid out
        QWidget *plot = plotOf(chart);
        QVERIFY(plot);
        const auto *entry = chart.findChild<ui::widgets::LegendEntry *>();
        const QSignalSpy pointed(&chart, &TimeChart::pointedAt);
        // The curves are between the scale at the left and a margin at the right.
        const auto moveTo = [&](double share) {
            constexpr int left = 62, right = 6;
            const QPoint inPlot(left + qRound(share * (plot->width() - left - right)), plot->height() / 2);
            QTest::mouseMove(chart.windowHandle(), plot->mapTo(&chart, inPlot));
        };
        moveTo(0.5);
        QTRY_COMPARE(chart.pointed(), std::optional<qsizetype>(29));
        QCOMPARE(chart.accessibleDescription(), u"12:00:30  behind 29 s"_s);
        QCOMPARE(entry->value(), u"29 s"_s);
        QCOMPARE(pointed.back().front().toLongLong(), 29);
        moveTo(0.25);
        QTRY_COMPARE(entry->value(), u"14 s"_s);
        // Elsewhere: the present again.
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(plot, &leave);
        QVERIFY(!chart.pointed());
        QCOMPARE(pointed.back().front().toLongLong(), -1);
        QCOMPARE(chart.accessibleDescription(), u"12:01:00  behind 59 s"_s);
        QCOMPARE(entry->value(), u"59 s"_s);
    }

    void followsWhileItIsSeen()
    {
        m_session->recorded = queueHistory(3600);
        HistoryCharts charts(*m_session, HistorySubject::Kind::Queue, nullptr);
        charts.resize(900, 220);
        charts.setSubject(HistorySubject::of(engine::QueueId{4}));
        QVERIFY(m_session->followed.isEmpty());
        charts.show();
        QTRY_COMPARE(charts.charts().front()->data().size(), 3600);
        QCOMPARE(m_session->followed.back().subject, HistorySubject::of(engine::QueueId{4}));
        QCOMPARE(m_session->followed.back().resolution, engine::HistoryResolution::Second);
        QCOMPARE(m_session->historyWatchers(), 1);
        // It goes on; what is older than an hour is let go of.
        History next = queueHistory(2, m_session->recorded.endMs() + 2000);
        m_session->pushHistory(next);
        QCOMPARE(charts.charts().front()->data().size(), 3600);
        QCOMPARE(charts.charts().front()->data().endMs(), next.endMs());
        // Minutes are asked for where they are wanted, and only then.
        QTest::mouseClick(button(charts, u"1 h"_s), Qt::LeftButton);
        QCOMPARE(m_session->followed.size(), 1);
        m_session->recorded.stepMs = 60'000;
        QTest::mouseClick(button(charts, u"24 h"_s), Qt::LeftButton);
        QCOMPARE(m_session->followed.size(), 2);
        QCOMPARE(m_session->followed.back().resolution, engine::HistoryResolution::Minute);
        QTRY_COMPARE(charts.charts().front()->data().stepMs, 60'000);
        charts.hide();
        QCOMPARE(m_session->historyWatchers(), 0);
        charts.show();
        QTRY_COMPARE(m_session->historyWatchers(), 1);
    }

    void oneMomentForAllCharts()
    {
        m_session->recorded = queueHistory(600);
        HistoryCharts charts(*m_session, HistorySubject::Kind::Queue, nullptr);
        charts.resize(900, 220);
        charts.setSubject(HistorySubject::of(engine::QueueId{4}));
        charts.show();
        QTRY_COMPARE(charts.charts().back()->data().size(), 600);
        charts.charts().front()->setFocus();
        QTest::keyClick(charts.charts().front(), Qt::Key_Left);
        QTRY_COMPARE(charts.charts().at(1)->pointed(), std::optional<qsizetype>(599));
        // What there is no room for is left out, from the end on.
        charts.resize(560, 220);
        QTRY_VERIFY(charts.charts().at(1)->isVisible() && !charts.charts().at(2)->isVisible());
    }

    void onTopOfTheQueuesPage()
    {
        m_session->recorded = queueHistory(600);
        makeWindow();
        m_window->openQueue(m_session->queues.front());
        auto *page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        QVERIFY(page);
        QVERIFY(page->charts().isVisible()); // there is room
        QCOMPARE(page->charts().charts().front()->title(), u"Queued messages"_s);
        QCOMPARE(page->charts().charts().at(1)->title(), u"Message rates"_s);
        QTRY_COMPARE(page->charts().charts().front()->data().size(), 600);
        auto *toggle = qobject_cast<QPushButton *>(button(*page, u"Charts"_s));
        QVERIFY(toggle && toggle->isChecked());
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(!page->charts().isVisible());
        QCOMPARE(m_session->historyWatchers(), 0);
        // What was chosen is remembered, for other queues too.
        m_window->tabs().closeId(m_window->tabs().currentId());
        m_window->openQueue(m_session->queues.at(1));
        page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        QVERIFY(!page->charts().isVisible());
    }

    void aLowPageKeepsItsRoomForMessages()
    {
        makeWindow({1280, 720});
        m_window->openQueue(m_session->queues.front());
        auto *page = qobject_cast<ui::pages::QueuePage *>(m_window->tabs().currentWidget());
        QVERIFY(!page->charts().isVisible());
        QTest::mouseClick(button(*page, u"Charts"_s), Qt::LeftButton);
        QVERIFY(page->charts().isVisible());
    }

    void ofEverythingElse()
    {
        tests::openFakeTopics(*m_session);
        makeWindow();
        auto *overview = page<ui::pages::OverviewPage>(u"overview"_s);
        auto *charts = overview->findChild<HistoryCharts *>();
        QVERIFY(charts && charts->isVisible());
        QCOMPARE(m_session->followed.back().subject, HistorySubject());
        auto *exchanges = page<ui::pages::ExchangesPage>(u"exchanges"_s);
        auto *tabs = exchanges->findChild<QTabWidget *>(u"bindings"_s);
        tabs->setCurrentIndex(2);
        QTRY_VERIFY(exchanges->view()->model()->rowCount() > 0);
        exchanges->selectId(m_session->exchanges.at(1).id.v);
        QTRY_COMPARE(m_session->followed.back().subject, HistorySubject::of(m_session->exchanges.at(1).id));
        auto *connections = page<ui::pages::ConnectionsPage>(u"connections"_s);
        charts = connections->findChild<HistoryCharts *>();
        QVERIFY(!charts->isVisible()); // none is selected
        connections->selectId(m_session->connections.front().id.v);
        QTRY_VERIFY(charts->isVisible());
        QCOMPARE(m_session->followed.back().subject, HistorySubject::of(m_session->connections.front().id));
        m_window->openTopic(m_session->topics.front());
        auto *topic = qobject_cast<ui::pages::TopicPage *>(m_window->tabs().currentWidget());
        topic->findChild<QTabWidget *>()->setCurrentIndex(3);
        QTRY_COMPARE(m_session->followed.back().subject, HistorySubject::of(m_session->topics.front().id));
    }

    void theSpanIsRemembered()
    {
        makeWindow();
        auto *overview = page<ui::pages::OverviewPage>(u"overview"_s);
        QTest::mouseClick(button(*overview, u"1 min"_s), Qt::LeftButton);
        m_window->close();
        m_window.reset();
        makeWindow();
        overview = page<ui::pages::OverviewPage>(u"overview"_s);
        QCOMPARE(overview->findChild<HistoryCharts *>()->span(), HistoryCharts::Span::Minute);
    }
};

SIGHTGLASS_WINDOW_TEST(TestCharts)
#include "tst_charts.moc"
