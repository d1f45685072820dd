// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeAcls (29). Looking up access rules. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeAclsResponse;

struct DescribeAclsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeAcls;
    using Response = DescribeAclsResponse;

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
    bool operator==(const DescribeAclsRequest &) const = default;
};

struct DescribeAclsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeAcls;

    struct AclDescription
    {
        QByteArray principal;
        QByteArray host;
        qint8 operation = 0;
        qint8 permissionType = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("principal", m.principal);
            v.string("host", m.host);
            v.int8("operation", m.operation);
            v.int8("permissionType", m.permissionType);
        }
        bool operator==(const AclDescription &) const = default;
    };

    struct DescribeAclsResource
    {
        qint8 resourceType = 0;
        QByteArray resourceName;
        qint8 patternType = 3;
        QList<AclDescription> acls;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.int8("patternType", m.patternType, since(1));
            v.array("acls", m.acls);
        }
        bool operator==(const DescribeAclsResource &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    NullableBytes errorMessage;
    QList<DescribeAclsResource> resources;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
        v.nullableString("errorMessage", m.errorMessage);
        v.array("resources", m.resources);
    }
    bool operator==(const DescribeAclsResponse &) const = default;
};

} // namespace engine::wire::kafka
