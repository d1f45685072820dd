// SPDX-License-Identifier: GPL-3.0-or-later
// dot: the one place that speaks to Graphviz. Orders the nodes of connected parts in ranks from left to right.
// Thread: any; calls wait for each other, Graphviz has global state.
#pragma once

#include <QList>
#include <QSizeF>

#include <optional>

namespace ui::canvas {

enum class DotColumn : quint8 { First, Free, Store, Last };

struct DotNode
{
    QSizeF size;
    DotColumn column = DotColumn::Free;
};

struct DotPart
{
    QList<DotNode> nodes;
    QList<std::pair<int, int>> edges;
};

struct DotPlace
{
    int rank = 0; ///< from the left
    double y = 0; ///< of the middle, downwards
};

/// For each part a place for each of its nodes; nothing where Graphviz can not be used.
std::optional<QList<QList<DotPlace>>> arrange(const QList<DotPart> &parts);

} // namespace ui::canvas
