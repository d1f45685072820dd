// SPDX-License-Identifier: GPL-3.0-or-later
// Taking back: what was deleted or moved returns to its own place, whatever its chunk went through; what somebody has taken meanwhile
// does not come twice.
#include "actionfixture.h"

#include "program/testprogram.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestUndoing : public QObject
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
    /// Cut off, and started again.
    void kill() { m_bench = std::make_unique<ActionBench>(m_disk); }
    void verifyUndone(const UndoToken &token)
    {
        const auto answer = bench().undo(token);
        QVERIFY(answer);
        QVERIFY2(answer->ok(), answer->ok() ? "" : qPrintable(answer->error().detail));
    }

private Q_SLOTS:
    void init() { makeFresh(); }
    void cleanup() { m_bench.reset(); }

    void whatWasDeletedIsBackInItsPlace()
    {
        bench().publishNumbers("a", 0, 6);
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", {1, 4}));
        QCOMPARE(bench().bodies("a"), QByteArrayList({"0", "2", "3", "5"}));
        QCOMPARE(done.undo.what, u"2 messages deleted from a"_s);
        verifyUndone(done.undo);
        QCOMPARE(bench().bodies("a"), numbers(0, 6));
        // Nobody has had them.
        bench().consume("a", 0);
        QCOMPARE(bench().client.bodies(), numbers(0, 6));
        for (const auto &delivery : bench().client.deliveries)
            QVERIFY(!delivery.redelivered);
        QVERIFY(bench().undo(done.undo)->error().code == BrokerError::NotFound); // once
    }
    void itIsThereAfterACrash_data()
    {
        QTest::addColumn<QList<quint64>>("deleted");
        QTest::newRow("the head") << QList<quint64>{0, 1};
        QTest::newRow("the middle") << QList<quint64>{2};
        QTest::newRow("the end") << QList<quint64>{5};
        QTest::newRow("all") << QList<quint64>{0, 1, 2, 3, 4, 5};
    }
    void itIsThereAfterACrash()
    {
        QFETCH(QList<quint64>, deleted);
        bench().publishChunks("a", 6, 1); // one chunk
        kill();
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", deleted));
        QCOMPARE(done.done, quint64(deleted.size()));
        verifyUndone(done.undo);
        kill();
        QCOMPARE(bench().bodies("a"), numbers(0, 6));
    }
    void aMarkThatIsLoweredBringsNothingElseBack()
    {
        // A chunk whose first messages are gone by the low-water mark alone, behind one that goes with its last message.
        bench().publishNumbers("a", 0, 1);
        bench().publishChunks("a", 4, 1);
        QCOMPARE(bench().host().queue("a")->log().segments().size(), size_t(2));
        const MessageActionProgress first = bench().run(bench().spec(What::Delete, "a", {0}));
        bench().consume("a", 2);
        QVERIFY(bench().channelOf().acknowledge(2, true).ok());
        QVERIFY(bench().channelOf().cancel("t-a"));
        bench().settle();
        verifyUndone(first.undo);
        bench().channels.clear();
        bench().settle();
        kill();
        QCOMPARE(bench().bodies("a"), QByteArrayList({"0", "2", "3"}));
    }
    void whatWasMovedLeavesItsNewPlace()
    {
        bench().publishNumbers("a", 0, 4);
        bench().publish("b", "b0");
        const MessageActionProgress done = bench().run(bench().spec(What::Move, "a", {}, u"b"_s));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"b0", "0", "1", "2", "3"}));
        verifyUndone(done.undo);
        QCOMPARE(bench().bodies("a"), numbers(0, 4));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"b0"}));
        kill();
        QCOMPARE(bench().bodies("a"), numbers(0, 4));
        QCOMPARE(bench().bodies("b"), QByteArrayList({"b0"}));
    }
    void whatWasEditedComesBackAsItWas()
    {
        bench().publish("a", "as it was");
        MessageActionSpec spec = bench().spec(What::Move, "a", {0}, u"a"_s);
        spec.edit.body = "edited";
        const MessageActionProgress done = bench().run(spec);
        QCOMPARE(bench().bodies("a"), QByteArrayList({"edited"}));
        verifyUndone(done.undo);
        QCOMPARE(bench().bodies("a"), QByteArrayList({"as it was"}));
    }
    void copiesGo()
    {
        bench().publishNumbers("a", 0, 2);
        const MessageActionProgress done = bench().run(bench().spec(What::Copy, "a", {}, u"b"_s));
        QCOMPARE(bench().bodies("b"), numbers(0, 2));
        verifyUndone(done.undo);
        QVERIFY(bench().bodies("b").isEmpty());
        QCOMPARE(bench().bodies("a"), numbers(0, 2));
    }
    void anEntryGrowsWithinItsBounds()
    {
        using actions::UndoLog;
        UndoLog log;
        const quint64 token = log.keep(actions::Changes(1), 1000);
        const quint64 other = log.keep(actions::Changes(1), 1500);
        QVERIFY(log.extend(token, actions::Changes(2), 2000));
        QCOMPARE(log.nextExpiryMs(), 1500 + UndoLog::keptMs); // the first one is kept longer now
        QVERIFY(!log.take(other, 1500 + UndoLog::keptMs));
        QVERIFY(!log.extend(other, actions::Changes(1), 1500 + UndoLog::keptMs));
        const std::optional<actions::Changes> all = log.take(token, 1500 + UndoLog::keptMs);
        QVERIFY(all);
        QCOMPARE(all->size(), size_t(3));
        // Half of what has grown too large is not kept.
        const quint64 large = log.keep(actions::Changes(1), 2000);
        QVERIFY(!log.extend(large, actions::Changes(UndoLog::mostExtended), 2000));
        QVERIFY(!log.take(large, 2000));
        QCOMPARE(log.bytes(), quint64(0));
    }
    void whatSomebodyHasTakenDoesNotComeTwice()
    {
        bench().publishNumbers("a", 0, 3);
        const MessageActionProgress done = bench().run(bench().spec(What::Move, "a", {}, u"b"_s));
        bench().consume("b", 1);
        const auto answer = bench().undo(done.undo);
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().code, BrokerError::PreconditionFailed);
        QVERIFY2(answer->error().detail.startsWith(u"1 of 3"_s), qPrintable(answer->error().detail));
        QCOMPARE(bench().bodies("a"), numbers(1, 3));
        QCOMPARE(bench().bodies("b"), numbers(0, 1));
    }
    void whatHadBeenDeliveredSaysSo()
    {
        bench().publishNumbers("a", 0, 2);
        bench().consume("a", 0);
        QVERIFY(bench().channelOf().cancel("t-a"));
        QVERIFY(bench().channelOf().reject(1, false, true).ok());
        bench().settle();
        QVERIFY(bench().host().queue("a")->isRedelivered(0));
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", {0}));
        QCOMPARE(done.done, quint64(1));
        verifyUndone(done.undo);
        QVERIFY(bench().host().queue("a")->isRedelivered(0));
    }
    void returnsOfAQuorumQueueAreCountedOn()
    {
        bench().declareWith("q", {{{"x-queue-type", FieldValue(QByteArray("quorum"))}}});
        bench().publishNumbers("q", 0, 1);
        bench().consume("q", 0);
        QVERIFY(bench().channelOf().cancel("t-q"));
        QVERIFY(bench().channelOf().refuse(1, true).ok());
        bench().settle();
        QCOMPARE(bench().host().queue("q")->returns(0), quint32(1));
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "q", {0}));
        verifyUndone(done.undo);
        QCOMPARE(bench().host().queue("q")->returns(0), quint32(1));
        bench().channels.clear();
        bench().settle();
        kill();
        QCOMPARE(bench().host().queue("q")->returns(0), quint32(1));
        QCOMPARE(bench().host().queue("q")->failures(0), quint32(1));
    }
    void priorityQueuesKeepTheirOrder()
    {
        bench().declareWith("p", {{{"x-max-priority", FieldValue(qint32(5))}}});
        for (int i = 0; i < 4; ++i) {
            auto message = makeMessage("p", QByteArray::number(i), true);
            message->priority = quint8(i % 2);
            bench().channelOf().publish(**bench().channelOf().publishTo(""), message, {});
            bench().settle();
        }
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "p", {}));
        QCOMPARE(done.done, quint64(4));
        verifyUndone(done.undo);
        bench().consume("p", 0);
        QCOMPARE(bench().client.bodies(), QByteArrayList({"1", "3", "0", "2"}));
    }
    void whatIsPagedOutIsReadFirst()
    {
        makeFresh({.cacheBytes = 64 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024});
        constexpr int count = 1500;
        bench().publishChunks("a", count, 400);
        MessageActionSpec spec = bench().spec(What::Delete, "a", {});
        spec.selection.filter.text = u"7"_s;
        const MessageActionProgress done = bench().run(spec);
        QVERIFY(done.done > 300);
        QVERIFY(bench().host().queue("a")->log().segments().front()->isPagedOut());
        verifyUndone(done.undo);
        QCOMPARE(bench().bodies("a"), numbers(0, count));
    }
    void moreThanCanBeKeptEndsIt()
    {
        for (int i = 0; i < 70; ++i)
            bench().publish("a", QByteArray(1024 * 1024, char('0' + i % 10)));
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", {}));
        QCOMPARE(done.state, State::Failed);
        QVERIFY(done.done >= 60 && done.done < 66);
        QCOMPARE(bench().host().queue("a")->ready(), quint64(70) - done.done);
        QVERIFY(done.undo.v != 0);
        MessageActionSpec forGood = bench().spec(What::Delete, "a", {});
        forGood.isUndoable = false;
        QCOMPARE(bench().run(forGood).state, State::Finished);
        QCOMPARE(bench().host().queue("a")->ready(), quint64(0));
        verifyUndone(done.undo);
        QCOMPARE(bench().host().queue("a")->ready(), done.done);
    }
    void theRestOfAListGoesOnWithoutIt_data()
    {
        QTest::addColumn<MessageActionSpec::What>("what");
        QTest::newRow("moved") << What::Move;
        QTest::newRow("deleted") << What::Delete;
    }
    void theRestOfAListGoesOnWithoutIt()
    {
        QFETCH(MessageActionSpec::What, what);
        constexpr quint64 count = 70;
        QList<quint64> offsets;
        for (quint64 i = 0; i < count; ++i) {
            bench().publish("a", QByteArray(1024 * 1024, char('0' + i % 10)));
            offsets << i;
        }
        MessageActionSpec spec = bench().spec(what, "a", offsets, u"b"_s);
        const MessageActionProgress first = bench().run(spec);
        QCOMPARE(first.state, State::Failed);
        QVERIFY(first.isBeyondUndo);
        QVERIFY(first.undo.v != 0);
        QVERIFY(first.done > 0 && first.done < count);
        QCOMPARE(first.looked, first.done);
        QCOMPARE(quint64(first.rest.size()), count - first.done);
        spec.selection.messages = first.rest;
        spec.isUndoable = false;
        const MessageActionProgress second = bench().run(spec);
        QCOMPARE(second.state, State::Finished);
        QCOMPARE(second.done, count - first.done);
        QCOMPARE(second.left, quint64(0));
        QCOMPARE(bench().host().queue("a")->ready(), quint64(0));
        QCOMPARE(bench().host().queue("b")->ready(), what == What::Move ? count : 0);
    }
    void aQueueThatWasDeletedTakesNothingBack()
    {
        bench().publishNumbers("a", 0, 2);
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", {}));
        QVERIFY(bench().host().deleteQueue("a", ConnectionId{1}, false, false).ok());
        QCOMPARE(bench().undo(done.undo)->error().code, BrokerError::NotFound);
    }
    void whatIsTooOldIsGone()
    {
        bench().publishNumbers("a", 0, 1);
        const MessageActionProgress done = bench().run(bench().spec(What::Delete, "a", {}));
        bench().clock.now += actions::UndoLog::keptMs;
        bench().turn();
        QCOMPARE(bench().undo(done.undo)->error().code, BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestUndoing)
#include "tst_actions_undoing.moc"
