// SPDX-License-Identifier: GPL-3.0-or-later
// What a client that knows an epoch of the leader is answered (KIP-320). Thread: any.
#pragma once

#include "protocol/kafka/limits.h"
#include "wire/kafka/errorcodes.h"

namespace engine::protocol::kafka {

/// None for the epoch there is and for a client that knows of none (below 0); FencedLeaderEpoch, UnknownLeaderEpoch.
inline wire::kafka::ErrorCode checkEpoch(qint32 epoch)
{
    using wire::kafka::ErrorCode;
    if (epoch < 0 || epoch == LeaderEpoch)
        return ErrorCode::None;
    return epoch < LeaderEpoch ? ErrorCode::FencedLeaderEpoch : ErrorCode::UnknownLeaderEpoch;
}

} // namespace engine::protocol::kafka
