// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consumergroups.h"

#include "core/broker.h"
#include "core/transactions.h"

#include <algorithm>

namespace engine::core {

namespace {

GroupOffset offsetOf(const GroupKey &key, const OffsetCommit &commit, qint64 nowMs)
{
    return {key.virtualHost, key.name,           commit.topic,    commit.partition,
            commit.offset,   commit.leaderEpoch, commit.metadata, nowMs};
}

} // namespace

ConsumerGroups::ConsumerGroups(Broker &broker)
    : m_broker(broker)
    , m_context{broker, {}, {}, {}, 1}
    , m_cleanup(broker.agenda())
{}

ConsumerGroups::~ConsumerGroups() = default;

// ---- groups

ConsumerGroup *ConsumerGroups::group(const GroupKey &key) const
{
    const auto it = m_groups.find(key);
    return it == m_groups.end() ? nullptr : it->second.get();
}

const ConsumerGroup *ConsumerGroups::find(const GroupKey &key) const
{
    return group(key);
}

ConsumerGroup &ConsumerGroups::groupOrNew(const GroupKey &key)
{
    auto &place = m_groups[key];
    if (!place) {
        place = std::make_unique<ConsumerGroup>(m_context, key);
        ++m_context.version;
        armCleanup();
    }
    return *place;
}

void ConsumerGroups::put(ConsumerGroup &group, const GroupOffset &offset)
{
    group.setOffset(offset);
    m_broker.definitionChanged({DefinitionChange::Kind::Put, offset});
}

void ConsumerGroups::drop(ConsumerGroup &group, const TopicPartition &partition)
{
    const GroupOffset *known = group.offset(partition);
    if (!known)
        return;
    m_broker.definitionChanged({DefinitionChange::Kind::Remove, *known});
    group.removeOffset(partition);
}

void ConsumerGroups::dropGroup(const GroupKey &key)
{
    const auto it = m_groups.find(key);
    if (it == m_groups.end())
        return;
    for (const auto &[partition, offset] : it->second->offsets())
        m_broker.definitionChanged({DefinitionChange::Kind::Remove, offset});
    m_groups.erase(it);
    ++m_context.version;
}

/// The change counts from this turn on; only the answer waits for the store.
template <typename Answer>
void ConsumerGroups::answerWhenStored(PendingAnswer<Answer> answer, Answer stored, Answer failed)
{
    m_broker.whenCommitted(
        [this, answer = std::move(answer), stored = std::move(stored), failed = std::move(failed)](bool ok) mutable {
            answer.answer(m_context.answers, ok ? stored : failed);
            m_context.answers.send();
        });
}

// ---- members

AnswerTicket ConsumerGroups::join(const GroupKey &key, const JoinRequest &request, JoinCallback answer)
{
    const auto refused = [&](Error error) {
        JoinAnswer refusal;
        refusal.error = error;
        refusal.memberId = request.memberId;
        answer(refusal);
        return AnswerTicket();
    };
    if (key.name.isEmpty())
        return refused(Error::InvalidGroupId);
    if (request.sessionTimeoutMs < settings().minSessionTimeoutMs ||
        request.sessionTimeoutMs > settings().maxSessionTimeoutMs)
        return refused(Error::InvalidSessionTimeout);
    if (!request.memberId.isEmpty() && !group(key))
        return refused(Error::UnknownMemberId);
    AnswerTicket ticket = groupOrNew(key).join(request, std::move(answer));
    m_context.answers.send();
    return ticket;
}

AnswerTicket ConsumerGroups::sync(const GroupKey &key, const SyncRequest &request, SyncCallback answer)
{
    ConsumerGroup *known = group(key);
    if (!known) {
        answer({key.name.isEmpty() ? Error::InvalidGroupId : Error::UnknownMemberId, {}, {}, {}});
        return {};
    }
    AnswerTicket ticket = known->sync(request, std::move(answer));
    m_context.answers.send();
    return ticket;
}

CoordinationError ConsumerGroups::heartbeat(const GroupKey &key, const MemberIdentity &identity)
{
    if (key.name.isEmpty())
        return Error::InvalidGroupId;
    ConsumerGroup *known = group(key);
    return known ? known->heartbeat(identity) : Error::UnknownMemberId;
}

std::vector<CoordinationError> ConsumerGroups::leave(const GroupKey &key, const std::vector<LeavingMember> &members)
{
    std::vector<Error> answers;
    ConsumerGroup *known = group(key);
    for (const LeavingMember &member : members)
        answers.push_back(known ? known->leave(member.memberId, member.instanceId) : Error::UnknownMemberId);
    m_context.answers.send();
    return answers;
}

// ---- offsets

ConsumerGroups::CommitAnswer ConsumerGroups::store(ConsumerGroup &group, const std::vector<OffsetCommit> &offsets)
{
    CommitAnswer answers;
    for (const OffsetCommit &offset : offsets) {
        const bool tooLarge = isTooLarge(offset);
        answers.push_back(tooLarge ? Error::OffsetMetadataTooLarge : Error::None);
        if (!tooLarge)
            put(group, offsetOf(group.key(), offset, m_broker.nowMs()));
    }
    return answers;
}

AnswerTicket ConsumerGroups::commit(const GroupKey &key, const MemberIdentity &identity,
                                    const std::vector<OffsetCommit> &offsets, CommitCallback callback)
{
    ConsumerGroup *known = group(key);
    Error error = Error::None;
    if (known)
        error = known->checkCommit(identity, false);
    else if (identity.generation >= 0)
        error = Error::IllegalGeneration;
    if (error != Error::None) {
        callback(CommitAnswer(offsets.size(), error));
        return {};
    }
    AnswerTicket ticket;
    PendingAnswer<CommitAnswer> answer(std::move(callback), ticket);
    CommitAnswer stored = store(known ? *known : groupOrNew(key), offsets);
    CommitAnswer failed = stored;
    std::replace(failed.begin(), failed.end(), Error::None, Error::CoordinatorNotAvailable);
    answerWhenStored(std::move(answer), std::move(stored), std::move(failed));
    return ticket;
}

std::vector<FetchedOffset> ConsumerGroups::fetch(const GroupKey &key,
                                                 const std::optional<std::vector<TopicPartition>> &partitions,
                                                 bool stable) const
{
    const ConsumerGroup *known = group(key);
    std::vector<FetchedOffset> fetched;
    const auto add = [&](const TopicPartition &partition) {
        FetchedOffset &answer = fetched.emplace_back();
        answer.partition = partition;
        if (stable && m_broker.transactions().hasPendingOffset(key, partition)) {
            answer.error = Error::UnstableOffsetCommit;
        } else if (const GroupOffset *offset = known ? known->offset(partition) : nullptr) {
            answer.offset = offset->offset;
            answer.leaderEpoch = offset->leaderEpoch;
            answer.metadata = offset->metadata;
        }
    };
    if (partitions) {
        std::for_each(partitions->begin(), partitions->end(), add);
    } else if (known) {
        for (const auto &[partition, offset] : known->offsets())
            add(partition);
    }
    return fetched;
}

AnswerTicket ConsumerGroups::deleteOffsets(const GroupKey &key, const std::vector<TopicPartition> &partitions,
                                           DeleteOffsetsCallback callback)
{
    AnswerTicket ticket;
    PendingAnswer<DeleteOffsetsAnswer> answer(std::move(callback), ticket);
    ConsumerGroup *known = group(key);
    const bool isConsumers = known && known->protocolType() == "consumer";
    Error error = Error::None;
    if (key.name.isEmpty())
        error = Error::InvalidGroupId;
    else if (!known)
        error = Error::GroupIdNotFound;
    else if (known->state() != GroupState::Empty && !isConsumers)
        error = Error::NonEmptyGroup;
    if (error != Error::None) {
        answer.answer(m_context.answers, {error, {}});
        m_context.answers.send();
        return ticket;
    }
    DeleteOffsetsAnswer done;
    for (const TopicPartition &partition : partitions) {
        const bool isRead = known->state() != GroupState::Empty && known->isSubscribedTo(partition.topic);
        done.partitions.push_back(isRead ? Error::GroupSubscribedToTopic : Error::None);
        if (isRead)
            continue;
        drop(*known, partition);
        m_broker.transactions().forgetOffset(key, partition);
    }
    answerWhenStored(std::move(answer), done, {Error::CoordinatorNotAvailable, {}});
    return ticket;
}

// ---- administration

AnswerTicket ConsumerGroups::remove(const GroupKey &key, DoneCallback callback)
{
    const ConsumerGroup *known = group(key);
    if (!known || known->state() != GroupState::Empty || known->isHeld()) {
        callback(known ? Error::NonEmptyGroup : Error::GroupIdNotFound);
        return {};
    }
    AnswerTicket ticket;
    PendingAnswer<Error> answer(std::move(callback), ticket);
    const GroupKey gone = known->key();
    dropGroup(gone);
    m_broker.transactions().forgetOffsets(gone);
    answerWhenStored(std::move(answer), Error::None, Error::CoordinatorNotAvailable);
    return ticket;
}

AnswerTicket ConsumerGroups::reset(const GroupKey &key, const std::vector<ResetStep> &steps, WhenActive whenActive,
                                   DoneCallback callback)
{
    ConsumerGroup *known = group(key);
    const bool isActive = known && known->state() != GroupState::Empty;
    if (key.name.isEmpty() || (isActive && whenActive == WhenActive::Refuse) || (known && known->isHeld())) {
        callback(key.name.isEmpty() ? Error::InvalidGroupId : Error::NonEmptyGroup);
        return {};
    }
    AnswerTicket ticket;
    auto answer = std::make_shared<PendingAnswer<Error>>(std::move(callback), ticket);
    ConsumerGroup &group = known ? *known : groupOrNew(key);
    if (whenActive == WhenActive::Fence)
        group.fence();
    for (const ResetStep &step : steps) {
        if (step.target)
            put(group, offsetOf(key, {step.partition.topic, step.partition.partition, *step.target, -1, {}},
                                m_broker.nowMs()));
    }
    // Whatever the store says the members come back: what it could not write it is given again.
    m_broker.whenCommitted([this, key, answer](bool ok) {
        letBack(key);
        answer->answer(m_context.answers, ok ? Error::None : Error::CoordinatorNotAvailable);
        m_context.answers.send();
    });
    m_context.answers.send();
    return ticket;
}

void ConsumerGroups::letBack(const GroupKey &key)
{
    ConsumerGroup *known = group(key);
    if (known && known->isHeld())
        known->letBack();
}

// ---- transactions

CoordinationError ConsumerGroups::checkTransactionalCommit(const GroupKey &key, const MemberIdentity &identity)
{
    if (key.name.isEmpty())
        return Error::InvalidGroupId;
    if (ConsumerGroup *known = group(key))
        return known->checkCommit(identity, true);
    if (identity.generation >= 0)
        return Error::IllegalGeneration;
    groupOrNew(key);
    return Error::None;
}

void ConsumerGroups::commitTransactional(const std::vector<GroupOffset> &offsets)
{
    for (GroupOffset offset : offsets) {
        ConsumerGroup *known = group({offset.virtualHost, offset.group});
        if (!known)
            continue;
        offset.committedAtMs = m_broker.nowMs();
        put(*known, offset);
    }
}

// ---- what goes by itself

void ConsumerGroups::topicDeleted(const QByteArray &virtualHost, const QByteArray &topic)
{
    for (const auto &[key, group] : m_groups) {
        if (key.virtualHost != virtualHost)
            continue;
        std::vector<TopicPartition> gone;
        for (const auto &[partition, offset] : group->offsets()) {
            if (partition.topic == topic)
                gone.push_back(partition);
        }
        for (const TopicPartition &partition : gone)
            drop(*group, partition);
    }
    m_broker.transactions().topicDeleted(virtualHost, topic);
}

void ConsumerGroups::virtualHostDeleted(const QByteArray &name)
{
    std::vector<GroupKey> gone;
    for (const auto &[key, group] : m_groups) {
        if (key.virtualHost == name)
            gone.push_back(key);
    }
    for (const GroupKey &key : gone) {
        group(key)->fence(); // whoever waits is told
        dropGroup(key);
        m_broker.transactions().forgetOffsets(key);
    }
    m_context.answers.send();
}

void ConsumerGroups::armCleanup()
{
    if (!m_cleanup.isSet())
        m_cleanup.at(m_broker.nowMs() + settings().offsetsRetentionCheckMs, [this] { cleanUp(); });
}

void ConsumerGroups::cleanUp()
{
    const qint64 nowMs = m_broker.nowMs();
    std::vector<GroupKey> unused;
    for (const auto &[key, group] : m_groups) {
        if (nowMs >= m_graceUntilMs) {
            for (const TopicPartition &partition : group->expiredOffsets(nowMs))
                drop(*group, partition);
        }
        if (group->isUnused() && !m_broker.transactions().hasPendingOffsets(key))
            unused.push_back(key);
    }
    for (const GroupKey &key : unused)
        dropGroup(key);
    if (!m_groups.empty())
        armCleanup();
}

// ---- for Broker

void ConsumerGroups::restore(const Definition &definition)
{
    const auto *offset = std::get_if<GroupOffset>(&definition);
    if (!offset)
        return;
    groupOrNew({offset->virtualHost, offset->group}).setOffset(*offset);
    m_graceUntilMs = m_broker.nowMs() + settings().maxSessionTimeoutMs;
}

} // namespace engine::core
