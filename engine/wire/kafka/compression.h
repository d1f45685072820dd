// SPDX-License-Identifier: GPL-3.0-or-later
// The four compressions of Kafka's records: gzip, snappy (raw, and in the blocks of the Java library), LZ4 frames, zstd.
// A Decompressor keeps its contexts and its buffer from one batch to the next; what comes out is bounded by the caller
// whatever the input claims. Thread: any (not shared).
#pragma once

#include "wire/kafka/recordbatch.h"

#include <QByteArray>

#include <memory>

namespace engine::wire::kafka {

/// zlib's largest window, and the 16 that ask it for the framing of gzip (RFC 1952).
inline constexpr int GzipWindow = 15 + 16;

/// A batch whose records can be walked, and its header.
struct PlainBatch
{
    QByteArrayView bytes;
    RecordBatchInfo info;
};

class Decompressor
{
public:
    Decompressor();
    ~Decompressor();
    Q_DISABLE_COPY_MOVE(Decompressor)

    /// All of `bytes` decompressed, good until the next call. More than `limit` bytes out are Fault::TooLarge; the
    /// memory taken stays within a small multiple of the limit. Several gzip members, LZ4 or zstd frames in a row are
    /// read as one, as Kafka's clients do; anything else behind the end is malformed. `bytes` must not lie in a view
    /// that this object handed out.
    DecodeResult<QByteArrayView> decompress(Compression codec, QByteArrayView bytes, qsizetype limit);

    /// The batch with its records uncompressed: same offsets, timestamps, producer and attributes but the compression,
    /// a length and a checksum of its own. `batch` passed peek() as `info`; one without compression is answered as it
    /// is. `limit` holds for the whole batch. Good until the next call.
    DecodeResult<PlainBatch> plain(QByteArrayView batch, const RecordBatchInfo &info,
                                   qsizetype limit = MaxRecordBatchSize);

private:
    struct Contexts;

    Malformed append(Compression codec, QByteArrayView bytes, qsizetype limit);

    std::unique_ptr<Contexts> m_contexts;
    OutBuffer m_out;
};

/// A copy of the first batch of `batch` with its records uncompressed, for whoever has only one to read.
DecodeResult<QByteArray> decompressed(QByteArrayView batch, qsizetype limit = MaxRecordBatchSize);

/// Appends `bytes` compressed as a batch holds them. Without compression they are copied.
void compress(Compression codec, QByteArrayView bytes, OutBuffer &out);

/// Appends the batch with its records compressed; its header keeps all but compression, length and checksum. `batch`
/// passed peek() as `info` and is not compressed.
QByteArrayView compressed(QByteArrayView batch, const RecordBatchInfo &info, Compression codec, OutBuffer &out);

} // namespace engine::wire::kafka
