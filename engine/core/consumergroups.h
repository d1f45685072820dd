// SPDX-License-Identifier: GPL-3.0-or-later
// ConsumerGroups: all consumer groups of a broker: what their members ask for, the offsets they have committed, and their
// administration. Memberships end with the broker (members notice, and join again); offsets are stored.
// Names of topics and partitions are taken as they come: whoever asks has checked that they are there.
// Owner: Broker. Thread: engine.
#pragma once

#include "core/consumergroup.h"
#include "core/offsetreset.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace engine::core {

class Broker;

struct OffsetCommit
{
    QByteArray topic;
    qint32 partition = 0;
    qint64 offset = 0;
    qint32 leaderEpoch = -1;
    QByteArray metadata;
};

struct LeavingMember
{
    QByteArray memberId;
    std::optional<QByteArray> instanceId;
};

struct FetchedOffset
{
    TopicPartition partition;
    CoordinationError error = CoordinationError::None;
    qint64 offset = -1; ///< -1: nothing is committed
    qint32 leaderEpoch = -1;
    QByteArray metadata;
};

class ConsumerGroups
{
public:
    using Error = CoordinationError;
    explicit ConsumerGroups(Broker &broker);
    ~ConsumerGroups();

    const GroupSettings &settings() const { return m_context.settings; }
    /// For what begins from now on.
    void setSettings(const GroupSettings &settings) { m_context.settings = settings; }
    /// How to tell which topics a member of protocol type "consumer" reads; without it nobody can tell.
    void setSubscriptionReader(std::function<std::optional<QByteArrayList>(const QByteArray &metadata)> reader)
    {
        m_context.subscriptionReader = std::move(reader);
    }

    /// Changes with everything that can be seen of a group, but for signs of life.
    quint64 version() const { return m_context.version; }
    using Map = std::map<GroupKey, std::unique_ptr<ConsumerGroup>>;
    const Map &all() const { return m_groups; }
    const ConsumerGroup *find(const GroupKey &key) const;

    // Members. Joins and syncs are answered at once or when the others have come; see PendingAnswer for the ticket.
    [[nodiscard]] AnswerTicket join(const GroupKey &key, const JoinRequest &request, JoinCallback answer);
    [[nodiscard]] AnswerTicket sync(const GroupKey &key, const SyncRequest &request, SyncCallback answer);
    Error heartbeat(const GroupKey &key, const MemberIdentity &identity);
    /// One answer each.
    std::vector<Error> leave(const GroupKey &key, const std::vector<LeavingMember> &members);

    // Offsets.
    using CommitAnswer = std::vector<Error>; ///< one for each offset, in order
    using CommitCallback = PendingAnswer<CommitAnswer>::Callback;
    /// Generation -1 without a member id: from outside the group, while it has no members. Answered when it is stored.
    [[nodiscard]] AnswerTicket commit(const GroupKey &key, const MemberIdentity &identity,
                                      const std::vector<OffsetCommit> &offsets, CommitCallback answer);
    /// Those asked for, or all that are there (nullopt). stable: UnstableOffsetCommit where a transaction is about to commit
    /// another one.
    std::vector<FetchedOffset> fetch(const GroupKey &key, const std::optional<std::vector<TopicPartition>> &partitions,
                                     bool stable) const;
    struct DeleteOffsetsAnswer
    {
        Error error = Error::None;
        std::vector<Error> partitions; ///< in order; empty where the whole failed
    };
    using DeleteOffsetsCallback = PendingAnswer<DeleteOffsetsAnswer>::Callback;
    /// Of topics that no member reads. Answered when it is stored.
    [[nodiscard]] AnswerTicket deleteOffsets(const GroupKey &key, const std::vector<TopicPartition> &partitions,
                                             DeleteOffsetsCallback answer);

    // Administration.
    using DoneCallback = PendingAnswer<Error>::Callback;
    /// With its offsets. NonEmptyGroup, GroupIdNotFound. Answered when it is stored.
    [[nodiscard]] AnswerTicket remove(const GroupKey &key, DoneCallback answer);
    enum class WhenActive : quint8 {
        Refuse, ///< NonEmptyGroup
        Fence,  ///< its members are removed, and let back when the new offsets are stored
    };
    /// Sets what planReset() has come to; the group is made where it is not there. Answered when it is stored.
    [[nodiscard]] AnswerTicket reset(const GroupKey &key, const std::vector<ResetStep> &steps, WhenActive whenActive,
                                     DoneCallback answer);

    // For Transactions.
    /// What commit() would say now, before anything is kept.
    Error checkTransactionalCommit(const GroupKey &key, const MemberIdentity &identity);
    bool isTooLarge(const OffsetCommit &offset) const
    {
        return offset.metadata.size() > m_context.settings.maxMetadataBytes;
    }
    /// A transaction that was restored will commit offsets of this group.
    void expect(const GroupKey &key) { groupOrNew(key); }
    /// Sets offsets of a transaction that is being committed. Those of groups that are gone are left out.
    void commitTransactional(const std::vector<GroupOffset> &offsets);

    /// The topic is being deleted: its offsets go, in the same transaction.
    void topicDeleted(const QByteArray &virtualHost, const QByteArray &topic);

    // Called by Broker only.
    void restore(const Definition &definition);
    void virtualHostDeleted(const QByteArray &name);

private:
    ConsumerGroup *group(const GroupKey &key) const;
    ConsumerGroup &groupOrNew(const GroupKey &key);
    void put(ConsumerGroup &group, const GroupOffset &offset);
    void drop(ConsumerGroup &group, const TopicPartition &partition);
    void dropGroup(const GroupKey &key);
    template <typename Answer>
    void answerWhenStored(PendingAnswer<Answer> answer, Answer stored, Answer failed);
    CommitAnswer store(ConsumerGroup &group, const std::vector<OffsetCommit> &offsets);
    void letBack(const GroupKey &key);
    void armCleanup();
    void cleanUp();

    Broker &m_broker;
    ConsumerGroup::Context m_context;
    Map m_groups;
    DueTask m_cleanup;
    qint64 m_graceUntilMs = 0; ///< after a start members need time to come back before anything expires
};

} // namespace engine::core
