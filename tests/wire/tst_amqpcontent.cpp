// SPDX-License-Identifier: GPL-3.0-or-later
// Content frames: the hot encoders must say exactly what the general ones say.
#include "program/testprogram.h"
#include "wire/amqp/content.h"
#include "wire/amqp/fieldtable.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <QTest>

using namespace engine;
using namespace engine::wire;
using namespace engine::wire::amqp;

namespace {

struct ReadContent
{
    Method method;
    quint64 bodySize = 0;
    QByteArray properties;
    QByteArray body;
    int bodyFrames = 0;
    bool ok = false;
};

ReadContent readContent(QByteArrayView bytes, quint16 channel, quint32 frameMax)
{
    ReadContent content;
    for (int i = 0; !bytes.isEmpty(); ++i) {
        const auto frame = decodeFrame(bytes, frameMax);
        if (!frame || frame->channel != channel || (frameMax && frame.consumed() > qsizetype(frameMax)))
            return content;
        bytes = bytes.sliced(frame.consumed());
        if (i == 0) {
            content.method = decodeMethod(frame->payload).value();
        } else if (i == 1) {
            const auto header = decodeContentHeader(frame->payload);
            content.bodySize = header->bodySize;
            content.properties = header->properties.toByteArray();
        } else {
            content.body += frame->payload.toByteArray();
            ++content.bodyFrames;
        }
    }
    content.ok = content.bodySize == quint64(content.body.size());
    return content;
}

QByteArray someProperties()
{
    BasicProperties properties;
    properties.deliveryMode = 2;
    properties.priority = 3;
    properties.expiration = "60000";
    properties.userId = "guest";
    properties.headers = FieldTable{{{"CC", FieldArray{{QByteArray("k2")}}}, {"n", qint64(1)}}};
    return encodeProperties(properties);
}

} // namespace

class TestAmqpContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliver_data();
    void deliver();
    void othersEqualGeneralEncoder();
    void acknowledgements();
    void sizeIsExact();
    void scanFindsWhatMatters();
    void scanOfNothing();
};

void TestAmqpContent::deliver_data()
{
    QTest::addColumn<int>("bodySize");
    QTest::addColumn<quint32>("frameMax");
    QTest::addColumn<int>("frames");
    QTest::newRow("empty") << 0 << 131072u << 0;
    QTest::newRow("small") << 256 << 131072u << 1;
    QTest::newRow("exactly one frame") << 4088 << 4096u << 1;
    QTest::newRow("one byte more") << 4089 << 4096u << 2;
    QTest::newRow("many") << 1000000 << 4096u << 245;
    QTest::newRow("no limit") << 1000000 << 0u << 1;
}

void TestAmqpContent::deliver()
{
    QFETCH(int, bodySize);
    QFETCH(quint32, frameMax);
    QFETCH(int, frames);
    QByteArray body(bodySize, 'b');
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i);
    OutBuffer out;
    out.append("before");
    const BasicDeliverView view{"ctag-1", 42, true, "orders", "eu.new"};
    appendDeliver(out, 9, view, {someProperties(), body, frameMax});
    const ReadContent content = readContent(out.view().sliced(6), 9, frameMax);
    QVERIFY(content.ok);
    QCOMPARE(content.bodyFrames, frames);
    QCOMPARE(content.body, body);
    QCOMPARE(content.properties, someProperties());
    QVERIFY(content.method == Method(BasicDeliver{"ctag-1", 42, true, "orders", "eu.new"}));
}

void TestAmqpContent::othersEqualGeneralEncoder()
{
    const ContentView content{QByteArrayView("\0\0", 2), "body", 4096};
    OutBuffer out;
    appendGetOk(out, 1, {7, true, "e", "k", 3}, content);
    QVERIFY(readContent(out.view(), 1, 4096).method == Method(BasicGetOk{7, true, "e", "k", 3}));
    out.clear();
    appendReturn(out, 2, {312, "NO_ROUTE", "e", "k"}, content);
    QVERIFY(readContent(out.view(), 2, 4096).method == Method(BasicReturn{312, "NO_ROUTE", "e", "k"}));
    for (const bool bit : {true, false}) {
        out.clear();
        appendPublish(out, 3, {"e", "k", bit, !bit}, content);
        QVERIFY(readContent(out.view(), 3, 4096).method == Method(BasicPublish{"e", "k", bit, !bit}));
    }
    out.clear();
    const QByteArray longest(MaxShortString, 'x');
    appendReturn(out, 2, {541, longest, longest, longest}, content);
    QVERIFY(readContent(out.view(), 2, 4096).method == Method(BasicReturn{541, longest, longest, longest}));
}

void TestAmqpContent::acknowledgements()
{
    for (const int bits : {0, 1, 2, 3}) {
        OutBuffer fast;
        OutBuffer general;
        appendAck(fast, 3, 1000000, bits & 1);
        appendNack(fast, 3, 17, bits & 1, bits & 2);
        appendMethod(general, 3, BasicAck{1000000, bool(bits & 1)});
        appendMethod(general, 3, BasicNack{17, bool(bits & 1), bool(bits & 2)});
        QCOMPARE(fast.view(), general.view());
    }
    OutBuffer heartbeat;
    appendHeartbeat(heartbeat);
    QCOMPARE(heartbeat.toByteArray().toHex(), QByteArray("08000000000000ce"));
}

void TestAmqpContent::sizeIsExact()
{
    for (const qsizetype size : {0, 1, 4088, 4089, 9000}) {
        const QByteArray body(size, 'x');
        const QByteArray properties = someProperties();
        const ContentView content{properties, body, 4096};
        OutBuffer out;
        appendPublish(out, 1, {}, content);
        const qsizetype method = decodeFrame(out.view(), 0).consumed();
        QCOMPARE(out.size() - method, contentSize(content));
    }
}

void TestAmqpContent::scanFindsWhatMatters()
{
    const QByteArray raw = someProperties();
    const auto found = scan(raw);
    QVERIFY(found.ok());
    QVERIFY(found->isPersistent());
    QCOMPARE(found->priority, quint8(3));
    QCOMPARE(found->expiration, QByteArrayView("60000"));
    QCOMPARE(found->userId, QByteArrayView("guest"));
    QVERIFY(found->messageId.isNull());
    QVERIFY(found->has(HasHeaders));
    QVERIFY(!found->has(HasTimestamp));
    QCOMPARE(findInTable(found->headers, "n"), std::optional(FieldValue(qint64(1))));
    QCOMPARE(decodeTableEntries(found->headers)->entries.size(), 2);
    QCOMPARE(encodeTableEntries(*decodeTableEntries(found->headers)), found->headers.toByteArray());
}

void TestAmqpContent::scanOfNothing()
{
    const auto found = scan(QByteArrayView("\0\0", 2));
    QVERIFY(found.ok());
    QVERIFY(!found->isPersistent());
    QVERIFY(found->headers.isNull());
}

SIGHTGLASS_TEST(TestAmqpContent)
#include "tst_amqpcontent.moc"
