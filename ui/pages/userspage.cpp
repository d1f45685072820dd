// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/userspage.h"

#include "ui/actions/accessactions.h"
#include "ui/models/usermodel.h"
#include "ui/pages/permissionspanel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::AccessActions;
using models::UserModel;

UsersPage::UsersPage(engine::BrokerSession &session, AccessActions &actions, QWidget *parent)
    : ListPage(session, u"users"_s, tr("Users"), parent)
    , m_accessActions(actions)
    , m_model(new UserModel(this))
    , m_panel(new PermissionsPanel(actions, this))
{
    setModel(m_model);
    setDetails(m_panel);
    view()->setColumnWidths({128, 150, 0, 84, 170, 94, 78});
    view()->setStretchColumn(UserModel::VirtualHosts);
    view()->sortByColumn(UserModel::Name, Qt::AscendingOrder);
    auto *create = new QPushButton(tr("New user…"), this);
    connect(create, &QPushButton::clicked, &actions, &AccessActions::newUser);
    addButton(create);
    connect(&actions, &AccessActions::userSaved, this, [this](const QString &name) { selectId(name); });
    makeActions();
    m_panel->setUser(nullptr);
}

void UsersPage::makeActions()
{
    QAction *edit = addPageAction(tr("Edit…"), {}, Place::Primary);
    connect(edit, &QAction::triggered, this, [this] {
        if (const engine::UserSnapshot *user = selected())
            m_accessActions.editUser(*user);
    });
    connect(view(), &widgets::ListView::opened, edit, &QAction::trigger);
    connect(addPageAction(tr("Set permissions…"), {}), &QAction::triggered, this, [this] {
        if (const engine::UserSnapshot *user = selected())
            m_accessActions.setPermissions({user->name, u"/"_s, u".*"_s, u".*"_s, u".*"_s});
    });
    connect(addPageAction(tr("Set topic permissions…"), {}), &QAction::triggered, this, [this] {
        if (const engine::UserSnapshot *user = selected())
            m_accessActions.setTopicPermissions({user->name, u"/"_s, {}, u".*"_s, u".*"_s});
    });
    QAction *remove = addPageAction(tr("Delete…"), QKeySequence::Delete);
    connect(remove, &QAction::triggered, this, [this] {
        if (const engine::UserSnapshot *user = selected())
            m_accessActions.deleteUser(*user);
    });
    connect(addPageAction(tr("Copy name"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this, [this] {
        if (const engine::UserSnapshot *user = selected())
            QGuiApplication::clipboard()->setText(user->name);
    });
    // Delete in the list of permissions clears there; on the page it would be ambiguous.
    remove->setShortcutContext(Qt::WidgetShortcut);
    view()->addAction(remove);
}

const engine::UserSnapshot *UsersPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

std::vector<engine::SubscriptionPtr> UsersPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchUsers(this, [this](const QList<engine::UserSnapshot> &users) {
        m_model->update(users);
        snapshotTaken();
        m_panel->setUser(selected());
    }));
    return watching;
}

void UsersPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("No users"),
               tr("Nobody can log in but the owner of the local socket. Make one with “New user…”."));
}

void UsersPage::selectionMoved(const QModelIndex &sourceRow)
{
    const engine::UserSnapshot *user = sourceRow.isValid() ? &m_model->at(sourceRow.row()) : nullptr;
    m_panel->setUser(user);
    actionBar()->setSubject(user ? user->name : QString());
}

} // namespace ui::pages
