// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/definitionjson.h"

#include <QVariant>

#include <cmath>

namespace engine::facade {

namespace {

struct Writer
{
    const QString path;
    QStringList *changed;

    QJsonValue note(const char *type, QJsonValue value) const
    {
        if (changed)
            changed->append(path + QStringLiteral(" (%1)").arg(QLatin1StringView(type)));
        return value;
    }
    QJsonValue operator()(std::monostate) const { return QJsonValue::Null; }
    QJsonValue operator()(bool v) const { return v; }
    template <typename T>
    requires std::is_integral_v<T> QJsonValue operator()(T v) const
    {
        if constexpr (std::is_same_v<T, quint64>) {
            if (v > quint64(std::numeric_limits<qint64>::max()))
                return note("unsigned long", double(v));
        }
        return qint64(v);
    }
    template <typename T>
    requires std::is_floating_point_v<T> QJsonValue operator()(T v) const
    {
        return std::isfinite(v) ? QJsonValue(double(v)) : note("not a number", QJsonValue::Null);
    }
    QJsonValue operator()(const FieldDecimal &v) const { return note("decimal", v.value / std::pow(10.0, v.scale)); }
    QJsonValue operator()(const QByteArray &v) const { return QString::fromUtf8(v); }
    QJsonValue operator()(const FieldBytes &v) const { return note("bytes", QString::fromLatin1(v.bytes)); }
    QJsonValue operator()(const FieldTimestamp &v) const { return note("timestamp", qint64(v.seconds)); }
    QJsonValue operator()(const FieldArray &v) const
    {
        QJsonArray array;
        for (const FieldValue &item : v.items)
            array.append(std::visit(*this, item.value));
        return array;
    }
    QJsonValue operator()(const FieldTable &v) const
    {
        QJsonObject object;
        for (const FieldEntry &entry : v.entries) {
            const QString name = QString::fromUtf8(entry.name);
            object.insert(name,
                          std::visit(Writer{path.isEmpty() ? name : path + u'.' + name, changed}, entry.value.value));
        }
        return object;
    }
};

} // namespace

QJsonObject toJson(const FieldTable &table, QStringList *changed)
{
    return Writer{{}, changed}(table).toObject();
}

FieldTable tableFromJson(const QJsonObject &object)
{
    FieldTable table;
    for (auto it = object.begin(); it != object.end(); ++it)
        table.entries.append({it.key().toUtf8(), valueFromJson(it.value())});
    return table;
}

FieldValue valueFromJson(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool();
    case QJsonValue::Double: {
        const QVariant number = value.toVariant(); // keeps whole numbers whole, beyond 2^53 too
        return number.typeId() == QMetaType::LongLong ? FieldValue(qint64(number.toLongLong()))
                                                      : FieldValue(number.toDouble());
    }
    case QJsonValue::String:
        return value.toString().toUtf8();
    case QJsonValue::Array: {
        FieldArray array;
        for (const QJsonValue item : value.toArray())
            array.items.append(valueFromJson(item));
        return array;
    }
    case QJsonValue::Object:
        return tableFromJson(value.toObject());
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

QJsonObject objectOf(const QJsonValue &value)
{
    QJsonObject object = value.toObject();
    for (const QJsonValue pair : value.toArray()) {
        if (const QJsonArray parts = pair.toArray(); parts.size() == 2 && parts.at(0).isString())
            object.insert(parts.at(0).toString(), parts.at(1));
    }
    return object;
}

QJsonArray tagList(const QJsonValue &value)
{
    if (value.isArray())
        return value.toArray();
    QJsonArray tags;
    for (const QString &tag : value.toString().split(u',', Qt::SkipEmptyParts))
        tags.append(tag.trimmed());
    return tags;
}

} // namespace engine::facade
