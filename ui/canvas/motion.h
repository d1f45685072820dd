// SPDX-License-Identifier: GPL-3.0-or-later
// Motion: what travels on the edges. Where a few messages a second pass, each one is a dot that the broker has told of (or, at a
// log that is read, that their rate amounts to); where many do, a steady row of dots. Positions only; the view draws them.
// Owner: FlowView. Thread: ui.
#pragma once

#include "ui/canvas/flowgraph.h"

#include <QHash>

#include <array>

namespace ui::canvas {

class Motion
{
public:
    static constexpr double singlesUpTo = 15; ///< messages a second
    static constexpr double pixelsPerSecond = 130;
    static constexpr int mostSingles = 24; ///< on one edge at a time

    void setEdge(const FlowEdge &edge);
    void setLength(const EdgeId &id, double length);
    void remove(const EdgeId &id) { m_lanes.remove(id); }
    double lengthOf(const EdgeId &id) const { return m_lanes.value(id).length; }
    /// A message sets out, so many pixels before the start of the edge.
    void send(const EdgeId &id, double before);
    void step(double seconds);
    /// Nothing moves.
    bool isStill() const;
    int singlesOn(const EdgeId &id) const { return m_lanes.value(id).singles; }
    bool isStream(const EdgeId &id) const { return m_lanes.value(id).isStream(); }

    /// visit(id, share of the way) for every dot.
    template <typename Visit>
    void visit(Visit &&visit) const
    {
        for (auto it = m_lanes.cbegin(); it != m_lanes.cend(); ++it) {
            const Lane &lane = it.value();
            if (lane.length <= 0)
                continue;
            for (int i = 0; i < lane.singles; ++i) {
                if (lane.places[size_t(i)] >= 0)
                    visit(it.key(), lane.places[size_t(i)] / lane.length);
            }
            if (!lane.isStream())
                continue;
            for (double at = lane.phase; at < lane.length; at += lane.spacing())
                visit(it.key(), at / lane.length);
        }
    }

private:
    struct Lane
    {
        double rate = 0, length = 0, phase = 0, owed = 0;
        bool isTold = false;
        int singles = 0;
        std::array<double, size_t(mostSingles)> places{};

        bool isStream() const { return rate > singlesUpTo; }
        double spacing() const;
        void add(double place);
        void step(double seconds);
    };
    QHash<EdgeId, Lane> m_lanes;
};

} // namespace ui::canvas
