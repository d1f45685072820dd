// SPDX-License-Identifier: GPL-3.0-or-later
// InitProducerId (22). A producer id, for idempotence or for transactions. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct InitProducerIdResponse;

struct InitProducerIdRequest
{
    static constexpr ApiKey Key = ApiKey::InitProducerId;
    using Response = InitProducerIdResponse;

    NullableBytes transactionalId; ///< null: an idempotent producer
    qint32 transactionTimeoutMs = 0;
    qint64 producerId = -1;
    qint16 producerEpoch = -1;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.nullableString("transactionalId", m.transactionalId);
        v.int32("transactionTimeoutMs", m.transactionTimeoutMs);
        v.int64("producerId", m.producerId, since(3));
        v.int16("producerEpoch", m.producerEpoch, since(3));
    }
    bool operator==(const InitProducerIdRequest &) const = default;
};

struct InitProducerIdResponse
{
    static constexpr ApiKey Key = ApiKey::InitProducerId;

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    qint64 producerId = -1;
    qint16 producerEpoch = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
        v.int64("producerId", m.producerId);
        v.int16("producerEpoch", m.producerEpoch);
    }
    bool operator==(const InitProducerIdResponse &) const = default;
};

} // namespace engine::wire::kafka
