// SPDX-License-Identifier: GPL-3.0-or-later
// How a message of AMQP (or of a protocol that speaks its properties) becomes a Kafka record, and a record a message.
//
// Message → record: the body is the value. The key is the header `x-kafka-key` where there is one; otherwise the routing key,
// unless the message came by the default exchange, whose key is the queue's name. The time is the broker's at arrival: retention
// and reading from a time go by it, whatever the publisher's clock says. With the header `x-kafka-tombstone` a message without a
// body is a tombstone. These headers say it by that; each other header becomes a record header of its name: text and bytes as
// they are, numbers in decimal, booleans "true" and "false", arrays one record header for each item, tables as JSON. Properties
// become headers `content-type`, `correlation-id` …, and `timestamp` in seconds. A last header, `x-sightglass-message`, holds
// everything in its own types, so that what AMQP reads back is exactly what AMQP wrote. It counts as long as key and headers of
// the record are still those: a client of Kafka that forwards the record with its headers takes it along, and where it has given
// the record another key, other headers or no value, that is what AMQP reads, as of any record, without the last header.
//
// Record → message: the value is the body (a tombstone an empty one, and the header `x-kafka-tombstone` is true). The key is
// the routing key as far as it is text of at most 255 bytes, and always the header `x-kafka-key`. The time is the property
// `timestamp`, in seconds, and to the millisecond the header `x-kafka-timestamp`. Each record header is a header of its name:
// text where it is UTF-8 ('S'), else bytes ('x'), void for null, an array where the name comes more than once. AMQP's bounds hold:
// of a name 255 bytes; and where the headers would not fit into a frame together only those stay that the broker adds itself (the
// key as well, unless it alone is too large), and the header `x-kafka-headers-omitted` says how many were left out. Who asks for
// all of them, because the message becomes a record again, gets all of them.
// Thread: any (plain functions).
#pragma once

#include "core/message.h"
#include "core/recordformat.h"
#include "wire/kafka/recordbatch.h"

namespace engine::protocol::records {

void appendMessage(wire::kafka::RecordBatchBuilder &builder, quint64 offset, qint64 timeMs,
                   const core::Message &message);
/// Its record has a key: it did not come by the default exchange, or has the header for it.
bool hasKey(const core::Message &message);
/// An envelope that makes no sense is taken for a header like any other.
core::MessagePtr messageOf(const wire::kafka::RecordView &record,
                           core::RecordFormat::Headers which = core::RecordFormat::Headers::ThatFit);

} // namespace engine::protocol::records
