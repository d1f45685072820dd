// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "vectors/compressionvectors.h"
#include "wire/kafka/batchheader.h"
#include "wire/kafka/compression.h"

#include <QTest>

using namespace engine::wire;
using namespace engine::wire::kafka;
using namespace vectors;

Q_DECLARE_METATYPE(vectors::CompressedText)
Q_DECLARE_METATYPE(vectors::CompressedBatch)
Q_DECLARE_METATYPE(engine::wire::kafka::Compression)

namespace {

constexpr qsizetype Roomy = 1 << 20;

QByteArray compressedBytes(Compression codec, QByteArrayView bytes)
{
    OutBuffer out;
    compress(codec, bytes, out);
    return out.toByteArray();
}

void addCodecs()
{
    QTest::addColumn<Compression>("codec");
    QTest::newRow("none") << Compression::None;
    QTest::newRow("gzip") << Compression::Gzip;
    QTest::newRow("snappy") << Compression::Snappy;
    QTest::newRow("lz4") << Compression::Lz4;
    QTest::newRow("zstd") << Compression::Zstd;
}

} // namespace

class TestCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void cutOff_data() { texts_data(); }
    void cutOff();
    void followedByRubbish_data() { texts_data(); }
    void followedByRubbish();
    void limitHolds_data() { texts_data(); }
    void limitHolds();
    void everyFlippedBitEndsWell_data() { texts_data(); }
    void everyFlippedBitEndsWell();
    void thereAndBack_data() { addCodecs(); }
    void thereAndBack();
    void bombs_data() { addCodecs(); }
    void bombs();
    void lyingSnappyLength();
    void lyingXerialBlock();
    void emptyInput();
    void batches_data();
    void batches();
    void batchKeepsItsHeader();
    void batchLimit();
    void batchThatClaimsMoreRecords();
    void emptiedByCompaction();
};

void TestCompression::texts_data()
{
    QTest::addColumn<CompressedText>("text");
    for (const CompressedText &text : compressedTexts())
        QTest::newRow(text.name) << text;
}

void TestCompression::texts()
{
    QFETCH(CompressedText, text);
    Decompressor decompressor;
    // Twice: a context is used again.
    for (int round = 0; round < 2; ++round) {
        const auto out = decompressor.decompress(text.codec, text.bytes, Roomy);
        QVERIFY2(out.ok(), out.error().what);
        QCOMPARE(out->toByteArray(), plainText());
        QCOMPARE(out.consumed(), text.bytes.size());
    }
}

void TestCompression::cutOff()
{
    QFETCH(CompressedText, text);
    Decompressor decompressor;
    for (qsizetype n = 0; n < text.bytes.size(); ++n) {
        const auto out = decompressor.decompress(text.codec, QByteArrayView(text.bytes).first(n), Roomy);
        // Where one frame or block ends, the rest is not missed: but the text is not whole.
        QVERIFY(out.isMalformed() || out->toByteArray() != plainText());
        QVERIFY(out.ok() || out.error().offset <= n);
    }
    QVERIFY(decompressor.decompress(text.codec, text.bytes, Roomy).ok());
}

void TestCompression::followedByRubbish()
{
    QFETCH(CompressedText, text);
    Decompressor decompressor;
    const QByteArray longer = text.bytes + "\x7f\x11rubbish that is longer than a header";
    QVERIFY(decompressor.decompress(text.codec, longer, Roomy).isMalformed());
    QVERIFY(decompressor.decompress(text.codec, text.bytes, Roomy).ok());
}

void TestCompression::limitHolds()
{
    QFETCH(CompressedText, text);
    Decompressor decompressor;
    const qsizetype exact = plainText().size();
    QVERIFY(decompressor.decompress(text.codec, text.bytes, exact).ok());
    for (const qsizetype limit : {exact - 1, exact / 2, qsizetype(1), qsizetype(0)}) {
        const auto out = decompressor.decompress(text.codec, text.bytes, limit);
        QVERIFY(out.isMalformed());
        QCOMPARE(out.error().fault, Fault::TooLarge);
    }
}

void TestCompression::everyFlippedBitEndsWell()
{
    QFETCH(CompressedText, text);
    Decompressor decompressor;
    for (qsizetype bit = 0; bit < text.bytes.size() * 8; ++bit) {
        QByteArray bytes = text.bytes;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        const auto out = decompressor.decompress(text.codec, bytes, 4096);
        QVERIFY(!out.ok() || out->size() <= 4096);
    }
    QCOMPARE(decompressor.decompress(text.codec, text.bytes, Roomy)->toByteArray(), plainText());
}

void TestCompression::thereAndBack()
{
    QFETCH(Compression, codec);
    Decompressor decompressor;
    for (const qsizetype size : {0, 1, 100, 65536, 3000000}) {
        QByteArray bytes(size, 'a');
        for (qsizetype i = 0; i < size; i += 7)
            bytes[i] = char(i * i >> 5);
        const auto out = decompressor.decompress(codec, compressedBytes(codec, bytes), size);
        QVERIFY2(out.ok(), out.error().what);
        QVERIFY(*out == bytes);
    }
}

void TestCompression::bombs()
{
    QFETCH(Compression, codec);
    Decompressor decompressor;
    const QByteArray bomb = compressedBytes(codec, QByteArray(64 << 20, '\0'));
    const auto out = decompressor.decompress(codec, bomb, Roomy);
    QVERIFY(out.isMalformed());
    QCOMPARE(out.error().fault, Fault::TooLarge);
}

void TestCompression::lyingSnappyLength()
{
    // 256 MiB claimed, then one literal.
    const QByteArray bytes = QByteArray::fromHex("80808080010061");
    Decompressor decompressor;
    QCOMPARE(decompressor.decompress(Compression::Snappy, bytes, 1 << 29).error().fault, Fault::BadCompression);
    QCOMPARE(decompressor.decompress(Compression::Snappy, bytes, Roomy).error().fault, Fault::TooLarge);
}

void TestCompression::lyingXerialBlock()
{
    const QByteArray header = QByteArray("\x82SNAPPY\0", 8) + QByteArray::fromHex("0000000100000001");
    Decompressor decompressor;
    for (const char *block : {"7fffffff00", "ffffffff00", "0000000200", "000000"}) {
        const QByteArray bytes = header + QByteArray::fromHex(block);
        const auto out = decompressor.decompress(Compression::Snappy, bytes, Roomy);
        QVERIFY(out.isMalformed());
        QCOMPARE(out.error().fault, Fault::Truncated);
    }
    QVERIFY(decompressor.decompress(Compression::Snappy, header.first(12), Roomy).isMalformed());
    QVERIFY(decompressor.decompress(Compression::Snappy, header, Roomy)->isEmpty());
}

void TestCompression::emptyInput()
{
    Decompressor decompressor;
    for (const Compression codec : {Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd})
        QVERIFY(decompressor.decompress(codec, {}, Roomy).isMalformed());
}

void TestCompression::batches_data()
{
    QTest::addColumn<CompressedBatch>("vector");
    for (const CompressedBatch &vector : compressedBatches())
        QTest::newRow(vector.name) << vector;
}

void TestCompression::batches()
{
    QFETCH(CompressedBatch, vector);
    const auto info = peek(vector.bytes);
    QVERIFY2(info.ok(), info.error().what);
    QCOMPARE(info->compression(), vector.codec);

    Decompressor decompressor;
    const auto plain = decompressor.plain(vector.bytes, *info);
    QVERIFY2(plain.ok(), plain.error().what);
    QVERIFY(*peek(plain->bytes) == plain->info);
    Malformed error;
    QCOMPARE(readRecords(plain->bytes, plain->info, &error), compressedRecords());
    QCOMPARE(error.fault, Fault::None);
    QCOMPARE(decompressed(vector.bytes)->toHex(), plain->bytes.toByteArray().toHex());

    const auto again = decompressor.plain(plain->bytes, plain->info);
    QCOMPARE(again->bytes.data(), plain->bytes.data());
}

void TestCompression::batchKeepsItsHeader()
{
    const BatchOptions options{Transactional, 3, 4711, 2, 99};
    const QByteArray batch =
        makeBatch(1000, {{1000, 5, "k", QByteArray(500, 'v'), {}}, {1007, 9, {}, "w", {}}}, options);
    const auto info = peek(batch);
    OutBuffer out;
    out.append("before");
    const QByteArray packed = compressed(batch, *info, Compression::Lz4, out).toByteArray();
    QCOMPARE(out.size(), packed.size() + 6);
    const auto packedInfo = peek(packed);
    QVERIFY2(packedInfo.ok(), packedInfo.error().what);
    QVERIFY(packed.size() < batch.size());
    QCOMPARE(packedInfo->attributes, quint16(Transactional | quint16(Compression::Lz4)));
    QCOMPARE(packedInfo->lastOffset(), 1007);
    QCOMPARE(decompressed(packed)->toHex(), batch.toHex());
}

void TestCompression::batchLimit()
{
    const QByteArray batch = makeBatch(0, {{0, 5, {}, QByteArray(5000, 'v'), {}}});
    OutBuffer out;
    const QByteArray packed = compressed(batch, *peek(batch), Compression::Zstd, out).toByteArray();
    QVERIFY(decompressed(packed, batch.size()).ok());
    QCOMPARE(decompressed(packed, batch.size() - 1).error().fault, Fault::TooLarge);
    QCOMPARE(decompressed(packed, 10).error().fault, Fault::TooLarge);
    QVERIFY(decompressed(packed.first(packed.size() - 1)).needsMore());
}

void TestCompression::batchThatClaimsMoreRecords()
{
    QByteArray batch = compressedBatches().at(0).bytes;
    // Offsets and count: more than the plain records have room for.
    RawWriter(batch.data() + 23).u32(0x0fffffff);
    RawWriter(batch.data() + 57).u32(0x0fffffff);
    sealBatch(batch.data(), batch.size());
    QVERIFY(peek(batch).ok());
    QCOMPARE(decompressed(batch).error().fault, Fault::BadHeader);
}

void TestCompression::emptiedByCompaction()
{
    QByteArray batch = makeBatch(7, {});
    RawWriter(batch.data() + AttributesAt).u16(quint16(Compression::Zstd));
    sealBatch(batch.data(), batch.size());
    const auto plain = decompressed(batch);
    QVERIFY2(plain.ok(), plain.error().what);
    QCOMPARE(peek(*plain)->compression(), Compression::None);
}

SIGHTGLASS_TEST(TestCompression)
#include "tst_compression.moc"
