// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue.h"

#include "core/broker.h"
#include "core/virtualhost.h"

#include <algorithm>
#include <iterator>

namespace engine::core {

namespace {

constexpr int readAheadSegments = 4; // up to 1 MiB ahead of the consumers

/// RabbitMQ's rule for what a log keeps: only a durable queue of a store that keeps things has anything to lose.
bool keepsLog(const Broker &broker, const QueueDefinition &definition)
{
    return definition.durable && !definition.exclusive && broker.store().isDurable();
}

} // namespace

Queue::Queue(Broker &broker, VirtualHost &virtualHost, QueueDefinition definition, ConnectionId exclusiveOwner)
    : m_broker(broker)
    , m_virtualHost(virtualHost)
    , m_definition(std::move(definition))
    , m_exclusiveOwner(exclusiveOwner)
    , m_log(m_definition.id, keepsLog(broker, m_definition), broker.memoryUse())
    , m_self(std::make_shared<Queue *>(this))
{}

Queue::~Queue()
{
    *m_self = nullptr;
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
}

void Queue::emitStep(LifecycleStep step, quint64 offset, const Message *message, const Consumer *consumer,
                     ChannelRef by)
{
    m_broker.lifecycle().emit(
        [&] { return LifecycleEvent{step, message, &m_virtualHost, this, offset, consumer, by, 0}; });
}

// ---- ready messages

bool Queue::isOffered(quint64 offset) const
{
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
    if (offset >= m_fresh) {
        Q_ASSERT(offset == m_fresh);
        ++m_fresh;
    } else if (!m_requeued.remove(offset)) {
        m_putBack.remove(offset);
    }
}

void Queue::enqueue(const MessagePtr &message, ChannelRef publisher)
{
    const quint64 offset = m_log.append(message);
    ++m_readyCount;
    ++m_counters.published;
    emitStep(LifecycleStep::Enqueued, offset, message.data(), nullptr, publisher);
    if (m_log.isDirty())
        m_broker.markDirty(this);
    if (!m_consumers.empty())
        schedule();
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
    const size_t count = m_consumers.size();
    for (size_t tried = 0; tried < count; ++tried) {
        if (m_nextConsumer >= count)
            m_nextConsumer = 0;
        Consumer *consumer = m_consumers[m_nextConsumer++];
        if (consumer->hasCredit() && consumer->channel->canTake())
            return consumer;
    }
    return nullptr;
}

void Queue::pump()
{
    m_scheduled = false;
    while (const auto offset = nextReady()) {
        Segment *segment = m_log.segmentOf(*offset);
        if (segment->isPagedOut()) {
            if (!m_consumers.empty() && nextConsumer())
                readAhead(*offset);
            return;
        }
        Consumer *consumer = nextConsumer();
        if (!consumer)
            return;
        if (*offset == segment->base)
            readAhead(*offset);
        deliver(*consumer, *offset, segment->slots[*offset - segment->base]);
    }
}

void Queue::deliver(Consumer &consumer, quint64 offset, const MessagePtr &shared)
{
    const MessagePtr message = shared; // noAck lets go of the slot
    const bool redelivered = m_requeued.contains(offset);
    takeReady(offset);
    ++m_counters.deliveredOrGot;
    m_counters.redelivered += redelivered ? 1 : 0;
    consumer.channel->deliver(consumer, *this, offset, message, redelivered);
    emitStep(LifecycleStep::Delivered, offset, message.data(), &consumer, consumer.channel->ref());
    if (consumer.noAck)
        removeFromLog(offset);
}

std::variant<std::monostate, Got, Queue::Pending> Queue::get(bool noAck)
{
    const auto offset = nextReady();
    if (!offset)
        return std::monostate();
    Segment *segment = m_log.segmentOf(*offset);
    if (segment->isPagedOut()) {
        readAhead(*offset);
        return Pending();
    }
    Got got{*offset, segment->slots[*offset - segment->base], m_requeued.contains(*offset)};
    takeReady(*offset);
    ++m_counters.deliveredOrGot;
    m_counters.redelivered += got.redelivered ? 1 : 0;
    if (noAck)
        removeFromLog(*offset);
    return got;
}

// ---- settling

void Queue::removeFromLog(quint64 offset)
{
    m_log.remove(offset);
    if (m_log.isDirty())
        m_broker.markDirty(this);
}

void Queue::acknowledge(quint64 offset, Consumer *consumer, ChannelRef by)
{
    ++m_counters.acked;
    if (m_broker.lifecycle().isWatched()) [[unlikely]] {
        const MessagePtr message = m_log.at(offset);
        emitStep(LifecycleStep::Acked, offset, message.data(), consumer, by);
    }
    removeFromLog(offset);
}

void Queue::discard(quint64 offset, Consumer *consumer, ChannelRef by)
{
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Rejected, offset, message.data(), consumer, by);
    removeFromLog(offset);
}

void Queue::requeue(quint64 offset, Consumer *consumer, ChannelRef by)
{
    if (m_log.isGone(offset))
        return;
    m_requeued.insert(offset);
    ++m_readyCount;
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Requeued, offset, message.data(), consumer, by);
    if (!m_consumers.empty())
        schedule();
}

bool Queue::drop(quint64 offset)
{
    if (!isReady(offset))
        return false;
    const MessagePtr message = m_log.at(offset);
    emitStep(LifecycleStep::Dropped, offset, message.data(), nullptr, {});
    m_requeued.remove(offset);
    m_putBack.remove(offset);
    --m_readyCount;
    removeFromLog(offset);
    return true;
}

quint64 Queue::purge(std::vector<StoredMessage> *removed)
{
    const quint64 count = m_readyCount;
    for (quint64 offset = m_log.nextLive(0); offset < m_log.end(); offset = m_log.nextLive(offset + 1)) {
        if (!isOffered(offset))
            continue;
        const MessagePtr message = m_log.at(offset);
        if (message && removed)
            removed->push_back({offset, false, message});
        emitStep(LifecycleStep::Dropped, offset, message.data(), nullptr, {});
        m_log.remove(offset);
    }
    m_requeued.clear();
    m_putBack.clear();
    m_fresh = m_log.end();
    m_readyCount = 0;
    if (m_log.isDirty())
        m_broker.markDirty(this);
    return count;
}

void Queue::putBack(const std::vector<StoredMessage> &messages)
{
    for (const StoredMessage &stored : messages) {
        quint64 offset = stored.offset;
        if (!m_log.putBack(offset, stored.message))
            offset = m_log.append(stored.message);
        else if (offset < m_fresh)
            m_putBack.insert(offset);
        ++m_readyCount;
        emitStep(LifecycleStep::Enqueued, offset, stored.message.data(), nullptr, {});
    }
    if (m_log.isDirty())
        m_broker.markDirty(this);
    schedule();
}

void Queue::dropAll()
{
    if (!m_broker.lifecycle().isWatched())
        return;
    for (quint64 offset = m_log.nextLive(0); offset < m_log.end(); offset = m_log.nextLive(offset + 1)) {
        const MessagePtr message = m_log.at(offset);
        emitStep(LifecycleStep::Dropped, offset, message.data(), nullptr, {});
    }
}

// ---- consumers

Result<void> Queue::addConsumer(Consumer *consumer)
{
    const bool taken =
        std::any_of(m_consumers.begin(), m_consumers.end(), [](const Consumer *c) { return c->exclusive; });
    if (taken || (consumer->exclusive && !m_consumers.empty())) {
        return Error{BrokerError::AccessRefused,
                     QStringLiteral("queue '%1' in vhost '%2' in exclusive use")
                         .arg(QString::fromUtf8(name()), QString::fromUtf8(m_virtualHost.name()))};
    }
    m_consumers.push_back(consumer);
    m_hadConsumers = true;
    schedule();
    return {};
}

void Queue::removeConsumer(Consumer *consumer)
{
    const auto it = std::find(m_consumers.begin(), m_consumers.end(), consumer);
    if (it == m_consumers.end())
        return;
    const size_t index = size_t(it - m_consumers.begin());
    m_consumers.erase(it);
    if (m_nextConsumer > index)
        --m_nextConsumer;
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
    m_log.loaded(chunk, base, messages ? *messages : std::vector<StoredMessage>());
    // What the store could not give back is lost: it has said so, and set the chunk aside.
    for (const quint64 offset : m_log.unreadable(base)) {
        if (isOffered(offset)) {
            m_requeued.remove(offset);
            m_putBack.remove(offset);
            --m_readyCount;
        }
        removeFromLog(offset);
    }
    schedule();
    Broker &broker = m_broker; // a waiter may delete the queue
    runLoadWaiters();
    broker.settle();
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
    const quint64 freed = m_log.pageOut(readAheadEnd(), m_log.end(), wanted);
    return freed < wanted ? freed + m_log.pageOut(0, readAheadBegin(), wanted - freed) : freed;
}

void Queue::committed(const ChunkAppend &append, bool ok)
{
    m_log.committed(append, ok);
    if (m_log.isDirty())
        m_broker.markDirty(this);
}

} // namespace engine::core
