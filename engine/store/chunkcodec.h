// SPDX-License-Identifier: GPL-3.0-or-later
// A chunk as bytes: a Kafka RecordBatch v2 that can be read alone (SCHEMA.md, "Records"), and what its row says beside it,
// which can be derived from the batch again when the row is in doubt.
// Thread: any (plain functions; a ChunkEncoder belongs to one thread).
#pragma once

#include "core/messagestore.h"
#include "wire/outbuffer.h"

#include <optional>
#include <vector>

namespace engine::store {

/// What a chunk's row says beside the batch itself.
struct ChunkRow
{
    core::ChunkId chunk;
    QueueId log;
    quint64 base = 0;
    quint32 span = 0;
    quint32 count = 0;     ///< records
    quint64 bytes = 0;     ///< sum of the bodies
    MessageId lastMessage; ///< the highest id inside
    QByteArray gaps;       ///< bit i: no record at base + i; null: none is missing
    QByteArray transient;  ///< bit i: spilled, forgotten at the next start; null: none is
    bool operator==(const ChunkRow &) const = default;
};

/// The row as its column `head`, with its own checksum: one value, because a start reads a million of them in a breath.
QByteArray packHead(const ChunkRow &row);
/// nullopt when the checksum fails.
std::optional<ChunkRow> unpackHead(core::ChunkId chunk, QByteArrayView head);

class ChunkEncoder
{
public:
    /// The batch of an append; the view is good until the next call. `row` gets the columns that go with it.
    QByteArrayView encode(const core::ChunkAppend &append, ChunkRow &row);

private:
    wire::OutBuffer m_buffer;
};

/// Names that follow each other are mostly equal: one allocation then serves all of them, across chunks too.
struct SharedNames
{
    QByteArray exchange;
    QByteArray routingKey;
};

/// The messages of a batch. Damaged: checksum or structure is broken.
Result<std::vector<core::StoredMessage>> decodeChunk(QByteArrayView batch, SharedNames &names);

/// Is the batch whole? Checks the checksum only.
bool chunkHolds(QByteArrayView batch);

/// The row derived from nothing but the batch; nullopt when the batch is broken or was not written by this store.
std::optional<ChunkRow> describeChunk(QByteArrayView batch);

/// Bitmaps as columns: bit 0 is the lowest bit of the first byte; trailing zero bytes may be missing.
QByteArray toBlob(const QBitArray &bits);
/// At most `size` bits; the rest of `blob` is ignored.
QBitArray fromBlob(const QByteArray &blob, qsizetype size);

} // namespace engine::store
