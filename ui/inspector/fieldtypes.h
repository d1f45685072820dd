// SPDX-License-Identifier: GPL-3.0-or-later
// The wire types of headers and arguments by name, and a typed value from what a person writes.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QStringList>

namespace ui::inspector {

/// "longstr", "int64", "timestamp" …: the specification's and RabbitMQ's names.
QString fieldTypeName(const engine::FieldValue &value);
/// The types of a header that can be written by hand, the usual ones first.
QStringList writableFieldTypes();
/// InvalidArgument with a sentence to show when the text is no value of the type.
engine::Result<engine::FieldValue> fieldFromText(const QString &type, const QString &text);
/// One value in one line; tables and arrays say how many entries they have.
QString fieldSummary(const engine::FieldValue &value);

} // namespace ui::inspector
