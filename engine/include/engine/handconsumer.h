// SPDX-License-Identifier: GPL-3.0-or-later
// Consuming by hand: whoever looks takes messages out of a queue one by one, has them as any consumer has what it was given, unacked,
// and settles them one by one. For learning, and for stepping through a backlog.
// Thread: any (values; a HandConsumer may be used from any thread).
#pragma once

#include <engine/result.h>
#include <engine/snapshots.h>

#include <QFuture>

#include <memory>
#include <optional>

namespace engine {

struct HeldMessage
{
    quint64 tag = 0; ///< the delivery tag: names it for settle()
    MessageSummary message;
    bool operator==(const HeldMessage &) const = default;
};

/// What a hand consumer has.
struct HandState
{
    QList<HeldMessage> held; ///< in the order they were taken
    /// Why everything went back to the queue that was held ("no acknowledgement within 30 minutes"); empty: it did not. The next
    /// message that is taken begins anew.
    QString ended;
    bool operator==(const HandState &) const = default;
};

enum class HandSettlement : quint8 {
    Acknowledge, ///< basic.ack: it is done with
    Requeue,     ///< basic.nack with requeue: back to its place, marked as redelivered
    Reject,      ///< basic.reject without requeue: a dead letter where the queue says so, gone otherwise
};

/// Dropping it gives everything back that is held.
class HandConsumer
{
public:
    static constexpr int mostHeld = 500;

    virtual ~HandConsumer() = default;
    /// The next ready message, of a paused queue too; answers with its tag, or with nothing where the queue has none ready. Errors are
    /// those of basic.get; ResourceExhausted where mostHeld are held.
    virtual QFuture<Result<std::optional<quint64>>> take() = 0;
    /// NotFound: it is not held (any more).
    virtual QFuture<Result<void>> settle(quint64 tag, HandSettlement how) = 0;
};
using HandConsumerPtr = std::unique_ptr<HandConsumer>;

} // namespace engine
