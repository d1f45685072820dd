// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteExchangeDialog: asks before an exchange goes, and names on its button what goes with it.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QCheckBox;

namespace ui::dialogs {

class DeleteExchangeDialog final : public FormDialog
{
    Q_OBJECT
public:
    DeleteExchangeDialog(engine::BrokerSession &session, const engine::ExchangeSnapshot &exchange, QWidget *parent);

Q_SIGNALS:
    void deleted(const engine::ExchangeSpec &exchange);

private:
    void submit() override;

    engine::ExchangeSpec m_exchange;
    QCheckBox *m_ifUnused;
};

} // namespace ui::dialogs
