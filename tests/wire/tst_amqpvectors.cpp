// SPDX-License-Identifier: GPL-3.0-or-later
#include "decodefault.h"

#include "program/testprogram.h"
#include "vectors/amqpvectors.h"
#include "wire/amqp/fieldtable.h"

#include <QTest>

using namespace engine::wire;
using namespace engine::wire::amqp;
using namespace vectors;

Q_DECLARE_METATYPE(vectors::MethodVector)
Q_DECLARE_METATYPE(vectors::PropertiesVector)
Q_DECLARE_METATYPE(vectors::ValueVector)
Q_DECLARE_METATYPE(vectors::BadVector)

namespace {

constexpr quint32 FrameMax = DefaultFrameMax;

template <typename Vector>
void addClauseRows(const QList<Vector> &list)
{
    QTest::addColumn<Vector>("vector");
    for (const Vector &vector : list)
        QTest::addRow("%s [%s]", vector.name, vector.clause) << vector;
}

Fault decodeValue(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    readValue(reader);
    return reader.fault();
}

Fault decodeLayer(Layer layer, QByteArrayView bytes)
{
    switch (layer) {
    case Layer::Frame:
        return faultOf(decodeFrame(bytes, FrameMax));
    case Layer::ProtocolHeader:
        return faultOf(decodeProtocolHeader(bytes));
    case Layer::Method:
        return faultOf(decodeMethod(bytes));
    case Layer::ContentHeader:
        return faultOf(decodeContentHeader(bytes));
    case Layer::Properties:
        return faultOf(decodeProperties(bytes));
    case Layer::Value:
        return decodeValue(bytes);
    }
    return Fault::None;
}

} // namespace

class TestAmqpVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void methodsWhole_data() { addClauseRows(methodVectors()); }
    void methodsWhole();
    void methodsByteByByte_data() { addClauseRows(methodVectors()); }
    void methodsByteByByte();
    void methodsCutShort_data() { addClauseRows(methodVectors()); }
    void methodsCutShort();
    void methodsReencode_data() { addClauseRows(methodVectors()); }
    void methodsReencode();
    void properties_data() { addClauseRows(propertiesVectors()); }
    void properties();
    void propertiesCutShort_data() { addClauseRows(propertiesVectors()); }
    void propertiesCutShort();
    void values_data() { addClauseRows(valueVectors()); }
    void values();
    void bad_data() { addClauseRows(badVectors()); }
    void bad();
    void badByteByByte_data() { addClauseRows(badVectors()); }
    void badByteByByte();
    void deepestAllowedNesting();
    void protocolHeader();
};

void TestAmqpVectors::methodsWhole()
{
    QFETCH(MethodVector, vector);
    const auto frame = decodeFrame(vector.bytes, FrameMax);
    QVERIFY(frame.ok());
    QCOMPARE(frame.consumed(), vector.bytes.size());
    QCOMPARE(frame->channel, vector.channel);
    QCOMPARE(frame->type, FrameType::Method);
    const auto method = decodeMethod(frame->payload);
    QVERIFY2(method.ok(), method.error().what);
    QVERIFY2(*method == vector.expected, describe(*method).constData());
}

// A prefix asks for more, and never for more than there is; the whole is followed by other bytes that stay untouched.
void TestAmqpVectors::methodsByteByByte()
{
    QFETCH(MethodVector, vector);
    const QByteArrayView bytes(vector.bytes);
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        const auto frame = decodeFrame(bytes.first(n), FrameMax);
        QVERIFY(frame.needsMore());
        QVERIFY(frame.missing() >= 1 && frame.missing() <= bytes.size() - n);
    }
    const QByteArray followed = vector.bytes + vector.bytes.first(3);
    const auto frame = decodeFrame(followed, FrameMax);
    QVERIFY(frame.ok());
    QCOMPARE(frame.consumed(), bytes.size());
}

// A frame that ends inside its method is malformed wherever the cut is.
void TestAmqpVectors::methodsCutShort()
{
    QFETCH(MethodVector, vector);
    const QByteArrayView payload = QByteArrayView(vector.bytes).sliced(7).chopped(1);
    for (qsizetype n = 0; n < payload.size(); ++n)
        QCOMPARE(faultOf(decodeMethod(payload.first(n))), Fault::Truncated);
}

void TestAmqpVectors::methodsReencode()
{
    QFETCH(MethodVector, vector);
    OutBuffer out;
    appendMethod(out, vector.channel, vector.expected);
    if (vector.reencodes) {
        QCOMPARE(out.toByteArray().toHex(), vector.bytes.toHex());
        return;
    }
    const auto method = decodeMethod(out.view().sliced(7).chopped(1));
    QVERIFY(method.ok());
    QVERIFY(*method == vector.expected);
}

void TestAmqpVectors::properties()
{
    QFETCH(PropertiesVector, vector);
    const auto decoded = decodeProperties(vector.bytes);
    QVERIFY2(decoded.ok(), decoded.error().what);
    QVERIFY2(*decoded == vector.expected, describe(*decoded).constData());
    QCOMPARE(encodeProperties(vector.expected).toHex(), vector.bytes.toHex());
}

void TestAmqpVectors::propertiesCutShort()
{
    QFETCH(PropertiesVector, vector);
    const QByteArrayView bytes(vector.bytes);
    QVERIFY(scan(bytes).ok());
    for (qsizetype n = 0; n < bytes.size(); ++n) {
        QCOMPARE(faultOf(decodeProperties(bytes.first(n))), Fault::Truncated);
        QCOMPARE(faultOf(scan(bytes.first(n))), Fault::Truncated);
    }
}

void TestAmqpVectors::values()
{
    QFETCH(ValueVector, vector);
    ByteReader reader(vector.bytes);
    const engine::FieldValue value = readValue(reader);
    QVERIFY(reader.ok() && reader.atEnd());
    QVERIFY2(value == vector.expected, describe(value).constData());
    QCOMPARE(value.typeCode(), vector.bytes.at(0));
    OutBuffer out;
    ByteWriter writer(out);
    writeValue(writer, vector.expected);
    if (vector.reencodes)
        QCOMPARE(out.toByteArray().toHex(), vector.bytes.toHex());
    // As a header, through the scanner that allocates nothing.
    const QByteArray entries = '\1' + QByteArray("k") + vector.bytes;
    ByteReader scanner(entries);
    QVERIFY(validateTableEntries(scanner));
    QCOMPARE(findInTable(entries, "k"), std::optional(vector.expected));
    QCOMPARE(findInTable(entries, "other"), std::nullopt);
    for (qsizetype n = 0; n < vector.bytes.size(); ++n)
        QCOMPARE(decodeValue(QByteArrayView(vector.bytes).first(n)), Fault::Truncated);
}

void TestAmqpVectors::bad()
{
    QFETCH(BadVector, vector);
    QCOMPARE(decodeLayer(vector.layer, vector.bytes), vector.fault);
    if (vector.layer == Layer::Properties)
        QCOMPARE(faultOf(scan(vector.bytes)), vector.fault);
    if (vector.layer == Layer::Value && !vector.bytes.isEmpty()) {
        const QByteArray entries = '\1' + QByteArray("k") + vector.bytes;
        ByteReader scanner(entries);
        QVERIFY(!validateTableEntries(scanner));
        QCOMPARE(scanner.fault(), vector.fault);
    }
}

// Streams: each prefix asks for more until the fault shows, and then it stays.
void TestAmqpVectors::badByteByByte()
{
    QFETCH(BadVector, vector);
    if (vector.layer != Layer::Frame && vector.layer != Layer::ProtocolHeader)
        return;
    bool seen = false;
    for (qsizetype n = 0; n <= vector.bytes.size(); ++n) {
        const Fault fault = decodeLayer(vector.layer, QByteArrayView(vector.bytes).first(n));
        QVERIFY(fault == vector.fault || (fault == Fault::None && !seen));
        seen = fault == vector.fault;
    }
    QVERIFY(seen);
}

void TestAmqpVectors::deepestAllowedNesting()
{
    engine::FieldValue value = engine::FieldTable{};
    for (int i = 1; i < MaxNesting; ++i)
        value = engine::FieldTable{{{"n", value}}};
    OutBuffer out;
    ByteWriter writer(out);
    writeValue(writer, value);
    ByteReader reader(out.view());
    QVERIFY(readValue(reader) == value);
    QVERIFY(reader.ok());
}

void TestAmqpVectors::protocolHeader()
{
    const QByteArray bytes = QByteArray("AMQP") + hex("00000901");
    for (qsizetype n = 0; n < bytes.size(); ++n)
        QCOMPARE(decodeProtocolHeader(QByteArrayView(bytes).first(n)).missing(), bytes.size() - n);
    const auto header = decodeProtocolHeader(bytes);
    QVERIFY(header.ok() && header->isSupported());
    QVERIFY(decodeProtocolHeader(hex("414d5150 01010009"))->isSupported());
    QVERIFY(!decodeProtocolHeader(hex("414d5150 00010000"))->isSupported());
    OutBuffer out;
    appendProtocolHeader(out);
    QCOMPARE(out.toByteArray(), bytes);
}

SIGHTGLASS_TEST(TestAmqpVectors)
#include "tst_amqpvectors.moc"
