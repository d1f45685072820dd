// SPDX-License-Identifier: GPL-3.0-or-later
// A queue is looked at in place, in memory and on disk, and nothing changes by it.
#include "corefixture.h"

#include "inspect/browser.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using inspect::Browser;

class TestBrowser : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<Browser> m_browser;
    Channel *m_channel = nullptr;
    Queue *m_queue = nullptr;
    static constexpr BrokerLimits limits{
        .cacheBytes = 512 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024};

    void publish(int count)
    {
        for (int i = 0; i < count; ++i) {
            m_bench->publish(*m_channel, "q", QByteArray::number(i).leftJustified(100, ' '), true);
            if (i % 100 == 0)
                m_bench->settle();
        }
        m_bench->settle();
    }
    MessagePage browse(quint64 first, quint32 count)
    {
        MessagePage page;
        bool isAnswered = false;
        m_browser->browse(m_queue->id(), first, count, [&](const Result<MessagePage> &result) {
            isAnswered = true;
            if (result)
                page = *result;
        });
        while (!isAnswered && m_bench->store.hasLoads())
            m_bench->store.answerLoads();
        return isAnswered ? page : MessagePage{};
    }
    static int numberIn(const MessageSummary &row) { return row.preview.trimmed().toInt(); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk, limits);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_queue = m_bench->declare("q");
        m_bench->settle();
        m_browser = std::make_unique<Browser>(m_bench->broker,
                                              [](ConnectionId id) { return QStringLiteral("client-%1").arg(id.v); });
    }
    void cleanup()
    {
        m_browser.reset();
        m_bench.reset();
    }

    void pagesThroughAHundredThousand()
    {
        constexpr int count = 100'000;
        publish(count);
        QVERIFY(m_bench->broker.memoryUse().footprint < 2 * 1024 * 1024);
        const quint64 footprint = m_bench->broker.memoryUse().footprint;
        int expected = 0;
        for (quint64 first = 0; first < count; first += 777) {
            const MessagePage page = browse(first, 777);
            QCOMPARE(page.total, quint64(count));
            QCOMPARE(page.firstIndex, first);
            QCOMPARE(page.messages.size(), qsizetype(std::min<quint64>(777, count - first)));
            for (const MessageSummary &row : page.messages) {
                QCOMPARE(numberIn(row), expected++);
                QCOMPARE(row.state, MessageState::Ready);
                QVERIFY(!row.redelivered);
            }
        }
        QCOMPARE(expected, count);
        // Nothing was consumed, nothing was brought into the broker's memory.
        QCOMPARE(m_queue->ready(), quint64(count));
        QCOMPARE(m_bench->broker.memoryUse().footprint, footprint);
        QCOMPARE(m_queue->counters().deliveredOrGot, quint64(0));
    }

    void aPageIsReadOnceWhileItIsLookedAt()
    {
        publish(20'000);
        browse(10'000, 50);
        const int loads = m_bench->store.loads;
        browse(10'010, 50);
        browse(10'020, 50);
        QVERIFY(m_bench->store.loads <= loads + 1);
    }

    void aPageOfLargeMessagesIsReadOneByOne()
    {
        constexpr int count = 6;
        // Each a chunk of its own, and more than the reader keeps.
        const QByteArray filling(qsizetype(inspect::ChunkReader::cacheBytes), 'x');
        for (int i = 0; i < count; ++i)
            m_bench->publish(*m_channel, "q", QByteArray::number(i) + ' ' + filling);
        publish(3000); // so that they are not next in turn, and leave memory
        const auto heldElsewhere = [this] {
            return std::any_of(m_disk.chunks.begin(), m_disk.chunks.end(), [](const auto &chunk) {
                const MessagePtr &first = chunk.second.append.messages.front().message;
                return first->bodySize() > inspect::ChunkReader::cacheBytes && first->ref.loadRelaxed() > 1;
            });
        };
        m_channel->setPrefetch(count, false);
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "holder";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        m_queue->pageOut(std::numeric_limits<quint64>::max());
        QVERIFY(!heldElsewhere());

        std::optional<MessagePage> page;
        const int before = m_bench->store.loads;
        m_browser->browse(m_queue->id(), 0, count,
                          [&page](const Result<MessagePage> &result) { page = result.value(); });
        for (int read = 1; read <= count; ++read) {
            QVERIFY(!page);
            QCOMPARE(m_bench->store.loads, before + read);
            m_bench->store.answerLoads();
            QVERIFY(!heldElsewhere());
        }
        QVERIFY(page);
        for (int i = 0; i < count; ++i) {
            QCOMPARE(page->messages[i].preview.left(2), QByteArray::number(i) + ' ');
            QVERIFY(page->messages[i].size > inspect::ChunkReader::cacheBytes);
        }
    }

    void skipsWhatIsGoneAndNamesTheHolder()
    {
        publish(10);
        m_channel->setPrefetch(4, false);
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "worker";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(4));
        QVERIFY(m_channel->acknowledge(2, false).ok()); // number 1 is gone
        QVERIFY(m_channel->cancel("worker"));
        m_bench->settle();
        const MessagePage page = browse(0, 100);
        QCOMPARE(page.total, m_queue->log().live());
        QCOMPARE(numberIn(page.messages[0]), 0);
        QCOMPARE(numberIn(page.messages[1]), 2);
        QCOMPARE(page.messages[0].state, MessageState::Unacked);
        QVERIFY(page.messages[0].holder.startsWith(QStringLiteral("client-1")));
        QVERIFY(page.messages[0].unackedSince.isValid());
        QCOMPARE(page.messages.last().state, MessageState::Ready);
        QVERIFY(page.messages.last().holder.isEmpty());
    }

    /// A consumer without prefetch holds everything; a page asks for what it shows.
    void manyUnackedCostAPageNothing()
    {
        constexpr int count = 300'000;
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "greedy";
        QVERIFY(m_channel->consume(request).ok());
        publish(count);
        QCOMPARE(m_queue->unacked(), quint64(count));
        int visited = 0;
        m_channel->visitUnacked(*m_queue, 200'000, 200'049, [&](const UnackedEntry &) { ++visited; });
        QCOMPARE(visited, 50);
        const MessagePage page = browse(200'000, 50);
        QCOMPARE(page.messages.size(), 50);
        for (const MessageSummary &row : page.messages) {
            QCOMPARE(row.state, MessageState::Unacked);
            QCOMPARE(row.holder, QStringLiteral("client-1 · greedy"));
            QVERIFY(row.unackedSince.isValid());
        }
        // Most are acknowledged, out of order: the first one stays, and every thousandth.
        for (quint64 tag = 2; tag <= count; ++tag) {
            if (tag % 1000 != 0)
                QVERIFY(m_channel->acknowledge(tag, false).ok());
        }
        const MessagePage left = browse(0, 1000);
        QCOMPARE(left.total, quint64(1 + count / 1000));
        for (const MessageSummary &row : left.messages)
            QCOMPARE(row.holder, QStringLiteral("client-1 · greedy"));
    }

    void showsHowLongAReturnedMessageWaits()
    {
        QueueDefinition definition;
        definition.name = "retried";
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("quorum")));
        definition.arguments.set("x-delayed-retry-type", FieldValue(QByteArray("all")));
        definition.arguments.set("x-delayed-retry-min", FieldValue(qint64(5000)));
        m_queue = *m_bench->host().declareQueue(definition, ConnectionId{1});
        m_bench->publish(*m_channel, "retried", "a");
        m_bench->publish(*m_channel, "retried", "b");
        m_channel->get("retried", false, [](const Channel::GetAnswer &) {}).ok();
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        const MessagePage page = browse(0, 2);
        QCOMPARE(page.messages[0].state, MessageState::Delayed);
        QCOMPARE(page.messages[0].readyAt.toMSecsSinceEpoch(), m_bench->clock.now + 5000);
        QCOMPARE(page.messages[1].state, MessageState::Ready);
    }

    void showsWhatWillBeRedelivered()
    {
        publish(3);
        m_channel->get("q", false, [](const Channel::GetAnswer &) {}).ok();
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        const MessagePage page = browse(0, 3);
        QVERIFY(page.messages[0].redelivered);
        QVERIFY(!page.messages[1].redelivered);
    }

    void answersBeyondTheEnd()
    {
        publish(3);
        const MessagePage page = browse(5, 10);
        QVERIFY(page.messages.isEmpty());
        QCOMPARE(page.total, quint64(3));
        Result<MessagePage> missing = MessagePage{};
        m_browser->browse(QueueId{4711}, 0, 1, [&](const Result<MessagePage> &result) { missing = result; });
        QCOMPARE(missing.error().code, BrokerError::NotFound);
    }

    void tellsHowMessagesStandWithoutReadingThem()
    {
        publish(10);
        m_channel->setPrefetch(2, false);
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "worker";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        QVERIFY(m_channel->acknowledge(2, false).ok()); // number 1 is gone, number 2 comes after it
        m_bench->settle();
        QVERIFY(m_channel->cancel("worker"));
        QVERIFY(m_channel->reject(1, false, true).ok());
        m_bench->settle();
        publish(20'000); // most of them are on disk
        const int loads = m_bench->store.loads;
        QList<MessageRef> asked;
        for (const quint64 offset : std::initializer_list<quint64>{12'345, 2, 1, 0, 20'010})
            asked << MessageRef{m_queue->id(), offset};
        asked << MessageRef{QueueId{4711}, 0};
        const QList<MessageStanding> standings = m_browser->standings(asked);
        QCOMPARE(standings.size(), asked.size());
        QList<MessageState> states;
        for (qsizetype i = 0; i < asked.size(); ++i) {
            QCOMPARE(standings.at(i).ref, asked.at(i));
            states << standings.at(i).state;
        }
        using enum MessageState;
        QCOMPARE(states, (QList<MessageState>{Ready, Unacked, Gone, Ready, Gone, Gone}));
        QVERIFY(standings.at(3).redelivered);
        QVERIFY(!standings.at(0).redelivered);
        QCOMPARE(m_bench->store.loads, loads);
        const QList<MessageRef> tooMany(Browser::maxStandings + 1, asked.first());
        QCOMPARE(m_browser->standings(tooMany).size(), Browser::maxStandings);
    }

    void opensAMessageFromDisk()
    {
        publish(20'000);
        Result<MessageDetails> details = Error{};
        const MessageRef ref = browse(12'345, 1).messages.first().ref;
        m_browser->message(ref, [&](const Result<MessageDetails> &result) { details = result; });
        m_bench->store.answerLoads();
        QVERIFY(details.ok());
        QCOMPARE(details->body.trimmed(), QByteArray("12345"));
        QCOMPARE(details->queue, QStringLiteral("q"));
        QCOMPARE(details->summary.ref, ref);
    }

    void tellsWhatBecameOfAMessageWithoutReadingIt()
    {
        publish(10);
        m_channel->setPrefetch(1, false);
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "worker";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        const MessagePage page = browse(0, 2);
        m_queue->pageOut(std::numeric_limits<quint64>::max());
        const int loads = m_bench->store.loads;
        Result<MessageStatus> status = Error{};
        const auto ask = [&](qsizetype row) {
            status = Error{};
            m_browser->status(page.messages[row].ref, [&status](const auto &answer) { status = answer; });
            return status.ok();
        };
        QVERIFY(ask(0));
        QCOMPARE(status->state, MessageState::Unacked);
        QCOMPARE(status->holder, QStringLiteral("client-1 · worker"));
        QVERIFY(status->unackedSince.isValid());
        QVERIFY(ask(1));
        QCOMPARE(*status, MessageStatus());
        QCOMPARE(m_bench->store.loads, loads);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->settle();
        QVERIFY(!ask(0));
        QCOMPARE(status.error().code, BrokerError::NotFound);
    }

    void aMessageThatLeftIsNotFound()
    {
        publish(2);
        const MessageRef ref = browse(0, 1).messages.first().ref;
        m_queue->purge();
        m_bench->settle();
        Result<MessageDetails> details = MessageDetails{};
        m_browser->message(ref, [&](const Result<MessageDetails> &result) { details = result; });
        QCOMPARE(details.error().code, BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestBrowser)
#include "tst_inspect_browser.moc"
