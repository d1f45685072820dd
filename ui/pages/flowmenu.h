// SPDX-License-Identifier: GPL-3.0-or-later
// FlowMenu: what can be done with a node, with a connection, and with the canvas as a whole.
// Owner: FlowPage, for a moment. Thread: ui.
#pragma once

#include "ui/pages/flowpage.h"

class QMenu;

namespace ui::pages {

class FlowMenu
{
public:
    FlowMenu(FlowPage &page, const FlowActions &actions)
        : m_page(page)
        , m_actions(actions)
    {}

    /// The caller opens the menu, and deletes it.
    QMenu *forNode(const canvas::NodeId &id);
    QMenu *forEdge(const canvas::EdgeId &id);
    QMenu *forGround();

private:
    template <typename Act>
    QAction *add(QMenu &menu, const QString &text, Act act);
    void addExchange(QMenu &menu, const engine::ExchangeSnapshot &exchange);
    void addQueue(QMenu &menu, const canvas::NodeId &id, const engine::QueueSnapshot &queue);
    void addTopic(QMenu &menu, const engine::TopicSnapshot &topic);
    void addGroup(QMenu &menu, const engine::GroupSnapshot &group);
    void addClients(QMenu &menu, const QList<engine::ConnectionSnapshot> &connections);
    /// What the menus of its connections have, for who has no mouse.
    void addUnbind(QMenu &menu, const canvas::NodeId &id);
    void addCommon(QMenu &menu, const canvas::FlowNode &node);

    FlowPage &m_page;
    FlowActions m_actions;
};

} // namespace ui::pages
