// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/fieldtypes.h"

#include "ui/models/features.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::BrokerError;
using engine::Error;
using engine::FieldValue;
using engine::Result;

namespace {

struct Fields
{
    Q_DECLARE_TR_FUNCTIONS(FieldTypes)
};

// In the order of FieldValue's alternatives.
constexpr std::array<const char16_t *, 18> typeNames = {
    u"void",  u"bool",   u"int8",    u"uint8",   u"int16", u"uint16",    u"int32", u"uint32", u"int64",
    u"uint64", u"float", u"double",  u"decimal", u"longstr", u"bytes",   u"timestamp", u"array", u"table"};

Error invalid(const QString &what)
{
    return Error{BrokerError::InvalidArgument, what};
}

template <typename T>
Result<FieldValue> integer(const QString &text)
{
    using Limits = std::numeric_limits<T>;
    bool ok = false;
    if constexpr (std::is_signed_v<T>) {
        const qlonglong value = text.toLongLong(&ok);
        if (ok && value >= Limits::min() && value <= Limits::max())
            return FieldValue(T(value));
    } else {
        const qulonglong value = text.toULongLong(&ok);
        if (ok && value <= Limits::max())
            return FieldValue(T(value));
    }
    return invalid(Fields::tr("A whole number from %1 to %2.")
                       .arg(QString::number(Limits::min()), QString::number(Limits::max())));
}

Result<FieldValue> decimal(const QString &text)
{
    const qsizetype point = text.indexOf('.'_L1);
    const qsizetype scale = point < 0 ? 0 : text.size() - point - 1;
    bool ok = false;
    const qlonglong digits = QString(text).remove('.'_L1).toLongLong(&ok);
    using Limits = std::numeric_limits<qint32>;
    if (!ok || scale > 255 || digits < Limits::min() || digits > Limits::max())
        return invalid(Fields::tr("A decimal such as 12.50, of at most nine digits."));
    return FieldValue(engine::FieldDecimal{quint8(scale), qint32(digits)});
}

Result<FieldValue> timestamp(const QString &text)
{
    bool ok = false;
    const quint64 seconds = text.toULongLong(&ok);
    if (ok)
        return FieldValue(engine::FieldTimestamp{seconds});
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.isValid() && time.toSecsSinceEpoch() >= 0)
        return FieldValue(engine::FieldTimestamp{quint64(time.toSecsSinceEpoch())});
    return invalid(Fields::tr("Seconds since 1970, or a time such as 2026-11-22T12:01:07Z."));
}

FieldValue fromJson(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return FieldValue(json.toBool());
    case QJsonValue::String: return FieldValue(json.toString().toUtf8());
    case QJsonValue::Double: {
        const QVariant number = json.toVariant();
        return number.typeId() == QMetaType::LongLong ? FieldValue(qint64(number.toLongLong())) : FieldValue(json.toDouble());
    }
    case QJsonValue::Array: {
        engine::FieldArray array;
        for (const auto &item : json.toArray())
            array.items << fromJson(item);
        return FieldValue(array);
    }
    case QJsonValue::Object: {
        engine::FieldTable table;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            table.entries << engine::FieldEntry{it.key().toUtf8(), fromJson(it.value())};
        return FieldValue(table);
    }
    default: return FieldValue();
    }
}

Result<FieldValue> structure(const QString &text, bool table)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || document.isObject() != table)
        return invalid(table ? Fields::tr("A table is written as JSON: {\"a\": 1}.") : Fields::tr("An array is written as JSON: [1, \"a\"]."));
    return table ? fromJson(document.object()) : fromJson(document.array());
}

Result<FieldValue> real(const QString &type, const QString &text)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok)
        return invalid(Fields::tr("A number such as 9.5 or 1e-3."));
    return type == u"float"_s ? FieldValue(float(value)) : FieldValue(value);
}

Result<FieldValue> boolean(const QString &text)
{
    if (text == u"true"_s || text == u"false"_s)
        return FieldValue(text == u"true"_s);
    return invalid(Fields::tr("true or false."));
}

Result<FieldValue> bytes(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return invalid(Fields::tr("Bytes are written in base64."));
    return FieldValue(engine::FieldBytes{*decoded});
}

} // namespace

QString fieldTypeName(const FieldValue &value)
{
    return QString::fromUtf16(typeNames[value.value.index()]);
}

QStringList writableFieldTypes()
{
    return {u"longstr"_s, u"int64"_s, u"int32"_s, u"bool"_s,   u"double"_s, u"timestamp"_s, u"table"_s,  u"array"_s,   u"void"_s,
            u"int8"_s,    u"uint8"_s, u"int16"_s, u"uint16"_s, u"uint32"_s, u"uint64"_s,    u"float"_s,  u"decimal"_s, u"bytes"_s};
}

Result<FieldValue> fieldFromText(const QString &type, const QString &written)
{
    if (type == u"longstr"_s)
        return FieldValue(written.toUtf8());
    const QString text = written.trimmed();
    if (type == u"void"_s)
        return text.isEmpty() ? Result<FieldValue>(FieldValue()) : invalid(Fields::tr("void has no value."));
    using Reader = Result<FieldValue> (*)(const QString &);
    static const std::pair<const char16_t *, Reader> readers[] = {
        {u"bool", boolean}, {u"int8", integer<qint8>}, {u"uint8", integer<quint8>}, {u"int16", integer<qint16>},
        {u"uint16", integer<quint16>}, {u"int32", integer<qint32>}, {u"uint32", integer<quint32>},
        {u"int64", integer<qint64>}, {u"uint64", integer<quint64>}, {u"decimal", decimal}, {u"bytes", bytes},
        {u"timestamp", timestamp}};
    for (const auto &[name, reader] : readers) {
        if (type == QStringView(name))
            return reader(text);
    }
    if (type == u"float"_s || type == u"double"_s)
        return real(type, text);
    if (type == u"table"_s || type == u"array"_s)
        return structure(text, type == u"table"_s);
    return invalid(Fields::tr("There is no type “%1”.").arg(type));
}

QString fieldSummary(const FieldValue &value)
{
    if (const auto *table = std::get_if<engine::FieldTable>(&value.value))
        return table->entries.size() == 1 ? Fields::tr("1 entry") : Fields::tr("%1 entries").arg(table->entries.size());
    if (const auto *array = std::get_if<engine::FieldArray>(&value.value))
        return array->items.size() == 1 ? Fields::tr("1 item") : Fields::tr("%1 items").arg(array->items.size());
    return models::fieldText(value);
}

} // namespace ui::inspector
