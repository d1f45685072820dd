// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeGroups (15). Groups with their members. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeGroupsResponse;

struct DescribeGroupsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeGroups;
    using Response = DescribeGroupsResponse;

    QList<QByteArray> groups;
    bool includeAuthorizedOperations = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("groups", m.groups);
        v.boolean("includeAuthorizedOperations", m.includeAuthorizedOperations, since(3));
    }
    bool operator==(const DescribeGroupsRequest &) const = default;
};

struct DescribeGroupsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeGroups;

    struct DescribedGroupMember
    {
        QByteArray memberId;
        NullableBytes groupInstanceId;
        QByteArray clientId;
        QByteArray clientHost;
        QByteArray memberMetadata;
        QByteArray memberAssignment;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("memberId", m.memberId);
            v.nullableString("groupInstanceId", m.groupInstanceId, since(4));
            v.string("clientId", m.clientId);
            v.string("clientHost", m.clientHost);
            v.bytes("memberMetadata", m.memberMetadata);
            v.bytes("memberAssignment", m.memberAssignment);
        }
        bool operator==(const DescribedGroupMember &) const = default;
    };

    struct DescribedGroup
    {
        ErrorCode errorCode = ErrorCode::None;
        QByteArray groupId;
        QByteArray groupState;
        QByteArray protocolType;
        QByteArray protocolData;
        QList<DescribedGroupMember> members;
        qint32 authorizedOperations = OperationsOmitted;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.string("groupId", m.groupId);
            v.string("groupState", m.groupState);
            v.string("protocolType", m.protocolType);
            v.string("protocolData", m.protocolData);
            v.array("members", m.members);
            v.int32("authorizedOperations", m.authorizedOperations, since(3));
        }
        bool operator==(const DescribedGroup &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DescribedGroup> groups;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.array("groups", m.groups);
    }
    bool operator==(const DescribeGroupsResponse &) const = default;
};

} // namespace engine::wire::kafka
