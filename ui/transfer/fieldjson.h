// SPDX-License-Identifier: GPL-3.0-or-later
// Typed tables as JSON and back, without loss: an array with an entry for each value, [name, type, value], in their order; the
// types are the letters that RabbitMQ writes on the wire (FieldValue::typeCode()). What is written by hand may be a plain object:
// then text is S, a whole number l, another one d, true and false t, null V.
// Thread: any (plain functions).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QJsonValue>

namespace ui::transfer {

QJsonValue tableToJson(const engine::FieldTable &table);
/// InvalidArgument, with one sentence.
engine::Result<engine::FieldTable> tableFromJson(const QJsonValue &json);

} // namespace ui::transfer
