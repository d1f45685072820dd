// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/subscriptions.h"

#include "wire/kafka/consumerprotocol.h"

namespace engine::protocol::kafka {

std::optional<QByteArrayList> subscribedTopics(const QByteArray &metadata)
{
    const auto subscription = wire::kafka::decodeSubscription(metadata);
    if (!subscription)
        return std::nullopt;
    return QByteArrayList(subscription->topics);
}

} // namespace engine::protocol::kafka
