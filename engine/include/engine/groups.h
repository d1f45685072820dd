// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups as they are seen, and the moving of their offsets: first the plan, which changes nothing, then its steps.
// The words are Kafka's. Thread: any (values).
#pragma once

#include <QList>
#include <QString>

#include <compare>
#include <optional>

namespace engine {

struct PartitionName
{
    QString topic;
    quint32 partition = 0;
    bool operator==(const PartitionName &) const = default;
};

struct GroupMemberSnapshot
{
    QString id;         ///< the broker's
    QString instanceId; ///< of a static member; empty: it is none
    QString clientId;
    QString host;
    QList<PartitionName> assignment; ///< by topic and partition
    bool operator==(const GroupMemberSnapshot &) const = default;
};

/// How far a group has come in one partition.
struct GroupOffsetSnapshot
{
    PartitionName partition;
    qint64 committed = 0;        ///< the offset that is read next
    qint64 first = 0, end = 0;   ///< what the partition has; both 0 where it is not there any more
    std::optional<qint64> lag;   ///< messages; none: the partition is not there any more
    std::optional<qint64> lagMs; ///< about how old the first message is that is not read yet; none: it is not known
    bool operator==(const GroupOffsetSnapshot &) const = default;
};

struct GroupSnapshot
{
    enum class State : quint8 { Empty, PreparingRebalance, CompletingRebalance, Stable, Dead };
    QString virtualHost;
    QString name;
    State state = State::Empty;
    QString protocolType;               ///< "consumer"; empty: no member since the broker started
    QString protocol;                   ///< how partitions are assigned: "range", "roundrobin" …
    QString rebalanceReason;            ///< why the last rebalance began
    bool isHeld = false;                ///< its members wait while offsets change
    QList<GroupMemberSnapshot> members; ///< in the order they came
    QList<GroupOffsetSnapshot> offsets; ///< by topic and partition
    std::optional<qint64> lag;   ///< of all partitions together; none: it has committed nothing in any that is there
    std::optional<qint64> lagMs; ///< of the one that is most behind; none: it is not known, or there is no lag to tell
    bool operator==(const GroupSnapshot &) const = default;
};

struct OffsetResetRequest
{
    enum class To : quint8 {
        Earliest,
        Latest,
        Offset,    ///< `value`
        Timestamp, ///< the first message at or after `value`, milliseconds since 1970
        Shift,     ///< `value` messages on, or back where it is negative
        Copy,      ///< where the group `copyFrom` is
    };
    QString virtualHost = QStringLiteral("/");
    QString group;
    QList<PartitionName> partitions;
    To to = To::Earliest;
    qint64 value = 0;
    QString copyFrom;
    bool operator==(const OffsetResetRequest &) const = default;
};

/// What becomes of one partition.
struct OffsetResetStep
{
    enum class Note : quint8 {
        None,
        Limited,          ///< what was asked for lies outside of the log: its start or end
        NothingCommitted, ///< nothing to shift: stays as it is
        NothingToCopy,    ///< the other group has nothing: stays as it is
    };
    PartitionName partition;
    std::optional<qint64> current, target; ///< no target: nothing is done
    std::optional<qint64> lagBefore, lagAfter;
    Note note = Note::None;
    bool operator==(const OffsetResetStep &) const = default;
};

/// What a reset does with a group that has members.
enum class WhenActive : quint8 {
    Refuse, ///< PreconditionFailed
    Fence,  ///< its members are removed, and let back when the new offsets are stored
};

} // namespace engine
