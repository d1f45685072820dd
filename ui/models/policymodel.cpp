// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/policymodel.h"

#include "ui/models/features.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::PolicySnapshot;

namespace {

bool isFigure(int column)
{
    return column >= PolicyModel::Priority;
}

QVariant text(const PolicySnapshot &p, int column)
{
    switch (column) {
    case PolicyModel::VirtualHost:
        return p.spec.virtualHost;
    case PolicyModel::Name:
        return p.spec.name;
    case PolicyModel::Kind:
        return p.spec.isOperator ? PolicyModel::tr("operator policy") : PolicyModel::tr("policy");
    case PolicyModel::Pattern:
        return p.spec.pattern;
    case PolicyModel::ApplyTo:
        return engine::applyToName(p.spec.applyTo);
    case PolicyModel::Definition:
        return argumentsText(p.spec.definition);
    case PolicyModel::Priority:
        return QString::number(p.spec.priority);
    case PolicyModel::Queues:
        return theme::formatCount(p.queues);
    case PolicyModel::Exchanges:
        return theme::formatCount(p.exchanges);
    }
    return {};
}

QVariant sortKey(const PolicySnapshot &p, int column)
{
    switch (column) {
    case PolicyModel::Priority:
        return p.spec.priority;
    case PolicyModel::Queues:
        return p.queues;
    case PolicyModel::Exchanges:
        return p.exchanges;
    default:
        return text(p, column);
    }
}

Tone tone(const PolicySnapshot &p, int column)
{
    const bool isZero =
        (column == PolicyModel::Queues && !p.queues) || (column == PolicyModel::Exchanges && !p.exchanges);
    const bool isQuiet =
        column == PolicyModel::VirtualHost || column == PolicyModel::Kind || column == PolicyModel::ApplyTo;
    return isZero || isQuiet ? Tone::Muted : Tone::Normal;
}

int style(int column)
{
    if (isFigure(column))
        return FigureCell;
    if (column == PolicyModel::Pattern)
        return MonoCell;
    return column == PolicyModel::Name ? StrongCell : PlainCell;
}

int alignment(int column)
{
    return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

QString PolicyModel::idOf(const engine::PolicySpec &spec)
{
    return spec.virtualHost + (spec.isOperator ? u"\n2\n"_s : u"\n1\n"_s) + spec.name;
}

QVariant PolicyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PolicySnapshot &p = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(p, column);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case SortRole:
        return sortKey(p, column);
    case IdRole:
        return idOf(p.spec);
    case ToneRole:
        return int(tone(p, column));
    case StyleRole:
        return style(column);
    case SnapshotRole:
        return QVariant::fromValue(p);
    case FilterRole:
        return QString(p.spec.name + u'\n' + p.spec.pattern + u'\n' + argumentsText(p.spec.definition) + u'\n' +
                       p.spec.virtualHost);
    }
    return {};
}

QVariant PolicyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VirtualHost:
        return tr("Virtual host");
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Pattern:
        return tr("Pattern");
    case ApplyTo:
        return tr("Apply to");
    case Definition:
        return tr("Definition");
    case Priority:
        return tr("Priority");
    case Queues:
        return tr("queues");
    case Exchanges:
        return tr("exchanges");
    }
    return {};
}

} // namespace ui::models
