// SPDX-License-Identifier: GPL-3.0-or-later
// Committed offsets: who may commit when, what is answered when, what a restart brings back, and what goes by itself.
#include "groupfixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestOffsets : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<GroupBench> m_bench;
    std::unique_ptr<Member> m_a, m_b;
    std::vector<CoordinationError> m_answers;
    AnswerTicket m_ticket;

    GroupBench &bench() { return *m_bench; }
    ConsumerGroups &groups() { return m_bench->groups(); }
    void start()
    {
        m_a.reset();
        m_b.reset();
        m_bench.reset();
        m_bench = std::make_unique<GroupBench>(m_disk);
        m_a = bench().member("a");
        m_b = bench().member("b");
    }
    /// From outside of the group, as tools and consumers without groups do.
    std::vector<CoordinationError> commit(const std::vector<OffsetCommit> &offsets)
    {
        m_answers.clear();
        m_ticket = groups().commit(bench().key, {}, offsets, [this](const auto &answers) { m_answers = answers; });
        bench().settle();
        return m_answers;
    }
    std::vector<FetchedOffset> fetchAll() { return groups().fetch(bench().key, std::nullopt, false); }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        start();
    }
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
        m_bench.reset();
    }

    void answersWhenItIsStored()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        QVERIFY(commit({{"orders", 0, 42, 3, "note"}}).empty());
        QVERIFY(bench().store.isBusy());
        bench().store.commit();
        QCOMPARE(m_answers, std::vector{None});
        const auto fetched =
            groups().fetch(bench().key, std::vector<TopicPartition>{{"orders", 0}, {"orders", 1}}, true);
        QCOMPARE(fetched.size(), size_t(2));
        QCOMPARE(fetched[0].offset, 42);
        QCOMPARE(fetched[0].leaderEpoch, 3);
        QCOMPARE(fetched[0].metadata, QByteArray("note"));
        QCOMPARE(fetched[1].offset, -1);
        QCOMPARE(fetched[1].error, None);
    }

    void aCommitThatCannotBeStoredIsToBeTriedAgain()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        (void)commit({{"orders", 0, 42, -1, {}}});
        bench().store.fail();
        QCOMPARE(m_answers, std::vector{CoordinatorNotAvailable});
        bench().store.autoCommit = true;
        QCOMPARE(commit({{"orders", 0, 43, -1, {}}}), std::vector{None});
    }

    void aCallerThatIsGoneIsNotCalled()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        (void)commit({{"orders", 0, 42, -1, {}}});
        m_ticket.reset();
        bench().store.commit();
        QVERIFY(m_answers.empty());
        QCOMPARE(bench().committed("orders"), 42);
    }

    void survivesARestart()
    {
        (void)commit({{"orders", 0, 42, 3, "note"}, {"orders", 1, 7, -1, {}}, {"events", 0, 1, -1, {}}});
        (void)commit({{"orders", 0, 50, 4, "later"}});
        start();
        QCOMPARE(fetchAll().size(), size_t(3));
        const GroupOffset *offset = bench().group().offset({"orders", 0});
        QCOMPARE(offset->offset, 50);
        QCOMPARE(offset->leaderEpoch, 4);
        QCOMPARE(offset->metadata, QByteArray("later"));
        QCOMPARE(bench().group().state(), GroupState::Empty);
        // A member of before is unknown, and joins anew.
        m_a->generation = 1;
        m_a->id = "a-of-before";
        QCOMPARE(m_a->heartbeat(), UnknownMemberId);
        m_a->id.clear();
        bench().form({m_a.get()});
        QCOMPARE(m_a->synced->error, None);
    }

    void membersCommitAndOthersDoNot()
    {
        bench().form({m_a.get(), m_b.get()});
        m_a->commit("orders", 10);
        bench().settle();
        QCOMPARE(*m_a->committed, None);
        QCOMPARE(commit({{"orders", 0, 11, -1, {}}}), std::vector{UnknownMemberId});
        Member stranger(groups(), bench().key, "x");
        stranger.id = "x-1";
        stranger.generation = 1;
        stranger.commit("orders", 12);
        QCOMPARE(*stranger.committed, UnknownMemberId);
        QCOMPARE(bench().committed("orders"), 10);
    }

    void aCommitOfAnOldGenerationIsRefused()
    {
        bench().form({m_a.get(), m_b.get()});
        const qint32 old = m_b->generation;
        m_a->join();
        m_b->join();
        bench().share({m_a.get(), m_b.get()});
        m_b->generation = old;
        m_b->commit("orders", 9);
        QCOMPARE(*m_b->committed, IllegalGeneration);
        QCOMPARE(bench().committed("orders"), -1);
    }

    void commitsWhileARoundBegins()
    {
        bench().form({m_a.get(), m_b.get()});
        m_a->join(); // b commits what it has done before it joins
        m_b->commit("orders", 10);
        bench().settle();
        QCOMPARE(*m_b->committed, None);
        m_b->join();
        QCOMPARE(bench().group().state(), GroupState::CompletingRebalance);
        m_b->commit("orders", 11);
        QCOMPARE(*m_b->committed, RebalanceInProgress);
        QCOMPARE(bench().committed("orders"), 10);
    }

    void aCommitIsASignOfLife()
    {
        bench().form({m_a.get()});
        for (int i = 1; i <= 5; ++i) {
            bench().pass(9'000);
            m_a->commit("orders", i);
            bench().settle();
            QCOMPARE(*m_a->committed, None);
        }
    }

    void aGenerationWithoutAGroupIsIllegal()
    {
        m_a->id = "a-1";
        m_a->generation = 1;
        m_a->commit("orders", 1);
        QCOMPARE(*m_a->committed, IllegalGeneration);
        QVERIFY(!groups().find(bench().key));
    }

    void refusesLongMetadata()
    {
        const auto answers =
            commit({{"orders", 0, 1, -1, QByteArray(4096, 'x')}, {"orders", 1, 1, -1, QByteArray(4097, 'x')}});
        QCOMPARE(answers, (std::vector{None, OffsetMetadataTooLarge}));
        QCOMPARE(bench().committed("orders", 0), 1);
        QCOMPARE(bench().committed("orders", 1), -1);
    }

    // ---- going

    void deletesOffsetsThatNobodyReads()
    {
        (void)commit({{"orders", 0, 1, -1, {}}, {"events", 0, 2, -1, {}}});
        bench().form({m_a.get()}); // reads orders
        ConsumerGroups::DeleteOffsetsAnswer answer;
        const AnswerTicket ticket =
            groups().deleteOffsets(bench().key, {{"orders", 0}, {"events", 0}}, [&](const auto &a) { answer = a; });
        bench().settle();
        QCOMPARE(answer.error, None);
        QCOMPARE(answer.partitions, (std::vector{GroupSubscribedToTopic, None}));
        QCOMPARE(bench().committed("orders"), 1);
        QCOMPARE(bench().committed("events"), -1);
        start();
        QCOMPARE(fetchAll().size(), size_t(1));
    }

    void refusesToDeleteOffsets()
    {
        ConsumerGroups::DeleteOffsetsAnswer answer;
        const auto keep = [&](const auto &a) { answer = a; };
        AnswerTicket ticket = groups().deleteOffsets(bench().key, {{"orders", 0}}, keep);
        QCOMPARE(answer.error, GroupIdNotFound);
        ticket = groups().deleteOffsets({"/", ""}, {{"orders", 0}}, keep);
        QCOMPARE(answer.error, InvalidGroupId);
        m_a->request.protocolType = "connect"; // nobody can tell what its members read
        bench().form({m_a.get()});
        ticket = groups().deleteOffsets(bench().key, {{"orders", 0}}, keep);
        QCOMPARE(answer.error, NonEmptyGroup);
    }

    void aDeletedGroupIsForgotten()
    {
        (void)commit({{"orders", 0, 1, -1, {}}});
        CoordinationError error = CoordinationError(-1);
        const AnswerTicket ticket = groups().remove(bench().key, [&](CoordinationError e) { error = e; });
        bench().settle();
        QCOMPARE(error, None);
        QVERIFY(!groups().find(bench().key));
        start();
        QVERIFY(!groups().find(bench().key));
    }

    void aDeletedTopicTakesItsOffsets()
    {
        (void)commit({{"orders", 0, 1, -1, {}}, {"orders", 1, 2, -1, {}}, {"events", 0, 3, -1, {}}});
        const AnswerTicket other =
            groups().commit({"elsewhere", "readers"}, {}, {{"orders", 0, 9, -1, {}}}, [](auto) {});
        groups().topicDeleted("/", "orders");
        bench().settle();
        QCOMPARE(fetchAll().size(), size_t(1));
        QCOMPARE(groups().find({"elsewhere", "readers"})->offsets().size(), size_t(1));
        start();
        QCOMPARE(fetchAll().size(), size_t(1));
        QCOMPARE(bench().committed("events"), 3);
    }

    void aDeletedVirtualHostTakesItsGroups()
    {
        QVERIFY(bench().broker.createVirtualHost("elsewhere").ok());
        const GroupKey there{"elsewhere", "readers"};
        const AnswerTicket ticket = groups().commit(there, {}, {{"orders", 0, 9, -1, {}}}, [](auto) {});
        (void)commit({{"orders", 0, 1, -1, {}}});
        QVERIFY(bench().broker.deleteVirtualHost("elsewhere").ok());
        bench().settle();
        QVERIFY(!groups().find(there));
        start();
        QVERIFY(!groups().find(there));
        QCOMPARE(bench().committed("orders"), 1);
    }

    void offsetsOfAnEmptyGroupExpire()
    {
        bench().form({m_a.get()});
        m_a->commit("orders", 10);
        bench().settle();
        QCOMPARE(m_a->leave(), None);
        const GroupSettings settings = groups().settings();
        bench().pass(settings.offsetsRetentionMs - 1'000);
        QCOMPARE(bench().committed("orders"), 10);
        bench().pass(settings.offsetsRetentionCheckMs + 1'000);
        QVERIFY(!groups().find(bench().key));
        start();
        QVERIFY(!groups().find(bench().key));
    }

    void anActiveGroupKeepsWhatItReads()
    {
        (void)commit({{"orders", 0, 1, -1, {}}, {"events", 0, 2, -1, {}}});
        GroupSettings settings = groups().settings();
        settings.offsetsRetentionMs = 60'000;
        settings.offsetsRetentionCheckMs = 10'000;
        groups().setSettings(settings);
        bench().form({m_a.get()}); // reads orders, no longer events
        for (int i = 0; i < 80; ++i) {
            bench().pass(9'000);
            QCOMPARE(m_a->heartbeat(), None);
        }
        QCOMPARE(bench().committed("orders"), 1);
        QCOMPARE(bench().committed("events"), -1);
    }

    void afterALongPauseOfTheBrokerTheAgeCountsAnew()
    {
        (void)commit({{"orders", 0, 1, -1, {}}});
        for (Definition &definition : m_disk.definitions) {
            if (auto *offset = std::get_if<GroupOffset>(&definition))
                offset->committedAtMs -= 30LL * 24 * 60 * 60 * 1000;
        }
        start();
        const GroupSettings settings = groups().settings();
        bench().pass(settings.maxSessionTimeoutMs + 2 * settings.offsetsRetentionCheckMs);
        QCOMPARE(bench().committed("orders"), 1);
        bench().pass(settings.offsetsRetentionMs);
        QVERIFY(!groups().find(bench().key));
    }
};

SIGHTGLASS_TEST(TestOffsets)
#include "tst_core_offsets.moc"
