// SPDX-License-Identifier: GPL-3.0-or-later
// JoinGroup (11). Joining a consumer group. What the members say about themselves is theirs (see consumerprotocol.h).
// Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct JoinGroupResponse;

struct JoinGroupRequest
{
    static constexpr ApiKey Key = ApiKey::JoinGroup;
    using Response = JoinGroupResponse;

    struct JoinGroupRequestProtocol
    {
        QByteArray name;
        QByteArray metadata;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.bytes("metadata", m.metadata);
        }
        bool operator==(const JoinGroupRequestProtocol &) const = default;
    };

    QByteArray groupId;
    qint32 sessionTimeoutMs = 0;
    qint32 rebalanceTimeoutMs = -1;
    QByteArray memberId;           ///< empty for one that is new
    NullableBytes groupInstanceId; ///< of a static member
    QByteArray protocolType;
    QList<JoinGroupRequestProtocol> protocols;
    NullableBytes reason;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.int32("sessionTimeoutMs", m.sessionTimeoutMs);
        v.int32("rebalanceTimeoutMs", m.rebalanceTimeoutMs, since(1));
        v.string("memberId", m.memberId);
        v.nullableString("groupInstanceId", m.groupInstanceId, since(5));
        v.string("protocolType", m.protocolType);
        v.array("protocols", m.protocols);
        v.nullableText("reason", m.reason, since(8));
    }
    bool operator==(const JoinGroupRequest &) const = default;
};

struct JoinGroupResponse
{
    static constexpr ApiKey Key = ApiKey::JoinGroup;

    struct JoinGroupResponseMember
    {
        QByteArray memberId;
        NullableBytes groupInstanceId;
        QByteArray metadata;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("memberId", m.memberId);
            v.nullableString("groupInstanceId", m.groupInstanceId, since(5));
            v.bytes("metadata", m.metadata);
        }
        bool operator==(const JoinGroupResponseMember &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    qint32 generationId = -1;
    NullableBytes protocolType;
    NullableBytes protocolName;
    QByteArray leader;
    bool skipAssignment = false;
    QByteArray memberId;
    QList<JoinGroupResponseMember> members;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(2));
        v.errorCode("errorCode", m.errorCode);
        v.int32("generationId", m.generationId);
        v.nullableString("protocolType", m.protocolType, since(7));
        v.nullableString("protocolName", m.protocolName, Versions{}, NullSince{7});
        v.string("leader", m.leader);
        v.boolean("skipAssignment", m.skipAssignment, since(9));
        v.string("memberId", m.memberId);
        v.array("members", m.members);
    }
    bool operator==(const JoinGroupResponse &) const = default;
};

} // namespace engine::wire::kafka
