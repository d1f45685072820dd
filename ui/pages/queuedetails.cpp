// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/queuedetails.h"

#include "ui/dialogs/queuearguments.h"
#include "ui/models/features.h"

#include <algorithm>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::QueueSnapshot;
using models::Tone;

namespace {

/// The help of the queue's form, without the name that it begins with.
QString meaningOf(const QByteArray &argument)
{
    if (argument == "x-queue-type")
        return QueueDetailModel::tr("classic, or quorum: durable, with a limit of deliveries and delayed retries.");
    for (const dialogs::QueueArgument &known : dialogs::queueArguments()) {
        if (argument != known.name)
            continue;
        const QString help = known.translatedHelp();
        const QString text = help.mid(argument.size() + 2);
        return text.left(1).toUpper() + text.mid(1);
    }
    return {};
}

QString policySource(const engine::AppliedPolicy &policy)
{
    if (policy.operatorPolicy.isEmpty())
        return QueueDetailModel::tr("policy %1").arg(policy.policy);
    if (policy.policy.isEmpty())
        return QueueDetailModel::tr("operator policy %1").arg(policy.operatorPolicy);
    return QueueDetailModel::tr("policies %1").arg(models::policyText(policy));
}

QString yesNo(bool yes)
{
    return yes ? QueueDetailModel::tr("yes") : QueueDetailModel::tr("no");
}

} // namespace

int argumentCount(const QueueSnapshot &queue)
{
    return int(queue.spec.arguments.entries.size() + queue.policy.effective.entries.size());
}

QList<QueueDetail> queueDetails(const QueueSnapshot &queue)
{
    QList<QueueDetail> details;
    const auto add = [&details](const QString &name, const QString &value, const QString &from,
                                const QString &meaning) {
        details.append({int(details.size()), name, value, from, meaning});
    };
    const QString declared = QueueDetailModel::tr("declaration");
    // What clients ask for by name comes first; the switches that every queue has come last.
    for (const engine::FieldEntry &entry : queue.spec.arguments.entries)
        add(QString::fromUtf8(entry.name), models::fieldText(entry.value), declared, meaningOf(entry.name));
    for (const engine::FieldEntry &entry : queue.policy.effective.entries)
        add(QString::fromUtf8(entry.name), models::fieldText(entry.value), policySource(queue.policy),
            meaningOf("x-" + entry.name));
    if (!queue.spec.arguments.contains("x-queue-type"))
        add(QueueDetailModel::tr("type"), u"classic"_s, declared, meaningOf("x-queue-type"));
    add(QueueDetailModel::tr("durable"), yesNo(queue.spec.durable), declared,
        QueueDetailModel::tr("Survives a restart of the broker; so do its persistent messages."));
    add(QueueDetailModel::tr("exclusive"), yesNo(queue.spec.exclusive), declared,
        QueueDetailModel::tr("Belongs to the connection that declared it, and goes with it."));
    add(QueueDetailModel::tr("auto-delete"), yesNo(queue.spec.autoDelete), declared,
        QueueDetailModel::tr("Is deleted when its last consumer has gone."));
    add(QueueDetailModel::tr("virtual host"), queue.spec.virtualHost, declared,
        QueueDetailModel::tr("The name space that it is in."));
    return details;
}

const QueueDetailModel::Columns &QueueDetailModel::columns() const
{
    using Detail = QueueDetail;
    static const auto quiet = [](const Detail &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Argument"),
         .text = [](const Detail &d) { return d.name; },
         .style = models::StrongCell,
         .sortKey = [](const Detail &d) { return d.place; }},
        {.title = tr("Value"), .text = [](const Detail &d) { return d.value; }, .style = models::MonoCell},
        {.title = tr("From"), .text = [](const Detail &d) { return d.from; }, .tone = quiet},
        {.title = tr("What it does"), .text = [](const Detail &d) { return d.meaning; }, .tone = quiet},
    };
    return all;
}

} // namespace ui::pages
