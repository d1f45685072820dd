// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/deadletteractions.h"

#include "ui/actions/brokeractions.h"
#include "ui/actions/messageactions.h"
#include "ui/async/whendone.h"

#include <QWidget>

namespace ui::actions {

using engine::MessageActionSpec;

DeadLetterActions::DeadLetterActions(engine::BrokerSession &session, MessageActions &messages, BrokerActions &broker,
                                     QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_messages(messages)
    , m_broker(broker)
    , m_window(window)
{}

DeadLetterActions::Choice DeadLetterActions::choiceOf(const engine::MessageDetails &details)
{
    Choice choice;
    choice.selection.messages = {details.summary.ref};
    choice.count = 1;
    choice.virtualHost = details.virtualHost;
    choice.origin = engine::originOf(details.properties.headers);
    return choice;
}

void DeadLetterActions::requeue(const Choice &choice)
{
    MessageActionSpec spec;
    spec.what = MessageActionSpec::What::Move;
    spec.selection = choice.selection;
    spec.target.kind = engine::MessageTarget::Kind::Origin;
    spec.target.virtualHost = choice.virtualHost;
    spec.edit.dropDeathHeaders = !m_keepsHistory;
    m_messages.start(spec);
}

void DeadLetterActions::remove(const Choice &choice)
{
    MessageActionSpec spec;
    spec.what = MessageActionSpec::What::Delete;
    spec.selection = choice.selection;
    m_messages.start(spec);
}

void DeadLetterActions::refuse(const QString &why)
{
    Q_EMIT m_broker.failed(why);
}

void DeadLetterActions::requeueElsewhere(const Choice &choice)
{
    openForm(choice, std::nullopt);
}

void DeadLetterActions::edit(const Choice &choice)
{
    if (choice.selection.messages.size() != 1)
        return;
    async::whenDone(m_session.message(choice.selection.messages.first()), this,
                    [this, choice](const engine::Result<engine::MessageDetails> &details) {
                        if (details)
                            openForm(choice, *details);
                        else
                            Q_EMIT m_broker.failed(tr("The message can not be read: %1").arg(details.error().detail));
                    });
}

void DeadLetterActions::openForm(const Choice &choice, const std::optional<engine::MessageDetails> &details)
{
    auto *form = new dialogs::RequeueForm(m_session, choice, details, m_keepsHistory, m_window);
    connect(form, &dialogs::RequeueForm::started, &m_messages, &MessageActions::follow);
    form->open();
}

} // namespace ui::actions
