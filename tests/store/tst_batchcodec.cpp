// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "store/batchcodec.h"
#include "storesupport.h"

#include "wire/kafka/recordbatch.h"

#include <QTest>

using namespace storetest;
using namespace engine::store;
namespace kafka = engine::wire::kafka;

namespace {

BatchRow randomRow(QRandomGenerator &random)
{
    const auto any = [&random] { return random.generate64() >> random.bounded(1, 63); };
    BatchRow row;
    row.log.v = any();
    row.places = random.generate();
    row.chunk = {{any()},
                 any(),
                 random.generate(),
                 random.generate(),
                 random.generate(),
                 qint64(any()) - 5000,
                 qint64(any()) - 5000,
                 {}};
    for (int i = random.bounded(2) ? 0 : random.bounded(40); i > 0; --i) {
        ProducerRun run{qint64(any()),
                        qint16(random.generate()),
                        BatchKind(random.bounded(3)),
                        bool(random.bounded(2)),
                        -1,
                        -1,
                        row.chunk.base + random.bounded(100000u),
                        0};
        run.lastOffset = run.firstOffset + random.bounded(100000u);
        if (random.bounded(4)) {
            run.firstSequence = qint32(random.generate() & 0x7fffffff);
            run.lastSequence = core::sequenceAfter(run.firstSequence, random.bounded(100000u));
        }
        row.chunk.producers.push_back(run);
    }
    return row;
}

bool sameRow(const BatchRow &a, const BatchRow &b)
{
    return a.log == b.log && a.places == b.places && a.chunk.chunk == b.chunk.chunk && a.chunk.base == b.chunk.base &&
           a.chunk.span == b.chunk.span && a.chunk.count == b.chunk.count && a.chunk.bytes == b.chunk.bytes &&
           a.chunk.firstTimestamp == b.chunk.firstTimestamp && a.chunk.maxTimestamp == b.chunk.maxTimestamp &&
           a.chunk.producers == b.chunk.producers;
}

/// One batch of two records at an offset.
QByteArray batchAt(qint64 offset, const kafka::BatchOptions &options, QByteArrayView key = "k")
{
    wire::OutBuffer out;
    kafka::RecordBatchBuilder builder(out, offset, options);
    builder.append(offset, 1000 + offset, key, "first");
    if (!(options.attributes & kafka::ControlBatch))
        builder.append(offset + 1, 1001 + offset, key, "second");
    builder.finish();
    return out.toByteArray();
}

kafka::BatchOptions producer(qint64 id, qint16 epoch, qint32 sequence, quint16 attributes = 0)
{
    kafka::BatchOptions options;
    options.producerId = id;
    options.producerEpoch = epoch;
    options.baseSequence = sequence;
    options.attributes = attributes;
    return options;
}

} // namespace

class TestBatchCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void refusesABrokenHead();
    void noticesAnyFlippedByte();
    void derivesTheRow();
    void joinsBatchesOfAProducer();
    void refusesWhatItCouldNotRead();
};

void TestBatchCodec::keepsEveryField()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 500; ++round) {
        const BatchRow row = randomRow(random);
        const auto unpacked = unpackBatchHead(row.chunk.chunk, packBatchHead(row));
        QVERIFY(unpacked.has_value());
        QVERIFY(sameRow(*unpacked, row));
    }
}

void TestBatchCodec::refusesABrokenHead()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 100; ++round) {
        const BatchRow row = randomRow(random);
        const QByteArray head = packBatchHead(row);
        QVERIFY(!unpackBatchHead({row.chunk.chunk.v + 1}, head).has_value()); // another chunk's
        QByteArray flipped = head;
        const qsizetype at = random.bounded(int(head.size()));
        flipped[at] = char(flipped.at(at) ^ (1 << random.bounded(8)));
        QVERIFY(!unpackBatchHead(row.chunk.chunk, flipped).has_value());
        QVERIFY(!unpackBatchHead(row.chunk.chunk, head.first(at)).has_value());
    }
}

void TestBatchCodec::noticesAnyFlippedByte()
{
    const BatchAppend append = makeBatches(7, 3, 100, 4, 3, 20);
    const auto row = rowOf(append);
    QVERIFY(row.ok());
    QVERIFY(checkBatches(*row, append.data).ok());
    // Base offset and leader epoch, too, which the batches' own checksums leave out.
    for (qsizetype i = 0; i < append.data.size(); ++i) {
        QByteArray flipped = append.data;
        flipped[i] = char(flipped.at(i) ^ 0x10);
        const auto checked = checkBatches(*row, flipped);
        QVERIFY2(!checked.ok(), qPrintable(QString::number(i)));
        QCOMPARE(checked.error().code, BrokerError::Damaged);
    }
    for (qsizetype n = 0; n < append.data.size(); ++n)
        QVERIFY(!checkBatches(*row, append.data.first(n)).ok());
}

void TestBatchCodec::derivesTheRow()
{
    for (const quint64 base : {quint64(0), quint64(1) << 40}) {
        const BatchAppend append = makeBatches(9, 0, base, 7);
        const auto row = rowOf(append);
        const auto described = describeBatches(append.chunk, append.data);
        QVERIFY(row.ok());
        QVERIFY(described.has_value());
        QVERIFY(sameRow(*described, *row));
        QVERIFY(describes(described->chunk, append));
        QVERIFY(!describeBatches(append.chunk, append.data.chopped(1)).has_value());
    }
    QVERIFY(!describeBatches({1}, QByteArray()).has_value());
}

void TestBatchCodec::joinsBatchesOfAProducer()
{
    const QByteArray abort("\0\0\0\0", 4);
    const QByteArray commit("\0\0\0\1", 4);
    constexpr quint16 marker = kafka::ControlBatch | kafka::Transactional;
    const QByteArray data = batchAt(10, producer(5, 0, 0x7ffffffe)) + batchAt(12, producer(5, 0, 0)) // round the end
                            + batchAt(14, producer(5, 1, 2))                                         // another epoch
                            + batchAt(16, producer(5, 1, 5)) // a sequence left out
                            + batchAt(20, producer(5, 1, 7)) // an offset left out
                            + batchAt(22, {})                // nobody's
                            + batchAt(24, producer(6, 0, 0, kafka::Transactional)) +
                            batchAt(26, producer(6, 0, -1, marker), commit) +
                            batchAt(27, producer(6, 0, -1, marker), abort);
    const auto row = describeBatches({1}, data);
    QVERIFY(row.has_value());
    QCOMPARE(row->chunk.base, 10u);
    QCOMPARE(row->chunk.span, 18u);
    QCOMPARE(row->chunk.count, 16u);
    const std::vector<ProducerRun> expected = {
        {5, 0, BatchKind::Data, false, 0x7ffffffe, 1, 10, 13}, {5, 1, BatchKind::Data, false, 2, 3, 14, 15},
        {5, 1, BatchKind::Data, false, 5, 6, 16, 17},          {5, 1, BatchKind::Data, false, 7, 8, 20, 21},
        {6, 0, BatchKind::Data, true, 0, 1, 24, 25},           {6, 0, BatchKind::Commit, true, -1, -1, 26, 26},
        {6, 0, BatchKind::Abort, true, -1, -1, 27, 27}};
    QVERIFY(row->chunk.producers == expected);
}

void TestBatchCodec::refusesWhatItCouldNotRead()
{
    const BatchAppend good = makeBatches(1, 1, 100, 2);
    QVERIFY(rowOf(good).ok());
    BatchAppend bad = good;
    bad.span -= 1;
    QCOMPARE(rowOf(bad).error().code, BrokerError::Internal);
    bad = good;
    bad.base += 1;
    QVERIFY(!rowOf(bad).ok());
    bad = good;
    bad.data.chop(1);
    QVERIFY(!rowOf(bad).ok());
    bad = good;
    bad.data = batchAt(102, {}) + batchAt(100, {});
    QVERIFY(!rowOf(bad).ok());
    bad.data = "no batch at all, but long enough to be taken for the header of one by its length";
    QVERIFY(!rowOf(bad).ok());
    // Compaction may leave less than the span, or nothing.
    BatchAppend less = good;
    less.base -= 50;
    less.span += 100;
    QVERIFY(rowOf(less).ok());
    less.data.clear();
    const auto empty = rowOf(less);
    QVERIFY(empty.ok());
    QVERIFY(checkBatches(*empty, QByteArray()).ok());
    QVERIFY(!checkBatches(*empty, good.data).ok());
}

SIGHTGLASS_TEST(TestBatchCodec)
#include "tst_batchcodec.moc"
