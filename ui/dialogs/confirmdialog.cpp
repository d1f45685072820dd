// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/confirmdialog.h"

namespace ui::dialogs {

ConfirmDialog::ConfirmDialog(engine::BrokerSession &session, const QString &title, const QString &okText,
                             const QString &consequences, Command command, QWidget *parent)
    : FormDialog(session, title, okText, parent)
    , m_command(std::move(command))
{
    setDangerous();
    setIntroduction(consequences);
    revalidate();
}

void ConfirmDialog::submit()
{
    follow<void>(m_command(session()), [this](const engine::Result<void> &) { Q_EMIT confirmed(); });
}

} // namespace ui::dialogs
