// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/exchangespage.h"

#include "ui/actions/brokeractions.h"
#include "ui/models/bindingmodel.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/features.h"
#include "ui/pages/bindingspanel.h"
#include "ui/pages/historycharts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLayout>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using models::ExchangeModel;

ExchangesPage::ExchangesPage(engine::BrokerSession &session, BrokerActions &actions, QWidget *parent)
    : ListPage(session, u"exchanges"_s, tr("Exchanges"), parent)
    , m_brokerActions(actions)
    , m_model(new ExchangeModel(this))
    , m_bindings(new models::BindingModel(this))
    , m_panel(new BindingsPanel(*m_bindings, this))
    , m_charts(new HistoryCharts(session, engine::HistorySubject::Kind::Exchange, this))
{
    setModel(m_model);
    m_charts->layout()->setContentsMargins(16, 6, 16, 8);
    m_panel->addPage(m_charts, tr("Charts"));
    setDetails(m_panel);
    view()->setColumnWidths({-96, 0, 84, 120, -110, 130, 130, 90});
    view()->setStretchColumn(ExchangeModel::Name);
    view()->sortByColumn(ExchangeModel::Name, Qt::AscendingOrder);
    auto *create = new QPushButton(tr("New exchange…"), this);
    connect(create, &QPushButton::clicked, &actions, &BrokerActions::newExchange);
    addButton(create);
    connect(m_panel, &BindingsPanel::unbindRequested, &actions, &BrokerActions::unbind);
    connect(m_panel, &BindingsPanel::bindRequested, this, &ExchangesPage::addBinding);
    makeActions();
    m_panel->setExchange(nullptr);
}

void ExchangesPage::makeActions()
{
    m_publish = addPageAction(tr("Publish here…"), {}, Place::Primary);
    connect(m_publish, &QAction::triggered, this, [this] {
        if (const engine::ExchangeSnapshot *exchange = selected())
            m_brokerActions.publishTo(exchange->spec.virtualHost, exchange->spec.name, {});
    });
    connect(view(), &widgets::ListView::opened, m_publish, &QAction::trigger);
    m_bind = addPageAction(tr("Add binding…"), {});
    connect(m_bind, &QAction::triggered, this, &ExchangesPage::addBinding);
    m_delete = addPageAction(tr("Delete…"), QKeySequence::Delete);
    connect(m_delete, &QAction::triggered, this, [this] {
        const engine::ExchangeSnapshot *exchange = selected();
        if (exchange && !exchange->predeclared)
            m_brokerActions.deleteExchange(*exchange);
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const engine::ExchangeSnapshot *exchange = selected())
            QGuiApplication::clipboard()->setText(exchange->spec.name);
    });
    // Delete in the list of bindings unbinds there; on the page it would be ambiguous.
    m_delete->setShortcutContext(Qt::WidgetShortcut);
    view()->addAction(m_delete);
}

const engine::ExchangeSnapshot *ExchangesPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

void ExchangesPage::addBinding()
{
    const engine::ExchangeSnapshot *exchange = selected();
    if (!exchange)
        return;
    engine::BindingSpec start;
    start.virtualHost = exchange->spec.virtualHost;
    start.source = exchange->spec.name;
    m_brokerActions.newBinding(start);
}

std::vector<engine::SubscriptionPtr> ExchangesPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchExchanges(this, [this](const QList<engine::ExchangeSnapshot> &exchanges) {
        m_model->update(exchanges);
        snapshotTaken();
    }));
    watching.push_back(session().watchBindings(
        this, [this](const QList<engine::BindingSnapshot> &bindings) { m_bindings->update(bindings); }));
    return watching;
}

void ExchangesPage::restoreLayout(settings::Settings &settings)
{
    ListPage::restoreLayout(settings);
    m_charts->restore(settings);
}

void ExchangesPage::saveLayout(settings::Settings &settings) const
{
    ListPage::saveLayout(settings);
    m_charts->save(settings);
}

void ExchangesPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No exchanges"),
               tr("The pre-declared exchanges appear as soon as the broker runs."));
}

void ExchangesPage::selectionMoved(const QModelIndex &sourceRow)
{
    const engine::ExchangeSnapshot *exchange = sourceRow.isValid() ? &m_model->at(sourceRow.row()) : nullptr;
    m_panel->setExchange(exchange);
    m_charts->setSubject(exchange ? std::optional(engine::HistorySubject::of(exchange->id)) : std::nullopt);
    m_bind->setEnabled(exchange && !exchange->spec.name.isEmpty());
    m_delete->setEnabled(exchange && !exchange->predeclared);
    m_delete->setToolTip(exchange && exchange->predeclared ? tr("A pre-declared exchange stays.") : QString());
    m_publish->setEnabled(exchange && !exchange->spec.internal);
    actionBar()->setSubject(exchange ? models::exchangeLabel(exchange->spec.name) : QString());
}

} // namespace ui::pages
