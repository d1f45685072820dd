// SPDX-License-Identifier: GPL-3.0-or-later
// Whenever the broker is killed, a message that was being moved, or moved back, lies in exactly one of the two queues: looked at after
// every turn and every commit, with commits that fail among them. tests/facade has the same with a process and a file.
#include "actionfixture.h"

#include "program/testprogram.h"

#include <algorithm>
#include <random>

using namespace test;
using namespace Qt::StringLiterals;

class TestCrashing : public QObject
{
    Q_OBJECT
private:
    static constexpr int count = 900; // some turns of work

    DiskImage m_disk;
    std::unique_ptr<ActionBench> m_bench;
    int m_looks = 0;

    ActionBench &bench() { return *m_bench; }
    /// What a broker that starts from this disk would find.
    void verifyWhole()
    {
        ++m_looks;
        DiskImage copy = m_disk;
        ActionBench after(copy);
        QByteArrayList all = after.bodies("a") + after.bodies("b");
        QVERIFY(!all.contains("?"));
        std::sort(all.begin(), all.end());
        QByteArrayList wanted = numbers(0, count);
        std::sort(wanted.begin(), wanted.end());
        if (all != wanted) {
            QCOMPARE(all.size(), wanted.size());
            QCOMPARE(all, wanted);
        }
    }
    /// One turn, then what the store does, or does not.
    void turnAndCommit(std::mt19937 &random)
    {
        bench().clock.now += 300; // what waits for the store looks again soon
        bench().broker.wake();
        bench().store.answerLoads();
        verifyWhole();
        if (!bench().store.isBusy())
            return;
        switch (random() % 4) {
        case 0: // takes its time
            break;
        case 1:
            bench().store.fail();
            break;
        default:
            bench().store.commit();
        }
        verifyWhole();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_looks = 0;
        m_bench = std::make_unique<ActionBench>(m_disk, BrokerLimits{.cacheBytes = 32 * 1024});
        bench().declare("a");
        bench().declare("b");
        bench().publishChunks("a", count, 100);
        bench().store.autoCommit = false;
    }
    void cleanup() { m_bench.reset(); }

    void aMessageIsNeverInNeitherPlace()
    {
        std::mt19937 random(4711);
        const MessageActionId id = bench().start(bench().spec(What::Move, "a", {}, u"b"_s));
        for (int i = 0; i < 3000 && !bench().progress(id).isOver(); ++i)
            turnAndCommit(random);
        const MessageActionProgress done = bench().progress(id);
        QVERIFY(done.isOver());
        QCOMPARE(done.done, quint64(count));
        QVERIFY(m_looks > 8);
        bench().store.commitAll();

        std::optional<Result<void>> answer;
        bench().actions.undo(done.undo.v, [&](Result<void> result) { answer = std::move(result); });
        for (int i = 0; i < 3000 && !answer; ++i)
            turnAndCommit(random);
        QVERIFY(answer);
        bench().store.commitAll();
        for (int i = 0; i < 10; ++i) {
            bench().broker.wake();
            bench().store.commitAll();
        }
        DiskImage copy = m_disk;
        ActionBench after(copy);
        QCOMPARE(after.bodies("a"), numbers(0, count));
        QVERIFY(after.bodies("b").isEmpty());
    }
};

SIGHTGLASS_TEST(TestCrashing)
#include "tst_actions_crashing.moc"
