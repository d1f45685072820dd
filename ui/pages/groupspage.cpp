// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/groupspage.h"

#include "ui/actions/groupactions.h"
#include "ui/models/groupmodel.h"
#include "ui/models/roles.h"
#include "ui/pages/historycharts.h"
#include "ui/theme/format.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLayout>
#include <QSortFilterProxyModel>
#include <QTabWidget>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::GroupActions;
using engine::GroupSnapshot;
using models::GroupModel;

GroupsPage::GroupsPage(engine::BrokerSession &session, GroupActions &actions, QWidget *parent)
    : ListPage(session, u"groups"_s, tr("Consumer groups"), parent)
    , m_groupActions(actions)
    , m_model(new GroupModel(this))
    , m_places(new models::GroupPlaceModel(this))
    , m_members(new models::GroupMemberModel(this))
{
    setModel(m_model);
    setDetails(makeDetails());
    view()->setColumnWidths({-96, 0, 170, 90, 80, 110, 110, 120});
    view()->setStretchColumn(GroupModel::Name);
    view()->sortByColumn(GroupModel::Name, Qt::AscendingOrder);
    makeActions();
    refreshDetails();
}

widgets::ListView *GroupsPage::makeList(QAbstractItemModel *model, const QString &name)
{
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(model);
    proxy->setSortRole(models::SortRole);
    auto *list = new widgets::ListView(this);
    list->setAccessibleName(name);
    list->setModel(proxy);
    return list;
}

QWidget *GroupsPage::makeDetails()
{
    widgets::ListView *places = makeList(m_places, tr("Partitions that the group reads"));
    places->setColumnWidths({0, 90, 160, 130, 120, 130, 100, 110});
    places->setStretchColumn(models::GroupPlaceModel::Topic);
    places->sortByColumn(models::GroupPlaceModel::Topic, Qt::AscendingOrder);
    widgets::ListView *members = makeList(m_members, tr("Members of the group"));
    members->setColumnWidths({180, 130, 0, 130, 280});
    members->setStretchColumn(models::GroupMemberModel::Assignment);
    members->sortByColumn(models::GroupMemberModel::ClientId, Qt::AscendingOrder);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(places, {});
    m_tabs->addTab(members, {});
    m_charts = new HistoryCharts(session(), engine::HistorySubject::Kind::Group, this);
    m_charts->layout()->setContentsMargins(16, 6, 16, 8);
    m_tabs->addTab(m_charts, tr("Lag history"));
    return m_tabs;
}

void GroupsPage::makeActions()
{
    QAction *reset = addPageAction(tr("Reset offsets…"), {}, Place::Primary);
    connect(reset, &QAction::triggered, this, [this] {
        if (const GroupSnapshot *group = selected())
            m_groupActions.resetOffsets(*group);
    });
    connect(view(), &widgets::ListView::opened, reset, &QAction::trigger);
    m_delete = addPageAction(tr("Delete…"), QKeySequence::Delete);
    connect(m_delete, &QAction::triggered, this, [this] {
        if (const GroupSnapshot *group = selected())
            m_groupActions.deleteGroup(*group);
    });
    connect(addPageAction(tr("Copy group ID"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const GroupSnapshot *group = selected())
            QGuiApplication::clipboard()->setText(group->name);
    });
}

const GroupSnapshot *GroupsPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

void GroupsPage::selectGroup(const QString &virtualHost, const QString &name)
{
    selectId(QString(virtualHost + u'\n' + name));
}

std::vector<engine::SubscriptionPtr> GroupsPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchGroups(this, [this](const QList<GroupSnapshot> &groups) {
        m_model->update(groups);
        snapshotTaken();
        refreshDetails();
    }));
    return watching;
}

void GroupsPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No consumer groups"),
               tr("Consumers that share a topic's partitions under one group.id appear here, with how far they have "
                  "come. A group stays when its members go, so that they find their place again."));
}

void GroupsPage::refreshDetails()
{
    const GroupSnapshot *group = selected();
    const GroupSnapshot shown = group ? *group : GroupSnapshot();
    m_places->update(models::placesOf(shown));
    m_members->update(shown.members);
    m_tabs->setTabText(0, tr("Offsets  %1").arg(theme::formatCount(quint64(m_places->rowCount()))));
    m_tabs->setTabText(1, tr("Members  %1").arg(theme::formatCount(quint64(m_members->rowCount()))));
    m_tabs->setEnabled(group);
    m_charts->setSubject(group ? std::optional(engine::HistorySubject::ofGroup(group->virtualHost, group->name))
                               : std::nullopt);
    m_delete->setEnabled(group && group->members.isEmpty());
    m_delete->setToolTip(group && !group->members.isEmpty() ? tr("A group with members stays.") : QString());
}

void GroupsPage::restoreLayout(settings::Settings &settings)
{
    ListPage::restoreLayout(settings);
    m_charts->restore(settings);
}

void GroupsPage::saveLayout(settings::Settings &settings) const
{
    ListPage::saveLayout(settings);
    m_charts->save(settings);
}

void GroupsPage::selectionMoved(const QModelIndex &sourceRow)
{
    actionBar()->setSubject(sourceRow.isValid() ? m_model->at(sourceRow.row()).name : QString());
    refreshDetails();
}

} // namespace ui::pages
