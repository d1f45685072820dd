// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/policiespage.h"

#include "ui/actions/definitionactions.h"
#include "ui/models/policymatches.h"
#include "ui/models/policymodel.h"
#include "ui/widgets/listdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::DefinitionActions;
using models::PolicyMatchModel;
using models::PolicyModel;

PoliciesPage::PoliciesPage(engine::BrokerSession &session, DefinitionActions &actions, QWidget *parent)
    : ListPage(session, u"policies"_s, tr("Policies"), parent)
    , m_definitionActions(actions)
    , m_model(new PolicyModel(this))
    , m_matches(new PolicyMatchModel(this))
    , m_matchesText(new QLabel(this))
{
    setModel(m_model);
    setDetails(makeDetails());
    view()->setColumnWidths({-96, 140, 116, 104, 84, 0, 62, 66, 84});
    view()->setStretchColumn(PolicyModel::Definition);
    view()->sortByColumn(PolicyModel::Name, Qt::AscendingOrder);
    auto *create = new QPushButton(tr("New policy…"), this);
    connect(create, &QPushButton::clicked, &actions, &DefinitionActions::newPolicy);
    addButton(create);
    connect(&actions, &DefinitionActions::policySaved, this,
            [this](const engine::PolicySpec &spec) { selectId(PolicyModel::idOf(spec)); });
    makeActions();
}

QWidget *PoliciesPage::makeDetails()
{
    auto *panel = new QWidget(this);
    auto *rows = new QVBoxLayout(panel);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->setSpacing(6);
    m_matchesText->setContentsMargins(14, 0, 14, 0);
    m_matchesText->setWordWrap(true);
    auto *list = new widgets::ListView(panel);
    list->setModel(m_matches);
    list->setItemDelegate(new widgets::ListDelegate(list));
    list->setSortingEnabled(false);
    list->setColumnWidths({96, 0, 200});
    list->setStretchColumn(PolicyMatchModel::Name);
    list->setAccessibleName(tr("What the policy matches"));
    rows->addWidget(m_matchesText);
    rows->addWidget(list, 1);
    return panel;
}

void PoliciesPage::makeActions()
{
    QAction *edit = addPageAction(tr("Edit…"), {}, Place::Primary);
    connect(edit, &QAction::triggered, this, [this] {
        if (const engine::PolicySnapshot *policy = selected())
            m_definitionActions.editPolicy(policy->spec);
    });
    connect(view(), &widgets::ListView::opened, edit, &QAction::trigger);
    connect(addPageAction(tr("Copy…"), {}), &QAction::triggered, this, [this] {
        if (const engine::PolicySnapshot *policy = selected())
            m_definitionActions.copyPolicy(policy->spec);
    });
    connect(addPageAction(tr("Delete…"), QKeySequence::Delete), &QAction::triggered, this, [this] {
        if (const engine::PolicySnapshot *policy = selected())
            m_definitionActions.deletePolicy(*policy);
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const engine::PolicySnapshot *policy = selected())
            QGuiApplication::clipboard()->setText(policy->spec.name);
    });
}

const engine::PolicySnapshot *PoliciesPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

std::vector<engine::SubscriptionPtr> PoliciesPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchPolicies(this, [this](const QList<engine::PolicySnapshot> &policies) {
        m_policies = policies;
        m_model->update(policies);
        snapshotTaken();
        showMatches();
    }));
    watching.push_back(session().watchQueues(
        this,
        [this](const QList<engine::QueueSnapshot> &queues) {
            m_queues = queues;
            showMatches();
        },
        1));
    watching.push_back(session().watchExchanges(
        this,
        [this](const QList<engine::ExchangeSnapshot> &exchanges) {
            m_exchanges = exchanges;
            showMatches();
        },
        1));
    return watching;
}

void PoliciesPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No policies"),
               tr("A policy gives arguments to all queues or exchanges whose names match a pattern, those that are "
                  "there already included: limits, times to live, dead letters. Make one with “New policy…”."));
}

void PoliciesPage::selectionMoved(const QModelIndex &sourceRow)
{
    actionBar()->setSubject(sourceRow.isValid() ? m_model->at(sourceRow.row()).spec.name : QString());
    showMatches();
}

void PoliciesPage::showMatches()
{
    const engine::PolicySnapshot *policy = selected();
    const QList<models::PolicyMatch> matches =
        policy ? models::matchesOf(policy->spec, m_queues, m_exchanges, m_policies) : QList<models::PolicyMatch>();
    m_matches->update(matches);
    m_matchesText->setText(policy ? tr("%1 %2.").arg(policy->spec.name, models::matchesText(matches))
                                  : tr("Select a policy to see what it matches."));
}

} // namespace ui::pages
