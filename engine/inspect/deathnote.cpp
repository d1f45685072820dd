// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/deathnote.h"

#include "wire/amqp/fieldtable.h"
#include "wire/amqp/properties.h"

#include <engine/deadletters.h>

namespace engine::inspect {

namespace {

constexpr char historyName[] = "x-death";
/// The name as it stands in a table, its length in front.
constexpr char historyBytes[] = "\7x-death";

} // namespace

bool mayHaveDied(const core::Message &message)
{
    if (message.format != core::PropertiesFormat::Amqp091 || message.propertiesSize < sizeof historyBytes)
        return false;
    const QByteArrayView properties = message.properties();
    const bool hasHeaders = quint8(properties.front()) & (wire::amqp::HasHeaders >> 8);
    return hasHeaders && properties.contains(QByteArrayView(historyBytes));
}

std::optional<DeathNote> deathNoteOf(const core::Message &message)
{
    if (!mayHaveDied(message))
        return std::nullopt;
    const auto found = wire::amqp::scan(message.properties());
    if (!found)
        return std::nullopt;
    FieldTable history;
    for (const QByteArray &name : {QByteArray(historyName), QByteArray("x-first-death-queue")}) {
        if (auto value = wire::amqp::findInTable(found->headers, name))
            history.set(name, std::move(*value));
    }
    const QList<Death> deaths = deathsOf(history);
    if (deaths.isEmpty())
        return std::nullopt;
    return DeathNote{deaths.first().reason, deaths.first().queue, originOf(history),
                     diedAtMs(deaths, message.publishedAtMs)};
}

bool matches(const DeathFilter &filter, const DeathNote &note)
{
    return (filter.reason.isEmpty() || filter.reason == note.reason) &&
           (filter.queue.isEmpty() || filter.queue == note.queue) && note.diedMs >= filter.sinceMs &&
           (filter.beforeMs == 0 || note.diedMs < filter.beforeMs);
}

} // namespace engine::inspect
