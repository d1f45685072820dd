// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupfixture.h"

#include "core/topics.h"
#include "inspect/groupsnapshots.h"
#include "inspect/topicsnapshots.h"
#include "program/testprogram.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/consumerprotocol.h"

#include <QTest>

using namespace test;

class TestGroupSnapshots : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    protocol::records::RecordFormat m_format;
    std::unique_ptr<GroupBench> m_bench;

    GroupBench &bench() { return *m_bench; }
    GroupSnapshot snapshot() { return inspect::groups(bench().broker).value(0); }
    void append(int count)
    {
        Partition &partition = *bench().host().topics().find(QByteArray("orders"))->partition(0);
        for (int i = 0; i < count; ++i) {
            const auto message = makeMessage("key", "body", true);
            message->publishedAtMs = bench().clock.now;
            (void)partition.append(MessagePtr(message.data()));
        }
        bench().turn();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        bench().broker.setRecordFormat(&m_format);
        QVERIFY(bench().host().topics().create({"orders", 2, {}, {}}).ok());
        bench().turn();
    }
    void cleanup() { m_bench.reset(); }

    void membersAndWhatTheyAreAssigned()
    {
        QVERIFY(inspect::groups(bench().broker).isEmpty());
        auto member = bench().member("billing");
        member->request.instanceId = "billing-1";
        member->join();
        bench().pass(bench().groups().settings().initialRebalanceDelayMs * 2);
        QCOMPARE(snapshot().state, GroupSnapshot::State::CompletingRebalance);
        QVERIFY(snapshot().members.front().assignment.isEmpty());
        wire::kafka::ConsumerProtocolAssignment assignment;
        assignment.assignedPartitions = {{"orders", {1, 0}}};
        member->sync({{member->id, wire::kafka::encodeAssignment(assignment)}});
        const GroupSnapshot s = snapshot();
        QCOMPARE(s.virtualHost, QStringLiteral("/"));
        QCOMPARE(s.name, QStringLiteral("readers"));
        QCOMPARE(s.state, GroupSnapshot::State::Stable);
        QCOMPARE(s.protocolType, QStringLiteral("consumer"));
        QCOMPARE(s.protocol, QStringLiteral("range"));
        QCOMPARE(s.members.size(), 1);
        const GroupMemberSnapshot &m = s.members.front();
        QCOMPARE(m.clientId, QStringLiteral("billing"));
        QCOMPARE(m.instanceId, QStringLiteral("billing-1"));
        QCOMPARE(m.host, QStringLiteral("127.0.0.1"));
        const QList<PartitionName> both{{QStringLiteral("orders"), 0}, {QStringLiteral("orders"), 1}};
        QCOMPARE(m.assignment, both);
    }

    void bytesThatAreNoAssignmentAreNone()
    {
        auto member = bench().member("billing");
        bench().form({member.get()});
        QCOMPARE(snapshot().state, GroupSnapshot::State::Stable);
        QVERIFY(snapshot().members.front().assignment.isEmpty());
    }

    void lagInMessagesAndTime()
    {
        auto member = bench().member("billing");
        bench().form({member.get()});
        append(10);
        member->commit("orders", 4);
        bench().turn();
        QCOMPARE(member->committed, CoordinationError::None);
        bench().clock.now += 3'000;
        bench().turn();
        const GroupSnapshot s = snapshot();
        QCOMPARE(s.offsets.size(), 1);
        QCOMPARE(s.offsets.front().partition, (PartitionName{QStringLiteral("orders"), 0}));
        QCOMPARE(s.offsets.front().committed, 4);
        QCOMPARE(s.offsets.front().end, 10);
        QCOMPARE(s.offsets.front().lag, std::optional<qint64>(6));
        QCOMPARE(s.lag, std::optional<qint64>(6));
        QCOMPARE(s.lagMs, std::optional<qint64>(3'000));
        inspect::TopicSnapshots topics(bench().broker);
        QCOMPARE(topics.topics(0).front().groups, 1u);
        member->commit("orders", 10);
        bench().turn();
        QCOMPARE(snapshot().lag, std::optional<qint64>(0));
        QCOMPARE(snapshot().lagMs, std::optional<qint64>(0));
    }

    /// Its members may read all the time: without an offset nobody can say how far they are behind.
    void withoutAnOffsetThereIsNoLag()
    {
        auto member = bench().member("billing");
        bench().form({member.get()});
        append(10);
        QVERIFY(snapshot().offsets.isEmpty());
        QVERIFY(!snapshot().lag);
        QVERIFY(!snapshot().lagMs);
        member->commit("orders", 10);
        bench().turn();
        QCOMPARE(snapshot().lag, std::optional<qint64>(0));
    }
};

SIGHTGLASS_TEST(TestGroupSnapshots)
#include "tst_inspect_groupsnapshots.moc"
