// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/deletequeuedialog.h"

#include "ui/theme/format.h"

#include <QCheckBox>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

QString deleteQueueLabel(const engine::QueueSnapshot &queue)
{
    if (queue.total() == 0)
        return DeleteQueueDialog::tr("Delete %1").arg(queue.spec.name);
    if (queue.total() == 1)
        return DeleteQueueDialog::tr("Delete %1 and its message").arg(queue.spec.name);
    return DeleteQueueDialog::tr("Delete %1 and its %2 messages")
        .arg(queue.spec.name, theme::formatCount(queue.total()));
}

QString consequences(const engine::QueueSnapshot &queue)
{
    QStringList parts;
    if (queue.consumers)
        parts << theme::formatCounted(queue.consumers, DeleteQueueDialog::tr("%1 consumer is cancelled."),
                                      DeleteQueueDialog::tr("%1 consumers are cancelled."));
    // The binding to the default exchange goes without saying.
    if (queue.bindings > 1)
        parts << theme::formatCounted(queue.bindings - 1, DeleteQueueDialog::tr("%1 binding goes with it."),
                                      DeleteQueueDialog::tr("%1 bindings go with it."));
    parts << DeleteQueueDialog::tr("Deleting can not be undone.");
    return parts.join(u' ');
}

} // namespace

DeleteQueueDialog::DeleteQueueDialog(engine::BrokerSession &session, const engine::QueueSnapshot &queue,
                                     QWidget *parent)
    : FormDialog(session, tr("Delete the queue %1?").arg(queue.spec.name), deleteQueueLabel(queue), parent)
    , m_queue(queue.spec)
    , m_ifUnused(new QCheckBox(tr("Only if it has no consumers"), this))
    , m_ifEmpty(new QCheckBox(tr("Only if it is empty"), this))
{
    setDangerous();
    setIntroduction(consequences(queue));
    m_ifUnused->setObjectName(u"ifUnused"_s);
    m_ifEmpty->setObjectName(u"ifEmpty"_s);
    addWide(m_ifUnused);
    addWide(m_ifEmpty);
    revalidate();
}

void DeleteQueueDialog::submit()
{
    const engine::QueueSpec queue = m_queue;
    follow<quint64>(
        session().deleteQueue(queue.virtualHost, queue.name, m_ifUnused->isChecked(), m_ifEmpty->isChecked()),
        [this, queue](const engine::Result<quint64> &messages) { Q_EMIT deleted(queue, *messages); });
}

} // namespace ui::dialogs
