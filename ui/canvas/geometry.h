// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry: how large nodes are, where edges meet them, and which way edges take. Scene coordinates are pixels at 100 %.
// Thread: any (pure computation).
#pragma once

#include "ui/canvas/flowgraph.h"

#include <QPainterPath>
#include <QRectF>

#include <array>

namespace ui::canvas {

inline constexpr double gridStep = 8; // sizes are multiples of it
inline constexpr int shownLanes = 4;
inline constexpr double clientWidth = 152;
inline constexpr double exchangeWidth = 136;
inline constexpr double storeWidth = 176;
inline constexpr double titleHeight = 20; // above tubes and lanes
inline constexpr double tubeHeight = 26;
inline constexpr double laneStep = 13;
inline constexpr double laneHeight = 9;

QSizeF sizeOf(const FlowNode &node);
/// The tube, the lanes or the whole shape: where edges end and what is outlined when it is selected. Relative to the centre.
QRectF bodyOf(const FlowNode &node);

/// The way of an edge, with points at even distances to move along.
struct EdgeWay
{
    static constexpr int samples = 40;
    QPainterPath path;
    std::array<QPointF, samples + 1> points;
    QPointF labelAt;          ///< the middle of the label
    double labelRoom = 0;     ///< how wide it may be
    QPointF arrow, arrowFrom; ///< the tip, and where it is looked at from
    double length = 0;

    QPointF at(double share) const;
};

/// What a way depends on: both ends, and which place it has among the edges that meet there.
struct EdgeEnds
{
    EdgeKind kind = EdgeKind::Route;
    QRectF from, to;      ///< the bodies, in the scene
    double fromShift = 0; ///< of the place at `from`, from its middle
    double toShift = 0;
    bool isManyToOne = false; ///< several come in: the label stands at the start
    double detour = 0;        ///< how far it is pulled down, or up, on its way to the right
};
EdgeWay wayOf(const EdgeEnds &ends);
/// The same, around what stands between the ends where it can be: a line through a node would say that it leads there.
EdgeWay wayAround(EdgeEnds ends, const QList<QRectF> &bodies);
/// The shift of the `place`-th of `count` edges along a side of this height.
double shiftOf(int place, int count, double height);

} // namespace ui::canvas
