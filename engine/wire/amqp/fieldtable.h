// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables, arrays and values on the wire, with RabbitMQ's type letters (specification 4.2.1, and RabbitMQ's
// errata: t b B s u I i l L f d D S x T A F V). Every type survives decode and encode; duplicate names are kept in
// order. Reading recurses at most MaxNesting levels; no length is trusted. Scanning works on the raw bytes without
// allocating. Thread: any.
#pragma once

#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <engine/fieldvalue.h>

#include <optional>

namespace engine::wire::amqp {

/// A table with its 32-bit length in front. On failure the reader's error says what and where.
FieldTable readTable(ByteReader &reader);
/// One value with its type letter in front.
FieldValue readValue(ByteReader &reader);
void writeTable(ByteWriter &writer, const FieldTable &table);
void writeValue(ByteWriter &writer, const FieldValue &value);

/// The entries of a table without the length in front (PropertyScan::headers), decoded whole.
DecodeResult<FieldTable> decodeTableEntries(QByteArrayView entries);
/// The entries of a table without the length in front.
QByteArray encodeTableEntries(const FieldTable &table);
/// A table with its length in front, as properties and arguments carry it.
QByteArray encodeTable(const FieldTable &table);

/// Walks entries (no length in front) and checks all of their structure; nothing is allocated. ok() tells.
bool validateTableEntries(ByteReader &entries);
/// The first value under `name` in entries that were validated before; other values are stepped over.
std::optional<FieldValue> findInTable(QByteArrayView entries, QByteArrayView name);

/// For people: 17, "text", {a=1, b=[2, 3]}, 0x00ff. Long texts and bytes are cut at `limit` with an ellipsis.
QByteArray describe(const FieldValue &value, qsizetype limit = 256);
QByteArray describe(const FieldTable &table, qsizetype limit = 256);

} // namespace engine::wire::amqp
