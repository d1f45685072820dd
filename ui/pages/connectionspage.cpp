// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connectionspage.h"

#include "ui/actions/brokeractions.h"
#include "ui/models/connectionmodel.h"
#include "ui/models/roles.h"
#include "ui/pages/clienteventspanel.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/measures.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/widgets/connectsnippet.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using models::ConnectionModel;

ConnectionsPage::ConnectionsPage(engine::BrokerSession &session, BrokerActions &actions, QWidget *parent)
    : ListPage(session, u"connections"_s, tr("Connections"), parent)
    , m_brokerActions(actions)
    , m_model(new ConnectionModel(this))
    , m_waiting(new QLabel(this))
    , m_events(new ClientEventsPanel(this))
    , m_charts(new HistoryCharts(session, engine::HistorySubject::Kind::Connection, this))
    , m_snippet(new widgets::ConnectSnippet)
{
    setModel(m_model);
    m_charts->setProperty("surface", u"foot"_s);
    m_charts->setAttribute(Qt::WA_StyledBackground);
    m_charts->layout()->setContentsMargins(16, 6, 16, 8);
    m_charts->setMaximumHeight(chartsHeight);
    m_charts->hide();
    setDetails(m_charts);
    view()->setRootIsDecorated(true);
    view()->setIndentation(18);
    view()->setColumnWidths({0, -90, -96, 96, -56, -110, 148, -80, 72, 72, -104, 68, -72, -130, 94, 62, -100, -96});
    view()->setStretchColumn(ConnectionModel::Name);
    view()->setSpareColumns({ConnectionModel::Mode, ConnectionModel::Prefetch});
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
    m_waiting->setProperty("surface", u"warning"_s);
    m_waiting->setWordWrap(true);
    m_waiting->setTextFormat(Qt::PlainText);
    m_waiting->setContentsMargins(16, 7, 16, 7);
    m_waiting->hide();
    addStrip(m_waiting);
    addFoot(m_events);
    QAction *close = addPageAction(tr("Close connection…"), QKeySequence::Delete);
    connect(close, &QAction::triggered, this, [this] {
        if (const QModelIndex row = selectedSourceRow(); row.isValid())
            m_brokerActions.closeConnection(m_model->connectionOf(row));
    });
    m_cancel = addPageAction(tr("Cancel consumer…"), {});
    m_cancel->setVisible(false);
    connect(m_cancel, &QAction::triggered, this, [this] {
        if (const QModelIndex row = selectedSourceRow(); row.isValid())
            m_brokerActions.cancelConsumer(row.data(models::SnapshotRole).value<engine::ConsumerSnapshot>());
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
        m_waitingNames.clear();
        m_waitingReasons.clear();
        for (const engine::ConnectionSnapshot &connection : connections) {
            // Flow is over in a moment: a strip that comes and goes would only move the list about.
            if (connection.state != engine::ConnectionSnapshot::State::Blocked)
                continue;
            m_waitingNames << connection.name;
            if (!m_waitingReasons.contains(connection.waitsFor))
                m_waitingReasons << connection.waitsFor;
        }
        showWaiting();
        snapshotTaken();
    }));
    watching.push_back(session().watchOverview(this, [this](const engine::OverviewSnapshot &overview) {
        m_alarm = overview.alarm;
        showWaiting();
    }));
    watching.push_back(session().watchClientEvents(
        this, [this](const QList<engine::ClientEvent> &events) { m_events->showEvents(events); }));
    return watching;
}

// The alarm alone holds up nobody: who does not publish is not made to wait.
void ConnectionsPage::showWaiting()
{
    const QString reason = m_alarm.isEmpty() ? m_waitingReasons.join(u", "_s) : m_alarm;
    QString text;
    if (!m_waitingNames.isEmpty())
        text = tr("%1 (%2). The broker reads nothing more from them until that is over; consumers go on. Waiting: %3.")
                   .arg(theme::formatCounted(quint64(m_waitingNames.size()), tr("%1 connection waits"),
                                             tr("%1 connections wait")),
                        reason, m_waitingNames.join(u", "_s));
    else if (!m_alarm.isEmpty())
        text = tr("Publishers wait (%1). Nobody has tried to publish since; consumers go on.").arg(m_alarm);
    m_waiting->setText(text);
    m_waiting->setVisible(!text.isEmpty());
}

QString ConnectionsPage::waiting() const
{
    return m_waiting->isHidden() ? QString() : m_waiting->text();
}

void ConnectionsPage::restoreLayout(settings::Settings &settings)
{
    ListPage::restoreLayout(settings);
    m_charts->restore(settings);
    m_events->setOpen(settings.layout(u"connections/events"_s) == "open");
}

void ConnectionsPage::saveLayout(settings::Settings &settings) const
{
    ListPage::saveLayout(settings);
    m_charts->save(settings);
    settings.setLayout(u"connections/events"_s, m_events->isOpen() ? "open" : "closed");
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
    const bool isSelected = sourceRow.isValid();
    actionBar()->setSubject(isSelected ? m_model->connectionOf(sourceRow).name : QString());
    m_cancel->setVisible(isSelected && m_model->kindOf(sourceRow) == ConnectionModel::Kind::Consumer);
    m_charts->setSubject(isSelected ? std::optional(engine::HistorySubject::of(m_model->connectionOf(sourceRow).id))
                                    : std::nullopt);
    m_charts->setVisible(isSelected);
}

} // namespace ui::pages
