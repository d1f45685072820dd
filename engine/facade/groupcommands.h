// SPDX-License-Identifier: GPL-3.0-or-later
// GroupCommands: what the window asks about consumer groups. Each one answers when its effect is stored.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "core/pendinganswer.h"
#include "facade/answer.h"

#include <engine/groups.h>

#include <map>

namespace engine::core {
class Broker;
}

namespace engine::facade {

class GroupCommands
{
public:
    explicit GroupCommands(core::Broker &broker)
        : m_broker(broker)
    {}

    void deleteGroup(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer);
    void plan(const OffsetResetRequest &request, const AnswerPtr<QList<OffsetResetStep>> &answer);
    void reset(const QString &virtualHost, const QString &group, const QList<OffsetResetStep> &steps,
               WhenActive whenActive, const AnswerPtr<void> &answer);
    void commit(const QString &virtualHost, const QString &group, const PartitionName &partition, qint64 offset,
                const AnswerPtr<void> &answer);

private:
    /// Asks, and keeps the ticket until the answer has come; the answer may come at once.
    template <typename Ask>
    void keep(Ask ask);

    core::Broker &m_broker;
    std::map<quint64, core::AnswerTicket> m_tickets; ///< of answers that are still due
    quint64 m_lastTicket = 0;
};

} // namespace engine::facade
