// SPDX-License-Identifier: GPL-3.0-or-later
// What is published by hand beyond a single message: records into topics, and batches with one answer.
#include "facadefixture.h"

#include "program/testprogram.h"

#include <engine/publishing.h>

using namespace Qt::StringLiterals;
using namespace test;

class TestFacadePublishing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void aRecordIsAnsweredWithItsPlace();
    void aPartitionThatIsNotThereIsDoneWithout();
    void theKeyChoosesThePartition();
    void withoutAKeyOnePartitionAfterTheOther();
    void aRecordIsReadAsItWasWritten();
    void whatATopicDoesNotTake();
    void aBatchOfMessagesIsCounted();
    void aBatchOfRecordsHasConsecutiveOffsets();
    void largeRecordsGoIntoBatchesOfTheirOwn();
    void aBatchHasALimit();
    void aBatchSurvivesARestart();

private:
    EmbeddedSession &session() { return *m_engine.session; }
    void makeTopic(const QString &name, quint32 partitions, const FieldTable &config = {});
    TopicSnapshot topic(const QString &name);
    Result<RecordReceipt> publish(const RecordRequest &request) { return await(session().publishRecord(request)); }
    MessageDetails recordAt(const QString &topicName, const RecordReceipt &place);

    Engine m_engine;
};

namespace {

RecordRequest record(const QString &topic, const QByteArray &value, const std::optional<QByteArray> &key = {})
{
    RecordRequest request;
    request.topic = topic;
    request.key = key;
    request.value = value;
    return request;
}

} // namespace

void TestFacadePublishing::initTestCase()
{
    QVERIFY(m_engine.start());
}

void TestFacadePublishing::makeTopic(const QString &name, quint32 partitions, const FieldTable &config)
{
    QVERIFY(await(session().createTopic({u"/"_s, name, partitions, config})).ok());
}

TopicSnapshot TestFacadePublishing::topic(const QString &name)
{
    QObject context;
    std::optional<TopicSnapshot> found;
    const auto subscription = session().watchTopics(
        &context,
        [&](const QList<TopicSnapshot> &topics) {
            for (const TopicSnapshot &snapshot : topics) {
                if (snapshot.spec.name == name)
                    found = snapshot;
            }
        },
        20);
    return QTest::qWaitFor([&] { return found.has_value(); }, patienceMs) ? *found : TopicSnapshot();
}

MessageDetails TestFacadePublishing::recordAt(const QString &topicName, const RecordReceipt &place)
{
    const TopicSnapshot snapshot = topic(topicName);
    if (snapshot.partitions.size() <= qsizetype(place.partition))
        return {};
    const auto found = await(session().message({snapshot.partitions.at(place.partition).log, place.offset}));
    return found ? *found : MessageDetails();
}

void TestFacadePublishing::aRecordIsAnsweredWithItsPlace()
{
    makeTopic(u"places"_s, 3);
    RecordRequest request = record(u"places"_s, "a");
    request.partition = 2;
    auto receipt = publish(request);
    QVERIFY(receipt);
    QCOMPARE(*receipt, (RecordReceipt{2, 0}));
    receipt = publish(request);
    QCOMPARE(*receipt, (RecordReceipt{2, 1}));
    QCOMPARE(recordAt(u"places"_s, *receipt).body, QByteArray("a"));
    QCOMPARE(recordAt(u"places"_s, *receipt).partition, std::optional<quint32>(2));
}

/// Where that is said; otherwise it is refused.
void TestFacadePublishing::aPartitionThatIsNotThereIsDoneWithout()
{
    makeTopic(u"fewer"_s, 3);
    RecordRequest request = record(u"fewer"_s, "a", "key");
    const auto byKey = publish(request);
    QVERIFY(byKey);
    request.isPartitionBinding = false;
    request.partition = 7;
    auto receipt = publish(request);
    QVERIFY2(receipt.ok(), receipt.ok() ? "" : qPrintable(receipt.error().detail));
    QCOMPARE(*receipt, (RecordReceipt{byKey->partition, 1}));
    request.partition = (byKey->partition + 1) % 3;
    receipt = publish(request);
    QVERIFY(receipt);
    QCOMPARE(receipt->partition, *request.partition);
}

/// As the Java client does: murmur2. These places were taken from it.
void TestFacadePublishing::theKeyChoosesThePartition()
{
    makeTopic(u"keys"_s, 3);
    QSet<quint32> used;
    for (int i = 0; i < 20; ++i) {
        const QByteArray key = "key-" + QByteArray::number(i);
        const auto first = publish(record(u"keys"_s, "1", key));
        const auto second = publish(record(u"keys"_s, "2", key));
        QVERIFY(first && second);
        QCOMPARE(second->partition, first->partition);
        QVERIFY(second->offset > first->offset);
        used.insert(first->partition);
    }
    QCOMPARE(used.size(), 3);
}

void TestFacadePublishing::withoutAKeyOnePartitionAfterTheOther()
{
    makeTopic(u"turns"_s, 3);
    QList<quint32> partitions;
    for (int i = 0; i < 4; ++i)
        partitions << publish(record(u"turns"_s, "x"))->partition;
    QCOMPARE(partitions, (QList<quint32>{0, 1, 2, 0}));
}

void TestFacadePublishing::aRecordIsReadAsItWasWritten()
{
    makeTopic(u"whole"_s, 1);
    RecordRequest request = record(u"whole"_s, QByteArray("\x00\xff{}", 4), "k\xc3\xa9y");
    request.headers = {{u"trace"_s, "1"}, {u"trace"_s, "2"}, {u"none"_s, {}}, {u"bytes"_s, QByteArray("\xff\x00", 2)}};
    request.timestampMs = 1'700'000'000'123;
    const auto receipt = publish(request);
    QVERIFY(receipt);
    const MessageDetails read = recordAt(u"whole"_s, *receipt);
    QCOMPARE(read.body, *request.value);
    QCOMPARE(read.properties.timestamp, quint64(1'700'000'000));
    const FieldTable &headers = read.properties.headers;
    QVERIFY(headers.find("x-kafka-key"));
    QCOMPARE(headers.find("x-kafka-timestamp")->toInteger(), qint64(1'700'000'000'123));
    QCOMPARE(std::get<FieldArray>(headers.find("trace")->value).items,
             (QList<FieldValue>{FieldValue(QByteArray("1")), FieldValue(QByteArray("2"))}));
    QCOMPARE(headers.find("none")->typeCode(), 'V');
    QCOMPARE(std::get<FieldBytes>(headers.find("bytes")->value).bytes, QByteArray("\xff\x00", 2));
    // A null and an empty value are two things.
    RecordRequest tombstone = record(u"whole"_s, {}, "gone");
    tombstone.value = {};
    QVERIFY(recordAt(u"whole"_s, *publish(tombstone)).properties.headers.contains("x-kafka-tombstone"));
    QVERIFY(!recordAt(u"whole"_s, *publish(record(u"whole"_s, "", "here")))
                 .properties.headers.contains("x-kafka-tombstone"));
}

void TestFacadePublishing::whatATopicDoesNotTake()
{
    FieldTable compacted;
    compacted.set("cleanup.policy", FieldValue(QByteArray("compact")));
    makeTopic(u"compacted"_s, 1, compacted);
    FieldTable small;
    small.set("max.message.bytes", FieldValue(QByteArray("1000")));
    makeTopic(u"small"_s, 1, small);
    QCOMPARE(publish(record(u"nowhere"_s, "x")).error().code, BrokerError::NotFound);
    QCOMPARE(publish(record(u"compacted"_s, "x")).error().code, BrokerError::InvalidArgument);
    QCOMPARE(publish(record(u"small"_s, QByteArray(2000, 'x'))).error().code, BrokerError::MessageTooLarge);
    RecordRequest request = record(u"small"_s, "x");
    request.partition = 1;
    QCOMPARE(publish(request).error().detail, u"topic 'small' has no partition 1"_s);
    request.partition = 0;
    QVERIFY(publish(request).ok());
}

void TestFacadePublishing::aBatchOfMessagesIsCounted()
{
    QVERIFY(m_engine.declareQueue(u"counted"_s));
    PublishBatch batch;
    for (int i = 0; i < 10; ++i) {
        PublishRequest request;
        request.routingKey = i % 5 == 4 ? u"nobody"_s : u"counted"_s;
        request.properties.deliveryMode = quint8(2);
        request.body = QByteArray::number(i);
        batch.messages << request;
    }
    batch.messages[0].exchange = u"no-such-exchange"_s;
    const auto receipt = await(session().publishBatch(batch));
    QVERIFY(receipt);
    QCOMPARE(receipt->sent, quint64(7));
    QCOMPARE(receipt->unroutable, quint64(2));
    QCOMPARE(receipt->failed, quint64(1));
    QVERIFY(receipt->problem.contains(u"no-such-exchange"_s));
    QVERIFY(m_engine.waitForMessages(u"counted"_s, 7));
}

void TestFacadePublishing::aBatchOfRecordsHasConsecutiveOffsets()
{
    makeTopic(u"many"_s, 2);
    PublishBatch batch;
    for (int i = 0; i < 200; ++i) {
        batch.records << record(u"many"_s, QByteArray::number(i));
        batch.records.last().partition = quint32(i % 2);
    }
    const auto receipt = await(session().publishBatch(batch));
    QVERIFY(receipt);
    QCOMPARE(receipt->sent, quint64(200));
    QCOMPARE(receipt->last, (RecordReceipt{1, 99}));
    QCOMPARE(recordAt(u"many"_s, {0, 99}).body, QByteArray("198"));
    QCOMPARE(recordAt(u"many"_s, {1, 0}).body, QByteArray("1"));
}

void TestFacadePublishing::largeRecordsGoIntoBatchesOfTheirOwn()
{
    FieldTable config;
    config.set("max.message.bytes", FieldValue(QByteArray("10000")));
    makeTopic(u"large"_s, 1, config);
    PublishBatch batch;
    for (int i = 0; i < 20; ++i)
        batch.records << record(u"large"_s, QByteArray(i == 10 ? 20000 : 4000, 'x'));
    const auto receipt = await(session().publishBatch(batch));
    QVERIFY(receipt);
    QCOMPARE(receipt->sent, quint64(19));
    QCOMPARE(receipt->failed, quint64(1));
    QVERIFY(receipt->problem.contains(u"max.message.bytes"_s));
    QCOMPARE(receipt->last, (RecordReceipt{0, 18}));
}

void TestFacadePublishing::aBatchHasALimit()
{
    PublishBatch batch;
    batch.messages.resize(PublishBatch::mostMessages + 1);
    QCOMPARE(await(session().publishBatch(batch)).error().code, BrokerError::InvalidArgument);
    const auto nothing = await(session().publishBatch({}));
    QVERIFY(nothing);
    QCOMPARE(nothing->sent, quint64(0));
}

void TestFacadePublishing::aBatchSurvivesARestart()
{
    makeTopic(u"kept"_s, 1);
    PublishBatch batch;
    for (int i = 0; i < 50; ++i)
        batch.records << record(u"kept"_s, QByteArray::number(i), "k");
    QCOMPARE(await(session().publishBatch(batch))->sent, quint64(50));
    QVERIFY(m_engine.restart());
    QCOMPARE(recordAt(u"kept"_s, {0, 49}).body, QByteArray("49"));
    QCOMPARE(*publish(record(u"kept"_s, "next")), (RecordReceipt{0, 50}));
}

SIGHTGLASS_TEST(TestFacadePublishing)
#include "tst_facade_publishing.moc"
