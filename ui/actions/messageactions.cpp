// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/messageactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/async/whendone.h"
#include "ui/dialogs/deleteforgooddialog.h"
#include "ui/dialogs/movemessagesform.h"
#include "ui/models/actiontext.h"

#include <QWidget>

#include <algorithm>

namespace ui::actions {

using engine::MessageActionProgress;
using engine::MessageActionSpec;
using engine::Result;
using What = MessageActionSpec::What;

MessageActions::MessageActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

// ---- by hand

void MessageActions::remove(const Pick &pick)
{
    MessageActionSpec spec;
    spec.what = What::Delete;
    spec.selection = pick.selection;
    start(spec);
}

void MessageActions::putBack(const Pick &pick)
{
    MessageActionSpec spec;
    spec.what = What::Move;
    spec.selection = pick.selection;
    spec.target.kind = engine::MessageTarget::Kind::Origin;
    spec.edit.dropDeathHeaders = true; // it starts anew
    start(spec);
}

void MessageActions::move(const Pick &pick)
{
    openForm(pick, What::Move);
}

void MessageActions::copy(const Pick &pick)
{
    openForm(pick, What::Copy);
}

void MessageActions::openForm(const Pick &pick, What what)
{
    auto *form = new dialogs::MoveMessagesForm(m_session, pick, what, std::nullopt, m_window);
    connect(form, &dialogs::MoveMessagesForm::started, this, &MessageActions::follow);
    form->open();
}

void MessageActions::edit(const Pick &pick)
{
    if (!pick.isSingle())
        return;
    async::whenDone(m_session.message(pick.selection.messages.first()), this,
                    [this, pick](const Result<engine::MessageDetails> &details) {
                        if (!details) {
                            Q_EMIT m_actions.failed(tr("The message can not be read: %1").arg(details.error().detail));
                            return;
                        }
                        auto *form = new dialogs::MoveMessagesForm(m_session, pick, What::Move, *details, m_window);
                        connect(form, &dialogs::MoveMessagesForm::started, this, &MessageActions::follow);
                        form->open();
                    });
}

void MessageActions::start(const MessageActionSpec &spec)
{
    async::whenDone(m_session.startMessageAction(spec), this, [this](const Result<engine::MessageActionId> &action) {
        if (action)
            follow(*action);
        else
            Q_EMIT m_actions.failed(tr("Nothing was done: %1").arg(action.error().detail));
    });
}

// ---- what is under way

/// They are watched while there are any.
void MessageActions::follow(engine::MessageActionId action)
{
    m_ours.insert(action.v);
    if (!m_watching) {
        m_watching =
            m_session.watchMessageActions(this, [this](const QList<MessageActionProgress> &actions) { take(actions); });
        return;
    }
    take(m_progress);
}

void MessageActions::take(const QList<MessageActionProgress> &actions)
{
    m_progress = actions;
    for (const MessageActionProgress &action : actions) {
        if (action.isOver() && m_ours.remove(action.id.v)) {
            report(action);
            Q_EMIT over(action.spec);
        }
    }
    if (m_ours.isEmpty()) {
        // Not from inside a callback of the subscription.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_ours.isEmpty())
                    m_watching.reset();
            },
            Qt::QueuedConnection);
    }
    Q_EMIT progressChanged();
}

QList<MessageActionProgress> MessageActions::underWay() const
{
    QList<MessageActionProgress> all;
    std::copy_if(
        m_progress.crbegin(), m_progress.crend(), std::back_inserter(all),
        [this](const MessageActionProgress &action) { return m_ours.contains(action.id.v) && !action.isOver(); });
    return all;
}

void MessageActions::cancel(engine::MessageActionId action)
{
    // One that has ended meanwhile is reported already.
    async::whenDone(m_session.cancelMessageAction(action), this, [](const Result<void> &) {});
}

void MessageActions::report(const MessageActionProgress &action)
{
    const QString outcome = models::actionOutcome(action);
    if (action.undo.v != 0)
        m_actions.noteUndoable(action.undo);
    // Of a queue's copies it is not known which of its messages have one.
    if (action.isBeyondUndo && (action.spec.what != What::Copy || !action.rest.isEmpty()))
        return askForGood(action);
    if (outcome.isEmpty())
        return;
    const bool isProblem = action.left > 0 || action.state == MessageActionProgress::State::Failed;
    if (isProblem)
        Q_EMIT m_actions.failed(outcome);
    else if (action.undo.v == 0)
        Q_EMIT m_actions.done(outcome);
}

/// There was more than can be brought back.
void MessageActions::askForGood(const MessageActionProgress &action)
{
    auto *form = new dialogs::DeleteForGoodDialog(m_session, action, m_window);
    connect(form, &dialogs::DeleteForGoodDialog::started, this, &MessageActions::follow);
    form->open();
}

} // namespace ui::actions
