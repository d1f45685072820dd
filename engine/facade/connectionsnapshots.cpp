// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/connectionsnapshots.h"

#include "core/channel.h"
#include "protocol/sessioninfo.h"

#include <algorithm>

namespace engine::facade {

namespace {

/// Names remembered; when there are more, those of connections long gone are dropped with the rest and looked up again.
constexpr qsizetype rememberedNames = 4096;

/// Drops the rates of what is not there any more.
template <typename Map, typename Alive>
void keepOnly(Map &map, const Alive &isAlive)
{
    std::erase_if(map, [&](const auto &item) { return !isAlive(item.first); });
}

void fillConsumers(ChannelSnapshot &snapshot, const core::Channel &channel,
                   std::map<ConsumerId, inspect::Rates<1>> &known, qint64 nowMs)
{
    for (ConsumerSnapshot &consumer : snapshot.consumers) {
        const auto &all = channel.consumers();
        const auto it = std::find_if(all.begin(), all.end(), [&](const auto &c) { return c->id == consumer.id; });
        if (it == all.end())
            continue;
        inspect::Rates<1> &rates = known[consumer.id];
        rates.sample({(*it)->delivered}, nowMs);
        consumer.deliverRate = rates[0];
    }
}

} // namespace

ConnectionSnapshots::ConnectionSnapshots(const protocol::SessionRegistry &registry, ConnectionId window)
    : m_registry(registry)
    , m_window(window)
{}

QList<ConnectionSnapshot> ConnectionSnapshots::list(qint64 nowMs)
{
    QList<ConnectionSnapshot> snapshots;
    snapshots.reserve(qsizetype(m_registry.connections().size()));
    for (const protocol::ConnectionInfo *connection : m_registry.connections()) {
        snapshots.append(connection->snapshot());
        fillRates(snapshots.last(), *connection, m_known[connection->connectionId()], nowMs);
    }
    keepOnly(m_known, [this](ConnectionId id) { return m_registry.find(id) != nullptr; });
    if (auto other = m_other ? m_other() : std::nullopt)
        snapshots.append(std::move(*other));
    std::sort(snapshots.begin(), snapshots.end(),
              [](const ConnectionSnapshot &a, const ConnectionSnapshot &b) { return a.id < b.id; });
    return snapshots;
}

/// A channel that is closed takes its counts along: what it did in its last second is not seen.
void ConnectionSnapshots::observe(inspect::Histories &histories) const
{
    for (const protocol::ConnectionInfo *connection : m_registry.connections()) {
        const protocol::ConnectionCounters &all = connection->counters();
        core::ChannelCounters sum;
        quint64 unacked = 0;
        sum.published = all.messagesIn;
        sum.deliveredOrGot = all.messagesOut;
        for (const core::Channel *channel : connection->channels()) {
            const core::ChannelCounters &c = channel->counters();
            sum.published += c.published;
            sum.deliveredOrGot += c.deliveredOrGot;
            sum.acked += c.acked;
            sum.unroutable += c.unroutable;
            unacked += channel->unacked();
        }
        histories.observe(HistorySubject::of(connection->connectionId()),
                          {qint64(sum.published), qint64(sum.deliveredOrGot), qint64(sum.acked), qint64(sum.unroutable),
                           qint64(all.bytesIn), qint64(all.bytesOut), qint64(unacked)});
    }
}

QList<ClientEvent> ConnectionSnapshots::events() const
{
    return m_registry.journal().events();
}

void ConnectionSnapshots::fillRates(ConnectionSnapshot &snapshot, const protocol::ConnectionInfo &connection,
                                    Known &known, qint64 nowMs)
{
    const protocol::ConnectionCounters &all = connection.counters();
    known.rates.sample({all.bytesIn, all.bytesOut, all.messagesIn, all.messagesOut}, nowMs);
    snapshot.bytesInRate = known.rates[0];
    snapshot.bytesOutRate = known.rates[1];
    snapshot.publishRate = known.rates[2];
    snapshot.deliverRate = known.rates[3];
    fillTopics(snapshot, connection, known, nowMs);
    const std::vector<const core::Channel *> channels = connection.channels();
    const auto find = [&](quint16 number) {
        const auto it = std::find_if(channels.begin(), channels.end(),
                                     [number](const core::Channel *c) { return c->ref().number == number; });
        return it == channels.end() ? nullptr : *it;
    };
    std::map<ConsumerId, inspect::Rates<1>> consumers;
    std::swap(consumers, known.consumers);
    for (ChannelSnapshot &channel : snapshot.channels) {
        const core::Channel *source = find(channel.channel.number);
        if (!source)
            continue;
        const core::ChannelCounters &c = source->counters();
        inspect::Rates<5> &rates = known.channels[channel.channel.number];
        rates.sample({c.published, c.confirmed, c.unroutable, c.deliveredOrGot, c.acked}, nowMs);
        channel.publishRate = rates[0];
        channel.confirmRate = rates[1];
        channel.unroutableRate = rates[2];
        channel.deliverGetRate = rates[3];
        channel.ackRate = rates[4];
        for (const ConsumerSnapshot &consumer : std::as_const(channel.consumers)) {
            if (auto node = consumers.extract(consumer.id))
                known.consumers.insert(std::move(node));
        }
        fillConsumers(channel, *source, known.consumers, nowMs);
    }
    keepOnly(known.channels, [&](quint16 number) { return find(number) != nullptr; });
}

void ConnectionSnapshots::fillTopics(ConnectionSnapshot &snapshot, const protocol::ConnectionInfo &connection,
                                     Known &known, qint64 nowMs)
{
    for (const protocol::TopicCounters &topic : connection.topicCounters()) {
        inspect::Rates<2> &rates = known.topics[topic.name];
        rates.sample({topic.in, topic.out}, nowMs);
        snapshot.topics.append({QString::fromUtf8(topic.name), topic.in, topic.out, rates[0], rates[1]});
    }
}

void ConnectionSnapshots::count(OverviewSnapshot &overview) const
{
    overview.connections = quint32(m_registry.connections().size());
    overview.channels = 0;
    for (const protocol::ConnectionInfo *connection : m_registry.connections())
        overview.channels += quint32(connection->channels().size());
}

inspect::ClientFacts ConnectionSnapshots::factsOf(ConnectionId id) const
{
    if (id == m_window)
        return {QStringLiteral("window"), {}, {}};
    const auto it = m_facts.constFind(id);
    if (it != m_facts.constEnd())
        return *it;
    const protocol::ConnectionInfo *connection = m_registry.find(id);
    if (!connection)
        return {};
    if (m_facts.size() >= rememberedNames)
        m_facts.clear();
    const ConnectionSnapshot snapshot = connection->snapshot();
    return *m_facts.insert(id, {connection->connectionName(), snapshot.user, snapshot.protocol});
}

} // namespace engine::facade
