// SPDX-License-Identifier: GPL-3.0-or-later
// LeaveGroup (13). Leaving a group; from version 3 on several members at once. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct LeaveGroupResponse;

struct LeaveGroupRequest
{
    static constexpr ApiKey Key = ApiKey::LeaveGroup;
    using Response = LeaveGroupResponse;

    struct MemberIdentity
    {
        QByteArray memberId;
        NullableBytes groupInstanceId;
        NullableBytes reason;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("memberId", m.memberId);
            v.nullableString("groupInstanceId", m.groupInstanceId);
            v.nullableText("reason", m.reason, since(5));
        }
        bool operator==(const MemberIdentity &) const = default;
    };

    QByteArray groupId;
    QByteArray memberId;
    QList<MemberIdentity> members;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.string("memberId", m.memberId, until(2));
        v.array("members", m.members, since(3));
    }
    bool operator==(const LeaveGroupRequest &) const = default;
};

struct LeaveGroupResponse
{
    static constexpr ApiKey Key = ApiKey::LeaveGroup;

    struct MemberResponse
    {
        QByteArray memberId;
        NullableBytes groupInstanceId;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("memberId", m.memberId);
            v.nullableString("groupInstanceId", m.groupInstanceId);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const MemberResponse &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    QList<MemberResponse> members;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode);
        v.array("members", m.members, since(3));
    }
    bool operator==(const LeaveGroupResponse &) const = default;
};

} // namespace engine::wire::kafka
