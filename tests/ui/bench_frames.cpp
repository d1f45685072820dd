// SPDX-License-Identifier: GPL-3.0-or-later
// Frame times of the window while the broker inside it runs at full load:
//   bench_frames LOADGEN [SECONDS [MESSAGES]]
// puts MESSAGES into a queue and 300 things into the flow, then opens flow, live feed and that queue's page one after the other
// while `LOADGEN through` runs. Each page is first left alone: what of the rate without a window is kept? Then the whole window is
// asked for 60 frames a second, the flow zoomed and the queue's page scrolled with each: a frame's time is from when it was due
// until it is drawn, so it holds whatever else the event loop had to do. Prints one JSON object: milliseconds and fractions.
#include "facade/embeddedsession.h"

#include "ui/canvas/flowview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;

namespace {

constexpr QSize windowSize{1440, 900};
constexpr qint64 frameNs = 1'000'000'000 / 60;
constexpr int settleMs = 1500; // pages are laid out and filled
constexpr int exchanges = 20;
constexpr int queuesOfEach = 14; // with the exchanges, 300 nodes
const QString deepQueue = u"deep"_s;

/// Knows how long the event loop was away with one event.
class Application : public QApplication
{
public:
    using QApplication::QApplication;

    std::function<void()> drawn; ///< a frame of the window is done
    qint64 longestNs = 0;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool isFrame = event->type() == QEvent::UpdateRequest;
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        QElapsedTimer timer;
        timer.start();
        ++m_depth;
        const bool result = QApplication::notify(receiver, event); // the event is gone behind this
        --m_depth;
        longestNs = std::max(longestNs, timer.nsecsElapsed());
        if (isFrame && drawn)
            drawn();
        return result;
    }

private:
    int m_depth = 0;
};

/// Asks for 60 frames a second, one at a time, and notes how long each took.
class Frames : public QObject
{
public:
    Frames(Application &application, QWidget &window, std::function<void()> step)
        : m_application(application)
        , m_window(window)
        , m_step(std::move(step))
    {
        m_clock.start();
        m_application.drawn = [this] { finish(); };
        m_ticks.setTimerType(Qt::PreciseTimer);
        m_ticks.setSingleShot(true);
        connect(&m_ticks, &QTimer::timeout, this, &Frames::begin);
        wait();
    }
    ~Frames() override { m_application.drawn = nullptr; }
    Q_DISABLE_COPY_MOVE(Frames)

    double percentile(double part)
    {
        if (m_times.empty())
            return 0;
        std::sort(m_times.begin(), m_times.end());
        return double(m_times[std::min(m_times.size() - 1, size_t(part * double(m_times.size())))]) / 1e6;
    }
    size_t count() const { return m_times.size(); }

private:
    void wait()
    {
        m_due = (m_clock.nsecsElapsed() / frameNs + 1) * frameNs;
        m_ticks.start(std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::nanoseconds(m_due - m_clock.nsecsElapsed() + 999'999)));
    }
    void begin()
    {
        m_isAsked = true;
        if (m_step)
            m_step();
        m_window.update();
    }
    void finish()
    {
        if (!std::exchange(m_isAsked, false))
            return; // the page's own
        m_times.push_back(m_clock.nsecsElapsed() - m_due);
        wait();
    }

    Application &m_application;
    QWidget &m_window;
    std::function<void()> m_step;
    QElapsedTimer m_clock;
    QTimer m_ticks;
    qint64 m_due = 0;
    bool m_isAsked = false;
    std::vector<qint64> m_times;
};

[[noreturn]] void fail(const QString &why)
{
    std::fprintf(stderr, "bench_frames: %s\n", qPrintable(why));
    std::exit(1);
}

void runUntil(const std::function<bool()> &done, const char *what, int ms = 120'000)
{
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        if (timer.elapsed() > ms)
            fail(u"waited in vain for "_s + QLatin1StringView(what));
    }
}

void runFor(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The load, from beginning to end; messages a second.
double load(const QString &loadgen, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    process.start(loadgen, arguments);
    loop.exec();
    const QJsonObject answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || answer.isEmpty())
        fail(u"the load failed: "_s + loadgen + u' ' + arguments.join(u' '));
    return answer[u"per_second"_s].toDouble();
}

void fillFlow(EmbeddedSession &session)
{
    QList<QFuture<engine::Result<bool>>> bound;
    for (int e = 0; e < exchanges; ++e) {
        engine::ExchangeSpec exchange;
        exchange.name = u"exchange-%1"_s.arg(e);
        session.declareExchange(exchange);
        for (int q = 0; q < queuesOfEach; ++q) {
            engine::QueueSpec queue;
            queue.name = u"queue-%1-%2"_s.arg(e).arg(q);
            session.declareQueue(queue);
            engine::BindingSpec binding;
            binding.source = exchange.name;
            binding.destination = queue.name;
            binding.routingKey = queue.name;
            bound.append(session.bind(binding));
        }
    }
    runUntil([&] { return bound.last().isFinished(); }, "bindings");
}

class Bench
{
public:
    Bench(Application &application, EmbeddedSession &session, QString loadgen, int seconds)
        : m_application(application)
        , m_session(session)
        , m_loadgen(std::move(loadgen))
        , m_seconds(seconds)
        , m_theme(application)
        , m_settings(m_folder.filePath(u"window.ini"_s))
    {}

    QJsonObject run(const QString &messages)
    {
        const QString port = m_session.listeners().value(0).address.section(u':', -1);
        m_through = QStringList{u"through"_s, u"--port"_s, port, u"--seconds"_s, QString::number(m_seconds)};
        load(m_loadgen, {u"publish"_s, u"--port"_s, port, u"--queue"_s, deepQueue, u"--messages"_s, messages});
        fillFlow(m_session);
        load(m_loadgen, m_through); // warm
        const double before = load(m_loadgen, m_through);
        {
            MainWindow window(m_session, m_theme, m_settings);
            window.resize(windowSize);
            window.show();
            runUntil([&] { return window.navigator().contents().queueLabelled(deepQueue); }, "the queue in the window");
            window.openPage(u"flow"_s);
            ui::canvas::FlowView &flow = window.findChild<ui::pages::FlowPage *>()->view();
            // In and out again: each frame is drawn anew, with all of its nodes.
            measure(window, u"flow"_s, [&flow, turn = 0]() mutable {
                flow.zoomTo(0.4 + 0.004 * std::abs(turn - 50));
                turn = (turn + 1) % 100;
            });
            window.openPage(u"overview"_s);
            measure(window, u"feed"_s);
            window.openQueue(*window.navigator().contents().queueLabelled(deepQueue));
            auto *panel = window.findChild<ui::pages::QueuePage *>()->findChild<ui::pages::MessagePanel *>();
            QScrollBar *bar = panel->table().verticalScrollBar();
            // Through all of it, and each page is one that was not seen before.
            measure(window, u"queue"_s, [bar] {
                const int next = bar->value() + std::max(1, bar->maximum() / 200);
                bar->setValue(next < bar->maximum() ? next : 0);
            });
        }
        const double without = (before + load(m_loadgen, m_through)) / 2;
        for (const QString &page : {u"flow"_s, u"feed"_s, u"queue"_s})
            m_figures[page + u"_kept"_s] = m_rates[page].toDouble() / without;
        return m_figures;
    }

private:
    void measure(MainWindow &window, const QString &page, const std::function<void()> &step = {})
    {
        runFor(settleMs);
        m_application.longestNs = 0;
        m_rates[page] = load(m_loadgen, m_through);
        {
            Frames frames(m_application, window, step);
            load(m_loadgen, m_through);
            m_figures[page + u"_median"_s] = frames.percentile(0.5);
            m_figures[page + u"_p99"_s] = frames.percentile(0.99);
            m_figures[page + u"_frames"_s] = double(frames.count()) / m_seconds;
        }
        m_figures[page + u"_blocked"_s] = double(m_application.longestNs) / 1e6;
    }

    Application &m_application;
    EmbeddedSession &m_session;
    QString m_loadgen;
    int m_seconds;
    QTemporaryDir m_folder;
    ui::theme::Theme m_theme;
    ui::settings::Settings m_settings;
    QStringList m_through;
    QJsonObject m_rates;
    QJsonObject m_figures;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Application application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: bench_frames LOADGEN [SECONDS [MESSAGES]]\n", stderr);
        return 2;
    }
    const int seconds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 6;
    const QString messages = argc > 3 ? QString::fromLocal8Bit(argv[3]) : u"1000000"_s;
    QTemporaryDir folder;
    engine::facade::EngineConfig config;
    config.dataDirectory = folder.path();
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress.reset();
    EmbeddedSession session(config);
    session.start();
    runUntil([&] { return session.state() == BrokerSession::State::Running && !session.listeners().isEmpty(); },
             "the broker");
    const QJsonObject figures = Bench(application, session, QString::fromLocal8Bit(argv[1]), seconds).run(messages);
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
