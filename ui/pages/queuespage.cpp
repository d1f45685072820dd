// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/queuespage.h"

#include "ui/actions/brokeractions.h"
#include "ui/models/queuemodel.h"
#include "ui/models/streams.h"
#include "ui/theme/format.h"
#include "ui/widgets/connectsnippet.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using models::QueueModel;

QueuesPage::QueuesPage(engine::BrokerSession &session, BrokerActions &actions, QWidget *parent)
    : ListPage(session, u"queues"_s, tr("Queues"), parent)
    , m_brokerActions(actions)
    , m_model(new QueueModel(this))
    , m_snippet(new widgets::ConnectSnippet)
{
    setModel(m_model);
    view()->setColumnWidths({-96, 0, -76, 128, -110, 84, 72, 62, 70, 60, 90, 92, 58, -84});
    view()->setStretchColumn(QueueModel::Name);
    view()->setSpareColumns({QueueModel::Total, QueueModel::Ack, QueueModel::Features, QueueModel::LevelBar});
    view()->sortByColumn(QueueModel::Name, Qt::AscendingOrder);
    stateView()->setTeaching(m_snippet);
    auto *create = new QPushButton(tr("New queue…"), this);
    connect(create, &QPushButton::clicked, &actions, &BrokerActions::newQueue);
    addButton(create);
    makeActions();
}

void QueuesPage::makeActions()
{
    QAction *open = addPageAction(tr("Open"), {}, Place::Primary);
    connect(open, &QAction::triggered, this, [this] { withSelected(&BrokerActions::openQueue); });
    connect(view(), &widgets::ListView::opened, open, &QAction::trigger);
    connect(addPageAction(tr("Publish to it…"), {}), &QAction::triggered, this, [this] {
        // Through the default exchange, which has every queue by its name.
        if (const engine::QueueSnapshot *queue = selected())
            m_brokerActions.publishTo(queue->spec.virtualHost, {}, queue->spec.name);
    });
    connect(addPageAction(tr("Bind…"), {}), &QAction::triggered, this, [this] {
        if (const engine::QueueSnapshot *queue = selected()) {
            engine::BindingSpec start;
            start.virtualHost = queue->spec.virtualHost;
            start.destination = queue->spec.name;
            m_brokerActions.newBinding(start);
        }
    });
    connect(addPageAction(tr("Replay…"), {}), &QAction::triggered, this,
            [this] { withSelected(&BrokerActions::replayQueue); });
    connect(addPageAction(tr("Consume by hand"), {}, Place::MenuOnly), &QAction::triggered, this,
            [this] { withSelected(&BrokerActions::consumeByHand); });
    m_pause = addPageAction(tr("Pause"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), Place::MenuOnly);
    connect(m_pause, &QAction::triggered, this, [this] { withSelected(&BrokerActions::togglePaused); });
    connect(addPageAction(tr("Purge"), QKeySequence(Qt::CTRL | Qt::Key_Backspace)), &QAction::triggered, this,
            [this] { withSelected(&BrokerActions::purgeQueue); });
    connect(addPageAction(tr("Delete…"), QKeySequence::Delete), &QAction::triggered, this,
            [this] { withSelected(&BrokerActions::deleteQueue); });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const engine::QueueSnapshot *queue = selected())
            QGuiApplication::clipboard()->setText(queue->spec.name);
    });
}

const engine::QueueSnapshot *QueuesPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

void QueuesPage::withSelected(void (BrokerActions::*action)(const engine::QueueSnapshot &))
{
    if (const engine::QueueSnapshot *queue = selected())
        (m_brokerActions.*action)(*queue);
}

std::vector<engine::SubscriptionPtr> QueuesPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(models::watchQueuesProper(session(), this, [this](const QList<engine::QueueSnapshot> &queues) {
        m_model->update(queues);
        refreshPause();
        snapshotTaken();
    }));
    return watching;
}

void QueuesPage::showEmpty(widgets::StateView &state)
{
    m_snippet->setListeners(session().listeners());
    state.show(widgets::StateView::Kind::Empty, tr("No queues yet"),
               tr("Clients declare the queues they need, so connecting one is enough. This one makes a queue and "
                  "leaves a message in it; "
                  "or use “New queue…” above."));
}

void QueuesPage::refreshPause()
{
    const engine::QueueSnapshot *queue = selected();
    m_pause->setEnabled(queue);
    m_pause->setText(queue && queue->state == engine::QueueSnapshot::State::Paused ? tr("Resume") : tr("Pause"));
}

void QueuesPage::selectionMoved(const QModelIndex &sourceRow)
{
    refreshPause();
    if (!sourceRow.isValid()) {
        actionBar()->setSubject({});
        return;
    }
    const engine::QueueSnapshot &queue = m_model->at(sourceRow.row());
    actionBar()->setSubject(queue.spec.name);
    actionBar()->setHint(queue.consumers ? theme::formatCounted(queue.consumers, tr("%1 consumer"), tr("%1 consumers"))
                                         : tr("no consumer"));
}

} // namespace ui::pages
