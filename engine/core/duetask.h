// SPDX-License-Identifier: GPL-3.0-or-later
// DueTask: at most one entry of an agenda, cancelled with its owner, so that a task may capture its owner.
// Owner: whoever the task is about; the agenda outlives it. Thread: engine.
#pragma once

#include "core/agenda.h"

#include <utility>

namespace engine::core {

class DueTask
{
public:
    explicit DueTask(Agenda &agenda)
        : m_agenda(agenda)
    {}
    ~DueTask() { cancel(); }
    DueTask(const DueTask &) = delete;
    DueTask &operator=(const DueTask &) = delete;

    /// In place of what it was to do before.
    void at(qint64 dueMs, Agenda::Task task)
    {
        cancel();
        m_ticket = m_agenda.at(dueMs, [this, task = std::move(task)] {
            m_ticket = {}; // first: the task may set the next one, or end this
            task();
        });
    }
    void cancel() { m_agenda.cancel(m_ticket); }
    bool isSet() const { return m_ticket.isValid(); }
    qint64 dueMs() const { return m_ticket.dueMs; }

private:
    Agenda &m_agenda;
    Agenda::Ticket m_ticket;
};

} // namespace engine::core
