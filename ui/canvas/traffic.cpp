// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/traffic.h"

#include "ui/canvas/clientgroups.h"

#include <cmath>
#include <set>

namespace ui::canvas {

using engine::LifecycleStep;
using engine::LiveEvent;

namespace {

constexpr double memoryMs = 4000; // what was longer ago counts little
constexpr double faded = 1e-9;
constexpr qint64 unseenMs = 5000; // long enough for a message to be among those that are told

} // namespace

void Traffic::take(const engine::LiveBatch &batch, qint64 nowMs)
{
    const double elapsed = m_takenAt ? double(qMax<qint64>(0, nowMs - m_takenAt)) : 0;
    m_takenAt = nowMs;
    fade(std::exp(-elapsed / memoryMs));
    const double each = batch.events.isEmpty() ? 1 : double(batch.seen) / double(batch.events.size());
    for (const LiveEvent &event : batch.events) {
        if (isRecord(event))
            continue; // the snapshots tell who writes to which topic
        const Named exchange{event.virtualHost, event.exchange};
        const Named queue{event.virtualHost, event.queue};
        if (event.step == LifecycleStep::Published && event.channel.connection.isValid())
            m_published[event.channel.connection][exchange] += 1;
        else if (event.step == LifecycleStep::Enqueued)
            m_enqueued[queue][exchange] += 1;
        else if (event.step == LifecycleStep::DeadLettered)
            m_dead[queue] += each * 1000 / memoryMs;
    }
}

void Traffic::fade(double factor)
{
    for (Shares &shares : m_published) {
        for (auto &[exchange, count] : shares)
            count *= factor;
    }
    for (auto &[queue, shares] : m_enqueued) {
        for (auto &[exchange, count] : shares)
            count *= factor;
    }
    for (auto &[queue, rate] : m_dead)
        rate = rate * factor < faded ? 0 : rate * factor;
}

void Traffic::takeGroups(const QList<engine::GroupSnapshot> &groups, qint64 nowMs)
{
    const double seconds = m_groupsAt ? double(nowMs - m_groupsAt) / 1000 : 0;
    m_groupsAt = nowMs;
    std::map<std::pair<Named, QString>, qint64> now;
    for (const engine::GroupSnapshot &group : groups) {
        for (const engine::GroupOffsetSnapshot &offset : group.offsets)
            now[{{group.virtualHost, group.name}, offset.partition.topic}] += qMax<qint64>(0, offset.committed);
    }
    std::erase_if(m_read, [&now](const auto &entry) { return !now.contains(entry.first); });
    for (const auto &[key, committed] : now) {
        const auto [it, isNew] = m_read.try_emplace(key, Progress{committed, 0});
        Progress &progress = it->second;
        if (!isNew && seconds > 0) {
            const double rate = qMax(0.0, double(committed - progress.committed) / seconds);
            // Groups commit now and then: what they read is the mean over some seconds.
            const double weight = 1 - std::exp(-seconds * 1000 / memoryMs);
            progress.rate += (rate - progress.rate) * weight;
        }
        progress.committed = committed;
    }
}

void Traffic::keepOnly(const QList<engine::ConnectionSnapshot> &connections, qint64 nowMs)
{
    QHash<engine::ConnectionId, qint64> since;
    QSet<engine::ConnectionId> there;
    m_unseen.clear();
    for (const engine::ConnectionSnapshot &connection : connections) {
        there.insert(connection.id);
        if (hasPublished(connection.id) || routedRate(connection) <= 0)
            continue;
        const qint64 began = m_publishesSince.value(connection.id, nowMs);
        since.insert(connection.id, began);
        if (nowMs - began >= unseenMs)
            m_unseen.insert(connection.id);
    }
    m_publishesSince = since;
    m_published.removeIf([&there](const auto &entry) { return !there.contains(entry.key()); });
}

void Traffic::keepOnly(const QList<engine::QueueSnapshot> &queues, const QList<engine::TopicSnapshot> &topics)
{
    std::set<Named> there;
    for (const engine::TopicSnapshot &topic : topics)
        there.insert({topic.spec.virtualHost, topic.spec.name});
    for (const engine::QueueSnapshot &queue : queues)
        there.insert({queue.spec.virtualHost, queue.spec.name});
    std::erase_if(m_enqueued, [&there](const auto &entry) { return !there.contains(entry.first); });
    std::erase_if(m_dead, [&there](const auto &entry) { return !there.contains(entry.first); });
}

QList<Traffic::Share> Traffic::shared(const Shares &shares)
{
    double sum = 0;
    for (const auto &[name, count] : shares)
        sum += count;
    QList<Share> list;
    for (const auto &[name, count] : shares)
        list << Share{name, sum > faded ? count / sum : 1.0 / double(shares.size())};
    return list;
}

QList<Traffic::Share> Traffic::targetsOf(engine::ConnectionId client) const
{
    const auto it = m_published.constFind(client);
    return it == m_published.cend() ? QList<Share>() : shared(*it);
}

QList<Traffic::Share> Traffic::sourcesOf(const Named &queue) const
{
    const auto it = m_enqueued.find(queue);
    return it == m_enqueued.end() ? QList<Share>() : shared(it->second);
}

double Traffic::deadLettersPerSecond(const Named &queue) const
{
    const auto it = m_dead.find(queue);
    return it == m_dead.end() ? 0 : it->second;
}

double Traffic::readPerSecond(const Named &group, const QString &topic) const
{
    const auto it = m_read.find({group, topic});
    return it == m_read.end() ? 0 : it->second.rate;
}

} // namespace ui::canvas
