// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actiontext.h"

#include "ui/theme/format.h"

#include <QCoreApplication>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::MessageActionProgress;
using engine::MessageActionSpec;
using engine::MessageTarget;
using ActionState = MessageActionProgress::State;
using What = MessageActionSpec::What;
using theme::formatCount;

namespace {

struct ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(MessageAction)
};

QString actionMessages(quint64 count)
{
    return theme::formatCounted(count, ActionWords::tr("%1 message"), ActionWords::tr("%1 messages"));
}

QString actionTargetName(const MessageTarget &target)
{
    if (target.kind == MessageTarget::Kind::Exchange)
        return u'(' + (target.name.isEmpty() ? ActionWords::tr("AMQP default") : target.name) + u')';
    return target.name;
}

/// "12 messages moved to audit"
QString doneText(const MessageActionProgress &action)
{
    const QString count = actionMessages(action.done);
    const MessageTarget &target = action.spec.target;
    if (action.spec.what == What::Delete)
        return ActionWords::tr("%1 deleted").arg(count);
    if (target.kind == MessageTarget::Kind::Origin)
        return ActionWords::tr("%1 put back").arg(count);
    return (action.spec.what == What::Move ? ActionWords::tr("%1 moved to %2") : ActionWords::tr("%1 copied to %2"))
        .arg(count, actionTargetName(target));
}

} // namespace

QString actionTitle(const MessageActionSpec &spec)
{
    if (spec.what == What::Delete)
        return ActionWords::tr("Deleting messages");
    if (spec.target.kind == MessageTarget::Kind::Origin)
        return ActionWords::tr("Putting messages back");
    return (spec.what == What::Move ? ActionWords::tr("Moving to %1") : ActionWords::tr("Copying to %1"))
        .arg(actionTargetName(spec.target));
}

QString actionCounts(const MessageActionProgress &action)
{
    // What comes in meanwhile is not looked at, but the total of a list is exact and that of a queue is not.
    const QString counts =
        ActionWords::tr("%1 of %2").arg(formatCount(action.looked), actionMessages(qMax(action.total, action.looked)));
    return action.state == ActionState::Waiting ? ActionWords::tr("%1 · waits: %2").arg(counts, action.text) : counts;
}

int actionPercent(const MessageActionProgress &action)
{
    if (action.isOver())
        return 100;
    return action.total == 0 ? 0 : int(qMin<quint64>(99, action.looked * 100 / action.total));
}

QString leftBehindText(const MessageActionProgress &action)
{
    if (action.left == 0)
        return {};
    if (action.looked == 1 && !action.problems.isEmpty())
        return ActionWords::tr("The message stays where it is: %1.").arg(action.problems.first().text);
    return ActionWords::tr("%1 of %2 stay where they are: %3.")
        .arg(formatCount(action.left), actionMessages(action.looked - qMin(action.looked, action.skipped)),
             action.text);
}

QString actionOutcome(const MessageActionProgress &action)
{
    switch (action.state) {
    case ActionState::Failed:
        return ActionWords::tr("%1, then it ended: %2.").arg(doneText(action), action.text);
    case ActionState::Cancelled:
        return ActionWords::tr("Cancelled; %1 before.").arg(doneText(action));
    default:
        break;
    }
    if (action.left > 0)
        return leftBehindText(action);
    if (action.looked == action.skipped)
        return ActionWords::tr("No message matches: nothing was done.");
    return action.undo.v == 0 ? ActionWords::tr("%1.").arg(doneText(action)) : QString();
}

} // namespace ui::models
