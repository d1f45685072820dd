// SPDX-License-Identifier: GPL-3.0-or-later
// AddOffsetsToTxn (25). Taking a group's offsets into a transaction. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct AddOffsetsToTxnResponse;

struct AddOffsetsToTxnRequest
{
    static constexpr ApiKey Key = ApiKey::AddOffsetsToTxn;
    using Response = AddOffsetsToTxnResponse;

    QByteArray transactionalId;
    qint64 producerId = 0;
    qint16 producerEpoch = 0;
    QByteArray groupId;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.string("transactionalId", m.transactionalId);
        v.int64("producerId", m.producerId);
        v.int16("producerEpoch", m.producerEpoch);
        v.string("groupId", m.groupId);
    }
    bool operator==(const AddOffsetsToTxnRequest &) const = default;
};

struct AddOffsetsToTxnResponse
{
    static constexpr ApiKey Key = ApiKey::AddOffsetsToTxn;

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
    }
    bool operator==(const AddOffsetsToTxnResponse &) const = default;
};

} // namespace engine::wire::kafka
