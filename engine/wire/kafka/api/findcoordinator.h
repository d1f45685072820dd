// SPDX-License-Identifier: GPL-3.0-or-later
// FindCoordinator (10). Who coordinates a group or a transactional id; from version 4 on for several keys at once.
// Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct FindCoordinatorResponse;

struct FindCoordinatorRequest
{
    static constexpr ApiKey Key = ApiKey::FindCoordinator;
    using Response = FindCoordinatorResponse;

    QByteArray key;
    qint8 keyType = 0; ///< 0: a group, 1: a transactional id
    QList<QByteArray> coordinatorKeys;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("key", m.key, until(3));
        v.int8("keyType", m.keyType, since(1));
        v.array("coordinatorKeys", m.coordinatorKeys, since(4));
    }
    bool operator==(const FindCoordinatorRequest &) const = default;
};

struct FindCoordinatorResponse
{
    static constexpr ApiKey Key = ApiKey::FindCoordinator;

    struct Coordinator
    {
        QByteArray key;
        qint32 nodeId = 0;
        QByteArray host;
        qint32 port = 0;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.string("key", m.key);
            v.int32("nodeId", m.nodeId);
            v.string("host", m.host);
            v.int32("port", m.port);
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage);
        }
        bool operator==(const Coordinator &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    NullableBytes errorMessage;
    qint32 nodeId = 0;
    QByteArray host;
    qint32 port = 0;
    QList<Coordinator> coordinators;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.errorCode("errorCode", m.errorCode, until(3));
        v.nullableString("errorMessage", m.errorMessage, between(1, 3));
        v.int32("nodeId", m.nodeId, until(3));
        v.string("host", m.host, until(3));
        v.int32("port", m.port, until(3));
        v.array("coordinators", m.coordinators, since(4));
    }
    bool operator==(const FindCoordinatorResponse &) const = default;
};

} // namespace engine::wire::kafka
