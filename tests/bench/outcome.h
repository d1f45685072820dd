// SPDX-License-Identifier: GPL-3.0-or-later
// What every load generator here measures, and how it says so: one line of JSON. Any failure ends the program: a figure
// measured across an error is worth nothing. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

constexpr std::uint64_t Second = 1'000'000'000;

struct Outcome
{
    std::uint64_t messages = 0;
    std::uint64_t redelivered = 0;
    /// From the first publish until everything was delivered (and confirmed, with confirms on).
    double seconds = 0;
    double perSecond = 0;
    /// The producer's own pace, until its last confirm.
    double publishedPerSecond = 0;
    double p50Us = 0;
    double p99Us = 0;
    double maxUs = 0;
};

[[noreturn]] void fail(const std::string &what);
/// Nanoseconds of the monotonic clock.
std::uint64_t now();
void sleepUntil(std::uint64_t when);
double secondsBetween(std::uint64_t from, std::uint64_t to);
/// Puts the percentiles of these nanoseconds into the outcome; sorts them.
void summarise(Outcome &outcome, std::vector<std::uint64_t> &latencies);
void print(const Outcome &outcome);

} // namespace bench
