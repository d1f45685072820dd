// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/definitionactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using engine::BrokerSession;

DefinitionActions::DefinitionActions(BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

void DefinitionActions::openPolicy(const engine::PolicySpec &start, bool isNew)
{
    auto *form = new dialogs::PolicyDialog(m_session, start, isNew, m_window);
    connect(form, &dialogs::PolicyDialog::saved, this, [this, isNew](const engine::PolicySpec &spec) {
        Q_EMIT m_actions.done(isNew ? tr("The policy %1 applies.").arg(spec.name)
                                    : tr("The policy %1 is changed.").arg(spec.name));
        Q_EMIT policySaved(spec);
    });
    form->open();
}

void DefinitionActions::copyPolicy(engine::PolicySpec policy)
{
    policy.name.clear();
    openPolicy(policy, true);
}

void DefinitionActions::deletePolicy(const engine::PolicySnapshot &policy)
{
    const engine::PolicySpec spec = policy.spec;
    QStringList parts;
    if (policy.queues)
        parts << theme::formatCounted(policy.queues, tr("%1 queue changes at once."), tr("%1 queues change at once."));
    if (policy.exchanges)
        parts << theme::formatCounted(policy.exchanges, tr("%1 exchange changes at once."),
                                      tr("%1 exchanges change at once."));
    if (parts.isEmpty())
        parts << tr("It applies to nothing now.");
    parts << tr("The next policy that matches takes its place.");
    auto *form = new dialogs::ConfirmDialog(
        m_session, tr("Delete the policy %1?").arg(spec.name), tr("Delete %1").arg(spec.name), parts.join(u' '),
        [spec](BrokerSession &session) { return session.deletePolicy(spec.virtualHost, spec.name, spec.isOperator); },
        m_window);
    connect(form, &dialogs::ConfirmDialog::confirmed, this,
            [this, spec] { Q_EMIT m_actions.done(tr("The policy %1 is deleted.").arg(spec.name)); });
    form->open();
}

void DefinitionActions::importDefinitions()
{
    auto *form = new dialogs::ImportDefinitionsDialog(m_session, m_window);
    connect(form, &dialogs::ImportDefinitionsDialog::imported, this,
            [this](const engine::ImportReport &report, const QString &file) {
                (new dialogs::ImportReportDialog(report, file, m_window))->open();
            });
    form->open();
}

void DefinitionActions::exportDefinitions()
{
    auto *form = new dialogs::ExportDefinitionsDialog(m_session, m_window);
    connect(form, &dialogs::ExportDefinitionsDialog::exported, this,
            [this](const engine::ExportedDefinitions &definitions, const QString &file) {
                Q_EMIT m_actions.done(
                    (QStringList(tr("The definitions are in %1.").arg(file)) + definitions.notes).join(u' '));
            });
    form->open();
}

} // namespace ui::actions
