// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangemodel.h"

#include "ui/models/features.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ExchangeSnapshot;

const ExchangeModel::Columns &ExchangeModel::columns() const
{
    using E = ExchangeSnapshot;
    static const auto quiet = [](const E &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const E &e) { return e.spec.virtualHost; }, .tone = quiet},
        {.title = tr("Name"),
         .text = [](const E &e) { return exchangeLabel(e.spec.name); },
         .style = StrongCell,
         .sortKey = [](const E &e) { return e.spec.name; },
         .suffix = [](const E &e) { return hostSuffix(e.spec.virtualHost); }},
        {.title = tr("Type"), .text = [](const E &e) { return engine::exchangeTypeName(e.spec.type); }, .tone = quiet},
        {.title = tr("Features"),
         .text = [](const E &e) { return featuresOf(e).join(u' '); },
         .toolTip = [](const E &e) { return featuresText(e); },
         .badges = [](const E &e) { return featuresOf(e); }},
        {.title = tr("Policy"),
         .text = [](const E &e) { return policyText(e.policy); },
         .toolTip = [](const E &e) { return argumentsText(e.policy.effective); }},
        rateColumn<E>(
            tr("Message rate in"), [](const E &e) { return e.rateIn; }, Tone::Ready),
        rateColumn<E>(
            tr("Message rate out"), [](const E &e) { return e.rateOut; }, Tone::Ready),
        countColumn<E>(tr("Bindings"), [](const E &e) { return e.bindings; }),
    };
    return all;
}

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    // Those that are always there step back.
    if (role == StyleRole && index.column() == Name && at(index.row()).predeclared)
        return int(PlainCell);
    return DescribedTable::data(index, role);
}

QString ExchangeModel::filterText(const ExchangeSnapshot &e) const
{
    return exchangeLabel(e.spec.name) + u'\n' + engine::exchangeTypeName(e.spec.type) + u'\n' + e.spec.virtualHost;
}

QStringList exchangeNames(const QList<ExchangeSnapshot> &exchanges, const QString &virtualHost)
{
    QStringList names;
    for (const ExchangeSnapshot &exchange : exchanges) {
        if (exchange.spec.virtualHost == virtualHost && !exchange.spec.name.isEmpty())
            names << exchange.spec.name;
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace ui::models
