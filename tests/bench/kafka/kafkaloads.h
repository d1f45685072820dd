// SPDX-License-Identifier: GPL-3.0-or-later
// The loads for topics: librdkafka as its users have it, all settings its defaults but those named here. Each returns what it
// measured; none prints. Thread: any.
#pragma once

#include "outcome.h"

#include <string>

namespace bench::kafka {

struct Load
{
    std::string servers = "127.0.0.1:9092";
    std::string topic = "bench";
    int partitions = 1;
    std::size_t size = 256;
    std::string codec = "none";
    int lingerMs = 5;
    double seconds = 5;
    /// To produce, instead of a time.
    std::uint64_t messages = 0;
    /// Messages a second; for the latency.
    double rate = 5000;
};

/// Produces with acks=all, until every record is answered. Several partitions get a run of records each, in turns.
Outcome runProduce(const Load &load);
/// Reads what all partitions hold, each from its beginning; every offset once and in order, or it fails.
Outcome runConsume(const Load &load);
/// Produces at a pace while a consumer takes everything: the time from when each was due until it was received.
Outcome runThrough(const Load &load);
/// Makes the topic.
void createTopic(const Load &load);

} // namespace bench::kafka
