// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "store/chunkcodec.h"
#include "store/returncodec.h"
#include "storesupport.h"

#include "wire/kafka/recordbatch.h"

#include <QTest>

#include <limits>

using namespace storetest;
using namespace engine::store;

class TestChunkCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void describesItself();
    void sharesEqualNames();
    void refusesAnyFlippedByte();
    void isARecordBatchForOthers();
    void keepsReturnsWhateverTheirTimes();
    void oldReturnsWereFailures();
};

static ChunkAppend randomChunk(QRandomGenerator &random)
{
    ChunkAppend append{{random.generate64() >> 20}, {random.generate64() >> 21}, random.generate64() >> 10, 0, {}};
    quint64 offset = append.base + random.bounded(3u);
    const int count = random.bounded(1, 200);
    for (int i = 0; i < count; ++i) {
        append.messages.push_back(randomMessage(random, offset));
        offset += random.bounded(5) ? 1 : random.bounded(1u, 30u);
    }
    append.span = quint32(append.messages.back().offset - append.base) + 1 + random.bounded(3u);
    return append;
}

void TestChunkCodec::keepsEveryField()
{
    QRandomGenerator random(1);
    ChunkEncoder encoder;
    SharedNames names;
    for (int round = 0; round < 300; ++round) {
        const ChunkAppend append = randomChunk(random);
        ChunkRow row;
        const QByteArray batch = encoder.encode(append, row).toByteArray();
        const auto messages = decodeChunk(batch, names);
        QVERIFY(messages.ok());
        QCOMPARE(difference(*messages, append.messages), QString());
        QCOMPARE(row.count, quint32(append.messages.size()));
        const QBitArray gaps = fromBlob(row.gaps, row.span);
        const QBitArray transient = fromBlob(row.transient, row.span);
        QCOMPARE(row.gaps.isNull() ? append.span : quint32(gaps.count(false)) + append.span - quint32(gaps.size()),
                 row.count);
        for (const StoredMessage &stored : append.messages) {
            const qsizetype at = qsizetype(stored.offset - append.base);
            QVERIFY(at >= gaps.size() || !gaps.at(at));
            QCOMPARE(at < transient.size() && transient.at(at), stored.transient);
        }
    }
}

void TestChunkCodec::describesItself()
{
    QRandomGenerator random(2);
    ChunkEncoder encoder;
    for (int round = 0; round < 100; ++round) {
        ChunkRow row;
        QByteArray batch = encoder.encode(randomChunk(random), row).toByteArray();
        auto described = describeChunk(batch);
        QVERIFY(described.has_value());
        QVERIFY(*described == row);
        QByteArray head = packHead(row);
        const auto unpacked = unpackHead(row.chunk, head);
        QVERIFY(unpacked.has_value());
        QVERIFY(*unpacked == row);
        QVERIFY(!unpackHead({row.chunk.v + 1}, head).has_value());
        const qsizetype at = random.bounded(int(head.size()));
        head[at] = char(head.at(at) ^ 1);
        QVERIFY(!unpackHead(row.chunk, head).has_value());
        // The base offset in the header is outside the batch's checksum: it must not matter.
        wire::kafka::patchBaseOffset(batch.data(), 4711);
        described = describeChunk(batch);
        QVERIFY(described.has_value());
        QVERIFY(*described == row);
    }
}

void TestChunkCodec::sharesEqualNames()
{
    ChunkEncoder encoder;
    SharedNames names;
    ChunkRow row;
    const QByteArray batch = encoder.encode(makeChunk(1, 1, 0, 10), row).toByteArray();
    const auto first = decodeChunk(batch, names);
    const auto second = decodeChunk(batch, names);
    QVERIFY(first && second);
    for (const auto *messages : {&*first, &*second}) {
        for (const StoredMessage &stored : *messages) {
            QCOMPARE(stored.message->exchange.constData(), first->front().message->exchange.constData());
            QCOMPARE(stored.message->routingKey.constData(), first->front().message->routingKey.constData());
        }
    }
}

void TestChunkCodec::refusesAnyFlippedByte()
{
    ChunkEncoder encoder;
    SharedNames names;
    ChunkRow row;
    const QByteArray batch = encoder.encode(makeChunk(1, 1, 0, 5), row).toByteArray();
    constexpr qsizetype outsideChecksum = 8; // base offset; length and magic fail by themselves
    for (qsizetype i = outsideChecksum; i < batch.size(); ++i) {
        if (i >= 12 && i < 16)
            continue; // the leader epoch, which we do not use, is not covered either
        QByteArray flipped = batch;
        flipped[i] = char(flipped.at(i) ^ 0x10);
        QVERIFY(!decodeChunk(flipped, names).ok());
        QVERIFY(!describeChunk(flipped).has_value());
        QVERIFY(!chunkHolds(flipped));
    }
    for (qsizetype n = 0; n < batch.size(); ++n)
        QVERIFY(!decodeChunk(batch.first(n), names).ok());
}

void TestChunkCodec::isARecordBatchForOthers()
{
    ChunkEncoder encoder;
    ChunkRow row;
    const ChunkAppend append = makeChunk(7, 3, 100, 3);
    const QByteArray batch = encoder.encode(append, row).toByteArray();
    const auto info = wire::kafka::peek(batch);
    QVERIFY(info.ok());
    QCOMPARE(info->baseOffset, 100);
    QCOMPARE(info->recordCount, 3);
    QCOMPARE(info->lastOffset(), 102);
    wire::kafka::RecordReader reader(batch, *info);
    wire::kafka::RecordView record;
    for (const StoredMessage &stored : append.messages) {
        QVERIFY(reader.next(record));
        QCOMPARE(quint64(record.offset), stored.offset);
        QCOMPARE(record.timestamp, stored.message->publishedAtMs);
        QCOMPARE(record.key.toByteArray(), stored.message->routingKey);
        QCOMPARE(record.value.toByteArray(), stored.message->payload);
    }
}

void TestChunkCodec::keepsReturnsWhateverTheirTimes()
{
    constexpr qint64 Latest = std::numeric_limits<qint64>::max();
    constexpr qint64 Earliest = std::numeric_limits<qint64>::min();
    const std::vector<core::ReturnedMessage> messages = {{0, 1, Latest},
                                                         {1, 0, -1},
                                                         {7, std::numeric_limits<quint32>::max(), Earliest},
                                                         {quint64(Latest), 3, Latest, 2}};
    const QByteArray bytes = encodeReturns(messages);
    QVERIFY(decodeReturns(bytes) == messages);
    QCOMPARE(furthestReturns(bytes, bytes), bytes);
}

void TestChunkCodec::oldReturnsWereFailures()
{
    // As written before failures were told apart: offset, returns and time of each.
    const QByteArray old("\x05\x02\x00\x01\x03\x00", 6);
    const std::vector<core::ReturnedMessage> messages = {{5, 2, 0, 2}, {6, 3, 0, 3}};
    QVERIFY(decodeReturns(old) == messages);
    QCOMPARE(encodeReturns(messages), old); // and so they are where there is nothing else
    const QByteArray cut = encodeReturns({{5, 2, 0, 1}, {6, 3, 0, 1}}).chopped(1);
    QVERIFY(decodeReturns(cut) == (std::vector<core::ReturnedMessage>{{5, 2, 0, 1}, {6, 3, 0, 3}}));
}

SIGHTGLASS_TEST(TestChunkCodec)
#include "tst_chunkcodec.moc"
