// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/propertytexts.h"

#include "ui/models/invalid.h"
#include "ui/models/limits.h"
#include "ui/widgets/fieldtext.h"

#include <engine/durations.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

using engine::MessageProperties;
using models::invalid;

namespace {

struct PropertyWords
{
    Q_DECLARE_TR_FUNCTIONS(PropertyTexts)
};

using Text = std::optional<QString> MessageProperties::*;
/// Those that are short strings.
const QList<std::pair<QString, Text>> &textFields()
{
    static const QList<std::pair<QString, Text>> fields{
        {u"content_type"_s, &MessageProperties::contentType},
        {u"content_encoding"_s, &MessageProperties::contentEncoding},
        {u"message_id"_s, &MessageProperties::messageId},
        {u"correlation_id"_s, &MessageProperties::correlationId},
        {u"reply_to"_s, &MessageProperties::replyTo},
        {u"type"_s, &MessageProperties::type},
        {u"app_id"_s, &MessageProperties::appId},
        {u"user_id"_s, &MessageProperties::userId},
        {u"cluster_id"_s, &MessageProperties::clusterId},
        {u"expiration"_s, &MessageProperties::expiration},
    };
    return fields;
}

QString numberProblem(const QString &text, quint64 most, const QString &what)
{
    bool ok = false;
    const quint64 value = text.toULongLong(&ok);
    return ok && value <= most ? QString() : what;
}

std::optional<QDateTime> timeOf(const QString &text)
{
    const QDateTime time =
        text == u"now" ? QDateTime::currentDateTimeUtc() : QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() && time.toMSecsSinceEpoch() >= 0 ? std::optional(time) : std::nullopt;
}

} // namespace

const QList<PropertyField> &propertyFields()
{
    static const QList<PropertyField> fields{
        {u"content_type"_s, u"application/json"_s},
        {u"content_encoding"_s, u"utf-8"_s},
        {u"priority"_s, PropertyWords::tr("0 to 255")},
        {u"expiration"_s, PropertyWords::tr("milliseconds, for instance 60000")},
        {u"message_id"_s, {}},
        {u"correlation_id"_s, {}},
        {u"reply_to"_s, PropertyWords::tr("a queue")},
        {u"timestamp"_s, PropertyWords::tr("now, 2026-11-22T12:01:07Z, or seconds")},
        {u"type"_s, {}},
        {u"app_id"_s, {}},
        {u"user_id"_s, {}},
        {u"cluster_id"_s, {}},
    };
    return fields;
}

std::optional<quint64> secondsOf(const QString &text)
{
    bool ok = false;
    const quint64 seconds = text.trimmed().toULongLong(&ok);
    if (ok)
        return seconds;
    const auto time = timeOf(text.trimmed());
    return time ? std::optional(quint64(time->toSecsSinceEpoch())) : std::nullopt;
}

std::optional<qint64> millisecondsOf(const QString &text)
{
    bool ok = false;
    const qint64 milliseconds = text.trimmed().toLongLong(&ok);
    if (ok)
        return milliseconds >= 0 ? std::optional(milliseconds) : std::nullopt;
    const auto time = timeOf(text.trimmed());
    return time ? std::optional(time->toMSecsSinceEpoch()) : std::nullopt;
}

QString propertyProblem(const QString &name, const QString &text)
{
    if (name == u"priority")
        return numberProblem(text, 255, PropertyWords::tr("A whole number from 0 to 255."));
    if (name == u"expiration")
        return numberProblem(
            text, engine::longestDurationMs,
            PropertyWords::tr("A whole number of milliseconds, at most %1.").arg(engine::longestDurationMs));
    if (name == u"delivery_mode")
        return text == u"1" || text == u"2" ? QString() : PropertyWords::tr("1 is transient, 2 is persistent.");
    if (name == u"timestamp")
        return secondsOf(text) ? QString()
                               : PropertyWords::tr("now, a time such as 2026-11-22T12:01:07Z, or seconds since 1970.");
    return text.toUtf8().size() > models::shortStringLimit
               ? PropertyWords::tr("At most %1 bytes.").arg(models::shortStringLimit)
               : QString();
}

engine::Result<MessageProperties> readProperties(const PropertyTexts &texts)
{
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        const QString wrong = it.value().isEmpty() ? QString() : propertyProblem(it.key(), it.value());
        if (!wrong.isEmpty())
            return invalid(PropertyWords::tr("%1: %2").arg(it.key(), wrong));
    }
    MessageProperties properties;
    for (const auto &[name, member] : textFields()) {
        if (const QString text = texts.value(name); !text.isEmpty())
            properties.*member = text;
    }
    if (const QString mode = texts.value(u"delivery_mode"_s); !mode.isEmpty())
        properties.deliveryMode = quint8(mode.toUInt());
    if (const QString priority = texts.value(u"priority"_s); !priority.isEmpty())
        properties.priority = quint8(priority.toUInt());
    if (const QString time = texts.value(u"timestamp"_s); !time.isEmpty())
        properties.timestamp = secondsOf(time);
    return properties;
}

PropertyTexts propertyTexts(const MessageProperties &properties)
{
    PropertyTexts texts;
    for (const auto &[name, member] : textFields()) {
        if (const std::optional<QString> &value = properties.*member)
            texts.insert(name, *value);
    }
    if (properties.deliveryMode)
        texts.insert(u"delivery_mode"_s, QString::number(*properties.deliveryMode));
    if (properties.priority)
        texts.insert(u"priority"_s, QString::number(*properties.priority));
    if (properties.timestamp)
        texts.insert(u"timestamp"_s, QString::number(*properties.timestamp));
    return texts;
}

engine::Result<engine::FieldTable> readHeaders(const HeaderTexts &texts)
{
    engine::FieldTable table;
    QSet<QString> seen;
    for (const HeaderText &header : texts) {
        if (header.name.toUtf8().size() > models::shortStringLimit)
            return invalid(PropertyWords::tr("A name has at most %1 bytes.").arg(models::shortStringLimit));
        if (seen.contains(header.name))
            return invalid(PropertyWords::tr("%1 is there twice.").arg(header.name));
        seen.insert(header.name);
        if (header.given && widgets::editableText(*header.given) == header.value &&
            header.given->typeCode() == header.type) {
            table.entries.append({header.name.toUtf8(), *header.given});
            continue;
        }
        const engine::Result<engine::FieldValue> value = widgets::parseField(header.type, header.value);
        if (!value)
            return invalid(PropertyWords::tr("%1: %2").arg(header.name, value.error().detail));
        table.entries.append({header.name.toUtf8(), *value});
    }
    return table;
}

HeaderTexts headerTexts(const engine::FieldTable &table)
{
    HeaderTexts texts;
    for (const engine::FieldEntry &entry : table.entries)
        texts.append(
            {QString::fromUtf8(entry.name), entry.value.typeCode(), widgets::editableText(entry.value), entry.value});
    return texts;
}

} // namespace ui::publisher
