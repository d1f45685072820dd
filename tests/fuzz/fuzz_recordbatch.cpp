// SPDX-License-Identifier: GPL-3.0-or-later
// The RecordBatch codec under arbitrary bytes, with the checksum put right so that the fuzzer gets behind it.
// Whatever reads in full is built anew, and must read the same; builders driven by the input must be readable.
#include "fuzz/fuzzinput.h"
#include "wire/crc32c.h"
#include "wire/kafka/recordbatch.h"

#include <QByteArray>
#include <QtEndian>

#include <vector>

using namespace engine::wire;
using namespace engine::wire::kafka;
using fuzz::require;

namespace {

bool same(QByteArrayView a, QByteArrayView b)
{
    return a == b && a.isNull() == b.isNull();
}

bool sameRecord(const RecordView &a, const RecordView &b)
{
    if (a.offset != b.offset || a.timestamp != b.timestamp || !same(a.key, b.key) || !same(a.value, b.value) ||
        a.headerCount != b.headerCount)
        return false;
    HeaderReader left(a);
    HeaderReader right(b);
    RecordHeader l;
    RecordHeader r;
    while (left.next(l)) {
        if (!right.next(r) || !same(l.key, r.key) || !same(l.value, r.value))
            return false;
    }
    return !right.next(r);
}

void readBack(QByteArrayView bytes, const std::vector<RecordView> &records)
{
    const auto info = peek(bytes);
    require(info.ok() && info.consumed() == bytes.size());
    RecordReader reader(bytes, *info);
    RecordView record;
    for (const RecordView &expected : records) {
        require(reader.next(record) && sameRecord(record, expected));
        const auto direct = recordAt(bytes, *info, record.position);
        require(direct.ok() && sameRecord(*direct, expected));
    }
    require(!reader.next(record) && reader.ok());
}

void rebuild(const RecordBatchInfo &info, const std::vector<RecordView> &records)
{
    OutBuffer out;
    RecordBatchBuilder builder(out, info.baseOffset);
    std::vector<RecordHeader> headers;
    for (const RecordView &record : records) {
        headers.clear();
        HeaderReader reader(record);
        for (RecordHeader header; reader.next(header);)
            headers.push_back(header);
        const qsizetype before = builder.size();
        builder.append(record.offset, record.timestamp, record.key, record.value, headers);
        require(builder.size() - before <= RecordBatchBuilder::recordBound(record.key, record.value, headers));
    }
    readBack(builder.finish(info.lastOffset()), records);
}

void batch(QByteArrayView input)
{
    QByteArray bytes = input.toByteArray();
    if (bytes.size() >= RecordBatchHeaderSize) {
        const auto length = qFromBigEndian<qint32>(bytes.constData() + 8);
        const qsizetype end = qBound(RecordBatchHeaderSize, length + RecordBatchPrefixSize, bytes.size());
        qToBigEndian(crc32c(QByteArrayView(bytes).sliced(21, end - 21)), bytes.data() + 17);
    }
    const auto info = peek(bytes);
    require(!info.needsMore() || info.missing() > 0);
    if (!info)
        return;
    std::vector<RecordView> records;
    RecordReader reader(bytes, *info);
    for (RecordView record; reader.next(record);)
        records.push_back(record);
    if (reader.ok())
        rebuild(*info, records);
    else
        require(reader.error().offset <= bytes.size());
    (void)recordAt(bytes, *info, RecordBatchHeaderSize + quint8(bytes.back()));
}

QByteArrayView maybeNull(fuzz::Input &input)
{
    const quint8 size = input.byte();
    return size == 255 ? QByteArrayView() : QByteArrayView(input.take(size));
}

void build(fuzz::Input input)
{
    std::vector<RecordView> records;
    OutBuffer out;
    const qint64 base = input.byte();
    RecordBatchBuilder builder(out, base);
    RecordView record;
    record.offset = base - 1;
    while (!input.atEnd()) {
        record.offset += 1 + input.byte();
        record.timestamp = qint64(input.byte()) << (input.byte() % 64);
        record.key = maybeNull(input);
        record.value = maybeNull(input);
        builder.append(record.offset, record.timestamp, record.key, record.value);
        records.push_back(record);
    }
    readBack(builder.finish(), records);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    if (input.byte() % 4 == 0)
        build(input);
    else
        batch(input.rest());
    return 0;
}
