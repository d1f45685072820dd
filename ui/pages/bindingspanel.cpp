// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/bindingspanel.h"

#include "ui/models/bindingmodel.h"
#include "ui/models/features.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"
#include "ui/widgets/listview.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using models::BindingModel;

BindingsPanel::BindingsPanel(BindingModel &model, QWidget *parent)
    : QWidget(parent)
    , m_from(new models::BindingFilterProxy(this))
    , m_to(new models::BindingFilterProxy(this))
    , m_tabs(new QTabWidget(this))
    , m_hint(new QLabel(this))
    , m_bind(new QPushButton(tr("Add binding…"), this))
    , m_unbind(new QPushButton(tr("Unbind"), this))
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_from->setSourceModel(&model);
    m_to->setSourceModel(&model);
    m_outgoing = makeList(m_from, tr("Bindings from this exchange"));
    m_incoming = makeList(m_to, tr("Bindings to this exchange"));
    m_outgoing->setColumnHidden(BindingModel::From, true);
    m_incoming->setColumnHidden(BindingModel::To, true);
    m_incoming->setColumnHidden(BindingModel::ToType, true);
    m_tabs->setObjectName(u"bindings"_s);
    m_tabs->setProperty("panel", true);
    m_tabs->addTab(m_outgoing, {});
    m_tabs->addTab(m_incoming, {});
    m_hint->setProperty("role", u"muted"_s);
    m_hint->setContentsMargins(16, 6, 16, 10);
    m_hint->setWordWrap(true);
    auto *corner = new QWidget(this);
    auto *buttons = new QHBoxLayout(corner);
    buttons->setContentsMargins(0, 3, 12, 3);
    buttons->setSpacing(8);
    buttons->addWidget(m_unbind);
    buttons->addWidget(m_bind);
    m_tabs->setCornerWidget(corner);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(m_hint);
    connect(m_bind, &QPushButton::clicked, this, &BindingsPanel::bindRequested);
    connect(m_unbind, &QPushButton::clicked, this, &BindingsPanel::unbindSelected);
    connect(m_tabs, &QTabWidget::currentChanged, this, &BindingsPanel::refresh);
    for (models::BindingFilterProxy *proxy : {m_from, m_to}) {
        connect(proxy, &QAbstractItemModel::rowsInserted, this, &BindingsPanel::refresh);
        connect(proxy, &QAbstractItemModel::rowsRemoved, this, &BindingsPanel::refresh);
    }
    refresh();
}

widgets::ListView *BindingsPanel::makeList(models::BindingFilterProxy *proxy, const QString &name)
{
    auto *list = new widgets::ListView(this);
    list->setAccessibleName(name);
    list->setModel(proxy);
    list->setColumnWidths({180, 0, 240, 200, 90});
    list->setStretchColumn(BindingModel::RoutingKey);
    list->sortByColumn(BindingModel::RoutingKey, Qt::AscendingOrder);
    connect(list, &widgets::ListView::rowSelected, this, &BindingsPanel::refresh);
    auto *unbind = new QAction(tr("Unbind"), list);
    unbind->setShortcut(QKeySequence::Delete);
    unbind->setShortcutContext(Qt::WidgetShortcut);
    connect(unbind, &QAction::triggered, this, &BindingsPanel::unbindSelected);
    list->addAction(unbind);
    list->setContextMenuPolicy(Qt::ActionsContextMenu);
    return list;
}

void BindingsPanel::setExchange(const engine::ExchangeSnapshot *exchange)
{
    engine::ExchangeSpec spec;
    // No virtual host has an empty name, so nothing matches without an exchange.
    spec.virtualHost.clear();
    if (exchange)
        spec = exchange->spec;
    m_exchange = models::exchangeLabel(spec.name);
    m_isDefault = exchange && spec.name.isEmpty();
    m_from->showFrom(spec.virtualHost, spec.name);
    m_to->showTo(spec.virtualHost, engine::DestinationType::Exchange, spec.name);
    setEnabled(exchange);
    refresh();
}

void BindingsPanel::addPage(QWidget *page, const QString &title)
{
    m_tabs->addTab(page, title);
}

widgets::ListView *BindingsPanel::current() const
{
    return m_tabs->currentIndex() == 0 ? m_outgoing : m_incoming;
}

void BindingsPanel::refresh()
{
    m_tabs->setTabText(0, tr("From %1  %2").arg(m_exchange, theme::formatCount(quint64(m_from->rowCount()))));
    m_tabs->setTabText(1, tr("To %1  %2").arg(m_exchange, theme::formatCount(quint64(m_to->rowCount()))));
    const bool isList = m_tabs->currentIndex() <= 1;
    const QModelIndex row = isList ? current()->selectedRow() : QModelIndex();
    const bool implicit = row.isValid() && row.data(models::SnapshotRole).value<engine::BindingSnapshot>().implicit;
    m_unbind->setEnabled(row.isValid() && !implicit);
    m_bind->setEnabled(isEnabled() && !m_isDefault);
    if (!isList)
        m_hint->clear();
    else if (m_isDefault)
        m_hint->setText(
            tr("The default exchange has every queue by its name. Its bindings come and go with the queues."));
    else if (m_tabs->currentIndex() == 0 && m_from->rowCount() == 0)
        m_hint->setText(tr("Nothing is bound to %1: what is published to it is dropped, or returned when mandatory.")
                            .arg(m_exchange));
    else if (m_tabs->currentIndex() == 1 && m_to->rowCount() == 0)
        m_hint->setText(tr("No other exchange feeds %1.").arg(m_exchange));
    else
        m_hint->clear();
    m_hint->setVisible(isEnabled() && !m_hint->text().isEmpty());
}

void BindingsPanel::unbindSelected()
{
    const QModelIndex row = current()->selectedRow();
    if (!row.isValid())
        return;
    const auto binding = row.data(models::SnapshotRole).value<engine::BindingSnapshot>();
    if (!binding.implicit)
        Q_EMIT unbindRequested(binding.spec);
}

} // namespace ui::pages
