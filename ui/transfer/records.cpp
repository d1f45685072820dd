// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/records.h"

#include "ui/widgets/fieldtext.h"

namespace ui::transfer {

using engine::FieldTable;
using engine::FieldValue;
using engine::MessageProperties;
using engine::RecordRequest;

namespace {

constexpr char keyHeader[] = "x-kafka-key";
constexpr char timeHeader[] = "x-kafka-timestamp";
constexpr char tombstoneHeader[] = "x-kafka-tombstone";

/// What a record holds of a value; none: null.
std::optional<QByteArray> contentOf(const FieldValue &value)
{
    if (value.typeCode() == 'V')
        return std::nullopt;
    if (const auto *bytes = std::get_if<engine::FieldBytes>(&value.value))
        return bytes->bytes;
    if (const std::optional<QByteArray> text = value.toText())
        return text;
    return widgets::editableText(value).toUtf8();
}

bool isTombstone(const FieldTable &headers, const QByteArray &body)
{
    const FieldValue *said = headers.find(tombstoneHeader);
    return said && body.isEmpty() && said->toBool().value_or(false);
}

/// A name that comes more than once has an array of its values.
void addHeader(RecordRequest &record, const engine::FieldEntry &header)
{
    const QString name = QString::fromUtf8(header.name);
    const auto *array = std::get_if<engine::FieldArray>(&header.value.value);
    if (!array) {
        record.headers.append({name, contentOf(header.value)});
        return;
    }
    for (const FieldValue &item : array->items)
        record.headers.append({name, contentOf(item)});
}

} // namespace

bool fitsARecord(const QString &exchange, const MessageProperties &properties)
{
    MessageProperties others = properties;
    others.headers = {};
    others.deliveryMode.reset(); // the broker's words for a record's time, and that it is kept
    others.timestamp.reset();
    return exchange.isEmpty() && others == MessageProperties();
}

std::optional<qint64> recordTimeOf(const QString &exchange, const MessageProperties &properties)
{
    const FieldValue *time = properties.headers.find(timeHeader);
    return time && fitsARecord(exchange, properties) ? time->toInteger() : std::nullopt;
}

RecordRequest recordOf(const MessageProperties &properties, const QByteArray &body)
{
    RecordRequest record;
    const bool isNull = isTombstone(properties.headers, body);
    if (!isNull)
        record.value = body;
    if (const FieldValue *key = properties.headers.find(keyHeader))
        record.key = contentOf(*key);
    for (const engine::FieldEntry &header : properties.headers.entries) {
        const bool isSaidByRecord =
            header.name == keyHeader || header.name == timeHeader || (isNull && header.name == tombstoneHeader);
        if (!isSaidByRecord)
            addHeader(record, header);
    }
    return record;
}

} // namespace ui::transfer
