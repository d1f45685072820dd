// SPDX-License-Identifier: GPL-3.0-or-later
// The properties of a message (AMQP 0-9-1, class basic) as the texts that a form has, and back: what each text may be, and what it
// means. With placeholders in them they are checked once those are expanded.
// Thread: any.
#pragma once

#include <engine/result.h>
#include <engine/specs.h>

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace ui::publisher {

/// By name ("content_type", "delivery_mode" …); what is empty or missing is not sent.
using PropertyTexts = QMap<QString, QString>;

struct HeaderText
{
    QString name;
    char type = 'S'; ///< FieldValue::typeCode()
    QString value;
    /// What the text was made from: kept while it still says that, since a text cannot tell nested types.
    std::optional<engine::FieldValue> given;
    bool operator==(const HeaderText &other) const
    {
        return name == other.name && type == other.type && value == other.value;
    }
};
using HeaderTexts = QList<HeaderText>;

struct PropertyField
{
    QString name;
    QString hint;
};
/// All but headers and delivery_mode, in the order of the form.
const QList<PropertyField> &propertyFields();

/// What is wrong with a text that is not empty; a sentence.
QString propertyProblem(const QString &name, const QString &text);
/// The first problem, with the name before it.
engine::Result<engine::MessageProperties> readProperties(const PropertyTexts &texts);
PropertyTexts propertyTexts(const engine::MessageProperties &properties);

engine::Result<engine::FieldTable> readHeaders(const HeaderTexts &texts);
HeaderTexts headerTexts(const engine::FieldTable &table);

/// Seconds since 1970 from "now", a time as ISO 8601 has it, or a number.
std::optional<quint64> secondsOf(const QString &text);
/// The same in milliseconds; a bare number is milliseconds.
std::optional<qint64> millisecondsOf(const QString &text);

} // namespace ui::publisher
