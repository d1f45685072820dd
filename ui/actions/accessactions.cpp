// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/accessactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/async/whendone.h"
#include "ui/dialogs/accessforms.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using dialogs::ConfirmDialog;
using engine::BrokerSession;

AccessActions::AccessActions(BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

void AccessActions::openVirtualHost(const std::optional<engine::VirtualHostSnapshot> &host)
{
    auto *form = new dialogs::VirtualHostForm(m_session, host, m_window);
    connect(form, &dialogs::AccessForm::saved, this, [this, isNew = !host](const QString &name) {
        Q_EMIT m_actions.done(isNew ? tr("The virtual host %1 is there.").arg(name)
                                    : tr("The virtual host %1 is changed.").arg(name));
        Q_EMIT virtualHostSaved(name);
    });
    form->open();
}

void AccessActions::deleteVirtualHost(const engine::VirtualHostSnapshot &host)
{
    const QString name = host.spec.name;
    QStringList parts;
    if (host.queues)
        parts << theme::formatCounted(host.queues, tr("%1 queue goes with it."), tr("%1 queues go with it."));
    if (const quint64 messages = host.ready + host.unacked)
        parts << theme::formatCounted(messages, tr("%1 message is lost."), tr("%1 messages are lost."));
    if (host.connections)
        parts << theme::formatCounted(host.connections, tr("%1 connection is closed: CONNECTION_FORCED (320)."),
                                      tr("%1 connections are closed: CONNECTION_FORCED (320)."));
    parts << tr("Deleting can not be undone.");
    auto *form = new ConfirmDialog(
        m_session, tr("Delete the virtual host %1?").arg(name), tr("Delete %1 and all in it").arg(name),
        parts.join(u' '), [name](BrokerSession &session) { return session.deleteVirtualHost(name); }, m_window);
    connect(form, &ConfirmDialog::confirmed, this,
            [this, name] { Q_EMIT m_actions.done(tr("The virtual host %1 is deleted.").arg(name)); });
    form->open();
}

void AccessActions::openUser(const std::optional<engine::UserSnapshot> &user)
{
    auto *form = new dialogs::UserForm(m_session, user, m_window);
    connect(form, &dialogs::AccessForm::saved, this, [this, isNew = !user](const QString &name) {
        Q_EMIT m_actions.done(isNew ? tr("The user %1 is there.").arg(name) : tr("The user %1 is changed.").arg(name));
        Q_EMIT userSaved(name);
    });
    form->open();
}

void AccessActions::deleteUser(const engine::UserSnapshot &user)
{
    const QString name = user.name;
    QStringList parts;
    if (user.connections)
        parts << theme::formatCounted(user.connections, tr("%1 connection is closed: CONNECTION_FORCED (320)."),
                                      tr("%1 connections are closed: CONNECTION_FORCED (320)."));
    parts << tr("Its permissions and limits go with it. Queues and exchanges that it declared stay.");
    auto *form = new ConfirmDialog(
        m_session, tr("Delete the user %1?").arg(name), tr("Delete %1").arg(name), parts.join(u' '),
        [name](BrokerSession &session) { return session.deleteUser(name); }, m_window);
    connect(form, &ConfirmDialog::confirmed, this,
            [this, name] { Q_EMIT m_actions.done(tr("The user %1 is deleted.").arg(name)); });
    form->open();
}

void AccessActions::setPermissions(const engine::PermissionSpec &start)
{
    auto *form = new dialogs::PermissionsForm(m_session, start, std::nullopt, m_window);
    connect(form, &dialogs::AccessForm::saved, this, [this](const QString &user) {
        Q_EMIT m_actions.done(tr("The permissions of %1 are set.").arg(user));
        Q_EMIT userSaved(user);
    });
    form->open();
}

void AccessActions::setTopicPermissions(const engine::TopicPermissionSpec &start)
{
    auto *form = new dialogs::PermissionsForm(m_session, {start.user, start.virtualHost, {}, start.write, start.read},
                                              start.exchange, m_window);
    connect(form, &dialogs::AccessForm::saved, this, [this](const QString &user) {
        Q_EMIT m_actions.done(tr("The topic permissions of %1 are set.").arg(user));
        Q_EMIT userSaved(user);
    });
    form->open();
}

void AccessActions::clearPermissions(const engine::PermissionSpec &permissions)
{
    report(m_session.clearPermissions(permissions.user, permissions.virtualHost),
           tr("%1 has no permissions in %2 any more.").arg(permissions.user, permissions.virtualHost));
}

void AccessActions::clearTopicPermissions(const engine::TopicPermissionSpec &permissions)
{
    report(m_session.clearTopicPermissions(permissions.user, permissions.virtualHost, permissions.exchange),
           tr("The routing keys of %1 are free for %2.").arg(permissions.exchange, permissions.user));
}

void AccessActions::report(QFuture<engine::Result<void>> future, const QString &done)
{
    async::whenDone(future, this, [this, done](const engine::Result<void> &result) {
        if (result)
            Q_EMIT m_actions.done(done);
        else
            Q_EMIT m_actions.failed(result.error().detail);
    });
}

} // namespace ui::actions
