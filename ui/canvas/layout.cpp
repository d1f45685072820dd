// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/layout.h"

#include "ui/canvas/dot.h"
#include "ui/canvas/geometry.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace ui::canvas {

namespace {

constexpr double producerGap = 72;
constexpr double exchangeGap = 96; // a short key, as "*.order.*"
constexpr double storeGap = 136;   // has room for binding keys
constexpr double consumerGap = 80;
constexpr double partGap = 28;
constexpr double rowGap = 40;
constexpr qsizetype fewestInRows = 4;
constexpr double bandGap = 88;
constexpr int mostBands = 12;
constexpr double nearlyAsGood = 0.85;

/// What is connected, laid out by itself: indices into the request, and the middle of each from the top.
struct Part
{
    QList<int> nodes;
    QList<int> depths; ///< of exchanges: how far from the store column; 0 otherwise
    QList<double> y;
    QList<double> x; ///< from the left, where they stand in rows instead of columns
    double height = 0;
    bool isLinked = false; ///< stands below the one before, whose dead letters it gets
};

DotColumn dotColumnOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Producer:
        return DotColumn::First;
    case NodeKind::Queue:
    case NodeKind::Topic:
        return DotColumn::Store;
    case NodeKind::Consumer:
    case NodeKind::Group:
        return DotColumn::Last;
    case NodeKind::Exchange:
        break;
    }
    return DotColumn::Free;
}

class Layout
{
public:
    explicit Layout(const LayoutRequest &request)
        : m_request(request)
    {
        for (int i = 0; i < int(request.nodes.size()); ++i)
            m_at.insert(request.nodes.at(i).id, i);
    }

    Places places()
    {
        findParts();
        orderParts();
        gatherLoneOnes();
        if (!arrangeParts())
            return {};
        makeColumns();
        standInRows();
        return spread(bandsThatFit());
    }

private:
    const LayoutRequest::Node &node(int index) const { return m_request.nodes.at(index); }

    int rootOf(int index)
    {
        while (m_parent.at(index) != index)
            index = m_parent[index] = m_parent.at(m_parent.at(index));
        return index;
    }

    void findParts()
    {
        for (int i = 0; i < int(m_request.nodes.size()); ++i)
            m_parent << i;
        for (const LayoutRequest::Edge &edge : m_request.edges) {
            if (edge.isMain)
                m_parent[rootOf(m_at.value(edge.from))] = rootOf(m_at.value(edge.to));
        }
        QHash<int, int> partOf;
        for (int i = 0; i < int(m_request.nodes.size()); ++i) {
            const int root = rootOf(i);
            if (!partOf.contains(root)) {
                partOf.insert(root, int(m_parts.size()));
                m_parts << Part();
            }
            m_parts[partOf.value(root)].nodes << i;
        }
    }

    QString nameOf(const Part &part) const
    {
        QString first = node(part.nodes.front()).sortedBy;
        for (const int index : part.nodes)
            first = std::min(first, node(index).sortedBy);
        return first;
    }

    /// Large ones first, and behind each what its dead letters go to.
    void orderParts()
    {
        std::sort(m_parts.begin(), m_parts.end(), [this](const Part &a, const Part &b) {
            return a.nodes.size() != b.nodes.size() ? a.nodes.size() > b.nodes.size() : nameOf(a) < nameOf(b);
        });
        QHash<int, int> partOf;
        for (int part = 0; part < int(m_parts.size()); ++part) {
            for (const int index : std::as_const(m_parts[part].nodes))
                partOf.insert(index, part);
        }
        QMultiHash<int, int> linked;
        for (const LayoutRequest::Edge &edge : m_request.edges) {
            if (!edge.isMain)
                linked.insert(partOf.value(m_at.value(edge.from)), partOf.value(m_at.value(edge.to)));
        }
        QList<Part> ordered;
        QSet<int> taken;
        for (int part = 0; part < int(m_parts.size()); ++part)
            takeWithLinked(part, linked, taken, ordered);
        m_parts = ordered;
    }

    void takeWithLinked(int part, const QMultiHash<int, int> &linked, QSet<int> &taken, QList<Part> &ordered)
    {
        QList<int> todo{part};
        while (!todo.isEmpty()) {
            const int next = todo.takeFirst();
            if (taken.contains(next))
                continue;
            taken.insert(next);
            ordered << m_parts.at(next);
            ordered.last().isLinked = next != part;
            QList<int> behind = linked.values(next);
            std::sort(behind.begin(), behind.end());
            todo << behind;
        }
    }

    /// Queues and topics that nothing leads to or from are one part, the last one.
    void gatherLoneOnes()
    {
        QSet<NodeId> connected;
        for (const LayoutRequest::Edge &edge : m_request.edges)
            connected << edge.from << edge.to;
        const auto isLone = [&](const Part &part) {
            const LayoutRequest::Node &first = node(part.nodes.front());
            return dotColumnOf(first.kind) == DotColumn::Store && !connected.contains(first.id);
        };
        if (std::count_if(m_parts.cbegin(), m_parts.cend(), isLone) < fewestInRows)
            return;
        Part lone;
        for (const Part &part : std::as_const(m_parts)) {
            if (isLone(part))
                lone.nodes << part.nodes;
        }
        m_parts.removeIf(isLone);
        m_parts << lone;
        m_hasRows = true;
    }

    /// As many beside each other as a band is wide.
    void standInRows()
    {
        if (!m_hasRows)
            return;
        Part &lone = m_parts.last();
        double tallest = 0;
        for (const int index : std::as_const(lone.nodes))
            tallest = std::max(tallest, node(index).size.height());
        const int perRow = std::max(1, int((m_width + rowGap) / (storeWidth + rowGap)));
        for (qsizetype i = 0; i < lone.nodes.size(); ++i) {
            lone.x << double(i % perRow) * (storeWidth + rowGap) + storeWidth / 2;
            lone.y[i] = double(i / perRow) * (tallest + partGap) + tallest / 2;
        }
        lone.height = double((lone.nodes.size() + perRow - 1) / perRow) * (tallest + partGap) - partGap;
    }

    bool arrangeParts()
    {
        QHash<int, std::pair<int, int>> place; // part, index in it
        QList<DotPart> dots;
        for (const Part &part : std::as_const(m_parts)) {
            DotPart dot;
            for (const int index : part.nodes) {
                place.insert(index, {int(dots.size()), int(dot.nodes.size())});
                dot.nodes << DotNode{node(index).size, dotColumnOf(node(index).kind)};
            }
            dots << dot;
        }
        for (const LayoutRequest::Edge &edge : m_request.edges) {
            if (edge.isMain)
                dots[place.value(m_at.value(edge.from)).first].edges
                    << std::pair(place.value(m_at.value(edge.from)).second, place.value(m_at.value(edge.to)).second);
        }
        const auto arranged = arrange(dots);
        if (!arranged)
            return false;
        for (qsizetype i = 0; i < m_parts.size(); ++i)
            takePlaces(m_parts[i], arranged->at(i));
        return true;
    }

    void takePlaces(Part &part, const QList<DotPlace> &places)
    {
        int storeRank = -1, lastRank = 0;
        double top = std::numeric_limits<double>::max(), bottom = std::numeric_limits<double>::lowest();
        for (qsizetype i = 0; i < part.nodes.size(); ++i) {
            const LayoutRequest::Node &shown = node(part.nodes.at(i));
            if (dotColumnOf(shown.kind) == DotColumn::Store)
                storeRank = places.at(i).rank;
            if (shown.kind == NodeKind::Exchange)
                lastRank = std::max(lastRank, places.at(i).rank);
            top = std::min(top, places.at(i).y - shown.size.height() / 2);
            bottom = std::max(bottom, places.at(i).y + shown.size.height() / 2);
        }
        if (storeRank < 0)
            storeRank = lastRank + 1;
        for (qsizetype i = 0; i < part.nodes.size(); ++i) {
            const bool isExchange = node(part.nodes.at(i)).kind == NodeKind::Exchange;
            part.depths << (isExchange ? std::max(1, storeRank - places.at(i).rank) : 0);
            part.y << places.at(i).y - top;
        }
        part.height = bottom - top;
    }

    /// From the left: producers, exchanges by depth, queues and topics, who takes from them. Empty columns take no room.
    void makeColumns()
    {
        QSet<int> depths;
        bool hasProducers = false, hasStores = false;
        for (const Part &part : std::as_const(m_parts)) {
            for (qsizetype i = 0; i < part.nodes.size(); ++i) {
                const LayoutRequest::Node &shown = node(part.nodes.at(i));
                hasProducers |= shown.kind == NodeKind::Producer;
                hasStores |= dotColumnOf(shown.kind) == DotColumn::Store;
                if (shown.kind == NodeKind::Exchange)
                    depths.insert(part.depths.at(i));
            }
        }
        double x = hasProducers ? clientWidth + producerGap : 0;
        m_producerX = clientWidth / 2;
        QList<int> deepest(depths.begin(), depths.end());
        std::sort(deepest.begin(), deepest.end(), std::greater<>());
        for (qsizetype i = 0; i < deepest.size(); ++i) {
            m_exchangeX.insert(deepest.at(i), x + exchangeWidth / 2);
            x += exchangeWidth + (i + 1 < deepest.size() ? exchangeGap : storeGap);
        }
        m_storeX = x + storeWidth / 2;
        x += hasStores ? storeWidth + consumerGap : 0;
        m_consumerX = x + clientWidth / 2;
        m_width = x + clientWidth;
    }

    double xOf(NodeKind kind, int depth) const
    {
        switch (dotColumnOf(kind)) {
        case DotColumn::First:
            return m_producerX;
        case DotColumn::Store:
            return m_storeX;
        case DotColumn::Last:
            return m_consumerX;
        case DotColumn::Free:
            break;
        }
        return m_exchangeX.value(depth);
    }

    /// How high so many bands get, filled one after the other.
    double heightOf(int bands, QList<int> *bandOfPart = nullptr) const
    {
        double whole = -partGap;
        for (const Part &part : m_parts)
            whole += part.height + partGap;
        const double wanted = whole / bands;
        double highest = 0, height = 0;
        int band = 0;
        for (const Part &part : m_parts) {
            const bool isOver = height > 0 && !part.isLinked && height + part.height * 0.5 > wanted && band + 1 < bands;
            band += isOver ? 1 : 0;
            height = (isOver ? 0 : height) + part.height + partGap;
            highest = std::max(highest, height - partGap);
            if (bandOfPart)
                *bandOfPart << band;
        }
        return std::max(highest, 1.0);
    }

    QList<int> bandsThatFit() const
    {
        const int most = std::min<int>(mostBands, int(m_parts.size()));
        const auto zoom = [this](int bands) {
            const double width = bands * m_width + (bands - 1) * bandGap;
            return std::min({m_request.aspect / width, 1 / heightOf(bands), 1 / 900.0});
        };
        double best = 0;
        for (int bands = 1; bands <= most; ++bands)
            best = std::max(best, zoom(bands));
        int bands = 1;
        while (bands < most && zoom(bands) < best * nearlyAsGood)
            ++bands;
        QList<int> bandOfPart;
        heightOf(bands, &bandOfPart);
        return bandOfPart;
    }

    Places spread(const QList<int> &bandOfPart) const
    {
        Places places;
        double y = 0;
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            const Part &part = m_parts.at(i);
            if (i > 0 && bandOfPart.at(i) != bandOfPart.at(i - 1))
                y = 0;
            const double left = bandOfPart.at(i) * (m_width + bandGap);
            for (qsizetype n = 0; n < part.nodes.size(); ++n) {
                const LayoutRequest::Node &shown = node(part.nodes.at(n));
                const double middle = std::round((y + part.y.at(n)) / 2) * 2;
                const double x = part.x.isEmpty() ? xOf(shown.kind, part.depths.at(n)) : part.x.at(n);
                places.insert(shown.id, {left + x, middle});
            }
            y += part.height + partGap;
        }
        return places;
    }

    const LayoutRequest &m_request;
    QHash<NodeId, int> m_at;
    QList<int> m_parent;
    QList<Part> m_parts;
    bool m_hasRows = false;         ///< the last part is of those that stand alone
    QHash<int, double> m_exchangeX; ///< by depth
    double m_producerX = 0, m_storeX = 0, m_consumerX = 0, m_width = 0;
};

} // namespace

LayoutRequest requestFor(const FlowGraph &graph, double aspect)
{
    LayoutRequest request;
    request.aspect = aspect;
    for (const FlowNode &node : graph.nodes)
        request.nodes << LayoutRequest::Node{node.id, node.kind, sizeOf(node), node.title};
    for (const FlowEdge &edge : graph.edges) {
        const bool isMain = edge.kind != EdgeKind::DeadLetter && edge.kind != EdgeKind::Alternate;
        request.edges << LayoutRequest::Edge{edge.from, edge.to, isMain};
    }
    return request;
}

Places layOut(const LayoutRequest &request)
{
    return request.nodes.isEmpty() ? Places() : Layout(request).places();
}

} // namespace ui::canvas
