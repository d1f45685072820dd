// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/topictally.h"

namespace engine::protocol::kafka {

TopicCounters *TopicTally::of(const QByteArray &topic)
{
    if (m_last && m_last->name == topic)
        return m_last;
    auto it = m_topics.find(topic);
    if (it == m_topics.end()) {
        if (m_topics.size() == most)
            return nullptr;
        it = m_topics.emplace(topic, TopicCounters{topic, 0, 0}).first;
    }
    m_last = &it->second;
    return m_last;
}

std::vector<TopicCounters> TopicTally::list() const
{
    std::vector<TopicCounters> all;
    all.reserve(m_topics.size());
    for (const auto &[name, counters] : m_topics)
        all.push_back(counters);
    return all;
}

} // namespace engine::protocol::kafka
