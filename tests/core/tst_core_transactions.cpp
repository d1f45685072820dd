// SPDX-License-Identifier: GPL-3.0-or-later
// Transactions of a channel, and direct reply-to: the parts of AMQP 0-9-1 and RabbitMQ that bypass the plain way of a message.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestTransactions : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<RecordingClient> m_client, m_second;
    Channel *m_channel = nullptr;
    Channel *m_other = nullptr;
    QList<bool> m_commits;

    Queue *queue() { return m_bench->host().queue("q"); }
    void publish(const QByteArray &body, bool persistent = true, const QByteArray &key = "q", bool mandatory = false)
    {
        m_channel->publish(**m_channel->publishTo(""), makeMessage(key, body, persistent), {nullptr, mandatory});
        m_bench->settle();
    }
    void commit()
    {
        QVERIFY(m_channel->commit([this](bool ok) { m_commits.append(ok); }).ok());
        m_bench->settle();
    }
    void consume(Channel &channel)
    {
        ConsumeRequest request;
        request.queue = "q";
        QVERIFY(channel.consume(request).ok());
        m_bench->settle();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_commits.clear();
        m_client = std::make_unique<RecordingClient>();
        m_second = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_other = &m_bench->channel(*m_second);
        m_bench->declare("q");
        m_bench->settle();
        QVERIFY(m_channel->selectTransactions().ok());
    }
    void cleanup() { m_bench.reset(); }

    void publishesWaitForTheCommit()
    {
        publish("a");
        publish("b");
        QCOMPARE(queue()->ready(), quint64(0));
        m_bench->store.autoCommit = false;
        commit();
        QCOMPARE(queue()->ready(), quint64(2));
        QVERIFY(m_commits.isEmpty()); // the store has not answered
        QCOMPARE(m_bench->store.pending.appends.size(), size_t(1));
        QCOMPARE(m_bench->store.pending.appends.front().messages.size(), size_t(2));
        m_bench->store.commitAll();
        QCOMPARE(m_commits, QList<bool>({true}));
        commit(); // empty
        QCOMPARE(m_commits, QList<bool>({true, true}));
    }
    void aMessageThatIsRefusedIsTold()
    {
        QueueDefinition full;
        full.virtualHost = "/";
        full.name = "full";
        full.arguments.set("x-max-length", FieldValue(qint64(1)));
        full.arguments.set("x-overflow", FieldValue(QByteArray("reject-publish")));
        QVERIFY(m_bench->host().declareQueue(full, ConnectionId{1}).ok());
        m_bench->settle();
        publish("a", true, "full");
        commit();
        QCOMPARE(m_commits, QList<bool>({true}));
        m_bench->publish(*m_other, "q", "before");
        m_bench->settle();
        consume(*m_channel);
        QVERIFY(m_channel->acknowledge(m_client->deliveries.back().tag, false).ok());
        publish("b");
        publish("c", true, "full");
        const auto committed = m_channel->commit([this](bool ok) { m_commits.append(ok); });
        QVERIFY(!committed.ok());
        QCOMPARE(committed.error().code, BrokerError::PreconditionFailed);
        QCOMPARE(committed.error().detail, QStringLiteral("partial tx completion"));
        m_bench->settle();
        QCOMPARE(m_commits.size(), 1);
        QCOMPARE(m_bench->host().queue("full")->ready(), quint64(1));
        QCOMPARE(queue()->log().live(), quint64(1)); // "before" is acknowledged, and "b" there
        commit();
        QCOMPARE(m_commits, QList<bool>({true, true}));
    }
    void oneTransactionIsOneCommitOfTheStore()
    {
        m_bench->declare("r");
        for (int i = 0; i < 3; ++i)
            m_bench->publish(*m_other, "q", QByteArray::number(i));
        m_bench->settle();
        consume(*m_channel);
        QCOMPARE(m_client->deliveries.size(), size_t(3));
        for (int i = 0; i < 3; ++i) {
            publish(QByteArray(100'000, 'x'), true, i % 2 ? "r" : "q"); // several chunks
            QVERIFY(m_channel->acknowledge(quint64(i) + 1, false).ok());
        }
        m_bench->store.autoCommit = false;
        const int before = m_bench->store.submitted;
        commit();
        const StoreTransaction &pending = m_bench->store.pending;
        QCOMPARE(m_bench->store.submitted, before + 1);
        size_t messages = 0;
        for (const ChunkAppend &append : pending.appends)
            messages += append.messages.size();
        QCOMPARE(messages, size_t(3));
        QVERIFY(!pending.removals.empty()); // what was acknowledged
        m_bench->store.commitAll();
        QCOMPARE(m_commits, QList<bool>({true}));
    }
    void rollbackForgetsPublishesAndTakesBackAcks()
    {
        m_bench->publish(*m_other, "q", "old");
        m_bench->settle();
        consume(*m_channel);
        publish("new");
        QVERIFY(m_channel->acknowledge(1, false).ok());
        QVERIFY(!m_channel->acknowledge(1, false).ok()); // once is enough
        QVERIFY(m_channel->rollback().ok());
        commit();
        QCOMPARE(queue()->log().live(), quint64(1));
        QCOMPARE(queue()->unacked(), quint64(1));
        QVERIFY(m_channel->acknowledge(1, false).ok());
        commit();
        QCOMPARE(queue()->log().live(), quint64(0));
    }
    void rejectsWaitToo()
    {
        m_bench->publish(*m_other, "q", "a");
        m_bench->settle();
        consume(*m_channel);
        QVERIFY(m_channel->cancel(QByteArray(m_channel->consumers().front()->tag)));
        QVERIFY(m_channel->reject(1, false, true).ok());
        QCOMPARE(queue()->ready(), quint64(0));
        commit();
        QCOMPARE(queue()->ready(), quint64(1));
    }
    void creditComesWithTheCommit()
    {
        for (int i = 0; i < 4; ++i)
            m_bench->publish(*m_other, "q", QByteArray::number(i));
        m_channel->setPrefetch(2, false);
        consume(*m_channel);
        QVERIFY(m_channel->acknowledge(0, true).ok());
        m_bench->settle();
        QCOMPARE(m_client->deliveries.size(), size_t(2));
        commit();
        QCOMPARE(m_client->deliveries.size(), size_t(4));
    }
    void recoverLeavesWhatTheTransactionHasSettled()
    {
        m_bench->publish(*m_other, "q", "a");
        m_bench->publish(*m_other, "q", "b");
        m_bench->settle();
        consume(*m_channel);
        QVERIFY(m_channel->cancel(QByteArray(m_channel->consumers().front()->tag)));
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_channel->recover();
        QCOMPARE(queue()->ready(), quint64(1));
        commit();
        QCOMPARE(queue()->log().live(), quint64(1));
    }
    void closingForgetsTheTransaction()
    {
        m_bench->publish(*m_other, "q", "old");
        m_bench->settle();
        consume(*m_channel);
        publish("new");
        QVERIFY(m_channel->acknowledge(1, false).ok());
        m_bench->channels.erase(m_bench->channels.begin());
        QCOMPARE(queue()->ready(), quint64(1));
        consume(*m_other);
        QCOMPARE(m_second->bodies(), QByteArrayList({"old"}));
        QVERIFY(m_second->deliveries.front().redelivered);
    }
    void theQueueMayBeGone()
    {
        m_bench->publish(*m_other, "q", "old");
        m_bench->settle();
        consume(*m_channel);
        publish("new", true, "q", true);
        QVERIFY(m_channel->acknowledge(1, false).ok());
        QVERIFY(m_bench->host().deleteQueue("q", {}, false, false).ok());
        commit();
        QCOMPARE(m_commits, QList<bool>({true}));
        QCOMPARE(m_client->returns, QByteArrayList({"new"}));
    }
    void mandatoryReturnsAtTheCommit()
    {
        publish("a", false, "nowhere", true);
        QVERIFY(m_client->returns.isEmpty());
        commit();
        QCOMPARE(m_client->returns, QByteArrayList({"a"}));
        QCOMPARE(m_commits, QList<bool>({true}));
    }
    void aFailedCommitSaysSo()
    {
        publish("a");
        m_bench->store.autoCommit = false;
        commit();
        m_bench->store.fail();
        QCOMPARE(m_commits, QList<bool>({false}));
    }
    void modesExclude()
    {
        QCOMPARE(m_channel->selectConfirms().error().detail, QStringLiteral("cannot switch from tx to confirm mode"));
        QVERIFY(m_channel->selectTransactions().ok());
        QVERIFY(m_other->selectConfirms().ok());
        QCOMPARE(m_other->selectTransactions().error().detail, QStringLiteral("cannot switch from confirm to tx mode"));
        QCOMPARE(m_other->commit({}).error().detail, QStringLiteral("channel is not transactional"));
        QCOMPARE(m_other->rollback().error().code, BrokerError::PreconditionFailed);
    }

    // ---- direct reply-to
    void repliesGoStraightToTheRequester()
    {
        ConsumeRequest request;
        request.noAck = true;
        request.tag = "replies";
        QVERIFY(m_other->consumeReplies(request).ok());
        const QByteArray address = m_other->replyAddress();
        QVERIFY(address.startsWith("amq.rabbitmq.reply-to."));
        QCOMPARE(address.size(), qsizetype(44)); // 128 bits
        Channel &server = *m_bench->channels.emplace_back(
            std::make_unique<Channel>(m_bench->broker, m_bench->host(), ChannelRef{ConnectionId{9}, 1}, *m_client));
        QCOMPARE(m_bench->publish(server, address, "answer").queues, quint32(1));
        QCOMPARE(m_second->bodies(), QByteArrayList({"answer"}));
        QCOMPARE(m_second->deliveries.front().consumer, QByteArray("replies"));
        QCOMPARE(m_second->deliveries.front().tag, quint64(1));

        m_second->taking = false;
        m_bench->publish(server, address, "waits");
        QCOMPARE(m_second->deliveries.size(), size_t(1));
        m_second->taking = true;
        m_other->wake();
        QCOMPARE(m_second->bodies(), QByteArrayList({"answer", "waits"}));

        QVERIFY(m_other->cancel("replies"));
        QVERIFY(m_other->replyAddress().isEmpty());
        server.publish(**server.publishTo(""), makeMessage(address, "late", false), {nullptr, true});
        QCOMPARE(m_client->returns, QByteArrayList({"late"}));
        QVERIFY(m_other->consumeReplies(request).ok());
        QVERIFY(m_other->replyAddress() != address);
    }
    void repliesThatNobodyReadsAreBounded()
    {
        ConsumeRequest request;
        request.noAck = true;
        QVERIFY(m_other->consumeReplies(request).ok());
        m_second->taking = false;
        QVERIFY(m_channel->rollback().ok());
        for (int i = 0; i < 40; ++i)
            publish(QByteArray(1024 * 1024, 'x'), false, m_other->replyAddress());
        commit();
        m_second->taking = true;
        m_other->wake();
        QCOMPARE(m_second->deliveries.size(), size_t(15)); // 16 MiB
    }
    void replyConsumersAreRefused()
    {
        ConsumeRequest request;
        request.tag = "t";
        QCOMPARE(m_other->consumeReplies(request).error().detail, QStringLiteral("reply consumer cannot acknowledge"));
        request.noAck = true;
        QVERIFY(m_other->consumeReplies(request).ok());
        QCOMPARE(m_other->consumeReplies(request).error().code, BrokerError::NotAllowed);
        request.tag = "u";
        QCOMPARE(m_other->consumeReplies(request).error().detail, QStringLiteral("reply consumer already set"));
        request.tag = "t";
        request.queue = "q";
        QCOMPARE(m_other->consume(request).error().detail, QStringLiteral("attempt to reuse consumer tag 't'"));
    }
    void addressesGoWithTheChannel()
    {
        ConsumeRequest request;
        request.noAck = true;
        QVERIFY(m_other->consumeReplies(request).ok());
        const QByteArray address = m_other->replyAddress();
        m_bench->channels.pop_back();
        QVERIFY(!m_bench->host().replyAddresses().find(address));
        publish("x", false, address, true);
        commit();
        QCOMPARE(m_client->returns, QByteArrayList({"x"}));
    }
};

SIGHTGLASS_TEST(TestTransactions)
#include "tst_core_transactions.moc"
