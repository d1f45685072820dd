// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consumergroups.h"
#include "core/transactions.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/names.h"
#include "protocol/kafka/seenbefore.h"
#include "wire/kafka/api/offsetcommit.h"
#include "wire/kafka/api/offsetdelete.h"
#include "wire/kafka/api/offsetfetch.h"
#include "wire/kafka/api/txnoffsetcommit.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

ErrorCode checkPartition(Session &session, const QByteArray &topicName, qint32 partition)
{
    if (!session.allows(core::Permission::Read, topicName))
        return ErrorCode::TopicAuthorizationFailed;
    const core::Topic *topic = session.topics().find(topicName);
    return topic && topic->partition(partition) ? ErrorCode::None : ErrorCode::UnknownTopicOrPartition;
}

/// The offsets of a commit, those that can be taken, and the answer with a place for each.
template <typename Response>
struct Commit
{
    Response response;
    std::vector<core::OffsetCommit> offsets;
    std::vector<std::pair<qsizetype, qsizetype>>
        places; ///< topic and partition in the response, for each of the offsets

    template <typename Request>
    explicit Commit(const Call<Request> &call)
    {
        for (const auto &topic : call.request.topics) {
            auto &answers = response.topics.emplaceBack();
            answers.name = topic.name;
            for (const auto &partition : topic.partitions) {
                const ErrorCode error = checkPartition(call.session, topic.name, partition.partitionIndex);
                answers.partitions.append({partition.partitionIndex, error});
                if (error != ErrorCode::None)
                    continue;
                places.emplace_back(response.topics.size() - 1, answers.partitions.size() - 1);
                offsets.push_back({topic.name, partition.partitionIndex, partition.committedOffset,
                                   partition.committedLeaderEpoch, partition.committedMetadata.value_or(QByteArray())});
            }
        }
    }
    /// The callback that fills in what became of them and answers.
    core::ConsumerGroups::CommitCallback answer(const Reply<Response> &reply) const
    {
        return [reply, response = response, places = places](const core::ConsumerGroups::CommitAnswer &errors) {
            Response filled = response;
            for (size_t i = 0; i < errors.size() && i < places.size(); ++i)
                filled.topics[places[i].first].partitions[places[i].second].errorCode = errorCodeOf(errors[i]);
            reply.send(filled);
        };
    }
};

/// The offsets of one group, topic by topic, for either of the two forms that versions have.
template <typename Topics, typename Wanted>
void fetchOffsets(const Call<OffsetFetchRequest> &call, const QByteArray &group, const std::optional<Wanted> &wanted,
                  Topics &topics)
{
    std::optional<std::vector<core::TopicPartition>> partitions;
    if (wanted) {
        partitions.emplace();
        for (const auto &topic : *wanted) {
            for (const qint32 partition : topic.partitionIndexes)
                partitions->push_back({topic.name, partition});
        }
    }
    const auto fetched =
        call.session.broker().groups().fetch(groupKeyOf(group), partitions, call.request.requireStable);
    for (const core::FetchedOffset &offset : fetched) {
        const QByteArray &name = offset.partition.topic;
        const bool isAllowed = call.session.allows(core::Permission::Read, name);
        if (!isAllowed && !wanted)
            continue;
        if (topics.isEmpty() || topics.last().name != name)
            topics.emplaceBack().name = name;
        if (isAllowed) {
            topics.last().partitions.append({offset.partition.partition, offset.offset, offset.leaderEpoch,
                                             offset.metadata, errorCodeOf(offset.error)});
        } else {
            topics.last().partitions.append(
                {offset.partition.partition, -1, -1, QByteArray(), ErrorCode::TopicAuthorizationFailed});
        }
    }
}

} // namespace

void handle(const Call<OffsetCommitRequest> &call)
{
    const OffsetCommitRequest &request = call.request;
    const Commit<OffsetCommitResponse> commit(call);
    if (commit.offsets.empty()) {
        call.reply.send(commit.response);
        return;
    }
    call.reply.keep(call.session.broker().groups().commit(
        groupKeyOf(request.groupId), {request.memberId, request.groupInstanceId, request.generationId}, commit.offsets,
        commit.answer(call.reply)));
}

void handle(const Call<TxnOffsetCommitRequest> &call)
{
    const TxnOffsetCommitRequest &request = call.request;
    const Commit<TxnOffsetCommitResponse> commit(call);
    if (commit.offsets.empty()) {
        call.reply.send(commit.response);
        return;
    }
    call.reply.keep(call.session.broker().transactions().commitOffsets(
        request.transactionalId, {request.producerId, request.producerEpoch}, groupKeyOf(request.groupId),
        {request.memberId, request.groupInstanceId, request.generationId}, commit.offsets, commit.answer(call.reply)));
}

void handle(const Call<OffsetFetchRequest> &call)
{
    constexpr qint16 manyGroups = 8;
    OffsetFetchResponse response;
    if (call.version < manyGroups)
        fetchOffsets(call, call.request.groupId, call.request.topics, response.topics);
    SeenBefore<QByteArray> seen;
    for (const auto &group : call.request.groups) {
        if (seen(group.groupId))
            continue;
        auto &answer = response.groups.emplaceBack();
        answer.groupId = group.groupId;
        fetchOffsets(call, group.groupId, group.topics, answer.topics);
    }
    call.reply.send(response);
}

void handle(const Call<OffsetDeleteRequest> &call)
{
    OffsetDeleteResponse response;
    std::vector<core::TopicPartition> partitions;
    for (const auto &topic : call.request.topics) {
        auto &answers = response.topics.emplaceBack(OffsetDeleteResponse::OffsetDeleteResponseTopic{topic.name, {}});
        for (const auto &partition : topic.partitions) {
            answers.partitions.append({partition.partitionIndex, ErrorCode::None});
            partitions.push_back({topic.name, partition.partitionIndex});
        }
    }
    using Answer = core::ConsumerGroups::DeleteOffsetsAnswer;
    call.reply.keep(call.session.broker().groups().deleteOffsets(
        groupKeyOf(call.request.groupId), partitions, [reply = call.reply, response](const Answer &answer) {
            OffsetDeleteResponse filled = response;
            filled.errorCode = errorCodeOf(answer.error);
            if (filled.errorCode != ErrorCode::None)
                filled.topics.clear();
            size_t index = 0;
            for (auto &topic : filled.topics) {
                for (auto &partition : topic.partitions)
                    partition.errorCode = errorCodeOf(answer.partitions[index++]);
            }
            reply.send(filled);
        }));
}

} // namespace engine::protocol::kafka
