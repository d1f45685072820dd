// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "vectors/compressionvectors.h"
#include "wire/kafka/messageset.h"

#include <QTest>

#include <zlib.h>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

Q_DECLARE_METATYPE(vectors::MessageSet)

namespace {

// A message as bytes; the checksum is zlib's own.
QByteArray message(qint64 offset, qint8 magic, quint8 attributes, const QByteArray &value, qint64 timestamp = 7)
{
    OutBuffer body;
    ByteWriter writer(body);
    writer.i8(magic);
    writer.u8(attributes);
    if (magic == 1)
        writer.i64(timestamp);
    writer.i32(-1);
    writer.i32(qint32(value.size()));
    writer.bytes(value);
    OutBuffer out;
    ByteWriter whole(out);
    whole.i64(offset);
    whole.i32(qint32(body.size() + 4));
    whole.u32(quint32(crc32(0, reinterpret_cast<const Bytef *>(body.data()), uInt(body.size()))));
    whole.bytes(body.view());
    return out.toByteArray();
}

QByteArray wrapper(qint8 magic, const QByteArray &inner, quint8 attributes = 0)
{
    OutBuffer packed;
    compress(Compression::Gzip, inner, packed);
    return message(0, magic, quint8(attributes | quint8(Compression::Gzip)), packed.toByteArray());
}

struct Converted
{
    QByteArray bytes;
    RecordBatchInfo info;
    QList<ExpectedRecord> records;
    Malformed error;
};

Converted convert(QByteArrayView set, qsizetype limit = MaxRecordBatchSize)
{
    Decompressor decompressor;
    OutBuffer out;
    const auto info = upConvert(set, decompressor, out, limit);
    if (!info)
        return {out.toByteArray(), {}, {}, info.error()};
    Converted result{out.toByteArray(), *info, {}, {}};
    result.records = readRecords(result.bytes, *info, &result.error);
    return result;
}

QByteArray downConverted(QByteArrayView batch, qint8 magic)
{
    Decompressor decompressor;
    OutBuffer out;
    const auto size = downConvert(batch, *peek(batch), magic, decompressor, out);
    return size.ok() && *size == out.size() ? out.toByteArray() : QByteArray("failed");
}

QList<MessageView> readSet(QByteArrayView set, bool *ok)
{
    QList<MessageView> messages;
    MessageSetReader reader(set);
    for (MessageView view; reader.next(view);)
        messages.append(view);
    *ok = reader.ok();
    return messages;
}

} // namespace

class TestMessageSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upConverted_data();
    void upConverted();
    void cutOff_data() { upConverted_data(); }
    void cutOff();
    void everyFlippedBitShows_data() { upConverted_data(); }
    void everyFlippedBitShows();
    void magics();
    void wrapperWithAppendTime();
    void nesting();
    void badSets();
    void limits();
    void downConverted_data() { upConverted_data(); }
    void downConverted();
    void downFromCompressed();
    void downWithAppendTime();
    void controlBatchHasNoMessages();
    void downLimit();
};

void TestMessageSet::upConverted_data()
{
    QTest::addColumn<MessageSet>("set");
    for (const MessageSet &set : messageSets())
        QTest::newRow(set.name) << set;
}

void TestMessageSet::upConverted()
{
    QFETCH(MessageSet, set);
    MessageSetReader reader(set.bytes);
    MessageView first;
    QVERIFY(reader.next(first));
    QCOMPARE(first.magic, set.magic);
    QCOMPARE(first.compression(), set.codec);
    const Converted converted = convert(set.bytes);
    QVERIFY2(converted.error.fault == Fault::None, converted.error.what);
    QCOMPARE(converted.records, messageRecords(set.magic));
    QVERIFY(*peek(converted.bytes) == converted.info);
    QCOMPARE(converted.info.maxTimestamp, messageRecords(set.magic).last().timestamp);
}

void TestMessageSet::cutOff()
{
    QFETCH(MessageSet, set);
    for (qsizetype n = 1; n < set.bytes.size(); ++n) {
        const Converted converted = convert(QByteArrayView(set.bytes).first(n));
        // Between two messages the set is whole.
        QVERIFY(converted.error.fault != Fault::None || converted.records.size() < 5);
        QVERIFY(converted.error.fault == Fault::None || converted.bytes.isEmpty());
    }
}

void TestMessageSet::everyFlippedBitShows()
{
    QFETCH(MessageSet, set);
    // Offsets are outside the checksum: only the first message's are left out here, the others' do no harm.
    for (qsizetype bit = 8 * 8; bit < set.bytes.size() * 8; ++bit) {
        QByteArray bytes = set.bytes;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        const Converted converted = convert(bytes);
        QVERIFY(converted.error.fault != Fault::None || converted.records == messageRecords(set.magic));
    }
}

void TestMessageSet::magics()
{
    QCOMPARE(magicOf(messageSets().at(0).bytes), 0);
    QCOMPARE(magicOf(messageSets().last().bytes), 1);
    QCOMPARE(magicOf(batchVectors().at(0).bytes), 2);
    QCOMPARE(magicOf(batchVectors().at(0).bytes.first(16)), -1);
    QCOMPARE(magicOf({}), -1);
}

void TestMessageSet::wrapperWithAppendTime()
{
    const QByteArray inner = message(0, 1, 0, "a", 100) + message(1, 1, 0, "b", 200);
    const QByteArray set = wrapper(1, inner, MessageLogAppendTime) + message(9, 1, 0, "c", 300);
    const Converted converted = convert(set);
    QCOMPARE(converted.records,
             (QList<ExpectedRecord>{{0, 7, {}, "a", {}}, {1, 7, {}, "b", {}}, {2, 300, {}, "c", {}}}));
}

void TestMessageSet::nesting()
{
    const QByteArray inner = wrapper(1, message(0, 1, 0, "deep"));
    QCOMPARE(convert(wrapper(1, inner)).error.fault, Fault::TooDeep);
    QCOMPARE(convert(wrapper(0, message(0, 1, 0, "other"))).error.fault, Fault::BadMagic);
}

void TestMessageSet::badSets()
{
    QCOMPARE(convert(batchVectors().at(0).bytes).error.fault, Fault::BadChecksum);
    QCOMPARE(convert(message(0, 2, 0, "a")).error.fault, Fault::BadMagic);
    QCOMPARE(convert(message(0, 1, quint8(Compression::Zstd), "a")).error.fault, Fault::BadHeader);
    QCOMPARE(convert(message(0, 1, quint8(Compression::Gzip), "no gzip")).error.fault, Fault::BadCompression);
    QCOMPARE(convert(QByteArray::fromHex("0000000000000000 00000001 00")).error.fault, Fault::BadHeader);
    QCOMPARE(convert(QByteArray::fromHex("0000000000000000 ffffffff 00")).error.fault, Fault::BadHeader);
    QCOMPARE(convert(QByteArray::fromHex("0000000000000000 7fffffff 00")).error.fault, Fault::Truncated);
    const Converted empty = convert({});
    QCOMPARE(empty.error.fault, Fault::None);
    QCOMPARE(empty.info.recordCount, 0);
}

void TestMessageSet::limits()
{
    const QByteArray set = message(0, 1, 0, QByteArray(1000, 'a')) + message(1, 1, 0, QByteArray(1000, 'b'));
    QCOMPARE(convert(set, 2200).records.size(), 2);
    QCOMPARE(convert(set, 2000).error.fault, Fault::TooLarge);
    QCOMPARE(convert(wrapper(1, set), 2000).error.fault, Fault::TooLarge);
    QCOMPARE(convert(wrapper(1, QByteArray(1 << 24, '\0')), 1 << 20).error.fault, Fault::TooLarge);
}

void TestMessageSet::downConverted()
{
    QFETCH(MessageSet, set);
    // Up and down again: what comes out is what the same client would have sent uncompressed.
    const QByteArray batch = convert(set.bytes).bytes;
    const QByteArray plain = messageSets().at(set.magic == 0 ? 0 : 3).bytes;
    QCOMPARE(::downConverted(batch, set.magic).toHex(), plain.toHex());
}

void TestMessageSet::downFromCompressed()
{
    for (const CompressedBatch &vector : compressedBatches()) {
        QByteArray batch = vector.bytes;
        patchBaseOffset(batch.data(), 5000);
        const QByteArray set = ::downConverted(batch, 1);
        bool ok = false;
        const QList<MessageView> messages = readSet(set, &ok);
        QVERIFY(ok);
        QCOMPARE(messages.size(), 5);
        for (qsizetype i = 0; i < messages.size(); ++i) {
            const ExpectedRecord expected = messageRecords(1).at(i);
            QCOMPARE(messages.at(i).offset, 5000 + i);
            QCOMPARE(messages.at(i).timestamp, expected.timestamp);
            QCOMPARE(messages.at(i).attributes, 0);
            QCOMPARE(messages.at(i).value.isNull(), !expected.value.has_value());
            QCOMPARE(messages.at(i).value.toByteArray(), expected.value.value_or(QByteArray()));
            QCOMPARE(messages.at(i).key.toByteArray(), expected.key.value_or(QByteArray()));
        }
    }
}

void TestMessageSet::downWithAppendTime()
{
    const QByteArray batch = makeBatch(3, {{3, 5, {}, "a", {}}, {4, 900, {}, "b", {}}}, {.attributes = LogAppendTime});
    bool ok = false;
    const QByteArray set = ::downConverted(batch, 1);
    for (const MessageView &view : readSet(set, &ok)) {
        QCOMPARE(view.attributes, MessageLogAppendTime);
        QCOMPARE(view.timestamp, 900);
    }
    QVERIFY(ok);
    const QByteArray old = ::downConverted(batch, 0);
    QCOMPARE(readSet(old, &ok).at(1).attributes, 0);
}

void TestMessageSet::controlBatchHasNoMessages()
{
    const QByteArray marker = makeBatch(3, {{3, 5, "k", "v", {}}}, {.attributes = ControlBatch | Transactional});
    QCOMPARE(::downConverted(marker, 1), QByteArray());
}

void TestMessageSet::downLimit()
{
    const QByteArray batch =
        makeBatch(0, {{0, 5, {}, QByteArray(1000, 'a'), {}}, {1, 5, {}, QByteArray(1000, 'b'), {}}});
    Decompressor decompressor;
    OutBuffer out;
    out.append("before");
    QCOMPARE(downConvert(batch, *peek(batch), 1, decompressor, out, 2000).error().fault, Fault::TooLarge);
    QCOMPARE(out.view(), QByteArrayView("before"));
    QVERIFY(downConvert(batch, *peek(batch), 1, decompressor, out, 2100).ok());
}

SIGHTGLASS_TEST(TestMessageSet)
#include "tst_messageset.moc"
