// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/unroutedactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/async/whendone.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/republishform.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using namespace Qt::StringLiterals;
using dialogs::ConfirmDialog;
using dialogs::RepublishForm;
using engine::BrokerSession;
using engine::Result;
using engine::UnroutedMessage;

UnroutedActions::UnroutedActions(BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

void UnroutedActions::whenRead(const UnroutedMessage &message,
                               std::function<void(const engine::MessageDetails &details)> done)
{
    async::whenDone(m_session.unroutedMessage(message.id), this,
                    [this, done = std::move(done)](const Result<engine::MessageDetails> &details) {
                        if (details)
                            done(*details);
                        else
                            Q_EMIT m_actions.failed(tr("The message can not be had: %1").arg(details.error().detail));
                    });
}

void UnroutedActions::republish(const UnroutedMessage &message, const QString &key)
{
    if (!message.hasBody) {
        Q_EMIT m_actions.failed(tr("The message was too large to be kept with its body: publish it anew."));
        return;
    }
    whenRead(message, [this, message, key](const engine::MessageDetails &details) {
        auto *form = new RepublishForm(m_session, message, details.properties, key, m_window);
        connect(form, &RepublishForm::republished, this, [this](const engine::PublishReceipt &receipt) {
            Q_EMIT m_actions.done(tr("The message was republished to %1.").arg(receipt.queues.join(u", "_s)));
        });
        form->open();
    });
}

void UnroutedActions::publishCopy(const UnroutedMessage &message)
{
    whenRead(message, [this](const engine::MessageDetails &details) { Q_EMIT copyRequested(details); });
}

void UnroutedActions::forget(const UnroutedMessage &message)
{
    async::whenDone(m_session.forgetUnrouted({message.id}), this, [this](const Result<quint64> &result) {
        if (!result)
            Q_EMIT m_actions.failed(result.error().detail);
    });
}

void UnroutedActions::forgetAll(quint64 count)
{
    auto *form = new ConfirmDialog(
        m_session, tr("Empty the unrouted tray?"), tr("Forget all"),
        theme::formatCounted(count, tr("%1 message is forgotten."), tr("%1 messages are forgotten.")) + u' ' +
            tr("Nothing else keeps them. This can not be undone."),
        [](BrokerSession &session) {
            return session.forgetUnrouted({}).then(QtFuture::Launch::Sync, [](const Result<quint64> &result) {
                return result ? Result<void>() : Result<void>(result.error());
            });
        },
        m_window);
    connect(form, &ConfirmDialog::confirmed, this,
            [this] { Q_EMIT m_actions.done(tr("The unrouted tray is empty.")); });
    form->open();
}

} // namespace ui::actions
