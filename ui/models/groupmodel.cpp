// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/groupmodel.h"

#include <map>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::GroupMemberSnapshot;
using engine::GroupSnapshot;
using engine::OffsetResetStep;
using GroupState = GroupSnapshot::State;

namespace {

constexpr qint64 behindMs = 10'000;

QString count(qint64 value)
{
    return theme::formatCount(quint64(qMax<qint64>(value, 0)));
}

QString count(std::optional<qint64> value)
{
    return value ? count(*value) : u"–"_s;
}

QString duration(qint64 lag, std::optional<qint64> lagMs)
{
    if (lag == 0)
        return {};
    return lagMs ? theme::formatDuration(*lagMs) : GroupModel::tr("unknown");
}

quint32 topicsOf(const GroupSnapshot &group)
{
    quint32 topics = 0;
    QString last;
    for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
        topics += topics == 0 || offset.partition.topic != last ? 1 : 0;
        last = offset.partition.topic;
    }
    return topics;
}

Tone groupStateTone(GroupState state)
{
    switch (state) {
    case GroupState::Stable:
        return Tone::Ok;
    case GroupState::PreparingRebalance:
    case GroupState::CompletingRebalance:
        return Tone::Unacked;
    case GroupState::Dead:
        return Tone::Dead;
    case GroupState::Empty:
        return Tone::Muted;
    }
    return Tone::Muted;
}

QString groupMeaning(const GroupSnapshot &g)
{
    switch (g.state) {
    case GroupState::Empty:
        return GroupModel::tr("No members. Its offsets are kept, until they expire.");
    case GroupState::PreparingRebalance:
        return GroupModel::tr("Its members are joining anew: %1").arg(g.rebalanceReason);
    case GroupState::CompletingRebalance:
        return GroupModel::tr("All have joined; the leader is sharing out the partitions.");
    case GroupState::Stable:
        return GroupModel::tr("Every member has its partitions and reads them.");
    case GroupState::Dead:
        return GroupModel::tr("It has no members and no offsets any more.");
    }
    return {};
}

/// "orders", and within it by partition.
QString placeKey(const GroupPlace &p)
{
    return p.partition.topic + u'\n' + u"%1"_s.arg(p.partition.partition, 10, 10, QChar(u'0'));
}

bool lags(const GroupPlace &p)
{
    return p.offset && isBehind(p.offset->lag, p.offset->lagMs);
}

/// A figure of what the group has committed in a place; `value` where it has.
template <typename Text, typename Value>
ColumnOf<GroupPlace> offsetColumn(const QString &title, const QString &without, Text text, Value value)
{
    return {.title = title,
            .text = [without, text](const GroupPlace &p) { return p.offset ? text(*p.offset) : without; },
            .style = FigureCell,
            .sortKey = [value](const GroupPlace &p) { return QVariant(p.offset ? value(*p.offset) : qint64(-1)); }};
}

QString noteText(OffsetResetStep::Note note)
{
    switch (note) {
    case OffsetResetStep::Note::None:
        return {};
    case OffsetResetStep::Note::Limited:
        return ResetStepModel::tr("as far as the log goes");
    case OffsetResetStep::Note::NothingCommitted:
        return ResetStepModel::tr("nothing is committed: stays as it is");
    case OffsetResetStep::Note::NothingToCopy:
        return ResetStepModel::tr("the other group has nothing: stays as it is");
    }
    return {};
}

bool changes(const OffsetResetStep &s)
{
    return s.target && s.target != s.current;
}

/// A figure of a step: what it was is quiet, what it will be stands out where it is another.
template <typename Value>
ColumnOf<OffsetResetStep> stepColumn(const QString &title, bool isAfter, Value value)
{
    return {.title = title,
            .text = [value](const OffsetResetStep &s) { return count(value(s)); },
            .style = FigureCell,
            .tone = [isAfter](const OffsetResetStep &s) { return isAfter && changes(s) ? Tone::Accent : Tone::Muted; }};
}

} // namespace

QString groupStateText(GroupState state)
{
    switch (state) {
    case GroupState::Empty:
        return GroupModel::tr("Empty");
    case GroupState::PreparingRebalance:
        return GroupModel::tr("Preparing rebalance");
    case GroupState::CompletingRebalance:
        return GroupModel::tr("Completing rebalance");
    case GroupState::Stable:
        return GroupModel::tr("Stable");
    case GroupState::Dead:
        return GroupModel::tr("Dead");
    }
    return {};
}

QString assignmentText(const QList<engine::PartitionName> &assignment)
{
    QStringList topics;
    QString last;
    for (const engine::PartitionName &name : assignment) {
        if (topics.isEmpty() || name.topic != last)
            topics << name.topic + u' ' + QString::number(name.partition);
        else
            topics.last() += u", "_s + QString::number(name.partition);
        last = name.topic;
    }
    return topics.join(u" · "_s);
}

bool isBehind(std::optional<qint64> lag, std::optional<qint64> lagMs)
{
    return lag.value_or(0) > 0 && lagMs.value_or(behindMs) >= behindMs;
}

QString lagText(qint64 lag, std::optional<qint64> lagMs)
{
    if (lag == 0)
        return GroupModel::tr("has read all");
    const QString messages =
        theme::formatCounted(quint64(lag), GroupModel::tr("%1 message"), GroupModel::tr("%1 messages"));
    return lagMs ? GroupModel::tr("is %1 and %2 behind").arg(messages, theme::formatDuration(*lagMs))
                 : GroupModel::tr("is %1 behind").arg(messages);
}

QList<GroupPlace> placesOf(const GroupSnapshot &group)
{
    std::map<PlaceKey, GroupPlace> places;
    const auto place = [&places](const engine::PartitionName &name) -> GroupPlace & {
        GroupPlace &found = places[{name.topic, name.partition}];
        found.partition = name;
        return found;
    };
    for (const engine::GroupOffsetSnapshot &offset : group.offsets)
        place(offset.partition).offset = offset;
    for (const GroupMemberSnapshot &member : group.members) {
        for (const engine::PartitionName &name : member.assignment) {
            place(name).member = member.clientId;
            place(name).host = member.host;
        }
    }
    QList<GroupPlace> list;
    for (const auto &[key, value] : places)
        list << value;
    return list;
}

const GroupModel::Columns &GroupModel::columns() const
{
    using G = GroupSnapshot;
    static const auto quiet = [](const G &) { return Tone::Muted; };
    static const auto lagTone = [](const G &g) {
        return isBehind(g.lag, g.lagMs) ? Tone::Unacked : g.lag.value_or(0) ? Tone::Normal : Tone::Muted;
    };
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const G &g) { return g.virtualHost; }, .tone = quiet},
        {.title = tr("Group ID"), .text = [](const G &g) { return g.name; }, .style = StrongCell},
        {.title = tr("State"),
         .text = [](const G &g) { return groupStateText(g.state); },
         .style = DotCell,
         .tone = [](const G &g) { return groupStateTone(g.state); },
         .toolTip = groupMeaning},
        countColumn<G>(tr("Members"), [](const G &g) { return quint64(g.members.size()); }),
        {.title = tr("Topics"),
         .text = [](const G &g) { return theme::formatCount(topicsOf(g)); },
         .style = FigureCell,
         .sortKey = [](const G &g) { return topicsOf(g); },
         .tone = quiet},
        {.title = tr("Lag"),
         .text = [](const G &g) { return count(g.lag); },
         .style = FigureCell,
         .sortKey = [](const G &g) { return g.lag.value_or(-1); },
         .tone = lagTone},
        {.title = tr("Behind"),
         .text = [](const G &g) { return duration(g.lag.value_or(0), g.lagMs); },
         .style = FigureCell,
         .sortKey = [](const G &g) { return g.lagMs.value_or(0); },
         .tone = lagTone},
        {.title = tr("Assigned by"), .text = [](const G &g) { return g.protocol; }, .tone = quiet},
    };
    return all;
}

QVariant GroupModel::idOf(const GroupSnapshot &g) const
{
    return QString(g.virtualHost + u'\n' + g.name);
}

QString GroupModel::filterText(const GroupSnapshot &g) const
{
    return g.name + u'\n' + g.virtualHost + u'\n' + groupStateText(g.state);
}

const GroupPlaceModel::Columns &GroupPlaceModel::columns() const
{
    using P = GroupPlace;
    using Offset = engine::GroupOffsetSnapshot;
    static const QString none = u"–"_s;
    static const auto quiet = [](const P &) { return Tone::Muted; };
    static const auto lagTone = [](const P &p) { return lags(p) ? Tone::Unacked : Tone::Normal; };
    static const Columns all = [] {
        Columns made{
            {.title = tr("Topic"), .text = [](const P &p) { return p.partition.topic; }, .sortKey = placeKey},
            {.title = tr("Partition"),
             .text = [](const P &p) { return QString::number(p.partition.partition); },
             .style = FigureCell,
             .sortKey = [](const P &p) { return p.partition.partition; }},
            {.title = tr("Assigned member"),
             .text = [](const P &p) { return p.member.isEmpty() ? tr("nobody") : p.member; },
             .tone = [](const P &p) { return p.member.isEmpty() ? Tone::Muted : Tone::Normal; }},
            {.title = tr("Host"), .text = [](const P &p) { return p.host; }, .tone = quiet},
            offsetColumn(
                tr("Group offset"), tr("nothing"), [](const Offset &o) { return count(o.committed); },
                [](const Offset &o) { return o.committed; }),
            offsetColumn(
                tr("Log end offset"), none, [](const Offset &o) { return o.lag ? count(o.end) : none; },
                [](const Offset &o) { return o.end; }),
            offsetColumn(
                tr("Lag"), none, [](const Offset &o) { return count(o.lag); },
                [](const Offset &o) { return o.lag.value_or(-1); }),
            offsetColumn(
                tr("Behind"), QString(), [](const Offset &o) { return duration(o.lag.value_or(0), o.lagMs); },
                [](const Offset &o) { return o.lagMs.value_or(-1); }),
        };
        made[End].tone = quiet;
        made[Lag].tone = made[Behind].tone = lagTone;
        return made;
    }();
    return all;
}

const GroupMemberModel::Columns &GroupMemberModel::columns() const
{
    using M = GroupMemberSnapshot;
    static const auto quiet = [](const M &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Client ID"), .text = [](const M &m) { return m.clientId; }},
        {.title = tr("Host"), .text = [](const M &m) { return m.host; }, .tone = quiet},
        {.title = tr("Assignment"),
         .text = [](const M &m) { return m.assignment.isEmpty() ? tr("nothing") : assignmentText(m.assignment); },
         .tone = [](const M &m) { return m.assignment.isEmpty() ? Tone::Muted : Tone::Normal; }},
        {.title = tr("Instance ID"), .text = [](const M &m) { return m.instanceId; }, .tone = quiet},
        {.title = tr("Member ID"), .text = [](const M &m) { return m.id; }, .style = MonoCell, .tone = quiet},
    };
    return all;
}

const ResetStepModel::Columns &ResetStepModel::columns() const
{
    using S = OffsetResetStep;
    static const Columns all{
        {.title = tr("Topic"), .text = [](const S &s) { return s.partition.topic; }},
        {.title = tr("Partition"),
         .text = [](const S &s) { return QString::number(s.partition.partition); },
         .style = FigureCell},
        stepColumn(tr("Before"), false, [](const S &s) { return s.current; }),
        stepColumn(tr("After"), true, [](const S &s) { return s.target ? s.target : s.current; }),
        stepColumn(tr("Lag before"), false, [](const S &s) { return s.lagBefore; }),
        stepColumn(tr("Lag after"), true, [](const S &s) { return s.lagAfter; }),
        {.title = tr("Note"),
         .text = [](const S &s) { return noteText(s.note); },
         .tone = [](const S &) { return Tone::Muted; }},
    };
    return all;
}

} // namespace ui::models
