// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "vectors/recordbatchvectors.h"

#include <QTest>

#include <vector>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

Q_DECLARE_METATYPE(vectors::BatchVector)
Q_DECLARE_METATYPE(vectors::BadBatch)

namespace {

QList<ExpectedRecord> readAll(QByteArrayView batch, const RecordBatchInfo &info, bool *ok)
{
    QList<ExpectedRecord> records;
    RecordReader reader(batch, info);
    for (RecordView record; reader.next(record);) {
        records.append(toExpected(record));
        const auto again = recordAt(batch, info, record.position);
        *ok = again.ok() && toExpected(*again) == records.last() && again->size == record.size;
        if (!*ok)
            return records;
    }
    *ok = reader.ok();
    return records;
}

void appendAll(RecordBatchBuilder &builder, const QList<ExpectedRecord> &records)
{
    for (const ExpectedRecord &record : records)
        appendRecord(builder, record);
}

} // namespace

class TestRecordBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole_data();
    void whole();
    void byteByByte_data() { whole_data(); }
    void byteByByte();
    void rebuilt_data() { whole_data(); }
    void rebuilt();
    void bad_data();
    void bad();
    void everyFlippedBitShows();
    void severalInOneBuffer();
    void coversAGap();
    void manyRecords();
    void timestampsMayBeAnything();
    void baseOffsetIsPatched();
    void compressedIsNotRead();
    void headersByKey();
    void boundHolds();
};

void TestRecordBatch::whole_data()
{
    QTest::addColumn<BatchVector>("vector");
    for (const BatchVector &vector : batchVectors())
        QTest::newRow(vector.name) << vector;
}

void TestRecordBatch::whole()
{
    QFETCH(BatchVector, vector);
    const QByteArray followed = vector.bytes + "next";
    const auto info = peek(followed);
    QVERIFY2(info.ok(), info.error().what);
    QCOMPARE(info.consumed(), vector.bytes.size());
    QVERIFY(*info == vector.info);
    if (!vector.readable)
        return;
    bool ok = false;
    QCOMPARE(readAll(followed, *info, &ok), vector.records);
    QVERIFY(ok);
}

void TestRecordBatch::byteByByte()
{
    QFETCH(BatchVector, vector);
    for (qsizetype n = 0; n < vector.bytes.size(); ++n) {
        const auto info = peek(QByteArrayView(vector.bytes).first(n));
        QVERIFY(info.needsMore());
        QVERIFY(info.missing() >= 1 && info.missing() <= vector.bytes.size() - n);
    }
}

void TestRecordBatch::rebuilt()
{
    QFETCH(BatchVector, vector);
    if (!vector.readable)
        return;
    OutBuffer out;
    RecordBatchBuilder builder(out, vector.info.baseOffset);
    appendAll(builder, vector.records);
    QCOMPARE(builder.recordCount(), vector.info.recordCount);
    QCOMPARE(builder.finish().toByteArray().toHex(), vector.bytes.toHex());
}

void TestRecordBatch::bad_data()
{
    QTest::addColumn<BadBatch>("vector");
    for (const BadBatch &vector : badBatches())
        QTest::newRow(vector.name) << vector;
}

void TestRecordBatch::bad()
{
    QFETCH(BadBatch, vector);
    const auto info = peek(vector.bytes);
    if (vector.header) {
        QVERIFY(info.isMalformed());
        QCOMPARE(info.error().fault, vector.fault);
        return;
    }
    QVERIFY2(info.ok(), info.error().what);
    RecordReader reader(vector.bytes, *info);
    for (RecordView record; reader.next(record);) {
    }
    QVERIFY(!reader.ok());
    QCOMPARE(reader.error().fault, vector.fault);
    QVERIFY(reader.error().offset >= RecordBatchHeaderSize && reader.error().offset <= vector.bytes.size());
}

void TestRecordBatch::everyFlippedBitShows()
{
    const QByteArray good = batchVectors().at(1).bytes;
    // Base offset and leader epoch are outside the checksum; a longer length asks for more bytes.
    for (qsizetype bit = 16 * 8; bit < good.size() * 8; ++bit) {
        QByteArray bytes = good;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY(!peek(bytes).ok());
    }
}

void TestRecordBatch::severalInOneBuffer()
{
    OutBuffer out;
    out.append("prefix");
    for (qint64 base = 0; base < 3; ++base) {
        RecordBatchBuilder builder(out, base * 10);
        builder.append(base * 10 + 4, 1000, {}, "x");
        builder.finish();
    }
    QByteArrayView rest = out.view().sliced(6);
    for (qint64 base = 0; base < 3; ++base) {
        const auto info = peek(rest);
        QVERIFY(info.ok());
        QCOMPARE(info->baseOffset, base * 10);
        QCOMPARE(info->lastOffset(), base * 10 + 4);
        rest = rest.sliced(info.consumed());
    }
    QVERIFY(rest.isEmpty());
}

void TestRecordBatch::coversAGap()
{
    OutBuffer out;
    RecordBatchBuilder builder(out, 50);
    builder.append(52, 1, {}, "a");
    builder.finish(99);
    const auto info = peek(out.view());
    QVERIFY(info.ok());
    QCOMPARE(info->lastOffset(), 99);
    QCOMPARE(info->recordCount, 1);
}

void TestRecordBatch::manyRecords()
{
    OutBuffer out;
    RecordBatchBuilder builder(out, 1000, {.producerId = 7, .producerEpoch = 2, .baseSequence = 5});
    QList<ExpectedRecord> records;
    for (int i = 0; i < 5000; ++i) {
        ExpectedRecord record{1000 + i * 3, 1700000000000 + i % 7, QByteArray::number(i), QByteArray(i % 300, 'v'), {}};
        if (i % 5 == 0)
            record.headers.append({"properties", QByteArray(i % 100, 'p')});
        records.append(record);
    }
    appendAll(builder, records);
    const QByteArray batch = builder.finish().toByteArray();
    const auto info = peek(batch);
    QVERIFY(info.ok());
    QCOMPARE(info->producerId, 7);
    QCOMPARE(info->maxTimestamp, 1700000000006);
    bool ok = false;
    const auto read = readAll(batch, *info, &ok);
    QVERIFY(ok);
    QVERIFY(read == records);
}

void TestRecordBatch::timestampsMayBeAnything()
{
    OutBuffer out;
    RecordBatchBuilder builder(out, 0);
    const qint64 lowest = std::numeric_limits<qint64>::min();
    const qint64 highest = std::numeric_limits<qint64>::max();
    builder.append(0, highest, {}, {});
    builder.append(1, lowest, {}, {});
    builder.append(2, -1, {}, {});
    builder.finish();
    RecordReader reader(out.view(), *peek(out.view()));
    RecordView record;
    QVERIFY(reader.next(record));
    QCOMPARE(record.timestamp, highest);
    QVERIFY(reader.next(record));
    QCOMPARE(record.timestamp, lowest);
    QVERIFY(reader.next(record));
    QCOMPARE(record.timestamp, -1);
    QVERIFY(record.value.isNull());
}

void TestRecordBatch::baseOffsetIsPatched()
{
    QByteArray batch = batchVectors().at(1).bytes;
    patchBaseOffset(batch.data(), 1000000);
    const auto info = peek(batch);
    QVERIFY(info.ok());
    QCOMPARE(info->baseOffset, 1000000);
    RecordReader reader(batch, *info);
    RecordView record;
    QVERIFY(reader.next(record));
    QVERIFY(reader.next(record));
    QCOMPARE(record.offset, 1000003);
}

void TestRecordBatch::compressedIsNotRead()
{
    const QByteArray batch = batchVectors().at(2).bytes;
    const auto info = peek(batch);
    QCOMPARE(info->compression(), Compression::Snappy);
    RecordReader reader(batch, *info);
    RecordView record;
    QVERIFY(!reader.next(record));
    QCOMPARE(reader.error().fault, Fault::Unsupported);
    QCOMPARE(recordAt(batch, *info, RecordBatchHeaderSize).error().fault, Fault::Unsupported);
}

void TestRecordBatch::headersByKey()
{
    const QByteArray batch = batchVectors().at(1).bytes;
    const auto info = peek(batch);
    RecordReader reader(batch, *info);
    RecordView record;
    QVERIFY(reader.next(record) && reader.next(record));
    QCOMPARE(record.headerCount, 3);
    QCOMPARE(headerValue(record, "h"), QByteArrayView("x"));
    QVERIFY(headerValue(record, "n").isNull());
    QVERIFY(!headerValue(record, "").isNull());
    QVERIFY(headerValue(record, "absent").isNull());
    QVERIFY(!recordAt(batch, *info, 3).ok());
    QVERIFY(!recordAt(batch, *info, batch.size()).ok());
}

void TestRecordBatch::boundHolds()
{
    OutBuffer out;
    RecordBatchBuilder builder(out, 0);
    builder.append(0, 0, {}, {});
    const QByteArray value(100000, 'x');
    const std::vector<RecordHeader> headers{{"key", value}, {"", {}}};
    const qsizetype before = builder.size();
    builder.append(std::numeric_limits<qint32>::max(), std::numeric_limits<qint64>::max(), value, value, headers);
    const qsizetype taken = builder.size() - before;
    QVERIFY(taken <= RecordBatchBuilder::recordBound(value, value, headers));
}

SIGHTGLASS_TEST(TestRecordBatch)
#include "tst_recordbatch.moc"
