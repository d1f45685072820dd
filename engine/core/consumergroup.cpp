// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consumergroup.h"

#include "core/broker.h"

#include <QUuid>

#include <algorithm>

namespace engine::core {

namespace {

/// After Kafka's manner: whose it is, and something unique. A name is text of any length; no member id is.
QByteArray generatedMemberId(const QByteArray &name)
{
    constexpr qsizetype shownCharacters = 255;
    return QString::fromUtf8(name).left(shownCharacters).toUtf8() + '-' +
           QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

constexpr qint32 newMemberTimeoutMs = 5 * 60 * 1000; // that waits in its first round

} // namespace

const QByteArray *GroupMember::metadata(const QByteArray &protocol) const
{
    const auto it = std::find_if(protocols.begin(), protocols.end(),
                                 [&](const GroupProtocol &known) { return known.name == protocol; });
    return it == protocols.end() ? nullptr : &it->metadata;
}

ConsumerGroup::ConsumerGroup(Context &context, GroupKey key)
    : m_context(context)
    , m_key(std::move(key))
    , m_stateSinceMs(context.broker.nowMs())
    , m_joinTime(context.broker.agenda())
    , m_syncTime(context.broker.agenda())
{}

// ---- looking

GroupMember *ConsumerGroup::find(const QByteArray &id) const
{
    const auto it =
        std::find_if(m_members.begin(), m_members.end(), [&](const auto &member) { return member->id == id; });
    return it == m_members.end() ? nullptr : it->get();
}

GroupMember *ConsumerGroup::findStatic(const QByteArray &instanceId) const
{
    const auto it = std::find_if(m_members.begin(), m_members.end(),
                                 [&](const auto &member) { return member->instanceId == instanceId; });
    return it == m_members.end() ? nullptr : it->get();
}

const GroupMember *ConsumerGroup::member(const QByteArray &id) const
{
    return find(id);
}

CoordinationError ConsumerGroup::checkMember(const QByteArray &id, const std::optional<QByteArray> &instanceId) const
{
    if (instanceId) {
        const GroupMember *current = findStatic(*instanceId);
        if (!current)
            return Error::UnknownMemberId;
        if (current->id != id)
            return Error::FencedInstanceId;
    }
    return find(id) ? Error::None : Error::UnknownMemberId;
}

bool ConsumerGroup::isSubscribedTo(const QByteArray &topic) const
{
    return !m_subscriptions || m_subscriptions->contains(topic);
}

// ---- joining

AnswerTicket ConsumerGroup::join(const JoinRequest &request, JoinCallback callback)
{
    AnswerTicket ticket;
    PendingAnswer<JoinAnswer> answer(std::move(callback), ticket);
    if (m_isHeld)
        m_held.push_back({request, std::move(answer)});
    else
        joinNow(request, std::move(answer));
    return ticket;
}

void ConsumerGroup::joinNow(const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    ++m_context.version;
    if (!hasRoomFor(request.memberId)) {
        if (const GroupMember *known = find(request.memberId))
            eraseMember(*known);
        m_pending.erase(request.memberId);
        refuse(answer, Error::GroupMaxSizeReached);
    } else if (!supports(request)) {
        refuse(answer, Error::InconsistentGroupProtocol, request.memberId);
    } else if (request.memberId.isEmpty()) {
        joinNew(request, std::move(answer));
    } else {
        joinAgain(request, std::move(answer));
    }
    completeIfAllJoined();
}

bool ConsumerGroup::hasRoomFor(const QByteArray &memberId) const
{
    const size_t most = m_context.settings.maxMembers;
    const GroupMember *known = find(memberId);
    switch (m_state) {
    case GroupState::PreparingRebalance: {
        const auto joined =
            std::count_if(m_members.begin(), m_members.end(), [](const auto &m) { return m->join.isWaiting(); });
        return (known && known->join.isWaiting()) || size_t(joined) < most;
    }
    case GroupState::CompletingRebalance:
    case GroupState::Stable:
        return known || m_members.size() < most;
    case GroupState::Empty:
    case GroupState::Dead:
        break;
    }
    return true;
}

bool ConsumerGroup::supports(const JoinRequest &request) const
{
    if (m_state == GroupState::Empty)
        return !request.protocolType.isEmpty() && !request.protocols.empty();
    if (m_protocolType != request.protocolType)
        return false;
    return std::any_of(request.protocols.begin(), request.protocols.end(), [this](const GroupProtocol &protocol) {
        return std::all_of(m_members.begin(), m_members.end(),
                           [&](const auto &member) { return member->metadata(protocol.name) != nullptr; });
    });
}

void ConsumerGroup::refuse(PendingAnswer<JoinAnswer> &answer, Error error, const QByteArray &memberId)
{
    JoinAnswer refusal;
    refusal.error = error;
    refusal.memberId = memberId;
    answer.answer(m_context.answers, std::move(refusal));
}

void ConsumerGroup::joinNew(const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    if (request.instanceId) {
        if (GroupMember *known = findStatic(*request.instanceId)) {
            replaceStatic(*known, request, std::move(answer));
            return;
        }
    } else if (request.needsMemberId) {
        giveMemberId(request, std::move(answer));
        return;
    }
    const QByteArray id = generatedMemberId(request.instanceId.value_or(request.clientId));
    addMember(request, id, std::move(answer));
}

/// So that a client whose answer was lost does not leave a member behind with every try.
void ConsumerGroup::giveMemberId(const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    const QByteArray id = generatedMemberId(request.clientId);
    DueTask &over = m_pending.try_emplace(id, m_context.broker.agenda()).first->second;
    over.at(m_context.broker.nowMs() + request.sessionTimeoutMs, [this, id] { pendingOver(id); });
    refuse(answer, Error::MemberIdRequired, id);
}

void ConsumerGroup::joinAgain(const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    if (m_pending.contains(request.memberId) && !request.instanceId) {
        addMember(request, request.memberId, std::move(answer));
        return;
    }
    if (const Error error = checkMember(request.memberId, request.instanceId); error != Error::None) {
        refuse(answer, error, request.memberId);
        return;
    }
    GroupMember &member = *find(request.memberId);
    const bool isChanged = member.protocols != request.protocols;
    const bool isLeader = m_leader == member.id;
    if (m_state == GroupState::PreparingRebalance) {
        updateAndRebalance(member, request, std::move(answer), "joins again");
    } else if (isChanged) {
        updateAndRebalance(member, request, std::move(answer), "has changed what it asks for");
    } else if (m_state == GroupState::Stable && isLeader) {
        // The leader does so when what it has seen of the topics has changed.
        updateAndRebalance(member, request, std::move(answer), "leads and joins again");
    } else {
        // The answer to its last join was lost.
        answer.answer(m_context.answers, currentAnswer(member));
    }
}

void ConsumerGroup::addMember(const JoinRequest &request, const QByteArray &id, PendingAnswer<JoinAnswer> answer)
{
    m_pending.erase(id);
    auto added = std::make_unique<GroupMember>(m_context.broker.agenda());
    GroupMember &member = *added;
    member.id = id;
    member.instanceId = request.instanceId;
    member.clientId = request.clientId;
    member.clientHost = request.clientHost;
    member.joinedAtMs = m_context.broker.nowMs();
    updateMember(member, request, std::move(answer));
    if (m_members.empty()) {
        m_protocolType = request.protocolType;
        m_leader = id;
    }
    m_members.push_back(std::move(added));
    if (m_state == GroupState::PreparingRebalance && m_generation == 0)
        m_hasNewMember = true;
    expectSign(member, newMemberTimeoutMs);
    considerRebalance(id + " joins");
}

void ConsumerGroup::updateMember(GroupMember &member, const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    member.protocols = request.protocols;
    member.sessionTimeoutMs = request.sessionTimeoutMs;
    member.rebalanceTimeoutMs = request.rebalanceTimeoutMs;
    // It has asked twice: the first time is over.
    refuse(member.join, Error::RebalanceInProgress, member.id);
    member.join = std::move(answer);
}

void ConsumerGroup::updateAndRebalance(GroupMember &member, const JoinRequest &request,
                                       PendingAnswer<JoinAnswer> answer, const char *reason)
{
    updateMember(member, request, std::move(answer));
    considerRebalance(member.id + ' ' + reason);
}

JoinAnswer ConsumerGroup::currentAnswer(const GroupMember &member) const
{
    JoinAnswer answer;
    answer.memberId = member.id;
    answer.generation = m_generation;
    answer.protocolType = m_protocolType;
    answer.protocolName = m_protocolName;
    answer.leader = m_leader;
    if (m_state != GroupState::CompletingRebalance || m_leader != member.id)
        return answer;
    for (const auto &other : m_members) {
        const QByteArray *metadata = other->metadata(*m_protocolName);
        answer.members.push_back({other->id, other->instanceId, metadata ? *metadata : QByteArray()});
    }
    return answer;
}

// ---- static members

/// A static member has started again: it takes the place of the one that it was, with what that had been assigned.
void ConsumerGroup::replaceStatic(GroupMember &member, const JoinRequest &request, PendingAnswer<JoinAnswer> answer)
{
    const QByteArray oldId = member.id;
    const QByteArray oldLeader = m_leader;
    refuse(member.join, Error::FencedInstanceId, oldId);
    member.sync.answer(m_context.answers, {Error::FencedInstanceId, {}, {}, {}});
    member.id = generatedMemberId(*request.instanceId);
    member.clientId = request.clientId;
    member.clientHost = request.clientHost;
    if (m_leader == oldId)
        m_leader = member.id;
    updateMember(member, request, std::move(answer));
    expectSign(member, member.sessionTimeoutMs);

    if (m_state == GroupState::CompletingRebalance) {
        // The leader may have assigned for the old id already.
        prepareRebalance(*request.instanceId + " has started again");
    } else if (m_state == GroupState::Stable) {
        if (m_protocolName == selectProtocol())
            answerReplaced(member, oldLeader, request.canSkipAssignment);
        else
            considerRebalance(*request.instanceId + " has started again with other protocols");
    }
}

/// Nobody needs to move anything. A client that leads and cannot be told not to assign is told that somebody else leads.
void ConsumerGroup::answerReplaced(GroupMember &member, const QByteArray &oldLeader, bool canSkip)
{
    const bool skips = canSkip && m_leader == member.id;
    JoinAnswer answer = currentAnswer(member);
    answer.leader = canSkip ? m_leader : oldLeader;
    answer.skipAssignment = skips;
    if (skips) {
        for (const auto &other : m_members)
            answer.members.push_back({other->id, other->instanceId, *other->metadata(*m_protocolName)});
    }
    member.join.answer(m_context.answers, std::move(answer));
}

// ---- protocols

/// Each member votes for the one it likes best of those that all know.
QByteArray ConsumerGroup::selectProtocol() const
{
    const auto isCommon = [this](const GroupProtocol &protocol) {
        return std::all_of(m_members.begin(), m_members.end(),
                           [&](const auto &member) { return member->metadata(protocol.name) != nullptr; });
    };
    std::map<QByteArray, int> votes;
    QByteArray selected;
    for (const auto &member : m_members) {
        const auto vote = std::find_if(member->protocols.begin(), member->protocols.end(), isCommon);
        if (vote == member->protocols.end())
            continue;
        ++votes[vote->name];
        if (selected.isEmpty())
            selected = vote->name; // where votes are equal: as the member that came first likes it
    }
    for (const auto &[name, count] : votes) {
        if (count > votes[selected])
            selected = name;
    }
    return selected;
}

// ---- what members say

CoordinationError ConsumerGroup::heartbeat(const MemberIdentity &identity)
{
    if (const Error error = checkMember(identity.memberId, identity.instanceId); error != Error::None)
        return error;
    if (identity.generation != m_generation)
        return Error::IllegalGeneration;
    GroupMember &member = *find(identity.memberId);
    expectSign(member, member.sessionTimeoutMs);
    return m_state == GroupState::PreparingRebalance ? Error::RebalanceInProgress : Error::None;
}

CoordinationError ConsumerGroup::leave(const QByteArray &memberId, const std::optional<QByteArray> &instanceId)
{
    ++m_context.version;
    if (memberId.isEmpty()) {
        GroupMember *known = instanceId ? findStatic(*instanceId) : nullptr;
        if (!known)
            return Error::UnknownMemberId;
        removeMember(*known, known->id + " leaves");
        return Error::None;
    }
    if (m_pending.contains(memberId)) {
        m_pending.erase(memberId);
        completeIfAllJoined();
        return Error::None;
    }
    const Error error = checkMember(memberId, instanceId);
    if (error == Error::None)
        removeMember(*find(memberId), memberId + " leaves");
    return error;
}

CoordinationError ConsumerGroup::checkCommit(const MemberIdentity &identity, bool transactional)
{
    // Consumers without a group's help, and tools, while nobody is there.
    if (identity.generation < 0 && m_state == GroupState::Empty)
        return Error::None;
    const bool isMember = identity.generation >= 0 || !identity.memberId.isEmpty() || identity.instanceId;
    if (!isMember)
        return transactional ? Error::None : Error::UnknownMemberId;
    if (const Error error = checkMember(identity.memberId, identity.instanceId); error != Error::None)
        return error;
    if (identity.generation != m_generation)
        return Error::IllegalGeneration;
    if (transactional)
        return Error::None;
    if (m_state == GroupState::CompletingRebalance)
        return Error::RebalanceInProgress;
    GroupMember &member = *find(identity.memberId);
    expectSign(member, member.sessionTimeoutMs);
    return Error::None;
}

// ---- offsets

const GroupOffset *ConsumerGroup::offset(const TopicPartition &partition) const
{
    const auto it = m_offsets.find(partition);
    return it == m_offsets.end() ? nullptr : &it->second;
}

void ConsumerGroup::setOffset(const GroupOffset &offset)
{
    m_offsets.insert_or_assign({offset.topic, offset.partition}, offset);
    ++m_context.version;
}

bool ConsumerGroup::removeOffset(const TopicPartition &partition)
{
    ++m_context.version;
    return m_offsets.erase(partition) > 0;
}

std::vector<TopicPartition> ConsumerGroup::expiredOffsets(qint64 nowMs) const
{
    const bool isEmpty = m_state == GroupState::Empty;
    // While members are there, what none of them reads any more goes, if that can be told.
    if (!isEmpty && !(m_state == GroupState::Stable && m_subscriptions))
        return {};
    std::vector<TopicPartition> expired;
    for (const auto &[partition, offset] : m_offsets) {
        // Whether a group had members before the broker was started is not known: they get all of the time to come back.
        const qint64 unusedSince = !isEmpty         ? offset.committedAtMs
                                   : m_protocolType ? m_stateSinceMs
                                                    : std::max(offset.committedAtMs, m_stateSinceMs);
        if (nowMs - unusedSince >= m_context.settings.offsetsRetentionMs &&
            (isEmpty || !isSubscribedTo(partition.topic)))
            expired.push_back(partition);
    }
    return expired;
}

bool ConsumerGroup::isUnused() const
{
    return m_state == GroupState::Empty && m_pending.empty() && m_offsets.empty() && !m_isHeld;
}

} // namespace engine::core
