// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's objects as entries of the palette: where each opens, and what can be done with it.
// Thread: ui.
#pragma once

#include "ui/palette/entry.h"

#include <engine/brokersession.h>

#include <QVariant>

namespace ui::actions {
class AccessActions;
class BrokerActions;
class DefinitionActions;
class GroupActions;
class ReplayActions;
class TopicActions;
} // namespace ui::actions

namespace ui::palette {

/// What the entries act by; all of it outlives the palette.
struct Doers
{
    actions::BrokerActions &broker;
    actions::AccessActions &access;
    actions::DefinitionActions &definitions;
    actions::TopicActions &topics;
    actions::GroupActions &groups;
    actions::ReplayActions &replays;
    /// Opens a list, at the row with this IdRole.
    std::function<void(const QString &pageId, const QVariant &row)> openList;
    /// Opens the list of exchanges, at this one.
    std::function<void(const QString &virtualHost, const QString &name)> openExchange;
    std::function<void(const engine::TopicSpec &topic)> publishToTopic;
};

Entry entryOf(const engine::QueueSnapshot &queue, const Doers &doers);
Entry entryOf(const engine::TopicSnapshot &topic, const Doers &doers);
Entry entryOf(const engine::ExchangeSnapshot &exchange, const Doers &doers);
Entry entryOf(const engine::GroupSnapshot &group, const Doers &doers);
Entry entryOf(const engine::ConnectionSnapshot &connection, const Doers &doers);
Entry entryOf(const engine::BindingSnapshot &binding, const Doers &doers);
Entry entryOf(const engine::ConsumerSnapshot &consumer, const Doers &doers);
Entry entryOf(const engine::VirtualHostSnapshot &host, const Doers &doers);
Entry entryOf(const engine::UserSnapshot &user, const Doers &doers);
Entry entryOf(const engine::PolicySnapshot &policy, const Doers &doers);

} // namespace ui::palette
