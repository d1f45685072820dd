// SPDX-License-Identifier: GPL-3.0-or-later
// ConfirmDialog: asks before something goes that cannot be brought back, and says what goes with it.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

namespace ui::dialogs {

class ConfirmDialog final : public FormDialog
{
    Q_OBJECT
public:
    using Command = std::function<QFuture<engine::Result<void>>(engine::BrokerSession &)>;

    ConfirmDialog(engine::BrokerSession &session, const QString &title, const QString &okText,
                  const QString &consequences, Command command, QWidget *parent);

Q_SIGNALS:
    void confirmed();

private:
    void submit() override;

    const Command m_command;
};

} // namespace ui::dialogs
