// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bindingmodel.h"

#include "ui/models/features.h"
#include "ui/models/roles.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::BindingSnapshot;
using engine::DestinationType;

namespace {

QString bindingText(const BindingSnapshot &b, int column)
{
    switch (column) {
    case BindingModel::From:
        return exchangeLabel(b.spec.source);
    case BindingModel::RoutingKey:
        return b.spec.routingKey;
    case BindingModel::Arguments:
        return argumentsText(b.spec.arguments);
    case BindingModel::To:
        return b.spec.destination;
    case BindingModel::ToType:
        return b.spec.destinationType == DestinationType::Queue ? BindingModel::tr("queue")
                                                                : BindingModel::tr("exchange");
    }
    return {};
}

int style(int column)
{
    return column == BindingModel::RoutingKey || column == BindingModel::Arguments ? MonoCell : PlainCell;
}

} // namespace

QString BindingModel::identity(const engine::BindingSpec &spec)
{
    QStringList arguments;
    for (const engine::FieldEntry &entry : spec.arguments.entries)
        arguments << QString::fromUtf8(entry.name) + u'\x1f' + QLatin1Char(entry.value.typeCode()) +
                         fieldText(entry.value);
    arguments.sort();
    return spec.virtualHost + u'\x1e' + spec.source + u'\x1e' + QString::number(int(spec.destinationType)) + u'\x1e' +
           spec.destination + u'\x1e' + spec.routingKey + u'\x1e' + arguments.join(u'\x1d');
}

QVariant BindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BindingSnapshot &b = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return bindingText(b, index.column());
    case Qt::ToolTipRole:
        return b.implicit ? tr("Every queue is bound to the default exchange by its own name; this can not be changed.")
                          : bindingText(b, index.column());
    case IdRole:
        return identity(b.spec);
    case ToneRole:
        return int(b.implicit || index.column() == ToType ? Tone::Muted : Tone::Normal);
    case StyleRole:
        return style(index.column());
    case SnapshotRole:
        return QVariant::fromValue(b);
    case FilterRole:
        return QString(b.spec.source + u'\n' + b.spec.destination + u'\n' + b.spec.routingKey);
    }
    return {};
}

QVariant BindingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case From:
        return tr("From");
    case RoutingKey:
        return tr("Routing key");
    case Arguments:
        return tr("Arguments");
    case To:
        return tr("To");
    case ToType:
        return tr("Type");
    }
    return {};
}

BindingFilterProxy::BindingFilterProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
}

void BindingFilterProxy::showFrom(const QString &virtualHost, const QString &exchange)
{
    m_virtualHost = virtualHost;
    m_name = exchange;
    m_outgoing = true;
    invalidateFilter();
}

void BindingFilterProxy::showTo(const QString &virtualHost, DestinationType type, const QString &destination)
{
    m_virtualHost = virtualHost;
    m_name = destination;
    m_type = type;
    m_outgoing = false;
    invalidateFilter();
}

bool BindingFilterProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto *model = qobject_cast<const BindingModel *>(sourceModel());
    Q_ASSERT(model);
    const engine::BindingSpec &spec = model->at(row).spec;
    if (spec.virtualHost != m_virtualHost)
        return false;
    return m_outgoing ? spec.source == m_name : spec.destinationType == m_type && spec.destination == m_name;
}

} // namespace ui::models
