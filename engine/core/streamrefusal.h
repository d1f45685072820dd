// SPDX-License-Identifier: GPL-3.0-or-later
// Why a stream has not taken a message: from the stream on, to the publisher's reply and to the lifecycle stream.
// Thread: engine.
#pragma once

#include <engine/result.h>

namespace engine::core {

class Queue;

struct StreamRefusal
{
    enum class Reason : quint8 {
        NoKey,    ///< its topic is compacted, and the message has no key
        TooLarge, ///< as a record it is larger than the topic's max.message.bytes
    };

    const Queue *stream;
    Reason reason;
};

/// What the publisher is told.
Error errorOf(const StreamRefusal &refusal);

} // namespace engine::core
