// SPDX-License-Identifier: GPL-3.0-or-later
// The models of consumer groups: GroupModel lists them; of one group GroupPlaceModel lists the partitions it reads, with who reads
// them and how far it has come, and GroupMemberModel its members. ResetStepModel lists what a reset of offsets would do.
// Owner: GroupsPage, TopicPage, ResetOffsetsForm. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/groups.h>

#include <utility>

namespace ui::models {

/// Virtual host and name.
using GroupName = std::pair<QString, QString>;
using PlaceKey = std::pair<QString, quint32>;

class GroupModel final : public DescribedTable<engine::GroupSnapshot, GroupName>
{
    Q_OBJECT
public:
    enum Column { VirtualHost, Name, State, Members, Topics, Lag, Behind, Protocol, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    GroupName keyOf(const engine::GroupSnapshot &group) const override { return {group.virtualHost, group.name}; }
    QVariant idOf(const engine::GroupSnapshot &group) const override;
    QString filterText(const engine::GroupSnapshot &group) const override;
};

/// A partition that a group has committed an offset in, that a member is assigned, or both.
struct GroupPlace
{
    engine::PartitionName partition;
    std::optional<engine::GroupOffsetSnapshot> offset;
    QString member; ///< client id; empty: nobody is assigned it now
    QString host;
    bool operator==(const GroupPlace &) const = default;
};
QList<GroupPlace> placesOf(const engine::GroupSnapshot &group);

class GroupPlaceModel final : public DescribedTable<GroupPlace, PlaceKey>
{
    Q_OBJECT
public:
    enum Column { Topic, Partition, Member, Host, Committed, End, Lag, Behind, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    PlaceKey keyOf(const GroupPlace &place) const override
    {
        return {place.partition.topic, place.partition.partition};
    }
};

class GroupMemberModel final : public DescribedTable<engine::GroupMemberSnapshot, QString>
{
    Q_OBJECT
public:
    enum Column { ClientId, Host, Assignment, InstanceId, MemberId, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    QString keyOf(const engine::GroupMemberSnapshot &member) const override { return member.id; }
    QVariant idOf(const engine::GroupMemberSnapshot &member) const override { return member.id; }
};

class ResetStepModel final : public DescribedTable<engine::OffsetResetStep, PlaceKey>
{
    Q_OBJECT
public:
    enum Column { Topic, Partition, Before, After, LagBefore, LagAfter, Note, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    PlaceKey keyOf(const engine::OffsetResetStep &step) const override
    {
        return {step.partition.topic, step.partition.partition};
    }
};

/// "Stable", "Preparing rebalance" …, as Kafka's consoles say it.
QString groupStateText(engine::GroupSnapshot::State state);
/// "orders 0, 1 · clicks 2"
QString assignmentText(const QList<engine::PartitionName> &assignment);
/// Whether so much lag is worth amber: messages that have waited for ten seconds, or for an unknown time.
bool isBehind(std::optional<qint64> lag, std::optional<qint64> lagMs);
/// "40,612 messages and 38 s behind"; "has read all".
QString lagText(qint64 lag, std::optional<qint64> lagMs);

} // namespace ui::models
