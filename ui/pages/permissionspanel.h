// SPDX-License-Identifier: GPL-3.0-or-later
// PermissionsPanel: what one user may do: a row for each virtual host, and for each topic exchange with rules of its own.
// Owner: UsersPage. Thread: ui.
#pragma once

#include <engine/access.h>

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;

namespace ui::actions {
class AccessActions;
}
namespace ui::models {
class PermissionModel;
struct PermissionEntry;
} // namespace ui::models
namespace ui::widgets {
class ListView;
}

namespace ui::pages {

class PermissionsPanel final : public QWidget
{
    Q_OBJECT
public:
    PermissionsPanel(actions::AccessActions &actions, QWidget *parent);

    void setUser(const engine::UserSnapshot *user);
    widgets::ListView *list() const { return m_list; }
    QPushButton *clearButton() const { return m_clear; }

private:
    const models::PermissionEntry *selected() const;
    void refresh();
    void editSelected();
    void clearSelected();

    actions::AccessActions &m_actions;
    models::PermissionModel *m_model;
    QSortFilterProxyModel *m_proxy;
    widgets::ListView *m_list;
    QLabel *m_title;
    QLabel *m_hint;
    QPushButton *m_edit;
    QPushButton *m_clear;
    QString m_user;
};

} // namespace ui::pages
