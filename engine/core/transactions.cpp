// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transactions.h"

#include "core/broker.h"
#include "core/partition.h"

#include <algorithm>

namespace engine::core {

namespace {

constexpr qint64 producerIdBlock = 1000; // reserved at once, so that most producers do not wait for the store
constexpr qint16 lastUsableEpoch = std::numeric_limits<qint16>::max() - 1; // one is left to fence with

bool isExhausted(qint16 epoch)
{
    return epoch >= lastUsableEpoch;
}

bool isOf(const GroupOffset &offset, const GroupKey &group)
{
    return offset.virtualHost == group.virtualHost && offset.group == group.name;
}

bool isOf(const GroupOffset &offset, const TopicPartition &partition)
{
    return offset.topic == partition.topic && offset.partition == partition.partition;
}

} // namespace

Transactions::Transactions(Broker &broker)
    : m_broker(broker)
    , m_writeMarker([&broker](QueueId log, BatchKind kind, const ProducerStamp &producer) {
        // A partition that a newer epoch has fenced has ended the transaction with that.
        if (Partition *partition = broker.partition(log))
            (void)partition->appendMarker(kind, producer);
    })
    , m_cleanup(broker.agenda())
{}

Transactions::~Transactions() = default;

Transactions::Entry *Transactions::entry(const QByteArray &transactionalId) const
{
    const auto it = m_entries.find(transactionalId);
    return it == m_entries.end() ? nullptr : it->second.get();
}

Transactions::Entry &Transactions::entryOrNew(const QByteArray &transactionalId)
{
    auto &place = m_entries[transactionalId];
    if (!place) {
        place = std::make_unique<Entry>(m_broker.agenda());
        place->state.transactionalId = transactionalId;
        armCleanup();
    }
    return *place;
}

void Transactions::write(Entry &entry)
{
    ++m_version;
    entry.state.changedAtMs = m_broker.nowMs();
    m_broker.definitionChanged({DefinitionChange::Kind::Put, entry.state});
}

template <typename Answer>
AnswerTicket Transactions::answerWhenStored(Answer stored, Answer failed,
                                            typename PendingAnswer<Answer>::Callback callback)
{
    AnswerTicket ticket;
    PendingAnswer<Answer> answer(std::move(callback), ticket);
    m_broker.whenCommitted(
        [this, answer = std::move(answer), stored = std::move(stored), failed = std::move(failed)](bool ok) mutable {
            answer.answer(m_answers, ok ? stored : failed);
            m_answers.send();
        });
    return ticket;
}

/// A refusal waits for nothing.
AnswerTicket Transactions::answerWhenStored(Error error, DoneCallback callback)
{
    if (error == Error::None)
        return answerWhenStored<Error>(Error::None, Error::CoordinatorNotAvailable, std::move(callback));
    callback(error);
    return {};
}

// ---- producer ids and epochs

qint64 Transactions::newProducerId()
{
    if (m_nextProducer == m_reservedProducers) {
        m_reservedProducers += producerIdBlock;
        m_broker.definitionChanged({DefinitionChange::Kind::Put, ProducerIdLimit{m_reservedProducers}});
    }
    return m_nextProducer++;
}

AnswerTicket Transactions::initPlain(InitCallback callback)
{
    const ProducerEpoch producer{newProducerId(), 0};
    if (producer.id < m_storedProducers) {
        callback({Error::None, producer});
        return {};
    }
    AnswerTicket ticket;
    PendingAnswer<InitAnswer> answer(std::move(callback), ticket);
    m_broker.whenCommitted([this, producer, answer, reserved = m_reservedProducers](bool ok) mutable {
        if (ok)
            m_storedProducers = std::max(m_storedProducers, reserved);
        answer.answer(m_answers,
                      ok ? InitAnswer{Error::None, producer} : InitAnswer{Error::CoordinatorNotAvailable, {}});
        m_answers.send();
    });
    return ticket;
}

AnswerTicket Transactions::initProducer(const InitRequest &request, InitCallback callback)
{
    if (!request.transactionalId)
        return initPlain(std::move(callback));
    Error error = Error::None;
    if (request.transactionalId->isEmpty())
        error = Error::InvalidRequest;
    else if (request.timeoutMs <= 0 || request.timeoutMs > m_settings.maxTimeoutMs)
        error = Error::InvalidTransactionTimeout;
    else
        error = renew(entryOrNew(*request.transactionalId), request);
    if (error != Error::None) {
        callback({error, {}});
        return {};
    }
    const TransactionState &state = entry(*request.transactionalId)->state;
    return answerWhenStored<InitAnswer>({Error::None, {state.producer, state.epoch}},
                                        {Error::CoordinatorNotAvailable, {}}, std::move(callback));
}

Transactions::Error Transactions::renew(Entry &entry, const InitRequest &request)
{
    TransactionState &state = entry.state;
    const ProducerEpoch &current = request.current;
    const bool isFresh = state.producer < 0;
    if (isFresh)
        state.producer = newProducerId();
    const bool isKnown = !current.isSet() || isFresh || current.id == state.producer ||
                         (current.id == entry.previousProducer && current.epoch == entry.lastEpoch);
    if (!isKnown)
        return Error::ProducerFenced;
    if (state.phase == Phase::Ongoing) {
        if (current.isSet() && current.epoch != state.epoch)
            return Error::ProducerFenced;
        fenceAndAbort(entry);
        // What it goes on from is over: the epoch that fences is nobody's.
        if (isExhausted(state.epoch))
            rotate(entry, current);
        else
            ++state.epoch;
        entry.lastEpoch = current.epoch;
    } else if (const Error error = nextEpoch(entry, current); error != Error::None) {
        return error;
    }
    state.timeoutMs = request.timeoutMs;
    state.phase = Phase::Empty;
    state.startedAtMs = 0;
    write(entry);
    return Error::None;
}

Transactions::Error Transactions::nextEpoch(Entry &entry, const ProducerEpoch &current)
{
    TransactionState &state = entry.state;
    const bool isCurrent = !current.isSet() || state.epoch < 0 || current.epoch == state.epoch;
    if (isCurrent && isExhausted(state.epoch)) {
        rotate(entry, current);
    } else if (isCurrent) {
        entry.lastEpoch = current.isSet() ? state.epoch : qint16(-1);
        ++state.epoch;
    } else if (current.epoch != entry.lastEpoch) {
        return Error::ProducerFenced;
    }
    // Otherwise it asks again for what it was given.
    return Error::None;
}

void Transactions::rotate(Entry &entry, const ProducerEpoch &current)
{
    entry.lastEpoch = current.isSet() ? current.epoch : qint16(-1);
    entry.previousProducer = entry.state.producer;
    entry.state.producer = newProducerId();
    entry.state.epoch = 0;
}

// ---- a transaction

Transactions::Error Transactions::check(const QByteArray &transactionalId, const ProducerEpoch &producer) const
{
    if (transactionalId.isEmpty())
        return Error::InvalidRequest;
    const Entry *known = entry(transactionalId);
    if (!known || known->state.producer != producer.id)
        return Error::InvalidProducerIdMapping;
    return known->state.epoch == producer.epoch ? Error::None : Error::ProducerFenced;
}

Transactions::Error Transactions::checkWrite(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                             QueueId log) const
{
    if (const Error error = check(transactionalId, producer); error != Error::None)
        return error;
    const TransactionState &state = entry(transactionalId)->state;
    const bool isPart = std::find(state.partitions.begin(), state.partitions.end(), log) != state.partitions.end();
    return state.phase == Phase::Ongoing && isPart ? Error::None : Error::InvalidTxnState;
}

bool Transactions::begin(Entry &entry)
{
    if (entry.state.phase == Phase::Ongoing)
        return false;
    entry.state.phase = Phase::Ongoing;
    entry.state.startedAtMs = m_broker.nowMs();
    armTimeout(entry);
    return true;
}

AnswerTicket Transactions::addPartitions(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                         const std::vector<QueueId> &logs, DoneCallback answer)
{
    const Error error = check(transactionalId, producer);
    if (error == Error::None) {
        Entry &known = *entry(transactionalId);
        bool isChanged = begin(known);
        std::vector<QueueId> &partitions = known.state.partitions;
        for (const QueueId log : logs) {
            if (std::find(partitions.begin(), partitions.end(), log) != partitions.end())
                continue;
            partitions.push_back(log);
            isChanged = true;
        }
        if (isChanged)
            write(known);
    }
    return answerWhenStored(error, std::move(answer));
}

AnswerTicket Transactions::addOffsets(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                      DoneCallback answer)
{
    return addPartitions(transactionalId, producer, {}, std::move(answer));
}

AnswerTicket Transactions::commitOffsets(const QByteArray &transactionalId, const ProducerEpoch &producer,
                                         const GroupKey &group, const MemberIdentity &identity,
                                         const std::vector<OffsetCommit> &offsets,
                                         ConsumerGroups::CommitCallback callback)
{
    ConsumerGroups &groups = m_broker.groups();
    Error error = check(transactionalId, producer);
    if (error == Error::ProducerFenced)
        error = Error::InvalidProducerEpoch; // Kafka's coordinator of groups says it so
    else if (error == Error::None && entry(transactionalId)->state.phase != Phase::Ongoing)
        error = Error::InvalidTxnState;
    if (error == Error::None)
        error = groups.checkTransactionalCommit(group, identity);
    if (error != Error::None) {
        callback(ConsumerGroups::CommitAnswer(offsets.size(), error));
        return {};
    }
    Entry &known = *entry(transactionalId);
    ConsumerGroups::CommitAnswer stored, failed;
    for (const OffsetCommit &offset : offsets) {
        const bool tooLarge = groups.isTooLarge(offset);
        stored.push_back(tooLarge ? Error::OffsetMetadataTooLarge : Error::None);
        failed.push_back(tooLarge ? Error::OffsetMetadataTooLarge : Error::CoordinatorNotAvailable);
        if (tooLarge)
            continue;
        std::vector<GroupOffset> &pending = known.state.offsets;
        std::erase_if(pending, [&](const GroupOffset &other) {
            return isOf(other, group) && isOf(other, TopicPartition{offset.topic, offset.partition});
        });
        pending.push_back({group.virtualHost, group.name, offset.topic, offset.partition, offset.offset,
                           offset.leaderEpoch, offset.metadata, m_broker.nowMs()});
    }
    write(known);
    return answerWhenStored<ConsumerGroups::CommitAnswer>(std::move(stored), std::move(failed), std::move(callback));
}

AnswerTicket Transactions::end(const QByteArray &transactionalId, const ProducerEpoch &producer, bool commit,
                               DoneCallback answer)
{
    Error error = check(transactionalId, producer);
    if (error == Error::None)
        error = endNow(*entry(transactionalId), commit);
    return answerWhenStored(error, std::move(answer));
}

Transactions::Error Transactions::endNow(Entry &entry, bool commit)
{
    switch (entry.state.phase) {
    case Phase::Ongoing:
        finish(entry, commit ? BatchKind::Commit : BatchKind::Abort);
        return Error::None;
    case Phase::Committed: // it asks again
        return commit ? Error::None : Error::InvalidTxnState;
    case Phase::Aborted:
        return commit ? Error::InvalidTxnState : Error::None;
    case Phase::Empty:
        break;
    }
    return Error::InvalidTxnState;
}

/// All of it gathers for one transaction of the store: nothing is handed over before the turn ends.
void Transactions::finish(Entry &entry, BatchKind kind)
{
    TransactionState &state = entry.state;
    entry.timeout.cancel();
    for (const QueueId log : state.partitions)
        m_writeMarker(log, kind, {state.producer, state.epoch, -1});
    if (kind == BatchKind::Commit)
        m_broker.groups().commitTransactional(state.offsets);
    state.partitions.clear();
    state.offsets.clear();
    state.phase = kind == BatchKind::Commit ? Phase::Committed : Phase::Aborted;
    write(entry);
}

/// The markers carry an epoch that no producer has: what the old one still sends is refused in its partitions, too.
void Transactions::fenceAndAbort(Entry &entry)
{
    ++entry.state.epoch;
    entry.lastEpoch = -1;
    finish(entry, BatchKind::Abort);
}

void Transactions::armTimeout(Entry &entry)
{
    entry.timeout.at(entry.state.startedAtMs + entry.state.timeoutMs, [this, &entry] { fenceAndAbort(entry); });
}

// ---- administration

const TransactionState *Transactions::find(const QByteArray &transactionalId) const
{
    const Entry *known = entry(transactionalId);
    return known ? &known->state : nullptr;
}

std::vector<TransactionState> Transactions::list(const Filter &filter) const
{
    std::vector<TransactionState> listed;
    for (const auto &[id, entry] : m_entries) {
        const TransactionState &state = entry->state;
        const bool isOut = (!filter.producers.empty() && !filter.producers.contains(state.producer)) ||
                           (!filter.phases.empty() && !filter.phases.contains(state.phase)) ||
                           (filter.longerThanMs >= 0 && m_broker.nowMs() - state.startedAtMs <= filter.longerThanMs);
        if (!isOut)
            listed.push_back(state);
    }
    return listed;
}

AnswerTicket Transactions::abort(const QByteArray &transactionalId, DoneCallback answer)
{
    Entry *known = entry(transactionalId);
    Error error = Error::None;
    if (!known)
        error = Error::TransactionalIdNotFound;
    else if (known->state.phase != Phase::Ongoing)
        error = Error::InvalidTxnState;
    else
        fenceAndAbort(*known);
    return answerWhenStored(error, std::move(answer));
}

// ---- offsets that wait

bool Transactions::hasPendingOffset(const GroupKey &group, const TopicPartition &partition) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &known) {
        const std::vector<GroupOffset> &offsets = known.second->state.offsets;
        return std::any_of(offsets.begin(), offsets.end(),
                           [&](const GroupOffset &offset) { return isOf(offset, group) && isOf(offset, partition); });
    });
}

bool Transactions::hasPendingOffsets(const GroupKey &group) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &known) {
        const std::vector<GroupOffset> &offsets = known.second->state.offsets;
        return std::any_of(offsets.begin(), offsets.end(),
                           [&](const GroupOffset &offset) { return isOf(offset, group); });
    });
}

void Transactions::dropOffsets(const std::function<bool(const GroupOffset &)> &matches)
{
    for (const auto &[id, entry] : m_entries) {
        if (std::erase_if(entry->state.offsets, matches) > 0)
            write(*entry);
    }
}

void Transactions::forgetOffset(const GroupKey &group, const TopicPartition &partition)
{
    dropOffsets([&](const GroupOffset &offset) { return isOf(offset, group) && isOf(offset, partition); });
}

void Transactions::forgetOffsets(const GroupKey &group)
{
    dropOffsets([&](const GroupOffset &offset) { return isOf(offset, group); });
}

void Transactions::topicDeleted(const QByteArray &virtualHost, const QByteArray &topic)
{
    dropOffsets([&](const GroupOffset &offset) { return offset.virtualHost == virtualHost && offset.topic == topic; });
}

void Transactions::forgetLogs(const std::vector<QueueId> &logs)
{
    const auto isDeleted = [&logs](QueueId log) { return std::find(logs.begin(), logs.end(), log) != logs.end(); };
    for (const auto &[id, entry] : m_entries) {
        if (std::erase_if(entry->state.partitions, isDeleted) > 0)
            write(*entry);
    }
}

// ---- what goes by itself

void Transactions::armCleanup()
{
    if (!m_cleanup.isSet())
        m_cleanup.at(m_broker.nowMs() + m_settings.idExpirationCheckMs, [this] { cleanUp(); });
}

void Transactions::cleanUp()
{
    const qint64 before = m_broker.nowMs() - m_settings.idExpirationMs;
    std::erase_if(m_entries, [&](const auto &known) {
        const TransactionState &state = known.second->state;
        if (state.phase == Phase::Ongoing || state.changedAtMs > before)
            return false;
        ++m_version;
        m_broker.definitionChanged({DefinitionChange::Kind::Remove, state});
        return true;
    });
    if (!m_entries.empty())
        armCleanup();
}

// ---- for Broker

void Transactions::restore(const Definition &definition)
{
    if (const auto *limit = std::get_if<ProducerIdLimit>(&definition)) {
        m_nextProducer = m_reservedProducers = m_storedProducers = limit->next;
        return;
    }
    const auto *state = std::get_if<TransactionState>(&definition);
    if (!state)
        return;
    Entry &known = entryOrNew(state->transactionalId);
    known.state = *state;
    for (const GroupOffset &offset : state->offsets)
        m_broker.groups().expect({offset.virtualHost, offset.group});
    // Its producer may go on with it, within the time it has.
    if (state->phase == Phase::Ongoing)
        armTimeout(known);
}

} // namespace engine::core
