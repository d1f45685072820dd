// SPDX-License-Identifier: GPL-3.0-or-later
// ClientGroups: connections that are one thing to a person: those of one name ("shipping-svc" twice, or numbered), or, where a
// client gave none, of one product. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"

#include <map>

namespace ui::canvas {

struct ClientGroup
{
    NodeId id;
    QString virtualHost;
    QString name;  ///< what they are grouped by
    QString title; ///< the whole name where there is one connection only
    QList<const engine::ConnectionSnapshot *> members;
};

class ClientGroups
{
public:
    explicit ClientGroups(NodeKind kind)
        : m_kind(kind)
    {}
    /// The connection must outlive this object.
    void add(const engine::ConnectionSnapshot &connection);
    QList<ClientGroup> groups() const;

private:
    NodeKind m_kind;
    std::map<NodeId, ClientGroup> m_groups;
};

/// What a connection is called; of one without a name of its own, its product or where it comes from.
QString clientLabel(const engine::ConnectionSnapshot &connection);
double publishRate(const engine::ConnectionSnapshot &connection);
/// What of it goes to exchanges, not straight into topics.
double routedRate(const engine::ConnectionSnapshot &connection);

/// The clients of Kafka that read partitions of their own choice, with no group to tell of it. What a member of a group reads is its
/// group's, as it is told.
QSet<engine::ConnectionId> loneReaders(const QList<engine::ConnectionSnapshot> &connections,
                                       const QList<engine::GroupSnapshot> &groups);

} // namespace ui::canvas
