// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "vectors/compressionvectors.h"
#include "wire/kafka/batchcheck.h"
#include "wire/kafka/batchheader.h"

#include <QTest>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

namespace {

constexpr qsizetype LastOffsetDeltaAt = 23;
constexpr qsizetype RecordCountAt = 57;

QByteArray twoRecords(const BatchOptions &options = {})
{
    return makeBatch(0, {{0, 2000, "k", "v", {}}, {1, 1000, {}, "w", {{"h", "x"}}}}, options);
}

// The batch with a number of its header replaced and the checksum right again.
QByteArray patched(QByteArray batch, qsizetype at, quint32 number)
{
    RawWriter(batch.data() + at).u32(number);
    RawWriter(batch.data() + CrcAt).u32(crc32c(QByteArrayView(batch).sliced(AttributesAt)));
    return batch;
}

BatchRefusal refusal(QByteArrayView records, const BatchRules &rules = {})
{
    BatchCheck check;
    return check.check(records, rules).value_or(BatchRefusal{});
}

ErrorCode errorOf(QByteArrayView records, const BatchRules &rules = {})
{
    return refusal(records, rules).error;
}

} // namespace

class TestBatchCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good();
    void compressedOnes();
    void several();
    void usedAgain();
    void cutOff();
    void everyFlippedBitIsRefused();
    void oldAndNewFormats();
    void countAndOffsets();
    void producers();
    void timestamps();
    void keys();
    void sizes();
    void badRecords();
    void badCompression();
    void stamped();
};

void TestBatchCheck::good()
{
    const QByteArray batch = twoRecords();
    BatchCheck check;
    QVERIFY(!check.check(batch, {}));
    QCOMPARE(check.batches().size(), size_t(1));
    QCOMPARE(check.batches().front().bytes.data(), batch.constData());
    QCOMPARE(check.batches().front().bytes.size(), batch.size());
    QVERIFY(check.batches().front().info == *peek(batch));
    QCOMPARE(check.batches().front().maxTimestampDelta, 0);
    QCOMPARE(check.maxTimestamp(), 2000);
    QCOMPARE(check.recordCount(), 2);
}

void TestBatchCheck::compressedOnes()
{
    BatchCheck check;
    for (const CompressedBatch &vector : compressedBatches()) {
        const auto refused = check.check(vector.bytes, {});
        QVERIFY2(!refused, refused ? refused->what : "");
        QCOMPARE(check.batches().front().bytes.data(), vector.bytes.constData());
        QCOMPARE(check.batches().front().info.compression(), vector.codec);
        QCOMPARE(check.recordCount(), 5);
        QCOMPARE(check.maxTimestamp(), compressedRecords().last().timestamp);
        QCOMPARE(check.batches().front().maxTimestampDelta, 4);
    }
    QCOMPARE(errorOf(compressedBatches().last().bytes, {.zstd = false}), ErrorCode::UnsupportedCompressionType);
}

void TestBatchCheck::several()
{
    BatchCheck check;
    const QByteArray first = twoRecords();
    const QByteArray second = makeBatch(40, {{40, 5000, {}, "z", {}}});
    const QByteArray both = first + second;
    QVERIFY(!check.check(both, {}));
    QCOMPARE(check.batches().size(), size_t(2));
    QCOMPARE(check.batches().at(1).info.baseOffset, 40);
    QCOMPARE(check.recordCount(), 3);
    QCOMPARE(check.maxTimestamp(), 5000);
    const QByteArray broken = first + patched(second, RecordCountAt, 0);
    const auto refused = check.check(broken, {});
    QVERIFY(refused);
    QCOMPARE(refused->batchIndex, 1);
    QCOMPARE(check.batches().size(), size_t(1));
}

void TestBatchCheck::usedAgain()
{
    BatchCheck check;
    QVERIFY(check.check("nothing of the kind, but long enough for a header", {}));
    QVERIFY(!check.check(compressedBatches().at(0).bytes, {}));
    QVERIFY(!check.check(twoRecords(), {}));
    QCOMPARE(check.recordCount(), 2);
    QVERIFY(check.check({}, {}));
    QCOMPARE(check.recordCount(), 0);
    QCOMPARE(errorOf({}), ErrorCode::InvalidRecord);
}

void TestBatchCheck::cutOff()
{
    const QByteArray batch = twoRecords();
    for (qsizetype n = 1; n < batch.size(); ++n)
        QCOMPARE(errorOf(QByteArrayView(batch).first(n)), ErrorCode::CorruptMessage);
    const QByteArray more = batch + batch.first(30);
    QCOMPARE(refusal(more).batchIndex, 1);
}

void TestBatchCheck::everyFlippedBitIsRefused()
{
    const QByteArray good = twoRecords();
    // Base offset and leader epoch are the broker's to set, and outside the checksum.
    for (qsizetype bit = 16 * 8; bit < good.size() * 8; ++bit) {
        QByteArray bytes = good;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY(errorOf(bytes) != ErrorCode::None);
    }
}

void TestBatchCheck::oldAndNewFormats()
{
    for (const MessageSet &set : messageSets())
        QCOMPARE(errorOf(set.bytes), ErrorCode::InvalidRecord);
    QByteArray newer = twoRecords();
    newer[MagicAt] = 3;
    QCOMPARE(errorOf(newer), ErrorCode::UnsupportedForMessageFormat);
    newer[MagicAt] = char(-1);
    QCOMPARE(errorOf(newer), ErrorCode::CorruptMessage);
}

void TestBatchCheck::countAndOffsets()
{
    const QByteArray batch = twoRecords();
    QCOMPARE(errorOf(patched(batch, LastOffsetDeltaAt, 2)), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(patched(patched(batch, LastOffsetDeltaAt, 0), RecordCountAt, 1)), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(patched(patched(batch, LastOffsetDeltaAt, 2), RecordCountAt, 3)), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(makeBatch(0, {})), ErrorCode::InvalidRecord);
    // Numbered 0 and 2, with a header that says 0 and 1 or 0 to 2.
    const QByteArray gap = makeBatch(0, {{0, 1, {}, "a", {}}, {2, 1, {}, "b", {}}});
    QCOMPARE(errorOf(gap), ErrorCode::InvalidRecord);
    const BatchRefusal inner = refusal(patched(gap, LastOffsetDeltaAt, 1));
    QCOMPARE(inner.error, ErrorCode::InvalidRecord);
    QCOMPARE(inner.recordIndex, 1);
}

void TestBatchCheck::producers()
{
    QCOMPARE(errorOf(twoRecords({.producerId = 5, .producerEpoch = 0, .baseSequence = 0})), ErrorCode::None);
    QCOMPARE(errorOf(twoRecords({.producerId = 5, .producerEpoch = 0})), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(twoRecords({.producerId = 5, .baseSequence = 0})), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(twoRecords({.attributes = Transactional})), ErrorCode::InvalidRecord);
    QCOMPARE(errorOf(twoRecords({.attributes = Transactional, .producerId = 5, .producerEpoch = 0, .baseSequence = 0})),
             ErrorCode::None);
    QCOMPARE(errorOf(twoRecords({.attributes = ControlBatch})), ErrorCode::InvalidRecord);
}

void TestBatchCheck::timestamps()
{
    const QByteArray batch = twoRecords();
    QCOMPARE(errorOf(batch, {.earliestTimestamp = 1000, .latestTimestamp = 2000}), ErrorCode::None);
    QCOMPARE(refusal(batch, {.latestTimestamp = 1999}).recordIndex, 0);
    QCOMPARE(refusal(batch, {.earliestTimestamp = 1001}).recordIndex, 1);
    QCOMPARE(errorOf(batch, {.earliestTimestamp = 1001}), ErrorCode::InvalidTimestamp);
    QCOMPARE(errorOf(makeBatch(0, {{0, -1, {}, "a", {}}}), {.earliestTimestamp = 1000}), ErrorCode::None);
    QCOMPARE(errorOf(twoRecords({.attributes = LogAppendTime})), ErrorCode::InvalidTimestamp);
}

void TestBatchCheck::keys()
{
    const BatchRefusal missing = refusal(twoRecords(), {.keyRequired = true});
    QCOMPARE(missing.error, ErrorCode::InvalidRecord);
    QCOMPARE(missing.recordIndex, 1);
    QCOMPARE(errorOf(makeBatch(0, {{0, 1, "", {}, {}}}), {.keyRequired = true}), ErrorCode::None);
    QCOMPARE(refusal(compressedBatches().at(0).bytes, {.keyRequired = true}).recordIndex, 0);
}

void TestBatchCheck::sizes()
{
    const QByteArray batch = twoRecords();
    QCOMPARE(errorOf(batch, {.maxBatchSize = qint32(batch.size())}), ErrorCode::None);
    QCOMPARE(errorOf(batch, {.maxBatchSize = qint32(batch.size()) - 1}), ErrorCode::MessageTooLarge);
    const QByteArray large = makeBatch(0, {{0, 1, {}, QByteArray(1 << 20, 'a'), {}}});
    OutBuffer out;
    const QByteArray packed = compressed(large, *peek(large), Compression::Gzip, out).toByteArray();
    QCOMPARE(errorOf(packed, {.maxBatchSize = 10000}), ErrorCode::None);
    QCOMPARE(errorOf(packed, {.maxPlainSize = 1 << 20}), ErrorCode::MessageTooLarge);
}

void TestBatchCheck::badRecords()
{
    for (const BadBatch &bad : badBatches())
        QVERIFY2(errorOf(bad.bytes) != ErrorCode::None, bad.name);
}

void TestBatchCheck::badCompression()
{
    for (const CompressedBatch &vector : compressedBatches()) {
        // Wrong bytes under a right checksum, in the compressed data and behind it.
        const QByteArray rubbish = patched(vector.bytes, RecordBatchHeaderSize, 0x12345678);
        QCOMPARE(errorOf(rubbish), ErrorCode::CorruptMessage);
        QByteArray cut = vector.bytes.chopped(8);
        sealBatch(cut.data(), cut.size());
        QVERIFY(peek(cut).ok());
        QVERIFY(errorOf(cut) != ErrorCode::None);
    }
}

void TestBatchCheck::stamped()
{
    for (const QByteArray &good : {twoRecords(), compressedBatches().at(1).bytes}) {
        QByteArray batch = good;
        stampBatch(batch.data(), *peek(batch), 123456789, true);
        const auto info = peek(batch);
        QVERIFY2(info.ok(), info.error().what);
        QCOMPARE(info->maxTimestamp, 123456789);
        QVERIFY(info->attributes & LogAppendTime);
        stampBatch(batch.data(), *info, peek(good)->maxTimestamp, false);
        QCOMPARE(batch.toHex(), good.toHex());
    }
}

SIGHTGLASS_TEST(TestBatchCheck)
#include "tst_batchcheck.moc"
