// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/purgequeuedialog.h"

#include "ui/theme/format.h"

namespace ui::dialogs {

namespace {

QString whyForGood(const engine::QueueSnapshot &queue, const engine::Error &reason)
{
    if (reason.code != engine::BrokerError::ResourceExhausted)
        return PurgeQueueDialog::tr(
                   "Messages in it can not be read, so they can not be brought back: %1. Purge anyway?")
            .arg(reason.detail);
    return theme::formatCounted(queue.ready,
                                PurgeQueueDialog::tr("%1 message (%2) is too large to bring back. Purge anyway?"),
                                PurgeQueueDialog::tr("%1 messages (%2) are too many to bring back. Purge anyway?"))
        .arg(theme::formatSize(queue.readyBytes));
}

} // namespace

bool PurgeQueueDialog::canAskAfter(const engine::Error &reason)
{
    return reason.code == engine::BrokerError::ResourceExhausted || reason.code == engine::BrokerError::Damaged;
}

PurgeQueueDialog::PurgeQueueDialog(engine::BrokerSession &session, const engine::QueueSnapshot &queue,
                                   const engine::Error &reason, QWidget *parent)
    : FormDialog(session, tr("Purge the queue %1 for good?").arg(queue.spec.name), tr("Purge for good"), parent)
    , m_queue(queue.spec)
{
    setDangerous();
    setIntroduction(whyForGood(queue, reason));
    revalidate();
}

void PurgeQueueDialog::submit()
{
    follow<engine::UndoToken>(
        session().purgeQueue(m_queue.virtualHost, m_queue.name, engine::BrokerSession::PurgeMode::ForGood),
        [this](const engine::Result<engine::UndoToken> &token) { Q_EMIT purged(token->what); });
}

} // namespace ui::dialogs
