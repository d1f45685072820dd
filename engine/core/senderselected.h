// SPDX-License-Identifier: GPL-3.0-or-later
// Sender-selected distribution, RabbitMQ's extension: the headers CC and BCC, arrays of text, name more routing keys for one
// message. Nobody who receives it sees BCC. Thread: any.
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QByteArrayList>

namespace engine::core {

constexpr char ccHeader[] = "CC";
constexpr char bccHeader[] = "BCC";

/// Appends what one of the two headers names; items that are not text are passed over, as in RabbitMQ. PreconditionFailed
/// if it is no array.
Result<void> appendSelectedKeys(const char *header, const FieldValue &value, QByteArrayList &keys);
/// Of both headers, for Message::extraKeys.
Result<QByteArrayList> selectedKeys(const FieldTable &headers);

} // namespace engine::core
