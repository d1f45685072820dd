// SPDX-License-Identifier: GPL-3.0-or-later
// Batches that are published by hand while the broker is short of something: that they wait, in their order, and what becomes of
// them when the broker is closed meanwhile.
#include "corefixture.h"

#include "facade/publishcommands.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using namespace Qt::StringLiterals;
using facade::Answer;
using facade::PublishCommands;

class TestBatches : public QObject
{
    Q_OBJECT
private:
    using Receipt = QFuture<Result<BatchReceipt>>;

    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<PublishCommands> m_commands;

    Receipt send(const QByteArrayList &bodies)
    {
        PublishBatch batch;
        for (const QByteArray &body : bodies) {
            PublishRequest request;
            request.routingKey = u"q"_s;
            request.body = body;
            batch.messages.append(request);
        }
        const auto answer = std::make_shared<Answer<BatchReceipt>>();
        m_commands->publishBatch(batch, answer);
        m_bench->settle();
        return answer->future();
    }
    void setMemoryIsLow(bool isLow)
    {
        m_bench->broker.setAlarm(Alarm::Memory, isLow);
        m_bench->settle();
    }
    bool isAnswered(const Receipt &receipt)
    {
        m_bench->settle();
        return receipt.isFinished();
    }
    QByteArrayList bodies() const
    {
        QByteArrayList all;
        const QueueLog &log = m_bench->host().queue("q")->log();
        for (quint64 offset = log.nextLive(0); offset < log.end(); offset = log.nextLive(offset + 1))
            all.append(log.at(offset)->body().toByteArray());
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_bench->declare("q");
        m_bench->settle();
        m_commands = std::make_unique<PublishCommands>(m_bench->broker, ConnectionId{7});
    }
    void cleanup()
    {
        m_commands.reset();
        m_bench.reset();
    }

    void theyWaitInTheirOrder()
    {
        setMemoryIsLow(true);
        const Receipt first = send({"1", "2"});
        const Receipt second = send({"3"});
        QVERIFY(!isAnswered(first) && !isAnswered(second));
        QVERIFY(bodies().isEmpty());
        setMemoryIsLow(false);
        QVERIFY(bodies().isEmpty()); // they have a turn of their own
        const Receipt third = send({"4"});
        QVERIFY(!isAnswered(third)); // behind those that wait
        QTRY_VERIFY(isAnswered(third));
        QCOMPARE(bodies(), QByteArrayList({"1", "2", "3", "4"}));
        QCOMPARE(first.result()->sent, quint64(2));
        QCOMPARE(second.result()->sent, quint64(1));
        QCOMPARE(third.result()->sent, quint64(1));
    }
    void theyWaitAgain()
    {
        setMemoryIsLow(true);
        const Receipt receipt = send({"1"});
        setMemoryIsLow(false);
        setMemoryIsLow(true); // before their turn has come
        QCoreApplication::sendPostedEvents();
        QVERIFY(!isAnswered(receipt));
        setMemoryIsLow(false);
        QTRY_VERIFY(isAnswered(receipt));
        QCOMPARE(receipt.result()->sent, quint64(1));
    }
    void whatWaitsIsNotPublishedAnyMore_data()
    {
        QTest::addColumn<bool>("isItsTurn");
        QTest::newRow("while the broker is short of memory") << false;
        QTest::newRow("when its turn has come") << true;
    }
    void whatWaitsIsNotPublishedAnyMore()
    {
        QFETCH(const bool, isItsTurn);
        setMemoryIsLow(true);
        const Receipt receipt = send({"1"});
        if (isItsTurn)
            setMemoryIsLow(false);
        m_commands.reset();
        QVERIFY(receipt.isFinished());
        QCOMPARE(receipt.result().error().code, BrokerError::Unavailable);
        setMemoryIsLow(false);
        QCoreApplication::sendPostedEvents();
        QVERIFY(bodies().isEmpty());
    }
};

SIGHTGLASS_TEST(TestBatches)
#include "tst_facade_batches.moc"
