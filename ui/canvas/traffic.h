// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic: what the lifecycle stream tells of who publishes where, and through which exchange a queue is fed. The stream is
// sampled under load: so it gives shares, and the snapshots, which are exact, give the rates that are shared out.
// Owner: FlowPage. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QHash>
#include <QSet>

#include <map>
#include <tuple>

namespace ui::canvas {

/// An object by its virtual host and its name.
struct Named
{
    QString virtualHost;
    QString name;
    bool operator<(const Named &other) const
    {
        return std::tie(virtualHost, name) < std::tie(other.virtualHost, other.name);
    }
};

/// Written by a client of Kafka: straight into a partition, past all exchanges.
inline bool isRecord(const engine::LiveEvent &event)
{
    return event.queue.isEmpty() && !event.topic.isEmpty();
}

class Traffic
{
public:
    struct Share
    {
        Named other;
        double share = 0; ///< of all there is, between 0 and 1
    };

    void take(const engine::LiveBatch &batch, qint64 nowMs);
    void takeGroups(const QList<engine::GroupSnapshot> &groups, qint64 nowMs);
    /// Forgets the clients, and the queues, that are gone.
    void keepOnly(const QList<engine::ConnectionSnapshot> &connections, qint64 nowMs);
    /// A topic is written to by AMQP as a queue of its name.
    void keepOnly(const QList<engine::QueueSnapshot> &queues, const QList<engine::TopicSnapshot> &topics);

    /// The exchanges this client has published to since it was first seen.
    QList<Share> targetsOf(engine::ConnectionId client) const;
    bool hasPublished(engine::ConnectionId client) const { return m_published.contains(client); }
    /// Publishes for some seconds, and of a sampled stream no message of it has been seen.
    bool publishesUnseen(engine::ConnectionId client) const { return m_unseen.contains(client); }
    /// The exchanges that messages of this queue were published to.
    QList<Share> sourcesOf(const Named &queue) const;
    double deadLettersPerSecond(const Named &queue) const;
    double readPerSecond(const Named &group, const QString &topic) const;

private:
    using Shares = std::map<Named, double>;
    struct Progress
    {
        qint64 committed = 0;
        double rate = 0;
    };
    static QList<Share> shared(const Shares &shares);
    void fade(double factor);

    QHash<engine::ConnectionId, Shares> m_published;
    QHash<engine::ConnectionId, qint64> m_publishesSince;
    QSet<engine::ConnectionId> m_unseen;
    std::map<Named, Shares> m_enqueued;
    std::map<Named, double> m_dead; ///< per second
    std::map<std::pair<Named, QString>, Progress> m_read;
    qint64 m_takenAt = 0;
    qint64 m_groupsAt = 0;
};

} // namespace ui::canvas
