// SPDX-License-Identifier: GPL-3.0-or-later
// PendingFetch: a fetch that waits: for its turn to be answered, for the client to read what it was sent before, for so many bytes
// to be there, for chunks that are being read from disk, at most until its time is over. The records go from the chunks' memory
// into the output, copied once.
// Owner: its place in the session's line. Thread: engine.
#pragma once

#include "core/agenda.h"
#include "core/partition.h"
#include "protocol/kafka/call.h"
#include "wire/kafka/api/fetch.h"

#include <deque>
#include <vector>

namespace engine::protocol::kafka {

class PendingFetch final : public Work, public core::PartitionReader, public core::Output
{
public:
    /// What is asked for, and in which order it is looked at.
    struct Target
    {
        FetchSession::Key key;
        FetchTarget what;
    };
    struct Plan
    {
        std::vector<Target> targets;
        qint32 sessionId = 0;
        bool onlyNew = false; ///< partitions with nothing to say are left out
        qint64 deadlineMs = 0;
        qint32 minBytes = 0, maxBytes = 0;
        bool committedOnly = false;
    };

    PendingFetch(const Reply<wire::kafka::FetchResponse> &reply, Plan plan);
    ~PendingFetch() override;

    /// Answers now if it can. True: it has, and may be gone.
    bool tryNow();

    // Work
    void turnCame() override;
    // core::PartitionReader
    void partitionAdvanced(core::Partition &partition) override;
    void partitionLeaves(core::Partition &partition) override;
    // core::Output
    void flush() override;

private:
    using PartitionData = wire::kafka::FetchResponse::PartitionData;
    /// What a partition gives to an answer.
    struct Share
    {
        core::Partition *partition = nullptr;
        quint64 from = 0;
        size_t firstSlice = 0, endSlice = 0;
    };
    /// An answer as it is being made; it keeps the chunks alive that it borrows from.
    struct Draft
    {
        wire::kafka::FetchResponse response;
        std::vector<core::Partition::Slice> slices;
        std::vector<Share> shares;
        std::deque<QByteArray> converted; ///< for clients of before record batches, in the place of the slices
        qint64 bytes = 0;
        bool isLoading = false;
        bool isUrgent = false;                   ///< an error is told at once
        std::optional<FetchSession::Key> cutOff; ///< the first that was left out for want of room
    };

    Session &session() const { return *m_reply.session(); }
    void draw(Draft &draft);
    void look(const Target &target, Draft &draft);
    void read(core::Partition &partition, const Target &target, PartitionData &data, Draft &draft);
    void tellAborted(core::Partition &partition, const Target &target, PartitionData &data, const Draft &draft,
                     size_t firstSlice) const;
    bool isNews(const Target &target, const PartitionData &data) const;
    void add(Draft &draft, const QByteArray &topic, PartitionData &&data) const;
    void send(Draft &draft);
    void convert(Draft &draft);
    void convert(PartitionData &data, qint8 magic, Draft &draft);
    void noteDelivered(const Draft &draft);
    quint64 noteDelivered(const Draft &draft, const Share &share);
    void noteTold(const wire::kafka::FetchResponse &response) const;
    void watch();
    void lookLater();

    // Set in the constructor.
    core::Broker &m_broker;
    const Reply<wire::kafka::FetchResponse> m_reply;
    const Plan m_plan;

    bool m_isQueued = false; ///< for flush()
    bool m_isWatching = false;
    std::vector<core::Partition *> m_watched;
    core::Agenda::Ticket m_timeout;
};

} // namespace engine::protocol::kafka
