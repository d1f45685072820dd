// SPDX-License-Identifier: GPL-3.0-or-later
// TopicReader: the records of a topic, or of one of its partitions, as messages, those of several partitions merged by their time.
// Records of open and of aborted transactions are not read. Of each partition a stretch of batches is decoded at once.
// Owner: Replay. Thread: engine.
#pragma once

#include "core/partition.h"
#include "core/recordformat.h"
#include "replay/reader.h"

#include <engine/replay.h>

#include <memory>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

namespace engine::core {
class Broker;
class Topic;
} // namespace engine::core

namespace engine::replay {

class TopicReader final : public Reader
{
public:
    using Headers = core::RecordFormat::Headers;
    /// partition: of those that are there; none: all of them. headers: all where the messages become records again.
    TopicReader(core::Broker &broker, core::Topic &topic, const std::optional<quint32> &partition,
                const ReplayRange &range, Headers headers, Ring ring);
    ~TopicReader() override;

    static ReplayEstimate estimate(const core::Topic &topic, const std::optional<quint32> &partition,
                                   const ReplayRange &range);

    State look() override;
    const Item &item() const override { return m_item; }
    void take() override;
    quint64 takeUnreadable() override { return std::exchange(m_unreadable, 0); }
    quint64 missed() const override { return m_missed; }
    quint32 partitions() const override { return m_partitions; }
    const QByteArray &name() const override { return m_name; }
    quint64 total() const override { return m_total; }

private:
    class Cursor;
    using Dated = core::RecordFormat::DatedMessage;
    struct Head ///< of the cursors that have a record at hand
    {
        qint64 timeMs;
        quint32 partition;
        Cursor *cursor;
        bool operator>(const Head &other) const
        {
            return std::tie(timeMs, partition) > std::tie(other.timeMs, other.partition);
        }
    };

    // Set in the constructor.
    core::Broker &m_broker;
    const QByteArray m_name;
    const quint32 m_partitions;
    const ReplayRange m_range;
    const Headers m_headers;
    const Ring m_ring;
    quint64 m_total = 0;
    qsizetype m_windowBytes = 0;
    std::vector<std::unique_ptr<Cursor>> m_cursors;

    std::vector<Cursor *> m_unready; ///< those whose next record is not known
    std::priority_queue<Head, std::vector<Head>, std::greater<>> m_heads;
    Item m_item;
    quint64 m_unreadable = 0, m_missed = 0;
    bool m_isGone = false;
};

} // namespace engine::replay
