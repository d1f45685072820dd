// SPDX-License-Identifier: GPL-3.0-or-later
// What the members of a consumer group tell each other through the broker: the subscription in JoinGroup's metadata and
// the assignment in SyncGroup, when the protocol type is "consumer". The broker passes the bytes on as they are; it
// reads them for the window and to know which topics a group is subscribed to. Both begin with their version and are
// never flexible. Thread: any (values).
#pragma once

#include "wire/decoded.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ConsumerProtocolSubscription
{
    static constexpr qint16 HighestVersion = 3;

    struct TopicPartition
    {
        QByteArray topic;
        QList<qint32> partitions;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("topic", m.topic);
            v.array("partitions", m.partitions);
        }
        bool operator==(const TopicPartition &) const = default;
    };

    QList<QByteArray> topics;
    NullableBytes userData; ///< the assignor's
    QList<TopicPartition> ownedPartitions;
    qint32 generationId = -1;
    NullableBytes rackId;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics);
        v.nullableBytes("userData", m.userData);
        v.array("ownedPartitions", m.ownedPartitions, since(1));
        v.int32("generationId", m.generationId, since(2));
        v.nullableString("rackId", m.rackId, since(3));
    }
    bool operator==(const ConsumerProtocolSubscription &) const = default;
};

struct ConsumerProtocolAssignment
{
    static constexpr qint16 HighestVersion = 3;

    using TopicPartition = ConsumerProtocolSubscription::TopicPartition;

    QList<TopicPartition> assignedPartitions;
    NullableBytes userData; ///< the assignor's

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("assignedPartitions", m.assignedPartitions);
        v.nullableBytes("userData", m.userData);
    }
    bool operator==(const ConsumerProtocolAssignment &) const = default;
};

/// A member's metadata. A newer version is read as the highest that we know, as clients do; a member that names a
/// version but ends with the fields of an older one is taken for that (some client libraries write such).
DecodeResult<ConsumerProtocolSubscription> decodeSubscription(QByteArrayView metadata);
/// A member's assignment. Empty bytes are malformed here: a member without an assignment has none to decode.
DecodeResult<ConsumerProtocolAssignment> decodeAssignment(QByteArrayView assignment);

QByteArray encodeSubscription(const ConsumerProtocolSubscription &subscription,
                              qint16 version = ConsumerProtocolSubscription::HighestVersion);
QByteArray encodeAssignment(const ConsumerProtocolAssignment &assignment,
                            qint16 version = ConsumerProtocolAssignment::HighestVersion);

} // namespace engine::wire::kafka
