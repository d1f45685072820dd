// SPDX-License-Identifier: GPL-3.0-or-later
// PurgeQueueDialog: asks before messages go that can not be brought back: too many to be kept, or unreadable.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

namespace ui::dialogs {

class PurgeQueueDialog final : public FormDialog
{
    Q_OBJECT
public:
    /// True for what the broker answers where a purge is possible only without a way back.
    static bool canAskAfter(const engine::Error &reason);

    PurgeQueueDialog(engine::BrokerSession &session, const engine::QueueSnapshot &queue, const engine::Error &reason,
                     QWidget *parent);

Q_SIGNALS:
    void purged(const QString &what);

private:
    void submit() override;

    engine::QueueSpec m_queue;
};

} // namespace ui::dialogs
