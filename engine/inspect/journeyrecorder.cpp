// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/journeyrecorder.h"

#include "core/broker.h"
#include "core/consumer.h"
#include "core/topic.h"
#include "inspect/livematcher.h"

#include <algorithm>
#include <limits>

namespace engine::inspect {

namespace {

constexpr qsizetype rememberedNames = 8192;

/// Remembers what `make` answers, unless it is known.
template <typename T, typename Make>
void remember(QHash<quint64, T> &known, quint64 id, Make &&make)
{
    if (known.contains(id))
        return;
    if (known.size() >= rememberedNames)
        known.clear();
    known.insert(id, make());
}

} // namespace

JourneyRecorder::JourneyRecorder(core::Broker &broker, ClientFactsOf clients, size_t capacity)
    : m_broker(broker)
    , m_clientFacts(std::move(clients))
    , m_capacity(std::max<size_t>(capacity, 1))
    , m_sinceMs(broker.nowMs())
{
    m_steps.reserve(m_capacity); // touched as they are used
    m_texts.reserve(m_capacity);
    m_broker.lifecycle().add(this);
}

JourneyRecorder::~JourneyRecorder()
{
    m_broker.lifecycle().remove(this);
}

// ---- recording

JourneyRecorder::Step &JourneyRecorder::next()
{
    ++m_recorded;
    if (m_steps.size() < m_capacity)
        return m_steps.emplace_back();
    Step &step = m_steps[m_oldest];
    m_oldest = m_oldest + 1 == m_capacity ? 0 : m_oldest + 1;
    return step;
}

/// Where a message sets out: by its publisher, or without one, as a dead letter or when its delay is over.
bool JourneyRecorder::setsOut(const Step &step)
{
    return step.step == LifecycleStep::Published ||
           (step.connection == 0 && (step.step == LifecycleStep::Routed || step.step == LifecycleStep::Unroutable ||
                                     step.step == LifecycleStep::Enqueued));
}

quint64 JourneyRecorder::keepTexts(const core::LifecycleEvent &event)
{
    const quint64 number = m_textCount++;
    if (m_texts.size() < m_capacity)
        m_texts.emplace_back();
    m_texts[size_t(number % m_capacity)] = {event.virtualHost->name(), event.message->exchange,
                                            event.message->routingKey, event.virtualHost->topologyVersion()};
    return number + 1;
}

void JourneyRecorder::observe(const core::LifecycleEvent &event)
{
    Step &step = next();
    step = {m_broker.nowMs(),
            event.message ? event.message->id.v : 0,
            event.queue ? event.queue->id().v : 0,
            event.offset,
            event.channel.connection.v,
            event.consumer ? event.consumer->id.v : 0,
            0,
            event.copies,
            event.channel.number,
            event.step,
            event.cause};
    if (setsOut(step) && event.message && event.virtualHost)
        step.detail = keepTexts(event);
    else if (event.step == LifecycleStep::Delivered)
        step.detail = event.consumer && event.consumer->noAck ? 1 : 0;
    if (step.queue != 0 && step.queue != m_lastQueue)
        rememberQueue(*event.queue);
    if (step.connection != 0 && step.connection != m_lastClient)
        rememberClient(event.channel.connection);
    if (step.consumer != 0 && step.consumer != m_lastConsumer)
        rememberConsumer(*event.consumer);
}

void JourneyRecorder::observeRecords(const core::RecordsEvent &event)
{
    Step &step = next();
    step = {};
    step.atMs = m_broker.nowMs();
    step.queue = event.partition->log().v;
    step.offset = event.first;
    step.connection = event.channel.connection.v;
    step.count = quint32(std::min<quint64>(event.count, std::numeric_limits<quint32>::max()));
    step.channel = event.channel.number;
    step.step = event.step;
    if (step.queue != m_lastQueue)
        rememberPartition(*event.partition);
    if (step.connection != 0 && step.connection != m_lastClient)
        rememberClient(event.channel.connection);
}

void JourneyRecorder::rememberQueue(const core::Queue &queue)
{
    if (const core::Partition *partition = partitionOf(&queue))
        return rememberPartition(*partition);
    m_lastQueue = queue.id().v;
    remember(m_queues, m_lastQueue, [&] { return QueueNames{queue.virtualHost().name(), queue.name(), {}, 0}; });
}

void JourneyRecorder::rememberPartition(const core::Partition &partition)
{
    m_lastQueue = partition.log().v;
    const core::TopicDefinition &topic = partition.topic().definition();
    remember(m_queues, m_lastQueue, [&] { return QueueNames{topic.virtualHost, {}, topic.name, partition.number()}; });
}

void JourneyRecorder::rememberClient(ConnectionId connection)
{
    m_lastClient = connection.v;
    remember(m_clients, m_lastClient, [&] { return m_clientFacts(connection); });
}

void JourneyRecorder::rememberConsumer(const core::Consumer &consumer)
{
    m_lastConsumer = consumer.id.v;
    remember(m_consumers, m_lastConsumer, [&] { return consumer.tag; });
}

// ---- reading

/// Oldest first.
template <typename Visit>
void JourneyRecorder::visit(Visit &&visit) const
{
    for (size_t i = m_oldest; i < m_steps.size(); ++i)
        visit(m_steps[i]);
    for (size_t i = 0; i < m_oldest; ++i)
        visit(m_steps[i]);
}

namespace {

/// Steps whose offset is where the message lies.
bool tellsPlace(LifecycleStep step)
{
    return step == LifecycleStep::Enqueued || step == LifecycleStep::Delivered || step == LifecycleStep::Acked ||
           step == LifecycleStep::Requeued || step == LifecycleStep::Rejected || step == LifecycleStep::Expired;
}

} // namespace

MessageId JourneyRecorder::messageAt(MessageRef ref) const
{
    MessageId found;
    visit([&](const Step &step) {
        if (step.message != 0 && step.place() == ref && tellsPlace(step.step))
            found = MessageId{step.message};
    });
    return found;
}

QSet<MessageRef> JourneyRecorder::placesOf(MessageId message) const
{
    QSet<MessageRef> places;
    visit([&](const Step &step) {
        if (step.message == message.v && message.isValid() && step.queue != 0 && tellsPlace(step.step))
            places.insert(step.place());
    });
    return places;
}

std::vector<const JourneyRecorder::Step *> JourneyRecorder::stepsOf(MessageId message, MessageRef ref) const
{
    QSet<MessageRef> places = placesOf(message);
    if (ref.queue.isValid())
        places.insert(ref);
    const auto isOfRecord = [&](const Step &step) {
        return step.isRecords() && std::any_of(places.begin(), places.end(), [&step](MessageRef place) {
                   return step.queue == place.queue.v && step.offset <= place.offset &&
                          place.offset - step.offset < step.count;
               });
    };
    std::vector<const Step *> steps;
    visit([&](const Step &step) {
        const bool isIts = message.isValid() && step.message == message.v;
        const bool wasReplayed = step.step == LifecycleStep::Replayed && places.contains(step.place());
        const bool isAtPlace =
            step.message == 0 && !step.isRecords() && step.queue != 0 && places.contains(step.place());
        if (isIts || wasReplayed || isAtPlace || isOfRecord(step))
            steps.push_back(&step);
    });
    return steps;
}

const JourneyRecorder::Texts *JourneyRecorder::textsOf(const Step &step) const
{
    return setsOut(step) && step.detail > 0 ? &m_texts[size_t((step.detail - 1) % m_capacity)] : nullptr;
}

JourneyRecorder::QueueNames JourneyRecorder::namesOf(QueueId id) const
{
    if (const auto known = m_queues.constFind(id.v); known != m_queues.cend())
        return *known;
    const core::Queue *queue = m_broker.queue(id);
    if (!queue)
        return {};
    if (const core::Partition *partition = partitionOf(queue))
        return {queue->virtualHost().name(), {}, partition->topic().name(), partition->number()};
    return {queue->virtualHost().name(), queue->name(), {}, 0};
}

ClientFacts JourneyRecorder::clientOf(ConnectionId connection) const
{
    const auto known = m_clients.constFind(connection.v);
    return known != m_clients.cend() ? *known : m_clientFacts(connection);
}

qint64 JourneyRecorder::keptSinceMs() const
{
    return m_recorded <= m_capacity ? 0 : m_steps[m_oldest].atMs;
}

} // namespace engine::inspect
