// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/events.h>

#include <algorithm>

namespace engine {

namespace {

constexpr quint32 allSteps = (1u << lifecycleStepCount) - 1;

bool matchesName(const NameFilter &filter, const QString &name, bool isThere)
{
    return filter.matchesAll() || (isThere ? filter.matches(name.toUtf8()) : filter.matchesNone());
}

bool isRecord(const LiveEvent &event)
{
    return !event.message.isValid() && event.queue.isEmpty() && !event.topic.isEmpty();
}

/// In one of its names, or in what is there of its body.
bool isTextIn(const LiveEvent &event, const Needle &text)
{
    return text.isIn(event.queue.toUtf8()) || text.isIn(event.topic.toUtf8()) || text.isIn(event.routingKey.toUtf8()) ||
           text.isIn(event.exchange.toUtf8()) || text.isIn(event.preview);
}

} // namespace

QStringList LiveFilter::excluded(LiveExclusion::What what) const
{
    QStringList patterns;
    for (const LiveExclusion &exclusion : exclusions) {
        if (exclusion.what == what)
            patterns << exclusion.pattern;
    }
    return patterns;
}

LiveEventMatcher::LiveEventMatcher(const LiveFilter &filter)
    : m_steps(filter.steps == 0 ? allSteps : filter.steps)
    , m_filter(filter)
    , m_virtualHost(filter.virtualHost, filter.excluded(LiveExclusion::What::VirtualHost))
    , m_queue(filter.queue, filter.excluded(LiveExclusion::What::Queue))
    , m_topic(filter.topic, filter.excluded(LiveExclusion::What::Topic))
    , m_exchange(filter.exchange, filter.excluded(LiveExclusion::What::Exchange))
    , m_routingKey(filter.routingKey, filter.excluded(LiveExclusion::What::RoutingKey))
    , m_client(filter.client, filter.excluded(LiveExclusion::What::Client))
    , m_text(filter.text)
    , m_body(filter.body)
{
    for (const QString &text : filter.excluded(LiveExclusion::What::Text))
        m_unwantedTexts.emplace_back(text);
}

Truth LiveEventMatcher::compare(const LiveEvent &event) const
{
    const bool hasBody = event.message.isValid() || isRecord(event);
    if (!(m_steps & (1u << int(event.step))) || !matchesNames(event) || !matchesTexts(event))
        return Truth::No;
    if (m_filter.message.isValid() && event.message != m_filter.message)
        return Truth::No;
    if (m_filter.isSizeLimited() && !(hasBody && m_filter.isOfSize(event.size)))
        return Truth::No;
    if (m_body.isEmpty() || (m_filter.tag != 0 && event.filterTag == m_filter.tag))
        return Truth::Yes;
    return hasBody ? m_body.matches(event.preview, quint64(event.preview.size()) == event.size) : Truth::Unknown;
}

bool LiveEventMatcher::matchesNames(const LiveEvent &event) const
{
    const bool hasMessage = event.message.isValid();
    return matchesName(m_virtualHost, event.virtualHost, true) &&
           matchesName(m_queue, event.queue, event.queueId.isValid() && !isRecord(event)) &&
           matchesName(m_topic, event.topic, !event.topic.isEmpty()) &&
           matchesName(m_exchange, event.exchange, hasMessage) &&
           matchesName(m_routingKey, event.routingKey, hasMessage || isRecord(event)) &&
           matchesName(m_client, event.client, event.channel.connection.isValid());
}

bool LiveEventMatcher::matchesTexts(const LiveEvent &event) const
{
    return (m_text.isEmpty() || isTextIn(event, m_text)) &&
           std::none_of(m_unwantedTexts.begin(), m_unwantedTexts.end(),
                        [&event](const Needle &text) { return isTextIn(event, text); });
}

} // namespace engine
