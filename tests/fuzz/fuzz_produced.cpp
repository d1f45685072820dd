// SPDX-License-Identifier: GPL-3.0-or-later
// What producers send, under arbitrary bytes: compressed data, message sets of magic 0 and 1, batches as a broker checks
// them. Checksums are put right, so that the fuzzer gets behind them. Nothing may come out above its limit, and what was
// converted must be good by the broker's own check.
#include "fuzz/fuzzinput.h"
#include "wire/kafka/batchcheck.h"
#include "wire/kafka/batchheader.h"
#include "wire/kafka/messageset.h"

#include <QByteArray>
#include <QtEndian>

#include <zlib.h>

using namespace engine::wire;
using namespace engine::wire::kafka;
using fuzz::require;

namespace {

constexpr qsizetype Limit = 1 << 18;

// The checksum of every message of a set, as far as its sizes hold.
void sealMessages(QByteArray &set)
{
    for (qsizetype at = 0; set.size() - at > MessagePrefixSize + 4;) {
        const auto size = qFromBigEndian<qint32>(set.constData() + at + 8);
        if (size < 4 || size > set.size() - at - MessagePrefixSize)
            return;
        char *crc = set.data() + at + MessagePrefixSize;
        qToBigEndian(quint32(crc32(0, reinterpret_cast<const Bytef *>(crc + 4), uInt(size - 4))), crc);
        at += MessagePrefixSize + size;
    }
}

void checkDown(QByteArrayView batch, const RecordBatchInfo &info, Decompressor &decompressor)
{
    OutBuffer down;
    const auto size = downConvert(batch, info, 1, decompressor, down, 4 * Limit);
    if (!size)
        return;
    MessageSetReader reader(down.view());
    qint32 count = 0;
    for (MessageView message; reader.next(message);)
        ++count;
    require(reader.ok() && count == (info.attributes & ControlBatch ? 0 : info.recordCount));
}

void messages(QByteArrayView input)
{
    QByteArray set = input.toByteArray();
    sealMessages(set);
    Decompressor decompressor;
    OutBuffer out;
    const auto info = upConvert(set, decompressor, out, Limit);
    require(out.size() <= Limit + RecordBatchHeaderSize);
    if (!info)
        return require(out.isEmpty());
    require(peek(out.view()).ok());
    if (info->recordCount == 0)
        return;
    BatchCheck check;
    require(!check.check(out.view(), {.maxBatchSize = qint32(2 * Limit)}));
    require(check.recordCount() == info->recordCount);
    checkDown(out.view(), *info, decompressor);
}

void batches(QByteArrayView input)
{
    QByteArray bytes = input.toByteArray();
    if (bytes.size() >= RecordBatchHeaderSize)
        sealBatch(bytes.data(), bytes.size());
    BatchCheck check;
    if (check.check(bytes, {.maxPlainSize = Limit}))
        return;
    Decompressor decompressor;
    for (const CheckedBatch &batch : check.batches()) {
        const auto plain = decompressor.plain(batch.bytes, batch.info, Limit);
        require(plain.ok() && plain->bytes.size() <= qMax(Limit, batch.bytes.size()));
        require(peek(plain->bytes).ok());
        checkDown(batch.bytes, batch.info, decompressor);
    }
}

void streams(quint8 codec, QByteArrayView input)
{
    Decompressor decompressor;
    const auto out = decompressor.decompress(Compression(codec), input, Limit);
    require(!out.needsMore());
    require(!out.ok() || out->size() <= Limit);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 kind = input.byte() % 8;
    if (kind <= quint8(Compression::Zstd))
        streams(kind, input.rest());
    else if (kind == 5)
        messages(input.rest());
    else
        batches(input.rest());
    return 0;
}
