// SPDX-License-Identifier: GPL-3.0-or-later
#include "vectors/recordbatchvectors.h"

#include "vectors/amqpvectors.h"
#include "wire/crc32c.h"

#include <QtEndian>

using namespace engine::wire;
using namespace engine::wire::kafka;

namespace vectors {
namespace {

constexpr qint64 T = 1700000000000;

const char OneRecord[] = "0000000000000005 0000003d ffffffff 02 e641a44b 0000 00000000 0000018bcfe56800"
                         "0000018bcfe56800 ffffffffffffffff ffff ffffffff 00000001"
                         "16 00 00 00 01 0a 68656c6c6f 00";

// Gaps between offsets, a timestamp before the first one, null and empty keys and values, a two-byte length.
const char Mixed[] = "0000000000000064 0000009a ffffffff 02 ed9df963 0000 00000009 0000018bcfe56800"
                     "0000018bcfe5692c ffffffffffffffff ffff ffffffff 00000003"
                     "10 00 00 00 02 6b 02 76 00"
                     "1e 00 09 06 00 01 06 02 68 02 78 02 6e 01 00 00"
                     "9c01 00 d804 12 01 8c01"
                     "6161616161616161616161616161616161616161616161616161616161616161616161"
                     "6161616161616161616161616161616161616161616161616161616161616161616161 00";

const char Snappy[] = "0000000000000007 00000034 00000004 02 98a0e804 0002 00000002 0000018bcfe56800"
                      "0000018bcfe56800 000000000000002a 0001 00000009 00000003 010203";

const char Empty[] = "0000000000000000 00000031 ffffffff 02 3830a8fa 0000 00000000 ffffffffffffffff"
                     "ffffffffffffffff ffffffffffffffff ffff ffffffff 00000000";

RecordBatchInfo info(qint64 base, qint32 length, quint32 crc, qint32 lastDelta, qint64 first, qint64 last, qint32 count)
{
    RecordBatchInfo result;
    result.baseOffset = base;
    result.batchLength = length;
    result.crc = crc;
    result.lastOffsetDelta = lastDelta;
    result.baseTimestamp = first;
    result.maxTimestamp = last;
    result.recordCount = count;
    return result;
}

RecordBatchInfo snappyInfo()
{
    RecordBatchInfo result = info(7, 0x34, 0x98a0e804, 2, T, T, 3);
    result.partitionLeaderEpoch = 4;
    result.attributes = quint16(Compression::Snappy);
    result.producerId = 42;
    result.producerEpoch = 1;
    result.baseSequence = 9;
    return result;
}

// The vector with some bytes replaced, and the checksum put right again.
QByteArray patched(const char *digits, qsizetype at, const char *replacement)
{
    QByteArray bytes = hex(digits);
    const QByteArray patch = hex(replacement);
    bytes.replace(at, patch.size(), patch);
    qToBigEndian(crc32c(QByteArrayView(bytes).sliced(21)), bytes.data() + 17);
    return bytes;
}

} // namespace

QList<BatchVector> batchVectors()
{
    const ExpectedRecord noKey{5, T, {}, "hello", {}};
    const QList<ExpectedRecord> mixed{
        {100, T, "k", "v", {}},
        {103, T - 5, "", {}, {{"h", "x"}, {"n", {}}, {"", ""}}},
        {109, T + 300, {}, QByteArray(70, 'a'), {}},
    };
    return {
        {"one record", hex(OneRecord), info(5, 0x3d, 0xe641a44b, 0, T, T, 1), {noKey}},
        {"mixed", hex(Mixed), info(100, 0x9a, 0xed9df963, 9, T, T + 300, 3), mixed},
        {"compressed", hex(Snappy), snappyInfo(), {}, false},
        {"empty", hex(Empty), info(0, 0x31, 0x3830a8fa, 0, -1, -1, 0), {}},
    };
}

QList<BadBatch> badBatches()
{
    using enum Fault;
    QByteArray flipped = hex(OneRecord);
    flipped[70] = char(flipped[70] ^ 1);
    return {
        {"magic 1", patched(OneRecord, 16, "01"), BadMagic, true},
        {"length below the header", patched(OneRecord, 8, "00000030"), BadHeader, true},
        {"negative length", patched(OneRecord, 8, "ffffffff"), BadHeader, true},
        {"length above the limit", patched(OneRecord, 8, "7fffffff"), TooLarge, true},
        {"flipped bit", flipped, BadChecksum, true},
        {"negative base offset", patched(OneRecord, 0, "8000000000000000"), BadHeader, true},
        {"last offset overflows", patched(Mixed, 0, "7fffffffffffffff"), BadHeader, true},
        {"negative last delta", patched(OneRecord, 23, "ffffffff"), BadHeader, true},
        {"unknown compression", patched(OneRecord, 21, "0007"), BadHeader, true},
        {"negative count", patched(OneRecord, 57, "ffffffff"), BadHeader, true},
        {"count above the room", patched(OneRecord, 57, "7fffffff"), BadHeader, true},
        {"more records than offsets", patched(Mixed, 23, "00000001"), BadHeader, true},
        {"count below the records", patched(OneRecord, 57, "00000000"), TrailingBytes, false},
        {"count above the records", patched(Mixed, 57, "00000004"), Truncated, false},
        {"record behind the end", patched(OneRecord, 61, "18"), Truncated, false},
        {"record of negative length", patched(OneRecord, 61, "01"), Truncated, false},
        {"record shorter than its fields", patched(OneRecord, 61, "14"), Truncated, false},
        {"key of length -2", patched(OneRecord, 65, "03"), Truncated, false},
        {"offset delta negative", patched(OneRecord, 64, "01"), BadHeader, false},
        {"offset delta behind the last", patched(OneRecord, 64, "02"), BadHeader, false},
        {"offsets that stand still", patched(Mixed, 73, "00"), BadHeader, false},
        {"headers missing", patched(OneRecord, 72, "02"), Truncated, false},
        {"negative header count", patched(OneRecord, 72, "01"), BadHeader, false},
        {"left-over byte in a record", patched(OneRecord, 66, "08 68656c6c 00 00"), TrailingBytes, false},
    };
}

} // namespace vectors
