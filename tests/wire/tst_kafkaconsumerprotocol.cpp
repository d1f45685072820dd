// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "vectors/amqpvectors.h"
#include "wire/kafka/consumerprotocol.h"

#include <QTest>

#include <set>

using namespace engine::wire;
using namespace engine::wire::kafka;
using vectors::hex;

namespace {

ConsumerProtocolSubscription fullSubscription()
{
    ConsumerProtocolSubscription subscription;
    subscription.topics = {"orders", "returns"};
    subscription.userData = QByteArray("u");
    subscription.ownedPartitions = {{"orders", {0, 2}}};
    subscription.generationId = 7;
    subscription.rackId = "r1";
    return subscription;
}

} // namespace

class TestKafkaConsumerProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofLibrdkafka();
    void everyVersion();
    void newerVersions();
    void fieldsOfAnOlderVersion();
    void cutShort();
    void bad();
};

// Recorded: what librdkafka 2.0.2 writes as a member and as a leader.
void TestKafkaConsumerProtocol::ofLibrdkafka()
{
    const auto subscription = decodeSubscription(hex("0001 00000001 0006 6f7264657273 00000000 00000000"));
    QVERIFY(subscription.ok());
    ConsumerProtocolSubscription expected;
    expected.topics = {"orders"};
    expected.userData = QByteArray("");
    QCOMPARE(*subscription, expected);
    const auto assignment =
        decodeAssignment(hex("0000 00000001 0006 6f7264657273 00000004 00000000 00000001 00000002 00000003 00000000"));
    QVERIFY(assignment.ok());
    QCOMPARE(*assignment, (ConsumerProtocolAssignment{{{"orders", {0, 1, 2, 3}}}, QByteArray("")}));
}

void TestKafkaConsumerProtocol::everyVersion()
{
    const QByteArray topics = "00000002"
                              "0006"
                              "6f7264657273"
                              "0007"
                              "72657475726e73"
                              "00000001"
                              "75";
    const QByteArray owned = "00000001"
                             "0006"
                             "6f7264657273"
                             "00000002"
                             "00000000"
                             "00000002";
    const auto subscription = fullSubscription();
    QCOMPARE(encodeSubscription(subscription, 0).toHex(), "0000" + topics);
    QCOMPARE(encodeSubscription(subscription, 1).toHex(), "0001" + topics + owned);
    QCOMPARE(encodeSubscription(subscription, 2).toHex(), "0002" + topics + owned + "00000007");
    QCOMPARE(encodeSubscription(subscription).toHex(), "0003" + topics + owned +
                                                           "00000007"
                                                           "0002"
                                                           "7231");
    QCOMPARE(*decodeSubscription(encodeSubscription(subscription)), subscription);
    for (qint16 version = 0; version <= ConsumerProtocolSubscription::HighestVersion; ++version) {
        const auto decoded = decodeSubscription(encodeSubscription(subscription, version));
        QVERIFY(decoded.ok());
        QCOMPARE(decoded->topics, subscription.topics);
        QCOMPARE(decoded->ownedPartitions.size(), version >= 1 ? 1 : 0);
        QCOMPARE(decoded->generationId, version >= 2 ? 7 : -1);
        QCOMPARE(decoded->rackId.has_value(), version >= 3);
    }
    const ConsumerProtocolAssignment assignment{{{"orders", {1}}}, {}};
    for (qint16 version = 0; version <= ConsumerProtocolAssignment::HighestVersion; ++version)
        QCOMPARE(*decodeAssignment(encodeAssignment(assignment, version)), assignment);
    QCOMPARE(encodeAssignment(assignment, 0).toHex(), QByteArray("0000"
                                                                 "00000001"
                                                                 "0006"
                                                                 "6f7264657273"
                                                                 "00000001"
                                                                 "00000001"
                                                                 "ffffffff"));
}

// Fields that a later version adds stand behind those that we know.
void TestKafkaConsumerProtocol::newerVersions()
{
    QByteArray bytes = encodeSubscription(fullSubscription()) + "later";
    bytes[1] = 9;
    const auto decoded = decodeSubscription(bytes);
    QVERIFY(decoded.ok());
    QCOMPARE(*decoded, fullSubscription());
}

void TestKafkaConsumerProtocol::fieldsOfAnOlderVersion()
{
    for (qint16 fields = 0; fields < 3; ++fields) {
        QByteArray bytes = encodeSubscription(fullSubscription(), fields);
        bytes[1] = 3;
        const auto decoded = decodeSubscription(bytes);
        QVERIFY(decoded.ok());
        QCOMPARE(decoded->ownedPartitions.size(), fields >= 1 ? 1 : 0);
        QCOMPARE(decoded->generationId, fields >= 2 ? 7 : -1);
    }
}

// Cut anywhere but where an older version would end.
void TestKafkaConsumerProtocol::cutShort()
{
    const QByteArray bytes = encodeSubscription(fullSubscription());
    std::set<qsizetype> ends;
    for (qint16 version = 0; version < 3; ++version)
        ends.insert(encodeSubscription(fullSubscription(), version).size());
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        const auto decoded = decodeSubscription(bytes.first(n));
        QCOMPARE(decoded.ok(), ends.contains(n));
        QVERIFY(decoded.ok() || decoded.error().fault == Fault::Truncated);
    }
    const QByteArray assignment = encodeAssignment({{{"orders", {1, 2}}}, QByteArray("u")});
    for (qsizetype n = 0; n < assignment.size(); ++n)
        QVERIFY(decodeAssignment(assignment.first(n)).isMalformed());
}

void TestKafkaConsumerProtocol::bad()
{
    QCOMPARE(decodeSubscription(hex("ffff 00000000 00000000")).error().fault, Fault::BadHeader);
    QCOMPARE(decodeSubscription(hex("0000 7fffffff 0000")).error().fault, Fault::Truncated);
    QCOMPARE(decodeSubscription(hex("0000 ffffffff ffffffff")).error().fault, Fault::BadNull);
    QCOMPARE(decodeSubscription(hex("0000 00000001 0001 ff ffffffff")).error().fault, Fault::BadUtf8);
    QCOMPARE(decodeAssignment(hex("0000 00000001 0001 74 40000000 00000001 ffffffff")).error().fault, Fault::Truncated);
}

SIGHTGLASS_TEST(TestKafkaConsumerProtocol)
#include "tst_kafkaconsumerprotocol.moc"
