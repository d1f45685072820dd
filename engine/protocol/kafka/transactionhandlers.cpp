// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transactions.h"
#include "protocol/kafka/handlers.h"
#include "wire/kafka/api/addoffsetstotxn.h"
#include "wire/kafka/api/addpartitionstotxn.h"
#include "wire/kafka/api/describetransactions.h"
#include "wire/kafka/api/endtxn.h"
#include "wire/kafka/api/initproducerid.h"
#include "wire/kafka/api/listtransactions.h"

#include <algorithm>
#include <map>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

using Phase = core::Transactions::Phase;

/// From these versions on a client knows PRODUCER_FENCED (KIP-588).
constexpr qint16 initKnowsFenced = 4, othersKnowFenced = 2;

ErrorCode codeFor(core::CoordinationError error, bool knowsFenced)
{
    if (error == core::CoordinationError::ProducerFenced && !knowsFenced)
        return ErrorCode::InvalidProducerEpoch;
    return errorCodeOf(error);
}

constexpr std::array<std::pair<Phase, const char *>, 4> phaseNames = {{{Phase::Empty, "Empty"},
                                                                       {Phase::Ongoing, "Ongoing"},
                                                                       {Phase::Committed, "CompleteCommit"},
                                                                       {Phase::Aborted, "CompleteAbort"}}};

/// What Kafka has besides, between the phases, and what nothing is ever in here.
constexpr std::array otherPhases = {"PrepareCommit", "PrepareAbort", "PrepareEpochFence", "Dead"};

const char *phaseName(Phase phase)
{
    return phaseNames[size_t(phase)].second;
}

void tell(const core::Broker &broker, const core::TransactionState &state,
          DescribeTransactionsResponse::TransactionState &described)
{
    described.transactionState = phaseName(state.phase);
    described.transactionTimeoutMs = state.timeoutMs;
    described.transactionStartTimeMs = state.phase == Phase::Ongoing ? state.startedAtMs : -1;
    described.producerId = state.producer;
    described.producerEpoch = state.epoch;
    std::map<QByteArray, QList<qint32>> topics;
    for (const QueueId log : state.partitions) {
        if (const core::Partition *partition = broker.partition(log))
            topics[partition->topic().name()].append(qint32(partition->number()));
    }
    for (const auto &[name, partitions] : topics)
        described.topics.append({name, partitions});
}

/// The logs of all partitions that a transaction is to write to, or what is wrong with them, in the form of the answer.
std::vector<QueueId> logsOf(const Call<AddPartitionsToTxnRequest> &call, AddPartitionsToTxnResponse &response,
                            bool &isWhole)
{
    std::vector<QueueId> logs;
    for (const auto &wanted : call.request.topics) {
        const bool isAllowed = call.session.allows(core::Permission::Write, wanted.name);
        const core::Topic *topic = call.session.topics().find(wanted.name);
        auto &results = response.results.emplaceBack();
        results.name = wanted.name;
        for (const qint32 number : wanted.partitions) {
            const core::Partition *partition = topic ? topic->partition(number) : nullptr;
            const ErrorCode error = !isAllowed   ? ErrorCode::TopicAuthorizationFailed
                                    : !partition ? ErrorCode::UnknownTopicOrPartition
                                                 : ErrorCode::OperationNotAttempted; // unless all the others may be
            results.resultsByPartition.append({number, error});
            if (error == ErrorCode::OperationNotAttempted)
                logs.push_back(partition->log());
            else
                isWhole = false;
        }
    }
    return logs;
}

/// A callback that sends a response which has nothing but an error.
template <typename Response>
core::Transactions::DoneCallback answerWith(const Reply<Response> &reply)
{
    return [reply](const core::CoordinationError &error) {
        Response response;
        response.errorCode = codeFor(error, reply.version() >= othersKnowFenced);
        reply.send(response);
    };
}

} // namespace

void handle(const Call<InitProducerIdRequest> &call)
{
    const InitProducerIdRequest &request = call.request;
    call.reply.keep(call.session.broker().transactions().initProducer(
        {request.transactionalId, request.transactionTimeoutMs, {request.producerId, request.producerEpoch}},
        [reply = call.reply](const core::Transactions::InitAnswer &answer) {
            InitProducerIdResponse response;
            response.errorCode = codeFor(answer.error, reply.version() >= initKnowsFenced);
            response.producerId = answer.producer.id;
            response.producerEpoch = answer.producer.epoch;
            reply.send(response);
        }));
}

void handle(const Call<AddPartitionsToTxnRequest> &call)
{
    AddPartitionsToTxnResponse response;
    bool isWhole = true;
    const std::vector<QueueId> logs = logsOf(call, response, isWhole);
    if (!isWhole) {
        call.reply.send(response);
        return;
    }
    call.reply.keep(call.session.broker().transactions().addPartitions(
        call.request.transactionalId, {call.request.producerId, call.request.producerEpoch}, logs,
        [reply = call.reply, response](const core::CoordinationError &error) {
            AddPartitionsToTxnResponse filled = response;
            for (auto &topic : filled.results) {
                for (auto &partition : topic.resultsByPartition)
                    partition.partitionErrorCode = codeFor(error, reply.version() >= othersKnowFenced);
            }
            reply.send(filled);
        }));
}

void handle(const Call<AddOffsetsToTxnRequest> &call)
{
    call.reply.keep(call.session.broker().transactions().addOffsets(
        call.request.transactionalId, {call.request.producerId, call.request.producerEpoch}, answerWith(call.reply)));
}

void handle(const Call<EndTxnRequest> &call)
{
    call.reply.keep(call.session.broker().transactions().end(call.request.transactionalId,
                                                             {call.request.producerId, call.request.producerEpoch},
                                                             call.request.committed, answerWith(call.reply)));
}

void handle(const Call<DescribeTransactionsRequest> &call)
{
    DescribeTransactionsResponse response;
    for (const QByteArray &id : call.request.transactionalIds) {
        auto &described = response.transactionStates.emplaceBack();
        described.transactionalId = id;
        if (const core::TransactionState *state = call.session.broker().transactions().find(id))
            tell(call.session.broker(), *state, described);
        else
            described.errorCode = ErrorCode::TransactionalIdNotFound;
    }
    call.reply.send(response);
}

void handle(const Call<ListTransactionsRequest> &call)
{
    ListTransactionsResponse response;
    core::Transactions::Filter filter;
    filter.producers = {call.request.producerIdFilters.begin(), call.request.producerIdFilters.end()};
    filter.longerThanMs = call.request.durationFilter;
    for (const QByteArray &name : call.request.stateFilters) {
        const auto found =
            std::find_if(phaseNames.begin(), phaseNames.end(), [&](const auto &phase) { return name == phase.second; });
        if (found != phaseNames.end())
            filter.phases.insert(found->first);
        else if (std::none_of(otherPhases.begin(), otherPhases.end(), [&](const char *other) { return name == other; }))
            response.unknownStateFilters.append(name);
    }
    const bool canMatch = call.request.stateFilters.isEmpty() || !filter.phases.empty();
    for (const core::TransactionState &state : call.session.broker().transactions().list(filter)) {
        if (canMatch)
            response.transactionStates.append({state.transactionalId, state.producer, phaseName(state.phase)});
    }
    call.reply.send(response);
}

} // namespace engine::protocol::kafka
