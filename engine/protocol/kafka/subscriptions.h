// SPDX-License-Identifier: GPL-3.0-or-later
// Which topics the members of a consumer group read, from what they tell each other when they join. Thread: any.
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace engine::protocol::kafka {

/// For core::ConsumerGroups::setSubscriptionReader(); nullopt: it cannot be read.
std::optional<QByteArrayList> subscribedTopics(const QByteArray &metadata);

} // namespace engine::protocol::kafka
