// SPDX-License-Identifier: GPL-3.0-or-later
// ApiVersions (18). What the broker speaks. A version that it does not speak is answered in version 0, with the whole
// list. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct ApiVersionsResponse;

struct ApiVersionsRequest
{
    static constexpr ApiKey Key = ApiKey::ApiVersions;
    using Response = ApiVersionsResponse;

    QByteArray clientSoftwareName;
    QByteArray clientSoftwareVersion;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("clientSoftwareName", m.clientSoftwareName, since(3));
        v.string("clientSoftwareVersion", m.clientSoftwareVersion, since(3));
    }
    bool operator==(const ApiVersionsRequest &) const = default;
};

struct ApiVersionsResponse
{
    static constexpr ApiKey Key = ApiKey::ApiVersions;

    struct ApiVersion
    {
        qint16 apiKey = 0;
        qint16 minVersion = 0;
        qint16 maxVersion = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int16("apiKey", m.apiKey);
            v.int16("minVersion", m.minVersion);
            v.int16("maxVersion", m.maxVersion);
        }
        bool operator==(const ApiVersion &) const = default;
    };

    struct SupportedFeatureKey
    {
        QByteArray name;
        qint16 minVersion = 0;
        qint16 maxVersion = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int16("minVersion", m.minVersion);
            v.int16("maxVersion", m.maxVersion);
        }
        bool operator==(const SupportedFeatureKey &) const = default;
    };

    struct FinalizedFeatureKey
    {
        QByteArray name;
        qint16 maxVersionLevel = 0;
        qint16 minVersionLevel = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int16("maxVersionLevel", m.maxVersionLevel);
            v.int16("minVersionLevel", m.minVersionLevel);
        }
        bool operator==(const FinalizedFeatureKey &) const = default;
    };

    ErrorCode errorCode = ErrorCode::None;
    QList<ApiVersion> apiKeys;
    qint32 throttleTimeMs = 0;
    QList<SupportedFeatureKey> supportedFeatures;
    qint64 finalizedFeaturesEpoch = -1;
    QList<FinalizedFeatureKey> finalizedFeatures;
    bool zkMigrationReady = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.errorCode("errorCode", m.errorCode);
        v.array("apiKeys", m.apiKeys);
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.tagged(
            0, !m.supportedFeatures.isEmpty(), [&](auto &tag) { tag.array("supportedFeatures", m.supportedFeatures); },
            since(3));
        v.tagged(
            1, m.finalizedFeaturesEpoch != -1,
            [&](auto &tag) { tag.int64("finalizedFeaturesEpoch", m.finalizedFeaturesEpoch); }, since(3));
        v.tagged(
            2, !m.finalizedFeatures.isEmpty(), [&](auto &tag) { tag.array("finalizedFeatures", m.finalizedFeatures); },
            since(3));
        v.tagged(
            3, m.zkMigrationReady, [&](auto &tag) { tag.boolean("zkMigrationReady", m.zkMigrationReady); }, since(3));
    }
    bool operator==(const ApiVersionsResponse &) const = default;
};

} // namespace engine::wire::kafka
