// SPDX-License-Identifier: GPL-3.0-or-later
// Mock: librdkafka's mock cluster, one broker of it, as a process of its own. It keeps records in memory, of each partition the
// last 5 MB. Owner: main. Thread: librdkafka's, one.
#pragma once

#include <string>

namespace bench::kafka {

/// Prints "listening HOST:PORT" and serves until it is killed.
int runMock(const std::string &topic, int partitions);

} // namespace bench::kafka
