// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topic.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/seenbefore.h"
#include "wire/kafka/api/describelogdirs.h"
#include "wire/kafka/api/describeproducers.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

using LogDirTopic = DescribeLogDirsResponse::DescribeLogDirsTopic;
using ProducerPartition = DescribeProducersResponse::PartitionResponse;

/// numbers: null for all.
LogDirTopic sizesOf(const core::Topic &topic, const QList<qint32> *numbers)
{
    LogDirTopic sizes{topic.name(), {}};
    for (const auto &partition : topic.partitions()) {
        const auto number = qint32(partition->number());
        if (!numbers || numbers->contains(number))
            sizes.partitions.append({number, qint64(partition->bytes()), 0, false});
    }
    return sizes;
}

void tellProducers(const core::Partition &partition, ProducerPartition &answer)
{
    const auto &states = partition.producers().states();
    for (auto it = states.begin(); it != states.end(); ++it) {
        auto &state = answer.activeProducers.emplaceBack();
        state.producerId = it.key();
        state.producerEpoch = it->epoch;
        state.lastSequence = it->last.empty() ? -1 : it->last.back().lastSequence;
        state.lastTimestamp = it->lastAtMs;
        state.currentTxnStartOffset = it->openSince ? qint64(*it->openSince) : -1;
    }
}

} // namespace

void handle(const Call<DescribeLogDirsRequest> &call)
{
    core::Topics &topics = call.session.topics();
    DescribeLogDirsResponse response;
    auto &directory = response.results.emplaceBack();
    directory.logDir = call.session.settings().dataDirectory;
    if (call.request.topics) {
        SeenBefore<QByteArray> seen;
        for (const auto &wanted : *call.request.topics) {
            if (seen(wanted.topic))
                continue;
            const core::Topic *topic = topics.find(wanted.topic);
            if (topic && call.session.mayDescribe(wanted.topic))
                directory.topics.append(sizesOf(*topic, &wanted.partitions));
        }
    } else {
        for (const auto &[name, topic] : topics.all()) {
            if (call.session.mayDescribe(name))
                directory.topics.append(sizesOf(*topic, nullptr));
        }
    }
    call.reply.send(response);
}

void handle(const Call<DescribeProducersRequest> &call)
{
    DescribeProducersResponse response;
    SeenBefore<std::pair<QByteArray, qint32>> seen;
    for (const auto &wanted : call.request.topics) {
        auto &answers = response.topics.emplaceBack(DescribeProducersResponse::TopicResponse{wanted.name, {}});
        const bool isAllowed = call.session.allows(core::Permission::Read, wanted.name);
        const core::Topic *topic = call.session.topics().find(wanted.name);
        for (const qint32 number : wanted.partitionIndexes) {
            if (seen({wanted.name, number}))
                continue;
            ProducerPartition &answer = answers.partitions.emplaceBack();
            answer.partitionIndex = number;
            if (!isAllowed)
                answer.errorCode = ErrorCode::TopicAuthorizationFailed;
            else if (const core::Partition *partition = topic ? topic->partition(number) : nullptr)
                tellProducers(*partition, answer);
            else
                answer.errorCode = ErrorCode::UnknownTopicOrPartition;
        }
    }
    call.reply.send(response);
}

} // namespace engine::protocol::kafka
