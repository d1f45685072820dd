// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topic.h"
#include "core/transactions.h"
#include "protocol/kafka/handlers.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/api/produce.h"
#include "wire/kafka/messageset.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

constexpr qint16 acksNone = 0, acksLeader = 1, acksAll = -1;
constexpr qint16 firstProduceWithBatches = 3; ///< before, message sets of the old formats
constexpr qint16 firstProduceWithZstd = 7;
constexpr qint8 batchMagic = 2;

using ProduceAnswer = ProduceResponse::PartitionProduceResponse;

/// One produce request, partition by partition.
class Production
{
public:
    explicit Production(const Call<ProduceRequest> &call)
        : m_call(call)
    {}

    ProduceResponse run();
    /// The first thing that went wrong; None: nothing.
    ErrorCode problem() const { return m_problem; }

private:
    ProduceAnswer produce(const QByteArray &name, core::Topic *topic, const ProduceRequest::PartitionProduceData &data);
    std::optional<Refusal> checkTarget(const QByteArray &name, const core::Partition *partition) const;
    std::optional<Refusal> append(core::Partition &partition, QByteArrayView records, ProduceAnswer &answer);
    /// Of the formats before batches; what it answers is good until it is called again.
    wire::DecodeResult<QByteArrayView> converted(QByteArrayView records);
    std::optional<Refusal> refused(const BatchRefusal &refusal, ProduceAnswer &answer) const;
    BatchRules rulesOf(const core::Topic &topic) const;
    std::optional<Refusal> checkTransaction(const RecordBatchInfo &info, const core::Partition &partition) const;
    core::Batch take(const CheckedBatch &checked) const;

    const Call<ProduceRequest> &m_call;
    ErrorCode m_problem = ErrorCode::None;
    wire::OutBuffer m_converted;
};

ProduceResponse Production::run()
{
    ProduceResponse response;
    response.responses.reserve(m_call.request.topicData.size());
    for (const auto &topicData : m_call.request.topicData) {
        core::Topic *topic = m_call.session.topics().find(topicData.name);
        auto &answers = response.responses.emplaceBack(ProduceResponse::TopicProduceResponse{topicData.name, {}});
        answers.partitionResponses.reserve(topicData.partitionData.size());
        for (const auto &data : topicData.partitionData)
            answers.partitionResponses.append(produce(topicData.name, topic, data));
    }
    return response;
}

ProduceAnswer Production::produce(const QByteArray &name, core::Topic *topic,
                                  const ProduceRequest::PartitionProduceData &data)
{
    ProduceAnswer answer;
    answer.index = data.index;
    answer.baseOffset = -1;
    core::Partition *partition = topic ? topic->partition(data.index) : nullptr;
    std::optional<Refusal> refusal = checkTarget(name, partition);
    if (!refusal)
        refusal = append(*partition, data.records, answer);
    if (!refusal) {
        answer.logStartOffset = qint64(partition->logStart());
        return answer;
    }
    answer.errorCode = refusal->code;
    answer.errorMessage = refusal->text;
    if (m_problem == ErrorCode::None)
        m_problem = refusal->code;
    return answer;
}

std::optional<Refusal> Production::checkTarget(const QByteArray &name, const core::Partition *partition) const
{
    const qint16 acks = m_call.request.acks;
    if (acks != acksNone && acks != acksLeader && acks != acksAll)
        return ErrorCode::InvalidRequiredAcks;
    if (!m_call.session.allows(core::Permission::Write, name))
        return ErrorCode::TopicAuthorizationFailed;
    if (!partition)
        return ErrorCode::UnknownTopicOrPartition;
    return std::nullopt;
}

std::optional<Refusal> Production::append(core::Partition &partition, QByteArrayView records, ProduceAnswer &answer)
{
    const qint8 magic = magicOf(records);
    if (m_call.version >= firstProduceWithBatches && magic != batchMagic)
        return Refusal(ErrorCode::InvalidRecord,
                       "Produce requests from version 3 on carry record batches of version 2");
    if (magic != batchMagic) {
        const auto batch = converted(records);
        if (!batch)
            return ErrorCode::CorruptMessage;
        records = *batch;
    }
    BatchCheck &check = m_call.session.environment().batchCheck;
    if (const auto refusal = check.check(records, rulesOf(partition.topic())))
        return refused(*refusal, answer);
    if (check.batches().size() != 1)
        return Refusal(ErrorCode::InvalidRecord, "Produce requests carry exactly one batch for each partition");
    if (const auto refusal = checkTransaction(check.batches().front().info, partition))
        return refusal;
    core::Batch batch = take(check.batches().front());
    const quint32 count = batch.count;
    const Result<core::Partition::Appended> appended =
        partition.append(std::move(batch), {m_call.session.connectionId(), 0});
    if (!appended)
        return appended.error();
    answer.baseOffset = qint64(appended->base);
    answer.logAppendTimeMs = appended->appendTimeMs;
    if (!appended->isDuplicate) {
        m_call.session.broker().counters().published += count;
        m_call.session.noteProduced(partition.topic().name(), count);
    }
    return std::nullopt;
}

wire::DecodeResult<QByteArrayView> Production::converted(QByteArrayView records)
{
    m_converted.clear();
    const auto info = upConvert(records, m_call.session.environment().decompressor, m_converted);
    if (!info)
        return info.isMalformed() ? wire::DecodeResult<QByteArrayView>(info.error()) : wire::NeedMore{};
    return wire::Decoded<QByteArrayView>{m_converted.view(), records.size()};
}

BatchRules Production::rulesOf(const core::Topic &topic) const
{
    BatchRules rules;
    rules.maxBatchSize = topic.settings().maxMessageBytes;
    rules.keyRequired = topic.settings().compacts;
    rules.zstd = m_call.version >= firstProduceWithZstd;
    return rules;
}

/// Records of a transaction are taken from its producer only, and only where the transaction has been told of the partition.
std::optional<Refusal> Production::checkTransaction(const RecordBatchInfo &info, const core::Partition &partition) const
{
    if (!(info.attributes & Transactional))
        return std::nullopt;
    if (!m_call.request.transactionalId)
        return Refusal(ErrorCode::InvalidTxnState, "Records of a transaction need a transactional id");
    const core::CoordinationError error = m_call.session.broker().transactions().checkWrite(
        *m_call.request.transactionalId, {info.producerId, info.producerEpoch}, partition.log());
    if (error == core::CoordinationError::ProducerFenced)
        return ErrorCode::InvalidProducerEpoch; // Produce has no code of its own for it
    return error == core::CoordinationError::None ? std::nullopt : std::optional(Refusal(errorCodeOf(error)));
}

/// The one copy of the bytes on their way from the request into a chunk.
core::Batch Production::take(const CheckedBatch &checked) const
{
    core::Batch batch = records::batchOf(checked.info, checked.bytes.toByteArray());
    if (checked.maxTimestamp != checked.info.maxTimestamp) {
        stampBatch(batch.bytes.data(), checked.info, checked.maxTimestamp, false);
        batch.maxTimestamp = checked.maxTimestamp;
    }
    return batch;
}

std::optional<Refusal> Production::refused(const BatchRefusal &refusal, ProduceAnswer &answer) const
{
    if (refusal.recordIndex >= 0)
        answer.recordErrors.append({refusal.recordIndex, QByteArray(refusal.what)});
    return Refusal(refusal.error, refusal.what);
}

/// What was taken into a commit that failed.
void markProductionLost(ProduceResponse &response)
{
    for (auto &topic : response.responses) {
        for (ProduceAnswer &answer : topic.partitionResponses) {
            if (answer.errorCode != ErrorCode::None)
                continue;
            answer.errorCode = ErrorCode::KafkaStorageError;
            answer.baseOffset = -1;
        }
    }
}

} // namespace

void handle(const Call<ProduceRequest> &call)
{
    Production production(call);
    ProduceResponse response = production.run();
    if (call.request.acks != acksNone) {
        call.reply.sendWhenCommitted(call.session.broker(), std::move(response), markProductionLost);
    } else if (production.problem() == ErrorCode::None) {
        call.session.answerNothing(call.reply.place());
    } else {
        // The producer does not listen: it learns of it by the end of the connection, and asks for metadata anew.
        call.session.fail(QStringLiteral("a produce request without acknowledgement failed: ") +
                          QLatin1StringView(errorName(production.problem())));
        return;
    }
    call.session.yieldToStore();
}

} // namespace engine::protocol::kafka
