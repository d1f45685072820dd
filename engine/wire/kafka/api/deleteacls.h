// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteAcls (31). Removing access rules. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DeleteAclsResponse;

struct DeleteAclsRequest
{
    static constexpr ApiKey Key = ApiKey::DeleteAcls;
    using Response = DeleteAclsResponse;

    struct DeleteAclsFilter
    {
        qint8 resourceTypeFilter = 0;
        NullableBytes resourceNameFilter;
        qint8 patternTypeFilter = 3;
        NullableBytes principalFilter;
        NullableBytes hostFilter;
        qint8 operation = 0;
        qint8 permissionType = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("resourceTypeFilter", m.resourceTypeFilter);
            v.nullableString("resourceNameFilter", m.resourceNameFilter);
            v.int8("patternTypeFilter", m.patternTypeFilter, since(1));
            v.nullableString("principalFilter", m.principalFilter);
            v.nullableString("hostFilter", m.hostFilter);
            v.int8("operation", m.operation);
            v.int8("permissionType", m.permissionType);
        }
        bool operator==(const DeleteAclsFilter &) const = default;
    };

    QList<DeleteAclsFilter> filters;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("filters", m.filters);
    }
    bool operator==(const DeleteAclsRequest &) const = default;
};

struct DeleteAclsResponse
{
    static constexpr ApiKey Key = ApiKey::DeleteAcls;

    struct DeleteAclsMatchingAcl
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        qint8 resourceType = 0;
        QByteArray resourceName;
        qint8 patternType = 3;
        QByteArray principal;
        QByteArray host;
        qint8 operation = 0;
        qint8 permissionType = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.int8("patternType", m.patternType, since(1));
            v.string("principal", m.principal);
            v.string("host", m.host);
            v.int8("operation", m.operation);
            v.int8("permissionType", m.permissionType);
        }
        bool operator==(const DeleteAclsMatchingAcl &) const = default;
    };

    struct DeleteAclsFilterResult
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        QList<DeleteAclsMatchingAcl> matchingAcls;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.array("matchingAcls", m.matchingAcls);
        }
        bool operator==(const DeleteAclsFilterResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DeleteAclsFilterResult> filterResults;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("filterResults", m.filterResults);
    }
    bool operator==(const DeleteAclsResponse &) const = default;
};

} // namespace engine::wire::kafka
