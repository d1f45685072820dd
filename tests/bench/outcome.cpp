// SPDX-License-Identifier: GPL-3.0-or-later
#include "outcome.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace bench {

void fail(const std::string &what)
{
    std::fprintf(stderr, "loadgen: %s\n", what.c_str());
    // Other threads may be in the middle of a socket call: nothing is worth unwinding here.
    std::_Exit(1);
}

std::uint64_t now()
{
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

void sleepUntil(std::uint64_t when)
{
    const timespec target = {static_cast<time_t>(when / Second), static_cast<long>(when % Second)};
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &target, nullptr);
}

double secondsBetween(std::uint64_t from, std::uint64_t to)
{
    return static_cast<double>(to - from) / static_cast<double>(Second);
}

void summarise(Outcome &outcome, std::vector<std::uint64_t> &latencies)
{
    if (latencies.empty())
        return;
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&](double share) {
        const auto index = static_cast<std::size_t>(share * static_cast<double>(latencies.size() - 1));
        return static_cast<double>(latencies[index]) / 1000.0;
    };
    outcome.p50Us = at(0.5);
    outcome.p99Us = at(0.99);
    outcome.maxUs = at(1);
}

void print(const Outcome &outcome)
{
    std::printf("{\"messages\": %llu, \"redelivered\": %llu, \"seconds\": %.4f, \"per_second\": %.1f, "
                "\"published_per_second\": %.1f, \"p50_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f}\n",
                static_cast<unsigned long long>(outcome.messages), static_cast<unsigned long long>(outcome.redelivered),
                outcome.seconds, outcome.perSecond, outcome.publishedPerSecond, outcome.p50Us, outcome.p99Us,
                outcome.maxUs);
    std::fflush(stdout);
}

} // namespace bench
