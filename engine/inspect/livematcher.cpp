// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/livematcher.h"

#include "core/queue.h"
#include "core/stream.h"
#include "core/topic.h"
#include "core/virtualhost.h"

#include <algorithm>

namespace engine::inspect {

namespace {

constexpr quint32 allSteps = (1u << lifecycleStepCount) - 1;
/// Decisions remembered for queues and clients; exclusive queues of short-lived clients would pile up otherwise.
constexpr size_t rememberedMax = 4096;

template <typename Decide>
bool remembered(std::unordered_map<quint64, bool> &known, quint64 id, Decide &&decide)
{
    const auto it = known.find(id);
    if (it != known.end())
        return it->second;
    if (known.size() >= rememberedMax)
        known.clear();
    return known.emplace(id, decide()).first->second;
}

} // namespace

QByteArrayView previewOf(QByteArrayView body)
{
    return body.first(std::min(body.size(), previewBytes));
}

QString shownKey(QByteArrayView key)
{
    constexpr qsizetype shownBytes = 255; // as long as routing keys get
    const QByteArrayView shown = key.first(std::min(key.size(), shownBytes));
    return key.isValidUtf8() ? QString::fromUtf8(shown)
                             : QString(QStringLiteral("0x") + QString::fromLatin1(shown.toByteArray().toHex()));
}

const core::Partition *partitionOf(const core::Queue *queue)
{
    return queue && queue->stream() ? &queue->stream()->partition() : nullptr;
}

LiveMatcher::LiveMatcher(const LiveFilter &filter, const ConnectionNames &names)
    : m_names(names)
    , m_steps(filter.steps == 0 ? allSteps : filter.steps)
    , m_filter(filter)
    , m_message(filter.message)
    , m_virtualHost(filter.virtualHost, filter.excluded(LiveExclusion::What::VirtualHost))
    , m_queue(filter.queue, filter.excluded(LiveExclusion::What::Queue))
    , m_topic(filter.topic, filter.excluded(LiveExclusion::What::Topic))
    , m_exchange(filter.exchange, filter.excluded(LiveExclusion::What::Exchange))
    , m_routingKey(filter.routingKey, filter.excluded(LiveExclusion::What::RoutingKey))
    , m_client(filter.client, filter.excluded(LiveExclusion::What::Client))
    , m_text(filter.text)
    , m_body(filter.body)
    , m_stepOnly(!filter.isSizeLimited() && !m_message.isValid() && m_virtualHost.matchesAll() &&
                 m_queue.matchesAll() && m_topic.matchesAll() && m_exchange.matchesAll() && m_routingKey.matchesAll() &&
                 m_client.matchesAll() && m_text.isEmpty() && filter.exclusions.isEmpty() && m_body.isEmpty())
{
    for (const QString &text : filter.excluded(LiveExclusion::What::Text))
        m_unwantedTexts.emplace_back(text);
}

bool LiveMatcher::matchesNames(const core::LifecycleEvent &event)
{
    if (m_stepOnly)
        return true;
    if (m_message.isValid() && !isMessage(event))
        return false;
    const core::Message *message = event.message;
    if (m_filter.isSizeLimited() && (!message || !m_filter.isOfSize(message->bodySize())))
        return false;
    if (!m_virtualHost.matchesAll() && !matchesHost(event.virtualHost))
        return false;
    if (!m_queue.matchesAll() && !matchesQueue(event.queue))
        return false;
    if (!m_topic.matchesAll() && !matchesTopic(event.queue))
        return false;
    if (!m_exchange.matchesAll() && !(message ? m_exchange.matches(message->exchange) : m_exchange.matchesNone()))
        return false;
    if (!m_routingKey.matchesAll() &&
        !(message ? m_routingKey.matches(message->routingKey) : m_routingKey.matchesNone()))
        return false;
    return m_client.matchesAll() || matchesClient(event.channel.connection);
}

/// Where a message lies tells which it is when its body is not in memory.
bool LiveMatcher::isMessage(const core::LifecycleEvent &event)
{
    const MessageRef place{event.queue ? event.queue->id() : QueueId(), event.offset};
    if (!event.message)
        return m_places.contains(place);
    if (event.message->id != m_message)
        return false;
    if (event.step == LifecycleStep::Enqueued || event.step == LifecycleStep::Delivered) {
        if (size_t(m_places.size()) >= rememberedMax)
            m_places.clear();
        m_places.insert(place);
    }
    return true;
}

bool LiveMatcher::matchesHost(const core::VirtualHost *host) const
{
    return host ? m_virtualHost.matches(host->name()) : m_virtualHost.matchesNone();
}

bool LiveMatcher::matchesQueue(const core::Queue *queue)
{
    if (!queue)
        return m_queue.matchesNone();
    return remembered(m_queues, queue->id().v, [&] { return m_queue.matches(queue->name()); });
}

bool LiveMatcher::matchesTopic(const core::Queue *queue)
{
    const core::Partition *partition = partitionOf(queue);
    if (!partition)
        return m_topic.matchesNone();
    return remembered(m_topics, queue->id().v, [&] { return m_topic.matches(partition->topic().name()); });
}

bool LiveMatcher::matchesClient(ConnectionId connection)
{
    if (!connection.isValid())
        return m_client.matchesNone();
    return remembered(m_clients, connection.v, [&] { return m_client.matches(m_names(connection).toUtf8()); });
}

bool LiveMatcher::isTextIn(const core::LifecycleEvent &event, const Needle &text) const
{
    if (event.queue && text.isIn(event.queue->name()))
        return true;
    if (const core::Partition *partition = partitionOf(event.queue); partition && text.isIn(partition->topic().name()))
        return true;
    const core::Message *message = event.message;
    return message &&
           (text.isIn(message->routingKey) || text.isIn(message->exchange) || text.isIn(previewOf(message->body())));
}

bool LiveMatcher::matchesText(const core::LifecycleEvent &event) const
{
    return (m_text.isEmpty() || isTextIn(event, m_text)) &&
           std::none_of(m_unwantedTexts.begin(), m_unwantedTexts.end(),
                        [&](const Needle &text) { return isTextIn(event, text); });
}

// ---- records

bool LiveMatcher::matchesNames(const core::RecordsEvent &event)
{
    if (m_stepOnly)
        return true;
    const core::TopicDefinition &topic = event.partition->topic().definition();
    const bool isUnwanted = std::any_of(m_unwantedTexts.begin(), m_unwantedTexts.end(),
                                        [&topic](const Needle &text) { return text.isIn(topic.name); });
    return !isUnwanted && !m_message.isValid() && m_queue.matchesNone() && m_exchange.matchesNone() &&
           m_virtualHost.matches(topic.virtualHost) && m_topic.matches(topic.name) &&
           (m_client.matchesAll() || matchesClient(event.channel.connection));
}

bool LiveMatcher::looksIntoRecords(const core::RecordsEvent &event) const
{
    return m_filter.isSizeLimited() || !m_routingKey.matchesAll() || looksIntoBodies() || !m_unwantedTexts.empty() ||
           (!m_text.isEmpty() && !m_text.isIn(event.partition->topic().name()));
}

bool LiveMatcher::matchesRecord(const core::RecordsEvent &event, QByteArrayView key, QByteArrayView value) const
{
    const auto isIn = [&](const Needle &text) { return text.isIn(key) || text.isIn(previewOf(value)); };
    return m_filter.isOfSize(quint64(value.size())) &&
           (m_routingKey.matchesAll() || m_routingKey.matches(shownKey(key).toUtf8())) &&
           (m_text.isEmpty() || isIn(m_text) || m_text.isIn(event.partition->topic().name())) &&
           std::none_of(m_unwantedTexts.begin(), m_unwantedTexts.end(), isIn);
}

} // namespace engine::inspect
