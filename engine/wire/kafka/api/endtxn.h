// SPDX-License-Identifier: GPL-3.0-or-later
// EndTxn (26). Committing or aborting a transaction. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct EndTxnResponse;

struct EndTxnRequest
{
    static constexpr ApiKey Key = ApiKey::EndTxn;
    using Response = EndTxnResponse;

    QByteArray transactionalId;
    qint64 producerId = 0;
    qint16 producerEpoch = 0;
    bool committed = false; ///< false aborts

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("transactionalId", m.transactionalId);
        v.int64("producerId", m.producerId);
        v.int16("producerEpoch", m.producerEpoch);
        v.boolean("committed", m.committed);
    }
    bool operator==(const EndTxnRequest &) const = default;
};

struct EndTxnResponse
{
    static constexpr ApiKey Key = ApiKey::EndTxn;

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
    }
    bool operator==(const EndTxnResponse &) const = default;
};

} // namespace engine::wire::kafka
