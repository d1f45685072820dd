// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodewords.h"

#include "ui/canvas/words.h"
#include "ui/models/features.h"
#include "ui/models/queuemodel.h"
#include "ui/theme/format.h"

namespace ui::canvas {

using namespace Qt::StringLiterals;
using engine::ConnectionSnapshot;
using engine::QueueSnapshot;
using theme::formatCount;
using theme::formatCounted;
using theme::formatRate;
using theme::formatShortCount;

namespace {

constexpr qsizetype labelledKeys = 1;

QString joined(const QStringList &parts)
{
    return parts.join(u" · "_s);
}

FlowNode made(NodeKind kind, const QString &virtualHost, const QString &name)
{
    FlowNode node;
    node.id = nodeId(kind, virtualHost, name);
    node.kind = kind;
    node.virtualHost = virtualHost;
    node.name = name;
    node.title = models::queueLabel(virtualHost, name);
    return node;
}

QString many(qsizetype count)
{
    return count > 1 ? u"×%1"_s.arg(count) : QString();
}

QStringList withoutEmpty(QStringList parts)
{
    parts.removeAll(QString());
    return parts;
}

QString protocolOf(const ConnectionSnapshot &connection)
{
    return connection.protocol.section(u' ', 0, 0).toLower();
}

/// Why the first of them that waits does so; empty: none does.
QString waitOf(const ClientGroup &group)
{
    for (const ConnectionSnapshot *connection : group.members) {
        const QString why = connection->waitsFor;
        if (connection->state == ConnectionSnapshot::State::Blocked)
            return why.isEmpty() ? Words::tr("blocked") : Words::tr("blocked: %1").arg(why);
        if (connection->state == ConnectionSnapshot::State::Flow)
            return why.isEmpty() ? Words::tr("held back") : Words::tr("held back: %1").arg(why);
    }
    return {};
}

QString queueCaption(const QueueSnapshot &queue, const models::Level &level)
{
    QStringList parts;
    if (queue.state == QueueSnapshot::State::Paused)
        parts << Words::tr("paused");
    if (level.isLimited())
        parts << (level.isFull() ? Words::tr("full: limit %1") : Words::tr("limit %1")).arg(models::limitText(level));
    parts << (queue.consumers ? formatCounted(queue.consumers, Words::tr("%1 consumer"), Words::tr("%1 consumers"))
                              : Words::tr("no consumer"));
    if (queue.delayed)
        parts << Words::tr("%1 delayed").arg(formatShortCount(queue.delayed));
    if (queue.dying)
        parts << Words::tr("%1 dead letters wait").arg(formatShortCount(queue.dying));
    return joined(parts);
}

FlowLane laneOf(const engine::PartitionSnapshot &partition)
{
    FlowLane lane;
    lane.isEmpty = partition.nextOffset <= partition.firstOffset;
    return lane;
}

void addMark(FlowLane &lane, const engine::PartitionSnapshot &partition, const engine::GroupSnapshot &group,
             const engine::GroupOffsetSnapshot &offset)
{
    const double length = double(partition.nextOffset) - double(partition.firstOffset);
    const double at = length > 0 ? (double(offset.committed) - double(partition.firstOffset)) / length : 1;
    // In steps that can be seen: what does not move on the screen is not painted again.
    const float step = std::round(float(std::clamp(at, 0.0, 1.0)) * 200) / 200;
    const bool isBehind = offset.lag.value_or(0) > 0 && offset.lagMs.value_or(group.lagMs.value_or(0)) > behindMs;
    lane.marks << FlowLane::Mark{step, isBehind};
}

} // namespace

FlowNode exchangeNode(const engine::ExchangeSnapshot &exchange)
{
    FlowNode node = made(NodeKind::Exchange, exchange.spec.virtualHost, exchange.spec.name);
    node.title = models::queueLabel(exchange.spec.virtualHost, models::exchangeLabel(exchange.spec.name));
    const QString type = engine::exchangeTypeName(exchange.spec.type);
    node.caption = exchange.spec.type == engine::ExchangeType::Topic ? Words::tr("topic exchange") : type;
    node.rate = exchange.rateIn;
    node.isIdle = exchange.rateIn < leastRate && exchange.rateOut < leastRate;
    node.words = Words::tr("Exchange %1, %2: %3 in, %4 out to queues")
                     .arg(node.title, type, formatRate(exchange.rateIn), formatRate(exchange.rateOut));
    if (exchange.unroutable)
        node.words += u'\n' + Words::tr("%1 matched no binding").arg(formatCount(exchange.unroutable));
    return node;
}

FlowNode queueNode(const QueueSnapshot &queue)
{
    FlowNode node = made(NodeKind::Queue, queue.spec.virtualHost, queue.spec.name);
    node.level = models::levelOf(queue);
    node.figure = queue.ready < 100'000 ? formatCount(queue.ready) : formatShortCount(queue.ready);
    node.caption = queueCaption(queue, node.level);
    node.rate = queue.incomingRate;
    node.isIdle = queue.incomingRate < leastRate && queue.deliverGetRate < leastRate && queue.total() == 0;
    node.isPaused = queue.state == QueueSnapshot::State::Paused;
    if (node.level.isFull())
        node.trouble = Trouble::Serious;
    else if (node.isPaused || queue.state == QueueSnapshot::State::Blocked || (queue.consumers == 0 && queue.ready > 0))
        node.trouble = Trouble::Warning;
    node.words = Words::tr("Queue %1: %2 ready, %3 unacked; %4 in, %5 out; %6")
                     .arg(node.title, formatCount(queue.ready), formatCount(queue.unacked),
                          formatRate(queue.incomingRate), formatRate(queue.deliverGetRate), node.caption);
    return node;
}

void markDeadLetterQueue(FlowNode &queue)
{
    queue.keepsDeadLetters = true;
    if (queue.trouble == Trouble::Warning && !queue.isPaused)
        queue.trouble = Trouble::None; // that nobody takes them is as it should be
    queue.words += u'\n' + Words::tr("It keeps dead letters.");
}

FlowNode topicNode(const engine::TopicSnapshot &topic, const QList<engine::GroupSnapshot> &groups)
{
    FlowNode node = made(NodeKind::Topic, topic.spec.virtualHost, topic.spec.name);
    for (const engine::PartitionSnapshot &partition : topic.partitions) {
        FlowLane lane = laneOf(partition);
        for (const engine::GroupSnapshot &group : groups) {
            if (group.virtualHost != topic.spec.virtualHost)
                continue;
            for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
                if (offset.partition == engine::PartitionName{topic.spec.name, partition.number})
                    addMark(lane, partition, group, offset);
            }
        }
        node.lanes << lane;
    }
    node.figure = topic.records < 100'000 ? formatCount(topic.records) : formatShortCount(topic.records);
    node.rate = topic.inRate;
    node.isIdle = topic.inRate < leastRate;
    const QString partitions =
        formatCounted(quint64(topic.partitions.size()), Words::tr("%1 partition"), Words::tr("%1 partitions"));
    node.caption = joined(withoutEmpty({partitions, topic.inRate < leastRate ? QString() : formatRate(topic.inRate)}));
    node.words = Words::tr("Topic %1: %2 messages in %3, %4 in")
                     .arg(node.title, formatCount(topic.records), partitions, formatRate(topic.inRate));
    return node;
}

FlowNode producerNode(const ClientGroup &group)
{
    FlowNode node = made(NodeKind::Producer, group.virtualHost, group.name);
    node.title = models::queueLabel(group.virtualHost, group.title);
    for (const ConnectionSnapshot *connection : group.members) {
        node.rate += publishRate(*connection);
        node.connections << connection->id;
    }
    const QString wait = waitOf(group);
    node.trouble = wait.isEmpty() ? Trouble::None : Trouble::Warning;
    node.isIdle = wait.isEmpty() && node.rate < leastRate;
    const QString rate = node.rate < leastRate ? Words::tr("idle") : formatRate(node.rate);
    node.caption =
        joined(withoutEmpty({many(group.members.size()), wait.isEmpty() ? protocolOf(*group.members.front()) : wait,
                             wait.isEmpty() ? rate : QString()}));
    node.words = Words::tr("%1 publishes: %2").arg(node.title, node.caption);
    return node;
}

bool isUsedUp(const engine::ConsumerSnapshot &consumer)
{
    return consumer.ackRequired && consumer.prefetch > 0 && consumer.unacked >= consumer.prefetch;
}

FlowNode consumerNode(const ClientGroup &group, const QSet<engine::ConnectionId> &readers)
{
    FlowNode node = made(NodeKind::Consumer, group.virtualHost, group.name);
    node.title = models::queueLabel(group.virtualHost, group.title);
    quint64 unacked = 0;
    quint32 prefetch = 0;
    bool isHeld = false;
    for (const ConnectionSnapshot *connection : group.members) {
        node.connections << connection->id;
        for (const engine::ChannelSnapshot &channel : connection->channels) {
            for (const engine::ConsumerSnapshot &consumer : channel.consumers) {
                node.rate += consumer.deliverRate;
                unacked += consumer.unacked;
                prefetch = qMax(prefetch, consumer.prefetch);
                isHeld |= isUsedUp(consumer);
            }
        }
        if (readers.contains(connection->id)) {
            for (const engine::TopicUseSnapshot &topic : connection->topics)
                node.rate += topic.deliverRate;
        }
    }
    node.trouble = isHeld ? Trouble::Warning : Trouble::None;
    node.isIdle = node.rate < leastRate && unacked == 0;
    node.caption = joined(
        withoutEmpty({many(group.members.size()), node.rate < leastRate ? Words::tr("waits") : formatRate(node.rate),
                      isHeld     ? Words::tr("%1 unacked").arg(formatCount(unacked))
                      : prefetch ? Words::tr("prefetch %1").arg(prefetch)
                                 : QString()}));
    node.words = Words::tr("%1 consumes: %2, %3 unacked").arg(node.title, node.caption, formatCount(unacked));
    if (isHeld)
        node.words += u'\n' + Words::tr("It holds as many messages as its prefetch allows.");
    return node;
}

FlowNode groupNode(const engine::GroupSnapshot &group, double rate)
{
    FlowNode node = made(NodeKind::Group, group.virtualHost, group.name);
    const qint64 unread = qMax<qint64>(0, group.lag.value_or(0));
    const bool isBehind = unread > 0 && group.lagMs.value_or(0) > behindMs;
    node.rate = rate;
    node.trouble = isBehind || (group.members.isEmpty() && unread > 0) ? Trouble::Warning : Trouble::None;
    node.isIdle = rate < leastRate && unread == 0;
    const QString lag = Words::tr("lag %1").arg(group.lag ? formatShortCount(quint64(unread)) : u"–"_s);
    node.caption = joined(withoutEmpty({group.members.isEmpty() ? Words::tr("no member") : many(group.members.size()),
                                        lag, isBehind ? theme::formatDuration(*group.lagMs) : QString()}));
    node.words = Words::tr("Consumer group %1: %2").arg(node.title, node.caption);
    return node;
}

void nameBindings(FlowEdge &route)
{
    QStringList keys;
    for (const engine::BindingSpec &binding : std::as_const(route.bindings)) {
        const QString arguments = models::argumentsText(binding.arguments);
        const QString key = joined(withoutEmpty({binding.routingKey, arguments}));
        if (!key.isEmpty())
            keys << key;
    }
    route.label = keys.mid(0, labelledKeys).join(u", "_s);
    if (keys.size() > labelledKeys)
        route.label = Words::tr("%1 +%2").arg(keys.front()).arg(keys.size() - 1);
    if (route.bindings.isEmpty())
        return;
    const engine::BindingSpec &first = route.bindings.front();
    const QString whole = Words::tr("%1 is bound to %2").arg(first.destination, models::exchangeLabel(first.source));
    route.words = keys.isEmpty() ? whole : QString(whole + u":\n"_s + keys.join(u'\n'));
}

QString deadLetterWords(const QString &queue, const QString &to, const QString &key)
{
    return key.isEmpty() ? Words::tr("Dead letters of %1 go to %2").arg(queue, to)
                         : Words::tr("Dead letters of %1 go to %2, with the key %3").arg(queue, to, key);
}

QString alternateWords(const QString &from, const QString &to)
{
    return Words::tr("What %1 can not route goes to %2").arg(from, to);
}

QString defaultExchangeWords(const QString &queue)
{
    return Words::tr("%1 is reached by its name").arg(queue);
}

QString publishWords(const QString &producer, const QString &exchange, double rate)
{
    return Words::tr("%1 publishes to %2: %3").arg(producer, exchange, formatRate(rate));
}

QString consumeWords(const QString &consumer, const QString &from, double rate)
{
    return Words::tr("%1 takes from %2: %3").arg(consumer, from, formatRate(rate));
}

} // namespace ui::canvas
