// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/consumergroups.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/names.h"
#include "protocol/kafka/seenbefore.h"
#include "wire/kafka/api/deletegroups.h"
#include "wire/kafka/api/describegroups.h"
#include "wire/kafka/api/heartbeat.h"
#include "wire/kafka/api/joingroup.h"
#include "wire/kafka/api/leavegroup.h"
#include "wire/kafka/api/listgroups.h"
#include "wire/kafka/api/syncgroup.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

constexpr qint16 joinWithMemberId = 4; ///< from this version on a new member is given its id first
constexpr qint16 joinWithRebalanceTime = 1;
constexpr qint16 joinCanSkip = 9;
constexpr qint16 leaveManyAtOnce = 3;

/// As Kafka writes it: "/127.0.0.1".
QByteArray hostOf(const PeerInfo &peer)
{
    return '/' + peer.address.left(peer.address.lastIndexOf(u':')).toUtf8();
}

const char *stateName(core::GroupState state)
{
    switch (state) {
    case core::GroupState::Empty:
        return "Empty";
    case core::GroupState::PreparingRebalance:
        return "PreparingRebalance";
    case core::GroupState::CompletingRebalance:
        return "CompletingRebalance";
    case core::GroupState::Stable:
        return "Stable";
    case core::GroupState::Dead:
        break;
    }
    return "Dead";
}

/// Empty while nobody has joined since the broker started, which is Kafka's word for a group that only commits offsets. Kafka
/// remembers the type of one that had members, and we keep its offsets alone; to the clients' tools both are consumer groups.
QByteArray protocolTypeOf(const core::ConsumerGroup &group)
{
    return group.protocolType().value_or(QByteArray());
}

JoinGroupResponse responseTo(const core::JoinAnswer &answer)
{
    JoinGroupResponse response;
    response.errorCode = errorCodeOf(answer.error);
    response.generationId = answer.generation;
    response.protocolType = answer.protocolType;
    response.protocolName = answer.protocolName;
    response.leader = answer.leader;
    response.skipAssignment = answer.skipAssignment;
    response.memberId = answer.memberId;
    response.members.reserve(qsizetype(answer.members.size()));
    for (const auto &member : answer.members)
        response.members.append({member.id, member.instanceId, member.metadata});
    return response;
}

core::JoinRequest joinOf(const Call<JoinGroupRequest> &call)
{
    core::JoinRequest join;
    join.memberId = call.request.memberId;
    join.instanceId = call.request.groupInstanceId;
    join.needsMemberId = call.version >= joinWithMemberId && !call.request.groupInstanceId;
    join.canSkipAssignment = call.version >= joinCanSkip;
    join.clientId = call.session.clientId();
    join.clientHost = hostOf(call.session.peer());
    join.sessionTimeoutMs = call.request.sessionTimeoutMs;
    join.rebalanceTimeoutMs =
        call.version >= joinWithRebalanceTime ? call.request.rebalanceTimeoutMs : call.request.sessionTimeoutMs;
    join.protocolType = call.request.protocolType;
    for (const auto &protocol : call.request.protocols)
        join.protocols.push_back({protocol.name, protocol.metadata});
    return join;
}

/// Members show what they say of themselves and what they were given while that holds.
void tellMembers(const core::ConsumerGroup &group, DescribeGroupsResponse::DescribedGroup &described)
{
    const bool isStable = group.state() == core::GroupState::Stable;
    for (const auto &member : group.members()) {
        const QByteArray *metadata =
            isStable && group.protocolName() ? member->metadata(*group.protocolName()) : nullptr;
        described.members.append({member->id, member->instanceId, member->clientId, member->clientHost,
                                  metadata ? *metadata : QByteArray(), isStable ? member->assignment : QByteArray()});
    }
}

/// Deletes groups one by one and answers when the last one is stored.
class GroupDeletion
{
public:
    explicit GroupDeletion(const Reply<DeleteGroupsResponse> &reply)
        : m_reply(reply)
    {}

    void start(core::ConsumerGroups &groups, const QList<QByteArray> &names)
    {
        for (const QByteArray &name : names)
            m_response.results.append({name, ErrorCode::CoordinatorNotAvailable});
        m_left = names.size();
        for (qsizetype i = 0; i < names.size(); ++i) {
            m_tickets.push_back(groups.remove(groupKeyOf(names[i]),
                                              [this, i](const core::CoordinationError &error) { removed(i, error); }));
        }
        if (names.isEmpty())
            m_reply.send(m_response);
    }

private:
    void removed(qsizetype index, core::CoordinationError error)
    {
        m_response.results[index].errorCode = errorCodeOf(error);
        if (--m_left == 0)
            m_reply.send(m_response);
    }

    const Reply<DeleteGroupsResponse> m_reply;
    DeleteGroupsResponse m_response;
    qsizetype m_left = 0;
    std::vector<core::AnswerTicket> m_tickets;
};

} // namespace

void handle(const Call<JoinGroupRequest> &call)
{
    call.reply.keep(call.session.broker().groups().join(
        groupKeyOf(call.request.groupId), joinOf(call),
        [reply = call.reply](const core::JoinAnswer &answer) { reply.send(responseTo(answer)); }));
}

void handle(const Call<SyncGroupRequest> &call)
{
    core::SyncRequest sync;
    sync.memberId = call.request.memberId;
    sync.instanceId = call.request.groupInstanceId;
    sync.generation = call.request.generationId;
    sync.protocolType = call.request.protocolType;
    sync.protocolName = call.request.protocolName;
    for (const auto &share : call.request.assignments)
        sync.assignments.insert(share.memberId, share.assignment);
    call.reply.keep(call.session.broker().groups().sync(groupKeyOf(call.request.groupId), sync,
                                                        [reply = call.reply](const core::SyncAnswer &answer) {
                                                            SyncGroupResponse response;
                                                            response.errorCode = errorCodeOf(answer.error);
                                                            response.protocolType = answer.protocolType;
                                                            response.protocolName = answer.protocolName;
                                                            response.assignment = answer.assignment;
                                                            reply.send(response);
                                                        }));
}

void handle(const Call<HeartbeatRequest> &call)
{
    const HeartbeatRequest &request = call.request;
    HeartbeatResponse response;
    response.errorCode = errorCodeOf(call.session.broker().groups().heartbeat(
        groupKeyOf(request.groupId), {request.memberId, request.groupInstanceId, request.generationId}));
    call.reply.send(response);
}

void handle(const Call<LeaveGroupRequest> &call)
{
    std::vector<core::LeavingMember> leaving;
    if (call.version < leaveManyAtOnce)
        leaving.push_back({call.request.memberId, std::nullopt});
    for (const auto &member : call.request.members)
        leaving.push_back({member.memberId, member.groupInstanceId});
    const std::vector<core::CoordinationError> errors =
        call.session.broker().groups().leave(groupKeyOf(call.request.groupId), leaving);
    LeaveGroupResponse response;
    if (call.version < leaveManyAtOnce) {
        response.errorCode = errors.empty() ? ErrorCode::None : errorCodeOf(errors.front());
    } else {
        for (size_t i = 0; i < errors.size(); ++i)
            response.members.append({leaving[i].memberId, leaving[i].instanceId, errorCodeOf(errors[i])});
    }
    call.reply.send(response);
}

void handle(const Call<DescribeGroupsRequest> &call)
{
    DescribeGroupsResponse response;
    SeenBefore<QByteArray> seen;
    for (const QByteArray &name : call.request.groups) {
        if (seen(name))
            continue;
        auto &described = response.groups.emplaceBack();
        described.groupId = name;
        described.groupState = stateName(core::GroupState::Dead);
        if (call.request.includeAuthorizedOperations)
            described.authorizedOperations = GroupOperations;
        const core::ConsumerGroup *group = call.session.broker().groups().find(groupKeyOf(name));
        if (!group)
            continue;
        described.groupState = stateName(group->state());
        described.protocolType = protocolTypeOf(*group);
        if (group->state() == core::GroupState::Stable)
            described.protocolData = group->protocolName().value_or(QByteArray());
        tellMembers(*group, described);
    }
    call.reply.send(response);
}

void handle(const Call<ListGroupsRequest> &call)
{
    ListGroupsResponse response;
    for (const auto &[key, group] : call.session.broker().groups().all()) {
        const QByteArray state = stateName(group->state());
        const bool isWanted = call.request.statesFilter.isEmpty() || call.request.statesFilter.contains(state);
        if (key.virtualHost == "/" && isWanted)
            response.groups.append({key.name, protocolTypeOf(*group), state});
    }
    call.reply.send(response);
}

void handle(const Call<DeleteGroupsRequest> &call)
{
    auto deletion = std::make_shared<GroupDeletion>(call.reply);
    deletion->start(call.session.broker().groups(), call.request.groupsNames);
    call.reply.keep(deletion);
}

} // namespace engine::protocol::kafka
