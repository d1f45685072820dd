// SPDX-License-Identifier: GPL-3.0-or-later
// What a node of the flow says: title, figure, caption, and the whole of it in words for tooltip and screen reader.
// Thread: ui.
#pragma once

#include "ui/canvas/clientgroups.h"
#include "ui/canvas/flowgraph.h"

namespace ui::canvas {

/// A group that is less than this behind is at work, not behind.
inline constexpr qint64 behindMs = 2000;

FlowNode exchangeNode(const engine::ExchangeSnapshot &exchange);
FlowNode queueNode(const engine::QueueSnapshot &queue);
FlowNode topicNode(const engine::TopicSnapshot &topic, const QList<engine::GroupSnapshot> &groups);
FlowNode producerNode(const ClientGroup &group);
/// `readers`: loneReaders(), whose reading is theirs.
FlowNode consumerNode(const ClientGroup &group, const QSet<engine::ConnectionId> &readers);
FlowNode groupNode(const engine::GroupSnapshot &group, double rate);
/// Holds dead letters and nothing else: its level is red, and that nobody consumes from it is no trouble.
void markDeadLetterQueue(FlowNode &queue);
/// A consumer that has as many messages as it may hold.
bool isUsedUp(const engine::ConsumerSnapshot &consumer);

/// Label and words from its bindings.
void nameBindings(FlowEdge &route);
QString deadLetterWords(const QString &queue, const QString &to, const QString &key);
QString alternateWords(const QString &from, const QString &to);
QString defaultExchangeWords(const QString &queue);
QString publishWords(const QString &producer, const QString &exchange, double rate);
QString consumeWords(const QString &consumer, const QString &from, double rate);

} // namespace ui::canvas
