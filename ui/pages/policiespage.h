// SPDX-License-Identifier: GPL-3.0-or-later
// PoliciesPage: all policies and operator policies, and what the selected one matches.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

class QLabel;

namespace ui::actions {
class DefinitionActions;
}
namespace ui::models {
class PolicyMatchModel;
class PolicyModel;
} // namespace ui::models

namespace ui::pages {

class PoliciesPage final : public ListPage
{
    Q_OBJECT
public:
    PoliciesPage(engine::BrokerSession &session, actions::DefinitionActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter policies"); }
    const engine::PolicySnapshot *selected() const;
    models::PolicyMatchModel *matches() const { return m_matches; }

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("policies"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();
    QWidget *makeDetails();
    void showMatches();

    actions::DefinitionActions &m_definitionActions;
    models::PolicyModel *m_model;
    models::PolicyMatchModel *m_matches;
    QLabel *m_matchesText;
    QList<engine::QueueSnapshot> m_queues;
    QList<engine::ExchangeSnapshot> m_exchanges;
    QList<engine::PolicySnapshot> m_policies;
};

} // namespace ui::pages
