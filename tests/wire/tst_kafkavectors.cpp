// SPDX-License-Identifier: GPL-3.0-or-later
// Kafka requests and responses of other people's programs: whole, byte by byte, cut short, encoded again.
#include "decodefault.h"

#include "program/testprogram.h"
#include "vectors/kafkavectors.h"
#include "wire/kafka/apis.h"
#include "wire/kafka/printed.h"

#include <QTest>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

Q_DECLARE_METATYPE(vectors::KafkaRequestVector)
Q_DECLARE_METATYPE(vectors::KafkaResponseVector)
Q_DECLARE_METATYPE(vectors::BadKafkaRequest)

namespace {

template <typename Vector>
void addSourceRows(const QList<Vector> &list)
{
    QTest::addColumn<Vector>("vector");
    for (const Vector &vector : list)
        QTest::addRow("%s [%s]", vector.name, vector.source) << vector;
}

// What is wrong with a request, in its header or behind it.
Fault requestFault(QByteArrayView payload)
{
    const auto header = decodeRequestHeader(payload);
    if (!header)
        return header.error().fault;
    Fault fault = Fault::None;
    withRequestOf(ApiKey(header->apiKey), [&]<typename R>(std::type_identity<R>) {
        fault = faultOf(decodeMessage<R>(payload.sliced(header.consumed()), header->apiVersion));
    });
    return fault;
}

Fault responseFault(const KafkaResponseVector &vector, QByteArrayView payload)
{
    const auto header = decodeResponseHeader(vector.key, vector.version, payload);
    if (!header)
        return header.error().fault;
    Fault fault = Fault::None;
    withRequestOf(vector.key, [&]<typename R>(std::type_identity<R>) {
        fault = faultOf(decodeMessage<typename R::Response>(payload.sliced(header.consumed()), vector.version));
    });
    return fault;
}

QByteArray requestAgain(QByteArrayView payload)
{
    const auto header = decodeRequestHeader(payload);
    OutBuffer out;
    withRequestOf(ApiKey(header->apiKey), [&]<typename R>(std::type_identity<R>) {
        appendRequest(out, *header, *decodeMessage<R>(payload.sliced(header.consumed()), header->apiVersion));
    });
    return out.toByteArray();
}

QByteArray responseAgain(const KafkaResponseVector &vector, QByteArrayView payload)
{
    const auto header = decodeResponseHeader(vector.key, vector.version, payload);
    OutBuffer out;
    withRequestOf(vector.key, [&]<typename R>(std::type_identity<R>) {
        const auto body = payload.sliced(header.consumed());
        appendResponse(out, vector.version, *header, *decodeMessage<typename R::Response>(body, vector.version));
    });
    return out.toByteArray();
}

} // namespace

class TestKafkaVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_data() { addSourceRows(kafkaRequestVectors()); }
    void requests();
    void requestsByteByByte_data() { addSourceRows(kafkaRequestVectors()); }
    void requestsByteByByte();
    void requestsCutShort_data() { addSourceRows(kafkaRequestVectors()); }
    void requestsCutShort();
    void responses_data() { addSourceRows(kafkaResponseVectors()); }
    void responses();
    void responsesCutShort_data() { addSourceRows(kafkaResponseVectors()); }
    void responsesCutShort();
    void bad_data();
    void bad();
};

void TestKafkaVectors::requests()
{
    QFETCH(KafkaRequestVector, vector);
    const auto frame = decodeFrame(vector.bytes, KafkaFrameLimit);
    QVERIFY(frame.ok());
    QCOMPARE(frame.consumed(), vector.bytes.size());
    QCOMPARE(describeRequest(*frame), vector.text);
    QCOMPARE(requestAgain(*frame).toHex(), vector.bytes.toHex());
}

// A prefix asks for just what is missing of the length, then of the frame; the whole is followed by other bytes that
// stay untouched.
void TestKafkaVectors::requestsByteByByte()
{
    QFETCH(KafkaRequestVector, vector);
    const QByteArrayView bytes(vector.bytes);
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        const auto frame = decodeFrame(bytes.first(n), KafkaFrameLimit);
        QVERIFY(frame.needsMore());
        QCOMPARE(frame.missing(), n < FramePrefixSize ? FramePrefixSize - n : bytes.size() - n);
    }
    const QByteArray followed = vector.bytes + vector.bytes.first(3);
    QCOMPARE(decodeFrame(followed, KafkaFrameLimit).consumed(), bytes.size());
}

// A request that ends too early is malformed wherever the cut is.
void TestKafkaVectors::requestsCutShort()
{
    QFETCH(KafkaRequestVector, vector);
    const QByteArrayView payload = QByteArrayView(vector.bytes).sliced(FramePrefixSize);
    QCOMPARE(requestFault(payload), Fault::None);
    for (qsizetype n = 0; n < payload.size(); ++n)
        QCOMPARE(requestFault(payload.first(n)), Fault::Truncated);
}

void TestKafkaVectors::responses()
{
    QFETCH(KafkaResponseVector, vector);
    const auto frame = decodeFrame(vector.bytes, KafkaFrameLimit);
    QVERIFY(frame.ok());
    QCOMPARE(frame.consumed(), vector.bytes.size());
    QCOMPARE(describeResponse(vector.key, vector.version, *frame), vector.text);
    QCOMPARE(responseAgain(vector, *frame).toHex(), vector.bytes.toHex());
}

void TestKafkaVectors::responsesCutShort()
{
    QFETCH(KafkaResponseVector, vector);
    const QByteArrayView payload = QByteArrayView(vector.bytes).sliced(FramePrefixSize);
    QCOMPARE(responseFault(vector, payload), Fault::None);
    for (qsizetype n = 0; n < payload.size(); ++n)
        QCOMPARE(responseFault(vector, payload.first(n)), Fault::Truncated);
}

void TestKafkaVectors::bad_data()
{
    QTest::addColumn<BadKafkaRequest>("vector");
    for (const BadKafkaRequest &vector : badKafkaRequests())
        QTest::addRow("%s", vector.name) << vector;
}

void TestKafkaVectors::bad()
{
    QFETCH(BadKafkaRequest, vector);
    if (vector.layer == KafkaLayer::Frame)
        QCOMPARE(faultOf(decodeFrame(vector.bytes, KafkaFrameLimit)), vector.fault);
    else
        QCOMPARE(requestFault(vector.bytes), vector.fault);
}

SIGHTGLASS_TEST(TestKafkaVectors)
#include "tst_kafkavectors.moc"
