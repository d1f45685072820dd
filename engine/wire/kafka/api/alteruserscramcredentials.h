// SPDX-License-Identifier: GPL-3.0-or-later
// AlterUserScramCredentials (51). What users log in with by SCRAM, given and taken away; the passwords stay with the client
// (KIP-554). Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct AlterUserScramCredentialsResponse;

struct AlterUserScramCredentialsRequest
{
    static constexpr ApiKey Key = ApiKey::AlterUserScramCredentials;
    using Response = AlterUserScramCredentialsResponse;

    struct ScramCredentialDeletion
    {
        QByteArray name;
        qint8 mechanism = 0; ///< 1: SCRAM-SHA-256, 2: SCRAM-SHA-512

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int8("mechanism", m.mechanism);
        }
        bool operator==(const ScramCredentialDeletion &) const = default;
    };

    struct ScramCredentialUpsertion
    {
        QByteArray name;
        qint8 mechanism = 0; ///< 1: SCRAM-SHA-256, 2: SCRAM-SHA-512
        qint32 iterations = 0;
        QByteArray salt;
        QByteArray saltedPassword;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("name", m.name);
            v.int8("mechanism", m.mechanism);
            v.int32("iterations", m.iterations);
            v.bytes("salt", m.salt);
            v.bytes("saltedPassword", m.saltedPassword);
        }
        bool operator==(const ScramCredentialUpsertion &) const = default;
    };

    QList<ScramCredentialDeletion> deletions;
    QList<ScramCredentialUpsertion> upsertions;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("deletions", m.deletions);
        v.array("upsertions", m.upsertions);
    }
    bool operator==(const AlterUserScramCredentialsRequest &) const = default;
};

struct AlterUserScramCredentialsResponse
{
    static constexpr ApiKey Key = ApiKey::AlterUserScramCredentials;

    struct AlterUserScramCredentialsResult
    {
        QByteArray user;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("user", m.user);
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
        }
        bool operator==(const AlterUserScramCredentialsResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<AlterUserScramCredentialsResult> results;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.array("results", m.results);
    }
    bool operator==(const AlterUserScramCredentialsResponse &) const = default;
};

} // namespace engine::wire::kafka
