// SPDX-License-Identifier: GPL-3.0-or-later
// TopicTally: how many records a client has written to which topics, and read of them. Costs a comparison of names for a batch.
// Of very many topics the further ones are not counted. Owner: Session. Thread: engine.
#pragma once

#include "protocol/sessioninfo.h"

#include <map>

namespace engine::protocol::kafka {

class TopicTally
{
public:
    static constexpr size_t most = 256; ///< topics

    void noteProduced(const QByteArray &topic, quint64 records)
    {
        if (TopicCounters *counters = of(topic))
            counters->in += records;
    }
    void noteDelivered(const QByteArray &topic, quint64 records)
    {
        if (TopicCounters *counters = of(topic))
            counters->out += records;
    }
    /// By name.
    std::vector<TopicCounters> list() const;

private:
    /// Null: there are too many.
    TopicCounters *of(const QByteArray &topic);

    std::map<QByteArray, TopicCounters> m_topics;
    TopicCounters *m_last = nullptr; ///< most clients go on with the topic they had
};

} // namespace engine::protocol::kafka
