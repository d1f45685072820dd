// SPDX-License-Identifier: GPL-3.0-or-later
// Heartbeat (12). A member of a group says that it is alive. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct HeartbeatResponse;

struct HeartbeatRequest
{
    static constexpr ApiKey Key = ApiKey::Heartbeat;
    using Response = HeartbeatResponse;

    QByteArray groupId;
    qint32 generationId = 0;
    QByteArray memberId;
    NullableBytes groupInstanceId;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("groupId", m.groupId);
        v.int32("generationId", m.generationId);
        v.string("memberId", m.memberId);
        v.nullableString("groupInstanceId", m.groupInstanceId, since(3));
    }
    bool operator==(const HeartbeatRequest &) const = default;
};

struct HeartbeatResponse
{
    static constexpr ApiKey Key = ApiKey::Heartbeat;

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode);
    }
    bool operator==(const HeartbeatResponse &) const = default;
};

} // namespace engine::wire::kafka
