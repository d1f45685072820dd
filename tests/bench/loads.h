// SPDX-License-Identifier: GPL-3.0-or-later
// The loads the table of figures is made of. Each returns what it measured; none prints.
// Producer and consumer are two threads with a connection each: no third party in between, and the same for every
// broker. Thread: any.
#pragma once

#include "client.h"

namespace bench {

struct Load
{
    Address address;
    std::string queue = "bench";
    std::size_t size = 256;
    bool persistent = true;
    /// The queue is a stream.
    bool stream = false;
    /// Unconfirmed messages at most; 0: publish without confirms.
    std::uint64_t window = 500;
    std::uint16_t prefetch = 500;
    /// Acknowledge every nth delivery, multiple; 1: each one by itself.
    std::uint64_t ackEvery = 1;
    double seconds = 5;
    std::uint64_t messages = 0;
    /// Messages a second; 0: as fast as it goes.
    double rate = 0;
};

/// Publishes for `seconds` (or `messages`) while a consumer takes everything, until the last one is there.
Outcome runThrough(const Load &load);
/// Publishes `messages` into a durable queue and leaves them there.
Outcome runPublish(const Load &load);
/// Consumes until the queue is empty.
Outcome runDrain(const Load &load);
/// Opens `messages` connections with a channel each, from `threads` threads, then calls `opened` and closes them.
Outcome runConnections(const Load &load, int threads, void (*opened)(const Outcome &));
/// Declares `messages` durable queues from `threads` threads and puts `each` messages into every one of them.
Outcome runQueues(const Load &load, int threads, int each);

} // namespace bench
