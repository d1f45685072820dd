// SPDX-License-Identifier: GPL-3.0-or-later
// What the headers of a dead letter say: where it came from, how it died last. core/deadletter.h writes them.
// Thread: any (plain functions).
#pragma once

#include <engine/messageactions.h>

namespace engine::actions {

/// The queue that a dead letter died in first, with the exchange and the routing key it had there, as far as they are told.
struct Origin
{
    QByteArray queue;
    std::optional<QByteArray> exchange, routingKey;
    bool operator==(const Origin &) const = default;
};
/// Nothing: these are no headers of a dead letter.
std::optional<Origin> originOf(const FieldTable &headers);

bool matches(const DeathFilter &filter, const FieldTable &headers, qint64 publishedAtMs);

void dropDeathHeaders(FieldTable &headers);

} // namespace engine::actions
