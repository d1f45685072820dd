// SPDX-License-Identifier: GPL-3.0-or-later
// The one table from the domain's errors to Kafka's error codes. Thread: any.
#pragma once

#include "core/coordinationerror.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

#include <engine/result.h>

namespace engine::protocol::kafka {

/// Of a topic or its partitions, which nearly everything is about.
wire::kafka::ErrorCode errorCodeOf(BrokerError error);
/// What core says of groups and transactions are Kafka's codes.
constexpr wire::kafka::ErrorCode errorCodeOf(core::CoordinationError error)
{
    return wire::kafka::ErrorCode(qint16(error));
}

/// Why something is refused: the code, and a sentence for the versions that carry one.
struct Refusal
{
    static constexpr qsizetype maxText = 3000; ///< bytes: names of clients stand in it
    wire::kafka::ErrorCode code = wire::kafka::ErrorCode::UnknownServerError;
    wire::kafka::NullableBytes text = {};

    Refusal(wire::kafka::ErrorCode c)
        : code(c)
    {}
    Refusal(wire::kafka::ErrorCode c, const QByteArray &why)
        : code(c)
        , text(why.left(maxText))
    {}
    Refusal(const Error &error)
        : code(errorCodeOf(error.code))
        , text(error.detail.left(maxText / 3).toUtf8())
    {}
};

} // namespace engine::protocol::kafka
