// SPDX-License-Identifier: GPL-3.0-or-later
// Putting messages that were exported, or never were in a broker: into queues, exchanges and topics.
#include "actionfixture.h"

#include "inspect/amqpproperties.h"
#include "program/testprogram.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestPutting : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<ActionBench> m_bench;

    ActionBench &bench() { return *m_bench; }
    static NewMessage made(const QByteArray &body, const QString &key = {})
    {
        NewMessage message;
        message.routingKey = key;
        message.body = body;
        return message;
    }
    static MessageTarget target(MessageTarget::Kind kind, const QString &name)
    {
        MessageTarget target;
        target.kind = kind;
        target.name = name;
        return target;
    }
    std::optional<Result<PutReceipt>> put(const QList<NewMessage> &messages, const MessageTarget &target,
                                          const PutUndo &undo = {})
    {
        std::optional<Result<PutReceipt>> answer;
        bench().actions.put(messages, target, undo, [&](Result<PutReceipt> receipt) { answer = std::move(receipt); });
        bench().settle();
        return answer;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<ActionBench>(m_disk);
        bench().declare("a");
        bench().settle();
    }
    void cleanup() { m_bench.reset(); }

    void itIsAnsweredOnceItIsStored()
    {
        bench().store.autoCommit = false;
        NewMessage message = made("x", u"k"_s);
        message.properties.deliveryMode = quint8(2);
        QVERIFY(!put({message}, target(MessageTarget::Kind::Queue, u"a"_s)));
        QCOMPARE(bench().store.pending.appends.size(), size_t(1));
    }
    void aQueueGetsThemWithEverything()
    {
        NewMessage message = made("body", u"eu.new"_s);
        message.exchange = u"orders"_s;
        message.properties.deliveryMode = quint8(2);
        message.properties.messageId = u"m-1"_s;
        message.properties.headers = {{{"n", FieldValue(qint16(-7))}, {"t", FieldValue(FieldTimestamp{5})}}};
        const auto receipt = put({message, made("second")}, target(MessageTarget::Kind::Queue, u"a"_s));
        QVERIFY(receipt && receipt->ok());
        QCOMPARE((*receipt)->arrived, quint64(2));
        const MessagePtr there = bench().messages("a").front();
        QCOMPARE(there->exchange, QByteArray("orders"));
        QCOMPARE(there->routingKey, QByteArray("eu.new"));
        QVERIFY(there->persistent);
        QCOMPARE(inspect::propertiesOf(*there), message.properties);
    }
    void whatReachesNothingIsTold()
    {
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "a", "eu.*", {}}, ConnectionId{1}).ok());
        NewMessage bad = made("x", u"eu.1"_s);
        bad.properties.expiration = u"soon"_s;
        const auto receipt = put({made("1", u"eu.1"_s), made("2", u"us.1"_s), bad},
                                 target(MessageTarget::Kind::Exchange, u"amq.topic"_s));
        QVERIFY(receipt && receipt->ok());
        QCOMPARE((*receipt)->arrived, quint64(1));
        QCOMPARE((*receipt)->problems.size(), 2);
        QCOMPARE((*receipt)->problems.at(0).index, 1);
        QCOMPARE((*receipt)->problems.at(0).reason, Reason::Unroutable);
        QCOMPARE((*receipt)->problems.at(1).reason, Reason::NotEdited);
        QCOMPARE(bench().bodies("a"), QByteArrayList({"1"}));
    }
    void topicsTakeThemByKey()
    {
        bench().create(3);
        QList<NewMessage> messages;
        for (int i = 0; i < 30; ++i) {
            NewMessage message = made(QByteArray::number(i));
            message.properties.headers = {{{"x-kafka-key", FieldValue(QByteArray("k") + QByteArray::number(i % 5))}}};
            messages << message;
        }
        const auto receipt = put(messages, target(MessageTarget::Kind::Topic, u"t"_s));
        QVERIFY(receipt && receipt->ok());
        QCOMPARE((*receipt)->arrived, quint64(30));
        quint64 records = 0;
        int used = 0;
        for (int number = 0; number < 3; ++number) {
            records += bench().partition(number).records();
            used += bench().partition(number).records() > 0 ? 1 : 0;
        }
        QCOMPARE(records, quint64(30));
        QVERIFY(used > 1);
    }
    void allPartsAreTakenBackAtOnce()
    {
        const MessageTarget a = target(MessageTarget::Kind::Queue, u"a"_s);
        bench().publish("a", "before");
        const auto first = put({made("1"), made("2")}, a, {true, 0});
        QVERIFY(first && first->ok());
        const quint64 token = (*first)->undo.v;
        QVERIFY(token != 0);
        bench().publish("a", "between");
        const auto second = put({made("3")}, a, {true, token});
        QVERIFY(second && second->ok());
        QCOMPARE((*second)->undo.v, token);
        QVERIFY((*second)->undo.until.isValid());
        const auto answer = bench().undo((*second)->undo);
        QVERIFY(answer);
        QVERIFY2(answer->ok(), answer->ok() ? "" : qPrintable(answer->error().detail));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"before", "between"}));
        QCOMPARE(bench().undo((*second)->undo)->error().code, BrokerError::NotFound); // once
        // What was taken back is no part that can be gone on with.
        QCOMPARE((*put({made("4")}, a, {true, token}))->undo.v, quint64(0));
    }
    void whatConsumersHaveIsCountedAndStays()
    {
        const auto receipt =
            put({made("1"), made("2"), made("3"), made("4")}, target(MessageTarget::Kind::Queue, u"a"_s), {true, 0});
        QVERIFY(receipt && receipt->ok());
        bench().consume("a", 2);
        QVERIFY(bench().channelOf().cancel("t-a"));
        QVERIFY(bench().channelOf().acknowledge(1, false).ok()); // one has left, one is held
        bench().settle();
        const auto answer = bench().undo((*receipt)->undo);
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().code, BrokerError::PreconditionFailed);
        QVERIFY2(answer->error().detail.startsWith(u"2 of 4"_s), qPrintable(answer->error().detail));
        QVERIFY(answer->error().detail.endsWith(u"the others are removed"_s));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"2"}));
    }
    void whatReachedSeveralQueuesLeavesThemAll()
    {
        bench().declare("b");
        for (const char *queue : {"a", "b"})
            QVERIFY(
                bench().host().bind({"/", "amq.fanout", DestinationType::Queue, queue, "", {}}, ConnectionId{1}).ok());
        const auto receipt =
            put({made("1"), made("2")}, target(MessageTarget::Kind::Exchange, u"amq.fanout"_s), {true, 0});
        QVERIFY(receipt && receipt->ok());
        QCOMPARE(bench().bodies("b"), QByteArrayList({"1", "2"}));
        const auto answer = bench().undo((*receipt)->undo);
        QVERIFY(answer && answer->ok());
        QVERIFY(bench().bodies("a").isEmpty());
        QVERIFY(bench().bodies("b").isEmpty());
    }
    void nothingIsKeptWhereItWouldBeForNothing()
    {
        QCOMPARE((*put({made("1")}, target(MessageTarget::Kind::Queue, u"a"_s)))->undo.v, quint64(0)); // not wanted
        bench().create(1);
        const auto receipt = put({made("1")}, target(MessageTarget::Kind::Topic, u"t"_s), {true, 0});
        QCOMPARE((*receipt)->arrived, quint64(1));
        QCOMPARE((*receipt)->undo.v, quint64(0));
    }
    void whatCannotBeIsRefusedAtOnce()
    {
        QCOMPARE(put({made("x")}, target(MessageTarget::Kind::Queue, u"nowhere"_s))->error().code,
                 BrokerError::NotFound);
        QCOMPARE(put({made("x")}, target(MessageTarget::Kind::Origin, {}))->error().code, BrokerError::InvalidArgument);
        QCOMPARE(put(QList<NewMessage>(1001), target(MessageTarget::Kind::Queue, u"a"_s))->error().code,
                 BrokerError::InvalidArgument);
    }
};

SIGHTGLASS_TEST(TestPutting)
#include "tst_actions_putting.moc"
