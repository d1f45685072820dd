// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/tap.h"

#include "core/broker.h"
#include "core/topic.h"

#include <algorithm>

namespace engine::inspect {

namespace {

constexpr quint32 maxPerSecondLimit = 20000;

} // namespace

Tap::Tap(core::Broker &broker, ConnectionNames names, const LiveFilter &filter)
    : m_broker(broker)
    , m_names(std::move(names))
{
    setFilter(filter);
    m_tokens = m_maxPerSecond;
    m_broker.lifecycle().add(this);
}

Tap::~Tap()
{
    m_broker.lifecycle().remove(this);
}

void Tap::setFilter(const LiveFilter &filter)
{
    m_matcher = std::make_unique<LiveMatcher>(filter, m_names);
    m_tag = filter.tag;
    m_maxPerSecond = std::clamp<quint32>(filter.maxPerSecond, 1, maxPerSecondLimit);
    m_tokens = std::min<double>(m_tokens, m_maxPerSecond);
}

void Tap::observe(const core::LifecycleEvent &event)
{
    ++m_sequence;
    if (!m_matcher->wants(event.step))
        return;
    if (!m_matcher->isStepOnly() && !(m_matcher->matchesNames(event) && examine(event)))
        return;
    ++m_batch.seen;
    if (m_paused || m_tokens < 1) {
        ++m_batch.leftOut;
        return;
    }
    m_tokens -= 1;
    m_batch.events.append(makeEvent(event));
}

bool Tap::examine(const core::LifecycleEvent &event)
{
    const bool looksIntoBodies = m_matcher->looksIntoBodies();
    if (!m_matcher->looksForText() && !looksIntoBodies)
        return true;
    const core::Message *message = event.message;
    if ((looksIntoBodies && !message) || !mayExamine(looksIntoBodies ? qsizetype(message->bodySize()) : 0)) {
        ++m_batch.unexamined;
        return false;
    }
    return m_matcher->matchesText(event) && (!looksIntoBodies || m_matcher->matchesBody(message->body()));
}

bool Tap::mayExamine(qsizetype bodySize)
{
    if (m_paused || m_examinations == 0 || !mayLookInto(bodySize))
        return false;
    --m_examinations;
    return true;
}

bool Tap::mayLookInto(qsizetype bodySize)
{
    if (bodySize > longestBody || bodySize > m_bodyBytes)
        return false;
    m_bodyBytes -= bodySize;
    return true;
}

LiveEvent Tap::makeEvent(const core::LifecycleEvent &event) const
{
    LiveEvent e;
    e.filterTag = m_tag;
    e.atMs = m_broker.nowMs();
    e.sequence = m_sequence;
    e.step = event.step;
    e.message = m_matcher->followed();
    if (const core::Message *message = event.message) {
        e.message = message->id;
        e.exchange = QString::fromUtf8(message->exchange);
        e.routingKey = QString::fromUtf8(message->routingKey);
        e.size = message->bodySize();
        e.preview = previewOf(message->body()).toByteArray();
    }
    if (event.virtualHost)
        e.virtualHost = QString::fromUtf8(event.virtualHost->name());
    if (event.queue) {
        e.queue = QString::fromUtf8(event.queue->name());
        e.queueId = event.queue->id();
        e.offset = event.offset;
    }
    if (const core::Partition *partition = partitionOf(event.queue)) {
        e.topic = QString::fromUtf8(partition->topic().name());
        e.partition = partition->number();
    }
    e.channel = event.channel;
    e.cause = event.cause;
    if (event.channel.connection.isValid())
        e.client = m_names(event.channel.connection);
    return e;
}

// ---- records

void Tap::observeRecords(const core::RecordsEvent &event)
{
    const quint64 firstSequence = m_sequence + 1;
    m_sequence += event.count;
    if (!m_matcher->wants(event.step) || !m_matcher->matchesNames(event))
        return;
    if (m_matcher->looksIntoRecords(event))
        examineRecords(event, firstSequence);
    else
        takeRecords(event, firstSequence);
}

/// All of them match.
void Tap::takeRecords(const core::RecordsEvent &event, quint64 firstSequence)
{
    const quint64 most = m_paused ? 0 : std::min(event.count, quint64(m_tokens));
    quint64 taken = 0;
    walk(event, most, [&](const core::RecordFormat::RecordKey &record) {
        m_batch.events.append(makeEvent(event, record));
        m_batch.events.last().sequence = firstSequence + taken++;
    });
    m_tokens -= double(taken);
    m_batch.seen += event.count;
    m_batch.leftOut += event.count - taken;
}

void Tap::examineRecords(const core::RecordsEvent &event, quint64 firstSequence)
{
    const quint64 most = m_paused ? 0 : std::min(event.count, quint64(m_examinations));
    m_examinations -= quint32(most);
    m_batch.unexamined += event.count - most;
    quint64 sequence = firstSequence;
    walk(event, most, [&](const core::RecordFormat::RecordKey &record) {
        const quint64 its = sequence++;
        if (!m_matcher->matchesRecord(event, record.key.value_or(QByteArrayView()), record.value))
            return;
        if (m_matcher->looksIntoBodies()) {
            if (!mayLookInto(record.value.size())) {
                ++m_batch.unexamined;
                return;
            }
            if (!m_matcher->matchesBody(record.value))
                return;
        }
        ++m_batch.seen;
        if (m_tokens < 1) {
            ++m_batch.leftOut;
            return;
        }
        m_tokens -= 1;
        m_batch.events.append(makeEvent(event, record));
        m_batch.events.last().sequence = its;
    });
}

template <typename Look>
void Tap::walk(const core::RecordsEvent &event, quint64 most, Look look) const
{
    if (most == 0)
        return;
    quint64 left = most;
    (void)m_broker.recordFormat().walk(event.batches, [&](const core::RecordFormat::RecordKey &record) {
        if (record.offset < event.first)
            return true;
        look(record);
        return --left > 0;
    });
}

LiveEvent Tap::makeEvent(const core::RecordsEvent &event, const core::RecordFormat::RecordKey &record) const
{
    const core::TopicDefinition &topic = event.partition->topic().definition();
    LiveEvent e;
    e.filterTag = m_tag;
    e.atMs = m_broker.nowMs();
    e.step = event.step;
    e.virtualHost = QString::fromUtf8(topic.virtualHost);
    e.topic = QString::fromUtf8(topic.name);
    e.partition = event.partition->number();
    e.queueId = event.partition->log();
    e.offset = record.offset;
    e.routingKey = shownKey(record.key.value_or(QByteArrayView()));
    e.size = quint64(record.value.size());
    e.preview = previewOf(record.value).toByteArray();
    e.channel = event.channel;
    e.client = m_names(event.channel.connection);
    return e;
}

LiveBatch Tap::take(qint64 elapsedMs)
{
    LiveBatch batch = std::exchange(m_batch, {});
    refill(elapsedMs);
    return batch;
}

void Tap::refill(qint64 elapsedMs)
{
    // What waits to be taken counts against the bucket, so that a batch never holds more than one second's worth.
    const double room = double(m_maxPerSecond) - double(m_batch.events.size());
    m_tokens = std::clamp(m_tokens + double(m_maxPerSecond) * double(elapsedMs) / 1000.0, 0.0, std::max(room, 0.0));
    m_examinations = examinationsPerTake;
    m_bodyBytes = bodyBytesPerTake;
}

} // namespace engine::inspect
