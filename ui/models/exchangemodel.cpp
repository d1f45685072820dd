// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangemodel.h"

#include "ui/models/features.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ExchangeSnapshot;

namespace {

QVariant text(const ExchangeSnapshot &e, int column)
{
    switch (column) {
    case ExchangeModel::VirtualHost:
        return e.spec.virtualHost;
    case ExchangeModel::Name:
        return exchangeLabel(e.spec.name);
    case ExchangeModel::Type:
        return engine::exchangeTypeName(e.spec.type);
    case ExchangeModel::Features:
        return featuresOf(e).join(u' ');
    case ExchangeModel::Policy:
        return policyText(e.policy);
    case ExchangeModel::RateIn:
        return theme::formatRate(e.rateIn);
    case ExchangeModel::RateOut:
        return theme::formatRate(e.rateOut);
    case ExchangeModel::Bindings:
        return theme::formatCount(e.bindings);
    }
    return {};
}

QVariant sortKey(const ExchangeSnapshot &e, int column)
{
    switch (column) {
    case ExchangeModel::RateIn:
        return e.rateIn;
    case ExchangeModel::RateOut:
        return e.rateOut;
    case ExchangeModel::Bindings:
        return e.bindings;
    case ExchangeModel::Name:
        return e.spec.name;
    default:
        return text(e, column);
    }
}

Tone tone(const ExchangeSnapshot &e, int column)
{
    if (column == ExchangeModel::RateIn && e.rateIn >= 0.05)
        return Tone::Ready;
    if (column == ExchangeModel::RateOut && e.rateOut >= 0.05)
        return Tone::Ready;
    const bool quiet = column == ExchangeModel::RateIn || column == ExchangeModel::RateOut ||
                       (column == ExchangeModel::Bindings && !e.bindings);
    return quiet || column == ExchangeModel::VirtualHost || column == ExchangeModel::Type ? Tone::Muted : Tone::Normal;
}

int style(const ExchangeSnapshot &e, int column)
{
    if (column >= ExchangeModel::RateIn)
        return FigureCell;
    if (column == ExchangeModel::Name)
        return e.predeclared ? PlainCell : StrongCell;
    return PlainCell;
}

QVariant toolTip(const ExchangeSnapshot &e, int column)
{
    if (column == ExchangeModel::Features)
        return featuresText(e);
    if (column == ExchangeModel::Policy)
        return argumentsText(e.policy.effective);
    return column == ExchangeModel::Name ? exchangeLabel(e.spec.name) : QVariant();
}

} // namespace

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ExchangeSnapshot &e = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(e, column);
    case Qt::ToolTipRole:
        return toolTip(e, column);
    case Qt::TextAlignmentRole:
        return column >= RateIn ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortKey(e, column);
    case IdRole:
        return e.id.v;
    case BadgesRole:
        return column == Features ? featuresOf(e) : QVariant();
    case ToneRole:
        return int(tone(e, column));
    case StyleRole:
        return style(e, column);
    case SnapshotRole:
        return QVariant::fromValue(e);
    case FilterRole:
        return QString(exchangeLabel(e.spec.name) + u'\n' + engine::exchangeTypeName(e.spec.type) + u'\n' +
                       e.spec.virtualHost);
    }
    return {};
}

QVariant ExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section >= RateIn ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VirtualHost:
        return tr("Virtual host");
    case Name:
        return tr("Name");
    case Type:
        return tr("Type");
    case Features:
        return tr("Features");
    case Policy:
        return tr("Policy");
    case RateIn:
        return tr("Message rate in");
    case RateOut:
        return tr("Message rate out");
    case Bindings:
        return tr("Bindings");
    }
    return {};
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
