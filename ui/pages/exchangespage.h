// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangesPage: all exchanges with their rates, and the bindings of the selected one.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

namespace ui::actions {
class BrokerActions;
}
namespace ui::models {
class BindingModel;
class ExchangeModel;
} // namespace ui::models

namespace ui::pages {

class BindingsPanel;
class HistoryCharts;

class ExchangesPage final : public ListPage
{
    Q_OBJECT
public:
    ExchangesPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter exchanges"); }
    const engine::ExchangeSnapshot *selected() const;
    BindingsPanel *bindings() const { return m_panel; }
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("exchanges"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();
    void addBinding();

    actions::BrokerActions &m_brokerActions;
    models::ExchangeModel *m_model;
    models::BindingModel *m_bindings;
    BindingsPanel *m_panel;
    HistoryCharts *m_charts;
    QAction *m_publish = nullptr;
    QAction *m_bind = nullptr;
    QAction *m_delete = nullptr;
};

} // namespace ui::pages
