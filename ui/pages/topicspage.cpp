// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/topicspage.h"

#include "ui/actions/topicactions.h"
#include "ui/models/topicmodel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::TopicActions;
using engine::TopicSnapshot;
using models::TopicModel;

TopicsPage::TopicsPage(engine::BrokerSession &session, TopicActions &actions, QWidget *parent)
    : ListPage(session, u"topics"_s, tr("Topics"), parent)
    , m_topicActions(actions)
    , m_model(new TopicModel(this))
{
    setModel(m_model);
    view()->setColumnWidths({-96, 0, 90, 110, 90, 80, 80, 150, 70});
    view()->setStretchColumn(TopicModel::Name);
    view()->sortByColumn(TopicModel::Name, Qt::AscendingOrder);
    auto *create = new QPushButton(tr("New topic…"), this);
    connect(create, &QPushButton::clicked, &actions, &TopicActions::newTopic);
    addButton(create);
    connect(stateView(), &widgets::StateView::actionTriggered, this, [this] {
        if (stateView()->kind() == widgets::StateView::Kind::Empty)
            m_topicActions.newTopic();
    });
    connect(&actions, &TopicActions::topicSaved, this, [this](const engine::TopicSpec &spec) { m_wanted = spec.name; });
    makeActions();
}

void TopicsPage::makeActions()
{
    QAction *open = addPageAction(tr("Open"), {}, Place::Primary);
    connect(open, &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.openTopic(*topic);
    });
    connect(view(), &widgets::ListView::opened, open, &QAction::trigger);
    connect(addPageAction(tr("Edit settings…"), {}), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.editTopic(*topic);
    });
    connect(addPageAction(tr("Clear messages…"), {}), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.clearTopic(*topic);
    });
    connect(addPageAction(tr("Recreate…"), {}), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.recreateTopic(*topic);
    });
    connect(addPageAction(tr("Step through by hand"), {}, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.stepThrough(*topic);
    });
    connect(addPageAction(tr("Replay…"), {}), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.replayTopic(*topic);
    });
    connect(addPageAction(tr("Delete…"), QKeySequence::Delete), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            m_topicActions.deleteTopic(*topic);
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const TopicSnapshot *topic = selected())
            QGuiApplication::clipboard()->setText(topic->spec.name);
    });
}

const TopicSnapshot *TopicsPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

std::vector<engine::SubscriptionPtr> TopicsPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchTopics(this, [this](const QList<TopicSnapshot> &topics) {
        m_model->update(topics);
        for (const TopicSnapshot &topic : topics) {
            if (topic.spec.name == m_wanted) {
                selectId(topic.id.v);
                m_wanted.clear();
            }
        }
        snapshotTaken();
    }));
    return watching;
}

void TopicsPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No topics"),
               tr("A topic is a log: reading takes nothing out of it, and each reader has a place of its own."));
    state.setAction(tr("New topic…"));
}

void TopicsPage::selectionMoved(const QModelIndex &sourceRow)
{
    actionBar()->setSubject(sourceRow.isValid() ? m_model->at(sourceRow.row()).spec.name : QString());
}

} // namespace ui::pages
