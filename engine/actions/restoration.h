// SPDX-License-Identifier: GPL-3.0-or-later
// Restoration: takes changes back: each message out of the queues it has arrived in and to its place, in one turn, so that it is
// in one of them whatever happens. One whose copies are not all there any more stays where it is: nothing comes twice. A
// bounded number of messages a turn, from the broker's agenda.
// Owner: Actions. Thread: engine.
#pragma once

#include "actions/undolog.h"
#include "core/duetask.h"
#include "core/whilealive.h"

#include <engine/result.h>

#include <functional>

namespace engine::actions {

class Restoration
{
public:
    /// Once all of it is stored. PreconditionFailed: some could not come back, or were not there any more to be removed; NotFound: none, since their queue was deleted.
    using Done = std::function<void(Result<void>)>;

    Restoration(core::Broker &broker, Changes changes, ConnectionId by, Done done);

    bool isOver() const { return !m_done; }

private:
    enum class Outcome : quint8 { Back, Lost, Pending };
    void stepSoon();
    void step();
    Outcome restore(const Change &change);
    bool areCopiesThere(const Change &change) const;
    Outcome await(core::Queue &queue, core::QueueLog::Place place);
    void finish();
    Result<void> result() const;
    QString lossText() const;

    core::Broker &m_broker;
    const ChannelRef m_by;
    Changes m_changes;
    const bool m_onlyRemoves; ///< of what was put or copied: nothing comes back
    Done m_done;
    core::DueTask m_step;
    size_t m_next = 0;
    quint64 m_back = 0, m_lost = 0;
    bool m_isQueueGone = false;
    bool m_isFinishing = false; ///< all of it is back, and on its way to the store
    core::WhileAlive m_whileAlive;
};

} // namespace engine::actions
