// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/virtualhostspage.h"

#include "ui/actions/accessactions.h"
#include "ui/models/virtualhostmodel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::AccessActions;
using models::VirtualHostModel;

VirtualHostsPage::VirtualHostsPage(engine::BrokerSession &session, AccessActions &actions, QWidget *parent)
    : ListPage(session, u"virtualHosts"_s, tr("Virtual hosts"), parent)
    , m_accessActions(actions)
    , m_model(new VirtualHostModel(this))
{
    setModel(m_model);
    view()->setColumnWidths({80, 0, 84, 190, 92, 82, 62, 56, 68});
    view()->setStretchColumn(VirtualHostModel::Description);
    view()->sortByColumn(VirtualHostModel::Name, Qt::AscendingOrder);
    auto *create = new QPushButton(tr("New virtual host…"), this);
    connect(create, &QPushButton::clicked, &actions, &AccessActions::newVirtualHost);
    addButton(create);
    connect(&actions, &AccessActions::virtualHostSaved, this, [this](const QString &name) { selectId(name); });
    makeActions();
}

void VirtualHostsPage::makeActions()
{
    QAction *edit = addPageAction(tr("Edit…"), {}, Place::Primary);
    connect(edit, &QAction::triggered, this, [this] {
        if (const engine::VirtualHostSnapshot *host = selected())
            m_accessActions.editVirtualHost(*host);
    });
    connect(view(), &widgets::ListView::opened, edit, &QAction::trigger);
    connect(addPageAction(tr("Set permissions…"), {}), &QAction::triggered, this, [this] {
        if (const engine::VirtualHostSnapshot *host = selected())
            m_accessActions.setPermissions({{}, host->spec.name, u".*"_s, u".*"_s, u".*"_s});
    });
    connect(addPageAction(tr("Delete…"), QKeySequence::Delete), &QAction::triggered, this, [this] {
        if (const engine::VirtualHostSnapshot *host = selected())
            m_accessActions.deleteVirtualHost(*host);
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const engine::VirtualHostSnapshot *host = selected())
            QGuiApplication::clipboard()->setText(host->spec.name);
    });
}

const engine::VirtualHostSnapshot *VirtualHostsPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

std::vector<engine::SubscriptionPtr> VirtualHostsPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchVirtualHosts(this, [this](const QList<engine::VirtualHostSnapshot> &hosts) {
        m_model->update(hosts);
        snapshotTaken();
    }));
    return watching;
}

void VirtualHostsPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No virtual host"),
               tr("Clients need one to connect: make one with “New virtual host…”. Most expect the name /."));
}

void VirtualHostsPage::selectionMoved(const QModelIndex &sourceRow)
{
    actionBar()->setSubject(sourceRow.isValid() ? m_model->at(sourceRow.row()).spec.name : QString());
}

} // namespace ui::pages
