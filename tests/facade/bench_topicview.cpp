// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to look at a topic that is there already, through all that a window has of the engine:
//   bench_topicview DATA-DIRECTORY TOPIC [JUMPS]
// starts the broker on the directory and prints as one line of JSON, in milliseconds: the start; the topic and its newest page;
// pages at offsets and at times all over it, the slowest and the middle one; and how long after a publish the page at the end has
// the message.
#include "facade/embeddedsession.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

using namespace engine;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 rows = 100;

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "bench_topicview: %s\n", qPrintable(what));
    std::exit(1);
}

template <typename T>
T await(const QFuture<Result<T>> &future)
{
    QFutureWatcher<Result<T>> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcher<Result<T>>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    const Result<T> result = future.result();
    if (!result)
        fail(result.error().detail);
    return *result;
}

struct Times
{
    std::vector<double> ms;

    template <typename Work>
    void take(Work &&work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    double slowest() const { return *std::max_element(ms.begin(), ms.end()); }
    double middle() const
    {
        std::vector<double> sorted = ms;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
};

class Look
{
public:
    Look(BrokerSession &session, QString topic)
        : m_session(session)
        , m_name(std::move(topic))
    {}

    /// The topic as its page first sees it, and the rows at its end.
    void open()
    {
        QEventLoop loop;
        QObject context;
        const auto subscription = m_session.watchTopics(&context, [&](const QList<TopicSnapshot> &topics) {
            for (const TopicSnapshot &topic : topics) {
                if (topic.spec.name == m_name)
                    m_partition = topic.partitions.value(0);
            }
            loop.quit();
        });
        loop.exec();
        if (m_partition.records <= rows)
            fail(u"no topic %1 with messages enough"_s.arg(m_name));
        m_newestMs = lastOf(pageAt(m_partition.nextOffset - rows)).publishedAt.toMSecsSinceEpoch();
    }
    void noteOldest() { m_oldestMs = pageAt(m_partition.firstOffset).messages.first().publishedAt.toMSecsSinceEpoch(); }

    void jumpToOffset(double where)
    {
        const quint64 offset = m_partition.firstOffset + quint64(where * double(m_partition.records - rows));
        if (pageAt(offset).messages.first().ref.offset != offset)
            fail(u"another page than the one at offset %1"_s.arg(offset));
    }
    void jumpToTime(double where)
    {
        const qint64 timeMs = m_oldestMs + qint64(where * double(m_newestMs - m_oldestMs));
        const quint64 offset = await(m_session.offsetAtTime(m_partition.log, timeMs));
        if (pageAt(offset).messages.first().publishedAt.toMSecsSinceEpoch() < timeMs)
            fail(u"a page from before the time that was asked for"_s);
    }
    void followTail(int number)
    {
        PublishRequest request;
        request.routingKey = m_name;
        request.body = "tail " + QByteArray::number(number);
        request.properties.deliveryMode = 2;
        await(m_session.publish(request));
        // Known to be stored, so the page at the end has it.
        const MessagePage page = pageAt(++m_partition.nextOffset - rows);
        if (lastOf(page).preview != request.body)
            fail(u"the end of the topic does not have what was published"_s);
    }

private:
    MessagePage pageAt(quint64 offset)
    {
        const MessagePage page = await(m_session.browse(m_partition.log, offset - m_partition.firstOffset, rows));
        if (page.messages.isEmpty())
            fail(u"an empty page at offset %1"_s.arg(offset));
        return page;
    }
    static const MessageSummary &lastOf(const MessagePage &page) { return page.messages.last(); }

    BrokerSession &m_session;
    const QString m_name;
    PartitionSnapshot m_partition;
    qint64 m_oldestMs = 0, m_newestMs = 0;
};

void start(facade::EmbeddedSession &session)
{
    QEventLoop loop;
    QObject::connect(&session, &BrokerSession::stateChanged, &loop, [&](BrokerSession::State state) {
        if (state == BrokerSession::State::Failed)
            fail(session.problem());
        if (state == BrokerSession::State::Running)
            loop.quit();
    });
    session.start();
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    if (argc < 3) {
        std::puts("usage: bench_topicview DATA-DIRECTORY TOPIC [JUMPS]");
        return 2;
    }
    const int jumps = argc > 3 ? std::max(1, std::atoi(argv[3])) : 50;
    facade::EngineConfig config;
    config.dataDirectory = QString::fromLocal8Bit(argv[1]);
    config.amqpAddress.reset();
    config.kafkaAddress.reset();
    facade::EmbeddedSession session(config);
    Times starting, opening, offsets, times, tail;
    starting.take([&] { start(session); });
    Look look(session, QString::fromLocal8Bit(argv[2]));
    opening.take([&] { look.open(); });
    look.noteOldest();
    std::mt19937_64 random(4711);
    std::uniform_real_distribution<double> anywhere(0, 1);
    for (int i = 0; i < jumps; ++i) {
        offsets.take([&] { look.jumpToOffset(anywhere(random)); });
        times.take([&] { look.jumpToTime(anywhere(random)); });
        tail.take([&] { look.followTail(i); });
    }
    std::printf("{\"start\": %.3f, \"open\": %.3f, \"offset\": %.3f, \"offset_middle\": %.3f, \"time\": %.3f, "
                "\"time_middle\": %.3f, \"tail\": %.3f, \"tail_middle\": %.3f}\n",
                starting.slowest(), opening.slowest(), offsets.slowest(), offsets.middle(), times.slowest(),
                times.middle(), tail.slowest(), tail.middle());
    return 0;
}
