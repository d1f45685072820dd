// SPDX-License-Identifier: GPL-3.0-or-later
// GroupsPage: all consumer groups; of the selected one how far it has come in each partition, its members, and how far behind it was
// over the last hour.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

class QTabWidget;

namespace ui::actions {
class GroupActions;
}
namespace ui::models {
class GroupMemberModel;
class GroupModel;
class GroupPlaceModel;
} // namespace ui::models
namespace ui::pages {

class HistoryCharts;

class GroupsPage final : public ListPage
{
    Q_OBJECT
public:
    GroupsPage(engine::BrokerSession &session, actions::GroupActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter consumer groups"); }
    const engine::GroupSnapshot *selected() const;
    /// Selects this one, now or as soon as it is there.
    void selectGroup(const QString &virtualHost, const QString &name);
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("consumer groups"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();
    QWidget *makeDetails();
    widgets::ListView *makeList(QAbstractItemModel *model, const QString &name);
    void refreshDetails();

    actions::GroupActions &m_groupActions;
    models::GroupModel *m_model;
    models::GroupPlaceModel *m_places;
    models::GroupMemberModel *m_members;
    QTabWidget *m_tabs = nullptr;
    HistoryCharts *m_charts = nullptr;
    QAction *m_delete = nullptr;
};

} // namespace ui::pages
