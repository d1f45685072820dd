// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/routingmodel.h"

#include "ui/models/features.h"
#include "ui/models/routingtext.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::BindingVerdict;
using engine::DestinationType;

namespace {

Tone verdictTone(const RoutingRow &row)
{
    if (row.binding.verdict == BindingVerdict::ChanceDecides && row.exchange.total > 1)
        return Tone::Unacked;
    return engine::takes(row.binding.verdict) ? Tone::Ok : Tone::Muted;
}

} // namespace

void RoutingModel::show(const engine::RoutingExplanation &explanation)
{
    QList<RoutingRow> rows;
    for (engine::ExchangeExplanation exchange : explanation.exchanges) {
        const QList<engine::BindingExplanation> bindings = std::exchange(exchange.bindings, {});
        for (const engine::BindingExplanation &binding : bindings)
            rows.append({int(rows.size()), exchange, binding});
    }
    update(rows);
}

const RoutingModel::Columns &RoutingModel::columns() const
{
    static const auto quiet = [](const RoutingRow &row) {
        return engine::takes(row.binding.verdict) ? Tone::Normal : Tone::Muted;
    };
    static const Columns all{
        {.title = tr("Takes it"),
         .text =
             [](const RoutingRow &row) {
                 if (verdictTone(row) == Tone::Unacked)
                     return tr("~ perhaps");
                 return engine::takes(row.binding.verdict) ? tr("✓ yes") : tr("✗ no");
             },
         .style = StrongCell,
         .tone = verdictTone},
        {.title = tr("Exchange"),
         .text = [](const RoutingRow &row) { return exchangeLabel(row.exchange.name); },
         .tone = [](const RoutingRow &) { return Tone::Muted; }},
        {.title = tr("Binding key"),
         .text = [](const RoutingRow &row) { return bindingCondition(row.binding, row.exchange.type); },
         .style = MonoCell,
         .tone = quiet},
        {.title = tr("To"),
         .text = [](const RoutingRow &row) { return row.binding.binding.destination; },
         .style = MonoCell,
         .tone = quiet,
         .suffix =
             [](const RoutingRow &row) {
                 return row.binding.binding.destinationType == DestinationType::Exchange ? tr("exchange") : QString();
             }},
        {.title = tr("Why"),
         .text = [](const RoutingRow &row) { return bindingReason(row.binding, row.exchange); },
         .tone = quiet},
    };
    return all;
}

} // namespace ui::models
