// SPDX-License-Identifier: GPL-3.0-or-later
// What a broker checks of the records that a client produces (Produce version 3 and above) before it appends them: every
// batch whole, with its checksum, of version 2; records that can be read, compressed ones too, numbered without gaps;
// timestamps within bounds; no control records; keys where compaction needs them. An answer is Kafka's error and a
// sentence. One object serves one thread again and again; nothing is allocated for a record. Thread: any (not shared).
#pragma once

#include "wire/kafka/compression.h"
#include "wire/kafka/errorcodes.h"

#include <limits>
#include <optional>
#include <vector>

namespace engine::wire::kafka {

/// What topic and request allow.
struct BatchRules
{
    qint32 maxBatchSize = 1048588;               ///< max.message.bytes: a batch as it came
    qsizetype maxPlainSize = MaxRecordBatchSize; ///< the same batch uncompressed
    bool keyRequired = false;                    ///< cleanup.policy=compact
    bool zstd = true;                            ///< Produce from version 7 on
    qint64 earliestTimestamp = std::numeric_limits<qint64>::min();
    qint64 latestTimestamp = std::numeric_limits<qint64>::max();
};

/// A batch that may be appended.
struct CheckedBatch
{
    QByteArrayView bytes;
    RecordBatchInfo info;
    qint64 maxTimestamp = -1;     ///< by the records, whatever the header says
    qint32 maxTimestampDelta = 0; ///< offset of the first record that has it, from the base offset
};

/// Why not, and where: the codes, places and texts that a Produce answer carries.
struct BatchRefusal
{
    ErrorCode error = ErrorCode::None;
    qint32 batchIndex = 0;
    qint32 recordIndex = -1; ///< -1: the batch as a whole
    const char *what = "";
};

class BatchCheck
{
public:
    /// Checks all batches of one partition's records; the first fault ends it. `records` must outlive batches().
    std::optional<BatchRefusal> check(QByteArrayView records, const BatchRules &rules);

    /// What the last check found good, up to the first fault.
    const std::vector<CheckedBatch> &batches() const { return m_batches; }
    qint64 recordCount() const { return m_recordCount; }
    qint64 maxTimestamp() const { return m_maxTimestamp; }

private:
    std::optional<BatchRefusal> checkBatch(QByteArrayView rest, const BatchRules &rules);

    Decompressor m_decompressor;
    std::vector<CheckedBatch> m_batches;
    qint64 m_recordCount = 0;
    qint64 m_maxTimestamp = -1;
};

/// Gives a whole batch another greatest timestamp and puts its checksum right: the broker's time of appending, which all its
/// records then have, or what its records really say.
void stampBatch(char *batch, const RecordBatchInfo &info, qint64 maxTimestamp, bool logAppendTime);

} // namespace engine::wire::kafka
