// SPDX-License-Identifier: GPL-3.0-or-later
// ConsumerGroup's rounds: waiting for the members to join, a new generation, handing out what the leader has assigned; and
// members that fall silent.
#include "core/broker.h"
#include "core/consumergroup.h"

#include <algorithm>

namespace engine::core {

void ConsumerGroup::setState(GroupState state)
{
    m_state = state;
    m_stateSinceMs = m_context.broker.nowMs();
    ++m_context.version;
}

qint32 ConsumerGroup::rebalanceTimeoutMs() const
{
    qint32 longest = 0;
    for (const auto &member : m_members)
        longest = std::max(longest, member->rebalanceTimeoutMs);
    return longest;
}

// ---- waiting for members

void ConsumerGroup::considerRebalance(const QByteArray &reason)
{
    if (m_state != GroupState::PreparingRebalance)
        prepareRebalance(reason);
}

void ConsumerGroup::prepareRebalance(const QByteArray &reason)
{
    m_rebalanceReason = reason;
    if (m_state == GroupState::CompletingRebalance) {
        for (const auto &member : m_members)
            member->assignment.clear();
        answerSyncs(Error::RebalanceInProgress);
    }
    for (const auto &member : m_members)
        member->owesSync = false;
    m_syncTime.cancel();

    qint32 waitMs = rebalanceTimeoutMs();
    m_isInitialDelay = m_state == GroupState::Empty;
    if (m_isInitialDelay) {
        m_initialDelayMs = m_context.settings.initialRebalanceDelayMs;
        m_initialRemainingMs = std::max(waitMs - m_initialDelayMs, 0);
        m_hasNewMember = false;
        waitMs = m_initialDelayMs;
    }
    setState(GroupState::PreparingRebalance);
    m_joinTime.at(m_context.broker.nowMs() + waitMs, [this] { joinTimeOver(); });
    completeIfAllJoined();
}

void ConsumerGroup::completeIfAllJoined()
{
    if (m_state != GroupState::PreparingRebalance || m_isInitialDelay || !m_pending.empty())
        return;
    if (std::all_of(m_members.begin(), m_members.end(), [](const auto &member) { return member->join.isWaiting(); }))
        completeJoin();
}

void ConsumerGroup::joinTimeOver()
{
    if (m_isInitialDelay && m_hasNewMember && m_initialRemainingMs > 0) {
        // Somebody has come: there may be more.
        m_hasNewMember = false;
        const qint32 delayMs = std::min(m_context.settings.initialRebalanceDelayMs, m_initialRemainingMs);
        m_initialRemainingMs = std::max(m_initialRemainingMs - m_initialDelayMs, 0);
        m_initialDelayMs = delayMs;
        m_joinTime.at(m_context.broker.nowMs() + delayMs, [this] { joinTimeOver(); });
        return;
    }
    completeJoin();
    m_context.answers.send();
}

void ConsumerGroup::completeJoin()
{
    m_joinTime.cancel();
    m_isInitialDelay = false;
    dropSilentDynamicMembers();
    if (!electJoinedLeader() && !m_members.empty()) {
        // Static members only, and none has joined: another round, until their sessions are over.
        m_joinTime.at(m_context.broker.nowMs() + rebalanceTimeoutMs(), [this] { joinTimeOver(); });
        return;
    }
    beginGeneration();
}

void ConsumerGroup::dropSilentDynamicMembers()
{
    std::erase_if(m_members, [](const auto &member) { return !member->instanceId && !member->join.isWaiting(); });
    if (!find(m_leader))
        m_leader = m_members.empty() ? QByteArray() : m_members.front()->id;
}

bool ConsumerGroup::electJoinedLeader()
{
    const GroupMember *leader = find(m_leader);
    if (leader && leader->join.isWaiting())
        return true;
    const auto joined =
        std::find_if(m_members.begin(), m_members.end(), [](const auto &member) { return member->join.isWaiting(); });
    if (joined == m_members.end())
        return false;
    m_leader = (*joined)->id;
    return true;
}

void ConsumerGroup::beginGeneration()
{
    ++m_generation;
    if (m_members.empty()) {
        m_protocolName.reset();
        readSubscriptions();
        setState(GroupState::Empty);
        return;
    }
    m_protocolName = selectProtocol();
    readSubscriptions();
    setState(GroupState::CompletingRebalance);
    answerJoins();
    m_syncTime.at(m_context.broker.nowMs() + rebalanceTimeoutMs(), [this] { syncTimeOver(); });
}

void ConsumerGroup::answerJoins()
{
    for (const auto &member : m_members) {
        member->join.answer(m_context.answers, currentAnswer(*member));
        member->isNew = false;
        member->owesSync = true;
        expectSign(*member, member->sessionTimeoutMs);
    }
}

void ConsumerGroup::readSubscriptions()
{
    m_subscriptions.reset();
    const bool isReadable = m_context.subscriptionReader && m_protocolType == "consumer";
    if (!isReadable)
        return;
    std::set<QByteArray> topics;
    for (const auto &member : m_members) {
        const QByteArray *metadata = member->metadata(*m_protocolName);
        const auto named = m_context.subscriptionReader(metadata ? *metadata : QByteArray());
        if (!named)
            return;
        topics.insert(named->begin(), named->end());
    }
    m_subscriptions = std::move(topics);
}

// ---- handing out

CoordinationError ConsumerGroup::checkSync(const SyncRequest &request) const
{
    if (const Error error = checkMember(request.memberId, request.instanceId); error != Error::None)
        return error;
    if (request.generation != m_generation)
        return Error::IllegalGeneration;
    const bool isOther = (request.protocolType && request.protocolType != m_protocolType) ||
                         (request.protocolName && request.protocolName != m_protocolName);
    if (isOther)
        return Error::InconsistentGroupProtocol;
    return m_state == GroupState::PreparingRebalance ? Error::RebalanceInProgress : Error::None;
}

AnswerTicket ConsumerGroup::sync(const SyncRequest &request, SyncCallback callback)
{
    AnswerTicket ticket;
    PendingAnswer<SyncAnswer> answer(std::move(callback), ticket);
    if (const Error error = checkSync(request); error != Error::None) {
        answer.answer(m_context.answers, {error, {}, {}, {}});
        return ticket;
    }
    GroupMember &member = *find(request.memberId);
    synced(member);
    member.sync.answer(m_context.answers, {Error::RebalanceInProgress, {}, {}, {}}); // it has asked twice
    member.sync = std::move(answer);
    if (m_state == GroupState::Stable)
        answerSyncs(Error::None);
    else if (m_leader == member.id)
        assign(request.assignments);
    return ticket;
}

void ConsumerGroup::synced(GroupMember &member)
{
    member.owesSync = false;
    if (std::none_of(m_members.begin(), m_members.end(), [](const auto &other) { return other->owesSync; }))
        m_syncTime.cancel();
}

/// Members that the leader has forgotten get nothing.
void ConsumerGroup::assign(const QHash<QByteArray, QByteArray> &assignments)
{
    for (const auto &member : m_members)
        member->assignment = assignments.value(member->id);
    setState(GroupState::Stable);
    answerSyncs(Error::None);
}

void ConsumerGroup::answerSyncs(Error error)
{
    for (const auto &member : m_members) {
        if (!member->sync.isWaiting())
            continue;
        SyncAnswer answer;
        answer.error = error;
        if (error == Error::None)
            answer = {error, m_protocolType, m_protocolName, member->assignment};
        member->sync.answer(m_context.answers, std::move(answer));
        expectSign(*member, member->sessionTimeoutMs);
    }
}

/// Who has joined and does not come for its share is taken for dead, and the rest begins again.
void ConsumerGroup::syncTimeOver()
{
    const bool isDebt =
        std::any_of(m_members.begin(), m_members.end(), [](const auto &member) { return member->owesSync; });
    if (!isDebt)
        return;
    std::erase_if(m_members, [](const auto &member) { return member->owesSync; });
    if (!find(m_leader))
        m_leader = m_members.empty() ? QByteArray() : m_members.front()->id;
    prepareRebalance("members have joined and not come for what was assigned");
    m_context.answers.send();
}

// ---- members that fall silent

void ConsumerGroup::expectSign(GroupMember &member, qint64 withinMs)
{
    const qint64 nowMs = m_context.broker.nowMs();
    member.lastSeenMs = nowMs;
    member.deadlineMs = nowMs + withinMs;
    // The entry for an earlier time looks again when it is due: most signs move nothing in the agenda.
    if (!member.session.isSet() || member.session.dueMs() > member.deadlineMs)
        member.session.at(member.deadlineMs, [this, &member] { sessionOver(member); });
}

void ConsumerGroup::sessionOver(GroupMember &member)
{
    if (m_context.broker.nowMs() < member.deadlineMs) {
        member.session.at(member.deadlineMs, [this, &member] { sessionOver(member); });
        return;
    }
    // Who waits for the others cannot give a sign; the next one is expected after the answer.
    if (!member.isNew && (member.join.isWaiting() || member.sync.isWaiting()))
        return;
    removeMember(member, member.id + " has not been heard of");
    m_context.answers.send();
}

void ConsumerGroup::removeMember(GroupMember &member, const QByteArray &reason)
{
    // Whoever still waits joins as a new member if it is alive.
    refuse(member.join, Error::UnknownMemberId);
    member.sync.answer(m_context.answers, {Error::UnknownMemberId, {}, {}, {}});
    eraseMember(member);
    if (m_state == GroupState::PreparingRebalance)
        completeIfAllJoined();
    else if (m_state != GroupState::Empty)
        prepareRebalance(reason);
}

void ConsumerGroup::eraseMember(const GroupMember &member)
{
    const bool isLeader = member.id == m_leader;
    std::erase_if(m_members, [&](const auto &other) { return other.get() == &member; });
    if (isLeader)
        m_leader = m_members.empty() ? QByteArray() : m_members.front()->id;
    ++m_context.version;
}

void ConsumerGroup::pendingOver(const QByteArray &id)
{
    m_pending.erase(id);
    completeIfAllJoined();
    m_context.answers.send();
}

// ---- fencing

void ConsumerGroup::fence()
{
    m_isHeld = true;
    m_joinTime.cancel();
    m_syncTime.cancel();
    m_isInitialDelay = false;
    m_pending.clear();
    for (const auto &member : m_members) {
        refuse(member->join, Error::UnknownMemberId);
        member->sync.answer(m_context.answers, {Error::UnknownMemberId, {}, {}, {}});
    }
    m_members.clear();
    m_leader.clear();
    if (m_state != GroupState::Empty) {
        m_rebalanceReason = "all members were removed";
        beginGeneration();
    }
}

void ConsumerGroup::letBack()
{
    m_isHeld = false;
    for (HeldJoin &held : std::exchange(m_held, {})) {
        if (held.answer.isWanted())
            joinNow(held.request, std::move(held.answer));
    }
}

} // namespace engine::core
