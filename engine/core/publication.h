// SPDX-License-Identifier: GPL-3.0-or-later
// A publish that does not take effect at once: because a gate holds the message, or because it belongs to a transaction. It
// is routed when its time comes, by the names it was published with and as the topology is then.
// Thread: engine.
#pragma once

#include "core/exchange.h"
#include "core/lifecycle.h"
#include "core/message.h"
#include "core/streamrefusal.h"

#include <memory>
#include <optional>
#include <vector>

namespace engine::core {

class Broker;
class Channel;
class Queue;

/// Makes what routing may ask of the properties of a message, which outlives the reader. Without state of its own, so that a
/// message can be routed when whoever published it has gone.
using ReaderOf = RoutingInput::Reader (*)(const Message &message);

struct PublishOptions
{
    ReaderOf readerOf = nullptr; ///< null: no headers
    bool mandatory = false;      ///< ChannelClient::returned() is called if no queue takes it
};

/// A message that a gate keeps. The gate may replace `message` before it releases it.
struct HeldMessage
{
    MessagePtr message;
    QByteArray virtualHost, exchange;
    ChannelRef publisher;
    PublishOptions options;
    quint64 publishTag = 0;             ///< 0: nobody waits for a confirm
    std::shared_ptr<Channel *> channel; ///< null inside once the publisher's channel has gone
};

/// Ends the hold. Pass: routed through the exchange it was published to, as if published now, and confirmed when it is safe;
/// if that exchange has gone, it is unroutable. Drop: it is gone, and confirmed. Whoever calls settles the broker afterwards.
void release(Broker &broker, HeldMessage &&held, Gate::Verdict verdict);

/// What became of one message.
struct Spread
{
    quint32 copies = 0;
    quint64 durableWith = 0; ///< the transaction that a confirm has to wait for; 0: none
    quint32 refused = 0;     ///< queues that are full and refuse it: its publisher gets a nack
    bool movedOn = false;    ///< one of these has made it a dead letter
    std::optional<StreamRefusal> refusal = std::nullopt; ///< of a stream among these
};

/// Puts a message into the queues that routing has found; where those are none and the key is a reply address, straight to
/// its consumer. exchange: null if it has gone since.
Spread spread(VirtualHost &host, Exchange *exchange, const std::vector<Queue *> &queues, const MessagePtr &message,
              ChannelRef publisher, bool mandatory = false);

} // namespace engine::core
