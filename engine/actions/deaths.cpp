// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/deaths.h"

#include <algorithm>

namespace engine::actions {

namespace {

QByteArray textOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? value->toText().value_or(QByteArray()) : QByteArray();
}

std::optional<QByteArray> optionalText(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? value->toText() : std::nullopt;
}

/// The entries of x-death that are tables, the latest first.
QList<FieldTable> deathsIn(const FieldTable &headers)
{
    QList<FieldTable> deaths;
    const FieldValue *value = headers.find("x-death");
    const auto *array = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    if (!array)
        return deaths;
    for (const FieldValue &item : array->items) {
        if (const auto *death = std::get_if<FieldTable>(&item.value))
            deaths.append(*death);
    }
    return deaths;
}

std::optional<QByteArray> firstRoutingKey(const FieldTable &death)
{
    const FieldValue *value = death.find("routing-keys");
    const auto *keys = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    return keys && !keys->items.isEmpty() ? keys->items.first().toText() : std::nullopt;
}

} // namespace

std::optional<Origin> originOf(const FieldTable &headers)
{
    const QList<FieldTable> deaths = deathsIn(headers);
    Origin origin{textOf(headers, "x-first-death-queue"), {}, {}};
    if (origin.queue.isEmpty() && !deaths.isEmpty())
        origin.queue = textOf(deaths.last(), "queue");
    if (origin.queue.isEmpty())
        return std::nullopt;
    // An entry that is counted up comes to the front, so the oldest of that queue is not surely the last one.
    const QByteArray reason = textOf(headers, "x-first-death-reason");
    const FieldTable *entry = nullptr;
    for (const FieldTable &death : deaths) {
        if (textOf(death, "queue") != origin.queue)
            continue;
        entry = &death;
        if (textOf(death, "reason") == reason)
            break;
    }
    if (entry) {
        origin.exchange = optionalText(*entry, "exchange");
        origin.routingKey = firstRoutingKey(*entry);
    }
    if (!origin.exchange)
        origin.exchange = optionalText(headers, "x-first-death-exchange");
    return origin;
}

bool matches(const DeathFilter &filter, const FieldTable &headers, qint64 publishedAtMs)
{
    const QList<FieldTable> deaths = deathsIn(headers);
    if (deaths.isEmpty())
        return false;
    const FieldTable &latest = deaths.first();
    if (!filter.reason.isEmpty() && textOf(latest, "reason") != filter.reason.toUtf8())
        return false;
    if (!filter.queue.isEmpty() && textOf(latest, "queue") != filter.queue.toUtf8())
        return false;
    if (filter.sinceMs == 0 && filter.beforeMs == 0)
        return true;
    const FieldValue *time = latest.find("time");
    const auto *stamp = time ? std::get_if<FieldTimestamp>(&time->value) : nullptr;
    const qint64 atMs = stamp ? qint64(stamp->seconds) * 1000 : publishedAtMs;
    return atMs >= filter.sinceMs && (filter.beforeMs == 0 || atMs < filter.beforeMs);
}

void dropDeathHeaders(FieldTable &headers)
{
    headers.entries.removeIf([](const FieldEntry &entry) {
        return entry.name == "x-death" || entry.name == "x-delivery-count" || entry.name == "x-acquired-count" ||
               entry.name.startsWith("x-first-death-") || entry.name.startsWith("x-last-death-");
    });
}

} // namespace engine::actions
