// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of groups and transactions share: a bench whose clock moves, and members as clients would be. Their metadata
// names one topic, their assignment is whatever the leader says. Thread: engine (the test's).
#pragma once

#include "corefixture.h"

#include "core/consumergroups.h"
#include "core/transactions.h"

namespace test {

using enum CoordinationError;

inline GroupProtocol protocol(const QByteArray &name, const QByteArray &metadata = "orders")
{
    return {name, metadata};
}

/// A client in a group: what it says, and what it was told last.
class Member
{
public:
    Member(ConsumerGroups &groups, GroupKey key, QByteArray clientId)
        : m_groups(groups)
        , m_key(std::move(key))
        , m_clientId(std::move(clientId))
    {
        request.clientId = m_clientId;
        request.clientHost = "127.0.0.1";
        request.sessionTimeoutMs = 10'000;
        request.rebalanceTimeoutMs = 60'000;
        request.protocolType = "consumer";
        request.protocols = {protocol("range")};
    }

    /// With the id it has.
    Member &join()
    {
        joined.reset();
        request.memberId = id;
        m_joinTicket = m_groups.join(m_key, request, [this](const JoinAnswer &answer) {
            joined = answer;
            if (!answer.memberId.isEmpty())
                id = answer.memberId;
            generation = answer.generation;
        });
        return *this;
    }
    Member &sync(const QHash<QByteArray, QByteArray> &assignments = {})
    {
        synced.reset();
        m_syncTicket = m_groups.sync(
            m_key, {id, request.instanceId, generation, request.protocolType, joined->protocolName, assignments},
            [this](const SyncAnswer &answer) { synced = answer; });
        return *this;
    }
    CoordinationError heartbeat() { return m_groups.heartbeat(m_key, identity()); }
    CoordinationError leave() { return m_groups.leave(m_key, {{id, request.instanceId}}).front(); }
    Member &commit(const QByteArray &topic, qint64 offset)
    {
        committed.reset();
        m_commitTicket = m_groups.commit(m_key, identity(), {{topic, 0, offset, -1, {}}},
                                         [this](const auto &answer) { committed = answer.front(); });
        return *this;
    }
    MemberIdentity identity() const { return {id, request.instanceId, generation}; }
    bool isLeader() const { return joined && joined->leader == id; }
    /// Its connection is closed: it wants no answers any more.
    void hangUp()
    {
        m_joinTicket.reset();
        m_syncTicket.reset();
        m_commitTicket.reset();
    }

    JoinRequest request;
    QByteArray id;
    qint32 generation = -1;
    std::optional<JoinAnswer> joined;
    std::optional<SyncAnswer> synced;
    std::optional<CoordinationError> committed;

private:
    ConsumerGroups &m_groups;
    const GroupKey m_key;
    const QByteArray m_clientId;
    AnswerTicket m_joinTicket, m_syncTicket, m_commitTicket;
};

/// A broker with one group, whose store commits at once unless a test says otherwise.
struct GroupBench : Bench
{
    explicit GroupBench(DiskImage &disk)
        : Bench(disk)
    {
        store.autoCommit = true;
        groups().setSubscriptionReader(
            [](const QByteArray &metadata) -> std::optional<QByteArrayList> { return QByteArrayList{metadata}; });
    }

    ConsumerGroups &groups() { return broker.groups(); }
    const ConsumerGroup &group() { return *groups().find(key); }
    std::unique_ptr<Member> member(const QByteArray &clientId)
    {
        return std::make_unique<Member>(groups(), key, clientId);
    }
    /// The clock moves, in steps that let everything due happen at its time.
    void pass(qint64 ms)
    {
        const qint64 until = clock.now + ms;
        while (const auto next = broker.agenda().earliest()) {
            if (*next > until)
                break;
            clock.now = std::max(clock.now, *next);
            turn();
        }
        clock.now = until;
        turn();
    }
    void turn()
    {
        broker.wake();
        settle();
    }
    /// The first round: all join, the first leads and gives each its own client id.
    void form(const std::vector<Member *> &members)
    {
        for (Member *member : members)
            member->join();
        pass(groups().settings().initialRebalanceDelayMs * qint64(members.size() + 1));
        share(members);
    }
    /// Those who have joined are given their shares.
    void share(const std::vector<Member *> &members)
    {
        QHash<QByteArray, QByteArray> assignments;
        for (Member *member : members)
            assignments.insert(member->id, "share of " + member->request.clientId);
        for (Member *member : members)
            member->sync(member->isLeader() ? assignments : QHash<QByteArray, QByteArray>());
    }
    /// What is committed; -1: nothing.
    qint64 committed(const QByteArray &topic, qint32 partition = 0)
    {
        const GroupOffset *offset = groups().find(key) ? group().offset({topic, partition}) : nullptr;
        return offset ? offset->offset : -1;
    }

    GroupKey key{"/", "readers"};
};

} // namespace test
