// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of one message are found among those of all, with who took them and why; what was before is told as far as the message
// tells it, and the ring stays within its bounds.
#include "topicfixture.h"

#include "inspect/browser.h"
#include "inspect/journeys.h"
#include "inspect/messagepast.h"
#include "program/testprogram.h"

#include <engine/replay.h>

#include <QTest>

using namespace test;
using namespace Qt::StringLiterals;
using inspect::Browser;
using inspect::Journeys;
using Known = JourneyStep::Known;
using S = LifecycleStep;

class TestJourneys : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    RecordingClient m_publisherClient, m_consumerClient;
    std::unique_ptr<TopicBench> m_bench;
    std::unique_ptr<Browser> m_browser;
    std::unique_ptr<Journeys> m_journeys;
    Channel *m_publisher = nullptr;
    Channel *m_consumer = nullptr;

    void makeJourneys(size_t capacity = 1000)
    {
        m_journeys = std::make_unique<Journeys>(
            m_bench->broker, *m_browser,
            [](ConnectionId id) {
                return inspect::ClientFacts{u"client-%1"_s.arg(id.v), u"guest"_s, u"AMQP 0-9-1"_s};
            },
            capacity);
    }
    Journey journey(MessageId message, MessageRef ref = {})
    {
        Journey told;
        bool isAnswered = false;
        m_journeys->journey(message, ref, [&](const Result<Journey> &result) {
            isAnswered = true;
            if (result)
                told = *result;
        });
        while (!isAnswered && m_bench->store.hasLoads())
            m_bench->store.answerLoads();
        return told;
    }
    static std::vector<S> stepsOf(const Journey &journey)
    {
        std::vector<S> steps;
        for (const JourneyStep &step : journey.steps)
            steps.push_back(step.step);
        return steps;
    }
    Queue *declare(const QByteArray &name, std::initializer_list<FieldEntry> arguments = {})
    {
        QueueDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.arguments.entries = arguments;
        return *m_bench->host().declareQueue(definition, ConnectionId{1});
    }
    const Consumer *consume(const QByteArray &queue, bool noAck = false)
    {
        return *m_consumer->consume({queue, "tag", noAck, false, {}});
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_publisherClient = m_consumerClient = {};
        m_bench = std::make_unique<TopicBench>(m_disk);
        m_bench->store.autoCommit = true;
        m_publisher = &m_bench->channel(m_publisherClient);
        m_consumer = &m_bench->channel(m_consumerClient);
        QVERIFY(m_bench->declare("q"));
        m_browser = std::make_unique<Browser>(m_bench->broker, [](ConnectionId) { return QString(); });
        makeJourneys();
    }
    void cleanup()
    {
        m_journeys.reset();
        m_browser.reset();
        m_bench.reset();
    }

    void nothingIsRecordedUnlessWanted()
    {
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
        (void)m_journeys->record();
        QVERIFY(m_bench->broker.lifecycle().isWatched());
        m_journeys->stopRecording();
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
    }

    void tellsAWholeLife()
    {
        (void)m_journeys->record();
        QVERIFY(consume("q"));
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->publish(*m_publisher, "q", "two");
        m_bench->clock.now += 40;
        m_bench->settle();
        QVERIFY(m_consumer->acknowledge(1, false).ok());
        m_bench->settle();
        const Journey told = journey(id);
        QVERIFY(told.isWhole);
        QVERIFY(!told.isThere);
        QCOMPARE(told.message, id);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Routed, S::Enqueued, S::Delivered, S::Acked}));
        const JourneyStep &published = told.steps[0];
        QCOMPARE(published.client, u"client-1"_s);
        QCOMPARE(published.user, u"guest"_s);
        QCOMPARE(published.protocol, u"AMQP 0-9-1"_s);
        QCOMPARE(published.channel, 1);
        QCOMPARE(published.routingKey, u"q"_s);
        QCOMPARE(told.steps[1].count, 1u);
        QCOMPARE(told.steps[1].via.size(), 1);
        QCOMPARE(told.steps[1].via.first().destination, u"q"_s);
        QVERIFY(!told.steps[1].viaAsNow);
        QCOMPARE(told.steps[2].queue, u"q"_s);
        QCOMPARE(told.steps[3].consumerTag, u"tag"_s);
        QCOMPARE(told.steps[3].channel, 2);
        QVERIFY(!told.steps[3].automatic);
        QVERIFY(told.steps[4].atMs >= published.atMs);
        // By its place as well, although it has left.
        QCOMPARE(stepsOf(journey({}, {told.steps[2].queueId, told.steps[2].offset})), stepsOf(told));
    }

    void namesOutliveWhatTheyName()
    {
        (void)m_journeys->record();
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        QVERIFY(m_bench->host().deleteQueue("q", {}, false, false).ok());
        const Journey told = journey(id);
        QCOMPARE(told.steps.last().step, S::Dropped);
        QCOMPARE(told.steps.last().cause, StepCause::QueueDeleted);
        QCOMPARE(told.steps.last().queue, u"q"_s);
        QVERIFY(told.steps[1].viaAsNow); // the topology has changed
    }

    void tellsWhereItIsNow()
    {
        (void)m_journeys->record();
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        Journey told = journey(id);
        QVERIFY(told.isThere);
        QCOMPARE(told.steps.last().known, Known::Now);
        QCOMPARE(told.steps.last().step, S::Enqueued);
        QVERIFY(consume("q"));
        m_bench->settle();
        told = journey(id);
        QCOMPARE(told.steps.last().known, Known::Now);
        QCOMPARE(told.steps.last().step, S::Delivered);
        QCOMPARE(told.steps.last().consumerTag, u"tag"_s);
        QCOMPARE(told.steps.last().client, u"client-1"_s);
    }

    void followsDeadLetters()
    {
        (void)m_journeys->record();
        QVERIFY(declare("mortal", {{"x-dead-letter-exchange", FieldValue(QByteArray(""))},
                                   {"x-dead-letter-routing-key", FieldValue(QByteArray("q"))}}));
        QVERIFY(consume("mortal"));
        const MessageId id = m_bench->publish(*m_publisher, "mortal", "one").message;
        m_bench->settle();
        QVERIFY(m_consumer->reject(1, false, false).ok());
        m_bench->settle();
        const Journey told = journey(id);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Routed, S::Enqueued, S::Delivered, S::Rejected,
                                                S::DeadLettered, S::Enqueued, S::Enqueued}));
        QCOMPARE(told.steps[4].client, u"client-1"_s);
        QCOMPARE(told.steps[5].cause, StepCause::Rejected);
        QCOMPARE(told.steps[5].queue, u"mortal"_s);
        QCOMPARE(told.steps[6].queue, u"q"_s);
        QCOMPARE(told.steps[6].routingKey, u"q"_s); // what led it there
        QCOMPARE(told.steps[7].known, Known::Now);
    }

    void returnsAreToldWithWho()
    {
        (void)m_journeys->record();
        QVERIFY(consume("q"));
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        QVERIFY(m_consumer->reject(1, false, true).ok());
        m_bench->settle();
        const Journey told = journey(id);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Routed, S::Enqueued, S::Delivered, S::Requeued,
                                                S::Delivered, S::Delivered}));
        QCOMPARE(told.steps[4].consumerTag, u"tag"_s);
    }

    void automaticDeliveriesNeedNoAck()
    {
        (void)m_journeys->record();
        QVERIFY(consume("q", true));
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        const Journey told = journey(id);
        QCOMPARE(told.steps.last().step, S::Delivered);
        QVERIFY(told.steps.last().automatic);
        QVERIFY(!told.isThere);
    }

    void whatGoesNowhereIsToldToo()
    {
        (void)m_journeys->record();
        const PublishOutcome lost = m_publisher->publish(**m_publisher->publishTo("amq.direct"),
                                                         makeMessage("nobody", "x", false), {nullptr, true});
        const Journey told = journey(lost.message);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Unroutable, S::Returned}));
        QCOMPARE(told.steps[1].exchange, u"amq.direct"_s);
    }

    /// Before recording began: the message itself tells when it was published, and no more.
    void saysWhatIsNotKnown()
    {
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        m_bench->clock.now += 1000;
        m_bench->settle();
        (void)m_journeys->record();
        QVERIFY(consume("q"));
        m_bench->settle();
        const Journey told = journey(id, {(*m_bench->host().findQueue("q"))->id(), 0});
        QVERIFY(!told.isWhole);
        QVERIFY(told.recordedSinceMs > 0);
        QCOMPARE(told.keptSinceMs, 0);
        QCOMPARE(told.steps.first().known, Known::FromMessage);
        QCOMPARE(told.steps.first().step, S::Published);
        QCOMPARE(told.steps.first().atMs, 1'000'000);
        QVERIFY(told.steps.first().client.isEmpty());
        QCOMPARE(told.steps[1].step, S::Delivered);
        QCOMPARE(told.steps[1].known, Known::Recorded);
    }

    void nobodyRecords()
    {
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        const Journey told = journey(id, {(*m_bench->host().findQueue("q"))->id(), 0});
        QCOMPARE(told.recordedSinceMs, 0);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Enqueued}));
        QCOMPARE(journey(id).steps.size(), 0);
    }

    void theRingForgetsTheOldest()
    {
        makeJourneys(100);
        (void)m_journeys->record();
        const MessageId first = m_bench->publish(*m_publisher, "q", "first").message;
        MessageId last;
        for (int i = 0; i < 200; ++i) {
            m_bench->clock.now += 1;
            last = m_bench->publish(*m_publisher, "q", QByteArray::number(i)).message;
            m_bench->settle();
        }
        const JourneyRecording recording = m_journeys->record();
        QCOMPARE(recording.steps, 100u);
        QCOMPARE(recording.capacity, 100u);
        QVERIFY(recording.keptSinceMs > recording.sinceMs);
        QVERIFY(!journey(first).isWhole);
        const Journey told = journey(last);
        QVERIFY(told.isWhole);
        QCOMPARE(told.steps[0].routingKey, u"q"_s); // its texts are its own
        QCOMPARE(told.keptSinceMs, recording.keptSinceMs);
    }

    void tooLongAJourneyKeepsItsEnd()
    {
        makeJourneys(100'000);
        (void)m_journeys->record();
        QVERIFY(consume("q"));
        const MessageId id = m_bench->publish(*m_publisher, "q", "one").message;
        m_bench->settle();
        for (quint64 tag = 1; tag <= 700; ++tag) {
            QVERIFY(m_consumer->reject(tag, false, true).ok());
            m_bench->settle();
        }
        const Journey told = journey(id);
        QCOMPARE(told.steps.size(), qsizetype(Journey::maxSteps));
        QVERIFY(told.leftOut > 0);
        QCOMPARE(told.steps.last().known, Known::Now);
    }

    /// Records pass in batches and have no id: they are known by their place.
    void recordsHaveAPlace()
    {
        (void)m_journeys->record();
        QVERIFY(m_bench->create());
        const auto appended = m_bench->partition().append(batchOfValues({"a", "b", "c"}, m_bench->clock.now),
                                                          ChannelRef{ConnectionId{5}, 0});
        QVERIFY(appended.ok());
        m_bench->settle();
        const Journey told = journey({}, {m_bench->partition().log(), appended->base + 1});
        QVERIFY(told.isWhole);
        QCOMPARE(stepsOf(told), (std::vector<S>{S::Published, S::Enqueued, S::Enqueued}));
        QCOMPARE(told.steps[0].client, u"client-5"_s);
        QCOMPARE(told.steps[0].topic, u"t"_s);
        QCOMPARE(told.steps[0].count, 3u);
        QCOMPARE(told.steps[2].known, Known::Now);
        QCOMPARE(told.steps[2].offset, appended->base + 1);
        QVERIFY(journey({}, {m_bench->partition().log(), appended->base + 3}).steps.isEmpty());
    }

    void pastTellsDeaths()
    {
        MessageDetails details;
        details.virtualHost = u"/"_s;
        details.summary.id = MessageId{7};
        details.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(9000);
        FieldTable death;
        death.set("count", FieldValue(qint64(3)));
        death.set("reason", FieldValue(QByteArray("rejected")));
        death.set("queue", FieldValue(QByteArray("orders.eu")));
        death.set("time", FieldValue(FieldTimestamp{8}));
        death.set("exchange", FieldValue(QByteArray("orders")));
        FieldArray keys;
        keys.items.append(FieldValue(QByteArray("eu.new")));
        death.set("routing-keys", FieldValue(keys));
        FieldArray deaths;
        deaths.items.append(FieldValue(death));
        details.properties.headers.set("x-death", FieldValue(deaths));
        QList<JourneyStep> past = inspect::pastOf(details, {});
        QCOMPARE(past.size(), 2);
        QCOMPARE(past[0].step, S::Published);
        QCOMPARE(past[0].exchange, u"orders"_s);
        QCOMPARE(past[0].routingKey, u"eu.new"_s);
        QCOMPARE(past[0].atMs, 0);
        QCOMPARE(past[1].step, S::DeadLettered);
        QCOMPARE(past[1].cause, StepCause::Rejected);
        QCOMPARE(past[1].count, 3u);
        QCOMPARE(past[1].atMs, 8000);
        // One of them was seen.
        JourneyStep seen;
        seen.step = S::DeadLettered;
        seen.queue = u"orders.eu"_s;
        seen.cause = StepCause::Rejected;
        past = inspect::pastOf(details, {seen});
        QCOMPARE(past.last().count, 2u);
        QCOMPARE(past.last().atMs, 0);
    }

    void pastTellsReplays()
    {
        MessageDetails details;
        details.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(5000);
        details.properties.headers.set(replayedAtHeader, FieldValue(qint64(6000)));
        details.properties.headers.set(replayedFromTopicHeader, FieldValue(QByteArray("clicks")));
        details.properties.headers.set(replayedFromPartitionHeader, FieldValue(qint64(2)));
        details.properties.headers.set(replayedFromOffsetHeader, FieldValue(qint64(12)));
        const QList<JourneyStep> past = inspect::pastOf(details, {});
        QCOMPARE(past.last().step, S::Replayed);
        QCOMPARE(past.last().topic, u"clicks"_s);
        QCOMPARE(past.last().partition, 2u);
        QCOMPARE(past.last().offset, 12u);
    }
};

SIGHTGLASS_TEST(TestJourneys)
#include "tst_inspect_journeys.moc"
