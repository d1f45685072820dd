// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the charts and the panels for consuming by hand, in light and dark, to PNG files: sightglass-chartpictures OUTDIR
#include "fakeshop.h"
#include "faketopics.h"
#include "support/pictures.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/groupspage.h"
#include "ui/pages/handpanel.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/steppanel.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/timechart.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>

#include <cmath>

using namespace Qt::StringLiterals;
using engine::HistoryFigure;
using tests::runFor;
using ui::mainwindow::MainWindow;
using ui::pages::HistoryCharts;
using ui::theme::Theme;

namespace {

constexpr QSize large{1600, 1000};
constexpr QSize small{1280, 720};

/// Every figure there is, an hour of seconds: a morning that gets busy, with a consumer that stops for a while.
engine::History aMorning()
{
    constexpr int seconds = 3600;
    engine::History history;
    history.firstMs = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000 - seconds * 1000;
    for (int i = 0; i < engine::historyFigureCount; ++i)
        history.series.append({HistoryFigure(i), QList<double>(seconds)});
    const auto set = [&](HistoryFigure figure, int at, double value) {
        history.series[int(figure)].values[at] = std::max(0.0, value);
    };
    double ready = 40;
    for (int i = 0; i < seconds; ++i) {
        const double in = 60 + 40 * std::sin(i / 300.0) + 12 * std::sin(i * 1.7) + i % 7;
        const bool stands = (i > 1500 && i < 1900) || (i > 3260 && i < 3330);
        const double out = stands ? 0 : std::min(in + ready, in + 18 + i % 5);
        ready = std::max(0.0, ready + in - out);
        set(HistoryFigure::Published, i, in);
        set(HistoryFigure::Delivered, i, out);
        set(HistoryFigure::Acked, i, out * 0.96);
        set(HistoryFigure::Redelivered, i, out * 0.04);
        set(HistoryFigure::Unroutable, i, i % 400 < 25 ? 6 : 0);
        set(HistoryFigure::Routed, i, in * 1.8);
        set(HistoryFigure::BytesIn, i, in * 412);
        set(HistoryFigure::BytesOut, i, out * 460);
        set(HistoryFigure::Ready, i, ready);
        set(HistoryFigure::Unacked, i, stands ? 20 : 8 + i % 6);
        set(HistoryFigure::Messages, i, 40'000 + i * 60);
        set(HistoryFigure::MemoryBytes, i, 64e6 + ready * 900);
        set(HistoryFigure::DiskBytes, i, 120e6 + i * 21e3);
        set(HistoryFigure::BodyBytes, i, ready * 330);
        set(HistoryFigure::Lag, i, ready * 3);
        set(HistoryFigure::LagMs, i, ready * 30);
    }
    return history;
}

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_folder(folder)
    {}

    void shootAll()
    {
        for (const auto &[mode, word] : {std::pair(Theme::Mode::Light, u"light"_s), {Theme::Mode::Dark, u"dark"_s}}) {
            m_theme.setMode(mode);
            m_word = word;
            shootShop(large, u""_s, true);
            shootShop(small, u"-small"_s, true);
            shootShop(large, u"-nothing"_s, false);
        }
    }

private:
    void save(QWidget &widget, const QString &name)
    {
        runFor(350);
        widget.grab().save(QDir(m_folder).filePath(name + u'-' + m_word + u".png"_s));
    }

    void shootShop(QSize size, const QString &suffix, bool hasHistory)
    {
        const QTemporaryDir scratch;
        ui::settings::Settings settings(scratch.filePath(u"window.ini"_s));
        tests::FakeSession session;
        tests::openFakeShop(session);
        tests::openFakeTopics(session);
        session.recorded = hasHistory ? aMorning() : engine::History();
        for (engine::ConnectionSnapshot &connection : session.connections) {
            for (engine::ChannelSnapshot &channel : connection.channels) {
                for (engine::ConsumerSnapshot &consumer : channel.consumers) {
                    for (const engine::QueueSnapshot &queue : std::as_const(session.queues))
                        consumer.queue = queue.spec.name == consumer.queueName ? queue.id : consumer.queue;
                }
            }
        }
        MainWindow window(session, m_theme, settings);
        window.resize(size);
        window.show();
        session.push();
        window.openPage(u"overview"_s);
        save(window, u"overview"_s + suffix);
        shootQueue(window, session, suffix);
        if (suffix == u"-nothing")
            return;
        window.openPage(u"exchanges"_s);
        auto *exchanges = qobject_cast<ui::pages::ExchangesPage *>(window.tabs().currentWidget());
        exchanges->findChild<QTabWidget *>(u"bindings"_s)->setCurrentIndex(2);
        exchanges->selectId(session.exchanges.at(1).id.v);
        save(window, u"exchange"_s + suffix);
        window.openPage(u"connections"_s);
        auto *connections = qobject_cast<ui::pages::ConnectionsPage *>(window.tabs().currentWidget());
        connections->selectId(session.connections.front().id.v);
        save(window, u"connection"_s + suffix);
        window.openPage(u"groups"_s);
        auto *groups = qobject_cast<ui::pages::GroupsPage *>(window.tabs().currentWidget());
        groups->findChild<QTabWidget *>()->setCurrentIndex(2);
        groups->selectGroup(session.groups.front().virtualHost, session.groups.front().name);
        save(window, u"group"_s + suffix);
        shootTopic(window, session, suffix);
    }

    void shootQueue(MainWindow &window, tests::FakeSession &session, const QString &suffix)
    {
        for (engine::QueueSnapshot &queue : session.queues) {
            if (queue.spec.name == u"orders.eu")
                queue.state = engine::QueueSnapshot::State::Paused;
        }
        session.push();
        const auto queue = std::find_if(session.queues.cbegin(), session.queues.cend(),
                                        [](const auto &q) { return q.spec.name == u"orders.eu"; });
        window.openQueue(*queue);
        auto *page = qobject_cast<ui::pages::QueuePage *>(window.tabs().currentWidget());
        auto &charts = page->charts();
        save(window, u"queue"_s + suffix);
        if (!charts.isVisible())
            for (QPushButton *button : page->findChildren<QPushButton *>())
                if (button->text() == u"Charts")
                    button->click();
        charts.setSpan(HistoryCharts::Span::Hour);
        charts.charts().front()->point(2000);
        for (ui::widgets::TimeChart *chart : charts.charts())
            chart->point(2000);
        charts.charts().at(1)->setShown(3, false);
        save(window, u"queue-hour"_s + suffix);
        ui::pages::HandPanel &panel = page->consumeByHand();
        save(window, u"byhand-empty"_s + suffix);
        for (quint64 tag = 1; tag <= 3; ++tag) {
            engine::HeldMessage held;
            held.tag = tag;
            held.message.ref = {queue->id, tag + 1200};
            held.message.routingKey = u"eu.new"_s;
            held.message.exchange = u"orders"_s;
            held.message.redelivered = tag == 2;
            held.message.size = 310 + tag;
            held.message.unackedSince = QDateTime::currentDateTime();
            held.message.preview =
                "{\"id\": " + QByteArray::number(tag * 17) + ", \"total\": 9.5, \"currency\": \"EUR\"}";
            session.toTake << held;
        }
        for (int i = 0; i < 3; ++i)
            panel.take();
        save(window, u"byhand"_s + suffix);
        page->findChild<QTabWidget *>()->setCurrentIndex(1);
        save(window, u"consumers"_s + suffix);
        window.openPage(u"queues"_s);
        save(window, u"queues-paused"_s + suffix);
    }

    void shootTopic(MainWindow &window, tests::FakeSession &session, const QString &suffix)
    {
        window.openTopic(session.topics.front());
        auto *page = qobject_cast<ui::pages::TopicPage *>(window.tabs().currentWidget());
        page->findChild<QTabWidget *>()->setCurrentIndex(3);
        save(window, u"topic"_s + suffix);
        ui::pages::StepPanel &panel = page->stepByHand();
        save(window, u"step-empty"_s + suffix);
        for (int i = 0; i < 4; ++i) {
            panel.step();
            runFor(50);
        }
        save(window, u"step"_s + suffix);
    }

    Theme m_theme;
    const QString m_folder;
    QString m_word;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    tests::useFontOfPictures();
    const QString folder = application.arguments().value(1);
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return 2;
    Camera(application, folder).shootAll();
    return 0;
}
