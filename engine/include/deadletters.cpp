// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/deadletters.h"

#include <algorithm>

namespace engine {

namespace {

constexpr qint64 msPerSecond = 1000;

QString textOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? QString::fromUtf8(value->toText().value_or(QByteArray())) : QString();
}

qint64 timeOf(const FieldTable &table)
{
    const FieldValue *value = table.find("time");
    const auto *time = value ? std::get_if<FieldTimestamp>(&value->value) : nullptr;
    return time ? qint64(time->seconds) * msPerSecond : 0;
}

QStringList textsOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    const auto *array = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    QStringList texts;
    if (!array)
        return texts;
    for (const FieldValue &item : array->items) {
        if (const auto text = item.toText())
            texts << QString::fromUtf8(*text);
    }
    return texts;
}

Death deathOf(const FieldTable &entry)
{
    Death death;
    death.reason = textOf(entry, "reason");
    death.queue = textOf(entry, "queue");
    death.exchange = textOf(entry, "exchange");
    death.routingKeys = textsOf(entry, "routing-keys");
    const FieldValue *count = entry.find("count");
    death.count = quint64(std::max<qint64>(1, count ? count->toInteger().value_or(1) : 1));
    death.firstMs = timeOf(entry);
    if (const FieldValue *expiration = entry.find("original-expiration")) {
        if (const auto text = expiration->toText())
            death.originalExpiration = QString::fromUtf8(*text);
    }
    return death;
}

} // namespace

QList<Death> deathsOf(const FieldTable &headers)
{
    const FieldValue *value = headers.find("x-death");
    const auto *array = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    QList<Death> deaths;
    if (!array)
        return deaths;
    for (const FieldValue &item : array->items) {
        const auto *entry = std::get_if<FieldTable>(&item.value);
        if (entry && !textOf(*entry, "reason").isEmpty())
            deaths << deathOf(*entry);
    }
    return deaths;
}

qint64 diedAtMs(const QList<Death> &deaths, qint64 publishedAtMs)
{
    if (deaths.isEmpty())
        return 0;
    const Death &last = deaths.first();
    const bool isSameSecond = publishedAtMs >= last.firstMs && publishedAtMs < last.firstMs + msPerSecond;
    return last.count > 1 || last.firstMs == 0 || isSameSecond ? publishedAtMs : last.firstMs;
}

QString originOf(const FieldTable &headers)
{
    if (const QString first = textOf(headers, "x-first-death-queue"); !first.isEmpty())
        return first;
    const QList<Death> deaths = deathsOf(headers);
    return deaths.isEmpty() ? QString() : deaths.last().queue;
}

} // namespace engine
