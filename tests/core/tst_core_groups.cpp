// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups: joining, leading, generations, members that leave, fall silent or start again, in every state of a round.
#include "groupfixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestGroups : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<GroupBench> m_bench;
    std::unique_ptr<Member> m_a, m_b, m_c;

    GroupBench &bench() { return *m_bench; }
    ConsumerGroups &groups() { return m_bench->groups(); }
    const ConsumerGroup &group() { return m_bench->group(); }
    void formTwo()
    {
        bench().form({m_a.get(), m_b.get()});
        QCOMPARE(group().state(), GroupState::Stable);
        QCOMPARE(group().generation(), 1);
        QVERIFY(m_a->isLeader());
    }
    static CoordinationError errorOf(const std::unique_ptr<Member> &member)
    {
        return member->joined ? member->joined->error : CoordinationError(-1);
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        m_a = bench().member("a");
        m_b = bench().member("b");
        m_c = bench().member("c");
    }
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
        m_c.reset();
        m_bench.reset();
    }

    void formsAGroup()
    {
        m_a->join();
        QCOMPARE(group().state(), GroupState::PreparingRebalance);
        QVERIFY(!m_a->joined); // more may come
        m_b->join();
        bench().pass(300);
        QVERIFY(m_a->joined && m_b->joined);
        QCOMPARE(group().state(), GroupState::CompletingRebalance);
        QCOMPARE(m_a->joined->members.size(), size_t(2));
        QCOMPARE(m_a->joined->members[1].id, m_b->id);
        QCOMPARE(m_a->joined->members[1].metadata, QByteArray("orders"));
        QVERIFY(m_b->joined->members.empty()); // for the leader only
        QCOMPARE(m_b->joined->leader, m_a->id);
        QCOMPARE(*m_b->joined->protocolName, QByteArray("range"));

        m_b->sync();
        QVERIFY(!m_b->synced); // the leader has not said
        m_a->sync({{m_a->id, "p0"}, {m_b->id, "p1"}});
        QCOMPARE(m_a->synced->assignment, QByteArray("p0"));
        QCOMPARE(m_b->synced->assignment, QByteArray("p1"));
        QCOMPARE(group().state(), GroupState::Stable);
        QCOMPARE(m_a->heartbeat(), None);
        QCOMPARE(m_b->heartbeat(), None);
    }

    void theFirstRoundWaitsForMoreAsLongAsTheyCome()
    {
        m_a->join();
        bench().pass(60);
        m_b->join();
        bench().pass(60); // the first delay is over, and b has come meanwhile
        QVERIFY(!m_a->joined);
        bench().pass(100);
        QVERIFY(m_a->joined && m_b->joined);
        QCOMPARE(group().generation(), 1);
    }

    void givesAnIdFirstWhereItIsAskedFor()
    {
        m_a->request.needsMemberId = true;
        m_a->join();
        QCOMPARE(errorOf(m_a), MemberIdRequired);
        QVERIFY(m_a->id.startsWith("a-"));
        const QByteArray given = m_a->id;
        m_a->join();
        bench().pass(100);
        QCOMPARE(errorOf(m_a), None);
        QCOMPARE(m_a->id, given);
        QCOMPARE(group().members().size(), size_t(1));
    }

    void anIdThatIsNeverUsedHoldsNobodyUpForLong()
    {
        formTwo();
        m_c->request.needsMemberId = true;
        m_c->join(); // and never again
        m_a->join();
        m_b->join();
        QVERIFY(!m_a->joined && !m_b->joined);
        bench().pass(m_c->request.sessionTimeoutMs);
        QCOMPARE(errorOf(m_a), None);
        QCOMPARE(group().members().size(), size_t(2));
        m_c->join();
        QCOMPARE(errorOf(m_c), UnknownMemberId);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<int>("session");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<CoordinationError>("error");
        QTest::newRow("short session") << 5'999 << QByteArray("consumer") << QByteArray("range")
                                       << InvalidSessionTimeout;
        QTest::newRow("long session") << 1'800'001 << QByteArray("consumer") << QByteArray("range")
                                      << InvalidSessionTimeout;
        QTest::newRow("type") << 6'000 << QByteArray("connect") << QByteArray("range") << InconsistentGroupProtocol;
        QTest::newRow("protocol") << 6'000 << QByteArray("consumer") << QByteArray("sticky")
                                  << InconsistentGroupProtocol;
    }
    void refusesWhatCannotBe()
    {
        QFETCH(int, session);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, name);
        QFETCH(CoordinationError, error);
        formTwo();
        m_c->request.sessionTimeoutMs = session;
        m_c->request.protocolType = type;
        m_c->request.protocols = {protocol(name)};
        m_c->join();
        QCOMPARE(errorOf(m_c), error);
        QCOMPARE(group().state(), GroupState::Stable);
    }

    void refusesAGroupWithoutANameAndAnUnknownMember()
    {
        Member nobody(groups(), {"/", ""}, "x");
        nobody.join();
        QCOMPARE(nobody.joined->error, InvalidGroupId);
        m_a->id = "somebody";
        m_a->join();
        QCOMPARE(errorOf(m_a), UnknownMemberId);
        QVERIFY(!groups().find(bench().key)); // nothing was made of it
    }

    void theBestLikedCommonProtocolWins()
    {
        m_a->request.protocols = {protocol("own"), protocol("range"), protocol("sticky")};
        m_b->request.protocols = {protocol("sticky"), protocol("range")};
        m_c->request.protocols = {protocol("sticky"), protocol("range")};
        bench().form({m_a.get(), m_b.get(), m_c.get()});
        QCOMPARE(*group().protocolName(), QByteArray("sticky"));
    }

    void aNewcomerStartsARound()
    {
        formTwo();
        m_c->join();
        QCOMPARE(group().state(), GroupState::PreparingRebalance);
        QCOMPARE(m_a->heartbeat(), RebalanceInProgress);
        m_a->join();
        QVERIFY(!m_c->joined);
        m_b->join();
        QCOMPARE(errorOf(m_c), None);
        QCOMPARE(group().generation(), 2);
        bench().share({m_a.get(), m_b.get(), m_c.get()});
        QCOMPARE(m_c->synced->assignment, QByteArray("share of c"));
    }

    void joiningWhileARoundIsBeingCompletedStartsItAgain()
    {
        m_a->join();
        m_b->join();
        bench().pass(300);
        m_b->sync(); // waits for the leader
        m_c->join();
        QCOMPARE(group().state(), GroupState::PreparingRebalance);
        QCOMPARE(m_b->synced->error, RebalanceInProgress);
        // The leader's plan is for members that are no longer all.
        m_a->sync({{m_a->id, "all"}});
        QCOMPARE(m_a->synced->error, RebalanceInProgress);
        m_a->join();
        m_b->join();
        QCOMPARE(group().generation(), 2);
        QCOMPARE(m_a->joined->members.size(), size_t(3));
    }

    void whoDoesNotJoinAgainIsDropped()
    {
        formTwo();
        m_c->join();
        m_a->join();
        // b lives, and says so, but does not join.
        for (int i = 0; i < 11; ++i) {
            QVERIFY(!m_c->joined);
            QCOMPARE(m_b->heartbeat(), RebalanceInProgress);
            bench().pass(5'500);
        }
        QCOMPARE(errorOf(m_c), None);
        QCOMPARE(group().members().size(), size_t(2));
        QCOMPARE(m_b->heartbeat(), UnknownMemberId);
    }

    void theLeaderLeavesAndAnotherLeads()
    {
        formTwo();
        QCOMPARE(m_a->leave(), None);
        QCOMPARE(m_b->heartbeat(), RebalanceInProgress);
        m_b->join();
        QVERIFY(m_b->isLeader());
        QCOMPARE(m_b->joined->members.size(), size_t(1));
        QCOMPARE(m_a->heartbeat(), UnknownMemberId);
    }

    void aLeaderThatDoesNotJoinAgainIsReplaced_data()
    {
        QTest::addColumn<bool>("isStatic");
        QTest::addColumn<int>("left");
        QTest::newRow("dynamic") << false << 1;
        QTest::newRow("static: stays a member") << true << 2;
    }
    void aLeaderThatDoesNotJoinAgainIsReplaced()
    {
        QFETCH(bool, isStatic);
        QFETCH(int, left);
        if (isStatic)
            m_a->request.instanceId = "a-1";
        formTwo();
        m_b->request.protocols = {protocol("range", "other")};
        m_b->join();
        for (int i = 0; i < 11; ++i) {
            QVERIFY(!m_b->joined);
            QCOMPARE(m_a->heartbeat(), RebalanceInProgress);
            bench().pass(5'500);
        }
        QVERIFY(m_b->isLeader());
        QCOMPARE(group().members().size(), size_t(left));
    }

    void aSilentMemberIsRemoved()
    {
        formTwo();
        for (int i = 0; i < 2; ++i) {
            bench().pass(5'000);
            QCOMPARE(m_a->heartbeat(), i == 0 ? None : RebalanceInProgress);
        }
        QCOMPARE(group().members().size(), size_t(1));
        QCOMPARE(m_b->heartbeat(), UnknownMemberId);
    }

    void aMemberThatDiesWhileARoundIsCompletedIsDropped()
    {
        m_a->join();
        m_b->join();
        bench().pass(300);
        m_b->hangUp(); // has been told, and never comes for its share
        m_a->sync({{m_a->id, "p0"}, {m_b->id, "p1"}});
        QCOMPARE(group().state(), GroupState::Stable);
        for (int i = 0; i < 2; ++i) {
            bench().pass(5'000);
            (void)m_a->heartbeat();
        }
        QCOMPARE(group().members().size(), size_t(1));
        m_a->join();
        QCOMPARE(group().generation(), 2);
    }

    void aLeaderThatDiesWhileARoundIsCompletedLetsTheOthersBeginAgain()
    {
        m_a->join();
        m_b->join();
        bench().pass(300);
        m_b->sync();
        m_a->hangUp();
        bench().pass(10'000); // a's session; b waits, and cannot give signs
        QCOMPARE(m_b->synced->error, RebalanceInProgress);
        m_b->join();
        QVERIFY(m_b->isLeader());
        QCOMPARE(group().members().size(), size_t(1));
    }

    void whoLivesAndDoesNotComeForItsShareIsDroppedToo()
    {
        m_a->join();
        m_b->join();
        bench().pass(300);
        m_a->sync({{m_a->id, "p0"}});
        for (int i = 0; i < 11; ++i) {
            bench().pass(5'500);
            (void)m_a->heartbeat();
            (void)m_b->heartbeat();
        }
        QCOMPARE(group().members().size(), size_t(1));
        QCOMPARE(m_b->heartbeat(), UnknownMemberId);
        QCOMPARE(m_a->heartbeat(), RebalanceInProgress);
    }

    void aCallerThatIsGoneIsNotCalled()
    {
        m_a->join();
        m_a->hangUp();
        bench().pass(200);
        QVERIFY(!m_a->joined);
        QCOMPARE(group().members().size(), size_t(1)); // as a member it goes with its session only
        bench().pass(10'000);
        QCOMPARE(group().state(), GroupState::Empty);
        QVERIFY(group().members().empty());
    }

    void whoWaitsInARoundIsNotTakenForSilent()
    {
        formTwo();
        m_a->join(); // the leader: a round
        for (int i = 0; i < 6; ++i) {
            bench().pass(5'000);
            QCOMPARE(m_b->heartbeat(), RebalanceInProgress);
        }
        QVERIFY(!m_a->joined);
        QVERIFY(group().member(m_a->id));
        m_b->join();
        QCOMPARE(errorOf(m_a), None);
        bench().pass(9'000);
        QCOMPARE(m_a->heartbeat(), None); // the session begins with the answer
    }

    void askingAgainGivesTheSameAnswer()
    {
        formTwo();
        m_b->join(); // its answer was lost
        QCOMPARE(errorOf(m_b), None);
        QCOMPARE(m_b->joined->generation, 1);
        QCOMPARE(group().state(), GroupState::Stable);
        m_b->sync();
        QCOMPARE(m_b->synced->assignment, QByteArray("share of b"));
    }

    void aSecondJoinEndsTheFirst()
    {
        formTwo();
        std::vector<CoordinationError> answers;
        JoinRequest request = m_a->request;
        request.memberId = m_a->id;
        const auto note = [&](const JoinAnswer &answer) { answers.push_back(answer.error); };
        const AnswerTicket first = groups().join(bench().key, request, note);
        const AnswerTicket second = groups().join(bench().key, request, note);
        QCOMPARE(answers, std::vector{RebalanceInProgress});
        m_b->join();
        QCOMPARE(answers, (std::vector{RebalanceInProgress, None}));
    }

    void oldGenerationsAreRefused()
    {
        formTwo();
        m_b->generation = 0;
        QCOMPARE(m_b->heartbeat(), IllegalGeneration);
        m_b->sync();
        QCOMPARE(m_b->synced->error, IllegalGeneration);
        m_b->commit("orders", 5);
        QCOMPARE(*m_b->committed, IllegalGeneration);
    }

    void aSyncOfAnotherProtocolIsRefused()
    {
        formTwo();
        m_b->joined->protocolName = "sticky";
        m_b->sync();
        QCOMPARE(m_b->synced->error, InconsistentGroupProtocol);
    }

    void theLastLeaves()
    {
        formTwo();
        const auto answers = groups().leave(bench().key, {{m_a->id, {}}, {"nobody", {}}, {m_b->id, {}}});
        QCOMPARE(answers, (std::vector{None, UnknownMemberId, None}));
        QCOMPARE(group().state(), GroupState::Empty);
        bench().pass(groups().settings().offsetsRetentionCheckMs);
        QVERIFY(!groups().find(bench().key)); // nothing is left of it
    }

    void aFullGroupTakesNobody()
    {
        GroupSettings settings;
        settings.maxMembers = 2;
        groups().setSettings(settings);
        formTwo();
        m_c->join();
        QCOMPARE(errorOf(m_c), GroupMaxSizeReached);
        QCOMPARE(group().state(), GroupState::Stable);
        QCOMPARE(m_b->leave(), None);
        m_a->join();
        m_c->join();
        QCOMPARE(errorOf(m_c), CoordinationError(-1)); // waits for a
    }

    // ---- static members

    void aStaticMemberStartsAgainWithoutARound()
    {
        m_b->request.instanceId = "b-1";
        formTwo();
        const QByteArray oldId = m_b->id;
        auto again = bench().member("b");
        again->request.instanceId = "b-1";
        again->join();
        QCOMPARE(errorOf(again), None);
        QCOMPARE(group().state(), GroupState::Stable);
        QCOMPARE(again->joined->generation, 1);
        QVERIFY(again->id != oldId);
        again->sync();
        QCOMPARE(again->synced->assignment, QByteArray("share of b"));
        // The one before is fenced, whatever it says.
        QCOMPARE(m_b->heartbeat(), FencedInstanceId);
        m_b->commit("orders", 1);
        QCOMPARE(*m_b->committed, FencedInstanceId);
        m_b->join();
        QCOMPARE(errorOf(m_b), FencedInstanceId);
        // And the new one has a session of its own.
        bench().pass(9'000);
        QCOMPARE(again->heartbeat(), None);
        (void)m_a->heartbeat();
        bench().pass(10'000);
        QCOMPARE(again->heartbeat(), UnknownMemberId);
    }

    void aStaticLeaderThatStartsAgainIsToldNotToAssign()
    {
        m_a->request.instanceId = "a-1";
        formTwo();
        const QByteArray oldId = m_a->id;
        auto again = bench().member("a");
        again->request.instanceId = "a-1";
        again->request.canSkipAssignment = true;
        again->join();
        QVERIFY(again->isLeader());
        QVERIFY(again->joined->skipAssignment);
        QCOMPARE(again->joined->members.size(), size_t(2));

        auto older = bench().member("a"); // does not know how to skip
        older->request.instanceId = "a-1";
        older->join();
        QVERIFY(!older->isLeader());
        QVERIFY(older->joined->members.empty());
        QCOMPARE(older->joined->leader, again->id);
        QCOMPARE(group().leader(), older->id);
        QVERIFY(oldId != older->id);
    }

    void aStaticMemberThatStartsAgainWithOtherProtocolsStartsARound()
    {
        m_a->request.protocols = {protocol("range"), protocol("sticky")};
        m_b->request.protocols = {protocol("range"), protocol("sticky")};
        m_b->request.instanceId = "b-1";
        formTwo();
        auto again = bench().member("b");
        again->request.instanceId = "b-1";
        again->request.protocols = {protocol("sticky")};
        again->join();
        QCOMPARE(group().state(), GroupState::PreparingRebalance);
        m_a->join();
        QCOMPARE(*again->joined->protocolName, QByteArray("sticky"));
    }

    void aStaticMemberThatStartsAgainWhileItWaitsFencesItself()
    {
        formTwo();
        m_c->request.instanceId = "c-1";
        m_c->join();
        QVERIFY(!m_c->joined);
        auto again = bench().member("c");
        again->request.instanceId = "c-1";
        again->join();
        QCOMPARE(errorOf(m_c), FencedInstanceId);
        m_a->join();
        m_b->join();
        QCOMPARE(errorOf(again), None);
        QCOMPARE(group().members().size(), size_t(3));
    }

    void aStaticMemberThatStartsAgainWhileARoundIsCompletedStartsItAgain()
    {
        m_b->request.instanceId = "b-1";
        m_a->join();
        m_b->join();
        bench().pass(300);
        auto again = bench().member("b");
        again->request.instanceId = "b-1";
        again->join();
        QCOMPARE(group().state(), GroupState::PreparingRebalance);
        m_a->join();
        QCOMPARE(errorOf(again), None);
        QCOMPARE(m_a->joined->members[1].id, again->id);
    }

    void aStaticMemberIsWaitedForUntilItsSessionIsOver()
    {
        m_b->request.instanceId = "b-1";
        m_b->request.sessionTimeoutMs = 100'000;
        formTwo();
        m_a->join();
        bench().pass(60'000); // a round without b, which keeps its place
        QCOMPARE(errorOf(m_a), None);
        QCOMPARE(m_a->joined->members.size(), size_t(2));
        QCOMPARE(group().generation(), 2);
    }

    void aStaticMemberLeavesByItsInstance()
    {
        m_b->request.instanceId = "b-1";
        formTwo();
        QCOMPARE(groups().leave(bench().key, {{{}, "b-1"}}).front(), None);
        QCOMPARE(groups().leave(bench().key, {{{}, "b-1"}}).front(), UnknownMemberId);
        QCOMPARE(group().members().size(), size_t(1));
    }

    // ---- the end

    void aGroupWithMembersIsNotDeleted()
    {
        formTwo();
        CoordinationError error = None;
        const AnswerTicket refused = groups().remove(bench().key, [&](CoordinationError e) { error = e; });
        QCOMPARE(error, NonEmptyGroup);
        (void)m_a->leave();
        (void)m_b->leave();
        const AnswerTicket done = groups().remove(bench().key, [&](CoordinationError e) { error = e; });
        QCOMPARE(error, None);
        const AnswerTicket gone = groups().remove(bench().key, [&](CoordinationError e) { error = e; });
        QCOMPARE(error, GroupIdNotFound);
    }

    void theBrokerEndsWhileMembersWait()
    {
        formTwo();
        m_c->join();
        m_bench.reset();
        QVERIFY(!m_c->joined);
    }
};

SIGHTGLASS_TEST(TestGroups)
#include "tst_core_groups.moc"
