// SPDX-License-Identifier: GPL-3.0-or-later
// RecordFormat: core's view of record batches over Kafka's RecordBatch v2. What a message of another protocol becomes as a
// record, and a record as a message, is recordmapping.h's.
// Owner: facade. Thread: any.
#pragma once

#include "core/recordformat.h"

namespace engine::wire::kafka {
struct RecordBatchInfo;
}

namespace engine::protocol::records {

class RecordFormat final : public core::RecordFormat
{
public:
    void place(core::Batch &batch, quint64 base) const override;
    void stamp(core::Batch &batch, qint64 appendTimeMs) const override;
    qsizetype find(QByteArrayView batches, quint64 offset) const override;
    qsizetype prefix(QByteArrayView batches, qsizetype most, quint64 limit) const override;
    std::vector<core::Batch> describe(QByteArrayView batches) const override;
    quint64 count(QByteArrayView batches, quint64 from) const override;
    core::Batch encode(std::span<const core::MessagePtr> messages, quint64 base, qint64 nowMs) const override;
    Result<std::vector<core::StoredMessage>> decode(QByteArrayView batches, quint64 from, size_t most) const override;
    Result<std::vector<DatedMessage>> decodeDated(QByteArrayView batches, quint64 from, size_t most,
                                                  Headers which) const override;
    core::Batch marker(core::BatchKind kind, const core::ProducerStamp &producer, qint64 nowMs) const override;
    Result<void> walk(QByteArrayView batches, const std::function<bool(const RecordKey &)> &look) const override;
    bool hasKey(const core::Message &message) const override;
    Result<Filtered> filtered(QByteArrayView batches, Judge &judge) const override;
};

/// What core has to know of a batch that was checked. `bytes` is kept as it is.
core::Batch batchOf(const wire::kafka::RecordBatchInfo &info, const QByteArray &bytes);

} // namespace engine::protocol::records
