// SPDX-License-Identifier: GPL-3.0-or-later
// What other people's programs compress: the command-line tools gzip, lz4 and zstd, Python's libraries, and kafka-python,
// which also built the batches and the message sets. Thread: any (values).
#pragma once

#include "vectors/recordbatchvectors.h"

namespace vectors {

/// One text, compressed in many ways.
struct CompressedText
{
    const char *name;
    engine::wire::kafka::Compression codec;
    QByteArray bytes;
};

/// The text that all CompressedText hold.
QByteArray plainText();
QList<CompressedText> compressedTexts();

/// Five records with keys, a null value and a header, in a batch of each compression.
struct CompressedBatch
{
    const char *name;
    engine::wire::kafka::Compression codec;
    QByteArray bytes;
};

QList<ExpectedRecord> compressedRecords();
QList<CompressedBatch> compressedBatches();

/// The same records without the header, and without timestamps in magic 0.
struct MessageSet
{
    const char *name;
    qint8 magic;
    engine::wire::kafka::Compression codec;
    QByteArray bytes;
};

QList<ExpectedRecord> messageRecords(qint8 magic);
QList<MessageSet> messageSets();

} // namespace vectors
