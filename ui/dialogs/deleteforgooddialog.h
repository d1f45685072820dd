// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteForGoodDialog: there were more messages to delete or to move than can be brought back: asks whether the rest shall go for
// good.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

namespace ui::dialogs {

class DeleteForGoodDialog final : public FormDialog
{
    Q_OBJECT
public:
    /// `action` is the one that ended for that.
    DeleteForGoodDialog(engine::BrokerSession &session, const engine::MessageActionProgress &action, QWidget *parent);

Q_SIGNALS:
    void started(engine::MessageActionId action);

private:
    void submit() override;

    engine::MessageActionSpec m_spec;
};

} // namespace ui::dialogs
