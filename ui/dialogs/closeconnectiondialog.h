// SPDX-License-Identifier: GPL-3.0-or-later
// CloseConnectionDialog: ends the connection of a client, with a reason the client is told.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QLineEdit;

namespace ui::dialogs {

class CloseConnectionDialog final : public FormDialog
{
    Q_OBJECT
public:
    CloseConnectionDialog(engine::BrokerSession &session, const engine::ConnectionSnapshot &connection,
                          QWidget *parent);

private:
    void submit() override;

    engine::ConnectionId m_connection;
    QLineEdit *m_reason;
};

} // namespace ui::dialogs
