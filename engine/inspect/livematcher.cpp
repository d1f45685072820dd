// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/livematcher.h"

#include "core/queue.h"

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

QByteArrayView previewOf(const core::Message &message)
{
    const QByteArrayView body = message.body();
    return body.first(std::min(body.size(), previewBytes));
}

LiveMatcher::LiveMatcher(const LiveFilter &filter, const ConnectionNames &names)
    : m_names(names)
    , m_steps(filter.steps == 0 ? allSteps : filter.steps)
    , m_minSize(filter.minSize)
    , m_queue(filter.queue)
    , m_exchange(filter.exchange)
    , m_routingKey(filter.routingKey)
    , m_client(filter.client)
    , m_text(filter.text)
    , m_stepOnly(m_minSize == 0 && m_queue.matchesAll() && m_exchange.matchesAll() && m_routingKey.matchesAll() &&
                 m_client.matchesAll() && m_text.isEmpty())
{}

bool LiveMatcher::matchesNames(const core::LifecycleEvent &event)
{
    if (m_stepOnly)
        return true;
    const core::Message *message = event.message;
    if (m_minSize > 0 && (!message || message->bodySize() < m_minSize))
        return false;
    if (!m_queue.matchesAll() && !matchesQueue(event.queue))
        return false;
    if (!m_exchange.matchesAll() && (!message || !m_exchange.matches(message->exchange)))
        return false;
    if (!m_routingKey.matchesAll() && (!message || !m_routingKey.matches(message->routingKey)))
        return false;
    return m_client.matchesAll() || matchesClient(event.channel.connection);
}

bool LiveMatcher::matchesQueue(const core::Queue *queue)
{
    return queue && remembered(m_queues, queue->id().v, [&] { return m_queue.matches(queue->name()); });
}

bool LiveMatcher::matchesClient(ConnectionId connection)
{
    return connection.isValid() &&
           remembered(m_clients, connection.v, [&] { return m_client.matches(m_names(connection).toUtf8()); });
}

bool LiveMatcher::matchesText(const core::LifecycleEvent &event) const
{
    if (event.queue && m_text.isIn(event.queue->name()))
        return true;
    const core::Message *message = event.message;
    return message &&
           (m_text.isIn(message->routingKey) || m_text.isIn(message->exchange) || m_text.isIn(previewOf(*message)));
}

} // namespace engine::inspect
