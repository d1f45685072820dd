// SPDX-License-Identifier: GPL-3.0-or-later
// Scan: one search through queues and partitions, in place: nothing is consumed, marked or brought into the broker's memory. It
// goes a stretch (a chunk, a segment) at a time: read by the store's reader, looked through by the broker's worker, one under way.
// Several logs are merged by time, so that the newest (oldest) matches are found first. What comes in meanwhile is looked at, too.
// Owner: facade's ScanFeed; the broker outlives it. Thread: engine.
#pragma once

#include "core/messagestore.h"
#include "inspect/lookthrough.h"

#include <limits>
#include <queue>

namespace engine::core {
class Broker;
class Partition;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class Scan
{
public:
    /// With so many found and not taken it waits.
    static constexpr qsizetype mostWaiting = 4000;
    /// Of what has come into one log between two calls of advance() the newest so many are looked at.
    static constexpr quint64 mostNewcomers = 20'000;
    static constexpr quint32 mostLimit = 100'000;

    Scan(core::Broker &broker, const ScanRequest &request);

    /// Goes on, where nothing is under way: after it was made, and after take().
    void advance();
    /// The same, with what has come in since the last time.
    void tick();
    bool hasNews() const { return m_hasNews; }
    ScanBatch take();

private:
    /// Greater is wanted first: time or, with a single log, offset; negated where the oldest are wanted.
    using Rank = qint64;

    struct Source
    {
        QueueId log;
        quint64 low = 0, high = 0; ///< of what was there at first, [low, high) is still to be examined
        quint64 next = 0, due = 0; ///< of what has come since, [next, due) is to be examined
        Rank reached = std::numeric_limits<Rank>::max(); ///< of what was found there last
        bool isExhausted() const { return low >= high; }
    };
    /// What is being read: at one end of the backlog, or at the lower end of what has come since.
    struct Step
    {
        size_t source = 0;
        bool isNewcomer = false;
        bool isUpward = false;
        Stretch stretch;
    };
    bool isNewestFirst() const { return m_request.order == ScanRequest::Order::NewestFirst; }
    void addSource(QueueId log);
    quint64 endOf(QueueId log) const;
    Rank rankOf(const MessageSummary &message) const;
    Rank boundOf(const Source &source) const;
    Source *best();
    bool isSatisfied(const Source &best) const;
    bool stepNewcomers();
    bool stepBacklog();
    void complete();
    void read(size_t source, quint64 from, quint64 to, bool isNewcomer);
    void readPartition(core::Partition &partition, Step &&step);
    void readQueue(const core::Queue &queue, Step &&step);
    void loadBatches(core::ChunkId chunk, Step &&step);
    void loadMessages(core::ChunkId chunk, Step &&step);
    void look(Step &&step);
    void finish(const Step &step, LookedThrough &&looked);
    /// Nothing (more) is there to be read.
    void pass(const Step &step);
    void move(const Step &step, quint64 to);
    bool describeState(MessageSummary &row) const;
    bool admit(const MessageSummary &row);

    core::Broker &m_broker;
    const ScanRequest m_request; ///< with a limit within bounds
    const std::shared_ptr<const MessageMatcher> m_matcher;
    std::vector<Source> m_sources;
    std::priority_queue<Rank, std::vector<Rank>, std::greater<Rank>> m_best; ///< of the best `limit` matches
    ScanBatch m_batch; ///< what take() answers next; its counters go on
    bool m_isUnderWay = false;
    bool m_isAdvancing = false;
    bool m_isCut = false; ///< there was more than the limit lets through
    bool m_hasNews = true;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace engine::inspect
