// SPDX-License-Identifier: GPL-3.0-or-later
// RecordPublisher: appends records that were written by hand to topics, as a Kafka producer does: what goes to one partition is one
// batch as far as the topic takes such a large one. Durable with the commit that gathers then.
// Owner: PublishCommands. Thread: engine.
#pragma once

#include "core/batch.h"

#include <engine/ids.h>
#include <engine/publishing.h>
#include <engine/result.h>

#include <QHash>

#include <optional>
#include <span>

namespace engine::core {
class Broker;
class Partition;
class Topic;
} // namespace engine::core

namespace engine::facade {

class RecordPublisher
{
public:
    /// `by`: the channel in whose name they are appended.
    RecordPublisher(core::Broker &broker, ChannelRef by)
        : m_broker(broker)
        , m_by(by)
    {}

    struct Appended
    {
        quint64 records = 0, failed = 0;
        std::optional<Error> problem; ///< of the first that failed
        std::optional<RecordReceipt> last;
    };
    /// The caller waits for the commit, and settles the broker.
    Appended append(std::span<const RecordRequest> requests);

private:
    class Gathering;
    Result<core::Partition *> placeOf(const RecordRequest &request);
    quint32 nextOf(const core::Topic &topic);

    core::Broker &m_broker;
    const ChannelRef m_by;
    QHash<quint64, quint32> m_next; ///< by topic id: the partition of the next record without a key
};

} // namespace engine::facade
