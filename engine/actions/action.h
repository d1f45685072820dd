// SPDX-License-Identifier: GPL-3.0-or-later
// Action: one action on messages under way: looks at them one after the other, and for each that is wanted does all of it in one
// turn: out of its queue and into the next ones, edited or not, so that both are one transaction of the store. A bounded
// number of messages a turn, so that clients do not wait. All of its work is done from the broker's agenda.
// Owner: Actions. Thread: engine.
#pragma once

#include "actions/destination.h"
#include "actions/editing.h"
#include "actions/source.h"
#include "actions/undolog.h"
#include "core/duetask.h"
#include "core/whilealive.h"

#include <array>
#include <memory>

namespace engine::actions {

class Action
{
public:
    /// What can be undone, and what it is: "3 messages deleted from orders". Called once, at the end.
    using Keep = std::function<UndoToken(Changes changes, const QString &what)>;

    /// The destination has been found, the edit checked.
    Action(core::Broker &broker, MessageActionId id, const MessageActionSpec &spec, Destination destination,
           ConnectionId by, Keep keep);

    const MessageActionProgress &progress() const { return m_progress; }
    bool isOver() const { return m_progress.isOver(); }
    /// While it is not over.
    void cancel();

private:
    using State = MessageActionProgress::State;
    using What = MessageActionSpec::What;
    using Reason = MessageProblem::Reason;
    struct Turn;

    void stepSoon();
    void step();
    void work();
    bool mayArrive();
    bool handle(const Source::Item &item, Turn &turn);
    bool isWanted(const core::Message &message, const FieldTable &headers) const;
    bool remove(const Source::Item &item);
    bool pass(const Source::Item &item, const FieldTable &headers);
    void stamp(const FreshMessage &fresh) const;
    bool hasRoomFor(const Change &change);
    void note(Change &&change);
    void leave(MessageRef ref, Reason reason, const QString &text = {});
    void waitFor(const QString &what, qint64 retryMs);
    void finish();
    void endBeyondUndo();
    void end(State state, const QString &text);
    QString what() const;
    QString leftBehind() const;

    // Set in the constructor.
    core::Broker &m_broker;
    const ChannelRef m_by;
    const Keep m_keep;
    const MessageMatcher m_matcher;
    const Editing m_editing;
    QString m_from; ///< the names of the queues, for people
    MessageActionProgress m_progress;

    Destination m_destination;
    core::DueTask m_step;
    std::unique_ptr<Source> m_source;
    Changes m_changes;
    quint64 m_changedBytes = 0;
    std::array<quint64, MessageProblem::reasonCount> m_left{}; ///< by reason
    bool m_isFinishing = false; ///< everything has been looked at, and is on its way to the store
    bool m_awaitsRoom = false;  ///< the broker calls when publishers may go on
    core::WhileAlive m_whileAlive;
};

} // namespace engine::actions
