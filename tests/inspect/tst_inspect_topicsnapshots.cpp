// SPDX-License-Identifier: GPL-3.0-or-later
#include "topicfixture.h"

#include "inspect/topicsnapshots.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using inspect::TopicSnapshots;

class TestTopicSnapshots : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;

private Q_SLOTS:
    void init() { m_disk = {}; }

    void countsRecordsByPartition()
    {
        TopicBench bench(m_disk);
        FieldTable config;
        config.set("retention.ms", QByteArray("60000"));
        config.set("cleanup.policy", QByteArray("compact,delete"));
        bench.create(3, config);
        TopicSnapshots snapshots(bench.broker);
        QCOMPARE(snapshots.topics(0).size(), 1);
        bench.append({"a", "b", "c"});
        const TopicSnapshot topic = snapshots.topics(1000).front();
        QCOMPARE(topic.spec.name, QStringLiteral("t"));
        QCOMPARE(topic.spec.virtualHost, QStringLiteral("/"));
        QCOMPARE(topic.spec.partitions, 3u);
        QVERIFY(topic.spec.config == config);
        QCOMPARE(topic.retention, (TopicRetention{true, true, 60000, -1, -1}));
        QCOMPARE(topic.maxMessageBytes, 1048588);
        QCOMPARE(topic.partitions.size(), 3);
        const PartitionSnapshot first = topic.partitions.front();
        QCOMPARE(first.log, bench.partition().log());
        QCOMPARE(first.records, quint64(3));
        QCOMPARE(first.firstOffset, quint64(0));
        QCOMPARE(first.nextOffset, quint64(3));
        QCOMPARE(first.newestMs, bench.clock.now);
        QCOMPARE(first.inRate, 3.0);
        QVERIFY(first.bytes > 0);
        QCOMPARE(topic.partitions.at(2).number, 2u);
        QCOMPARE(topic.partitions.at(2).records, quint64(0));
        QCOMPARE(topic.records, quint64(3));
        QCOMPARE(topic.bytes, first.bytes);
        QCOMPARE(topic.inRate, 3.0);
    }

    void whatIsReadIsARate()
    {
        TopicBench bench(m_disk);
        bench.create(2);
        TopicSnapshots snapshots(bench.broker);
        QCOMPARE(snapshots.topics(0).front().outRate, 0.0);
        bench.append({"a", "b", "c"});
        bench.partition().noteDelivered(6, 1000);
        bench.partition(1).noteDelivered(2, 500);
        const TopicSnapshot topic = snapshots.topics(1000).front();
        QCOMPARE(topic.partitions.front().outRate, 6.0);
        QCOMPARE(topic.partitions.front().outBytesRate, 1000.0);
        QCOMPARE(topic.outRate, 8.0);
        QCOMPARE(topic.outBytesRate, 1500.0);
        QCOMPARE(topic.inBytesRate, double(topic.bytes));
        QCOMPARE(topic.partitions.at(1).inBytesRate, 0.0);
    }

    void whatIsNotCommittedIsNotSeen()
    {
        TopicBench bench(m_disk);
        bench.create();
        TopicSnapshots snapshots(bench.broker);
        QVERIFY(bench.partition().append(batchOfValues({"a"}, bench.clock.now)).ok());
        bench.broker.settle();
        QCOMPARE(snapshots.topics(0).front().records, quint64(0));
        bench.store.commitAll();
        QCOMPARE(snapshots.topics(0).front().records, quint64(1));
    }

    void deletedRecordsMoveTheFirstOffset()
    {
        TopicBench bench(m_disk);
        bench.create();
        TopicSnapshots snapshots(bench.broker);
        bench.append({"a", "b"});
        bench.append({"c"});
        QVERIFY(bench.partition().deleteBelow(2).ok());
        bench.broker.settle();
        bench.store.commitAll();
        const PartitionSnapshot partition = snapshots.topics(0).front().partitions.front();
        QCOMPARE(partition.firstOffset, quint64(2));
        QCOMPARE(partition.nextOffset, quint64(3));
        QCOMPARE(partition.records, quint64(1));
    }

    void comesAndGoesWithTheTopic()
    {
        TopicBench bench(m_disk);
        TopicSnapshots snapshots(bench.broker);
        QVERIFY(snapshots.topics(0).isEmpty());
        Topic *topic = bench.create();
        QVERIFY(bench.host().topics().grow(*topic, 2).ok());
        QCOMPARE(snapshots.topics(0).front().partitions.size(), 2);
        bench.host().topics().remove(*topic);
        QVERIFY(snapshots.topics(0).isEmpty());
    }
};

SIGHTGLASS_TEST(TestTopicSnapshots)
#include "tst_inspect_topicsnapshots.moc"
