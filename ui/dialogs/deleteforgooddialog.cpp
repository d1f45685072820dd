// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/deleteforgooddialog.h"

#include "ui/theme/format.h"

namespace ui::dialogs {

using What = engine::MessageActionSpec::What;

namespace {

QString restTitle(What what)
{
    return what == What::Delete ? DeleteForGoodDialog::tr("Delete the rest for good?")
           : what == What::Move ? DeleteForGoodDialog::tr("Move the rest without undo?")
                                : DeleteForGoodDialog::tr("Copy the rest without undo?");
}

QString restButton(What what)
{
    return what == What::Delete ? DeleteForGoodDialog::tr("Delete for good")
           : what == What::Move ? DeleteForGoodDialog::tr("Move the rest")
                                : DeleteForGoodDialog::tr("Copy the rest");
}

QString doneText(What what, quint64 count)
{
    if (what == What::Delete)
        return theme::formatCounted(count, DeleteForGoodDialog::tr("%1 message is deleted and can be brought back."),
                                    DeleteForGoodDialog::tr("%1 messages are deleted and can be brought back."));
    return theme::formatCounted(count, DeleteForGoodDialog::tr("For %1 message this can be undone."),
                                DeleteForGoodDialog::tr("For %1 messages this can be undone."));
}

} // namespace

DeleteForGoodDialog::DeleteForGoodDialog(engine::BrokerSession &session, const engine::MessageActionProgress &action,
                                         QWidget *parent)
    : FormDialog(session, restTitle(action.spec.what), restButton(action.spec.what), parent)
    , m_spec(action.spec)
{
    m_spec.isUndoable = false;
    if (!action.rest.isEmpty())
        m_spec.selection.messages = action.rest;
    if (action.spec.what == What::Delete)
        setDangerous();
    const quint64 rest = action.total > action.looked ? action.total - action.looked : 0;
    setIntroduction(tr("%1 The others, %2 as far as known, are more than can be kept for that.")
                        .arg(doneText(action.spec.what, action.done), theme::formatCount(rest)));
    revalidate();
}

void DeleteForGoodDialog::submit()
{
    follow<engine::MessageActionId>(
        session().startMessageAction(m_spec),
        [this](const engine::Result<engine::MessageActionId> &action) { Q_EMIT started(*action); });
}

} // namespace ui::dialogs
