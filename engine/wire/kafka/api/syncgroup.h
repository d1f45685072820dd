// SPDX-License-Identifier: GPL-3.0-or-later
// SyncGroup (14). Getting a member's share from the group's leader, and handing out the shares as the leader. Thread:
// any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct SyncGroupResponse;

struct SyncGroupRequest
{
    static constexpr ApiKey Key = ApiKey::SyncGroup;
    using Response = SyncGroupResponse;

    struct SyncGroupRequestAssignment
    {
        QByteArray memberId;
        QByteArray assignment;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("memberId", m.memberId);
            v.bytes("assignment", m.assignment);
        }
        bool operator==(const SyncGroupRequestAssignment &) const = default;
    };

    QByteArray groupId;
    qint32 generationId = 0;
    QByteArray memberId;
    NullableBytes groupInstanceId;
    NullableBytes protocolType;
    NullableBytes protocolName;
    QList<SyncGroupRequestAssignment> assignments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.int32("generationId", m.generationId);
        v.string("memberId", m.memberId);
        v.nullableString("groupInstanceId", m.groupInstanceId, since(3));
        v.nullableString("protocolType", m.protocolType, since(5));
        v.nullableString("protocolName", m.protocolName, since(5));
        v.array("assignments", m.assignments);
    }
    bool operator==(const SyncGroupRequest &) const = default;
};

struct SyncGroupResponse
{
    static constexpr ApiKey Key = ApiKey::SyncGroup;

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    NullableBytes protocolType;
    NullableBytes protocolName;
    QByteArray assignment;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode);
        v.nullableString("protocolType", m.protocolType, since(5));
        v.nullableString("protocolName", m.protocolName, since(5));
        v.bytes("assignment", m.assignment);
    }
    bool operator==(const SyncGroupResponse &) const = default;
};

} // namespace engine::wire::kafka
