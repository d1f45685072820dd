// SPDX-License-Identifier: GPL-3.0-or-later
// What an open live view and all that a window watches cost the broker under full load:
//   bench_liveview LOADGEN [ROUNDS]
// runs `LOADGEN through` against an embedded broker, in turns without and with a window's worth of subscriptions, and prints
// messages a second, and what a message costs the engine thread: the latter says more on a machine that has other work too.
#include "facade/embeddedsession.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace engine;
using namespace Qt::StringLiterals;

namespace {

struct Window
{
    std::vector<SubscriptionPtr> subscriptions;
    TapPtr tap;

    Window(BrokerSession &session, QObject *context, const LiveFilter &filter)
    {
        subscriptions.push_back(session.watchOverview(context, [](const auto &) {}));
        subscriptions.push_back(session.watchExchanges(context, [](const auto &) {}));
        subscriptions.push_back(session.watchQueues(context, [](const auto &) {}));
        subscriptions.push_back(session.watchConnections(context, [](const auto &) {}));
        subscriptions.push_back(session.watchJourneys(context, [](const auto &) {})); // every step is recorded
        tap = session.tap(context, filter, [](const LiveBatch &) {});
    }
};

/// Nanoseconds that the engine thread has run (proc(5), schedstat).
double engineCpu()
{
    const QDir tasks(u"/proc/self/task"_s);
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(tasks.filePath(task + u"/comm"_s));
        QFile usage(tasks.filePath(task + u"/schedstat"_s));
        if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "engine" && usage.open(QIODevice::ReadOnly))
            return usage.readAll().split(' ').first().toDouble();
    }
    return 0;
}

struct Figures
{
    double perSecond = 0;
    double engineNs = 0; ///< for each message
};

Figures measure(const QString &loadgen, const QString &port, bool persistent)
{
    QStringList arguments{u"through"_s, u"--port"_s, port, u"--seconds"_s, u"3"_s};
    if (!persistent)
        arguments.append(u"--transient"_s);
    const double before = engineCpu();
    QProcess process;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    process.start(loadgen, arguments);
    loop.exec();
    const QJsonObject answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const double messages = answer[u"messages"_s].toDouble();
    return {answer[u"per_second"_s].toDouble(), messages > 0 ? (engineCpu() - before) / messages : 0};
}

void print(const char *what, std::vector<Figures> figures, double &base)
{
    const auto middle = [&](double Figures::*member) {
        std::sort(figures.begin(), figures.end(),
                  [member](const Figures &a, const Figures &b) { return a.*member < b.*member; });
        return figures[figures.size() / 2].*member;
    };
    const double ns = middle(&Figures::engineNs);
    base = base > 0 ? base : ns;
    std::printf("  %-24s %8.0f/s   %5.0f ns of the engine thread a message (%+.1f %%)\n", what,
                middle(&Figures::perSecond), ns, 100 * (ns / base - 1));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    if (argc < 2) {
        std::puts("usage: bench_liveview LOADGEN [ROUNDS]");
        return 2;
    }
    const QString loadgen = QString::fromLocal8Bit(argv[1]);
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    QTemporaryDir directory;
    facade::EngineConfig config;
    config.dataDirectory = directory.path();
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress.reset();
    facade::EmbeddedSession session(config);
    QEventLoop started;
    QObject::connect(&session, &BrokerSession::listenersChanged, &started, &QEventLoop::quit);
    session.start();
    started.exec();
    const QString port = session.listeners().value(0).address.section(u':', -1);

    LiveFilter plain;
    LiveFilter text;
    text.text = u"zzz"_s;
    QObject context;
    for (const bool persistent : {false, true}) {
        std::vector<Figures> alone, open, searching;
        std::unique_ptr<Window> window;
        measure(loadgen, port, persistent);
        for (int i = 0; i < rounds; ++i) {
            window.reset();
            alone.push_back(measure(loadgen, port, persistent));
            window = std::make_unique<Window>(session, &context, plain);
            open.push_back(measure(loadgen, port, persistent));
            window = std::make_unique<Window>(session, &context, text);
            searching.push_back(measure(loadgen, port, persistent));
        }
        double base = 0;
        std::puts(persistent ? "persistent" : "transient");
        print("alone", alone, base);
        print("live view open", open, base);
        print("searching for a text", searching, base);
    }
    return 0;
}
