// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/policymodel.h"

#include "ui/models/features.h"

namespace ui::models {

using namespace Qt::StringLiterals;

QString PolicyModel::idOf(const engine::PolicySpec &spec)
{
    return spec.virtualHost + (spec.isOperator ? u"\n2\n"_s : u"\n1\n"_s) + spec.name;
}

const PolicyModel::Columns &PolicyModel::columns() const
{
    using Policy = engine::PolicySnapshot;
    static const auto quiet = [](const Policy &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const Policy &p) { return p.spec.virtualHost; }, .tone = quiet},
        {.title = tr("Name"),
         .text = [](const Policy &p) { return p.spec.name; },
         .style = StrongCell,
         .suffix = [](const Policy &p) { return hostSuffix(p.spec.virtualHost); }},
        {.title = tr("Kind"),
         .text = [](const Policy &p) { return p.spec.isOperator ? tr("operator policy") : tr("policy"); },
         .tone = quiet},
        {.title = tr("Pattern"), .text = [](const Policy &p) { return p.spec.pattern; }, .style = MonoCell},
        {.title = tr("Apply to"),
         .text = [](const Policy &p) { return engine::applyToName(p.spec.applyTo); },
         .tone = quiet},
        {.title = tr("Definition"), .text = [](const Policy &p) { return argumentsText(p.spec.definition); }},
        {.title = tr("Priority"),
         .text = [](const Policy &p) { return QString::number(p.spec.priority); },
         .style = FigureCell,
         .sortKey = [](const Policy &p) { return p.spec.priority; }},
        countColumn<Policy>(tr("queues"), [](const Policy &p) { return p.queues; }),
        countColumn<Policy>(tr("exchanges"), [](const Policy &p) { return p.exchanges; }),
    };
    return all;
}

QString PolicyModel::filterText(const engine::PolicySnapshot &policy) const
{
    return policy.spec.name + u'\n' + policy.spec.pattern + u'\n' + argumentsText(policy.spec.definition) + u'\n' +
           policy.spec.virtualHost;
}

} // namespace ui::models
