// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/fieldjson.h"

#include "ui/models/invalid.h"
#include "ui/transfer/words.h"
#include "ui/widgets/plaintext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace ui::transfer {

using namespace Qt::StringLiterals;
using engine::FieldArray;
using engine::FieldTable;
using engine::FieldValue;
using engine::Result;
using models::invalid;

namespace {

constexpr int deepest = 64; // more than AMQP's frames carry

// ---- to JSON

/// Text as text; what does not come back from it as {"base64": …}.
QJsonValue textToJson(const QByteArray &bytes)
{
    if (widgets::isPlainText(bytes))
        return QString::fromUtf8(bytes);
    return QJsonObject{{u"base64"_s, QString::fromLatin1(bytes.toBase64())}};
}

template <typename T>
QJsonValue floatToJson(T value)
{
    if (std::isfinite(value))
        return double(value);
    return std::isnan(value) ? u"nan"_s : value > 0 ? u"inf"_s : u"-inf"_s;
}

QJsonArray arrayToJson(const FieldArray &array);

struct ToJson
{
    QJsonValue operator()(std::monostate) const { return QJsonValue::Null; }
    QJsonValue operator()(bool v) const { return v; }
    template <typename T>
    requires std::is_integral_v<T> QJsonValue operator()(T v) const
    {
        if constexpr (std::is_same_v<T, quint64>)
            return QString::number(v); // may be above what JSON's readers take
        else
            return qint64(v);
    }
    QJsonValue operator()(float v) const { return floatToJson(v); }
    QJsonValue operator()(double v) const { return floatToJson(v); }
    QJsonValue operator()(const engine::FieldDecimal &v) const { return QJsonArray{int(v.scale), qint64(v.value)}; }
    QJsonValue operator()(const QByteArray &v) const { return textToJson(v); }
    QJsonValue operator()(const engine::FieldBytes &v) const { return QString::fromLatin1(v.bytes.toBase64()); }
    QJsonValue operator()(const engine::FieldTimestamp &v) const { return QString::number(v.seconds); }
    QJsonValue operator()(const FieldArray &v) const { return arrayToJson(v); }
    QJsonValue operator()(const FieldTable &v) const { return tableToJson(v); }
};

QString typeOf(const FieldValue &value)
{
    return QString(QLatin1Char(value.typeCode()));
}

QJsonArray arrayToJson(const FieldArray &array)
{
    QJsonArray json;
    for (const FieldValue &item : array.items)
        json.append(QJsonArray{typeOf(item), std::visit(ToJson(), item.value)});
    return json;
}

// ---- from JSON

std::optional<QByteArray> textFromJson(const QJsonValue &json)
{
    if (json.isString())
        return json.toString().toUtf8();
    const QJsonValue base64 = json.toObject().value(u"base64"_s);
    return base64.isString() ? std::optional(QByteArray::fromBase64(base64.toString().toLatin1())) : std::nullopt;
}

template <typename T>
std::optional<FieldValue> integer(const QJsonValue &json)
{
    bool isNumber = json.isDouble();
    qint64 value = json.toInteger();
    if (isNumber && double(value) != json.toDouble())
        isNumber = false;
    if (json.isString())
        value = json.toString().toLongLong(&isNumber);
    if (!isNumber || value < qint64(std::numeric_limits<T>::min()) || value > qint64(std::numeric_limits<T>::max()))
        return std::nullopt;
    return FieldValue(T(value));
}

std::optional<quint64> unsignedFromJson(const QJsonValue &json)
{
    bool isNumber = false;
    if (json.isString()) {
        const quint64 value = json.toString().toULongLong(&isNumber);
        return isNumber ? std::optional(value) : std::nullopt;
    }
    return json.isDouble() && json.toInteger(-1) >= 0 ? std::optional(quint64(json.toInteger())) : std::nullopt;
}

std::optional<double> floatFromJson(const QJsonValue &json)
{
    if (json.isDouble())
        return json.toDouble();
    const QString text = json.toString();
    if (text == u"nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == u"inf")
        return std::numeric_limits<double>::infinity();
    return text == u"-inf" ? std::optional(-std::numeric_limits<double>::infinity()) : std::nullopt;
}

std::optional<FieldValue> decimalFromJson(const QJsonValue &json)
{
    const QJsonArray pair = json.toArray();
    if (pair.size() != 2 || !pair.at(0).isDouble() || !pair.at(1).isDouble())
        return std::nullopt;
    return FieldValue(engine::FieldDecimal{quint8(pair.at(0).toInt()), qint32(pair.at(1).toInteger())});
}

Result<FieldTable> readTable(const QJsonValue &json, int depth);
Result<FieldArray> readArray(const QJsonValue &json, int depth);

std::optional<FieldValue> readPlain(char type, const QJsonValue &json)
{
    switch (type) {
    case 'V':
        return FieldValue();
    case 't':
        return json.isBool() ? std::optional(FieldValue(json.toBool())) : std::nullopt;
    case 'b':
        return integer<qint8>(json);
    case 'B':
        return integer<quint8>(json);
    case 's':
        return integer<qint16>(json);
    case 'u':
        return integer<quint16>(json);
    case 'I':
        return integer<qint32>(json);
    case 'i':
        return integer<quint32>(json);
    case 'l':
        return integer<qint64>(json);
    case 'D':
        return decimalFromJson(json);
    case 'x':
        return json.isString()
                   ? std::optional(FieldValue(engine::FieldBytes{QByteArray::fromBase64(json.toString().toLatin1())}))
                   : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<FieldValue> readConverted(char type, const QJsonValue &json)
{
    if (type == 'L' || type == 'T') {
        const std::optional<quint64> number = unsignedFromJson(json);
        if (!number)
            return std::nullopt;
        return type == 'L' ? FieldValue(*number) : FieldValue(engine::FieldTimestamp{*number});
    }
    if (type == 'f' || type == 'd') {
        const std::optional<double> number = floatFromJson(json);
        if (!number)
            return std::nullopt;
        return type == 'f' ? FieldValue(float(*number)) : FieldValue(*number);
    }
    const std::optional<QByteArray> text = type == 'S' ? textFromJson(json) : std::nullopt;
    return text ? std::optional(FieldValue(*text)) : readPlain(type, json);
}

Result<FieldValue> readTyped(const QString &type, const QJsonValue &json, int depth)
{
    const char letter = type.size() == 1 ? type.front().toLatin1() : '\0';
    if (letter == 'F') {
        Result<FieldTable> table = readTable(json, depth + 1);
        return table ? Result<FieldValue>(FieldValue(std::move(*table))) : table.error();
    }
    if (letter == 'A') {
        Result<FieldArray> array = readArray(json, depth + 1);
        return array ? Result<FieldValue>(FieldValue(std::move(*array))) : array.error();
    }
    const std::optional<FieldValue> value = readConverted(letter, json);
    if (!value)
        return invalid(Words::tr("a value of the type “%1” can not be read").arg(type));
    return *value;
}

/// As it is written by hand.
Result<FieldValue> readUntyped(const QJsonValue &json, int depth)
{
    if (json.isObject())
        return readTyped(u"F"_s, json, depth);
    if (json.isArray()) {
        FieldArray array;
        for (const QJsonValue item : json.toArray()) {
            const Result<FieldValue> value = depth < deepest
                                                 ? readUntyped(item, depth + 1)
                                                 : Result<FieldValue>(invalid(Words::tr("nested too deep")));
            if (!value)
                return value.error();
            array.items.append(*value);
        }
        return FieldValue(array);
    }
    const double number = json.toDouble();
    const bool isWhole = json.isDouble() && number == double(json.toInteger());
    return readTyped(json.isString() ? u"S"_s
                     : json.isBool() ? u"t"_s
                     : isWhole       ? u"l"_s
                     : json.isNull() ? u"V"_s
                                     : u"d"_s,
                     json, depth);
}

Result<FieldTable> readTable(const QJsonValue &json, int depth)
{
    if (depth > deepest)
        return invalid(Words::tr("headers are nested too deep"));
    FieldTable table;
    if (json.isObject()) {
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const Result<FieldValue> value = readUntyped(it.value(), depth);
            if (!value)
                return value.error();
            table.entries.append({it.key().toUtf8(), *value});
        }
        return table;
    }
    if (!json.isArray())
        return invalid(Words::tr("headers are neither an object nor a list"));
    for (const QJsonValue item : json.toArray()) {
        const QJsonArray entry = item.toArray();
        const std::optional<QByteArray> name = textFromJson(entry.at(0));
        if (entry.size() != 3 || !name)
            return invalid(Words::tr("a header is not [name, type, value]"));
        const Result<FieldValue> value = readTyped(entry.at(1).toString(), entry.at(2), depth);
        if (!value)
            return invalid(Words::tr("header “%1”: %2").arg(QString::fromUtf8(*name), value.error().detail));
        table.entries.append({*name, *value});
    }
    return table;
}

Result<FieldArray> readArray(const QJsonValue &json, int depth)
{
    if (depth > deepest || !json.isArray())
        return invalid(Words::tr("this is no list"));
    FieldArray array;
    for (const QJsonValue item : json.toArray()) {
        const QJsonArray entry = item.toArray();
        if (entry.size() != 2)
            return invalid(Words::tr("an item of a list is not [type, value]"));
        const Result<FieldValue> value = readTyped(entry.at(0).toString(), entry.at(1), depth);
        if (!value)
            return value.error();
        array.items.append(*value);
    }
    return array;
}

} // namespace

QJsonValue tableToJson(const FieldTable &table)
{
    QJsonArray json;
    for (const engine::FieldEntry &entry : table.entries)
        json.append(QJsonArray{textToJson(entry.name), typeOf(entry.value), std::visit(ToJson(), entry.value.value)});
    return json;
}

Result<FieldTable> tableFromJson(const QJsonValue &json)
{
    return readTable(json, 1);
}

} // namespace ui::transfer
