// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteGroups (42). Deleting groups that have no members. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DeleteGroupsResponse;

struct DeleteGroupsRequest
{
    static constexpr ApiKey Key = ApiKey::DeleteGroups;
    using Response = DeleteGroupsResponse;

    QList<QByteArray> groupsNames;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("groupsNames", m.groupsNames);
    }
    bool operator==(const DeleteGroupsRequest &) const = default;
};

struct DeleteGroupsResponse
{
    static constexpr ApiKey Key = ApiKey::DeleteGroups;

    struct DeletableGroupResult
    {
        QByteArray groupId;
        ErrorCode errorCode = ErrorCode::None;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("groupId", m.groupId);
            v.errorCode("errorCode", m.errorCode);
        }
        bool operator==(const DeletableGroupResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DeletableGroupResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const DeleteGroupsResponse &) const = default;
};

} // namespace engine::wire::kafka
