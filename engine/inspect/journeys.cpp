// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/journeys.h"

#include "core/broker.h"
#include "core/text.h"
#include "core/topic.h"
#include "inspect/browser.h"
#include "inspect/messagepast.h"
#include "inspect/routingexplainer.h"

#include <algorithm>

namespace engine::inspect {

using core::Queue;
using core::text;
using Known = JourneyStep::Known;

namespace {

/// False: it has left, or is not there any more.
bool isThere(const Queue &queue, quint64 offset)
{
    if (const core::Partition *partition = partitionOf(&queue))
        return offset >= partition->logStart() && offset < partition->highWatermark();
    const core::Segment *segment = queue.log().segmentOf(offset);
    return segment && segment->holds(offset) && !segment->isGone(offset);
}

/// What a binding takes can be told by the key alone.
bool isByKey(const RoutingExplanation &explanation)
{
    using Decides = ExchangeExplanation::Decides;
    return std::none_of(explanation.exchanges.begin(), explanation.exchanges.end(), [](const ExchangeExplanation &e) {
        return e.type == ExchangeType::Headers || e.decides == Decides::HeaderHash ||
               e.decides == Decides::PropertyHash;
    });
}

} // namespace

Journeys::Journeys(core::Broker &broker, Browser &browser, ClientFactsOf clients, size_t capacity)
    : m_broker(broker)
    , m_browser(browser)
    , m_clients(std::move(clients))
    , m_capacity(capacity)
{}

JourneyRecording Journeys::record()
{
    if (!m_recorder)
        m_recorder = std::make_unique<JourneyRecorder>(m_broker, m_clients, m_capacity);
    return {m_recorder->sinceMs(), m_recorder->keptSinceMs(), m_recorder->count(), m_recorder->capacity()};
}

void Journeys::journey(MessageId message, MessageRef ref, const Done &done)
{
    if (m_recorder && !message.isValid())
        message = m_recorder->messageAt(ref);
    const std::optional<MessageRef> place = placeOf(message, ref);
    if (!place)
        return done(compose(message, ref, std::nullopt));
    m_browser.message(*place, m_whileAlive([this, message, ref, done](const Result<MessageDetails> &details) {
        // Another message has taken its place, or it went while it was being read: what was recorded is told.
        const bool isIt =
            details.ok() && (!message.isValid() || !details->summary.id.isValid() || details->summary.id == message);
        const std::optional<MessageDetails> known = isIt ? std::optional(details.value()) : std::nullopt;
        done(compose(!message.isValid() && known ? known->summary.id : message, ref, known));
    }));
}

/// Where a copy of it is now; nothing: nowhere that is known.
std::optional<MessageRef> Journeys::placeOf(MessageId message, MessageRef ref) const
{
    const auto isAt = [this](MessageRef place) {
        const Queue *queue = m_broker.queue(place.queue);
        return queue && isThere(*queue, place.offset);
    };
    if (ref.queue.isValid() && isAt(ref))
        return ref;
    if (!m_recorder)
        return std::nullopt;
    for (const MessageRef place : m_recorder->placesOf(message)) {
        if (isAt(place))
            return place;
    }
    return std::nullopt;
}

Journey Journeys::compose(MessageId message, MessageRef ref, const std::optional<MessageDetails> &details) const
{
    Journey journey;
    journey.message = message;
    QSet<MessageRef> places;
    QList<JourneyStep> recorded;
    if (m_recorder) {
        journey.recordedSinceMs = m_recorder->sinceMs();
        journey.keptSinceMs = m_recorder->keptSinceMs();
        for (const JourneyRecorder::Step *step : m_recorder->stepsOf(message, ref))
            recorded.append(stepOf(*step));
        places = m_recorder->placesOf(message);
    }
    describeRoutes(recorded, details);
    journey.isWhole = std::any_of(recorded.begin(), recorded.end(),
                                  [](const JourneyStep &step) { return step.step == LifecycleStep::Published; });
    if (details)
        journey.steps = pastOf(*details, recorded);
    journey.steps += recorded;
    if (ref.queue.isValid())
        places.insert(ref);
    QList<MessageRef> sorted(places.begin(), places.end());
    std::sort(sorted.begin(), sorted.end());
    for (const MessageRef place : std::as_const(sorted)) {
        if (const std::optional<JourneyStep> now = whereabouts(place)) {
            journey.isThere = true;
            journey.steps.append(*now);
        }
    }
    if (journey.steps.size() > Journey::maxSteps) {
        journey.leftOut = quint64(journey.steps.size() - Journey::maxSteps);
        journey.steps = journey.steps.last(Journey::maxSteps);
    }
    return journey;
}

JourneyStep Journeys::stepOf(const JourneyRecorder::Step &recorded) const
{
    JourneyStep step;
    step.step = recorded.step;
    step.cause = recorded.cause;
    step.atMs = recorded.atMs;
    step.message = MessageId{recorded.message};
    step.count = recorded.count;
    step.automatic = recorded.step == LifecycleStep::Delivered && recorded.detail != 0;
    if (const JourneyRecorder::Texts *texts = m_recorder->textsOf(recorded)) {
        step.virtualHost = text(texts->virtualHost);
        step.exchange = text(texts->exchange);
        step.routingKey = text(texts->routingKey);
        const core::VirtualHost *host = m_broker.virtualHost(texts->virtualHost);
        step.viaAsNow = !host || host->topologyVersion() != texts->topologyVersion;
    }
    if (recorded.queue != 0)
        describeQueue(step, recorded.place());
    if (recorded.connection != 0)
        describeClient(step, {ConnectionId{recorded.connection}, recorded.channel});
    if (recorded.consumer != 0)
        step.consumerTag = text(m_recorder->consumerTagOf(recorded.consumer));
    return step;
}

void Journeys::describeQueue(JourneyStep &step, MessageRef place) const
{
    const JourneyRecorder::QueueNames names =
        m_recorder ? m_recorder->namesOf(place.queue) : JourneyRecorder::QueueNames();
    step.virtualHost = text(names.virtualHost);
    step.queue = text(names.name);
    step.queueId = place.queue;
    step.offset = place.offset;
    step.topic = text(names.topic);
    step.partition = names.partition;
}

void Journeys::describeClient(JourneyStep &step, ChannelRef channel) const
{
    const ClientFacts client = m_recorder ? m_recorder->clientOf(channel.connection) : m_clients(channel.connection);
    step.connection = channel.connection;
    step.channel = channel.number;
    step.client = client.name;
    step.user = client.user;
    step.protocol = client.protocol;
}

/// Which bindings took it was not recorded: that would have cost every message. Its publication says what was routed, and the
/// version of the topology whether the bindings are still the same.
void Journeys::describeRoutes(QList<JourneyStep> &steps, const std::optional<MessageDetails> &details) const
{
    JourneyStep published;
    for (JourneyStep &step : steps) {
        const bool hasTexts = !step.virtualHost.isEmpty() && step.queue.isEmpty();
        if (step.step == LifecycleStep::Published)
            published = step;
        if (step.step != LifecycleStep::Routed && step.step != LifecycleStep::Unroutable)
            continue;
        if (!hasTexts) { // its publisher's: as it was published
            step.virtualHost = published.virtualHost;
            step.exchange = published.exchange;
            step.routingKey = published.routingKey;
            step.viaAsNow = published.viaAsNow;
        }
        if (step.step == LifecycleStep::Unroutable || step.virtualHost.isEmpty())
            continue;
        RoutingRequest request{step.virtualHost, step.exchange, step.routingKey, {}};
        if (details)
            request.properties = details->properties;
        const Result<RoutingExplanation> explanation = explainRouting(m_broker, request, Explain::Taking);
        if (explanation && (details || isByKey(*explanation)))
            step.via = takingBindings(*explanation);
    }
}

/// Nothing: it is not there.
std::optional<JourneyStep> Journeys::whereabouts(MessageRef place) const
{
    const Queue *queue = m_broker.queue(place.queue);
    if (!queue || !isThere(*queue, place.offset))
        return std::nullopt;
    JourneyStep step;
    step.known = Known::Now;
    step.step = LifecycleStep::Enqueued;
    step.virtualHost = text(queue->virtualHost().name());
    step.queueId = place.queue;
    step.offset = place.offset;
    if (const core::Partition *partition = partitionOf(queue)) {
        step.topic = text(partition->topic().name());
        step.partition = partition->number();
        return step;
    }
    step.queue = text(queue->name());
    if (queue->isReady(place.offset))
        return step;
    const std::optional<qint64> retryAtMs = queue->delayedUntil(place.offset);
    if (retryAtMs || queue->isWaitingRoom()) {
        step.step = LifecycleStep::Requeued;
        step.atMs = retryAtMs.value_or(0);
        return step;
    }
    step.step = LifecycleStep::Delivered;
    describeHolder(step, *queue, place.offset);
    return step;
}

void Journeys::describeHolder(JourneyStep &step, const Queue &queue, quint64 offset) const
{
    for (const core::Channel *channel : m_broker.channels()) {
        if (channel->unacked() == 0)
            continue;
        channel->visitUnacked(queue, offset, offset, [&](const core::UnackedEntry &entry) {
            describeClient(step, channel->ref());
            step.atMs = entry.deliveredAtMs;
            step.consumerTag = entry.consumer ? text(entry.consumer->tag) : QString();
        });
    }
}

} // namespace engine::inspect
