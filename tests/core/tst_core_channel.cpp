// SPDX-License-Identifier: GPL-3.0-or-later
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestChannel : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<RecordingClient> m_client, m_second;
    Channel *m_channel = nullptr;
    Channel *m_other = nullptr;

    Broker &broker() { return m_bench->broker; }
    void publish(const QByteArray &queue, int from, int to, bool persistent = false)
    {
        for (int i = from; i < to; ++i)
            m_bench->publish(*m_channel, queue, QByteArray::number(i), persistent);
        m_bench->settle();
    }
    Consumer *consume(Channel &channel, const QByteArray &queue, bool noAck = false, const QByteArray &tag = {})
    {
        ConsumeRequest request;
        request.queue = queue;
        request.noAck = noAck;
        request.tag = tag;
        Consumer *made = *channel.consume(request);
        m_bench->settle();
        return made;
    }
    static QByteArrayList numbers(int from, int to)
    {
        QByteArrayList all;
        for (int i = from; i < to; ++i)
            all.append(QByteArray::number(i));
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        m_second = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_other = &m_bench->channel(*m_second);
        m_bench->declare("q", false);
    }
    void cleanup() { m_bench.reset(); }

    void deliversInOrder()
    {
        consume(*m_channel, "q");
        publish("q", 0, 100);
        QCOMPARE(m_client->bodies(), numbers(0, 100));
        QCOMPARE(m_client->deliveries.front().tag, quint64(1));
        QCOMPARE(m_bench->host().queue("q")->unacked(), quint64(100));
    }
    void sharesInTurn()
    {
        consume(*m_channel, "q");
        consume(*m_other, "q");
        publish("q", 0, 10);
        QCOMPARE(m_client->deliveries.size(), size_t(5));
        QCOMPARE(m_second->deliveries.size(), size_t(5));
    }
    void prefetchForEachConsumer()
    {
        m_channel->setPrefetch(3, false);
        consume(*m_channel, "q");
        publish("q", 0, 10);
        QCOMPARE(m_client->bodies(), numbers(0, 3));
        QVERIFY(m_channel->acknowledge(2, false).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), numbers(0, 4));
        QVERIFY(m_channel->acknowledge(4, true).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), numbers(0, 7));
        QCOMPARE(m_channel->unacked(), quint32(3));
    }
    void prefetchForTheChannel()
    {
        m_bench->declare("r", false);
        m_channel->setPrefetch(4, true);
        consume(*m_channel, "q");
        consume(*m_channel, "r");
        publish("q", 0, 10);
        publish("r", 0, 10);
        QCOMPARE(m_client->deliveries.size(), size_t(4));
        QVERIFY(m_channel->acknowledge(0, true).ok());
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(8));
        m_channel->setPrefetch(0, true);
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(20));
    }
    void getTakesNoPrefetchOfTheChannel()
    {
        publish("q", 0, 3);
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_channel->get("q", false, [](const Channel::GetAnswer &) {}).ok());
        m_channel->setPrefetch(2, true);
        const QByteArray tag = consume(*m_channel, "q")->tag;
        publish("q", 3, 9);
        QCOMPARE(m_client->bodies(), numbers(3, 5));
        QVERIFY(m_channel->acknowledge(2, true).ok()); // two of the three
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(2));
        // What a cancelled consumer was given still counts, until it is settled.
        QVERIFY(m_channel->cancel(tag));
        consume(*m_channel, "q");
        QCOMPARE(m_client->deliveries.size(), size_t(2));
        QVERIFY(m_channel->acknowledge(m_client->deliveries.front().tag, false).ok());
        m_bench->settle();
        QCOMPARE(m_client->bodies(), numbers(3, 6));
        QCOMPARE(m_channel->unacked(), quint32(3));
    }
    void onlyConsumersWithCreditAreServed()
    {
        m_channel->setPrefetch(1, false);
        consume(*m_channel, "q");
        consume(*m_other, "q");
        publish("q", 0, 10);
        QCOMPARE(m_client->deliveries.size(), size_t(1));
        QCOMPARE(m_second->deliveries.size(), size_t(9));
    }
    void noAckNeedsNone()
    {
        consume(*m_channel, "q", true);
        publish("q", 0, 5);
        QCOMPARE(m_client->bodies(), numbers(0, 5));
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(0));
        QCOMPARE(m_channel->acknowledge(1, false).error().detail, QStringLiteral("unknown delivery tag 1"));
    }
    void tagsGoOnAcrossKindsOfConsumers()
    {
        m_bench->declare("r", false);
        consume(*m_channel, "q");
        consume(*m_channel, "r", true);
        publish("q", 0, 1);
        publish("r", 1, 2);
        publish("q", 2, 3);
        QCOMPARE(m_client->deliveries[1].tag, quint64(2));
        QCOMPARE(m_client->deliveries[2].tag, quint64(3));
        QVERIFY(!m_channel->acknowledge(2, false).ok());
        QVERIFY(m_channel->acknowledge(3, true).ok());
        QCOMPARE(m_channel->unacked(), quint32(0));
        publish("q", 3, 4);
        QCOMPARE(m_client->deliveries.back().tag, quint64(4));
    }
    void oneOldMessageDoesNotMakeTheLedgerGrow()
    {
        m_bench->declare("r", false);
        consume(*m_channel, "q");
        consume(*m_channel, "r", true);
        publish("q", 0, 1); // stays unacked
        publish("r", 0, 10'000);
        QCOMPARE(m_channel->ledger().size(), size_t(1));
        for (int i = 0; i < 10'000; ++i) {
            publish("q", i, i + 1);
            QVERIFY(m_channel->acknowledge(m_client->deliveries.back().tag, false).ok());
        }
        QVERIFY(m_channel->ledger().size() < 200);
        QVERIFY(!m_channel->acknowledge(10'500, false).ok());
        QVERIFY(m_channel->acknowledge(1, false).ok());
        QCOMPARE(m_channel->unacked(), quint32(0));
        QCOMPARE(m_channel->ledger().size(), size_t(0));
        publish("q", 0, 1);
        QCOMPARE(m_client->deliveries.back().tag, quint64(20'002));
    }
    void acknowledgementsMayTakeSoLong()
    {
        consume(*m_channel, "q");
        publish("q", 0, 1);
        m_bench->clock.now += 1'000'000;
        publish("q", 1, 2);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        const auto wakeAt = [&](qint64 ms) {
            m_bench->clock.now = ms;
            m_bench->broker.wake();
        };
        const qint64 secondDue = m_bench->clock.now + 1'800'000;
        QVERIFY(broker().agenda().earliest().value_or(secondDue) < secondDue);
        wakeAt(*broker().agenda().earliest()); // of the first, which is acknowledged
        QVERIFY(m_client->timeouts.isEmpty());
        QCOMPARE(*broker().agenda().earliest(), secondDue);
        wakeAt(secondDue - 1);
        QVERIFY(m_client->timeouts.isEmpty());
        wakeAt(secondDue);
        QCOMPARE(m_client->timeouts, QList<qint64>({1'800'000}));
        QVERIFY(!broker().agenda().earliest());
    }
    void aQueueMayHaveAnAcknowledgementTimeoutOfItsOwn()
    {
        QueueDefinition definition;
        definition.name = "hasty";
        definition.durable = false;
        definition.arguments.set("x-consumer-timeout", qint64(60'000));
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        consume(*m_channel, "q");
        consume(*m_channel, "hasty");
        publish("q", 0, 1);
        publish("hasty", 0, 1);
        QVERIFY(m_channel->selectTransactions().ok());
        QVERIFY(m_channel->acknowledge(2, false).ok()); // a transaction has settled it
        m_bench->clock.now += 60'000;
        m_bench->broker.wake();
        QVERIFY(m_client->timeouts.isEmpty());
        QVERIFY(m_channel->rollback().ok());
        m_bench->broker.wake();
        QCOMPARE(m_client->timeouts, QList<qint64>({60'000}));
    }
    void unknownTagsAreRefused()
    {
        consume(*m_channel, "q");
        publish("q", 0, 2);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        for (const quint64 tag : {quint64(0), quint64(1), quint64(3), ~quint64(0)}) {
            const auto result = m_channel->acknowledge(tag, false);
            QVERIFY(!result.ok());
            QCOMPARE(result.error().code, BrokerError::PreconditionFailed);
            QCOMPARE(result.error().detail, QStringLiteral("unknown delivery tag %1").arg(tag));
        }
        QVERIFY(!m_channel->acknowledge(3, true).ok());
        QVERIFY(m_channel->acknowledge(0, true).ok());
        QVERIFY(m_channel->acknowledge(0, true).ok()); // nothing left is no error
    }
    void requeueGoesToTheOriginalPlace()
    {
        m_channel->setPrefetch(3, false);
        consume(*m_channel, "q");
        publish("q", 0, 6);
        m_channel->cancel(QByteArray(m_channel->consumers().front()->tag));
        QVERIFY(m_channel->reject(2, false, true).ok());
        QVERIFY(m_channel->reject(1, false, true).ok());
        consume(*m_other, "q");
        QCOMPARE(m_second->bodies(), QByteArrayList({"0", "1", "3", "4", "5"}));
        QVERIFY(m_second->deliveries[0].redelivered && m_second->deliveries[1].redelivered);
        QVERIFY(!m_second->deliveries[2].redelivered);
    }
    void closingRequeuesEverything()
    {
        consume(*m_channel, "q");
        publish("q", 0, 5);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->channels.erase(m_bench->channels.begin());
        QCOMPARE(m_bench->host().queue("q")->ready(), quint64(4));
        consume(*m_other, "q");
        QCOMPARE(m_second->bodies(), numbers(1, 5));
        QVERIFY(m_second->deliveries.back().redelivered);
    }
    void rejectWithoutRequeueDrops()
    {
        consume(*m_channel, "q");
        publish("q", 0, 3);
        QVERIFY(m_channel->reject(3, true, false).ok());
        QCOMPARE(m_bench->host().queue("q")->log().live(), quint64(0));
    }
    void getAnswersAtOnce()
    {
        publish("q", 0, 2);
        QList<quint64> left;
        QByteArrayList bodies;
        const auto take = [&](const Channel::GetAnswer &answer) {
            if (answer.deliveryTag == 0)
                return;
            bodies.append(answer.message->body().toByteArray());
            left.append(answer.messagesLeft);
        };
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_channel->get("q", false, take).ok());
        QCOMPARE(bodies, numbers(0, 2));
        QCOMPARE(left, QList<quint64>({1, 0}));
        QVERIFY(m_channel->acknowledge(2, true).ok());
        QCOMPARE(m_channel->get("none", false, take).error().code, BrokerError::NotFound);
    }
    void exclusiveConsumersAreAlone()
    {
        ConsumeRequest request;
        request.queue = "q";
        request.exclusive = true;
        QVERIFY(m_channel->consume(request).ok());
        request.exclusive = false;
        const auto refused = m_other->consume(request);
        QCOMPARE(refused.error().detail, QStringLiteral("queue 'q' in vhost '/' in exclusive use"));
        QCOMPARE(refused.error().code, BrokerError::AccessRefused);
    }
    void consumerTagsAreUniqueInAChannel()
    {
        consume(*m_channel, "q", false, "tag");
        ConsumeRequest request;
        request.queue = "q";
        request.tag = "tag";
        QCOMPARE(m_channel->consume(request).error().detail, QStringLiteral("attempt to reuse consumer tag 'tag'"));
        QVERIFY(m_other->consume(request).ok());
        QVERIFY(m_channel->cancel("tag"));
        QVERIFY(!m_channel->cancel("tag"));
    }
    void autoDeleteQueueEndsWithItsLastConsumer()
    {
        QueueDefinition definition;
        definition.name = "auto";
        definition.durable = false;
        definition.autoDelete = true;
        QVERIFY(m_bench->host().declareQueue(definition, {}).ok());
        consume(*m_channel, "auto", false, "one");
        consume(*m_other, "auto", false, "two");
        publish("auto", 0, 4);
        QVERIFY(m_channel->cancel("one"));
        QVERIFY(m_bench->host().queue("auto"));
        QVERIFY(m_other->cancel("two"));
        QVERIFY(!m_bench->host().queue("auto"));
        QCOMPARE(m_channel->unacked() + m_other->unacked(), quint32(0));
        QVERIFY(m_channel->acknowledge(1, false).ok());
    }
    void deletedQueueCancelsAndForgets()
    {
        consume(*m_channel, "q", false, "tag");
        publish("q", 0, 4);
        QVERIFY(m_bench->host().deleteQueue("q", {}, false, false).ok());
        QCOMPARE(m_client->cancelled, QByteArrayList({"tag"}));
        QCOMPARE(m_channel->unacked(), quint32(0));
        QCOMPARE(m_channel->ledger().size(), size_t(0));
        publish("q", 0, 1); // unroutable now, through the cache of routes
        QCOMPARE(m_channel->counters().unroutable, quint64(1));
    }
    void aClientThatDoesNotReadGetsNoMore()
    {
        m_client->taking = false;
        consume(*m_channel, "q");
        publish("q", 0, 5);
        QCOMPARE(m_client->deliveries.size(), size_t(0));
        m_client->taking = true;
        m_channel->wake();
        m_bench->settle();
        QCOMPARE(m_client->bodies(), numbers(0, 5));
    }
    void transientPublishesAreConfirmedAtOnce()
    {
        QVERIFY(m_channel->selectConfirms().ok());
        publish("q", 0, 10);
        publish("nowhere", 0, 1);
        QCOMPARE(m_client->confirmedUpTo(), quint64(11));
        QCOMPARE(m_client->confirms.size(), size_t(2));
        QVERIFY(m_client->confirms[0].multiple);
        QVERIFY(!m_client->confirms[1].multiple);
        QCOMPARE(m_channel->unconfirmed(), quint64(0));
    }
    void purgeLeavesWhatIsOut()
    {
        m_channel->setPrefetch(2, false);
        consume(*m_channel, "q");
        publish("q", 0, 10);
        Queue *queue = m_bench->host().queue("q");
        std::vector<StoredMessage> removed;
        QCOMPARE(queue->purge(&removed), quint64(8));
        QCOMPARE(removed.size(), size_t(8));
        QCOMPARE(queue->log().live(), quint64(2));
        publish("q", 10, 11);
        for (const StoredMessage &stored : removed)
            QVERIFY(queue->putBack({stored.offset, stored.message}));
        QVERIFY(m_channel->acknowledge(2, true).ok());
        QVERIFY(m_channel->cancel(QByteArray(m_channel->consumers().front()->tag)));
        consume(*m_other, "q");
        QCOMPARE(m_client->bodies(), numbers(0, 2));
        QCOMPARE(m_second->bodies(), numbers(2, 11));
        for (const auto &delivery : m_second->deliveries)
            QVERIFY(!delivery.redelivered);
    }
    void droppingOneMessageFromTheMiddle()
    {
        publish("q", 0, 5);
        Queue *queue = m_bench->host().queue("q");
        QVERIFY(queue->drop(2));
        QVERIFY(!queue->drop(2));
        QVERIFY(!queue->drop(99));
        consume(*m_channel, "q");
        QCOMPARE(m_client->bodies(), QByteArrayList({"0", "1", "3", "4"}));
        QVERIFY(!queue->drop(3)); // it is out for delivery
    }
};

SIGHTGLASS_TEST(TestChannel)
#include "tst_core_channel.moc"
