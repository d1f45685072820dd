// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeConfigs (32). The configuration of topics and brokers. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeConfigsResponse;

struct DescribeConfigsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeConfigs;
    using Response = DescribeConfigsResponse;

    struct DescribeConfigsResource
    {
        qint8 resourceType = 0; ///< 2: a topic, 4: a broker
        QByteArray resourceName;
        std::optional<QList<QByteArray>> configurationKeys; ///< null: all

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.nullableArray("configurationKeys", m.configurationKeys);
        }
        bool operator==(const DescribeConfigsResource &) const = default;
    };

    QList<DescribeConfigsResource> resources;
    bool includeSynonyms = false;
    bool includeDocumentation = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("resources", m.resources);
        v.boolean("includeSynonyms", m.includeSynonyms, since(1));
        v.boolean("includeDocumentation", m.includeDocumentation, since(3));
    }
    bool operator==(const DescribeConfigsRequest &) const = default;
};

struct DescribeConfigsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeConfigs;

    struct DescribeConfigsSynonym
    {
        QByteArray name;
        NullableBytes value;
        qint8 source = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.nullableString("value", m.value);
            v.int8("source", m.source);
        }
        bool operator==(const DescribeConfigsSynonym &) const = default;
    };

    struct DescribeConfigsResourceResult
    {
        QByteArray name;
        NullableBytes value;
        bool readOnly = false;
        bool isDefault = false;
        qint8 configSource = -1; ///< 1: the topic's own, 4: the broker's file, 5: the default
        bool isSensitive = false;
        QList<DescribeConfigsSynonym> synonyms;
        qint8 configType = 0;
        NullableBytes documentation;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.nullableString("value", m.value);
            v.boolean("readOnly", m.readOnly);
            v.boolean("isDefault", m.isDefault, only(0));
            v.int8("configSource", m.configSource, since(1));
            v.boolean("isSensitive", m.isSensitive);
            v.array("synonyms", m.synonyms, since(1));
            v.int8("configType", m.configType, since(3));
            v.nullableString("documentation", m.documentation, since(3));
        }
        bool operator==(const DescribeConfigsResourceResult &) const = default;
    };

    struct DescribeConfigsResult
    {
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        qint8 resourceType = 0;
        QByteArray resourceName;
        QList<DescribeConfigsResourceResult> configs;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.int8("resourceType", m.resourceType);
            v.string("resourceName", m.resourceName);
            v.array("configs", m.configs);
        }
        bool operator==(const DescribeConfigsResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DescribeConfigsResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const DescribeConfigsResponse &) const = default;
};

} // namespace engine::wire::kafka
