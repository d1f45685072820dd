// SPDX-License-Identifier: GPL-3.0-or-later
// Typed values as text and back: what the editors of arguments and headers accept. Lists and tables are written as JSON.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>
#include <engine/result.h>

#include <QList>
#include <QString>

namespace ui::widgets {

struct FieldType
{
    char code;    ///< FieldValue::typeCode()
    QString name; ///< "text", "integer (64 bit)" …
    QString hint; ///< what to write, as the placeholder of the value
};

/// In the order of a chooser: the common ones first.
const QList<FieldType> &fieldTypes();
/// The value of this type that the text means, or what is wrong with it as a sentence for the user.
engine::Result<engine::FieldValue> parseField(char typeCode, const QString &text);
/// The text that parseField() reads back to the same value.
QString editableText(const engine::FieldValue &value);

} // namespace ui::widgets
