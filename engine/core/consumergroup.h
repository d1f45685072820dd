// SPDX-License-Identifier: GPL-3.0-or-later
// ConsumerGroup: consumers that share the partitions of topics among them, by Kafka's rules for classic groups: members join,
// one of them leads and says who gets what, the others are told. Who comes, goes or falls silent starts this again
// (a rebalance); every round is a generation, and what is said in an old one is refused. And what the group has read: an offset
// for each partition. The members' protocol (what they subscribe to, how they assign) is bytes to it.
// Owner: ConsumerGroups, through which everything comes. Thread: engine.
#pragma once

#include "core/coordinationerror.h"
#include "core/definitions.h"
#include "core/duetask.h"
#include "core/pendinganswer.h"

#include <QByteArrayList>
#include <QHash>

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

namespace engine::core {

class Broker;

/// Kafka's broker settings for groups; where a default differs it says so.
struct GroupSettings
{
    /// How long the first member of an empty group waits for others; Kafka: 3 s, which is long at a desk.
    qint32 initialRebalanceDelayMs = 100;
    qint32 minSessionTimeoutMs = 6'000;
    qint32 maxSessionTimeoutMs = 30 * 60 * 1000;
    size_t maxMembers = std::numeric_limits<qint32>::max();
    qsizetype maxMetadataBytes = 4096;                     ///< that a client puts beside an offset
    qint64 offsetsRetentionMs = 7LL * 24 * 60 * 60 * 1000; ///< of a group without members
    qint64 offsetsRetentionCheckMs = 10LL * 60 * 1000;
};

enum class GroupState : quint8 { Empty, PreparingRebalance, CompletingRebalance, Stable, Dead };

struct GroupKey
{
    QByteArray virtualHost, name;
    bool operator==(const GroupKey &) const = default;
    bool operator<(const GroupKey &other) const
    {
        return std::tie(virtualHost, name) < std::tie(other.virtualHost, other.name);
    }
};

struct TopicPartition
{
    QByteArray topic;
    qint32 partition = 0;
    bool operator==(const TopicPartition &) const = default;
    bool operator<(const TopicPartition &other) const
    {
        return std::tie(topic, partition) < std::tie(other.topic, other.partition);
    }
};

/// A way to assign that a member knows, and what it says about itself in it.
struct GroupProtocol
{
    QByteArray name, metadata;
    bool operator==(const GroupProtocol &) const = default;
};

struct JoinRequest
{
    QByteArray memberId; ///< empty: a new member
    std::optional<QByteArray> instanceId;
    bool needsMemberId = false;     ///< a new one is given its id first, and joins again with it
    bool canSkipAssignment = false; ///< understands JoinAnswer::skipAssignment
    QByteArray clientId, clientHost;
    qint32 sessionTimeoutMs = 0, rebalanceTimeoutMs = 0;
    QByteArray protocolType;
    std::vector<GroupProtocol> protocols; ///< the one it likes best first
};

struct JoinAnswer
{
    struct Member
    {
        QByteArray id;
        std::optional<QByteArray> instanceId;
        QByteArray metadata;
    };
    CoordinationError error = CoordinationError::None;
    QByteArray memberId;
    qint32 generation = -1;
    std::optional<QByteArray> protocolType, protocolName;
    QByteArray leader;
    bool skipAssignment = false; ///< it leads, and is not to assign anew
    std::vector<Member> members; ///< for the leader only
};

struct SyncRequest
{
    QByteArray memberId;
    std::optional<QByteArray> instanceId;
    qint32 generation = -1;
    std::optional<QByteArray> protocolType, protocolName;
    QHash<QByteArray, QByteArray> assignments; ///< by member, from the leader
};

struct SyncAnswer
{
    CoordinationError error = CoordinationError::None;
    std::optional<QByteArray> protocolType, protocolName;
    QByteArray assignment;
};

/// Who says something to its group, and which generation it believes in.
struct MemberIdentity
{
    QByteArray memberId;
    std::optional<QByteArray> instanceId;
    qint32 generation = -1;
};

using JoinCallback = PendingAnswer<JoinAnswer>::Callback;
using SyncCallback = PendingAnswer<SyncAnswer>::Callback;

struct GroupMember
{
    explicit GroupMember(Agenda &agenda)
        : session(agenda)
    {}

    QByteArray id;
    std::optional<QByteArray> instanceId;
    QByteArray clientId, clientHost;
    qint32 sessionTimeoutMs = 0, rebalanceTimeoutMs = 0;
    std::vector<GroupProtocol> protocols;
    QByteArray assignment;
    qint64 joinedAtMs = 0, lastSeenMs = 0;

    // Called by ConsumerGroup only.
    bool isNew = true;     ///< no generation with it has begun
    bool owesSync = false; ///< of the generation that has begun
    PendingAnswer<JoinAnswer> join;
    PendingAnswer<SyncAnswer> sync;
    qint64 deadlineMs = 0;
    DueTask session;

    const QByteArray *metadata(const QByteArray &protocol) const;
};

class ConsumerGroup
{
public:
    /// What all groups of a broker share. It outlives them.
    struct Context
    {
        Broker &broker;
        GroupSettings settings;
        AnswerQueue answers;
        /// The topics that a member's metadata names; nullopt: it cannot be read. Null: nobody can read it.
        std::function<std::optional<QByteArrayList>(const QByteArray &metadata)> subscriptionReader;
        quint64 version = 1; ///< changes with everything that can be seen of a group
    };

    ConsumerGroup(Context &context, GroupKey key);
    ConsumerGroup(const ConsumerGroup &) = delete;
    ConsumerGroup &operator=(const ConsumerGroup &) = delete;

    const GroupKey &key() const { return m_key; }
    GroupState state() const { return m_state; }
    qint64 stateSinceMs() const { return m_stateSinceMs; }
    qint32 generation() const { return m_generation; }
    /// nullopt: no member has ever joined since the broker started; offsets only.
    const std::optional<QByteArray> &protocolType() const { return m_protocolType; }
    const std::optional<QByteArray> &protocolName() const { return m_protocolName; }
    /// Empty: nobody.
    const QByteArray &leader() const { return m_leader; }
    /// In the order they came.
    const std::vector<std::unique_ptr<GroupMember>> &members() const { return m_members; }
    const GroupMember *member(const QByteArray &id) const;
    /// Why the last rebalance began, for people.
    const QByteArray &rebalanceReason() const { return m_rebalanceReason; }
    bool isHeld() const { return m_isHeld; }

    using Offsets = std::map<TopicPartition, GroupOffset>;
    const Offsets &offsets() const { return m_offsets; }
    const GroupOffset *offset(const TopicPartition &partition) const;

    // Membership, see ConsumerGroups.
    AnswerTicket join(const JoinRequest &request, JoinCallback answer);
    AnswerTicket sync(const SyncRequest &request, SyncCallback answer);
    CoordinationError heartbeat(const MemberIdentity &identity);
    CoordinationError leave(const QByteArray &memberId, const std::optional<QByteArray> &instanceId);
    /// All members are removed and have to join anew, which they cannot until letBack(): they wait.
    void fence();
    void letBack();
    /// Whether this member may commit now. A member that may has shown that it lives.
    CoordinationError checkCommit(const MemberIdentity &identity, bool transactional);
    /// True where members read the topic; also where nobody can tell.
    bool isSubscribedTo(const QByteArray &topic) const;

    // Offsets. Nothing is written to the store here.
    void setOffset(const GroupOffset &offset);
    bool removeOffset(const TopicPartition &partition);
    /// Those that nobody has needed for so long that they go.
    std::vector<TopicPartition> expiredOffsets(qint64 nowMs) const;
    /// No members, none on their way, no offsets.
    bool isUnused() const;

private:
    using Error = CoordinationError;

    // Joining (consumergroup.cpp).
    GroupMember *find(const QByteArray &id) const;
    GroupMember *findStatic(const QByteArray &instanceId) const;
    void joinNow(const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void joinNew(const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void joinAgain(const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void giveMemberId(const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void addMember(const JoinRequest &request, const QByteArray &id, PendingAnswer<JoinAnswer> answer);
    void updateMember(GroupMember &member, const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void updateAndRebalance(GroupMember &member, const JoinRequest &request, PendingAnswer<JoinAnswer> answer,
                            const char *reason);
    void replaceStatic(GroupMember &member, const JoinRequest &request, PendingAnswer<JoinAnswer> answer);
    void answerReplaced(GroupMember &member, const QByteArray &oldLeader, bool canSkip);
    bool hasRoomFor(const QByteArray &memberId) const;
    bool supports(const JoinRequest &request) const;
    QByteArray selectProtocol() const;
    Error checkMember(const QByteArray &id, const std::optional<QByteArray> &instanceId) const;
    Error checkSync(const SyncRequest &request) const;
    JoinAnswer currentAnswer(const GroupMember &member) const;
    void refuse(PendingAnswer<JoinAnswer> &answer, Error error, const QByteArray &memberId = {});

    // Rounds (grouprebalance.cpp).
    void setState(GroupState state);
    void considerRebalance(const QByteArray &reason);
    void prepareRebalance(const QByteArray &reason);
    void completeIfAllJoined();
    void joinTimeOver();
    void completeJoin();
    void dropSilentDynamicMembers();
    bool electJoinedLeader();
    void beginGeneration();
    void answerJoins();
    void assign(const QHash<QByteArray, QByteArray> &assignments);
    void answerSyncs(Error error);
    void synced(GroupMember &member);
    void syncTimeOver();
    qint32 rebalanceTimeoutMs() const;
    void readSubscriptions();

    // Coming and going (grouprebalance.cpp).
    void expectSign(GroupMember &member, qint64 withinMs);
    void sessionOver(GroupMember &member);
    void removeMember(GroupMember &member, const QByteArray &reason);
    void eraseMember(const GroupMember &member);
    void pendingOver(const QByteArray &id);

    // Set in the constructor.
    Context &m_context;
    const GroupKey m_key;

    GroupState m_state = GroupState::Empty;
    qint64 m_stateSinceMs;
    qint32 m_generation = 0;
    std::optional<QByteArray> m_protocolType, m_protocolName;
    QByteArray m_leader;
    std::vector<std::unique_ptr<GroupMember>> m_members;
    std::map<QByteArray, DueTask> m_pending; ///< ids that were given out and have not joined yet
    QByteArray m_rebalanceReason;
    std::optional<std::set<QByteArray>> m_subscriptions;

    // The round under way.
    DueTask m_joinTime, m_syncTime;
    bool m_isInitialDelay = false; ///< the first round of an empty group waits for more members
    bool m_hasNewMember = false;   ///< since that delay began
    qint32 m_initialDelayMs = 0, m_initialRemainingMs = 0;

    struct HeldJoin
    {
        JoinRequest request;
        PendingAnswer<JoinAnswer> answer;
    };
    bool m_isHeld = false;
    std::vector<HeldJoin> m_held;

    Offsets m_offsets;
};

} // namespace engine::core
