// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue.h"

#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/delayedmessages.h"
#include "core/stream.h"
#include "core/virtualhost.h"

#include <algorithm>
#include <iterator>

namespace engine::core {

namespace {

constexpr int readAheadSegments = 4; // up to 1 MiB ahead of the consumers
constexpr qint64 loadRetryMs = 1000;

bool isAble(const Consumer *consumer)
{
    return consumer->hasCredit() && consumer->channel->canTake();
}

/// Of a chunk: the store has none, or what it has is damaged and set aside.
bool isGoneForGood(const Error &error)
{
    return error.code == BrokerError::NotFound || error.code == BrokerError::Damaged;
}

StepCause dropCauseOf(StreamRefusal::Reason reason)
{
    return reason == StreamRefusal::Reason::NoKey ? StepCause::NoKey : StepCause::TooLarge;
}

/// RabbitMQ's rule: only a durable queue of a store that keeps things has anything to lose; and a quorum queue keeps a
/// message whatever its delivery mode.
QueueLog::Keeps keptOf(const Broker &broker, const QueueDefinition &definition, QueueKind kind)
{
    if (kind == QueueKind::Stream) // the partition keeps it
        return QueueLog::Keeps::Nothing;
    if (!definition.durable || definition.exclusive || !broker.store().isDurable())
        return QueueLog::Keeps::Nothing;
    return kind == QueueKind::Quorum ? QueueLog::Keeps::Everything : QueueLog::Keeps::Persistent;
}

} // namespace

Queue::Queue(Broker &broker, VirtualHost &virtualHost, QueueDefinition definition, ConnectionId exclusiveOwner)
    : m_broker(broker)
    , m_virtualHost(virtualHost)
    , m_definition(std::move(definition))
    , m_exclusiveOwner(exclusiveOwner)
    , m_settings(settingsUnder(m_definition, nullptr, nullptr))
    , m_delaysFor(m_settings.kind == QueueKind::Stream ? std::nullopt : delayingExchange(m_definition.name))
    , m_log(m_definition.id, keptOf(broker, m_definition, m_settings.kind), broker.memoryUse())
    , m_self(std::make_shared<Queue *>(this))
{
    if (m_settings.maxPriority)
        m_levels = std::make_unique<PriorityLevels>(*m_settings.maxPriority);
    noteUse();
}

Queue::~Queue()
{
    for (Agenda::Ticket *ticket : {&m_expiryTicket, &m_delayedTicket, &m_unusedTicket, &m_burialTicket})
        m_broker.agenda().cancel(*ticket);
    *m_self = nullptr;
}

void Queue::makeStream(Partition &partition)
{
    m_stream = std::make_unique<Stream>(m_broker, *this, partition);
    m_readyCount = partition.records();
}

quint64 Queue::unacked() const
{
    return m_stream ? m_stream->unacked() : m_log.live() - m_readyCount - m_delayed.size() - m_dying.size();
}

void Queue::restore(const StoredLog &stored, bool cleanClose)
{
    m_log.restore(stored);
    // After a crash every message may have been delivered before: the flag is a warning to consumers, AMQP 0-9-1 §1.8.3.13.
    m_fresh = cleanClose ? std::min(stored.state.deliveredHigh, m_log.end()) : m_log.end();
    for (const auto &segment : m_log.segments()) {
        const quint64 end = std::min(segment->end(), m_fresh);
        if (segment->live == segment->span) {
            m_requeued.insertRange(segment->base, end);
            continue;
        }
        for (quint64 offset = segment->base; offset < end; ++offset) {
            if (!segment->isGone(offset))
                m_requeued.insert(offset);
        }
    }
    m_readyCount = m_log.live();
    if (m_log.isDirty())
        m_broker.markDirty(this);
    if (m_log.live() == 0)
        return;
    restoreReturns(stored.returned);
    if (isWaitingRoom())
        return restoreWaiting();
    m_mayExpire = true; // what was published with an expiration is known once it has been read
    if (m_levels) {
        m_deliveredHigh = std::exchange(m_fresh, m_log.end());
        m_scanEnd = m_log.end();
        scanRestored(0);
    }
    schedule();
}

void Queue::emitStep(LifecycleStep step, quint64 offset, const Message *message, const Consumer *consumer,
                     ChannelRef by, StepCause cause)
{
    m_broker.lifecycle().emit(
        [&] { return LifecycleEvent{step, message, &m_virtualHost, this, offset, consumer, by, 0, cause}; });
}

// ---- ready messages

bool Queue::isOffered(quint64 offset) const
{
    if (m_levels)
        return m_levels->contains(offset) || (m_scanFrom && offset >= *m_scanFrom && offset < m_scanEnd &&
                                              !m_log.isGone(offset) && !delayedUntil(offset));
    return offset >= m_fresh || m_requeued.contains(offset) || m_putBack.contains(offset);
}

bool Queue::isReady(quint64 offset) const
{
    return isOffered(offset) && !m_log.isGone(offset);
}

/// The oldest ready message. Requeued ones are always older than those never delivered.
std::optional<quint64> Queue::nextReady()
{
    if (m_readyCount == 0)
        return std::nullopt;
    if (m_levels) [[unlikely]]
        return m_scanFrom ? std::nullopt : m_levels->first();
    if (!m_requeued.isEmpty() || !m_putBack.isEmpty()) [[unlikely]] {
        const quint64 none = std::numeric_limits<quint64>::max();
        return std::min(m_requeued.isEmpty() ? none : m_requeued.first(),
                        m_putBack.isEmpty() ? none : m_putBack.first());
    }
    if (m_log.isGone(m_fresh)) [[unlikely]]
        m_fresh = m_log.nextLive(m_fresh);
    return m_fresh;
}

void Queue::takeReady(quint64 offset)
{
    --m_readyCount;
    noteAway(offset);
    if (m_levels) [[unlikely]] {
        const quint8 level = m_levels->remove(offset);
        if (m_settings.kind != QueueKind::Quorum)
            m_unackedPriorities.insert(offset, level);
        m_requeued.remove(offset);
        m_deliveredHigh = std::max(m_deliveredHigh, offset + 1);
        return;
    }
    if (offset >= m_fresh) {
        Q_ASSERT(offset == m_fresh);
        ++m_fresh;
    } else if (!m_requeued.remove(offset)) {
        m_putBack.remove(offset);
    }
}

/// The same for one that need not be the next.
void Queue::takeAnywhere(quint64 offset)
{
    --m_readyCount;
    noteAway(offset);
    m_requeued.remove(offset);
    m_putBack.remove(offset);
    if (m_levels)
        m_levels->remove(offset);
}

/// Puts back among the ready ones what has been delivered.
void Queue::makeReady(quint64 offset)
{
    const bool isQuorum = m_settings.kind == QueueKind::Quorum;
    if (m_levels)
        m_levels->insert(offset, isQuorum ? PriorityLevels::quorumReturned : m_unackedPriorities.take(offset));
    noteBack(offset);
    m_requeued.insert(offset);
    ++m_readyCount;
    if (!m_consumers.empty() || m_mayExpire || m_settings.hasLimit())
        schedule();
}

// ---- priorities

bool Queue::isPrioritised(const Message &message) const
{
    return message.priority && m_settings.kind == QueueKind::Quorum &&
           levelOf(message) != PriorityLevels::quorumOrdinary;
}

quint8 Queue::levelOf(const Message &message) const
{
    if (m_settings.kind != QueueKind::Quorum)
        return message.priority.value_or(0);
    return std::min(message.priority.value_or(PriorityLevels::quorumOrdinary), PriorityLevels::quorumHighest);
}

/// The first message that is not in turn has come to a quorum queue: what is ready stays in its order.
void Queue::sortIntoLevels()
{
    auto levels = std::make_unique<PriorityLevels>(PriorityLevels::quorumReturned);
    for (const auto &[from, to] : m_requeued.intervals())
        levels->insertRange(from, to, PriorityLevels::quorumReturned);
    for (const auto &[from, to] : m_putBack.intervals())
        levels->insertRange(from, to, PriorityLevels::quorumOrdinary);
    for (const auto &segment : m_log.segments()) {
        const quint64 from = std::max(segment->base, m_fresh);
        if (segment->live == segment->span)
            levels->insertRange(from, segment->end(), PriorityLevels::quorumOrdinary);
        for (quint64 offset = from; segment->live < segment->span && offset < segment->end(); ++offset) {
            if (!segment->isGone(offset))
                levels->insert(offset, PriorityLevels::quorumOrdinary);
        }
    }
    m_levels = std::move(levels);
    m_putBack.clear();
    m_deliveredHigh = m_fresh;
    m_fresh = m_log.end();
}

/// A large message is cheap to hold and dear to write. One that a consumer is about to have may well be acknowledged before
/// it is written, so these go to the store in steps, and the rest of them gets time. Without a publisher it comes from another
/// queue (a dead letter, a delayed one): leaving there and arriving here are one transaction.
quint64 Queue::dueOf(const Message &message, ChannelRef publisher)
{
    constexpr qsizetype large = 16 * 1024;
    constexpr quint64 keepingUp = 16; // ready messages: consumers take what comes
    if (message.bodySize() < large || m_consumers.empty() || m_readyCount > keepingUp || !m_log.keeps(message) ||
        !publisher.connection.isValid())
        return m_broker.gatheringSequence();
    return m_broker.dueOfLarge(message.footprint());
}

std::optional<quint64> Queue::enqueue(const MessagePtr &message, ChannelRef publisher)
{
    if (m_stream) [[unlikely]] {
        if (const auto refusal = m_stream->refusalOf(*message)) {
            emitStep(LifecycleStep::Dropped, m_stream->partition().end(), message.data(), nullptr, publisher,
                     dropCauseOf(refusal->reason));
            return std::nullopt;
        }
        ++m_counters.published;
        emitStep(LifecycleStep::Enqueued, m_stream->append(message), message.data(), nullptr, publisher);
        return m_broker.gatheringSequence();
    }
    if (m_settings.hasLimit() && refuses(*message)) [[unlikely]] {
        emitStep(LifecycleStep::Dropped, m_log.end(), message.data(), nullptr, publisher, StepCause::QueueFull);
        if (m_settings.buriesRefused())
            m_broker.deadLetter(*this, message, DeathReason::MaxLength);
        return std::nullopt;
    }
    const bool prioritised = isPrioritised(*message);
    if (prioritised && !m_levels) [[unlikely]]
        sortIntoLevels();
    else if (m_levels && !prioritised && m_settings.kind == QueueKind::Quorum && m_log.live() == 0) [[unlikely]]
        m_levels.reset();
    const quint64 due = dueOf(*message, publisher);
    const quint64 offset = m_log.append(message, due);
    if (prioritised) [[unlikely]]
        m_log.segmentOf(offset)->hasPriorities = true;
    ++m_counters.published;
    emitStep(LifecycleStep::Enqueued, offset, message.data(), nullptr, publisher);
    if (m_log.isDirty())
        m_broker.markDirty(this);
    if (isWaitingRoom()) [[unlikely]] {
        m_fresh = m_log.end();
        m_delayed.emplace(dueMsOf(m_broker, *message), offset);
        armDelayed();
        return due;
    }
    if (m_levels) [[unlikely]] {
        m_levels->insert(offset, levelOf(*message));
        m_fresh = m_log.end();
    }
    ++m_readyCount;
    const bool expires = message->expirationMs != Message::noExpiration || m_settings.messageTtlMs;
    m_mayExpire = m_mayExpire || expires;
    if (!m_consumers.empty() || expires || m_settings.hasLimit())
        schedule();
    return due;
}

// ---- delivery

void Queue::schedule()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    m_broker.schedule(this);
}

/// The next consumer in turn that can take a message, or null.
Consumer *Queue::nextConsumer()
{
    if (m_isPaused) [[unlikely]]
        return nullptr;
    if (m_settings.singleActiveConsumer) [[unlikely]] {
        Consumer *due = activeConsumer();
        m_active = due ? due : m_active;
        return due && isAble(due) ? due : nullptr;
    }
    if (m_hasPriorities) [[unlikely]]
        return nextByPriority();
    const size_t count = m_consumers.size();
    for (size_t tried = 0; tried < count; ++tried) {
        if (m_nextConsumer >= count)
            m_nextConsumer = 0;
        Consumer *consumer = m_consumers[m_nextConsumer++];
        if (isAble(consumer))
            return consumer;
    }
    return nullptr;
}

/// Whose turn it is where there is a single active consumer; null: nobody's. Of a quorum queue the active one gives way to one
/// of higher priority as soon as it holds nothing, and gets nothing new until then (RabbitMQ 4.0).
Consumer *Queue::activeConsumer() const
{
    const bool givesWay =
        m_settings.kind == QueueKind::Quorum && m_active && m_consumers.front()->priority > m_active->priority;
    if (!givesWay)
        return m_active;
    return m_active->unacked == 0 ? m_consumers.front() : nullptr;
}

/// Without taking anybody's turn.
bool Queue::hasAbleConsumer() const
{
    if (m_isPaused)
        return false;
    if (m_settings.singleActiveConsumer) {
        const Consumer *due = activeConsumer();
        return due && isAble(due);
    }
    return std::any_of(m_consumers.begin(), m_consumers.end(), isAble);
}

/// Those of the highest priority that can take a message, in turn.
Consumer *Queue::nextByPriority()
{
    for (auto group = m_consumers.begin(); group != m_consumers.end();) {
        const auto end = std::find_if(group, m_consumers.end(),
                                      [&](const Consumer *other) { return other->priority != (*group)->priority; });
        const auto able = std::find_if(group, end, isAble);
        if (able != end) {
            Consumer *chosen = *able;
            std::rotate(able, able + 1, end);
            return chosen;
        }
        group = end;
    }
    return nullptr;
}

void Queue::pump()
{
    m_scheduled = false;
    if (m_stream) [[unlikely]] {
        m_stream->pump();
        return;
    }
    while (const auto offset = nextReady()) {
        Segment *segment = m_log.segmentOf(*offset);
        if (segment->isPagedOut()) {
            if (hasAbleConsumer())
                readAhead(*offset);
            else if (m_mayExpire && !segment->loading && m_expiryKnownFor != offset)
                load(*segment);
            break;
        }
        const MessagePtr &message = segment->slots[*offset - segment->base];
        if (m_mayExpire && isExpired(*message)) [[unlikely]] {
            expire(*offset, *MessagePtr(message));
            continue;
        }
        Consumer *consumer = nextConsumer();
        if (!consumer)
            break;
        if (*offset == segment->base)
            readAhead(*offset);
        deliver(*consumer, *offset, message);
    }
    if (m_settings.hasLimit())
        enforceLimits();
    if (m_mayExpire)
        armExpiry();
}

void Queue::deliver(Consumer &consumer, quint64 offset, const MessagePtr &shared)
{
    // A copy: noAck lets go of the slot.
    const MessagePtr message = m_returned.empty() ? shared : withReturns(offset, shared);
    const bool redelivered = m_requeued.contains(offset);
    takeReady(offset);
    ++m_counters.deliveredOrGot;
    m_counters.redelivered += redelivered ? 1 : 0;
    consumer.channel->deliver(consumer, *this, offset, message, redelivered);
    emitStep(LifecycleStep::Delivered, offset, message.data(), &consumer, consumer.channel->ref());
    if (consumer.noAck)
        removeFromLog(offset);
}

void Queue::deliverFromStream(Consumer &consumer, quint64 offset, const MessagePtr &message)
{
    ++m_counters.deliveredOrGot;
    m_stream->partition().noteDelivered(1, message->bodySize());
    consumer.channel->deliver(consumer, *this, offset, message, false);
    emitStep(LifecycleStep::Delivered, offset, message.data(), &consumer, consumer.channel->ref());
}

void Queue::streamGrew()
{
    m_readyCount = m_stream->partition().records();
    if (!m_consumers.empty())
        schedule();
}

void Queue::setPaused(bool paused)
{
    Q_ASSERT(!m_stream);
    if (m_isPaused == paused)
        return;
    m_isPaused = paused;
    if (m_definition.durable && !m_definition.exclusive)
        m_broker.definitionChanged(
            {paused ? DefinitionChange::Kind::Put : DefinitionChange::Kind::Remove, PausedQueue{id()}});
    schedule();
}

std::variant<std::monostate, Got, Queue::Pending> Queue::get(bool noAck, bool evenIfPaused)
{
    noteUse();
    if (m_isPaused && !evenIfPaused) [[unlikely]]
        return std::monostate();
    std::optional<quint64> offset;
    Segment *segment = nullptr;
    while ((offset = nextReady())) {
        segment = m_log.segmentOf(*offset);
        if (segment->isPagedOut()) {
            readAhead(*offset);
            return Pending();
        }
        const MessagePtr message = segment->slots[*offset - segment->base];
        if (!m_mayExpire || !isExpired(*message))
            break;
        expire(*offset, *message);
    }
    if (!offset)
        return m_scanFrom ? std::variant<std::monostate, Got, Pending>(Pending()) : std::monostate();
    Got got{*offset, withReturns(*offset, segment->slots[*offset - segment->base]), m_requeued.contains(*offset)};
    takeReady(*offset);
    ++m_counters.deliveredOrGot;
    m_counters.redelivered += got.redelivered ? 1 : 0;
    if (noAck)
        removeFromLog(*offset);
    if (m_mayExpire)
        schedule(); // the time of the next one
    return got;
}

// ---- settling

/// One that is not ready (any more).
void Queue::removeFromLog(quint64 offset)
{
    noteBack(offset);
    if (!m_returned.empty()) [[unlikely]]
        m_returned.erase(offset);
    if (m_levels)
        m_unackedPriorities.remove(offset);
    m_log.remove(offset);
    if (m_log.isDirty())
        m_broker.markDirty(this);
}

void Queue::acknowledge(quint64 offset, Consumer *consumer, ChannelRef by)
{
    ++m_counters.acked;
    if (m_stream) [[unlikely]] { // credit is all that it gives
        emitStep(LifecycleStep::Acked, offset, nullptr, consumer, by);
        return;
    }
    if (m_broker.lifecycle().isWatched()) [[unlikely]] {
        const MessagePtr message = m_log.at(offset);
        emitStep(LifecycleStep::Acked, offset, message.data(), consumer, by);
    }
    removeFromLog(offset);
}

void Queue::discard(quint64 offset, Consumer *consumer, ChannelRef by)
{
    if (m_stream)
        return;
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Rejected, offset, message.data(), consumer, by);
    die(offset, DeathReason::Rejected);
}

void Queue::requeue(quint64 offset, Consumer *consumer, ChannelRef by, Return cause)
{
    if (m_stream || m_log.isGone(offset))
        return;
    if (m_settings.kind == QueueKind::Quorum && !countReturn(offset, cause, consumer, by))
        return;
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Requeued, offset, message.data(), consumer, by);
    const DelayedRetry retry = m_settings.delayedRetry;
    const bool waits = retry == DelayedRetry::All ||
                       retry == (cause == Return::GivenBack ? DelayedRetry::Returned : DelayedRetry::Failed);
    if (!waits) {
        makeReady(offset);
        return;
    }
    postpone(offset);
}

quint64 Queue::purge(std::vector<StoredMessage> *removed)
{
    Q_ASSERT(!m_stream);
    const quint64 count = m_readyCount;
    for (quint64 offset = m_log.nextLive(0); offset < m_log.end(); offset = m_log.nextLive(offset + 1)) {
        if (!isOffered(offset))
            continue;
        const MessagePtr message = m_log.at(offset);
        if (message && removed)
            removed->push_back({offset, false, message});
        emitStep(LifecycleStep::Dropped, offset, message.data(), nullptr, {}, StepCause::Purged);
        m_log.remove(offset);
    }
    if (!removed) // an undo brings back how often each had been returned
        std::erase_if(m_returned, [this](const auto &entry) { return m_log.isGone(entry.first); });
    m_requeued.clear();
    m_putBack.clear();
    if (m_levels)
        m_levels->clear();
    m_scanFrom.reset();
    m_fresh = m_log.end();
    m_readyCount = 0;
    if (m_log.isDirty())
        m_broker.markDirty(this);
    return count;
}

void Queue::dropAll()
{
    if (m_stream || !m_broker.lifecycle().isWatched())
        return;
    for (quint64 offset = m_log.nextLive(0); offset < m_log.end(); offset = m_log.nextLive(offset + 1)) {
        const MessagePtr message = m_log.at(offset);
        emitStep(LifecycleStep::Dropped, offset, message.data(), nullptr, {}, StepCause::QueueDeleted);
    }
}

// ---- consumers

Result<void> Queue::addConsumer(Consumer *consumer)
{
    const Result<ConsumerSettings> asked = consumerSettingsOf(consumer->arguments, m_definition);
    if (!asked)
        return asked.error();
    const bool taken =
        std::any_of(m_consumers.begin(), m_consumers.end(), [](const Consumer *c) { return c->exclusive; });
    const bool takes = consumer->exclusive && (!m_consumers.empty() || m_settings.singleActiveConsumer);
    if (taken || takes) {
        return Error{BrokerError::AccessRefused,
                     QStringLiteral("queue '%1' in vhost '%2' in exclusive use")
                         .arg(QString::fromUtf8(name()), QString::fromUtf8(m_virtualHost.name()))};
    }
    if (m_settings.kind == QueueKind::Quorum && consumer->channel->globalPrefetch() > 0) {
        return Error{BrokerError::NotImplemented,
                     describe("queue", name(), m_virtualHost.name()) % u" does not support global qos"};
    }
    if (m_stream) {
        if (const Result<void> possible = m_stream->add(*consumer); !possible)
            return possible;
    }
    consumer->priority = asked->priority;
    if (!m_stream) // acknowledgements of one are credit only
        consumer->timeoutMs = asked->timeoutMs;
    const auto place =
        std::upper_bound(m_consumers.begin(), m_consumers.end(), consumer->priority,
                         [](qint32 priority, const Consumer *other) { return priority > other->priority; });
    m_consumers.insert(place, consumer);
    m_hasPriorities = m_consumers.front()->priority != m_consumers.back()->priority;
    if (!m_active)
        m_active = consumer;
    m_hadConsumers = true;
    noteUse();
    schedule();
    return {};
}

bool Queue::isActive(const Consumer &consumer) const
{
    return !m_settings.singleActiveConsumer || m_active == &consumer;
}

void Queue::removeConsumer(Consumer *consumer)
{
    const auto it = std::find(m_consumers.begin(), m_consumers.end(), consumer);
    if (it == m_consumers.end())
        return;
    const size_t index = size_t(it - m_consumers.begin());
    m_consumers.erase(it);
    if (m_stream)
        m_stream->remove(*consumer);
    if (m_nextConsumer > index)
        --m_nextConsumer;
    m_hasPriorities = !m_consumers.empty() && m_consumers.front()->priority != m_consumers.back()->priority;
    if (m_active == consumer) {
        m_active = m_consumers.empty() ? nullptr : m_consumers.front();
        schedule();
    }
    noteUse();
    if (m_consumers.empty() && m_hadConsumers && m_definition.autoDelete)
        m_virtualHost.removeQueue(*this); // destroys this
}

// ---- paging

/// Asks for the segment at the offset and the next ones, as far as they are on disk.
void Queue::readAhead(quint64 from)
{
    const auto &segments = m_log.segments();
    auto it = std::upper_bound(segments.begin(), segments.end(), from,
                               [](quint64 value, const auto &segment) { return value < segment->base; });
    if (it != segments.begin())
        --it;
    for (int n = 0; n < readAheadSegments && it != segments.end(); ++n, ++it) {
        if ((*it)->isPagedOut() && !(*it)->loading)
            load(**it);
    }
}

void Queue::load(Segment &segment)
{
    segment.loading = true;
    const ChunkId chunk = segment.chunk;
    const quint64 base = segment.base;
    m_broker.store().load(chunk, [self = m_self, chunk, base](Result<std::vector<StoredMessage>> messages) {
        if (Queue *queue = *self)
            queue->loaded(chunk, base, messages);
    });
}

void Queue::loaded(ChunkId chunk, quint64 base, const Result<std::vector<StoredMessage>> &messages)
{
    if (!messages && !isGoneForGood(messages.error())) {
        loadLater(chunk, base);
        return;
    }
    m_log.loaded(chunk, base, messages ? *messages : std::vector<StoredMessage>());
    // What the store could not give back is lost; of a damaged chunk it has said so, and set it aside.
    for (const quint64 offset : m_log.unreadable(base)) {
        if (isOffered(offset))
            takeAnywhere(offset);
        m_dying.erase(offset);
        removeFromLog(offset);
    }
    if (!m_dying.empty()) {
        if (const Segment *segment = m_log.segmentOf(base))
            buryLoaded(*segment);
    }
    goOnFrom(base);
}

/// With the segment that was to be read: it is there, or gone.
void Queue::goOnFrom(quint64 base)
{
    if (m_scanFrom && *m_scanFrom == base)
        scanRestored(base);
    schedule();
    Broker &broker = m_broker; // a waiter may delete the queue
    runLoadWaiters();
    broker.settle();
}

/// The store could not read just now. The segment counts as being read until then, and who waits for it waits on.
void Queue::loadLater(ChunkId chunk, quint64 base)
{
    m_broker.agenda().at(m_broker.nowMs() + loadRetryMs, [self = m_self, chunk, base] {
        Queue *queue = *self;
        if (!queue)
            return;
        Segment *segment = queue->m_log.segmentOf(base);
        if (segment && segment->chunk == chunk && segment->isPagedOut())
            queue->load(*segment);
        else
            queue->goOnFrom(base);
    });
}

void Queue::runLoadWaiters()
{
    std::vector<std::function<void()>> waiters;
    waiters.swap(m_loadWaiters);
    for (const auto &waiter : waiters)
        waiter();
}

quint64 Queue::readAheadBegin() const
{
    if (m_levels)
        return m_scanFrom ? *m_scanFrom : m_levels->first().value_or(m_fresh);
    return m_requeued.isEmpty() ? m_fresh : std::min(m_fresh, m_requeued.first());
}

quint64 Queue::readAheadEnd() const
{
    const auto &segments = m_log.segments();
    auto it = std::upper_bound(segments.begin(), segments.end(), readAheadBegin(),
                               [](quint64 value, const auto &segment) { return value < segment->base; });
    for (int n = 1; n < readAheadSegments && it != segments.end(); ++n)
        ++it;
    return it == segments.end() ? m_log.end() : (*it)->base;
}

void Queue::collectSpill(StoreTransaction &transaction, quint64 &nextChunk, quint64 budget)
{
    m_log.collectSpill(transaction, nextChunk, readAheadBegin(), readAheadEnd(), budget);
}

quint64 Queue::pageOut(quint64 wanted)
{
    // What consumers ask for last goes first; then what is out for delivery, which is needed again only if it comes back.
    quint64 freed = m_log.pageOut(readAheadEnd(), m_log.end(), wanted);
    if (freed < wanted)
        freed += m_log.pageOut(0, readAheadBegin(), wanted - freed);
    // Nobody is there to ask for what comes next: a start reads the head of every queue, for its time to live alone.
    if (freed < wanted && m_consumers.empty() && m_loadWaiters.empty() && !m_scheduled && m_dying.empty())
        freed += m_log.pageOut(readAheadBegin(), readAheadEnd(), wanted - freed);
    return freed;
}

void Queue::committed(const ChunkAppend &append, bool ok)
{
    m_log.committed(append, ok);
    if (m_log.isDirty())
        m_broker.markDirty(this);
}

} // namespace engine::core
