// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves a queue with its deletion, what an undo brings back, and what clients append to a topic passes the lifecycle stream
// like every other step.
#include "topicfixture.h"

#include "core/stream.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;

class TestLifecycle : public QObject
{
    Q_OBJECT
private:
    struct Step
    {
        LifecycleStep step;
        quint64 offset;
        QByteArray body; ///< "-" where there was no message
        bool operator==(const Step &) const = default;
    };
    struct Records
    {
        LifecycleStep step;
        const Partition *partition;
        quint64 first, count, connection;
        QByteArrayList values;
        bool operator==(const Records &) const = default;
    };
    class Recorder : public LifecycleObserver
    {
    public:
        void observe(const LifecycleEvent &event) override
        {
            steps.push_back(
                {event.step, event.offset, event.message ? event.message->body().toByteArray() : QByteArray("-")});
            queues.append(event.queue ? event.queue->name() : QByteArray());
        }
        void observeRecords(const RecordsEvent &event) override
        {
            Records seen{event.step, event.partition, event.first, event.count, event.channel.connection.v, {}};
            (void)protocol::records::RecordFormat().walk(event.batches, [&](const RecordFormat::RecordKey &record) {
                seen.values.append(record.value.toByteArray());
                return true;
            });
            records.push_back(seen);
        }
        std::vector<Step> steps;
        QList<QByteArray> queues;
        std::vector<Records> records;
    };

    void fill(const QByteArray &queue, int count)
    {
        for (int i = 0; i < count; ++i)
            m_bench->publish(*m_channel, queue, QByteArray::number(i));
        m_bench->settle();
    }
    void watch() { m_bench->broker.lifecycle().add(&m_recorder); }
    void consume(const QByteArray &queue, quint16 prefetch)
    {
        m_channel->setPrefetch(prefetch, false);
        ConsumeRequest request;
        request.queue = queue;
        request.tag = "t";
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
    }

    DiskImage m_disk;
    RecordingClient m_client;
    Recorder m_recorder;
    std::unique_ptr<TopicBench> m_bench;
    Channel *m_channel = nullptr;

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = {};
        m_recorder = {};
        m_bench = std::make_unique<TopicBench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
    }
    void cleanup() { m_bench.reset(); }

    void aDeletedQueueDropsItsMessages()
    {
        m_bench->declare("q");
        fill("q", 3);
        consume("q", 1); // what is out for delivery goes with the queue, too
        watch();
        QVERIFY(m_bench->host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        const std::vector<Step> wanted = {
            {LifecycleStep::Dropped, 0, "0"}, {LifecycleStep::Dropped, 1, "1"}, {LifecycleStep::Dropped, 2, "2"}};
        QVERIFY(m_recorder.steps == wanted);
        QCOMPARE(m_recorder.queues, (QList<QByteArray>{"q", "q", "q"}));
    }

    void whatIsPagedOutIsDroppedWithoutItsBody()
    {
        Queue *queue = m_bench->declare("q");
        fill("q", 2);
        consume("q", 2); // nobody asks for them next, so they may leave memory
        QVERIFY(queue->pageOut(1024 * 1024) > 0);
        watch();
        QVERIFY(m_bench->host().deleteQueue("q", ConnectionId{1}, false, false).ok());
        const std::vector<Step> wanted = {{LifecycleStep::Dropped, 0, "-"}, {LifecycleStep::Dropped, 1, "-"}};
        QVERIFY(m_recorder.steps == wanted);
    }

    void soDoesOneThatEndsByItself()
    {
        QueueDefinition definition;
        definition.name = "q";
        definition.autoDelete = true;
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        definition.name = "x";
        definition.autoDelete = false;
        definition.exclusive = true;
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        consume("q", 1);
        fill("q", 2);
        fill("x", 1);
        watch();
        m_channel->cancel("t");
        m_bench->settle();
        QVERIFY(!m_bench->host().queue("q"));
        m_bench->host().deleteExclusiveQueues(ConnectionId{1});
        const auto dropped = std::count_if(m_recorder.steps.begin(), m_recorder.steps.end(),
                                           [](const Step &s) { return s.step == LifecycleStep::Dropped; });
        QCOMPARE(dropped, 3);
        QCOMPARE(m_recorder.queues.count("x"), 1);
    }

    void whatIsPutBackIsEnqueuedAgain()
    {
        Queue *queue = m_bench->declare("q");
        fill("q", 2);
        std::vector<StoredMessage> removed;
        QCOMPARE(queue->purge(&removed), quint64(2));
        m_bench->settle();
        fill("q", 1);
        watch();
        for (const StoredMessage &stored : removed)
            QVERIFY(queue->putBack({stored.offset, stored.message}));
        const std::vector<Step> wanted = {{LifecycleStep::Enqueued, 0, "0"}, {LifecycleStep::Enqueued, 1, "1"}};
        QVERIFY(m_recorder.steps == wanted);
    }

    void aBatchIsOneEventForAllItsRecords()
    {
        m_bench->create();
        Partition &partition = m_bench->partition();
        m_bench->append({"before"});
        watch();
        const ChannelRef by{ConnectionId{7}, 0};
        const Batch batch = batchOfValues({"a", "b", "c"}, 1000, {5, 0, 0});
        QVERIFY(partition.append(batch, by).ok());
        QVERIFY(partition.append(batch, by)->isDuplicate);                          // is there already
        QVERIFY(!partition.append(batchOfValues({"d"}, 1000, {5, 0, 9}), by).ok()); // is refused
        QVERIFY(partition.append(batchOfValues({"e"}, 1000, {6, 0, 0, true}), by).ok());
        QVERIFY(partition.appendMarker(BatchKind::Commit, {6, 0, -1}).ok()); // is no record
        m_bench->settle();
        const std::vector<Records> wanted = {
            {LifecycleStep::Published, &partition, 1, 3, 7, {"a", "b", "c"}},
            {LifecycleStep::Enqueued, &partition, 1, 3, 7, {"a", "b", "c"}},
            {LifecycleStep::Published, &partition, 4, 1, 7, {"e"}},
            {LifecycleStep::Enqueued, &partition, 4, 1, 7, {"e"}},
        };
        QVERIFY(m_recorder.records == wanted);
        QVERIFY(m_recorder.steps.empty());
        QCOMPARE(partition.appended(), quint64(5)); // for rates, likewise without markers
    }

    void messagesIntoAStreamPassAsMessages()
    {
        QueueDefinition definition;
        definition.name = "s";
        definition.arguments.set("x-queue-type", FieldValue(QByteArray("stream")));
        QVERIFY(m_bench->host().declareQueue(definition, ConnectionId{1}).ok());
        watch();
        fill("s", 2);
        QVERIFY(m_recorder.records.empty());
        QCOMPARE(std::count_if(m_recorder.steps.begin(), m_recorder.steps.end(),
                               [](const Step &s) { return s.step == LifecycleStep::Enqueued; }),
                 2);
        m_channel->setPrefetch(10, false);
        ConsumeRequest request;
        request.queue = "s";
        request.arguments.set("x-stream-offset", FieldValue(QByteArray("first")));
        QVERIFY(m_channel->consume(request).ok());
        m_bench->settle();
        QVERIFY(m_recorder.records.empty());
        const Partition &partition = m_bench->host().queue("s")->stream()->partition();
        QCOMPARE(partition.delivered(), quint64(2));
        QCOMPARE(partition.deliveredBytes(), quint64(2));
    }
};

SIGHTGLASS_TEST(TestLifecycle)
#include "tst_core_lifecycle.moc"
