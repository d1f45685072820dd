// SPDX-License-Identifier: GPL-3.0-or-later
// Records between views and values (declared in recordbatchvectors.h).
#include "vectors/recordbatchvectors.h"

#include <vector>

using namespace engine::wire;
using namespace engine::wire::kafka;

namespace vectors {
namespace {

std::optional<QByteArray> optionalBytes(QByteArrayView view)
{
    return view.isNull() ? std::nullopt : std::optional(view.toByteArray());
}

QByteArrayView nullableView(const std::optional<QByteArray> &bytes)
{
    // An empty QByteArray may be null, an empty value is not.
    if (!bytes)
        return {};
    return bytes->isEmpty() ? QByteArrayView("", 0) : QByteArrayView(*bytes);
}

} // namespace

ExpectedRecord toExpected(const RecordView &view)
{
    ExpectedRecord record{view.offset, view.timestamp, optionalBytes(view.key), optionalBytes(view.value), {}};
    HeaderReader headers(view);
    for (RecordHeader header; headers.next(header);)
        record.headers.append({header.key.toByteArray(), optionalBytes(header.value)});
    return record;
}

QList<ExpectedRecord> readRecords(QByteArrayView batch, const RecordBatchInfo &info, Malformed *error)
{
    QList<ExpectedRecord> records;
    RecordReader reader(batch, info);
    for (RecordView record; reader.next(record);)
        records.append(toExpected(record));
    *error = reader.error();
    return records;
}

void appendRecord(RecordBatchBuilder &builder, const ExpectedRecord &record)
{
    std::vector<RecordHeader> headers;
    for (const ExpectedHeader &header : record.headers)
        headers.push_back({nullableView(header.key), nullableView(header.value)});
    builder.append(record.offset, record.timestamp, nullableView(record.key), nullableView(record.value), headers);
}

QByteArray makeBatch(qint64 base, const QList<ExpectedRecord> &records, const BatchOptions &options)
{
    OutBuffer out;
    RecordBatchBuilder builder(out, base, options);
    for (const ExpectedRecord &record : records)
        appendRecord(builder, record);
    return builder.finish().toByteArray();
}

} // namespace vectors
