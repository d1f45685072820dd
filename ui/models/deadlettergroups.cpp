// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deadlettergroups.h"

#include "ui/models/deathwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::DeadLetterGroup;
using Grouping = DeadLetterGrouping;

namespace {

constexpr qint64 hourMs = 3'600'000;

QString keyFor(Grouping grouping, const DeadLetterGroup &group)
{
    const QString queue = group.virtualHost + u'\n' + group.queue;
    switch (grouping) {
    case Grouping::ReasonAndQueue:
        return queue + u'\n' + group.reason;
    case Grouping::Reason:
        return group.reason;
    case Grouping::Queue:
        return queue;
    case Grouping::Hour:
        return u"%1"_s.arg(group.hourMs, 16, 10, QChar(u'0'));
    }
    Q_UNREACHABLE();
}

QString hourTitle(qint64 ms)
{
    if (ms == 0)
        return DeadLetterGroupModel::tr("died at other times");
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(ms);
    const QDateTime to = from.addMSecs(hourMs);
    const QString hours = from.toString(u"HH:mm"_s) % u'–' % to.toString(u"HH:mm"_s);
    return from.date() == QDate::currentDate()
               ? DeadLetterGroupModel::tr("died %1").arg(hours)
               : DeadLetterGroupModel::tr("died %1, %2").arg(from.date().toString(Qt::ISODate), hours);
}

QString titleOf(Grouping grouping, const DeadLetterRow &row)
{
    if (grouping == Grouping::Hour)
        return hourTitle(row.filter.sinceMs);
    return deathTitle(row.reason, row.queue, row.rejectedBy);
}

void addTo(QStringList &names, const QStringList &more)
{
    for (const QString &name : more) {
        if (!names.contains(name))
            names << name;
    }
}

void addTo(DeadLetterRow &row, const DeadLetterGroup &group)
{
    row.firstMs = row.count == 0 ? group.firstMs : std::min(row.firstMs, group.firstMs);
    row.lastMs = std::max(row.lastMs, group.lastMs);
    row.origin = row.count == 0 || row.origin == group.origin ? group.origin : QString();
    row.count += group.count;
    addTo(row.places, {group.placeName});
    addTo(row.rejectedBy, group.rejectedBy);
    if (!row.logs.contains(group.place))
        row.logs << group.place;
    if (row.virtualHost.isEmpty())
        row.virtualHost = group.virtualHost;
}

DeadLetterRow begun(Grouping grouping, const QString &key, const DeadLetterGroup &group)
{
    DeadLetterRow row;
    row.key = key;
    const bool hasReason = grouping == Grouping::ReasonAndQueue || grouping == Grouping::Reason;
    const bool hasQueue = grouping == Grouping::ReasonAndQueue || grouping == Grouping::Queue;
    row.reason = row.filter.reason = hasReason ? group.reason : QString();
    row.queue = row.filter.queue = hasQueue ? group.queue : QString();
    row.filter.virtualHost = hasQueue ? group.virtualHost : QString();
    if (grouping == Grouping::Hour) {
        // Of those that are counted without their hour none can be named.
        row.filter.sinceMs = group.hourMs;
        row.filter.beforeMs = group.hourMs > 0 ? group.hourMs + hourMs : 1;
    }
    return row;
}

QString timeText(qint64 ms)
{
    return ms > 0 ? momentText(ms, QDateTime::currentDateTime()) : QString();
}

ColumnOf<DeadLetterRow> timeColumn(const QString &title, qint64 DeadLetterRow::*time, const QString &meaning)
{
    return {.title = title,
            .text = [time](const DeadLetterRow &row) { return timeText(row.*time); },
            .style = MonoCell,
            .sortKey = [time](const DeadLetterRow &row) { return QVariant(row.*time); },
            .tone = [](const DeadLetterRow &) { return Tone::Muted; },
            .toolTip = [time, meaning](const DeadLetterRow &row) { return meaning.arg(timeText(row.*time)); }};
}

} // namespace

QList<DeadLetterRow> groupedBy(Grouping grouping, const QList<DeadLetterGroup> &groups)
{
    std::map<QString, DeadLetterRow> rows;
    for (const DeadLetterGroup &group : groups) {
        const QString key = keyFor(grouping, group);
        const auto row = rows.try_emplace(key, begun(grouping, key, group)).first;
        addTo(row->second, group);
    }
    QList<DeadLetterRow> list;
    for (auto &[key, row] : rows) {
        row.title = titleOf(grouping, row);
        list << row;
    }
    return list;
}

DeadLetterRow allOf(const QList<DeadLetterGroup> &groups)
{
    DeadLetterRow all;
    for (const DeadLetterGroup &group : groups)
        addTo(all, group);
    all.title = DeadLetterGroupModel::tr("All dead letters");
    return all;
}

const DeadLetterGroupModel::Columns &DeadLetterGroupModel::columns() const
{
    static const Columns list = [] {
        Columns made;
        made.push_back({.title = tr("Why and where"),
                        .text = [](const DeadLetterRow &row) { return row.title; },
                        .style = StrongCell,
                        .toolTip = [](const DeadLetterRow &row) { return deathReasonMeaning(row.reason); },
                        .suffix =
                            [](const DeadLetterRow &row) {
                                const QString &host = row.filter.virtualHost;
                                return host == u"/" ? QString() : host;
                            }});
        made.push_back(countColumn<DeadLetterRow>(
            tr("Messages"), [](const DeadLetterRow &row) { return row.count; }, Tone::Dead));
        made.push_back({.title = tr("They lie in"),
                        .text = [](const DeadLetterRow &row) { return row.places.join(u", "_s); },
                        .style = MonoCell,
                        .tone = [](const DeadLetterRow &) { return Tone::Muted; }});
        made.push_back(timeColumn(tr("First"), &DeadLetterRow::firstMs, tr("The first of them died at %1")));
        made.push_back(timeColumn(tr("Last"), &DeadLetterRow::lastMs, tr("The last of them died at %1")));
        return made;
    }();
    return list;
}

QString DeadLetterGroupModel::filterText(const DeadLetterRow &row) const
{
    return row.title % u' ' % row.places.join(u' ');
}

} // namespace ui::models
