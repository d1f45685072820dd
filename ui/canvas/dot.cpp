// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/dot.h"

#include "ui/canvas/geometry.h"

#include <QMutex>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <gvc.h>

namespace ui::canvas {

namespace {

// Graphviz reads its numbers with the locale's decimal sign, so they are whole: one "inch" is a step of the grid.
constexpr double pointsPerInch = 72;
constexpr int betweenNodes = 2;
constexpr int betweenRanks = 6;

char *text(const char *constant)
{
    return const_cast<char *>(constant);
}

struct CloseGraph
{
    void operator()(Agraph_t *graph) const { agclose(graph); }
};

void set(void *object, const char *name, double pixels)
{
    const QByteArray steps = QByteArray::number(int(std::ceil(pixels / gridStep)));
    agsafeset(object, text(name), const_cast<char *>(steps.constData()), text(""));
}

Agraph_t *makeGraph(const DotPart &part, std::vector<Agnode_t *> &nodes)
{
    Agraph_t *graph = agopen(text("flow"), Agdirected, nullptr);
    agattr(graph, AGRAPH, text("rankdir"), text("LR"));
    agattr(graph, AGRAPH, text("splines"), text("none"));
    agattr(graph, AGRAPH, text("nodesep"), const_cast<char *>(QByteArray::number(betweenNodes).constData()));
    agattr(graph, AGRAPH, text("ranksep"), const_cast<char *>(QByteArray::number(betweenRanks).constData()));
    agattr(graph, AGNODE, text("shape"), text("box"));
    agattr(graph, AGNODE, text("fixedsize"), text("true"));
    agattr(graph, AGNODE, text("label"), text(""));
    for (qsizetype i = 0; i < part.nodes.size(); ++i) {
        Agnode_t *node = agnode(graph, const_cast<char *>(QByteArray::number(i).constData()), 1);
        set(node, "width", part.nodes.at(i).size.width());
        set(node, "height", part.nodes.at(i).size.height());
        nodes.push_back(node);
    }
    for (const auto &[from, to] : part.edges)
        agedge(graph, nodes[size_t(from)], nodes[size_t(to)], nullptr, 1);
    return graph;
}

void keepInColumn(Agraph_t *graph, const DotPart &part, const std::vector<Agnode_t *> &nodes, DotColumn column,
                  const char *rank)
{
    Agraph_t *same = nullptr;
    for (qsizetype i = 0; i < part.nodes.size(); ++i) {
        if (part.nodes.at(i).column != column)
            continue;
        if (!same) {
            same = agsubg(graph, text(rank), 1);
            agsafeset(same, text("rank"), text(rank), text(""));
        }
        agsubnode(same, nodes[size_t(i)], 1);
    }
}

QList<DotPlace> placesOf(const std::vector<Agnode_t *> &nodes)
{
    std::vector<int> columns;
    for (Agnode_t *node : nodes)
        columns.push_back(int(std::lround(ND_coord(node).x)));
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end(), [](int a, int b) { return b - a < 3; }), columns.end());
    QList<DotPlace> places;
    for (Agnode_t *node : nodes) {
        const int x = int(std::lround(ND_coord(node).x));
        const auto column = std::lower_bound(columns.begin(), columns.end(), x - 2);
        places << DotPlace{int(column - columns.begin()), -ND_coord(node).y / pointsPerInch * gridStep};
    }
    return places;
}

std::optional<QList<DotPlace>> arrangeOne(GVC_t *context, const DotPart &part)
{
    if (part.nodes.size() < 2)
        return QList<DotPlace>(part.nodes.size());
    std::vector<Agnode_t *> nodes;
    const std::unique_ptr<Agraph_t, CloseGraph> graph(makeGraph(part, nodes));
    keepInColumn(graph.get(), part, nodes, DotColumn::First, "min");
    keepInColumn(graph.get(), part, nodes, DotColumn::Store, "same");
    keepInColumn(graph.get(), part, nodes, DotColumn::Last, "max");
    if (gvLayout(context, graph.get(), "dot") != 0)
        return std::nullopt;
    QList<DotPlace> places = placesOf(nodes);
    gvFreeLayout(context, graph.get());
    return places;
}

} // namespace

std::optional<QList<QList<DotPlace>>> arrange(const QList<DotPart> &parts)
{
    static QMutex mutex;
    const QMutexLocker locker(&mutex);
    // One for as long as the program runs: Graphviz reads the list of its plugins for each, and does not free it again.
    static GVC_t *const context = gvContext();
    QList<QList<DotPlace>> all;
    for (const DotPart &part : parts) {
        const auto places = context ? arrangeOne(context, part) : std::nullopt;
        if (!places)
            return std::nullopt;
        all << *places;
    }
    return all;
}

} // namespace ui::canvas
