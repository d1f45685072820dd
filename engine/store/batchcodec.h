// SPDX-License-Identifier: GPL-3.0-or-later
// A chunk of a partition as a row: its record batches stay as they came, and the head beside them says what a start needs to
// know (SCHEMA.md, "topic_chunk"). All but the log can be derived from the batches again.
// Thread: any (plain functions).
#pragma once

#include "core/messagestore.h"

#include <optional>

namespace engine::store {

/// What a row of topic_chunk says beside its batches.
struct BatchRow
{
    QueueId log;
    core::BatchChunk chunk;
    quint32 places = 0; ///< checksum over what the batches' own leave out: base offset, length and leader epoch of each
};

/// The row that goes with an append. Internal when its data are not whole batches with ascending offsets inside its span:
/// what could not be read again is not written.
Result<BatchRow> rowOf(const core::BatchAppend &append);

/// The row as its column `head`, with its own checksum at the end.
QByteArray packBatchHead(const BatchRow &row);
/// nullopt when the checksum fails.
std::optional<BatchRow> unpackBatchHead(core::ChunkId chunk, QByteArrayView head);

/// Damaged unless every byte of `data` is as it was when the row was made.
Result<void> checkBatches(const BatchRow &row, QByteArrayView data);

/// The row derived from nothing but the batches, without a log; nullopt when one of them is broken. Base and span are those of
/// the batches that are left, which may be less than the chunk covered.
std::optional<BatchRow> describeBatches(core::ChunkId chunk, QByteArrayView data);

} // namespace engine::store
