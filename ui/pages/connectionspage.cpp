// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connectionspage.h"

#include "ui/actions/brokeractions.h"
#include "ui/models/connectionmodel.h"
#include "ui/widgets/connectsnippet.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using models::ConnectionModel;

ConnectionsPage::ConnectionsPage(engine::BrokerSession &session, BrokerActions &actions, QWidget *parent)
    : ListPage(session, u"connections"_s, tr("Connections"), parent)
    , m_brokerActions(actions)
    , m_model(new ConnectionModel(this))
    , m_snippet(new widgets::ConnectSnippet)
{
    setModel(m_model);
    view()->setRootIsDecorated(true);
    view()->setIndentation(18);
    view()->setColumnWidths({0, -90, 80, -56, -110, 148, -80, 72, 72, -104, 68, -72, -130, 94, 62, -100, -96});
    view()->setStretchColumn(ConnectionModel::Name);
    view()->sortByColumn(ConnectionModel::Name, Qt::AscendingOrder);
    stateView()->setTeaching(m_snippet);
    m_folding = new QWidget(this);
    auto *expand = new QPushButton(tr("Expand all"), m_folding);
    auto *collapse = new QPushButton(tr("Collapse all"), m_folding);
    auto *buttons = new QHBoxLayout(m_folding);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    buttons->addWidget(expand);
    buttons->addWidget(collapse);
    connect(expand, &QPushButton::clicked, view(), &QTreeView::expandAll);
    connect(collapse, &QPushButton::clicked, view(), &QTreeView::collapseAll);
    addButton(m_folding);
    m_folding->hide();
    QAction *close = addPageAction(tr("Close connection…"), QKeySequence::Delete);
    connect(close, &QAction::triggered, this, [this] {
        if (const QModelIndex row = selectedSourceRow(); row.isValid())
            m_brokerActions.closeConnection(m_model->connectionOf(row));
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy), &QAction::triggered, this, [this] {
        if (const QModelIndex row = selectedSourceRow(); row.isValid())
            QGuiApplication::clipboard()->setText(row.siblingAtColumn(ConnectionModel::Name).data().toString());
    });
    connect(view(), &widgets::ListView::opened, this, [this](const QModelIndex &index) {
        view()->setExpanded(index.siblingAtColumn(0), !view()->isExpanded(index.siblingAtColumn(0)));
    });
}

std::vector<engine::SubscriptionPtr> ConnectionsPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchConnections(this, [this](const QList<engine::ConnectionSnapshot> &connections) {
        m_model->update(connections);
        m_folding->setVisible(!connections.isEmpty());
        snapshotTaken();
    }));
    return watching;
}

void ConnectionsPage::showEmpty(widgets::StateView &state)
{
    m_snippet->setListeners(session().listeners());
    state.show(
        widgets::StateView::Kind::Empty, tr("Nobody is connected"),
        tr("Any AMQP 0-9-1 client connects as it would to RabbitMQ: user guest, password guest, virtual host /."));
}

void ConnectionsPage::selectionMoved(const QModelIndex &sourceRow)
{
    actionBar()->setSubject(sourceRow.isValid() ? m_model->connectionOf(sourceRow).name : QString());
}

} // namespace ui::pages
