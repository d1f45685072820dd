// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/topicmodel.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::PartitionSnapshot;
using engine::TopicSnapshot;

namespace {

Tone recordTone(quint64 records)
{
    return records ? Tone::Normal : Tone::Muted;
}

QString bytesText(double rate)
{
    return TopicModel::tr("%1/s").arg(theme::formatSize(quint64(rate)));
}

/// Records a second; how many bytes that is in the tooltip.
template <typename Snapshot>
ColumnOf<Snapshot> inColumn()
{
    auto column = rateColumn<Snapshot>(
        TopicModel::tr("In"), [](const Snapshot &s) { return s.inRate; }, Tone::Topic);
    column.toolTip = [](const Snapshot &s) { return TopicModel::tr("%1 in").arg(bytesText(s.inBytesRate)); };
    return column;
}

template <typename Snapshot>
ColumnOf<Snapshot> outColumn()
{
    auto column = rateColumn<Snapshot>(
        TopicModel::tr("Out"), [](const Snapshot &s) { return s.outRate; }, Tone::Topic);
    column.toolTip = [](const Snapshot &s) {
        return TopicModel::tr("%1 out, as often as it is read").arg(bytesText(s.outBytesRate));
    };
    return column;
}

} // namespace

QString exactDuration(qint64 ms)
{
    static constexpr struct
    {
        qint64 ms;
        const char16_t *name;
    } units[] = {{86'400'000, u" d"}, {3'600'000, u" h"}, {60'000, u" min"}, {1000, u" s"}};
    for (const auto &unit : units) {
        if (ms > 0 && ms % unit.ms == 0)
            return theme::formatCount(quint64(ms / unit.ms)) + QString::fromUtf16(unit.name);
    }
    return theme::formatCount(quint64(qMax<qint64>(ms, 0))) + u" ms"_s;
}

QString retentionText(const engine::TopicRetention &retention)
{
    QStringList limits;
    if (retention.ms >= 0)
        limits << exactDuration(retention.ms);
    if (retention.bytes >= 0)
        limits << theme::formatSize(quint64(retention.bytes));
    if (retention.messages >= 0)
        limits << theme::formatCounted(quint64(retention.messages), TopicModel::tr("%1 message"),
                                       TopicModel::tr("%1 messages"));
    if (retention.compacts && (!retention.deletes || limits.isEmpty()))
        return TopicModel::tr("compact");
    if (limits.isEmpty())
        return TopicModel::tr("for ever");
    const QString kept = limits.join(TopicModel::tr(" or "));
    return retention.compacts ? TopicModel::tr("compact, %1").arg(kept) : kept;
}

const TopicModel::Columns &TopicModel::columns() const
{
    using T = TopicSnapshot;
    static const auto quiet = [](const T &) { return Tone::Muted; };
    static const auto byRecords = [](const T &t) { return recordTone(t.records); };
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const T &t) { return t.spec.virtualHost; }, .tone = quiet},
        {.title = tr("Topic name"), .text = [](const T &t) { return t.spec.name; }, .style = StrongCell},
        countColumn<T>(tr("Partitions"), [](const T &t) { return quint64(t.partitions.size()); }),
        countColumn<T>(tr("Messages"), [](const T &t) { return t.records; }),
        {.title = tr("Size"),
         .text = [](const T &t) { return theme::formatSize(t.bytes); },
         .style = FigureCell,
         .sortKey = [](const T &t) { return t.bytes; },
         .tone = byRecords},
        inColumn<T>(),
        outColumn<T>(),
        {.title = tr("Retention"),
         .text = [](const T &t) { return retentionText(t.retention); },
         .tone = quiet,
         .toolTip =
             [](const T &t) {
                 return t.retention.compacts
                            ? tr("Of each key the latest message stays: cleanup.policy is compact.")
                            : tr("Older messages go, chunk by chunk. The size is that of each partition.");
             }},
        countColumn<T>(tr("Groups"), [](const T &t) { return t.groups; }),
    };
    return all;
}

QString TopicModel::filterText(const TopicSnapshot &t) const
{
    return t.spec.name + u'\n' + t.spec.virtualHost;
}

const PartitionModel::Columns &PartitionModel::columns() const
{
    using P = PartitionSnapshot;
    static const auto byRecords = [](const P &p) { return recordTone(p.records); };
    static const auto offset = [](const QString &title, quint64 P::*member) {
        return ColumnOf<P>{.title = title,
                           .text = [member](const P &p) { return theme::formatCount(p.*member); },
                           .style = FigureCell,
                           .sortKey = [member](const P &p) { return p.*member; },
                           .tone = byRecords};
    };
    static const Columns all{
        {.title = tr("Partition"),
         .text = [](const P &p) { return QString::number(p.number); },
         .style = FigureCell,
         .sortKey = [](const P &p) { return p.number; },
         .tone = byRecords},
        offset(tr("First offset"), &P::firstOffset),
        offset(tr("Next offset"), &P::nextOffset),
        offset(tr("Messages"), &P::records),
        {.title = tr("Size"),
         .text = [](const P &p) { return theme::formatSize(p.bytes); },
         .style = FigureCell,
         .sortKey = [](const P &p) { return p.bytes; },
         .tone = byRecords},
        inColumn<P>(),
        outColumn<P>(),
        {.title = tr("Newest message"),
         .text =
             [](const P &p) {
                 return p.newestMs > 0 ? theme::formatDateTime(QDateTime::fromMSecsSinceEpoch(p.newestMs)) : QString();
             },
         .sortKey = [](const P &p) { return p.newestMs; },
         .tone = [](const P &) { return Tone::Muted; }},
    };
    return all;
}

} // namespace ui::models
