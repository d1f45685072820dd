// SPDX-License-Identifier: GPL-3.0-or-later
// Topics: what making and altering others means for those that are there, and what a configuration may say.
#include "program/testprogram.h"
#include "topicfixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace test;

class TestTopics : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<TopicBench> m_bench;

    TopicBench &bench() { return *m_bench; }
    Topics &topics() { return bench().host().topics(); }
    static FieldTable config(const QByteArray &key, const QByteArray &value)
    {
        FieldTable table;
        table.set(key, FieldValue(value));
        return table;
    }
    void pass(qint64 ms)
    {
        bench().clock.now += ms;
        bench().broker.wake();
        bench().settle();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<TopicBench>(m_disk);
        bench().store.autoCommit = true;
    }
    void cleanup() { m_bench.reset(); }

    void retentionIsNotPutOffByOthers_data()
    {
        QTest::addColumn<bool>("isMade");
        QTest::newRow("that are made") << true;
        QTest::newRow("that are altered") << false;
    }
    void retentionIsNotPutOffByOthers()
    {
        QFETCH(bool, isMade);
        constexpr qint64 retentionMs = 20'000, lookMs = retentionMs / 10, stepMs = lookMs / 2;
        bench().create(1, config("retention.ms", QByteArray::number(retentionMs)));
        QVERIFY(topics().create({"other", 1, {}, {}}).ok());
        bench().append({"old"});
        int round = 0;
        for (qint64 passed = 0; passed <= retentionMs + lookMs; passed += stepMs) {
            const QByteArray text = QByteArray::number(++round);
            if (isMade)
                QVERIFY(topics().create({"another" + text, 1, {}, {}}).ok());
            else
                QVERIFY(topics().setConfig(*topics().find("other"), config("retention.bytes", text)).ok());
            pass(stepMs);
        }
        QCOMPARE(bench().partition().records(), 0u);
        // And it goes on, where nothing is made or altered.
        bench().append({"new"});
        pass(retentionMs - 1);
        QCOMPARE(bench().partition().records(), 1u);
        pass(lookMs + 1);
        QCOMPARE(bench().partition().records(), 0u);
    }

    void whatHasTheNameIsSaid()
    {
        bench().declare("queue");
        QVERIFY(topics().create({"several", 3, {}, {}}).ok());
        QVERIFY(topics().create({"one-1", 1, {}, {}}).ok());
        const auto problem = [&](const QByteArray &name, quint32 partitions) {
            const Result<void> possible = topics().check({name, partitions, {}, {}});
            return possible.ok() ? QString() : possible.error().detail;
        };
        QCOMPARE(problem("queue", 1), QStringLiteral("There is a queue named 'queue'."));
        QCOMPARE(problem("several", 1), QStringLiteral("Topic 'several' already exists."));
        QCOMPARE(problem("several-2", 1),
                 QStringLiteral("'several-2' is the stream of a partition of the topic 'several'."));
        QCOMPARE(problem("one", 2), QStringLiteral("There is a topic named 'one-1'."));
        QCOMPARE(problem("one", 1), QString());
    }

    void everyConfigurationIsDescribedOnceAndItsDefaultHolds()
    {
        std::set<QByteArray> names;
        for (const TopicConfig &key : topicConfigs()) {
            QVERIFY2(names.insert(key.name).second, key.name);
            QVERIFY(*key.meaning);
            const Result<TopicSettings> settings = topicSettingsOf(config(key.name, key.defaultValue));
            QVERIFY2(settings.ok(), settings.ok() ? "" : qPrintable(settings.error().detail));
            QVERIFY2(*settings == TopicSettings(), key.name);
        }
        QVERIFY(std::is_sorted(topicConfigs().begin(), topicConfigs().end(),
                               [](const TopicConfig &a, const TopicConfig &b) { return qstrcmp(a.name, b.name) < 0; }));
    }

    void valuesAreChecked_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](const char *key, const char *value, bool isAllowed) {
            QTest::addRow("%s=%s", key, value) << QByteArray(key) << QByteArray(value) << isAllowed;
        };
        row("segment.bytes", "1048576", true);
        row("segment.bytes", " 1048576 ", true);
        row("segment.bytes", "abc", false);
        row("segment.bytes", "13", false);
        row("segment.bytes", "2147483648", false); // an int
        row("segment.ms", "2147483648", true);
        row("segment.ms", "0", false);
        row("segment.jitter.ms", "0", true);
        row("segment.index.bytes", "3", false);
        row("flush.messages", "0", false);
        row("min.insync.replicas", "2", true);
        row("min.insync.replicas", "0", false);
        row("local.retention.ms", "-2", true);
        row("local.retention.ms", "-3", false);
        row("message.timestamp.before.max.ms", "3600000", true);
        row("message.timestamp.before.max.ms", "-1", false);
        row("message.timestamp.after.max.ms", "soon", false);
        row("preallocate", "TRUE", true);
        row("preallocate", "yes", false);
        row("unclean.leader.election.enable", "true", true);
        row("unclean.leader.election.enable", "1", false);
        row("remote.log.copy.disable", "true", true);
        row("remote.log.delete.on.disable", "", false);
        row("compression.type", "zstd", true);
        row("compression.type", "foo", false);
        row("compression.gzip.level", "-1", true);
        row("compression.gzip.level", "9", true);
        row("compression.gzip.level", "0", false);
        row("compression.gzip.level", "10", false);
        row("compression.lz4.level", "17", true);
        row("compression.lz4.level", "0", false);
        row("compression.zstd.level", "-131072", true);
        row("compression.zstd.level", "23", false);
        row("message.timestamp.type", "LogAppendTime", true);
        row("message.timestamp.type", "logappendtime", false);
        row("message.format.version", "2.8", true);
        row("message.format.version", "0.10.2", true);
        row("message.format.version", "new", false);
        row("leader.replication.throttled.replicas", "*", true);
        row("leader.replication.throttled.replicas", "0:1, 1:1", true);
        row("follower.replication.throttled.replicas", "", true);
        row("follower.replication.throttled.replicas", "all", false);
        row("cleanup.policy", "compact, delete", true);
        row("cleanup.policy", "compact,remove", false);
        row("cleanup.policy", "", false);
        row("min.cleanable.dirty.ratio", "0.25", true);
        row("min.cleanable.dirty.ratio", "1.5", false);
        row("min.cleanable.dirty.ratio", "nan", false);
        row("retention.ms", "-1", true);
        row("retention.ms", "-2", false);
        row("max.compaction.lag.ms", "0", false);
    }
    void valuesAreChecked()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(bool, isAllowed);
        const Result<TopicSettings> settings = topicSettingsOf(config(key, value));
        QCOMPARE(settings.ok(), isAllowed);
        if (isAllowed)
            return;
        QCOMPARE(settings.error().code, BrokerError::InvalidArgument);
        QVERIFY2(settings.error().detail.contains(QString::fromUtf8(key)), qPrintable(settings.error().detail));
    }
};

SIGHTGLASS_TEST(TestTopics)
#include "tst_core_topics.moc"
