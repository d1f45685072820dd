// SPDX-License-Identifier: GPL-3.0-or-later
// Groups and transactions over partitions as they are: lag in messages and time, what a reset looks up, markers in the log.
#include "groupfixture.h"

#include "core/groupprogress.h"
#include "core/topics.h"
#include "program/testprogram.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/recordbatch.h"

#include <QTest>

using namespace test;

class TestGroupProgress : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    protocol::records::RecordFormat m_format;
    std::unique_ptr<GroupBench> m_bench;
    AnswerTicket m_ticket;

    GroupBench &bench() { return *m_bench; }
    Topics &topics() { return m_bench->host().topics(); }
    Topic &topic() { return *topics().find(QByteArray("orders")); }
    Partition &partition(qint64 number = 0) { return *topic().partition(number); }
    void append(int count, qint64 number = 0)
    {
        for (int i = 0; i < count; ++i) {
            const auto message = makeMessage("key", "body", true);
            message->publishedAtMs = bench().clock.now;
            (void)partition(number).append(MessagePtr(message.data()));
        }
        bench().turn();
    }
    void commit(qint64 offset, qint32 number = 0)
    {
        m_ticket = bench().groups().commit(bench().key, {}, {{"orders", number, offset, -1, {}}}, [](auto) {});
        bench().settle();
    }
    PartitionProgress progress(size_t index = 0) { return progressOf(bench().broker, bench().group()).at(index); }
    std::vector<PartitionFacts> facts(const ResetTarget &target, const QByteArray &copyFrom = {})
    {
        std::optional<std::vector<PartitionFacts>> found;
        const std::vector<TopicPartition> places{{"orders", 1}, {"orders", 0}, {"orders", 9}, {"nothing", 0}};
        m_ticket = lookUp(bench().broker, bench().key, target, copyFrom, places,
                          [&](const std::vector<PartitionFacts> &answer) { found = answer; });
        bench().settle();
        return found.value_or(std::vector<PartitionFacts>());
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        bench().broker.setRecordFormat(&m_format);
        QVERIFY(topics().create({"orders", 2, {}, {}}).ok());
        bench().turn();
    }
    void cleanup()
    {
        m_ticket.reset();
        m_bench.reset();
    }

    void lagInMessagesAndTime()
    {
        append(3);
        bench().clock.now += 5'000;
        append(2);
        commit(3);
        bench().clock.now += 2'000;
        bench().turn();
        QCOMPARE(*progress().lag, qint64(2));
        QCOMPARE(*progress().lagMs, qint64(2'000));
        commit(0);
        QCOMPARE(*progress().lag, qint64(5));
        QCOMPARE(*progress().lagMs, qint64(7'000));
        commit(5);
        QCOMPARE(*progress().lag, qint64(0));
        QCOMPARE(*progress().lagMs, qint64(0));
        QVERIFY(partition().deleteBelow(4).ok());
        commit(0);
        QCOMPARE(progress().start, qint64(4));
        QCOMPARE(*progress().lag, qint64(1)); // the others can nobody read any more
    }

    void lagInTimeWithinAChunk()
    {
        const qint64 start = bench().clock.now;
        const MessagePtr message(makeMessage("key", "body", true).data());
        for (const qint64 after : {0, 4'000})
            QVERIFY(partition().append(m_format.encode(std::span(&message, 1), 0, start + after)).ok());
        wire::OutBuffer out;
        wire::kafka::RecordBatchBuilder builder(out, 0);
        for (qint64 i = 0; i <= 10; ++i)
            builder.append(i, start + 10'000 + 1'000 * i, {}, "value");
        const QByteArray bytes = builder.finish().toByteArray();
        QVERIFY(partition().append(protocol::records::batchOf(*wire::kafka::peek(bytes), bytes)).ok());
        bench().turn();
        QCOMPARE(partition().chunks().size(), size_t(1));
        bench().clock.now = start + 30'000;
        const std::vector<std::pair<qint64, qint64>> ages = {
            {0, 30'000}, {1, 26'000}, {2, 20'000}, {7, 15'000}, {12, 10'000}};
        for (const auto &[offset, age] : ages) {
            commit(offset);
            QCOMPARE(*progress().lagMs, age);
        }
        commit(13);
        QCOMPARE(*progress().lagMs, qint64(0));
    }

    void anOffsetWithoutAPartitionHasNoLag()
    {
        commit(7, 5);
        QVERIFY(!progress().isThere);
        QVERIFY(!progress().lag);
    }

    void aDeletedTopicTakesItsOffsets()
    {
        commit(1);
        topics().remove(topic());
        bench().turn();
        QVERIFY(bench().group().offsets().empty());
    }

    void looksUpWhatAResetNeeds()
    {
        append(4, 0);
        append(6, 1);
        commit(2, 0);
        const GroupKey other{"/", "others"};
        const AnswerTicket ticket = bench().groups().commit(other, {}, {{"orders", 1, 3, -1, {}}}, [](auto) {});
        const auto found = facts({ResetTarget::Kind::Copy, 0}, "others");
        QCOMPARE(found.size(), size_t(2)); // those that are there, in order
        QCOMPARE(found[0].partition, (TopicPartition{"orders", 0}));
        QCOMPARE(*found[0].committed, qint64(2));
        QCOMPARE(found[0].end, qint64(4));
        QVERIFY(!found[0].other);
        QVERIFY(!found[1].committed);
        QCOMPARE(*found[1].other, qint64(3));
    }

    void looksUpTimes()
    {
        append(4, 0);
        bench().clock.now += 5'000;
        append(1, 0);
        append(1, 1);
        const auto found = facts({ResetTarget::Kind::Timestamp, bench().clock.now - 1'000});
        QCOMPARE(found.size(), size_t(2));
        QCOMPARE(*found[0].atTimestamp, qint64(4));
        QCOMPARE(*found[1].atTimestamp, qint64(0));
        const auto late = facts({ResetTarget::Kind::Timestamp, bench().clock.now + 1});
        QVERIFY(!late[0].atTimestamp);
    }

    void whoDoesNotWaitIsNotCalled()
    {
        append(1);
        int calls = 0;
        {
            const AnswerTicket ticket =
                lookUp(bench().broker, bench().key, {}, {}, {{"orders", 0}}, [&](const auto &) { ++calls; });
            QCOMPARE(calls, 1);
        }
        bench().turn();
        QCOMPARE(calls, 1);
    }

    void theEndOfATransactionIsOneTransactionOfTheStore()
    {
        Transactions &transactions = bench().broker.transactions();
        ProducerEpoch producer;
        std::vector<AnswerTicket> tickets;
        tickets.push_back(transactions.initProducer({QByteArray("t"), 60'000, {}},
                                                    [&](const auto &answer) { producer = answer.producer; }));
        bench().turn();
        tickets.push_back(transactions.addPartitions("t", producer, {partition().log()}, [](auto) {}));
        tickets.push_back(transactions.commitOffsets("t", producer, bench().key, {}, {{"orders", 1, 9, -1, {}}},
                                                     [](const auto &) {}));
        const MessagePtr message(makeMessage("key", "body", true).data());
        Batch batch = m_format.encode(std::span(&message, 1), 0, bench().clock.now);
        batch.producer = {producer.id, producer.epoch, 0};
        batch.transactional = true;
        QVERIFY(partition().append(batch).ok());
        bench().turn();
        QCOMPARE(partition().highWatermark(), quint64(1));
        QCOMPARE(partition().lastStable(), quint64(0));

        bench().store.autoCommit = false;
        std::optional<CoordinationError> ended;
        tickets.push_back(transactions.end("t", producer, true, [&](CoordinationError error) { ended = error; }));
        bench().turn();
        const StoreTransaction &pending = bench().store.pending;
        QCOMPARE(pending.batches.size(), size_t(1));
        QCOMPARE(pending.batches[0].producers.back().kind, BatchKind::Commit);
        QCOMPARE(pending.definitions.size(), size_t(2));
        QVERIFY(!ended);
        bench().store.commit();
        QCOMPARE(*ended, None);
        QCOMPARE(partition().lastStable(), quint64(2));
        QCOMPARE(bench().committed("orders", 1), qint64(9));
    }
};

SIGHTGLASS_TEST(TestGroupProgress)
#include "tst_core_groupprogress.moc"
