// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/story.h"

#include "ui/canvas/words.h"
#include "ui/models/features.h"
#include "ui/models/queuemodel.h"
#include "ui/theme/format.h"

#include <cmath>
#include <limits>
#include <optional>

namespace ui::canvas {

using engine::QueueSnapshot;
using theme::formatCount;
using theme::formatCounted;
using theme::formatDuration;
using theme::formatRate;

namespace {

constexpr double growth = 0.5; // messages a second more in than out: less is chance
constexpr double soonSeconds = 24 * 3600;

/// "38 s", "14 min": without what is less than matters.
QString aboutSeconds(double seconds)
{
    if (seconds < 60)
        return formatDuration(qint64(std::max(1.0, std::round(seconds))) * 1000).remove(QStringLiteral(".0"));
    const double step = seconds < 3600 ? 60 : 3600;
    return formatDuration(qint64(std::round(seconds / step) * step) * 1000);
}

class Teller
{
public:
    Teller(const FlowInputs &inputs, const FlowGraph &graph, const Traffic &traffic,
           const engine::OverviewSnapshot &overview)
        : m_in(inputs)
        , m_graph(graph)
        , m_traffic(traffic)
        , m_overview(overview)
    {}

    Story tell() const
    {
        for (const auto &part :
             {blocked(), full(), filling(), dying(), unattended(), growing(), behind(), unroutable()}) {
            if (part)
                return *part;
        }
        return calm();
    }

private:
    static NodeId idOf(const QueueSnapshot &queue)
    {
        return nodeId(NodeKind::Queue, queue.spec.virtualHost, queue.spec.name);
    }
    static QString nameOf(const QueueSnapshot &queue) { return models::queueLabel(queue.spec); }
    /// Without acknowledgements a message is gone when it is delivered.
    static double gain(const QueueSnapshot &queue)
    {
        return queue.incomingRate - (queue.ackRate > leastRate ? queue.ackRate : queue.deliverGetRate);
    }

    /// How many more messages fit, of a limit of bytes as many as are as long as those in it.
    static double room(const models::Level &level)
    {
        double most = std::numeric_limits<double>::infinity();
        if (level.limit)
            most = double(level.limit) - double(level.ready);
        if (level.limitBytes && level.readyBytes)
            most = std::min(most, (double(level.limitBytes) - double(level.readyBytes)) * double(level.ready) /
                                      double(level.readyBytes));
        return most;
    }

    bool keepsDeadLetters(const QueueSnapshot &queue) const
    {
        const FlowNode *node = m_graph.find(idOf(queue));
        return node && node->keepsDeadLetters;
    }

    /// "billing-svc takes 12/s, ": of one consumer its name, of several how many they are.
    QString takers(const QueueSnapshot &queue) const
    {
        QStringList names;
        for (const FlowEdge &edge : m_graph.edges) {
            if (edge.kind == EdgeKind::Consume && edge.from == idOf(queue))
                names << m_graph.find(edge.to)->title;
        }
        const QString rate = formatRate(queue.deliverGetRate);
        if (names.isEmpty())
            return Words::tr("nobody takes anything");
        return names.size() == 1 ? Words::tr("%1 takes %2").arg(names.front(), rate)
                                 : Words::tr("%1 consumers take %2").arg(names.size()).arg(rate);
    }

    std::optional<Story> blocked() const
    {
        for (const FlowNode &node : m_graph.nodes) {
            if (node.kind == NodeKind::Producer && node.trouble != Trouble::None)
                return Story{m_overview.alarm.isEmpty()
                                 ? Words::tr("%1 is not read any more: %2").arg(node.title, node.caption)
                                 : Words::tr("%1 has to wait: the broker is %2").arg(node.title, m_overview.alarm),
                             node.id, Trouble::Serious};
        }
        if (m_overview.alarm.isEmpty())
            return std::nullopt;
        return Story{
            Words::tr("Publishers have to wait: the broker is %1").arg(m_overview.alarm), {}, Trouble::Serious};
    }

    std::optional<Story> full() const
    {
        for (const QueueSnapshot &queue : m_in.queues) {
            if (models::levelOf(queue).isFull() && queue.incomingRate > leastRate)
                return Story{Words::tr("%1 is full: %2 arrive, and as many are dropped or refused")
                                 .arg(nameOf(queue), formatRate(queue.incomingRate)),
                             idOf(queue), Trouble::Serious};
        }
        return std::nullopt;
    }

    /// The one that is full soonest.
    std::optional<Story> filling() const
    {
        const QueueSnapshot *soonest = nullptr;
        double seconds = soonSeconds;
        for (const QueueSnapshot &queue : m_in.queues) {
            const models::Level level = models::levelOf(queue);
            if (!level.isLimited() || gain(queue) < growth || level.isFull())
                continue;
            const double left = room(level) / gain(queue);
            if (left < seconds) {
                seconds = left;
                soonest = &queue;
            }
        }
        if (!soonest)
            return std::nullopt;
        return Story{
            Words::tr("%1, %2 arrive in %3: full in about %4")
                .arg(takers(*soonest), formatRate(soonest->incomingRate), nameOf(*soonest), aboutSeconds(seconds)),
            idOf(*soonest), Trouble::Warning};
    }

    std::optional<Story> dying() const
    {
        const QueueSnapshot *worst = nullptr;
        double rate = leastRate;
        for (const QueueSnapshot &queue : m_in.queues) {
            const double dead = m_traffic.deadLettersPerSecond({queue.spec.virtualHost, queue.spec.name});
            if (dead > rate) {
                rate = dead;
                worst = &queue;
            }
        }
        if (!worst)
            return std::nullopt;
        return Story{Words::tr("Messages of %1 become dead letters: %2").arg(nameOf(*worst), formatRate(rate)),
                     idOf(*worst), Trouble::Serious, true};
    }

    std::optional<Story> unattended() const
    {
        const QueueSnapshot *fullest = nullptr;
        for (const QueueSnapshot &queue : m_in.queues) {
            const bool waits = queue.consumers == 0 && queue.ready > 0 && !keepsDeadLetters(queue);
            if (waits && (!fullest || queue.ready > fullest->ready))
                fullest = &queue;
        }
        if (!fullest)
            return std::nullopt;
        return Story{Words::tr("Nobody consumes from %1, where %2")
                         .arg(nameOf(*fullest), formatCounted(fullest->ready, Words::tr("%1 message waits"),
                                                              Words::tr("%1 messages wait"))),
                     idOf(*fullest), Trouble::Warning};
    }

    std::optional<Story> growing() const
    {
        const QueueSnapshot *fastest = nullptr;
        for (const QueueSnapshot &queue : m_in.queues) {
            const bool grows = gain(queue) > std::max(growth, queue.incomingRate * 0.1) && queue.ready > 10;
            if (grows && !keepsDeadLetters(queue) && (!fastest || gain(queue) > gain(*fastest)))
                fastest = &queue;
        }
        if (!fastest)
            return std::nullopt;
        return Story{
            Words::tr("%1, %2 arrive in %3: it grows by %4")
                .arg(takers(*fastest), formatRate(fastest->incomingRate), nameOf(*fastest), formatRate(gain(*fastest))),
            idOf(*fastest), Trouble::Warning};
    }

    std::optional<Story> behind() const
    {
        const engine::GroupSnapshot *worst = nullptr;
        for (const engine::GroupSnapshot &group : m_in.groups) {
            if (group.lag.value_or(0) > 0 && group.lagMs.value_or(0) > 2000 && (!worst || *group.lagMs > *worst->lagMs))
                worst = &group;
        }
        if (!worst)
            return std::nullopt;
        return Story{Words::tr("The group %1 is %2 and %3 behind")
                         .arg(worst->name,
                              formatCounted(quint64(*worst->lag), Words::tr("%1 message"), Words::tr("%1 messages")),
                              formatDuration(*worst->lagMs)),
                     nodeId(NodeKind::Group, worst->virtualHost, worst->name), Trouble::Warning};
    }

    std::optional<Story> unroutable() const
    {
        if (m_overview.unroutableRate < leastRate)
            return std::nullopt;
        return Story{Words::tr("%1 match no binding and go nowhere").arg(formatRate(m_overview.unroutableRate)),
                     {},
                     Trouble::Warning};
    }

    Story calm() const
    {
        if (m_overview.publishRate < leastRate && m_overview.deliverRate < leastRate)
            return {m_overview.ready ? Words::tr("Nothing moves; %1")
                                           .arg(formatCounted(m_overview.ready, Words::tr("%1 message waits"),
                                                              Words::tr("%1 messages wait")))
                                     : Words::tr("Nothing moves, and nothing waits"),
                    {},
                    Trouble::None};
        return {Words::tr("%1 in, %2 out: everybody keeps up")
                    .arg(formatRate(m_overview.publishRate), formatRate(m_overview.deliverRate)),
                {},
                Trouble::None};
    }

    const FlowInputs &m_in;
    const FlowGraph &m_graph;
    const Traffic &m_traffic;
    const engine::OverviewSnapshot &m_overview;
};

} // namespace

Story storyOf(const FlowInputs &inputs, const FlowGraph &graph, const Traffic &traffic,
              const engine::OverviewSnapshot &overview)
{
    return Teller(inputs, graph, traffic, overview).tell();
}

} // namespace ui::canvas
