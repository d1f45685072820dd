// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/geometry.h"

#include <algorithm>
#include <cmath>

namespace ui::canvas {

namespace {

constexpr double captionHeight = 18;
constexpr double labelAbove = 9;
constexpr double labelGap = 12;
constexpr double passGap = 5; // between a line and what it passes

struct Curve
{
    QPointF start, first, second, end;
};

/// Left to right, leaving and arriving level.
Curve forward(const EdgeEnds &ends)
{
    const QPointF start(ends.from.right(), ends.from.center().y() + ends.fromShift);
    const QPointF end(ends.to.left(), ends.to.center().y() + ends.toShift);
    const double bend = std::max(28.0, std::abs(end.x() - start.x()) * 0.5);
    return {start, start + QPointF(bend, ends.detour), end + QPointF(-bend, ends.detour), end};
}

/// Out of the left side, around, and into the left side: to another queue, or to what stands in the same column.
Curve around(const EdgeEnds &ends)
{
    const QPointF start(ends.from.left(), ends.from.center().y() + 6);
    const QPointF end(ends.to.left(), ends.to.center().y() + ends.toShift);
    const double bend = std::clamp(std::abs(end.y() - start.y()) * 0.25, 28.0, 64.0);
    const double left = std::min(start.x(), end.x()) - bend;
    return {start, {left, start.y()}, {left, end.y()}, end};
}

/// Out of the left side and back to an exchange, into its slanted side, between what stands above and below.
Curve backward(const EdgeEnds &ends)
{
    const bool isBelow = ends.to.center().y() >= ends.from.center().y();
    const double quarter = ends.to.height() / 4;
    const QPointF start(ends.from.left(), ends.from.center().y() + (isBelow ? 6 : -6));
    const QPointF end(ends.to.right() - 8, isBelow ? ends.to.top() + quarter : ends.to.bottom() - quarter);
    const double rise = std::max(24.0, std::abs(end.y() - start.y()) * 0.45);
    const double run = std::clamp((start.x() - end.x()) * 0.5, 24.0, 60.0);
    return {start, start - QPointF(run, 0), end + QPointF(26, isBelow ? -rise : rise), end};
}

Curve upright(const EdgeEnds &ends)
{
    const bool isBelow = ends.to.center().y() >= ends.from.center().y();
    const QPointF start(ends.from.center().x(), isBelow ? ends.from.bottom() : ends.from.top());
    const QPointF end(ends.to.center().x(), isBelow ? ends.to.top() : ends.to.bottom());
    const double rise = std::abs(end.y() - start.y()) * 0.4;
    return {start, start + QPointF(0, isBelow ? rise : -rise), end + QPointF(0, isBelow ? -rise : rise), end};
}

Curve curveOf(const EdgeEnds &ends)
{
    const bool isAhead = ends.to.left() >= ends.from.right();
    const bool isSameColumn = std::abs(ends.to.center().x() - ends.from.center().x()) < ends.from.width() / 2;
    if (isAhead)
        return forward(ends);
    if (isSameColumn)
        return ends.kind == EdgeKind::Alternate ? upright(ends) : around(ends);
    return backward(ends);
}

QPointF onCurve(const Curve &c, double t)
{
    const double u = 1 - t;
    return c.start * (u * u * u) + c.first * (3 * u * u * t) + c.second * (3 * u * t * t) + c.end * (t * t * t);
}

/// Points at even distances, from many at even parameters.
void measure(EdgeWay &way, const Curve &curve)
{
    constexpr int fine = EdgeWay::samples * 3;
    std::array<double, fine + 1> walked{};
    QPointF last = curve.start;
    for (int i = 1; i <= fine; ++i) {
        const QPointF next = onCurve(curve, double(i) / fine);
        walked[size_t(i)] = walked[size_t(i) - 1] + std::hypot(next.x() - last.x(), next.y() - last.y());
        last = next;
    }
    way.length = walked.back();
    int at = 1;
    for (int i = 0; i <= EdgeWay::samples; ++i) {
        const double wanted = way.length * i / EdgeWay::samples;
        while (at < fine && walked[size_t(at)] < wanted)
            ++at;
        const double step = walked[size_t(at)] - walked[size_t(at) - 1];
        const double rest = step > 0 ? (wanted - walked[size_t(at) - 1]) / step : 0;
        way.points[size_t(i)] = onCurve(curve, (at - 1 + std::clamp(rest, 0.0, 1.0)) / fine);
    }
}

void placeLabel(EdgeWay &way, const EdgeEnds &ends, const Curve &curve)
{
    const bool isForward = ends.to.left() >= ends.from.right();
    const double room = isForward ? curve.end.x() - curve.start.x() - 2 * labelGap : 96;
    way.labelRoom = std::min(std::max(room * 0.9, 40.0), 150.0);
    if (!isForward) {
        way.labelAt = way.at(0.5);
        return;
    }
    // Where the edges of one node are apart: at the end for those that fan out, at the start for those that come together.
    const bool isAtStart = ends.kind == EdgeKind::Publish || ends.isManyToOne;
    const QPointF anchor = isAtStart ? curve.start + QPointF(labelGap + way.labelRoom / 2, -labelAbove)
                                     : curve.end - QPointF(labelGap + way.labelRoom / 2, labelAbove);
    way.labelAt = anchor;
}

} // namespace

QSizeF sizeOf(const FlowNode &node)
{
    switch (node.kind) {
    case NodeKind::Producer:
    case NodeKind::Consumer:
    case NodeKind::Group:
        return {clientWidth, 40};
    case NodeKind::Exchange:
        return {exchangeWidth, 48};
    case NodeKind::Queue:
        return {storeWidth, titleHeight + tubeHeight + captionHeight};
    case NodeKind::Topic:
        break;
    }
    const double lanes = std::clamp<double>(double(node.lanes.size()), 1, shownLanes);
    return {storeWidth, std::ceil((titleHeight + lanes * laneStep + captionHeight) / gridStep) * gridStep};
}

QRectF bodyOf(const FlowNode &node)
{
    const QSizeF size = sizeOf(node);
    const QRectF whole(QPointF(-size.width() / 2, -size.height() / 2), size);
    if (node.kind == NodeKind::Queue)
        return {whole.left(), whole.top() + titleHeight, whole.width(), tubeHeight};
    if (node.kind == NodeKind::Topic) {
        const double lanes = std::clamp<double>(double(node.lanes.size()), 1, shownLanes);
        return {whole.left(), whole.top() + titleHeight, whole.width(), lanes * laneStep};
    }
    return whole;
}

QPointF EdgeWay::at(double share) const
{
    const double place = std::clamp(share, 0.0, 1.0) * samples;
    const int before = std::min(int(place), samples - 1);
    const double rest = place - before;
    return points[size_t(before)] * (1 - rest) + points[size_t(before) + 1] * rest;
}

EdgeWay wayOf(const EdgeEnds &ends)
{
    const Curve curve = curveOf(ends);
    EdgeWay way;
    way.path.moveTo(curve.start);
    way.path.cubicTo(curve.first, curve.second, curve.end);
    measure(way, curve);
    way.arrow = curve.end;
    way.arrowFrom = curve.second;
    placeLabel(way, ends, curve);
    return way;
}

EdgeWay wayAround(EdgeEnds ends, const QList<QRectF> &bodies)
{
    const EdgeWay direct = wayOf(ends);
    if (ends.to.left() < ends.from.right())
        return direct; // those keep out of the way by themselves
    QList<QRectF> between;
    for (const QRectF &body : bodies) {
        const bool isEnd = body == ends.from || body == ends.to;
        if (!isEnd && body.right() > ends.from.right() && body.left() < ends.to.left())
            between << body.adjusted(-passGap, -passGap, passGap, passGap);
    }
    const auto isClear = [&between](const EdgeWay &way) {
        return std::none_of(between.cbegin(), between.cend(), [&way](const QRectF &body) {
            return std::any_of(way.points.cbegin(), way.points.cend(),
                               [&body](const QPointF &point) { return body.contains(point); });
        });
    };
    if (isClear(direct))
        return direct;
    for (const double away : {48.0, 72.0, 100.0, 140.0}) {
        for (const double side : {-away, away}) {
            ends.detour = side;
            if (const EdgeWay way = wayOf(ends); isClear(way))
                return way;
        }
    }
    return direct;
}

double shiftOf(int place, int count, double height)
{
    if (count < 2)
        return 0;
    const double step = std::min(14.0, (height - 8) / (count - 1));
    return (place - (count - 1) / 2.0) * step;
}

} // namespace ui::canvas
