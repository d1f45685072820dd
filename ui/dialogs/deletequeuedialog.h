// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteQueueDialog: asks before a queue goes, and names on its button what goes with it.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QCheckBox;

namespace ui::dialogs {

class DeleteQueueDialog final : public FormDialog
{
    Q_OBJECT
public:
    DeleteQueueDialog(engine::BrokerSession &session, const engine::QueueSnapshot &queue, QWidget *parent);

Q_SIGNALS:
    void deleted(const engine::QueueSpec &queue, quint64 messages);

private:
    void submit() override;

    engine::QueueSpec m_queue;
    QCheckBox *m_ifUnused;
    QCheckBox *m_ifEmpty;
};

} // namespace ui::dialogs
