// SPDX-License-Identifier: GPL-3.0-or-later
// Which partition Kafka's clients choose for a key: murmur2 of its bytes, as the default partitioner of the Java client does it
// (librdkafka calls it murmur2). Thread: any (plain functions).
#pragma once

#include <QByteArrayView>

namespace engine::wire::kafka {

quint32 murmur2(QByteArrayView bytes);

/// partitions > 0.
inline quint32 partitionForKey(QByteArrayView key, quint32 partitions)
{
    return (murmur2(key) & 0x7fffffff) % partitions;
}

} // namespace engine::wire::kafka
