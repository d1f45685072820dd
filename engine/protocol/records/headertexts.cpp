// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/records/headertexts.h"

#include "wire/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace engine::protocol::records {

namespace {

QJsonValue jsonOf(const FieldValue &value);

QJsonObject jsonOf(const FieldTable &table)
{
    QJsonObject object;
    for (const FieldEntry &entry : table.entries)
        object.insert(QString::fromUtf8(entry.name), jsonOf(entry.value));
    return object;
}

QJsonArray jsonOf(const FieldArray &array)
{
    QJsonArray items;
    for (const FieldValue &item : array.items)
        items.append(jsonOf(item));
    return items;
}

QJsonValue jsonOf(const FieldValue &value)
{
    if (const auto *table = std::get_if<FieldTable>(&value.value))
        return jsonOf(*table);
    if (const auto *array = std::get_if<FieldArray>(&value.value))
        return jsonOf(*array);
    if (const auto *flag = std::get_if<bool>(&value.value))
        return *flag;
    if (const auto number = value.toInteger())
        return *number;
    if (std::holds_alternative<std::monostate>(value.value))
        return QJsonValue::Null;
    return QString::fromUtf8(headerText(value));
}

template <typename T>
QByteArray textOf(const T &value)
{
    if constexpr (std::is_same_v<T, std::monostate>)
        return {};
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (std::is_floating_point_v<T>)
        return QByteArray::number(double(value), 'g', std::numeric_limits<T>::max_digits10);
    else if constexpr (std::is_integral_v<T>)
        return QByteArray::number(value);
    else if constexpr (std::is_same_v<T, FieldDecimal>)
        return QByteArray::number(value.value / std::pow(10.0, value.scale), 'g', 12);
    else if constexpr (std::is_same_v<T, QByteArray>)
        return value.isNull() ? QByteArray("", 0) : value;
    else if constexpr (std::is_same_v<T, FieldBytes>)
        return value.bytes.isNull() ? QByteArray("", 0) : value.bytes;
    else if constexpr (std::is_same_v<T, FieldTimestamp>)
        return QByteArray::number(value.seconds);
    else if constexpr (std::is_same_v<T, FieldTable>)
        return QJsonDocument(jsonOf(value)).toJson(QJsonDocument::Compact);
    else
        return QJsonDocument(jsonOf(value)).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray headerText(const FieldValue &value)
{
    return std::visit([](const auto &v) { return textOf(v); }, value.value);
}

FieldValue headerValue(QByteArrayView bytes)
{
    if (bytes.isNull())
        return {};
    if (wire::isUtf8(bytes))
        return FieldValue(bytes.toByteArray());
    return FieldValue(FieldBytes{bytes.toByteArray()});
}

} // namespace engine::protocol::records
