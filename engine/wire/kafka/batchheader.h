// SPDX-License-Identifier: GPL-3.0-or-later
// Where the fields of a RecordBatch v2 header stand, for those who rewrite some of them. Thread: any.
#pragma once

#include "wire/crc32c.h"
#include "wire/kafka/recordbatch.h"

namespace engine::wire::kafka {

/// The version of the format.
inline constexpr qint8 RecordBatchMagic = 2;

inline constexpr qsizetype BatchLengthAt = 8;
inline constexpr qsizetype MagicAt = 16;
inline constexpr qsizetype CrcAt = 17;
/// The checksum covers everything from here to the end.
inline constexpr qsizetype AttributesAt = 21;
inline constexpr qsizetype MaxTimestampAt = 35;

/// Writes length and checksum of the batch that fills `size` bytes, after whatever else was changed.
inline void sealBatch(char *batch, qsizetype size)
{
    RawWriter(batch + BatchLengthAt).u32(quint32(size - RecordBatchPrefixSize));
    RawWriter(batch + CrcAt).u32(crc32c(QByteArrayView(batch + AttributesAt, size - AttributesAt)));
}

} // namespace engine::wire::kafka
