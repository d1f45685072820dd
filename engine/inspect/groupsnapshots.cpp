// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/groupsnapshots.h"

#include "core/broker.h"
#include "core/groupprogress.h"
#include "core/text.h"
#include "wire/kafka/consumerprotocol.h"

#include <algorithm>
#include <tuple>

namespace engine::inspect {

using core::text;

namespace {

GroupSnapshot::State stateOf(core::GroupState state)
{
    switch (state) {
    case core::GroupState::Empty:
        return GroupSnapshot::State::Empty;
    case core::GroupState::PreparingRebalance:
        return GroupSnapshot::State::PreparingRebalance;
    case core::GroupState::CompletingRebalance:
        return GroupSnapshot::State::CompletingRebalance;
    case core::GroupState::Stable:
        return GroupSnapshot::State::Stable;
    case core::GroupState::Dead:
        return GroupSnapshot::State::Dead;
    }
    return GroupSnapshot::State::Dead;
}

/// What consumers are assigned stands in bytes that only they need to read; those of other kinds stay unread.
QList<PartitionName> assignmentOf(const core::ConsumerGroup &group, const core::GroupMember &member)
{
    QList<PartitionName> names;
    if (group.protocolType() != "consumer" || member.assignment.isEmpty())
        return names;
    const auto decoded = wire::kafka::decodeAssignment(member.assignment);
    if (!decoded.ok())
        return names;
    for (const auto &topic : decoded.value().assignedPartitions) {
        for (const qint32 partition : topic.partitions)
            names.append({QString::fromUtf8(topic.topic), quint32(partition)});
    }
    std::sort(names.begin(), names.end(), [](const PartitionName &a, const PartitionName &b) {
        return std::tie(a.topic, a.partition) < std::tie(b.topic, b.partition);
    });
    return names;
}

GroupMemberSnapshot snapshot(const core::ConsumerGroup &group, const core::GroupMember &member)
{
    return {text(member.id), text(member.instanceId.value_or(QByteArray())), text(member.clientId),
            text(member.clientHost), assignmentOf(group, member)};
}

void addOffsets(GroupSnapshot &s, const core::Broker &broker, const core::ConsumerGroup &group)
{
    std::optional<qint64> lagMs = 0;
    for (const core::PartitionProgress &progress : core::progressOf(broker, group)) {
        const core::GroupOffset &at = progress.committed;
        s.offsets.append({{text(at.topic), quint32(at.partition)},
                          at.offset,
                          progress.start,
                          progress.end,
                          progress.lag,
                          progress.lagMs});
        if (!progress.lag)
            continue; // the partition is not there any more
        s.lag = s.lag.value_or(0) + *progress.lag;
        if (*progress.lag > 0)
            lagMs = lagMs && progress.lagMs ? std::optional(std::max(*lagMs, *progress.lagMs)) : std::nullopt;
    }
    if (s.lag)
        s.lagMs = lagMs;
}

GroupSnapshot snapshot(const core::Broker &broker, const core::ConsumerGroup &group)
{
    GroupSnapshot s;
    s.virtualHost = text(group.key().virtualHost);
    s.name = text(group.key().name);
    s.state = stateOf(group.state());
    s.protocolType = text(group.protocolType().value_or(QByteArray()));
    s.protocol = text(group.protocolName().value_or(QByteArray()));
    s.rebalanceReason = text(group.rebalanceReason());
    s.isHeld = group.isHeld();
    for (const auto &member : group.members())
        s.members.append(snapshot(group, *member));
    addOffsets(s, broker, group);
    return s;
}

} // namespace

QList<GroupSnapshot> groups(const core::Broker &broker)
{
    QList<GroupSnapshot> all;
    for (const auto &[key, group] : broker.groups().all())
        all.append(snapshot(broker, *group));
    return all;
}

} // namespace engine::inspect
