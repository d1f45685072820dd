// SPDX-License-Identifier: GPL-3.0-or-later
// What AMQP sees of a topic, a queue of the type stream for each partition, is shown as the topic, not as a queue beside it. So
// who shows queues watches them from here; who needs the names that AMQP can publish to, bind or match asks the session itself.
// Thread: ui.
#pragma once

#include <engine/brokersession.h>
#include <engine/policies.h>
#include <engine/snapshots.h>

namespace ui::models {

inline bool isStream(const engine::QueueSnapshot &queue)
{
    return engine::policyQueueType(queue.spec.arguments) == engine::PolicyQueueType::Stream;
}

inline QList<engine::QueueSnapshot> withoutStreams(QList<engine::QueueSnapshot> queues)
{
    queues.removeIf(isStream);
    return queues;
}

/// BrokerSession::watchQueues() without the streams.
inline engine::SubscriptionPtr watchQueuesProper(engine::BrokerSession &session, QObject *context,
                                                 engine::BrokerSession::Callback<QList<engine::QueueSnapshot>> callback,
                                                 int perSecond = 2)
{
    return session.watchQueues(
        context,
        [callback = std::move(callback)](const QList<engine::QueueSnapshot> &queues) {
            callback(withoutStreams(queues));
        },
        perSecond);
}

} // namespace ui::models
