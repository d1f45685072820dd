// SPDX-License-Identifier: GPL-3.0-or-later
// RoutingCommands: what the window asks about where messages go, and went: why bindings take one or not, the unrouted tray,
// journeys. Owner: EngineHost; what it is given outlives it. Thread: engine.
#pragma once

#include "facade/answer.h"
#include "facade/publishcommands.h"
#include "inspect/journeys.h"
#include "inspect/unroutedkeeper.h"

#include <engine/routing.h>

namespace engine::facade {

class RoutingCommands
{
public:
    RoutingCommands(core::Broker &broker, PublishCommands &publishCommands, inspect::UnroutedKeeper &tray,
                    inspect::Journeys &journeys);

    void explain(const RoutingRequest &request, const AnswerPtr<RoutingExplanation> &answer);
    void unroutedMessage(UnroutedId id, const AnswerPtr<MessageDetails> &answer);
    void republish(UnroutedId id, const RepublishTarget &target, const AnswerPtr<PublishReceipt> &answer);
    void forget(const QList<UnroutedId> &ids, const AnswerPtr<quint64> &answer);
    void journey(MessageId message, MessageRef ref, const AnswerPtr<Journey> &answer);

private:
    core::Broker &m_broker;
    PublishCommands &m_publishCommands;
    inspect::UnroutedKeeper &m_tray;
    inspect::Journeys &m_journeys;
};

} // namespace engine::facade
