// SPDX-License-Identifier: GPL-3.0-or-later
// Pace: when a message is due, from its own time: as far from the first one as it was then, divided by the speed. While it is
// stopped no time passes.
// Thread: any (not shared).
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <optional>

namespace engine::replay {

class Pace
{
public:
    /// none: everything is due at once.
    explicit Pace(std::optional<double> speed)
        : m_speed(speed)
    {}

    /// The first one asked for is due now.
    qint64 dueMs(qint64 messageMs, qint64 nowMs)
    {
        if (!m_speed)
            return nowMs;
        if (!m_started) {
            m_started = true;
            m_messageMs = double(messageMs);
            m_sinceMs = nowMs;
        }
        constexpr double longest = 100.0 * 365 * 24 * 3600 * 1000;
        const double left = (double(messageMs) - m_messageMs) / *m_speed;
        return m_sinceMs + qint64(std::ceil(std::clamp(left, -longest, longest)));
    }
    void stop(qint64 nowMs)
    {
        if (m_started && !m_stopped)
            m_messageMs += double(nowMs - m_sinceMs) * m_speed.value_or(0);
        m_stopped = true;
    }
    void go(qint64 nowMs)
    {
        if (m_stopped)
            m_sinceMs = nowMs;
        m_stopped = false;
    }

private:
    const std::optional<double> m_speed;
    double m_messageMs = 0; ///< the time among the messages that it was at m_sinceMs
    qint64 m_sinceMs = 0;
    bool m_started = false, m_stopped = false;
};

} // namespace engine::replay
