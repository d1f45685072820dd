// SPDX-License-Identifier: GPL-3.0-or-later
// Transaction: what a channel with transactions keeps until its commit. Owner: Channel. Thread: engine.
#pragma once

#include "core/publication.h"

#include <vector>

namespace engine::core {

/// How an unacked message is done with. Abandon: its channel has gone.
enum class Settlement : quint8 { Acknowledge, Requeue, Refuse, Discard, Abandon };

/// What commit() will do.
struct Transaction
{
    struct Publication
    {
        QByteArray exchange;
        QExplicitlySharedDataPointer<Message> message;
        PublishOptions options;
    };
    struct Settled
    {
        quint64 tag;
        Settlement how;
    };
    std::vector<Publication> publications;
    std::vector<Settled> settled;
    quint64 bytes = 0; ///< that it keeps in memory
};

} // namespace engine::core
