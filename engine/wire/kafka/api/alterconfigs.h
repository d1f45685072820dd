// SPDX-License-Identifier: GPL-3.0-or-later
// AlterConfigs (33). Replacing the configuration of topics or brokers as a whole. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct AlterConfigsResponse;

struct AlterConfigsRequest
{
    static constexpr ApiKey Key = ApiKey::AlterConfigs;
    using Response = AlterConfigsResponse;

    struct AlterableConfig
    {
        QByteArray name;
        NullableBytes value;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.nullableString("value", m.value);
        }
        bool operator==(const AlterableConfig &) const = default;
    };

    struct AlterConfigsResource
    {
        qint8 resourceType = 0; ///< 2: a topic, 4: a broker
        QByteArray resourceName;
        QList<AlterableConfig> configs;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.array("configs", m.configs);
        }
        bool operator==(const AlterConfigsResource &) const = default;
    };

    QList<AlterConfigsResource> resources;
    bool validateOnly = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("resources", m.resources);
        v.boolean("validateOnly", m.validateOnly);
    }
    bool operator==(const AlterConfigsRequest &) const = default;
};

struct AlterConfigsResponse
{
    static constexpr ApiKey Key = ApiKey::AlterConfigs;

    struct AlterConfigsResourceResponse
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        qint8 resourceType = 0;
        QByteArray resourceName;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
        }
        bool operator==(const AlterConfigsResourceResponse &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<AlterConfigsResourceResponse> responses;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("responses", m.responses);
    }
    bool operator==(const AlterConfigsResponse &) const = default;
};

} // namespace engine::wire::kafka
