// SPDX-License-Identifier: GPL-3.0-or-later
// Topics as the window asks for them, over a real store and a restart.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;

class TestFacadeTopics : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    template <typename T>
    static BrokerError codeOf(const Result<T> &result)
    {
        return result.ok() ? BrokerError::None : result.error().code;
    }
    static TopicSpec spec(const QString &name, quint32 partitions = 1)
    {
        TopicSpec spec;
        spec.name = name;
        spec.partitions = partitions;
        return spec;
    }
    static QString slash() { return QStringLiteral("/"); }
    QList<TopicSnapshot> topics()
    {
        QObject context;
        std::optional<QList<TopicSnapshot>> topics;
        const auto subscription = session().watchTopics(
            &context, [&](const QList<TopicSnapshot> &now) { topics = now; }, 20);
        const bool arrived = QTest::qWaitFor([&] { return topics.has_value(); }, patienceMs);
        return arrived ? *topics : QList<TopicSnapshot>();
    }
    bool append(const QString &topic, quint32 partition)
    {
        RecordRequest request;
        request.topic = topic;
        request.partition = partition;
        request.value = QByteArray("a record");
        return await(session().publishRecord(request)).ok();
    }
    /// Of a partition of the only topic.
    std::pair<int, int> firstAndNext(qsizetype partition)
    {
        const PartitionSnapshot now = topics().value(0).partitions.value(partition);
        return {int(now.firstOffset), int(now.nextOffset)};
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
    }
    void cleanup() { m_engine.reset(); }

    void everythingSurvivesARestart()
    {
        QVERIFY(topics().isEmpty());
        TopicSpec clicks = spec(QStringLiteral("clicks"), 3);
        clicks.config.set("retention.ms", QByteArray("3600000"));
        QVERIFY(await(session().createTopic(clicks)).ok());
        QVERIFY(await(session().createTopic(spec(QStringLiteral("audit")))).ok());
        QVERIFY(await(session().addPartitions(slash(), QStringLiteral("audit"), 2)).ok());
        FieldTable compact;
        compact.set("cleanup.policy", QByteArray("compact"));
        QVERIFY(await(session().setTopicConfig(slash(), QStringLiteral("audit"), compact)).ok());
        const QList<TopicSnapshot> before = topics();
        QCOMPARE(before.size(), 2);
        QCOMPARE(before.at(0).spec.name, QStringLiteral("audit"));
        QCOMPARE(before.at(0).partitions.size(), 2);
        QCOMPARE(before.at(0).retention, (TopicRetention{false, true, 604800000, -1, -1}));
        QCOMPARE(before.at(1).spec, clicks);
        QCOMPARE(before.at(1).retention.ms, 3600000);
        QVERIFY(m_engine->restart());
        QCOMPARE(topics(), before);
        QVERIFY(await(session().deleteTopic(slash(), QStringLiteral("audit"))).ok());
        QVERIFY(m_engine->restart());
        QCOMPARE(topics().size(), 1);
    }

    void theDefaultRetentionIsTheBrokers()
    {
        m_engine->config.kafka.defaultRetentionMs = -1;
        QVERIFY(m_engine->restart());
        QVERIFY(await(session().createTopic(spec(QStringLiteral("kept")))).ok());
        QCOMPARE(topics().first().retention.ms, -1);
        QVERIFY(topics().first().spec.config.isEmpty());
        m_engine->config.kafka.defaultRetentionMs = 5000;
        QVERIFY(m_engine->restart());
        QCOMPARE(topics().first().retention.ms, 5000);
    }

    void recreatedItIsEmptyAndAnother()
    {
        TopicSpec clicks = spec(QStringLiteral("clicks"), 3);
        clicks.config.set("retention.ms", QByteArray("3600000"));
        QVERIFY(await(session().createTopic(clicks)).ok());
        const TopicSnapshot before = topics().first();
        QVERIFY(await(session().recreateTopic(slash(), QStringLiteral("clicks"))).ok());
        QVERIFY(m_engine->restart());
        QCOMPARE(topics().size(), 1);
        const TopicSnapshot after = topics().first();
        QCOMPARE(after.spec, clicks);
        QVERIFY(after.id != before.id);
        QCOMPARE(codeOf(await(session().recreateTopic(slash(), QStringLiteral("x")))), BrokerError::NotFound);
    }

    void recordsAreDeletedUpToAnOffset()
    {
        const QString name = QStringLiteral("clicks");
        QVERIFY(await(session().createTopic(spec(name, 2))).ok());
        for (int i = 0; i < 5; ++i)
            QVERIFY(append(name, 0));
        for (int i = 0; i < 3; ++i)
            QVERIFY(append(name, 1));
        QVERIFY(await(session().deleteRecords(slash(), name, 0, 2)).ok());
        QCOMPARE(firstAndNext(0), std::pair(2, 5));
        QCOMPARE(firstAndNext(1), std::pair(0, 3));
        // What is gone already is no error.
        QVERIFY(await(session().deleteRecords(slash(), name, 0, 1)).ok());
        QCOMPARE(firstAndNext(0), std::pair(2, 5));
        QVERIFY(m_engine->restart());
        QCOMPARE(firstAndNext(0), std::pair(2, 5));
        QVERIFY(await(session().clearTopic(slash(), name)).ok());
        QVERIFY(m_engine->restart());
        QCOMPARE(firstAndNext(0), std::pair(5, 5));
        QCOMPARE(firstAndNext(1), std::pair(3, 3));
        QCOMPARE(topics().first().records, quint64(0));
    }

    void recordsAreNotDeletedWhereThatCanNotBe()
    {
        const QString name = QStringLiteral("clicks");
        QVERIFY(await(session().createTopic(spec(name))).ok());
        QVERIFY(append(name, 0));
        QCOMPARE(codeOf(await(session().deleteRecords(slash(), name, 0, 2))), BrokerError::OffsetOutOfRange);
        QCOMPARE(codeOf(await(session().deleteRecords(slash(), name, 1, 0))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().deleteRecords(slash(), QStringLiteral("x"), 0, 0))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().clearTopic(QStringLiteral("nowhere"), name))), BrokerError::NotFound);
        FieldTable compact;
        compact.set("cleanup.policy", QByteArray("compact"));
        QVERIFY(await(session().setTopicConfig(slash(), name, compact)).ok());
        QCOMPARE(codeOf(await(session().deleteRecords(slash(), name, 0, 1))), BrokerError::NotAllowed);
        QCOMPARE(codeOf(await(session().clearTopic(slash(), name))), BrokerError::NotAllowed);
        QCOMPARE(firstAndNext(0), std::pair(0, 1));
    }

    void messagesAreFoundByTextAndTime()
    {
        QVERIFY(await(session().createTopic(spec(QStringLiteral("clicks")))).ok());
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        for (int i = 0; i < 50; ++i)
            QVERIFY(m_engine->publish(QStringLiteral("clicks"), i % 10 ? "hay" : "a Needle").ok());
        const PartitionSnapshot partition = topics().front().partitions.front();
        QCOMPARE(partition.nextOffset, quint64(50));
        // After a restart everything is on disk.
        QVERIFY(m_engine->restart());
        ScanRequest request;
        request.logs = {partition.log};
        request.filter.text = QStringLiteral("needle");
        QObject context;
        QList<MessageSummary> found;
        ScanBatch last;
        auto scan = session().scan(&context, request, [&](const ScanBatch &batch) {
            found += batch.found;
            last = batch;
        });
        QTRY_VERIFY_WITH_TIMEOUT(last.isComplete, patienceMs);
        QCOMPARE(found.size(), 5);
        QCOMPARE(last.examined, quint64(50));
        QVERIFY(m_engine->publish(QStringLiteral("clicks"), "another needle").ok());
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 6, patienceMs);
        scan.reset();
        // By time: the first, and the end where there is none.
        QCOMPARE(await(session().offsetAtTime(partition.log, before)).value(), quint64(0));
        QCOMPARE(await(session().offsetAtTime(partition.log, before + 3'600'000)).value(), quint64(51));
        QCOMPARE(codeOf(await(session().offsetAtTime({99999}, before))), BrokerError::NotFound);
    }

    void errors()
    {
        const QString name = QStringLiteral("clicks");
        QVERIFY(await(session().createTopic(spec(name, 2))).ok());
        QCOMPARE(codeOf(await(session().createTopic(spec(name)))), BrokerError::AlreadyExists);
        QVERIFY(m_engine->declareQueue(QStringLiteral("orders")));
        QCOMPARE(codeOf(await(session().createTopic(spec(QStringLiteral("orders"))))), BrokerError::AlreadyExists);
        QCOMPARE(codeOf(await(session().createTopic(spec(QStringLiteral("a b"))))), BrokerError::InvalidArgument);
        QCOMPARE(codeOf(await(session().createTopic(spec(QStringLiteral("many"), 1025)))),
                 BrokerError::InvalidArgument);
        TopicSpec elsewhere = spec(name);
        elsewhere.virtualHost = QStringLiteral("nowhere");
        QCOMPARE(codeOf(await(session().createTopic(elsewhere))), BrokerError::NotFound);
        FieldTable wrong;
        wrong.set("retention.ms", QByteArray("soon"));
        const Result<void> refused = await(session().setTopicConfig(slash(), name, wrong));
        QCOMPARE(codeOf(refused), BrokerError::InvalidArgument);
        QVERIFY(refused.error().detail.contains(QStringLiteral("retention.ms")));
        QCOMPARE(codeOf(await(session().addPartitions(slash(), name, 2))), BrokerError::InvalidArgument);
        QCOMPARE(codeOf(await(session().deleteTopic(slash(), QStringLiteral("x")))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().setTopicConfig(slash(), QStringLiteral("x"), {}))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().addPartitions(slash(), QStringLiteral("x"), 2))), BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestFacadeTopics)
#include "tst_facade_topics.moc"
