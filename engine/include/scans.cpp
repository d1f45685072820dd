// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scans.h"

#include <algorithm>

namespace engine {

MessageMatcher::MessageMatcher(const MessageFilter &filter)
    : m_routingKey(filter.routingKey, filter.notRoutingKeys)
    , m_exchange(filter.exchange, filter.notExchanges)
    , m_text(filter.text)
    , m_unwantedTexts(filter.notTexts.cbegin(), filter.notTexts.cend())
    , m_body(filter.body)
    , m_minSize(filter.minSize)
    , m_maxSize(filter.maxSize)
    , m_sinceMs(filter.sinceMs)
    , m_matchesAll(filter == MessageFilter())
{}

bool MessageMatcher::isOfSizeAndAge(quint64 size, qint64 publishedAtMs) const
{
    return size >= m_minSize && size <= m_maxSize && (m_sinceMs == 0 || publishedAtMs >= m_sinceMs);
}

bool MessageMatcher::matchesTexts(QByteArrayView routingKey, QByteArrayView exchange, QByteArrayView properties,
                                  QByteArrayView body) const
{
    const auto isIn = [&](const Needle &text) {
        return text.isIn(routingKey) || text.isIn(body) || text.isIn(exchange) || text.isIn(properties);
    };
    return (m_text.isEmpty() || isIn(m_text)) && std::none_of(m_unwantedTexts.begin(), m_unwantedTexts.end(), isIn);
}

bool MessageMatcher::matches(QByteArrayView routingKey, QByteArrayView exchange, QByteArrayView properties,
                             QByteArrayView body, qint64 publishedAtMs) const
{
    if (m_matchesAll)
        return true;
    return isOfSizeAndAge(quint64(body.size()), publishedAtMs) && m_routingKey.matches(routingKey) &&
           m_exchange.matches(exchange) && matchesTexts(routingKey, exchange, properties, body) &&
           (m_body.isEmpty() || m_body.matches(body) == Truth::Yes);
}

bool MessageMatcher::matches(const MessageSummary &message) const
{
    if (m_matchesAll)
        return true;
    if (!isOfSizeAndAge(message.size, message.publishedAt.toMSecsSinceEpoch()))
        return false;
    const QByteArray key = message.routingKey.toUtf8();
    const QByteArray exchange = message.exchange.toUtf8();
    const bool isWhole = quint64(message.preview.size()) == message.size;
    // What is not seen may be what is not wanted.
    if (!isWhole && !m_unwantedTexts.empty())
        return false;
    return m_routingKey.matches(key) && m_exchange.matches(exchange) &&
           matchesTexts(key, exchange, {}, message.preview) &&
           (m_body.isEmpty() || m_body.matches(message.preview, isWhole) == Truth::Yes);
}

} // namespace engine
