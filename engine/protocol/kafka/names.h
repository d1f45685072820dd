// SPDX-License-Identifier: GPL-3.0-or-later
// Small translations that several handlers need. Thread: any.
#pragma once

#include "wire/kafka/primitives.h"

#include <QUuid>

namespace engine::core {
struct GroupKey;
}

namespace engine::protocol::kafka {

wire::kafka::Uuid uuidOf(const QUuid &uuid);
QUuid uuidOf(const wire::kafka::Uuid &uuid);
/// Kafka knows no virtual hosts: the groups its clients name are those of "/".
core::GroupKey groupKeyOf(const QByteArray &group);

/// What everybody may do with a topic who has all permissions: Kafka's bits of its operations (KIP-430).
inline constexpr qint32 TopicOperations = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11;
inline constexpr qint32 GroupOperations = 1 << 3 | 1 << 6 | 1 << 8;
inline constexpr qint32 ClusterOperations = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;

} // namespace engine::protocol::kafka
