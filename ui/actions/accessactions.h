// SPDX-License-Identifier: GPL-3.0-or-later
// AccessActions: what a user of the window can do to virtual hosts, users and permissions. Opens the forms and reports what
// happened through BrokerActions, as everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class AccessActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    AccessActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    void newVirtualHost() { openVirtualHost(std::nullopt); }
    void editVirtualHost(const engine::VirtualHostSnapshot &host) { openVirtualHost(host); }
    void deleteVirtualHost(const engine::VirtualHostSnapshot &host);
    void newUser() { openUser(std::nullopt); }
    void editUser(const engine::UserSnapshot &user) { openUser(user); }
    void deleteUser(const engine::UserSnapshot &user);
    /// User or virtual host may be empty: chosen in the form.
    void setPermissions(const engine::PermissionSpec &start);
    void setTopicPermissions(const engine::TopicPermissionSpec &start);
    void clearPermissions(const engine::PermissionSpec &permissions);
    void clearTopicPermissions(const engine::TopicPermissionSpec &permissions);

Q_SIGNALS:
    void virtualHostSaved(const QString &name);
    void userSaved(const QString &name);

private:
    void openVirtualHost(const std::optional<engine::VirtualHostSnapshot> &host);
    void openUser(const std::optional<engine::UserSnapshot> &user);
    void report(QFuture<engine::Result<void>> future, const QString &done);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
};

} // namespace ui::actions
