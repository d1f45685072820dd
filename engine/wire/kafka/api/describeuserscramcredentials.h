// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeUserScramCredentials (50). Which users can log in by SCRAM, with what (KIP-554). Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeUserScramCredentialsResponse;

struct DescribeUserScramCredentialsRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeUserScramCredentials;
    using Response = DescribeUserScramCredentialsResponse;

    struct UserName
    {
        QByteArray name;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
        }
        bool operator==(const UserName &) const = default;
    };

    std::optional<QList<UserName>> users; ///< null or empty: all

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.nullableArray("users", m.users);
    }
    bool operator==(const DescribeUserScramCredentialsRequest &) const = default;
};

struct DescribeUserScramCredentialsResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeUserScramCredentials;

    struct CredentialInfo
    {
        qint8 mechanism = 0; ///< 1: SCRAM-SHA-256, 2: SCRAM-SHA-512
        qint32 iterations = 0;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int8("mechanism", m.mechanism);
            v.int32("iterations", m.iterations);
        }
        bool operator==(const CredentialInfo &) const = default;
    };

    struct DescribeUserScramCredentialsResult
    {
        QByteArray user;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;
        QList<CredentialInfo> credentialInfos;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("user", m.user);
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
            v.array("credentialInfos", m.credentialInfos);
        }
        bool operator==(const DescribeUserScramCredentialsResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    NullableBytes errorMessage;
    QList<DescribeUserScramCredentialsResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
        v.nullableString("errorMessage", m.errorMessage);
        v.array("results", m.results);
    }
    bool operator==(const DescribeUserScramCredentialsResponse &) const = default;
};

} // namespace engine::wire::kafka
