// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topic.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/leaderepoch.h"
#include "wire/kafka/api/deleterecords.h"
#include "wire/kafka/api/listoffsets.h"
#include "wire/kafka/api/offsetforleaderepoch.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

constexpr qint64 latest = -1, earliest = -2, newestTimestamp = -3;
constexpr qint64 highWatermark = -1; ///< DeleteRecords: everything up to it

/// The partition, or why a client who needs this permission may not have it.
struct Found
{
    core::Partition *partition = nullptr;
    ErrorCode error = ErrorCode::None;
};

Found find(Session &session, core::Permission permission, const QByteArray &topicName, qint32 number)
{
    if (!session.allows(permission, topicName))
        return {nullptr, ErrorCode::TopicAuthorizationFailed};
    const core::Topic *topic = session.topics().find(topicName);
    core::Partition *partition = topic ? topic->partition(number) : nullptr;
    return {partition, partition ? ErrorCode::None : ErrorCode::UnknownTopicOrPartition};
}

/// Of the newest record, by what the chunks say; nullopt: there is none. Of a chunk with markers alone the time is the broker's,
/// and so it may be where records have no time: such a chunk is asked last.
std::optional<qint64> newestTimeIn(const core::Partition &partition)
{
    using Rank = std::pair<bool, qint64>;
    std::optional<Rank> newest;
    for (const core::Partition::Chunk &chunk : partition.chunks()) {
        if (chunk.count > 0)
            newest = std::max(newest, std::optional(Rank(chunk.firstTimestamp >= 0, chunk.maxTimestamp)));
    }
    return newest ? std::optional(newest->second) : std::nullopt;
}

using OffsetAnswer = ListOffsetsResponse::ListOffsetsPartitionResponse;

/// One request for offsets. Some are found by reading; the answer goes when the last search is over, whether it found
/// something or was dropped with its partition: whoever searches holds on to this.
class OffsetLookup : public std::enable_shared_from_this<OffsetLookup>
{
public:
    explicit OffsetLookup(const Call<ListOffsetsRequest> &call)
        : m_reply(call.reply)
        , m_committedOnly(call.request.isolationLevel == 1)
    {}
    ~OffsetLookup()
    {
        if (m_reply.version() == 0)
            fillOldStyle();
        m_reply.send(m_response);
    }
    OffsetLookup(const OffsetLookup &) = delete;
    OffsetLookup &operator=(const OffsetLookup &) = delete;

    void start(const Call<ListOffsetsRequest> &call);

private:
    void look(Session &session, const QByteArray &topic, const ListOffsetsRequest::ListOffsetsPartition &wanted,
              qsizetype topicIndex);
    void answer(const core::Partition &partition, qint64 timestamp, OffsetAnswer &answer) const;
    void search(core::Partition &partition, qint64 timestamp, qsizetype topicIndex, qsizetype index);
    void fillOldStyle();

    const Reply<ListOffsetsResponse> m_reply;
    const bool m_committedOnly;
    ListOffsetsResponse m_response;
};

void OffsetLookup::start(const Call<ListOffsetsRequest> &call)
{
    for (const auto &topic : call.request.topics) {
        m_response.topics.append({topic.name, {}});
        for (const auto &wanted : topic.partitions)
            look(call.session, topic.name, wanted, m_response.topics.size() - 1);
    }
}

void OffsetLookup::look(Session &session, const QByteArray &topic,
                        const ListOffsetsRequest::ListOffsetsPartition &wanted, qsizetype topicIndex)
{
    auto &answers = m_response.topics[topicIndex].partitions;
    OffsetAnswer &mine = answers.emplaceBack();
    mine.partitionIndex = wanted.partitionIndex;
    const Found found = find(session, core::Permission::Read, topic, wanted.partitionIndex);
    mine.errorCode = found.error != ErrorCode::None ? found.error : checkEpoch(wanted.currentLeaderEpoch);
    if (mine.errorCode != ErrorCode::None)
        return;
    if (wanted.timestamp == latest || wanted.timestamp == earliest) {
        answer(*found.partition, wanted.timestamp, mine);
    } else if (wanted.timestamp >= 0) {
        search(*found.partition, wanted.timestamp, topicIndex, answers.size() - 1);
    } else if (wanted.timestamp == newestTimestamp) {
        if (const std::optional<qint64> newest = newestTimeIn(*found.partition))
            search(*found.partition, *newest, topicIndex, answers.size() - 1);
    } else {
        mine.errorCode = ErrorCode::UnsupportedVersion;
    }
}

void OffsetLookup::answer(const core::Partition &partition, qint64 timestamp, OffsetAnswer &answer) const
{
    const quint64 end = m_committedOnly ? partition.lastStable() : partition.highWatermark();
    answer.offset = qint64(timestamp == earliest ? partition.logStart() : end);
    answer.leaderEpoch = LeaderEpoch;
}

/// By time. Where nothing is that young, offset and timestamp stay -1, as Kafka has it.
void OffsetLookup::search(core::Partition &partition, qint64 timestamp, qsizetype topicIndex, qsizetype index)
{
    m_response.topics[topicIndex].partitions[index].errorCode = ErrorCode::UnknownTopicOrPartition; // if it is deleted
    const quint64 end = m_committedOnly ? partition.lastStable() : partition.highWatermark();
    partition.findTime(timestamp, [self = shared_from_this(), topicIndex, index,
                                   end](const Result<std::optional<core::Partition::Position>> &found) {
        OffsetAnswer &mine = self->m_response.topics[topicIndex].partitions[index];
        mine.errorCode = found ? ErrorCode::None : errorCodeOf(found.error().code);
        if (!found || !*found || (*found)->offset >= end) {
            if (found && self->m_reply.version() == 0)
                mine.offset = qint64(end);
            return;
        }
        mine.offset = qint64((*found)->offset);
        mine.timestamp = (*found)->timestamp;
        mine.leaderEpoch = LeaderEpoch;
    });
}

/// Before there were times in messages a list was answered, of which clients take the first; behind the newest is the end.
void OffsetLookup::fillOldStyle()
{
    for (auto &topic : m_response.topics) {
        for (OffsetAnswer &answer : topic.partitions) {
            if (answer.errorCode == ErrorCode::None && answer.offset >= 0)
                answer.oldStyleOffsets = {answer.offset};
        }
    }
}

} // namespace

void handle(const Call<ListOffsetsRequest> &call)
{
    std::make_shared<OffsetLookup>(call)->start(call);
}

void handle(const Call<OffsetForLeaderEpochRequest> &call)
{
    OffsetForLeaderEpochResponse response;
    for (const auto &topic : call.request.topics) {
        auto &answers =
            response.topics.emplaceBack(OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult{topic.topic, {}});
        for (const auto &wanted : topic.partitions) {
            auto &mine = answers.partitions.emplaceBack();
            mine.partition = wanted.partition;
            const Found found = find(call.session, core::Permission::Read, topic.topic, wanted.partition);
            mine.errorCode = found.error != ErrorCode::None ? found.error : checkEpoch(wanted.currentLeaderEpoch);
            // An epoch that never was has no end.
            if (mine.errorCode != ErrorCode::None || wanted.leaderEpoch != LeaderEpoch)
                continue;
            mine.leaderEpoch = LeaderEpoch;
            mine.endOffset = qint64(found.partition->highWatermark());
        }
    }
    call.reply.send(response);
}

void handle(const Call<DeleteRecordsRequest> &call)
{
    DeleteRecordsResponse response;
    for (const auto &topic : call.request.topics) {
        auto &answers = response.topics.emplaceBack(DeleteRecordsResponse::DeleteRecordsTopicResult{topic.name, {}});
        for (const auto &wanted : topic.partitions) {
            auto &mine = answers.partitions.emplaceBack();
            mine.partitionIndex = wanted.partitionIndex;
            mine.lowWatermark = -1;
            const Found found = find(call.session, core::Permission::Configure, topic.name, wanted.partitionIndex);
            mine.errorCode = found.error;
            if (found.error == ErrorCode::None && !found.partition->topic().settings().deletes)
                mine.errorCode = ErrorCode::PolicyViolation; // of a topic that only compacts
            if (mine.errorCode != ErrorCode::None)
                continue;
            const qint64 offset =
                wanted.offset == highWatermark ? qint64(found.partition->highWatermark()) : wanted.offset;
            const Result<void> deleted = offset < 0 ? Result<void>(Error{BrokerError::OffsetOutOfRange, {}})
                                                    : found.partition->deleteBelow(quint64(offset));
            if (deleted)
                mine.lowWatermark = qint64(found.partition->logStart());
            else
                mine.errorCode = errorCodeOf(deleted.error().code);
        }
    }
    call.reply.sendWhenCommitted(call.session.broker(), std::move(response), [](DeleteRecordsResponse &failed) {
        for (auto &topic : failed.topics) {
            for (auto &partition : topic.partitions)
                partition.errorCode = ErrorCode::KafkaStorageError;
        }
    });
}

} // namespace engine::protocol::kafka
