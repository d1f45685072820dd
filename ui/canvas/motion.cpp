// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/motion.h"

#include <cmath>

namespace ui::canvas {

namespace {

constexpr double closest = 20; // dots of a busy stream, pixels
constexpr double apart = 64;

} // namespace

/// From 64 pixels at a few messages a second to 20 at a thousand and more.
double Motion::Lane::spacing() const
{
    const double busy = std::log10(std::max(rate, singlesUpTo) / singlesUpTo) / std::log10(1000 / singlesUpTo);
    return apart + (closest - apart) * std::clamp(busy, 0.0, 1.0);
}

void Motion::Lane::add(double place)
{
    if (singles < mostSingles)
        places[size_t(singles++)] = place;
}

void Motion::Lane::step(double seconds)
{
    int kept = 0;
    for (int i = 0; i < singles; ++i) {
        const double place = places[size_t(i)] + pixelsPerSecond * seconds;
        if (place < length)
            places[size_t(kept++)] = place;
    }
    singles = kept;
    if (isStream()) {
        phase = std::fmod(phase + pixelsPerSecond * seconds, spacing());
        return;
    }
    if (isTold || rate <= 0)
        return;
    owed += rate * seconds;
    while (owed >= 1) {
        owed -= 1;
        add(0);
    }
}

void Motion::setEdge(const FlowEdge &edge)
{
    Lane &lane = m_lanes[edge.id];
    lane.rate = edge.rate;
    lane.isTold = edge.isTold;
}

void Motion::setLength(const EdgeId &id, double length)
{
    const auto it = m_lanes.find(id);
    if (it != m_lanes.end())
        it->length = length;
}

void Motion::send(const EdgeId &id, double before)
{
    const auto it = m_lanes.find(id);
    if (it != m_lanes.end() && !it->isStream())
        it->add(-before);
}

void Motion::step(double seconds)
{
    for (Lane &lane : m_lanes)
        lane.step(seconds);
}

bool Motion::isStill() const
{
    return std::none_of(m_lanes.cbegin(), m_lanes.cend(), [](const Lane &lane) {
        return lane.singles > 0 || lane.isStream() || (!lane.isTold && lane.rate > 0);
    });
}

} // namespace ui::canvas
