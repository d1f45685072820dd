// SPDX-License-Identifier: GPL-3.0-or-later
// Where dead letters lie is known: of those that come while somebody watches and of those that were there before, in memory or on
// disk; and what leaves is counted no more.
#include "corefixture.h"

#include "inspect/deadletterindex.h"
#include "inspect/deadletterreader.h"
#include "inspect/scan.h"
#include "program/testprogram.h"
#include "protocol/amqp/propertyeditor.h"

#include <QTest>

using namespace test;
using inspect::DeadLetterIndex;
using inspect::DeadLetterReader;

class TestDeadLetters : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    protocol::amqp::PropertyEditor m_editor;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<DeadLetterIndex> m_index;
    Channel *m_channel = nullptr;
    static constexpr BrokerLimits limits{
        .cacheBytes = 256 * 1024, .uncommittedBytes = 4 * 1024 * 1024, .transientBytes = 3 * 1024 * 1024};

    void open()
    {
        m_bench = std::make_unique<Bench>(m_disk, limits, 1'700'000'000'000);
        m_bench->broker.setPropertyEditor(&m_editor);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_index = std::make_unique<DeadLetterIndex>(
            m_bench->broker, [](ConnectionId id) { return QStringLiteral("client-%1").arg(id.v); });
    }
    void close()
    {
        m_index.reset();
        m_bench.reset();
    }
    Queue *declare(const QByteArray &name, const QByteArray &deadTo = {})
    {
        QueueDefinition definition;
        definition.name = name;
        definition.durable = true;
        if (!deadTo.isEmpty()) {
            definition.arguments.set("x-dead-letter-exchange", FieldValue(QByteArray()));
            definition.arguments.set("x-dead-letter-routing-key", FieldValue(deadTo));
        }
        return *m_bench->host().declareQueue(definition, ConnectionId{1});
    }
    Queue *queue(const QByteArray &name) { return m_bench->host().queue(name); }
    void publish(const QByteArray &queue, const QByteArray &body) { m_bench->publish(*m_channel, queue, body); }
    /// Takes so many from the queue and settles them.
    template <typename Settle>
    void take(const QByteArray &queue, int count, Settle settle)
    {
        for (int i = 0; i < count; ++i) {
            quint64 tag = 0;
            (void)m_channel->get(queue, false, [&](const Channel::GetAnswer &answer) { tag = answer.deliveryTag; });
            while (tag == 0 && m_bench->store.hasLoads())
                m_bench->store.answerLoads();
            QVERIFY(tag != 0);
            QVERIFY(settle(tag).ok());
            m_bench->settle();
        }
    }
    void reject(const QByteArray &queue, int count = 1)
    {
        take(queue, count, [this](quint64 tag) { return m_channel->reject(tag, false, false); });
    }
    void ack(const QByteArray &queue, int count = 1)
    {
        take(queue, count, [this](quint64 tag) { return m_channel->acknowledge(tag, false); });
    }
    /// Until everything has been looked through.
    DeadLettersSnapshot watch()
    {
        DeadLettersSnapshot snapshot = m_index->snapshot();
        const bool isComplete = QTest::qWaitFor(
            [&] {
                m_bench->store.answerLoads();
                m_bench->broker.wake(); // what the broker's worker would do
                snapshot = m_index->snapshot();
                return snapshot.isComplete;
            },
            30'000);
        return isComplete ? snapshot : DeadLettersSnapshot();
    }
    QByteArrayList bodies(const DeadLetterFilter &filter = {}, quint32 most = 1000)
    {
        DeadLetterReader reader(m_bench->broker, [this](MessageRef ref) { return m_index->rejectedBy(ref); });
        QByteArrayList bodies;
        reader.read(m_index->list(filter, most).messages, [&](const QList<engine::DeadLetter> &letters) {
            for (const engine::DeadLetter &letter : letters)
                bodies << letter.message.preview;
        });
        while (m_bench->store.hasLoads())
            m_bench->store.answerLoads();
        return bodies;
    }

    /// All of it, the latest last.
    ScanBatch search(const ScanRequest &request)
    {
        inspect::Scan scan(m_bench->broker, request);
        scan.advance();
        ScanBatch batch;
        QList<MessageSummary> found;
        const bool isComplete = QTest::qWaitFor(
            [&] {
                m_bench->store.answerLoads();
                m_bench->broker.wake();
                if (scan.hasNews()) {
                    batch = scan.take();
                    found += batch.found;
                }
                return batch.isComplete;
            },
            30'000);
        batch.found = isComplete ? found : QList<MessageSummary>();
        return batch;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        open();
    }
    void cleanup() { close(); }

    void whatDiesIsCounted()
    {
        declare("work", "dead");
        const Queue *dead = declare("dead");
        QCOMPARE(watch().total, quint64(0));
        for (int i = 0; i < 3; ++i)
            publish("work", QByteArray::number(i));
        m_bench->settle();
        reject("work", 3);
        const DeadLettersSnapshot snapshot = m_index->snapshot();
        QCOMPARE(snapshot.total, quint64(3));
        QCOMPARE(snapshot.groups.size(), 1);
        const DeadLetterGroup &group = snapshot.groups.first();
        QCOMPARE(group.reason, QLatin1StringView(deathByRejection));
        QCOMPARE(group.queue, QStringLiteral("work"));
        QCOMPARE(group.origin, QStringLiteral("work"));
        QCOMPARE(group.place, dead->id());
        QCOMPARE(group.placeName, QStringLiteral("dead"));
        QCOMPARE(group.count, quint64(3));
        QCOMPARE(group.firstMs, m_bench->clock.now);
        QCOMPARE(group.lastMs, m_bench->clock.now);
        QCOMPARE(group.rejectedBy, QStringList{QStringLiteral("client-1")});
        QCOMPARE(group.hourMs % 3'600'000, qint64(0));
    }

    void whatLeavesIsCountedNoMore()
    {
        declare("work", "dead");
        Queue *dead = declare("dead");
        QCOMPARE(watch().total, quint64(0));
        for (int i = 0; i < 10; ++i)
            publish("work", QByteArray::number(i));
        m_bench->settle();
        reject("work", 10);
        QCOMPARE(m_index->snapshot().total, quint64(10));
        ack("dead", 2);
        QCOMPARE(m_index->snapshot().total, quint64(8));
        (void)m_channel->get("dead", true, [](const auto &) {});
        m_bench->settle();
        QCOMPARE(m_index->snapshot().total, quint64(7));
        // Held by a consumer it is still there.
        (void)m_channel->get("dead", false, [](const auto &) {});
        m_bench->settle();
        QCOMPARE(m_index->snapshot().total, quint64(7));
        std::vector<StoredMessage> removed;
        dead->purge(&removed);
        QCOMPARE(m_index->snapshot().total, quint64(1));
        for (const StoredMessage &stored : removed)
            QVERIFY(dead->putBack({stored.offset, stored.message}));
        m_bench->settle();
        QCOMPARE(m_index->snapshot().total, quint64(7));
        QVERIFY(m_bench->host().deleteQueue("dead", ConnectionId{1}, false, false).ok());
        const DeadLettersSnapshot snapshot = m_index->snapshot();
        QCOMPARE(snapshot.total, quint64(0));
        QVERIFY(snapshot.groups.isEmpty());
    }

    void everyReasonIsAGroup()
    {
        QueueDefinition limited;
        limited.name = "limited";
        limited.durable = true;
        limited.arguments.set("x-dead-letter-exchange", FieldValue(QByteArray()));
        limited.arguments.set("x-dead-letter-routing-key", FieldValue(QByteArray("dead")));
        limited.arguments.set("x-max-length", FieldValue(qint32(1)));
        limited.arguments.set("x-message-ttl", FieldValue(qint32(1000)));
        QVERIFY(m_bench->host().declareQueue(limited, ConnectionId{1}).ok());
        declare("work", "dead");
        declare("dead");
        QCOMPARE(watch().total, quint64(0));
        publish("limited", "pushed out");
        publish("limited", "too old");
        publish("work", "bad");
        m_bench->settle();
        reject("work");
        m_bench->clock.now += 2000;
        m_bench->broker.wake();
        m_bench->settle();
        QStringList groups;
        for (const DeadLetterGroup &group : m_index->snapshot().groups)
            groups << QString(group.reason + u' ' + group.queue);
        groups.sort();
        QCOMPARE(groups, (QStringList{QStringLiteral("expired limited"), QStringLiteral("maxlen limited"),
                                      QStringLiteral("rejected work")}));
        DeadLetterFilter expired;
        expired.reason = QLatin1StringView(deathByExpiry);
        QCOMPARE(bodies(expired), QByteArrayList{"too old"});
        QCOMPARE(bodies(), (QByteArrayList{"too old", "bad", "pushed out"})); // the latest deaths first
        DeadLetterFilter late;
        late.sinceMs = m_bench->clock.now - 1000;
        QCOMPARE(bodies(late), QByteArrayList{"too old"});
        DeadLetterFilter early;
        early.beforeMs = late.sinceMs;
        QCOMPARE(m_index->list(early, 1).total, quint64(2));
        QCOMPARE(m_index->list(early, 1).messages.size(), 1);
    }

    void firstAndLastFollowWhatLeaves()
    {
        declare("work", "dead");
        declare("dead");
        QCOMPARE(watch().total, quint64(0));
        const qint64 begin = m_bench->clock.now;
        for (int i = 0; i < 3; ++i) {
            publish("work", QByteArray::number(i));
            m_bench->settle();
            reject("work");
            m_bench->clock.now += 10'000;
        }
        ack("dead"); // the first
        const DeadLetterGroup group = m_index->snapshot().groups.value(0);
        QCOMPARE(group.firstMs, begin + 10'000);
        QCOMPARE(group.lastMs, begin + 20'000);
    }

    void whatWasThereIsFoundOnDiskToo()
    {
        constexpr int plain = 3000;
        constexpr int letters = 200;
        declare("work", "dead");
        declare("dead");
        declare("parking"); // nobody sends dead letters here
        for (int i = 0; i < letters; ++i)
            publish("work", QByteArray::number(i));
        m_bench->settle();
        reject("work", letters);
        for (int i = 0; i < plain; ++i)
            publish("parking", QByteArray::number(i).leftJustified(200, ' '));
        m_bench->settle();
        close();
        open(); // everything is on disk now
        DeadLettersSnapshot snapshot = m_index->snapshot();
        QVERIFY(!snapshot.isComplete);
        QCOMPARE(snapshot.toExamine, quint64(plain + letters));
        snapshot = watch();
        QVERIFY(snapshot.isComplete);
        QCOMPARE(snapshot.examined, snapshot.toExamine);
        QCOMPARE(snapshot.total, quint64(letters));
        QCOMPARE(snapshot.groups.value(0).count, quint64(letters));
        QCOMPARE(bodies({}, 2), (QByteArrayList{QByteArray::number(letters - 1), QByteArray::number(letters - 2)}));
        // What has been found leaves like what has come.
        ack("dead");
        QCOMPARE(m_index->snapshot().total, quint64(letters - 1));
        QVERIFY(m_bench->broker.memoryUse().footprint <= limits.cacheBytes + 64 * 1024);
    }

    void whatLeavesWhileItIsLookedForIsNotFound()
    {
        declare("work", "dead");
        Queue *dead = declare("dead");
        publish("work", "1");
        m_bench->settle();
        reject("work");
        QVERIFY(!m_index->snapshot().isComplete); // on its way through the worker
        dead->purge();
        QCOMPARE(watch().total, quint64(0));
    }

    void oneThatIsBackWhereItDiedIsNone()
    {
        declare("work", "work"); // rejected straight back into itself
        QCOMPARE(watch().total, quint64(0));
        publish("work", "again");
        m_bench->settle();
        reject("work");
        QCOMPARE(queue("work")->ready(), quint64(1));
        QCOMPARE(m_index->snapshot().total, quint64(0));
        // Nor is it for one who comes later.
        m_index->forget();
        QCOMPARE(watch().total, quint64(0));
    }

    void theHistoryOfEachIsRead()
    {
        declare("work", "retry");
        declare("retry", "dead");
        declare("dead");
        QCOMPARE(watch().total, quint64(0));
        publish("work", "twice");
        m_bench->settle();
        reject("work");
        m_bench->clock.now += 5000;
        reject("retry");
        const DeadLetterList list = m_index->list({}, 10);
        QCOMPARE(list.total, quint64(1));
        QList<engine::DeadLetter> letters;
        DeadLetterReader reader(m_bench->broker, [this](MessageRef ref) { return m_index->rejectedBy(ref); });
        MessageRef nowhere{queue("dead")->id(), 4711};
        reader.read(list.messages + QList<MessageRef>{nowhere},
                    [&](const QList<engine::DeadLetter> &read) { letters = read; });
        QCOMPARE(letters.size(), 1);
        const engine::DeadLetter &letter = letters.first();
        QCOMPARE(letter.deaths.size(), 2);
        QCOMPARE(letter.deaths.at(0).queue, QStringLiteral("retry"));
        QCOMPARE(letter.deaths.at(1).queue, QStringLiteral("work"));
        QCOMPARE(letter.deaths.at(1).routingKeys, QStringList{QStringLiteral("work")});
        QCOMPARE(letter.origin, QStringLiteral("work"));
        QCOMPARE(letter.diedMs, m_bench->clock.now);
        QCOMPARE(letter.rejectedBy, QStringLiteral("client-1"));
        QCOMPARE(letter.message.state, MessageState::Ready);
        QCOMPARE(letter.message.preview, QByteArray("twice"));
    }

    void thoseThatAreNamedArePicked()
    {
        declare("work", "dead");
        declare("short", "dead");
        declare("dead");
        QCOMPARE(watch().total, quint64(0));
        for (const char *body : {"1", "2", "3"})
            publish("work", body);
        m_bench->settle();
        reject("work", 3);
        m_bench->clock.now += 5000;
        publish("short", "late");
        m_bench->settle();
        reject("short");
        publish("dead", "never died");
        m_bench->settle();
        const QList<MessageRef> all = m_index->list({}, 10).messages;
        QCOMPARE(all.size(), 4);
        const MessageRef alive{queue("dead")->id(), all.first().offset + 1};
        const MessageRef nowhere{QueueId{4711}, 0};
        // In whatever order they are named; what is no dead letter is not among them.
        const DeadLetterList picked = m_index->pick({}, {nowhere, all.at(2), alive, all.at(0)});
        QCOMPARE(picked.messages, (QList<MessageRef>{all.at(0), all.at(2)}));
        QCOMPARE(picked.total, quint64(4));
        DeadLetterFilter filter;
        filter.queue = QStringLiteral("work");
        QCOMPARE(m_index->pick(filter, all).messages, all.mid(1));
        QCOMPARE(m_index->pick(filter, all).total, quint64(3));
        ack("dead"); // the oldest leaves
        QCOMPARE(m_index->pick({}, all).messages, all.first(3));
        QVERIFY(m_index->pick({}, {}).messages.isEmpty());
        QCOMPARE(m_index->pick({}, {}).total, quint64(3));
    }

    void aSearchIsForDeadLettersWhereItSaysSo()
    {
        declare("work", "dead");
        declare("short", "dead");
        const Queue *dead = declare("dead");
        publish("work", "match 1");
        publish("short", "match 2");
        m_bench->settle();
        reject("work");
        m_bench->clock.now += 10'000;
        reject("short");
        for (int i = 0; i < 20; ++i)
            publish("dead", "match, but never died");
        m_bench->settle();
        ScanRequest request;
        request.logs = {dead->id()};
        request.filter.text = QStringLiteral("match");
        QCOMPARE(search(request).found.size(), 22);
        // What is not wanted takes nobody's place.
        request.limit = 2;
        request.death = DeathFilter();
        ScanBatch batch = search(request);
        QCOMPARE(batch.found.size(), 2);
        QVERIFY(!batch.isLimited);
        request.death->queue = QStringLiteral("work");
        batch = search(request);
        QCOMPARE(batch.found.size(), 1);
        QCOMPARE(batch.found.first().preview, QByteArray("match 1"));
        request.death = DeathFilter{{}, {}, m_bench->clock.now, 0};
        batch = search(request);
        QCOMPARE(batch.found.size(), 1);
        QCOMPARE(batch.found.first().preview, QByteArray("match 2"));
        request.death->reason = QLatin1StringView(deathByExpiry);
        QVERIFY(search(request).found.isEmpty());
        // Likewise from the disk.
        close();
        open();
        request.logs = {queue("dead")->id()};
        request.death = DeathFilter{QLatin1StringView(deathByRejection), QStringLiteral("short"), 0, 0};
        batch = search(request);
        QCOMPARE(batch.found.size(), 1);
        QCOMPARE(batch.found.first().preview, QByteArray("match 2"));
    }

    void withNobodyWatchingItIsNothing()
    {
        declare("work", "dead");
        declare("dead");
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
        QCOMPARE(watch().total, quint64(0));
        QVERIFY(m_bench->broker.lifecycle().isWatched());
        m_index->forget();
        QVERIFY(!m_bench->broker.lifecycle().isWatched());
        publish("work", "1");
        m_bench->settle();
        reject("work");
        QCOMPARE(m_index->list({}, 10).total, quint64(0));
        QCOMPARE(watch().total, quint64(1));
    }

    void manyHoursStayWithinTheLimit()
    {
        declare("work", "dead");
        declare("dead");
        QCOMPARE(watch().total, quint64(0));
        constexpr int hours = int(DeadLetterIndex::mostGroups) + 50;
        for (int i = 0; i < hours; ++i) {
            publish("work", QByteArray::number(i));
            m_bench->settle();
            reject("work");
            m_bench->clock.now += 3'600'000;
        }
        const DeadLettersSnapshot snapshot = m_index->snapshot();
        QCOMPARE(snapshot.total, quint64(hours));
        QCOMPARE(snapshot.groups.size(), qsizetype(DeadLetterIndex::mostGroups) + 1);
        QVERIFY(!snapshot.isCut);
    }

    void aHistoryOfAnotherKindIsUnderstoodAsFarAsItGoes()
    {
        FieldTable headers;
        headers.set("x-death", FieldValue(QByteArray("no history")));
        QVERIFY(deathsOf(headers).isEmpty());
        FieldTable bare;
        bare.set("reason", FieldValue(QByteArray("rejected")));
        FieldArray history;
        history.items.append(FieldValue(qint32(7)));
        history.items.append(FieldValue(bare));
        headers.set("x-death", FieldValue(history));
        const QList<engine::Death> deaths = deathsOf(headers);
        QCOMPARE(deaths.size(), 1);
        QCOMPARE(deaths.first().count, quint64(1));
        QCOMPARE(deaths.first().firstMs, qint64(0));
        QVERIFY(!deaths.first().originalExpiration);
        // Whole seconds are made exact by the arrival, and repeated deaths are as late as that.
        engine::Death once;
        once.firstMs = 5000;
        QCOMPARE(diedAtMs({once}, 5321), qint64(5321));
        QCOMPARE(diedAtMs({once}, 9000), qint64(5000)); // published again by somebody, later
        once.count = 2;
        QCOMPARE(diedAtMs({once}, 9000), qint64(9000));
        QCOMPARE(diedAtMs({}, 9000), qint64(0));
    }
};

SIGHTGLASS_TEST(TestDeadLetters)
#include "tst_inspect_deadletters.moc"
