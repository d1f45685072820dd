// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables as JSON and back, as RabbitMQ's management and definitions files have them: whole numbers are 64-bit integers,
// other numbers doubles, text is text. JSON has fewer types than AMQP: what loses its own is named.
// Thread: any (plain functions).
#pragma once

#include <engine/fieldvalue.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace engine::facade {

/// The paths of values whose type JSON does not have are appended to `changed`: "x-stamp (timestamp)".
QJsonObject toJson(const FieldTable &table, QStringList *changed = nullptr);
FieldTable tableFromJson(const QJsonObject &object);
FieldValue valueFromJson(const QJsonValue &value);

/// RabbitMQ writes some of its lists of properties as arrays of pairs: [["max-length", 10]].
QJsonObject objectOf(const QJsonValue &value);
/// A list; in some files one text with commas.
QJsonArray tagList(const QJsonValue &value);

} // namespace engine::facade
