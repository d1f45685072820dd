// SPDX-License-Identifier: GPL-3.0-or-later
// UnroutedModel: what is in the unrouted tray, the newest first.
// Owner: UnroutedPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/unrouted.h>

namespace ui::models {

class UnroutedModel final : public DescribedTable<engine::UnroutedMessage, quint64>
{
    Q_OBJECT
public:
    enum Column { Time, Publisher, User, Exchange, RoutingKey, Size, ContentType, VirtualHost, Body, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    quint64 keyOf(const engine::UnroutedMessage &message) const override { return ~message.id.v; }
    QVariant idOf(const engine::UnroutedMessage &message) const override { return message.id.v; }
    QString filterText(const engine::UnroutedMessage &message) const override;
};

/// "billing-svc", or what sent it on its way where no client did: "dead letter of orders.eu", "delayed".
QString publisherText(const engine::UnroutedMessage &message);

} // namespace ui::models
