// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agenda.h"

namespace engine::core {

Agenda::Ticket Agenda::at(qint64 dueMs, Task task)
{
    const bool isFirst = m_tasks.empty() || dueMs < m_tasks.begin()->first.first;
    const Ticket ticket{dueMs, ++m_lastNumber};
    m_tasks.emplace(std::pair(ticket.dueMs, ticket.number), std::move(task));
    if (isFirst && m_alarm)
        m_alarm(dueMs);
    return ticket;
}

void Agenda::cancel(Ticket &ticket)
{
    if (ticket.isValid())
        m_tasks.erase({ticket.dueMs, ticket.number});
    ticket = {};
}

std::optional<qint64> Agenda::earliest() const
{
    if (m_tasks.empty())
        return std::nullopt;
    return m_tasks.begin()->first.first;
}

void Agenda::runDue(qint64 nowMs)
{
    while (!m_tasks.empty() && m_tasks.begin()->first.first <= nowMs) {
        const Task task = std::move(m_tasks.begin()->second);
        m_tasks.erase(m_tasks.begin());
        task();
    }
}

} // namespace engine::core
