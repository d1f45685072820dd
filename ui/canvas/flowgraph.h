// SPDX-License-Identifier: GPL-3.0-or-later
// FlowGraph: the topology as values, as the Flow page draws it: producers, exchanges, queues, topics, consumers, groups, and
// what connects them. Ids are names, so that an object that comes back takes its place again.
// Thread: any (values).
#pragma once

#include "ui/models/roles.h"

#include <engine/groups.h>
#include <engine/snapshots.h>
#include <engine/topics.h>

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace ui::canvas {

struct NodeId
{
    QString v;
    bool isValid() const { return !v.isEmpty(); }
    bool operator==(const NodeId &) const = default;
    bool operator<(const NodeId &other) const { return v < other.v; }
    friend size_t qHash(const NodeId &id, size_t seed = 0) { return ::qHash(id.v, seed); }
};

struct EdgeId
{
    QString v;
    bool isValid() const { return !v.isEmpty(); }
    bool operator==(const EdgeId &) const = default;
    bool operator<(const EdgeId &other) const { return v < other.v; }
    friend size_t qHash(const EdgeId &id, size_t seed = 0) { return ::qHash(id.v, seed); }
};

enum class NodeKind : quint8 { Producer, Exchange, Queue, Topic, Consumer, Group };
enum class EdgeKind : quint8 { Publish, Route, DeadLetter, Alternate, Consume };
/// How much a node needs to be looked at.
enum class Trouble : quint8 { None, Warning, Serious };
/// A rate that is less is written as 0/s, and counts as none.
inline constexpr double leastRate = 0.05;

NodeId nodeId(NodeKind kind, const QString &virtualHost, const QString &name);
EdgeId edgeId(EdgeKind kind, const NodeId &from, const NodeId &to);

/// One partition of a topic: where its readers are, between 0 (the oldest message) and 1 (the newest).
struct FlowLane
{
    struct Mark
    {
        float at = 0;
        bool isBehind = false;
        bool operator==(const Mark &) const = default;
    };
    bool isEmpty = true;
    QList<Mark> marks;
    bool operator==(const FlowLane &) const = default;
};

struct FlowNode
{
    NodeId id;
    NodeKind kind = NodeKind::Queue;
    QString virtualHost;
    QString name;    ///< of the object; of clients what they are grouped by
    QString title;   ///< as it is shown
    QString figure;  ///< beside the title: what waits
    QString caption; ///< below: the rate, the limit, what is wrong
    QString words;   ///< all of it, for tooltip and accessibility
    Trouble trouble = Trouble::None;
    models::Level level; ///< queues
    bool keepsDeadLetters = false;
    QList<FlowLane> lanes; ///< topics
    QList<engine::ConnectionId> connections;
    double rate = 0;
    bool isInternal = false; ///< of the broker or of one client only: not shown unless asked for
    bool isIdle = false;
    bool isPaused = false; ///< a queue that delivers nothing until it is resumed
    bool operator==(const FlowNode &) const = default;
};

struct FlowEdge
{
    EdgeId id;
    EdgeKind kind = EdgeKind::Route;
    NodeId from, to;
    QString label; ///< the binding keys
    QString words;
    double rate = 0;
    bool isLog = false;    ///< into or out of a topic
    bool isBehind = false; ///< its reader does not keep up
    bool isTold = false;   ///< the broker tells of each message on it
    QList<engine::BindingSpec> bindings;
    bool operator==(const FlowEdge &) const = default;
};

struct FlowGraph
{
    QList<FlowNode> nodes;
    QList<FlowEdge> edges;

    const FlowNode *find(const NodeId &id) const;
    bool operator==(const FlowGraph &) const = default;
};

/// What of the graph is shown.
struct FlowChoice
{
    bool internals = false;
    bool idle = true;
    int most = 800; ///< nodes; of more the busiest are shown
    NodeId only;    ///< this one, what leads to it and where it leads; invalid: everything
    bool operator==(const FlowChoice &) const = default;
};
FlowGraph visiblePart(const FlowGraph &graph, const FlowChoice &choice, int *leftOut = nullptr);
/// The node itself, all it is reached from, and all it reaches.
QSet<NodeId> streamThrough(const FlowGraph &graph, const NodeId &id);

} // namespace ui::canvas
