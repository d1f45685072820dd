// SPDX-License-Identifier: GPL-3.0-or-later
// What distinguishes an object that is asked for from the one that is there under its name: RabbitMQ's PRECONDITION_FAILED
// names the first difference; a person wants to see all of them, with both values.
// Thread: any.
#pragma once

#include <engine/specs.h>

#include <QList>

namespace ui::dialogs {

struct Difference
{
    QString what;  ///< "durable", "type", "x-message-ttl"
    QString asked; ///< "60,000", "–" where there is none
    QString there;
    bool operator==(const Difference &) const = default;
};

QList<Difference> differencesOf(const engine::QueueSpec &asked, const engine::QueueSpec &there);
QList<Difference> differencesOf(const engine::ExchangeSpec &asked, const engine::ExchangeSpec &there);

} // namespace ui::dialogs
