// SPDX-License-Identifier: GPL-3.0-or-later
// CreateAcls (30). Adding access rules. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct CreateAclsResponse;

struct CreateAclsRequest
{
    static constexpr ApiKey Key = ApiKey::CreateAcls;
    using Response = CreateAclsResponse;

    struct AclCreation
    {
        qint8 resourceType = 0;
        QByteArray resourceName;
        qint8 resourcePatternType = 3;
        QByteArray principal;
        QByteArray host;
        qint8 operation = 0;
        qint8 permissionType = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.int8("resourcePatternType", m.resourcePatternType, since(1));
            v.string("principal", m.principal);
            v.string("host", m.host);
            v.int8("operation", m.operation);
            v.int8("permissionType", m.permissionType);
        }
        bool operator==(const AclCreation &) const = default;
    };

    QList<AclCreation> creations;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("creations", m.creations);
    }
    bool operator==(const CreateAclsRequest &) const = default;
};

struct CreateAclsResponse
{
    static constexpr ApiKey Key = ApiKey::CreateAcls;

    struct AclCreationResult
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
        }
        bool operator==(const AclCreationResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<AclCreationResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const CreateAclsResponse &) const = default;
};

} // namespace engine::wire::kafka
