// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLetterIndex: where all dead letters of the broker lie, grouped and counted, while somebody watches. When the watching
// begins it looks through the queues, a stretch at a time, on the store's reader and the broker's worker: first those that dead letters
// are sent to, then the others with pauses, so that a deep backlog takes little from those who consume. From then on the lifecycle
// stream tells what comes and goes. Its memory is sixteen bytes a dead letter, and bounded. With nobody watching it is nothing.
// Owner: facade's Watches; the broker outlives it. Thread: engine.
#pragma once

#include "core/lifecycle.h"
#include "core/messagestore.h"
#include "inspect/deathnote.h"
#include "inspect/livematcher.h"

#include <engine/deadletters.h>

#include <QHash>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <map>
#include <tuple>
#include <vector>

namespace engine::core {
class Broker;
struct Segment;
} // namespace engine::core

namespace engine::inspect {

class DeadLetterIndex final : public core::LifecycleObserver
{
public:
    static constexpr size_t mostEntries = 1'000'000;
    static constexpr size_t mostGroups = 2000;
    static constexpr quint32 mostListed = 100'000;
    static constexpr qsizetype mostNames = 3; ///< in DeadLetterGroup::rejectedBy

    DeadLetterIndex(core::Broker &broker, ConnectionNames names);
    ~DeadLetterIndex() override;

    /// Begins to watch where it does not yet.
    DeadLettersSnapshot snapshot();
    /// Nobody watches any more.
    void forget();
    DeadLetterList list(const DeadLetterFilter &filter, quint32 most) const;
    /// The same of these messages only.
    DeadLetterList pick(const DeadLetterFilter &filter, const QList<MessageRef> &messages) const;
    /// The connection that rejected it, as far as that was seen.
    QString rejectedBy(MessageRef message) const;

    void observe(const core::LifecycleEvent &event) override;

private:
    static constexpr quint16 gone = 0xffff;
    /// A dead letter in one queue. Those that have left stay as gaps for a while: an undo brings back many at once.
    struct Entry
    {
        quint64 offset = 0;
        quint32 diedSeconds = 0;
        quint16 group = gone;
        quint16 client = 0; ///< in m_clients; 0: not known
    };
    struct Place
    {
        std::vector<Entry> entries; ///< ascending offsets
        size_t gaps = 0;
    };
    struct Group
    {
        DeadLetterGroup shown;
        bool isOriginMixed = false;
        bool isStale = false; ///< its first or its last has left
    };
    using GroupKey = std::tuple<QueueId, QString, QString, qint64>; ///< place, reason, queue, hour
    /// What was in a queue when the watching began, [next, end) of it still to be looked at.
    struct Backlog
    {
        QueueId queue;
        quint64 next = 0, end = 0;
        bool isLikely = false; ///< dead letters are sent there
    };
    struct Reading;
    struct Sieve;
    using Ranked = std::tuple<quint32, quint64, QueueId>; ///< time of death, offset, place
    struct Found
    {
        quint64 offset = 0;
        DeathNote note;
    };

    // What is asked for.
    Sieve sieveFor(const DeadLetterFilter &filter) const;
    static QList<MessageRef> latest(std::vector<Ranked> &&found, size_t most);

    // What comes and goes.
    void noteRejection(const core::LifecycleEvent &event);
    quint16 clientOf(ConnectionId connection);
    void arrived(const core::LifecycleEvent &event);
    void left(const core::LifecycleEvent &event);
    void add(const core::Queue &queue, quint64 offset, const DeathNote &note, quint16 client);
    void remove(Place &place, quint64 offset);
    static Entry *find(Place &place, quint64 offset);
    const Entry *find(MessageRef message) const;
    quint16 groupFor(const core::Queue &queue, const DeathNote &note);
    void join(Group &group, const DeathNote &note, quint16 client);
    void leave(const Entry &entry);
    void closeGaps(Place &place);
    void dropDeletedQueues();
    void refreshStale();

    // What was there before.
    void begin();
    std::vector<QueueId> likelyQueues() const;
    void goOn();
    void read(const core::Queue &queue, const core::Segment &segment, const Backlog &backlog);
    void look(const std::shared_ptr<Reading> &reading);
    void take(const Reading &reading, const std::vector<Found> &found);

    core::Broker &m_broker;
    const ConnectionNames m_names;
    bool m_isWatching = false;

    std::map<QueueId, Place> m_places;
    std::vector<Group> m_groups; ///< those with a count of 0 are free
    std::map<GroupKey, quint16> m_groupAt;
    std::vector<quint16> m_freeGroups;
    size_t m_size = 0; ///< entries, gaps included
    bool m_isCut = false;

    // Who rejected what is on its way to the dead letters.
    QStringList m_clients;
    QHash<ConnectionId, quint16> m_clientAt;
    QHash<MessageId, quint16> m_rejected;
    std::deque<MessageId> m_rejectedOrder; ///< the oldest first

    std::vector<Backlog> m_backlog; ///< the next one last
    quint64 m_examined = 0, m_toExamine = 0;
    bool m_isUnderWay = false;
    QTimer m_pause;
    std::shared_ptr<bool> m_alive; ///< of this watching
};

} // namespace engine::inspect
