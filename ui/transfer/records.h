// SPDX-License-Identifier: GPL-3.0-or-later
// Records of topics among messages. The broker says of a record in headers what messages have no place for: x-kafka-key,
// x-kafka-timestamp, x-kafka-tombstone. Here they become a record's key, time and value again.
// Thread: any (plain functions).
#pragma once

#include <engine/publishing.h>
#include <engine/specs.h>

#include <optional>

namespace ui::transfer {

/// Milliseconds since 1970, of a record as a Kafka client wrote it. Nothing for a message of an AMQP client, which has an exchange or
/// properties that no record has, whatever headers it took over from one.
std::optional<qint64> recordTimeOf(const QString &exchange, const engine::MessageProperties &properties);
/// Whether nothing of it is lost in a record.
bool fitsARecord(const QString &exchange, const engine::MessageProperties &properties);
/// Its key, value and headers; where it goes and its time are the caller's to say.
engine::RecordRequest recordOf(const engine::MessageProperties &properties, const QByteArray &body);

} // namespace ui::transfer
