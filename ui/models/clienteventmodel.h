// SPDX-License-Identifier: GPL-3.0-or-later
// ClientEventModel: what went wrong with clients, the newest first: a row each for who was refused, closed or lost. The words
// for people are made here.
// Owner: ClientEventsPanel. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/clientevents.h>

namespace ui::models {

class ClientEventModel final : public DescribedTable<engine::ClientEvent, quint64>
{
    Q_OBJECT
public:
    enum Column { Time, What, Client, User, Protocol, Code, Text, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    quint64 keyOf(const engine::ClientEvent &event) const override { return ~event.sequence; }
    QVariant idOf(const engine::ClientEvent &event) const override { return event.sequence; }
    QString filterText(const engine::ClientEvent &event) const override;
};

/// "login refused", "channel 3 closed", "connection lost × 4"
QString clientEventTitle(const engine::ClientEvent &event);
/// Who, what and why in one or two plain sentences.
QString clientEventStory(const engine::ClientEvent &event);

} // namespace ui::models
