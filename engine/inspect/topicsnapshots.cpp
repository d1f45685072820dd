// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/topicsnapshots.h"

#include "core/broker.h"
#include "core/consumergroups.h"

namespace engine::inspect {

QList<TopicSnapshot> TopicSnapshots::topics(qint64 nowMs)
{
    ++m_pass;
    countGroups();
    QList<TopicSnapshot> list;
    for (const auto &[hostName, host] : m_broker.virtualHosts()) {
        for (const auto &[name, topic] : host->topics().all())
            list.append(snapshot(*topic, nowMs));
    }
    m_known.removeIf([this](auto it) { return it.value().seen != m_pass; });
    return list;
}

void TopicSnapshots::countGroups()
{
    m_groups.clear();
    for (const auto &[key, group] : m_broker.groups().all()) {
        const QByteArray *last = nullptr; // offsets are sorted by topic
        for (const auto &[place, offset] : group->offsets()) {
            if (!last || *last != place.topic)
                ++m_groups[{key.virtualHost, place.topic}];
            last = &place.topic;
        }
    }
}

TopicSnapshot TopicSnapshots::snapshot(const core::Topic &topic, qint64 nowMs)
{
    const core::TopicDefinition &definition = topic.definition();
    const core::TopicSettings &settings = topic.settings();
    TopicSnapshot s;
    s.id = topic.id();
    s.spec = {QString::fromUtf8(definition.virtualHost), QString::fromUtf8(definition.name),
              quint32(topic.partitions().size()), definition.config};
    s.retention = {settings.deletes, settings.compacts, settings.retentionMs, settings.retentionBytes,
                   settings.retentionMessages};
    s.maxMessageBytes = settings.maxMessageBytes;
    s.groups = m_groups.value({definition.virtualHost, definition.name});
    s.partitions.reserve(qsizetype(topic.partitions().size()));
    for (const auto &partition : topic.partitions()) {
        s.partitions.append(snapshot(*partition, nowMs));
        const PartitionSnapshot &p = s.partitions.back();
        s.records += p.records;
        s.bytes += p.bytes;
        s.inRate += p.inRate;
        s.outRate += p.outRate;
        s.inBytesRate += p.inBytesRate;
        s.outBytesRate += p.outBytesRate;
    }
    return s;
}

PartitionSnapshot TopicSnapshots::snapshot(const core::Partition &partition, qint64 nowMs)
{
    Known &known = m_known[partition.log()];
    known.seen = m_pass;
    known.rates.sample(
        {partition.appended(), partition.delivered(), partition.appendedBytes(), partition.deliveredBytes()}, nowMs);
    PartitionSnapshot s;
    s.log = partition.log();
    s.number = partition.number();
    s.firstOffset = partition.logStart();
    s.nextOffset = partition.highWatermark();
    s.records = partition.records();
    s.bytes = partition.bytes();
    s.inRate = known.rates[0];
    s.outRate = known.rates[1];
    s.inBytesRate = known.rates[2];
    s.outBytesRate = known.rates[3];
    s.newestMs = partition.newestTimestamp();
    return s;
}

} // namespace engine::inspect
