// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/matcher.h"

#include "protocol/records/headertexts.h"

namespace engine::replay {

std::optional<QByteArray> recordKeyOf(const core::Message &message, const FieldTable &headers)
{
    if (const FieldValue *key = headers.find(kafkaKeyHeader))
        return protocol::records::headerText(*key);
    return message.exchange.isEmpty() ? std::nullopt : std::optional(message.routingKey);
}

Matcher::Matcher(const ReplayFilter &filter)
    : m_key(filter.key)
    , m_header(filter.header.toUtf8())
    , m_headerValue(filter.headerValue.toUtf8())
    , m_bodyText(filter.bodyText)
{}

bool Matcher::matches(const core::Message &message, const FieldTable &headers) const
{
    if (!m_key.matchesAll()) {
        const FieldValue *key = headers.find(kafkaKeyHeader);
        if (!m_key.matches(key ? protocol::records::headerText(*key) : message.routingKey))
            return false;
    }
    if (!m_header.isEmpty()) {
        const FieldValue *value = headers.find(m_header);
        if (!value || (!m_headerValue.isEmpty() && protocol::records::headerText(*value) != m_headerValue))
            return false;
    }
    return m_bodyText.isEmpty() || m_bodyText.isIn(message.body());
}

} // namespace engine::replay
