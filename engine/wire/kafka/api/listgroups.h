// SPDX-License-Identifier: GPL-3.0-or-later
// ListGroups (16). All groups; from version 4 on by state. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ListGroupsResponse;

struct ListGroupsRequest
{
    static constexpr ApiKey Key = ApiKey::ListGroups;
    using Response = ListGroupsResponse;

    QList<QByteArray> statesFilter;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("statesFilter", m.statesFilter, since(4));
    }
    bool operator==(const ListGroupsRequest &) const = default;
};

struct ListGroupsResponse
{
    static constexpr ApiKey Key = ApiKey::ListGroups;

    struct ListedGroup
    {
        QByteArray groupId;
        QByteArray protocolType;
        QByteArray groupState;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("groupId", m.groupId);
            v.string("protocolType", m.protocolType);
            v.string("groupState", m.groupState, since(4));
        }
        bool operator==(const ListedGroup &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    QList<ListedGroup> groups;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode);
        v.array("groups", m.groups);
    }
    bool operator==(const ListGroupsResponse &) const = default;
};

} // namespace engine::wire::kafka
