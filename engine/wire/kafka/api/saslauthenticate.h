// SPDX-License-Identifier: GPL-3.0-or-later
// SaslAuthenticate (36). The tokens of a SASL exchange. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct SaslAuthenticateResponse;

struct SaslAuthenticateRequest
{
    static constexpr ApiKey Key = ApiKey::SaslAuthenticate;
    using Response = SaslAuthenticateResponse;

    QByteArray authBytes;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bytes("authBytes", m.authBytes);
    }
    bool operator==(const SaslAuthenticateRequest &) const = default;
};

struct SaslAuthenticateResponse
{
    static constexpr ApiKey Key = ApiKey::SaslAuthenticate;

    ErrorCode errorCode = ErrorCode::None;
    NullableBytes errorMessage;
    QByteArray authBytes;
    qint64 sessionLifetimeMs = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.errorCode("errorCode", m.errorCode);
        v.nullableString("errorMessage", m.errorMessage);
        v.bytes("authBytes", m.authBytes);
        v.int64("sessionLifetimeMs", m.sessionLifetimeMs, since(1));
    }
    bool operator==(const SaslAuthenticateResponse &) const = default;
};

} // namespace engine::wire::kafka
