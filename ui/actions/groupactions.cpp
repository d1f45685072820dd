// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/groupactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using dialogs::ConfirmDialog;
using engine::BrokerSession;

GroupActions::GroupActions(BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

void GroupActions::resetOffsets(const engine::GroupSnapshot &group, const dialogs::ResetStart &start)
{
    auto *form = new dialogs::ResetOffsetsForm(m_session, group, start, m_window);
    connect(form, &dialogs::ResetOffsetsForm::done, this, [this](const QString &name, qsizetype partitions) {
        Q_EMIT m_actions.done(
            tr("The offsets of %1 are reset in %2.")
                .arg(name, theme::formatCounted(quint64(partitions), tr("%1 partition"), tr("%1 partitions"))));
    });
    form->open();
}

void GroupActions::deleteGroup(const engine::GroupSnapshot &group)
{
    const QString virtualHost = group.virtualHost;
    const QString name = group.name;
    const QString consequences =
        theme::formatCounted(quint64(group.offsets.size()), tr("Its offset in %1 partition goes with it."),
                             tr("Its offsets in %1 partitions go with it.")) +
        u' ' + tr("Who joins under this name later begins anew. Deleting can not be undone.");
    auto *form = new ConfirmDialog(
        m_session, tr("Delete the consumer group %1?").arg(name), tr("Delete %1").arg(name), consequences,
        [virtualHost, name](BrokerSession &session) { return session.deleteGroup(virtualHost, name); }, m_window);
    connect(form, &ConfirmDialog::confirmed, this,
            [this, name] { Q_EMIT m_actions.done(tr("The consumer group %1 is deleted.").arg(name)); });
    form->open();
}

} // namespace ui::actions
