// SPDX-License-Identifier: GPL-3.0-or-later
// The wire types of headers and arguments by name, and a value in one line.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>

#include <QString>

namespace ui::inspector {

/// "longstr", "int64", "timestamp" …: the specification's and RabbitMQ's names.
QString fieldTypeName(const engine::FieldValue &value);
/// One value in one line; tables and arrays say how many entries they have.
QString fieldSummary(const engine::FieldValue &value);

} // namespace ui::inspector
