// SPDX-License-Identifier: GPL-3.0-or-later
// Deleting, moving, copying, putting back, editing: what arrives where, what it says of itself, and what is left behind and why.
#include "actionfixture.h"

#include "inspect/amqpproperties.h"
#include "program/testprogram.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestDoing : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<ActionBench> m_bench;

    ActionBench &bench() { return *m_bench; }
    void makeFresh(BrokerLimits limits = {})
    {
        m_bench.reset();
        m_disk = {};
        m_bench = std::make_unique<ActionBench>(m_disk, limits);
        bench().declare("a");
        bench().declare("b");
        bench().settle();
    }
    /// A queue whose rejected messages go to "dead", through an exchange of that name.
    void makeDeadLetters(int count)
    {
        ExchangeDefinition exchange;
        exchange.name = "dead";
        exchange.virtualHost = "/";
        exchange.type = ExchangeType::Fanout;
        QVERIFY(bench().host().declareExchange(exchange).ok());
        bench().declare("dead");
        QVERIFY(bench().host().bind({"/", "dead", DestinationType::Queue, "dead", "", {}}, ConnectionId{1}).ok());
        bench().declareWith("orders", {{{"x-dead-letter-exchange", FieldValue(QByteArray("dead"))}}});
        QVERIFY(bench()
                    .host()
                    .bind({"/", "amq.topic", DestinationType::Queue, "orders", "eu.*", {}}, ConnectionId{1})
                    .ok());
        for (int i = 0; i < count; ++i)
            bench().publish("eu.new", QByteArray::number(i), {{{"n", FieldValue(qint32(i))}}}, true, "amq.topic");
        bench().consume("orders", 0);
        QVERIFY(bench().channelOf().cancel("t-orders"));
        QVERIFY(bench().channelOf().reject(quint64(count), true, false).ok());
        bench().settle();
        QCOMPARE(bench().bodies("dead"), numbers(0, count));
    }

private Q_SLOTS:
    void init() { makeFresh(); }
    void cleanup() { m_bench.reset(); }

    void aListMovesInTheOrderOfItsQueue()
    {
        bench().publishNumbers("a", 0, 5);
        const MessagePtr before = bench().messages("a").at(3);
        ++bench().clock.now;
        const MessageActionProgress done = bench().run(bench().spec(What::Move, "a", {3, 1, 3}, u"b"_s));
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.done, quint64(2));
        QCOMPARE(done.left, quint64(0));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"0", "2", "4"}));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"1", "3"}));
        // It is the message it was, and as it was published, but for its time to live.
        const MessagePtr after = bench().messages("b").at(1);
        QCOMPARE(after->id, before->id);
        QCOMPARE(after->exchange, before->exchange);
        QCOMPARE(after->routingKey, QByteArray("a"));
        QVERIFY(after->publishedAtMs > before->publishedAtMs);
        QVERIFY(!bench().host().queue("b")->isRedelivered(0));
    }
    void allThatMatchMoves()
    {
        bench().publishNumbers("a", 0, 30);
        MessageActionSpec spec = bench().spec(What::Move, "a", {}, u"b"_s);
        spec.selection.filter.text = u"1"_s;
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.total, quint64(30));
        QCOMPARE(done.looked, quint64(30));
        QCOMPARE(done.done, quint64(12)); // 1, 10 … 19, 21
        QCOMPARE(done.skipped, quint64(18));
        QCOMPARE(bench().bodies("b").size(), 12);
        QCOMPARE(bench().bodies("a").size(), 18);
    }
    void aStretchOfOffsetsIsMeantExactly()
    {
        bench().publishNumbers("a", 0, 10);
        MessageActionSpec spec = bench().spec(What::Delete, "a", {});
        spec.selection.firstOffset = 3;
        spec.selection.lastOffset = 6;
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.total, quint64(4));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"0", "1", "2", "7", "8", "9"}));
    }
    void ofWhatComesInMeanwhileNothingMoves()
    {
        bench().publishNumbers("a", 0, 3);
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"a"_s)); // to its own end
        bench().publish("a", "new");
        QCOMPARE(bench().finish(id).done, quint64(3));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"new", "0", "1", "2"}));
    }
    void aCopyIsAMessageOfItsOwn()
    {
        bench().publishNumbers("a", 0, 2);
        const MessageActionProgress done = bench().run(bench().spec(What::Copy, "a", {1}, u"b"_s));
        QCOMPARE(done.done, quint64(1));
        QCOMPARE(bench().bodies("a"), numbers(0, 2));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"1"}));
        QVERIFY(bench().messages("b").front()->id != bench().messages("a").at(1)->id);
    }

    void whatConsumersHoldStays()
    {
        bench().publishNumbers("a", 0, 4);
        bench().consume("a", 2);
        const MessageActionProgress done = bench().run(bench().spec(What::Move, "a", {0, 1, 2, 99}, u"b"_s));
        QCOMPARE(done.done, quint64(1));
        QCOMPARE(done.left, quint64(3));
        QCOMPARE(done.problems.at(0).reason, Reason::Unacked);
        QCOMPARE(done.problems.at(0).message, (MessageRef{bench().idOf("a"), 0}));
        QCOMPARE(done.problems.at(2).reason, Reason::Gone);
        QVERIFY2(done.text.contains(u"2 are held by consumers"_s), qPrintable(done.text));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"2"}));
        // What is read can be copied, whoever holds it.
        QCOMPARE(bench().run(bench().spec(What::Copy, "a", {0}, u"b"_s)).done, quint64(1));
    }
    void aFullQueueRefusesAndItStays()
    {
        bench().declareWith("full", {{{"x-max-length", FieldValue(qint32(1))},
                                      {"x-overflow", FieldValue(QByteArray("reject-publish"))}}});
        bench().publishNumbers("a", 0, 3);
        const MessageActionProgress done = bench().run(bench().spec(What::Move, "a", {}, u"full"_s));
        QCOMPARE(done.done, quint64(1));
        QCOMPARE(done.left, quint64(2));
        QCOMPARE(done.problems.front().reason, Reason::Refused);
        QCOMPARE(bench().bodies("full"), QByteArrayList({"0"}));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"1", "2"}));
    }
    void anExchangeRoutesAsIfPublishedNow()
    {
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "b", "eu.*", {}}, ConnectionId{1}).ok());
        QVERIFY(
            bench().host().bind({"/", "amq.topic", DestinationType::Queue, "a", "*.new", {}}, ConnectionId{1}).ok());
        bench().publishNumbers("a", 0, 2);
        MessageActionSpec spec = bench().spec(What::Move, "a", {0}, u"amq.topic"_s);
        spec.target.kind = MessageTarget::Kind::Exchange;
        const MessageActionProgress unroutable = bench().run(spec); // by its own key
        QCOMPARE(unroutable.problems.front().reason, Reason::Unroutable);
        QCOMPARE(bench().bodies("a"), numbers(0, 2));
        spec.target.routingKey = u"eu.new"_s;
        QCOMPARE(bench().run(spec).done, quint64(1));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"1", "0"}));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"0"}));
        QCOMPARE(bench().messages("b").front()->exchange, QByteArray("amq.topic"));
        QCOMPARE(bench().messages("b").front()->routingKey, QByteArray("eu.new"));
    }

    void deadLettersGoBackToWhereTheyCameFrom()
    {
        makeDeadLetters(3);
        MessageActionSpec spec = bench().spec(What::Move, "dead", {});
        spec.target.kind = MessageTarget::Kind::Origin;
        spec.edit.dropDeathHeaders = true;
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.done, quint64(3));
        QCOMPARE(bench().bodies("orders"), numbers(0, 3));
        QVERIFY(bench().bodies("dead").isEmpty());
        const MessagePtr back = bench().messages("orders").front();
        QCOMPARE(back->exchange, QByteArray("amq.topic"));
        QCOMPARE(back->routingKey, QByteArray("eu.new"));
        const FieldTable headers = bench().editor.headers(*back);
        QCOMPARE(headers, (FieldTable{{{"n", FieldValue(qint32(0))}}}));
        // What is no dead letter has nowhere to go back to.
        bench().publish("a", "x");
        spec = bench().spec(What::Move, "a", {0});
        spec.target.kind = MessageTarget::Kind::Origin;
        QCOMPARE(bench().run(spec).problems.front().reason, Reason::NoOrigin);
    }
    void theDeathHeadersMayStay()
    {
        makeDeadLetters(1);
        MessageActionSpec spec = bench().spec(What::Move, "dead", {0});
        spec.target.kind = MessageTarget::Kind::Origin;
        QCOMPARE(bench().run(spec).done, quint64(1));
        const FieldTable headers = bench().editor.headers(*bench().messages("orders").front());
        QVERIFY(headers.contains("x-death"));
        QVERIFY(headers.contains("x-first-death-queue"));
    }
    void aQueueThatIsNotThereTakesNothingBack()
    {
        makeDeadLetters(1);
        QVERIFY(bench().host().deleteQueue("orders", ConnectionId{1}, false, false).ok());
        MessageActionSpec spec = bench().spec(What::Move, "dead", {0});
        spec.target.kind = MessageTarget::Kind::Origin;
        QCOMPARE(bench().run(spec).problems.front().reason, Reason::OriginGone);
        QCOMPARE(bench().bodies("dead"), numbers(0, 1));
    }
    void deathsAreChosenByReasonQueueAndTime()
    {
        makeDeadLetters(2);
        bench().publish("dead", "no dead letter");
        MessageActionSpec spec = bench().spec(What::Delete, "dead", {});
        spec.selection.death = DeathFilter{u"expired"_s, {}, 0, 0};
        QCOMPARE(bench().run(spec).skipped, quint64(3));
        spec.selection.death = DeathFilter{u"rejected"_s, u"orders"_s, bench().clock.now + 60'000, 0};
        QCOMPARE(bench().run(spec).skipped, quint64(3));
        spec.selection.death = DeathFilter{u"rejected"_s, u"orders"_s, 0, bench().clock.now + 60'000};
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.done, quint64(2));
        QCOMPARE(bench().bodies("dead"), QByteArrayList({"no dead letter"}));
    }

    void whatIsEditedArrivesEdited()
    {
        bench().publish("a", "old", {{{"kept", FieldValue(qint8(1))}, {"gone", FieldValue(true)}}});
        MessageActionSpec spec = bench().spec(What::Move, "a", {0}, u"b"_s);
        spec.edit.body = "new";
        spec.edit.setHeaders = {{{"set", FieldValue(QByteArray("x"))}}};
        spec.edit.removeHeaders = {"gone"};
        QCOMPARE(bench().run(spec).done, quint64(1));
        const MessagePtr edited = bench().messages("b").front();
        QCOMPARE(edited->body().toByteArray(), QByteArray("new"));
        QCOMPARE(bench().editor.headers(*edited),
                 (FieldTable{{{"kept", FieldValue(qint8(1))}, {"set", FieldValue(QByteArray("x"))}}}));
        MessageProperties properties;
        properties.priority = quint8(3);
        properties.deliveryMode = quint8(1);
        properties.expiration = u"60000"_s;
        spec = bench().spec(What::Copy, "b", {0}, u"a"_s);
        spec.edit.properties = properties;
        QCOMPARE(bench().run(spec).done, quint64(1));
        const MessagePtr copy = bench().messages("a").front();
        QCOMPARE(inspect::propertiesOf(*copy), properties);
        QVERIFY(copy->priority == quint8(3));
        QVERIFY(!copy->persistent);
        QCOMPARE(copy->expirationMs, qint64(60000));
        QCOMPARE(copy->body().toByteArray(), QByteArray("new"));
    }
    void anEditThatCannotBeIsRefusedAtOnce()
    {
        bench().publish("a", "x");
        MessageActionSpec spec = bench().spec(What::Move, "a", {0}, u"b"_s);
        spec.edit.properties = MessageProperties();
        for (const QString &expiration : {u"soon"_s, u"315360000001"_s}) {
            spec.edit.properties->expiration = expiration;
            QVERIFY(!bench().start(spec).isValid());
            QCOMPARE(bench().lastError.code, BrokerError::InvalidArgument);
        }
        spec = bench().spec(What::Move, "a", {0}, u"nowhere"_s);
        QVERIFY(!bench().start(spec).isValid());
        QCOMPARE(bench().lastError.code, BrokerError::NotFound);
    }

    void recordsCanBeCopiedAndNotTakenOut()
    {
        bench().create(2);
        bench().append({"r0", "r1", "r2"}, {}, "key");
        const QueueId log = bench().partition().log();
        MessageActionSpec spec;
        spec.what = What::Delete;
        spec.selection.messages = {{log, 1}};
        QVERIFY(!bench().start(spec).isValid());
        QCOMPARE(bench().lastError.code, BrokerError::NotAllowed);
        spec.what = What::Copy;
        spec.target.name = u"b"_s;
        spec.selection.messages = {{log, 2}, {log, 1}, {log, 7}};
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.done, quint64(2));
        QCOMPARE(done.problems.front().reason, Reason::Gone);
        QCOMPARE(bench().bodies("b"), QByteArrayList({"r1", "r2"}));
        spec.selection.messages.clear();
        spec.selection.logs = {log};
        spec.selection.filter.text = u"r0"_s;
        QCOMPARE(bench().run(spec).done, quint64(1));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"r1", "r2", "r0"}));
    }
    void topicsTakeMessagesByTheirKeys()
    {
        bench().create(1);
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "a", "k.*", {}}, ConnectionId{1}).ok());
        bench().publish("k.1", "one", {}, true, "amq.topic");
        MessageActionSpec spec = bench().spec(What::Move, "a", {0}, u"t"_s);
        spec.target.kind = MessageTarget::Kind::Topic;
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(done.done, quint64(1));
        QVERIFY(bench().bodies("a").isEmpty());
        QCOMPARE(bench().all(), QByteArrayList({"one"}));
    }

    void whatIsOnDiskIsReadAndATurnIsBounded()
    {
        makeFresh({.cacheBytes = 64 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024});
        constexpr int count = 2000;
        bench().publishChunks("a", count, 400);
        QVERIFY(bench().host().queue("a")->log().segments().front()->isPagedOut());
        const int loads = bench().store.loads;
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        quint64 before = 0;
        int turns = 0;
        while (!bench().progress(id).isOver() && turns < 5000) {
            bench().turn();
            ++turns;
            const quint64 done = bench().progress(id).done;
            QVERIFY2(done - before <= 256, "more than a turn may do");
            before = done;
        }
        QVERIFY(turns >= count / 256);
        QVERIFY(bench().store.loads > loads);
        QCOMPARE(bench().progress(id).done, quint64(count));
        QCOMPARE(bench().bodies("b"), numbers(0, count));
        QVERIFY(bench().bodies("a").isEmpty());
    }
    void whatIsCancelledStaysDone()
    {
        for (int i = 0; i < 1000; ++i)
            bench().publish("a", QByteArray::number(i));
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        bench().turn();
        QVERIFY(bench().actions.cancel(id).ok());
        const MessageActionProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Cancelled);
        QVERIFY(done.done > 0 && done.done < 1000);
        QCOMPARE(bench().bodies("b").size(), qsizetype(done.done));
        QCOMPARE(bench().bodies("a").size(), qsizetype(1000 - done.done));
        QVERIFY(done.undo.v != 0);
        QVERIFY(!bench().actions.cancel(id).ok());
    }
    void itWaitsWhileMemoryIsLow()
    {
        bench().publishNumbers("a", 0, 3);
        bench().broker.setAlarm(Alarm::Memory, true);
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        bench().turn();
        bench().turn();
        QCOMPARE(bench().progress(id).state, State::Waiting);
        QVERIFY(bench().progress(id).text.contains(u"low on memory"_s));
        QCOMPARE(bench().bodies("a"), numbers(0, 3));
        bench().broker.setAlarm(Alarm::Memory, false);
        bench().settle();
        const MessageActionProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Finished);
        QVERIFY(done.text.isEmpty());
        QCOMPARE(bench().bodies("b"), numbers(0, 3));
    }
    void whatWaitsMayBeCancelled()
    {
        bench().publishNumbers("a", 0, 3);
        bench().broker.setAlarm(Alarm::Memory, true);
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        bench().turn();
        QCOMPARE(bench().progress(id).state, State::Waiting);
        QVERIFY(bench().actions.cancel(id).ok());
        bench().broker.setAlarm(Alarm::Memory, false);
        bench().settle();
        QCOMPARE(bench().finish(id).state, State::Cancelled);
        QCOMPARE(bench().bodies("a"), numbers(0, 3));
    }
    void whatWaitsMayGo()
    {
        bench().publishNumbers("a", 0, 3);
        bench().broker.setAlarm(Alarm::Memory, true);
        auto actions = std::make_unique<Actions>(bench().broker, ConnectionId{8}, &protocol::amqp::readerOf);
        QVERIFY(actions->start(bench().spec(What::Move, "a", {}, u"b"_s)).ok());
        bench().turn();
        QCOMPARE(actions->list().front().state, State::Waiting);
        actions.reset();
        bench().broker.setAlarm(Alarm::Memory, false);
        bench().settle(); // it is called back, and is not there
        bench().turn();
        QCOMPARE(bench().bodies("a"), numbers(0, 3));
    }
    void aTargetThatIsDeletedEndsIt()
    {
        for (int i = 0; i < 1000; ++i)
            bench().publish("a", QByteArray::number(i));
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        bench().turn();
        QVERIFY(bench().host().deleteQueue("b", ConnectionId{1}, false, false).ok());
        bench().declare("b"); // another one
        bench().settle();
        const MessageActionProgress done = bench().finish(id);
        QCOMPARE(done.state, State::Failed);
        QVERIFY2(done.text.contains(u"was deleted"_s), qPrintable(done.text));
        QVERIFY(bench().bodies("b").isEmpty());
    }
};

SIGHTGLASS_TEST(TestDoing)
#include "tst_actions_doing.moc"
