// SPDX-License-Identifier: GPL-3.0-or-later
// Sink: just enough of AMQP to stand in for an ideal broker. It swallows publishes, confirms them in batches, and feeds
// as many deliveries of the same size to whoever consumes, within the prefetch. It keeps nothing, routes nothing and
// parses next to nothing, so what the load generator reaches against it is the ceiling of the client library on this
// machine. Owner: main. Thread: its own process, one thread, epoll.
#pragma once

namespace bench {

/// Prints "listening PORT" and serves until it is killed.
int runSink();

} // namespace bench
