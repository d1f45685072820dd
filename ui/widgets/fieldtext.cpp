// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldtext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace ui::widgets {

using namespace Qt::StringLiterals;
using engine::FieldArray;
using engine::FieldTable;
using engine::FieldValue;
using Parsed = engine::Result<FieldValue>;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

engine::Error problem(const QString &text)
{
    return {engine::BrokerError::InvalidArgument, text};
}

template <typename T>
Parsed parseInteger(const QString &text)
{
    using Wide = std::conditional_t<std::is_signed_v<T>, qint64, quint64>;
    bool ok = false;
    const QString trimmed = text.trimmed();
    Wide value = 0;
    if constexpr (std::is_signed_v<T>)
        value = trimmed.toLongLong(&ok);
    else
        value = trimmed.toULongLong(&ok);
    constexpr auto least = Wide(std::numeric_limits<T>::min());
    constexpr auto most = Wide(std::numeric_limits<T>::max());
    if (!ok || value < least || value > most)
        return problem(Words::tr("A whole number between %1 and %2.").arg(least).arg(most));
    return FieldValue(T(value));
}

Parsed parseBool(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == u"true" || word == u"yes" || word == u"1")
        return FieldValue(true);
    if (word == u"false" || word == u"no" || word == u"0")
        return FieldValue(false);
    return problem(Words::tr("true or false."));
}

template <typename T>
Parsed parseReal(const QString &text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    if (!ok)
        return problem(Words::tr("A number, for instance 9.5."));
    return FieldValue(T(value));
}

/// AMQP 0-9-1 §4.2.5.4: an unsigned scale and a signed 32-bit value.
Parsed parseDecimal(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype point = trimmed.indexOf(u'.');
    const qsizetype scale = point < 0 ? 0 : trimmed.size() - point - 1;
    bool ok = false;
    const qlonglong value = QString(trimmed).remove(u'.').toLongLong(&ok);
    if (!ok || scale > 9 || value < std::numeric_limits<qint32>::min() || value > std::numeric_limits<qint32>::max())
        return problem(Words::tr("A decimal number of at most nine digits, for instance 12.50."));
    return FieldValue(engine::FieldDecimal{quint8(scale), qint32(value)});
}

Parsed parseTimestamp(const QString &text)
{
    bool ok = false;
    const QString trimmed = text.trimmed();
    if (const quint64 seconds = trimmed.toULongLong(&ok); ok)
        return FieldValue(engine::FieldTimestamp{seconds});
    const QDateTime time = QDateTime::fromString(trimmed, Qt::ISODate);
    if (!time.isValid() || time.toSecsSinceEpoch() < 0)
        return problem(Words::tr("Seconds since 1970, or a time such as 2026-11-22T12:00:00Z."));
    return FieldValue(engine::FieldTimestamp{quint64(time.toSecsSinceEpoch())});
}

Parsed parseBytes(const QString &text)
{
    QString digits = text.trimmed();
    if (digits.startsWith(u"0x"))
        digits.remove(0, 2);
    digits.remove(u' ');
    const QByteArray bytes = QByteArray::fromHex(digits.toLatin1());
    if (digits.size() % 2 || QString::fromLatin1(bytes.toHex()) != digits.toLower())
        return problem(Words::tr("Bytes as pairs of hexadecimal digits, for instance 0x00ff."));
    return FieldValue(engine::FieldBytes{bytes});
}

FieldValue fromJson(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        return FieldValue(json.toBool());
    case QJsonValue::Double: {
        // A whole number in JSON is one on the wire.
        const qint64 whole = json.toInteger();
        return double(whole) == json.toDouble() ? FieldValue(whole) : FieldValue(json.toDouble());
    }
    case QJsonValue::String:
        return FieldValue(json.toString().toUtf8());
    case QJsonValue::Array: {
        FieldArray array;
        for (const QJsonValue &item : json.toArray())
            array.items.append(fromJson(item));
        return FieldValue(array);
    }
    case QJsonValue::Object: {
        FieldTable table;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            table.entries.append({it.key().toUtf8(), fromJson(it.value())});
        return FieldValue(table);
    }
    default:
        return {};
    }
}

Parsed parseJson(const QString &text, bool list)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (list && document.isArray())
        return fromJson(document.array());
    if (!list && document.isObject())
        return fromJson(document.object());
    if (error.error != QJsonParseError::NoError)
        return problem(Words::tr("Not JSON: %1 at character %2.").arg(error.errorString()).arg(error.offset));
    return problem(list ? Words::tr("A JSON list, for instance [1, \"two\"].")
                        : Words::tr("A JSON object, for instance {\"a\": 1}."));
}

QJsonValue toJson(const FieldValue &value)
{
    if (const auto *table = std::get_if<FieldTable>(&value.value)) {
        QJsonObject object;
        for (const engine::FieldEntry &entry : table->entries)
            object.insert(QString::fromUtf8(entry.name), toJson(entry.value));
        return object;
    }
    if (const auto *array = std::get_if<FieldArray>(&value.value)) {
        QJsonArray items;
        for (const FieldValue &item : array->items)
            items.append(toJson(item));
        return items;
    }
    if (const auto truth = value.toBool())
        return *truth;
    if (const auto integer = value.toInteger())
        return *integer;
    if (const auto *real = std::get_if<double>(&value.value))
        return *real;
    if (const auto *real = std::get_if<float>(&value.value))
        return double(*real);
    if (value.typeCode() == 'V')
        return QJsonValue::Null;
    return editableText(value);
}

} // namespace

const QList<FieldType> &fieldTypes()
{
    static const QList<FieldType> types{
        {'S', Words::tr("text"), Words::tr("any text")},
        {'l', Words::tr("integer"), Words::tr("42")},
        {'t', Words::tr("boolean"), Words::tr("true or false")},
        {'d', Words::tr("number"), Words::tr("9.5")},
        {'T', Words::tr("timestamp"), Words::tr("2026-11-22T12:00:00Z")},
        {'F', Words::tr("table"), Words::tr("{\"a\": 1}")},
        {'A', Words::tr("list"), Words::tr("[1, \"two\"]")},
        {'x', Words::tr("bytes"), Words::tr("0x00ff")},
        {'D', Words::tr("decimal"), Words::tr("12.50")},
        {'f', Words::tr("number, 32 bit"), Words::tr("9.5")},
        {'I', Words::tr("integer, 32 bit"), Words::tr("42")},
        {'i', Words::tr("unsigned, 32 bit"), Words::tr("42")},
        {'L', Words::tr("unsigned, 64 bit"), Words::tr("42")},
        {'s', Words::tr("integer, 16 bit"), Words::tr("42")},
        {'u', Words::tr("unsigned, 16 bit"), Words::tr("42")},
        {'b', Words::tr("integer, 8 bit"), Words::tr("42")},
        {'B', Words::tr("unsigned, 8 bit"), Words::tr("42")},
        {'V', Words::tr("no value"), QString()},
    };
    return types;
}

Parsed parseField(char typeCode, const QString &text)
{
    switch (typeCode) {
    case 'S':
        return FieldValue(text.toUtf8());
    case 't':
        return parseBool(text);
    case 'b':
        return parseInteger<qint8>(text);
    case 'B':
        return parseInteger<quint8>(text);
    case 's':
        return parseInteger<qint16>(text);
    case 'u':
        return parseInteger<quint16>(text);
    case 'I':
        return parseInteger<qint32>(text);
    case 'i':
        return parseInteger<quint32>(text);
    case 'l':
        return parseInteger<qint64>(text);
    case 'L':
        return parseInteger<quint64>(text);
    case 'f':
        return parseReal<float>(text);
    case 'd':
        return parseReal<double>(text);
    case 'D':
        return parseDecimal(text);
    case 'T':
        return parseTimestamp(text);
    case 'x':
        return parseBytes(text);
    case 'A':
        return parseJson(text, true);
    case 'F':
        return parseJson(text, false);
    case 'V':
        return FieldValue();
    }
    return problem(Words::tr("An unknown type."));
}

QString editableText(const FieldValue &value)
{
    switch (value.typeCode()) {
    case 'V':
        return {};
    case 't':
        return *value.toBool() ? u"true"_s : u"false"_s;
    case 'S':
        return QString::fromUtf8(*value.toText());
    case 'L':
        return QString::number(std::get<quint64>(value.value));
    case 'f':
        return QString::number(double(std::get<float>(value.value)), 'g', 9);
    case 'd':
        return QString::number(std::get<double>(value.value), 'g', 17);
    case 'D': {
        const auto &decimal = std::get<engine::FieldDecimal>(value.value);
        return QString::number(decimal.value / std::pow(10.0, decimal.scale), 'f', decimal.scale);
    }
    case 'x':
        return u"0x"_s + QString::fromLatin1(std::get<engine::FieldBytes>(value.value).bytes.toHex());
    case 'T':
        return QString::number(std::get<engine::FieldTimestamp>(value.value).seconds);
    case 'A':
        return QString::fromUtf8(QJsonDocument(toJson(value).toArray()).toJson(QJsonDocument::Compact));
    case 'F':
        return QString::fromUtf8(QJsonDocument(toJson(value).toObject()).toJson(QJsonDocument::Compact));
    default:
        return QString::number(value.toInteger().value_or(0));
    }
}

} // namespace ui::widgets
