// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/routingcommands.h"

#include "inspect/routingexplainer.h"

namespace engine::facade {

RoutingCommands::RoutingCommands(core::Broker &broker, PublishCommands &publishCommands, inspect::UnroutedKeeper &tray,
                                 inspect::Journeys &journeys)
    : m_broker(broker)
    , m_publishCommands(publishCommands)
    , m_tray(tray)
    , m_journeys(journeys)
{}

void RoutingCommands::explain(const RoutingRequest &request, const AnswerPtr<RoutingExplanation> &answer)
{
    answer->finish(inspect::explainRouting(m_broker, request));
}

void RoutingCommands::unroutedMessage(UnroutedId id, const AnswerPtr<MessageDetails> &answer)
{
    answer->finish(m_tray.message(id));
}

/// The publish makes an entry of its own where it leads nowhere again; the one that was there before says who published it first.
void RoutingCommands::republish(UnroutedId id, const RepublishTarget &target, const AnswerPtr<PublishReceipt> &answer)
{
    const Result<PublishRequest> request = m_tray.republish(id, target);
    if (!request)
        return answer->finish(request.error());
    const auto published = std::make_shared<Answer<PublishReceipt>>();
    published->future().then(QtFuture::Launch::Sync, [this, id, answer](const Result<PublishReceipt> &receipt) {
        if (receipt && receipt->queues.isEmpty())
            m_tray.forgetMessage(receipt->message);
        else if (receipt)
            m_tray.forget({id});
        answer->finish(receipt);
    });
    m_publishCommands.publish(*request, published);
}

void RoutingCommands::forget(const QList<UnroutedId> &ids, const AnswerPtr<quint64> &answer)
{
    answer->finish(m_tray.forget(ids));
}

void RoutingCommands::journey(MessageId message, MessageRef ref, const AnswerPtr<Journey> &answer)
{
    m_journeys.journey(message, ref, [answer](const Result<Journey> &journey) { answer->finish(journey); });
}

} // namespace engine::facade
