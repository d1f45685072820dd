// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/deadletterindex.h"

#include "core/broker.h"
#include "core/consumer.h"
#include "core/text.h"
#include "inspect/chunkreader.h"

#include <algorithm>
#include <limits>
#include <set>

namespace engine::inspect {

using core::text;

namespace {

constexpr qint64 msPerSecond = 1000;
constexpr qint64 hourMs = 3600 * msPerSecond;
constexpr int pauseMs = 20; ///< between chunks that are read from queues that dead letters are not sent to
constexpr size_t mostRejections = 8192;
constexpr qsizetype mostClients = 4000;
constexpr size_t fewGaps = 4096;

/// The first segment that ends behind this offset.
const core::Segment *segmentAbove(const core::QueueLog &log, quint64 offset)
{
    const auto &segments = log.segments();
    const auto found = std::upper_bound(segments.begin(), segments.end(), offset,
                                        [](quint64 value, const auto &segment) { return value < segment->end(); });
    return found == segments.end() ? nullptr : found->get();
}

/// Queues that messages are taken out of, and that people see.
bool holdsDeadLetters(const core::Queue &queue)
{
    return !queue.stream() && !queue.isWaitingRoom();
}

} // namespace

/// A stretch of one queue on its way through reader and worker.
struct DeadLetterIndex::Reading
{
    QueueId queue;
    quint64 from = 0, to = 0;
    quint64 live = 0; ///< messages in it
    bool pauses = false;
    std::vector<core::StoredMessage> messages;

    /// False: some are neither in memory nor in what was read.
    bool gather(const core::QueueLog &log, const std::vector<core::StoredMessage> &read)
    {
        bool isAllThere = true;
        messages.clear();
        for (quint64 offset = log.nextLive(from); offset < to; offset = log.nextLive(offset + 1)) {
            core::MessagePtr message = log.at(offset);
            if (!message)
                message = messageAt(read, offset);
            if (message)
                messages.push_back({offset, false, std::move(message)});
            else
                isAllThere = false;
        }
        return isAllThere;
    }
};

DeadLetterIndex::DeadLetterIndex(core::Broker &broker, ConnectionNames names)
    : m_broker(broker)
    , m_names(std::move(names))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    QObject::connect(&m_pause, &QTimer::timeout, &m_pause, [this] { goOn(); });
}

DeadLetterIndex::~DeadLetterIndex()
{
    forget();
}

DeadLettersSnapshot DeadLetterIndex::snapshot()
{
    if (!m_isWatching)
        begin();
    dropDeletedQueues();
    refreshStale();
    DeadLettersSnapshot snapshot;
    for (const auto &[key, index] : m_groupAt) {
        snapshot.groups.append(m_groups[index].shown);
        snapshot.total += m_groups[index].shown.count;
    }
    snapshot.examined = m_examined;
    snapshot.toExamine = m_toExamine;
    snapshot.isComplete = m_backlog.empty() && !m_isUnderWay;
    snapshot.isCut = m_isCut;
    return snapshot;
}

void DeadLetterIndex::forget()
{
    if (!m_isWatching)
        return;
    m_isWatching = false;
    m_broker.lifecycle().remove(this);
    m_alive.reset();
    m_pause.stop();
    m_places.clear();
    m_groups = {};
    m_groupAt.clear();
    m_freeGroups = {};
    m_size = 0;
    m_isCut = false;
    m_clients.clear();
    m_clientAt = {};
    m_rejected = {};
    m_rejectedOrder = {};
    m_backlog = {};
    m_examined = m_toExamine = 0;
    m_isUnderWay = false;
}

// ---- what is asked for

/// Which entries a filter lets through.
struct DeadLetterIndex::Sieve
{
    std::vector<bool> groups;
    qint64 sinceMs = 0, beforeMs = 0;

    bool lets(const Entry &entry) const
    {
        const qint64 diedMs = entry.diedSeconds * msPerSecond;
        return entry.group != gone && groups[entry.group] && diedMs >= sinceMs && (beforeMs == 0 || diedMs < beforeMs);
    }
};

DeadLetterIndex::Sieve DeadLetterIndex::sieveFor(const DeadLetterFilter &filter) const
{
    Sieve sieve{std::vector<bool>(m_groups.size()), filter.sinceMs, filter.beforeMs};
    for (const auto &[key, index] : m_groupAt) {
        const DeadLetterGroup &group = m_groups[index].shown;
        sieve.groups[index] = (filter.virtualHost.isEmpty() || group.virtualHost == filter.virtualHost) &&
                              (filter.reason.isEmpty() || group.reason == filter.reason) &&
                              (filter.queue.isEmpty() || group.queue == filter.queue) &&
                              (filter.places.isEmpty() || filter.places.contains(group.place)) &&
                              (filter.sinceMs == 0 || group.lastMs >= filter.sinceMs) &&
                              (filter.beforeMs == 0 || group.firstMs < filter.beforeMs);
    }
    return sieve;
}

QList<MessageRef> DeadLetterIndex::latest(std::vector<Ranked> &&found, size_t most)
{
    const size_t kept = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + qptrdiff(kept), found.end(), std::greater<>());
    QList<MessageRef> messages;
    messages.reserve(qsizetype(kept));
    for (size_t i = 0; i < kept; ++i)
        messages.append(MessageRef{std::get<QueueId>(found[i]), std::get<1>(found[i])});
    return messages;
}

DeadLetterList DeadLetterIndex::list(const DeadLetterFilter &filter, quint32 most) const
{
    const size_t limit = std::min(most, mostListed);
    const Sieve sieve = sieveFor(filter);
    DeadLetterList list;
    // The newest are as a rule those that came last: of each place so many are enough, and the best of them are right but for
    // letters that were moved by hand.
    std::vector<Ranked> found;
    for (const auto &[queue, place] : m_places) {
        size_t taken = 0;
        for (auto entry = place.entries.rbegin(); entry != place.entries.rend(); ++entry) {
            if (!sieve.lets(*entry))
                continue;
            ++list.total;
            if (taken++ < limit)
                found.emplace_back(entry->diedSeconds, entry->offset, queue);
        }
    }
    list.messages = latest(std::move(found), limit);
    return list;
}

DeadLetterList DeadLetterIndex::pick(const DeadLetterFilter &filter, const QList<MessageRef> &messages) const
{
    const Sieve sieve = sieveFor(filter);
    DeadLetterList list;
    for (const auto &[queue, place] : m_places)
        list.total += quint64(std::count_if(place.entries.begin(), place.entries.end(),
                                            [&sieve](const Entry &entry) { return sieve.lets(entry); }));
    std::vector<Ranked> found;
    for (const MessageRef &ref : messages.first(std::min<qsizetype>(messages.size(), mostListed))) {
        if (const Entry *entry = find(ref); entry && sieve.lets(*entry))
            found.emplace_back(entry->diedSeconds, ref.offset, ref.queue);
    }
    list.messages = latest(std::move(found), mostListed);
    return list;
}

const DeadLetterIndex::Entry *DeadLetterIndex::find(MessageRef message) const
{
    const auto place = m_places.find(message.queue);
    if (place == m_places.end())
        return nullptr;
    const std::vector<Entry> &entries = place->second.entries;
    const auto entry = std::lower_bound(entries.begin(), entries.end(), message.offset,
                                        [](const Entry &e, quint64 offset) { return e.offset < offset; });
    return entry != entries.end() && entry->offset == message.offset ? &*entry : nullptr;
}

QString DeadLetterIndex::rejectedBy(MessageRef message) const
{
    const Entry *entry = find(message);
    return entry && entry->client > 0 ? m_clients.value(entry->client - 1) : QString();
}

// ---- what comes and goes

void DeadLetterIndex::observe(const core::LifecycleEvent &event)
{
    switch (event.step) {
    case LifecycleStep::Enqueued:
        if (event.message && mayHaveDied(*event.message)) [[unlikely]]
            arrived(event);
        return;
    case LifecycleStep::Rejected:
        noteRejection(event);
        return left(event);
    case LifecycleStep::Acked:
    case LifecycleStep::Expired:
    case LifecycleStep::Dropped:
    case LifecycleStep::Moved:
        return left(event);
    case LifecycleStep::Delivered:
        // Without acknowledgement it is gone; by basic.get it is so already.
        if (event.consumer ? event.consumer->noAck : event.queue && event.queue->log().isGone(event.offset))
            left(event);
        return;
    default:
        return;
    }
}

/// What a queue hands on as a dead letter keeps its id, and arrives in the same turn.
void DeadLetterIndex::noteRejection(const core::LifecycleEvent &event)
{
    if (!event.message || !event.queue || !event.queue->settings().deadLetterExchange)
        return;
    if (m_rejectedOrder.size() >= mostRejections) {
        m_rejected.remove(m_rejectedOrder.front());
        m_rejectedOrder.pop_front();
    }
    if (const quint16 client = clientOf(event.channel.connection)) {
        m_rejected.insert(event.message->id, client);
        m_rejectedOrder.push_back(event.message->id);
    }
}

quint16 DeadLetterIndex::clientOf(ConnectionId connection)
{
    if (const auto known = m_clientAt.constFind(connection); known != m_clientAt.constEnd())
        return *known;
    const QString name = m_names(connection);
    if (name.isEmpty())
        return 0;
    // Programs that connect anew for each message have one name, as a rule.
    qsizetype index = m_clients.indexOf(name);
    if (index < 0) {
        if (m_clients.size() >= mostClients)
            return 0;
        index = m_clients.size();
        m_clients.append(name);
    }
    if (m_clientAt.size() >= mostClients)
        m_clientAt.clear();
    return *m_clientAt.insert(connection, quint16(index + 1));
}

void DeadLetterIndex::arrived(const core::LifecycleEvent &event)
{
    if (!event.queue || !holdsDeadLetters(*event.queue))
        return;
    if (const auto note = deathNoteOf(*event.message))
        add(*event.queue, event.offset, *note, m_rejected.value(event.message->id));
}

void DeadLetterIndex::left(const core::LifecycleEvent &event)
{
    if (!event.queue || m_places.empty())
        return;
    if (const auto place = m_places.find(event.queue->id()); place != m_places.end())
        remove(place->second, event.offset);
}

DeadLetterIndex::Entry *DeadLetterIndex::find(Place &place, quint64 offset)
{
    const auto entry = std::lower_bound(place.entries.begin(), place.entries.end(), offset,
                                        [](const Entry &e, quint64 value) { return e.offset < value; });
    return entry != place.entries.end() && entry->offset == offset ? &*entry : nullptr;
}

void DeadLetterIndex::add(const core::Queue &queue, quint64 offset, const DeathNote &note, quint16 client)
{
    if (note.queue == text(queue.name()))
        return; // brought back to where it died
    const auto there = m_places.find(queue.id());
    Entry *known = there == m_places.end() ? nullptr : find(there->second, offset);
    if (known && known->group != gone)
        return;
    if (!known && m_size >= mostEntries) {
        m_isCut = true;
        return;
    }
    const quint16 group = groupFor(queue, note);
    if (group == gone) {
        m_isCut = true;
        return;
    }
    join(m_groups[group], note, client);
    const Entry entry{offset, quint32(note.diedMs / msPerSecond), group, client};
    if (known) {
        *known = entry;
        --there->second.gaps;
        return;
    }
    std::vector<Entry> &entries = m_places[queue.id()].entries;
    const auto at = std::upper_bound(entries.begin(), entries.end(), offset,
                                     [](quint64 value, const Entry &e) { return value < e.offset; });
    entries.insert(at, entry);
    ++m_size;
}

void DeadLetterIndex::remove(Place &place, quint64 offset)
{
    Entry *entry = find(place, offset);
    if (!entry || entry->group == gone)
        return;
    leave(*entry);
    entry->group = gone;
    ++place.gaps;
    closeGaps(place);
}

void DeadLetterIndex::closeGaps(Place &place)
{
    if (place.gaps < fewGaps || place.gaps * 2 < place.entries.size())
        return;
    std::erase_if(place.entries, [](const Entry &entry) { return entry.group == gone; });
    m_size -= place.gaps;
    place.gaps = 0;
}

// ---- groups

quint16 DeadLetterIndex::groupFor(const core::Queue &queue, const DeathNote &note)
{
    GroupKey key{queue.id(), note.reason, note.queue, note.diedMs / hourMs * hourMs};
    if (const auto known = m_groupAt.find(key); known != m_groupAt.end())
        return known->second;
    if (m_groupAt.size() >= mostGroups) {
        std::get<qint64>(key) = 0;
        if (const auto known = m_groupAt.find(key); known != m_groupAt.end())
            return known->second;
        if (m_groupAt.size() >= 2 * mostGroups)
            return gone;
    }
    quint16 index = quint16(m_groups.size());
    if (m_freeGroups.empty()) {
        m_groups.emplace_back();
    } else {
        index = m_freeGroups.back();
        m_freeGroups.pop_back();
    }
    Group &group = m_groups[index];
    group = {};
    group.shown.virtualHost = text(queue.virtualHost().name());
    group.shown.reason = note.reason;
    group.shown.queue = note.queue;
    group.shown.place = queue.id();
    group.shown.placeName = text(queue.name());
    group.shown.hourMs = std::get<qint64>(key);
    group.shown.origin = note.origin;
    m_groupAt.emplace(key, index);
    return index;
}

void DeadLetterIndex::join(Group &group, const DeathNote &note, quint16 client)
{
    DeadLetterGroup &shown = group.shown;
    const qint64 diedMs = note.diedMs / msPerSecond * msPerSecond;
    shown.firstMs = shown.count == 0 ? diedMs : std::min(shown.firstMs, diedMs);
    shown.lastMs = std::max(shown.lastMs, diedMs);
    ++shown.count;
    if (shown.origin != note.origin)
        group.isOriginMixed = true;
    if (group.isOriginMixed)
        shown.origin.clear();
    const QString name = client > 0 ? m_clients.value(client - 1) : QString();
    if (!name.isEmpty() && shown.rejectedBy.size() < mostNames && !shown.rejectedBy.contains(name))
        shown.rejectedBy.append(name);
}

void DeadLetterIndex::leave(const Entry &entry)
{
    Group &group = m_groups[entry.group];
    DeadLetterGroup &shown = group.shown;
    if (--shown.count == 0) {
        m_groupAt.erase(GroupKey(shown.place, shown.reason, shown.queue, shown.hourMs));
        m_freeGroups.push_back(entry.group);
        return;
    }
    const qint64 diedMs = entry.diedSeconds * msPerSecond;
    group.isStale = group.isStale || diedMs == shown.firstMs || diedMs == shown.lastMs;
}

/// With its messages: where the stream has told of each, there is nothing left to do.
void DeadLetterIndex::dropDeletedQueues()
{
    for (auto it = m_places.begin(); it != m_places.end();) {
        if (m_broker.queue(it->first)) {
            ++it;
            continue;
        }
        for (const Entry &entry : it->second.entries) {
            if (entry.group != gone)
                leave(entry);
        }
        m_size -= it->second.entries.size();
        it = m_places.erase(it);
    }
}

void DeadLetterIndex::refreshStale()
{
    std::set<QueueId> places;
    for (const auto &[key, index] : m_groupAt) {
        Group &group = m_groups[index];
        if (!group.isStale)
            continue;
        group.shown.firstMs = std::numeric_limits<qint64>::max();
        group.shown.lastMs = 0;
        places.insert(group.shown.place);
    }
    for (const QueueId queue : places) {
        for (const Entry &entry : m_places[queue].entries) {
            if (entry.group == gone || !m_groups[entry.group].isStale)
                continue;
            DeadLetterGroup &shown = m_groups[entry.group].shown;
            const qint64 diedMs = entry.diedSeconds * msPerSecond;
            shown.firstMs = std::min(shown.firstMs, diedMs);
            shown.lastMs = std::max(shown.lastMs, diedMs);
        }
    }
    for (Group &group : m_groups)
        group.isStale = false;
}

// ---- what was there before

void DeadLetterIndex::begin()
{
    m_isWatching = true;
    m_alive = std::make_shared<bool>(true);
    m_broker.lifecycle().add(this);
    const std::vector<QueueId> likely = likelyQueues();
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[queueName, queue] : host->queues()) {
            if (!holdsDeadLetters(*queue) || queue->log().live() == 0)
                continue;
            m_toExamine += queue->log().live();
            m_backlog.push_back({queue->id(), queue->log().lowWater(), queue->log().end(),
                                 std::find(likely.begin(), likely.end(), queue->id()) != likely.end()});
        }
    }
    // The likely ones are looked at first, of the others the short ones.
    const auto comesLater = [](const Backlog &a, const Backlog &b) {
        return std::tuple(a.isLikely, b.end - b.next, b.queue) < std::tuple(b.isLikely, a.end - a.next, a.queue);
    };
    std::sort(m_backlog.begin(), m_backlog.end(), comesLater);
    goOn();
}

/// Whatever an exchange for dead letters may lead to.
std::vector<QueueId> DeadLetterIndex::likelyQueues() const
{
    std::vector<QueueId> queues;
    std::vector<const core::Exchange *> exchanges;
    const auto reach = [&exchanges](const core::Exchange *exchange) {
        if (exchange && std::find(exchanges.begin(), exchanges.end(), exchange) == exchanges.end())
            exchanges.push_back(exchange);
    };
    for (const auto &[name, host] : m_broker.virtualHosts()) {
        for (const auto &[queueName, queue] : host->queues()) {
            const core::QueueSettings &settings = queue->settings();
            if (!settings.deadLetterExchange)
                continue;
            if (!settings.deadLetterExchange->isEmpty())
                reach(host->exchange(*settings.deadLetterExchange));
            else if (const core::Queue *target = host->queue(settings.deadLetterRoutingKey.value_or(queueName)))
                queues.push_back(target->id());
        }
    }
    for (size_t i = 0; i < exchanges.size(); ++i) { // grows meanwhile
        for (const auto &binding : exchanges[i]->bindings()) {
            if (binding->queue)
                queues.push_back(binding->queue->id());
            reach(binding->exchange);
        }
    }
    return queues;
}

void DeadLetterIndex::goOn()
{
    while (m_isWatching && !m_isUnderWay && !m_backlog.empty()) {
        Backlog &backlog = m_backlog.back();
        const core::Queue *queue = m_broker.queue(backlog.queue);
        const core::Segment *segment = queue ? segmentAbove(queue->log(), backlog.next) : nullptr;
        if (!segment || segment->base >= backlog.end) {
            m_backlog.pop_back();
            continue;
        }
        const Backlog now = backlog;
        backlog.next = segment->end();
        read(*queue, *segment, now);
    }
}

void DeadLetterIndex::read(const core::Queue &queue, const core::Segment &segment, const Backlog &backlog)
{
    const auto reading = std::make_shared<Reading>();
    reading->queue = queue.id();
    reading->from = std::max(segment.base, backlog.next);
    reading->to = std::min(segment.end(), backlog.end);
    reading->live = segment.live;
    m_isUnderWay = true;
    if (reading->gather(queue.log(), {}) || !segment.chunk.isValid())
        return look(reading);
    reading->pauses = !backlog.isLikely;
    m_broker.store().load(segment.chunk, [this, alive = std::weak_ptr(m_alive),
                                          reading](const Result<std::vector<core::StoredMessage>> &loaded) {
        if (alive.expired())
            return;
        if (const core::Queue *now = m_broker.queue(reading->queue))
            reading->gather(now->log(), loaded ? *loaded : std::vector<core::StoredMessage>());
        look(reading);
    });
}

void DeadLetterIndex::look(const std::shared_ptr<Reading> &reading)
{
    const auto found = std::make_shared<std::vector<Found>>();
    m_broker.runElsewhere(
        [reading, found, alive = std::weak_ptr(m_alive)] {
            if (alive.expired())
                return;
            for (const core::StoredMessage &stored : reading->messages) {
                if (auto note = deathNoteOf(*stored.message))
                    found->push_back({stored.offset, std::move(*note)});
            }
        },
        [this, reading, found, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                take(*reading, *found);
        });
}

void DeadLetterIndex::take(const Reading &reading, const std::vector<Found> &found)
{
    m_isUnderWay = false;
    m_examined = std::min(m_toExamine, m_examined + reading.live);
    if (const core::Queue *queue = m_broker.queue(reading.queue)) {
        for (const Found &one : found) {
            if (!queue->log().isGone(one.offset))
                add(*queue, one.offset, one.note, 0);
        }
    }
    if (reading.pauses)
        m_pause.start();
    else
        goOn();
}

} // namespace engine::inspect
