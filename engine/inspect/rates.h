// SPDX-License-Identifier: GPL-3.0-or-later
// Rates: events per second of N counters, over a window of about two seconds. Counters are sampled whenever a snapshot is
// made; nothing is counted or kept between. Time is monotonic, not the broker's clock, which may jump.
// Owner: a snapshotter. Thread: engine.
#pragma once

#include <QtGlobal>

#include <array>

namespace engine::inspect {

template <size_t N>
class Rates
{
public:
    using Counters = std::array<quint64, N>;
    static constexpr qint64 windowMs = 2000;

    /// Samples closer together than a slot of the window replace the newest one, so that a fast watcher does not shorten it.
    void sample(const Counters &counters, qint64 nowMs)
    {
        if (m_count >= 2 && nowMs - m_samples[at(m_count - 2)].atMs < windowMs / qint64(slots))
            --m_count;
        if (m_count == slots + 1) {
            m_first = (m_first + 1) % m_samples.size();
            --m_count;
        }
        m_samples[at(m_count++)] = {nowMs, counters};
        while (m_count > 2 && nowMs - m_samples[at(1)].atMs >= windowMs) {
            m_first = (m_first + 1) % m_samples.size();
            --m_count;
        }
    }

    double operator[](size_t counter) const
    {
        if (m_count < 2)
            return 0;
        const Sample &from = m_samples[at(0)];
        const Sample &to = m_samples[at(m_count - 1)];
        if (to.atMs <= from.atMs || to.counters[counter] <= from.counters[counter])
            return 0;
        return double(to.counters[counter] - from.counters[counter]) * 1000.0 / double(to.atMs - from.atMs);
    }

private:
    static constexpr size_t slots = 8;
    struct Sample
    {
        qint64 atMs = 0;
        Counters counters{};
    };
    size_t at(size_t i) const { return (m_first + i) % m_samples.size(); }

    std::array<Sample, slots + 1> m_samples{};
    size_t m_first = 0;
    size_t m_count = 0;
};

} // namespace engine::inspect
