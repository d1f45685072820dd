// SPDX-License-Identifier: GPL-3.0-or-later
// Agenda: what the broker has to do at a certain time (a message expires, an unused queue goes, a retry is due). It keeps no
// timer of its own: the host sets one for earliest(), and calls Broker::wake() then.
// Owner: Broker. Thread: engine.
#pragma once

#include <QtGlobal>

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace engine::core {

class Agenda
{
public:
    using Task = std::function<void()>;

    /// Names one entry; an empty one names none. Whoever holds it cancels it before what the task captures goes.
    struct Ticket
    {
        qint64 dueMs = 0;
        quint64 number = 0;
        bool isValid() const { return number != 0; }
    };

    /// Runs the task once the clock has reached dueMs (milliseconds since 1970), from runDue(), never from within at().
    Ticket at(qint64 dueMs, Task task);
    /// Nothing happens for a ticket that is empty or has run. Empties it.
    void cancel(Ticket &ticket);
    /// When the next task is due.
    std::optional<qint64> earliest() const;
    /// Runs what is due. Tasks may add and cancel others; what they add for now runs too.
    void runDue(qint64 nowMs);
    /// Called with a new earliest time whenever one is added that is before all the others.
    void setAlarm(std::function<void(qint64 dueMs)> alarm) { m_alarm = std::move(alarm); }

private:
    std::map<std::pair<qint64, quint64>, Task> m_tasks;
    quint64 m_lastNumber = 0;
    std::function<void(qint64)> m_alarm;
};

} // namespace engine::core
