// SPDX-License-Identifier: GPL-3.0-or-later
// Typed header values as the bytes of a Kafka record header, and back as far as bytes tell a type.
// Thread: any (plain functions).
#pragma once

#include <engine/fieldvalue.h>

namespace engine::protocol::records {

/// Text and bytes as they are, numbers in decimal, booleans as words, tables and arrays as JSON; null for void.
QByteArray headerText(const FieldValue &value);
/// Text where it is UTF-8, else bytes; void for null.
FieldValue headerValue(QByteArrayView bytes);

} // namespace engine::protocol::records
