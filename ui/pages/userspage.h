// SPDX-License-Identifier: GPL-3.0-or-later
// UsersPage: who may log in, and below the list what the selected one may do where.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

#include <engine/access.h>

namespace ui::actions {
class AccessActions;
}
namespace ui::models {
class UserModel;
}

namespace ui::pages {

class PermissionsPanel;

class UsersPage final : public ListPage
{
    Q_OBJECT
public:
    UsersPage(engine::BrokerSession &session, actions::AccessActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter users"); }
    const engine::UserSnapshot *selected() const;
    PermissionsPanel *permissions() const { return m_panel; }

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("users"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();

    actions::AccessActions &m_accessActions;
    models::UserModel *m_model;
    PermissionsPanel *m_panel;
};

} // namespace ui::pages
