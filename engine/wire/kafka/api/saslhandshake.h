// SPDX-License-Identifier: GPL-3.0-or-later
// SaslHandshake (17). Choosing a SASL mechanism. After version 0 the tokens follow as bare frames, after version 1 in
// SaslAuthenticate. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct SaslHandshakeResponse;

struct SaslHandshakeRequest
{
    static constexpr ApiKey Key = ApiKey::SaslHandshake;
    using Response = SaslHandshakeResponse;

    QByteArray mechanism;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("mechanism", m.mechanism);
    }
    bool operator==(const SaslHandshakeRequest &) const = default;
};

struct SaslHandshakeResponse
{
    static constexpr ApiKey Key = ApiKey::SaslHandshake;

    ErrorCode errorCode = ErrorCode::None;
    QList<QByteArray> mechanisms; ///< what the broker offers

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.errorCode("errorCode", m.errorCode);
        v.array("mechanisms", m.mechanisms);
    }
    bool operator==(const SaslHandshakeResponse &) const = default;
};

} // namespace engine::wire::kafka
