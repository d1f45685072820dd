// SPDX-License-Identifier: GPL-3.0-or-later
// RecordBatch v2 byte vectors, computed from Kafka's protocol documentation by a program of its own (bit by bit CRC).
// Thread: any (values).
#pragma once

#include "wire/kafka/recordbatch.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace vectors {

struct ExpectedHeader
{
    QByteArray key;
    std::optional<QByteArray> value;
    bool operator==(const ExpectedHeader &) const = default;
};

struct ExpectedRecord
{
    qint64 offset = 0;
    qint64 timestamp = 0;
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<ExpectedHeader> headers;
    bool operator==(const ExpectedRecord &) const = default;
};

struct BatchVector
{
    const char *name;
    QByteArray bytes;
    engine::wire::kafka::RecordBatchInfo info;
    QList<ExpectedRecord> records;
    bool readable = true; ///< false: compressed
};

struct BadBatch
{
    const char *name;
    QByteArray bytes;
    engine::wire::Fault fault;
    bool header; ///< found by peek(), or only by walking the records
};

/// A record that was read, as a value to compare.
ExpectedRecord toExpected(const engine::wire::kafka::RecordView &view);
/// All records of an uncompressed batch; `error` tells whether they are whole.
QList<ExpectedRecord> readRecords(QByteArrayView batch, const engine::wire::kafka::RecordBatchInfo &info,
                                  engine::wire::Malformed *error);
/// Appends one to a batch that is being built.
void appendRecord(engine::wire::kafka::RecordBatchBuilder &builder, const ExpectedRecord &record);
/// A batch of these records from offset `base` on.
QByteArray makeBatch(qint64 base, const QList<ExpectedRecord> &records,
                     const engine::wire::kafka::BatchOptions &options = {});

QList<BatchVector> batchVectors();
QList<BadBatch> badBatches();

} // namespace vectors
