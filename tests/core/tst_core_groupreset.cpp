// SPDX-License-Identifier: GPL-3.0-or-later
// Moving a group's offsets: what a reset would do, and doing it, with members that are fenced meanwhile.
#include "groupfixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

namespace {

using Kind = ResetTarget::Kind;
using Note = ResetStep::Note;

PartitionFacts facts(std::optional<qint64> committed, qint64 start = 100, qint64 end = 200)
{
    return {{"orders", 0}, committed, start, end, {}, {}};
}

ResetStep stepOf(const ResetTarget &target, const PartitionFacts &partition)
{
    return planReset(target, {partition}).front();
}

std::vector<ResetStep> toOffset(qint64 offset)
{
    return planReset({Kind::Offset, offset}, {facts(std::nullopt, 0, 1'000)});
}

} // namespace

class TestGroupReset : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<GroupBench> m_bench;
    std::unique_ptr<Member> m_a, m_b;
    std::optional<CoordinationError> m_done;
    AnswerTicket m_ticket;

    GroupBench &bench() { return *m_bench; }
    ConsumerGroups &groups() { return m_bench->groups(); }
    void reset(const std::vector<ResetStep> &steps, ConsumerGroups::WhenActive whenActive)
    {
        m_done.reset();
        m_ticket = groups().reset(bench().key, steps, whenActive, [this](CoordinationError e) { m_done = e; });
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        m_a = bench().member("a");
        m_b = bench().member("b");
    }
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
        m_bench.reset();
    }

    // ---- the plan

    void plans_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<qint64>("target");
        QTest::addColumn<qint64>("lag");
        QTest::addColumn<Note>("note");
        QTest::newRow("earliest") << Kind::Earliest << 0LL << 100LL << 100LL << Note::None;
        QTest::newRow("latest") << Kind::Latest << 0LL << 200LL << 0LL << Note::None;
        QTest::newRow("offset") << Kind::Offset << 130LL << 130LL << 70LL << Note::None;
        QTest::newRow("below the start") << Kind::Offset << 7LL << 100LL << 100LL << Note::Limited;
        QTest::newRow("behind the end") << Kind::Offset << 201LL << 200LL << 0LL << Note::Limited;
        QTest::newRow("back") << Kind::Shift << -10LL << 140LL << 60LL << Note::None;
        QTest::newRow("on") << Kind::Shift << 10LL << 160LL << 40LL << Note::None;
        QTest::newRow("far back") << Kind::Shift << std::numeric_limits<qint64>::min() << 100LL << 100LL
                                  << Note::Limited;
        QTest::newRow("far on") << Kind::Shift << std::numeric_limits<qint64>::max() << 200LL << 0LL << Note::Limited;
    }
    void plans()
    {
        QFETCH(Kind, kind);
        QFETCH(qint64, value);
        QFETCH(qint64, target);
        QFETCH(qint64, lag);
        QFETCH(Note, note);
        const ResetStep step = stepOf({kind, value}, facts(150));
        QCOMPARE(*step.current, 150);
        QCOMPARE(*step.target, target);
        QCOMPARE(*step.lagBefore, 50);
        QCOMPARE(*step.lagAfter, lag);
        QCOMPARE(step.note, note);
    }

    void plansByTime()
    {
        PartitionFacts partition = facts(150);
        partition.atTimestamp = 170;
        QCOMPARE(*stepOf({Kind::Timestamp, 1}, partition).target, 170);
        partition.atTimestamp.reset();
        QCOMPARE(*stepOf({Kind::Timestamp, 1}, partition).target, 200); // nothing is that new
    }

    void plansACopy()
    {
        PartitionFacts partition = facts(150);
        ResetStep step = stepOf({Kind::Copy, 0}, partition);
        QVERIFY(!step.target);
        QCOMPARE(step.note, Note::NothingToCopy);
        QCOMPARE(*step.lagAfter, 50);
        partition.other = 120;
        step = stepOf({Kind::Copy, 0}, partition);
        QCOMPARE(*step.target, 120);
        QCOMPARE(step.note, Note::None);
    }

    void whatWasNeverCommittedIsNotShifted()
    {
        const ResetStep step = stepOf({Kind::Shift, 5}, facts(std::nullopt));
        QVERIFY(!step.target && !step.lagBefore && !step.lagAfter);
        QCOMPARE(step.note, Note::NothingCommitted);
    }

    void lag()
    {
        QVERIFY(!lagOf(std::nullopt, 0, 10));
        QCOMPARE(*lagOf(4, 0, 10), 6);
        QCOMPARE(*lagOf(4, 8, 10), 2);  // what retention has taken is not waiting any more
        QCOMPARE(*lagOf(12, 0, 10), 0); // of a topic that was made again
        QCOMPARE(*lagMsOf(0, 0, 5'000), 0);
        QCOMPARE(*lagMsOf(3, 2'000, 5'000), 3'000);
        QCOMPARE(*lagMsOf(3, 6'000, 5'000), 0);
        QVERIFY(!lagMsOf(3, 0, 5'000));
    }

    // ---- doing it

    void setsWhatIsPlanned()
    {
        reset(toOffset(40), ConsumerGroups::WhenActive::Refuse);
        QVERIFY(!m_done); // not stored yet
        bench().settle();
        QCOMPARE(*m_done, None);
        QCOMPARE(bench().committed("orders"), 40);
        // A step without a target leaves things as they are.
        reset(planReset({Kind::Copy, 0}, {facts(40)}), ConsumerGroups::WhenActive::Refuse);
        bench().settle();
        QCOMPARE(bench().committed("orders"), 40);
    }

    void anActiveGroupIsLeftAlone()
    {
        bench().form({m_a.get()});
        reset(toOffset(40), ConsumerGroups::WhenActive::Refuse);
        QCOMPARE(*m_done, NonEmptyGroup);
        QCOMPARE(bench().committed("orders"), -1);
        QCOMPARE(m_a->heartbeat(), None);
    }

    void fencesDuringAPoll()
    {
        bench().form({m_a.get(), m_b.get()});
        m_a->commit("orders", 700);
        bench().settle();
        bench().store.autoCommit = false;
        bench().store.commitAll();

        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        bench().settle();
        QVERIFY(!m_done);
        QVERIFY(bench().group().members().empty());
        // a is in the middle of what it has polled: it cannot undo the reset with its next commit.
        QCOMPARE(m_a->heartbeat(), UnknownMemberId);
        m_a->commit("orders", 710);
        QCOMPARE(*m_a->committed, UnknownMemberId);
        // It joins anew, and has to wait: the old offset must not be read again.
        m_a->id.clear();
        m_a->join();
        bench().pass(1'000);
        QVERIFY(!m_a->joined);
        QVERIFY(bench().group().isHeld());

        bench().store.autoCommit = true;
        bench().store.commitAll();
        bench().settle();
        QCOMPARE(*m_done, None);
        QVERIFY(!bench().group().isHeld());
        bench().pass(1'000);
        QCOMPARE(m_a->joined->error, None);
        QVERIFY(m_a->generation > m_b->generation);
        QCOMPARE(bench().committed("orders"), 40);
    }

    void fencesInTheMiddleOfARound()
    {
        bench().form({m_a.get(), m_b.get()});
        m_a->join(); // waits for b
        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        QCOMPARE(m_a->joined->error, UnknownMemberId);
        bench().settle();
        QCOMPARE(*m_done, None);
        m_b->join(); // with the id of before
        QCOMPARE(m_b->joined->error, UnknownMemberId);
        QCOMPARE(bench().group().state(), GroupState::Empty);
    }

    void fencesWhoWaitsForItsShare()
    {
        m_a->join();
        m_b->join();
        bench().pass(300);
        m_b->sync();
        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        QCOMPARE(m_b->synced->error, UnknownMemberId);
        m_a->sync({{m_a->id, "all"}});
        QCOMPARE(m_a->synced->error, UnknownMemberId);
    }

    void membersComeBackEvenIfTheStoreFails()
    {
        bench().form({m_a.get()});
        bench().store.autoCommit = false;
        bench().store.commitAll();
        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        bench().settle();
        m_a->id.clear();
        m_a->join();
        bench().store.fail();
        QCOMPARE(*m_done, CoordinatorNotAvailable);
        bench().pass(200);
        QCOMPARE(m_a->joined->error, None);
    }

    void whoHasGoneWhileItWasHeldBackIsNoMember()
    {
        bench().form({m_a.get()});
        bench().store.autoCommit = false;
        bench().store.commitAll();
        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        bench().settle();
        m_a->id.clear();
        m_a->join().hangUp();
        bench().store.commit();
        QVERIFY(bench().group().members().empty());
        QCOMPARE(bench().group().state(), GroupState::Empty);
    }

    void oneResetAtATime()
    {
        bench().form({m_a.get()});
        bench().store.autoCommit = false;
        bench().store.commitAll();
        reset(toOffset(40), ConsumerGroups::WhenActive::Fence);
        std::optional<CoordinationError> second, removal;
        const AnswerTicket ticket = groups().reset(bench().key, toOffset(50), ConsumerGroups::WhenActive::Fence,
                                                   [&](CoordinationError e) { second = e; });
        const AnswerTicket other = groups().remove(bench().key, [&](CoordinationError e) { removal = e; });
        QCOMPARE(*second, NonEmptyGroup);
        QCOMPARE(*removal, NonEmptyGroup);
        bench().settle();
        bench().store.commit();
        QCOMPARE(bench().committed("orders"), 40);
    }
};

SIGHTGLASS_TEST(TestGroupReset)
#include "tst_core_groupreset.moc"
