// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups, committed offsets and transactions as clients see them; the rules themselves are core's.
#include "program/testprogram.h"
#include "protocol/kafkafixture.h"

#include "core/consumergroups.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestGroups : public QObject
{
    Q_OBJECT
private:
    static wk::JoinGroupRequest joining(const QByteArray &memberId = {})
    {
        wk::JoinGroupRequest request;
        request.groupId = "g";
        request.sessionTimeoutMs = 10'000;
        request.rebalanceTimeoutMs = 10'000;
        request.memberId = memberId;
        request.protocolType = "consumer";
        request.protocols = {{"range", "metadata"}};
        return request;
    }
    /// A member alone in its group, with its share.
    static wk::JoinGroupResponse joined(Broking &broking, Client &client)
    {
        const auto given = client.call(9, joining());
        if (given.errorCode != ErrorCode::MemberIdRequired)
            QTest::qFail("a new member is given its id first", __FILE__, __LINE__);
        client.send(9, joining(given.memberId));
        broking.advance(core::GroupSettings().initialRebalanceDelayMs);
        const auto response = client.expect<wk::JoinGroupRequest>(9);
        wk::SyncGroupRequest sync;
        sync.groupId = "g";
        sync.generationId = response.generationId;
        sync.memberId = response.memberId;
        sync.protocolType = "consumer";
        sync.protocolName = "range";
        sync.assignments = {{response.memberId, "share"}};
        if (client.call(5, sync).assignment != "share")
            QTest::qFail("the leader gets its own share", __FILE__, __LINE__);
        return response;
    }
    static wk::OffsetCommitRequest committing(const wk::JoinGroupResponse &member, qint64 offset)
    {
        wk::OffsetCommitRequest request;
        request.groupId = "g";
        request.generationId = member.generationId;
        request.memberId = member.memberId;
        request.topics = {{"t", {{0, offset, -1, -1, QByteArray("note")}}}};
        return request;
    }
    static wk::OffsetFetchResponse::OffsetFetchResponsePartition committed(Client &client)
    {
        wk::OffsetFetchRequest request;
        request.groupId = "g";
        request.topics = {{{"t", {0}}}};
        return client.call(7, request).topics.first().partitions.first();
    }

private Q_SLOTS:
    void aMemberJoinsAndLeaves()
    {
        Broking broking;
        Client client(broking);
        const auto member = joined(broking, client);
        QCOMPARE(member.leader, member.memberId);
        QCOMPARE(member.members.size(), 1);
        QCOMPARE(member.members.first().metadata, QByteArray("metadata"));
        QCOMPARE(client.call(4, wk::HeartbeatRequest{"g", member.generationId, member.memberId, {}}).errorCode,
                 ErrorCode::None);
        QCOMPARE(client.call(4, wk::HeartbeatRequest{"g", member.generationId + 1, member.memberId, {}}).errorCode,
                 ErrorCode::IllegalGeneration);

        wk::DescribeGroupsRequest describe;
        describe.groups = {"g", "none"};
        const auto groups = client.call(5, describe).groups;
        QCOMPARE(groups[0].groupState, QByteArray("Stable"));
        QCOMPARE(groups[0].protocolData, QByteArray("range"));
        QCOMPARE(groups[0].members.first().clientId, QByteArray("tester"));
        QCOMPARE(groups[0].members.first().clientHost, QByteArray("/127.0.0.1"));
        QCOMPARE(groups[0].members.first().memberAssignment, QByteArray("share"));
        QCOMPARE(groups[1].groupState, QByteArray("Dead"));
        wk::ListGroupsRequest list;
        QCOMPARE(client.call(4, list).groups.size(), 1);
        list.statesFilter = {"Empty"};
        QCOMPARE(client.call(4, list).groups.size(), 0);

        wk::DeleteGroupsRequest removal{{"g", "none"}};
        auto removed = client.call(2, removal).results;
        QCOMPARE(removed[0].errorCode, ErrorCode::NonEmptyGroup);
        QCOMPARE(removed[1].errorCode, ErrorCode::GroupIdNotFound);
        wk::LeaveGroupRequest leave;
        leave.groupId = "g";
        leave.members = {{member.memberId, std::nullopt, std::nullopt}};
        QCOMPARE(client.call(5, leave).members.first().errorCode, ErrorCode::None);
        leave.memberId = member.memberId;
        QCOMPARE(client.call(0, leave).errorCode, ErrorCode::UnknownMemberId);
    }
    void storedOffsetsAloneHaveNoProtocolType()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const auto member = joined(broking, client);
        (void)client.call(8, committing(member, 42));
        auto simple = committing({}, 7); // by a consumer that has assigned itself its partitions
        simple.groupId = "simple";
        simple.generationId = -1;
        QCOMPARE(client.call(8, simple).topics.first().partitions.first().errorCode, ErrorCode::None);
        using Types = QMap<QByteArray, QByteArray>;
        const auto listed = [](Client &asking) {
            Types types;
            const auto response = asking.call(4, wk::ListGroupsRequest{});
            for (const auto &group : response.groups)
                types.insert(group.groupId, group.protocolType + ' ' + group.groupState);
            return types;
        };
        QCOMPARE(listed(client), (Types{{"g", "consumer Stable"}, {"simple", " Empty"}}));
        wk::LeaveGroupRequest leave;
        leave.groupId = "g";
        leave.members = {{member.memberId, std::nullopt, std::nullopt}};
        QCOMPARE(client.call(5, leave).members.first().errorCode, ErrorCode::None);
        QCOMPARE(listed(client), (Types{{"g", "consumer Empty"}, {"simple", " Empty"}}));

        Broking again({}, broking.disk);
        Client later(again);
        QCOMPARE(listed(later), (Types{{"g", " Empty"}, {"simple", " Empty"}}));
        wk::DescribeGroupsRequest describe;
        describe.groups = {"g"};
        const auto described = later.call(5, describe).groups;
        QCOMPARE(described.first().groupState, QByteArray("Empty"));
        QCOMPARE(described.first().protocolType, QByteArray());
        QCOMPARE(committed(later).committedOffset, 42);
        (void)joined(again, later);
        QCOMPARE(listed(later).value("g"), QByteArray("consumer Stable"));
    }
    void aJoinIsGivenUpWithItsConnection()
    {
        Broking broking;
        Client client(broking);
        const auto given = client.call(9, joining());
        client.send(9, joining(given.memberId));
        client.disconnect();
        broking.advance(core::GroupSettings().initialRebalanceDelayMs);
        Client other(broking);
        other.call(12, wk::MetadataRequest{});
    }
    void offsetsAreCommitted()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const auto member = joined(broking, client);
        QCOMPARE(committed(client).committedOffset, -1);
        broking.bench.store.autoCommit = false;
        client.send(8, committing(member, 42));
        QVERIFY(client.silent());
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        QCOMPARE(client.expect<wk::OffsetCommitRequest>(8).topics.first().partitions.first().errorCode,
                 ErrorCode::None);
        QCOMPARE(committed(client).committedOffset, 42);
        QCOMPARE(*committed(client).metadata, QByteArray("note"));

        auto wrong = committing(member, 43);
        wrong.topics.append({"none", {{0, 1, -1, -1, {}}}});
        wrong.generationId = 99;
        const auto refused = client.call(8, wrong).topics;
        QCOMPARE(refused[0].partitions.first().errorCode, ErrorCode::IllegalGeneration);
        QCOMPARE(refused[1].partitions.first().errorCode, ErrorCode::UnknownTopicOrPartition);

        wk::OffsetFetchRequest all;
        all.groups = {{"g", std::nullopt}, {"none", std::nullopt}};
        const auto groups = client.call(8, all).groups;
        QCOMPARE(groups[0].topics.first().partitions.first().committedOffset, 42);
        QVERIFY(groups[1].topics.isEmpty());
    }

    void transactions()
    {
        Broking broking;
        core::Topic &topic = broking.makeTopic("t");
        Client client(broking);
        wk::InitProducerIdRequest init;
        init.transactionalId = "tx";
        init.transactionTimeoutMs = 60'000;
        const auto producer = client.call(4, init);
        QCOMPARE(producer.errorCode, ErrorCode::None);
        const auto begin = [&] {
            wk::AddPartitionsToTxnRequest add{"tx", producer.producerId, producer.producerEpoch, {{"t", {0}}}};
            return client.call(3, add).results.first().resultsByPartition.first().partitionErrorCode;
        };
        const auto write = [&](qint32 sequence) {
            auto request = client.producing(
                "t", batchOf({"x"}, 0, {wk::Transactional, -1, producer.producerId, producer.producerEpoch, sequence}));
            request.transactionalId = "tx";
            return client.call(9, request).responses.first().partitionResponses.first().errorCode;
        };
        const auto end = [&](bool commits) {
            return client.call(3, wk::EndTxnRequest{"tx", producer.producerId, producer.producerEpoch, commits})
                .errorCode;
        };
        const auto committedOnly = [&] {
            auto request = Client::fetching("t", 0);
            request.isolationLevel = 1;
            request.maxWaitMs = 0;
            return Client::only(client.call(12, request));
        };
        QVERIFY(write(0) != ErrorCode::None); // the partition is not part of it yet
        QCOMPARE(begin(), ErrorCode::None);
        QCOMPARE(write(0), ErrorCode::None);
        QCOMPARE(committedOnly().records.size(), 0);
        QCOMPARE(committedOnly().lastStableOffset, 0);
        QCOMPARE(client.fetch("t", 0).size(), 1);
        wk::ListTransactionsRequest ongoing;
        ongoing.stateFilters = {"Ongoing", "Sleeping"};
        const auto listed = client.call(1, ongoing);
        QCOMPARE(listed.transactionStates.size(), 1);
        QCOMPARE(listed.unknownStateFilters, QList<QByteArray>{"Sleeping"});
        const auto described = client.call(0, wk::DescribeTransactionsRequest{{"tx", "none"}}).transactionStates;
        QCOMPARE(described[0].transactionState, QByteArray("Ongoing"));
        QCOMPARE(described[0].topics.first().topic, QByteArray("t"));
        QCOMPARE(described[1].errorCode, ErrorCode::TransactionalIdNotFound);
        QCOMPARE(end(true), ErrorCode::None);
        QCOMPARE(committedOnly().lastStableOffset, 2); // the record and its marker
        QVERIFY(committedOnly().abortedTransactions->isEmpty());

        QCOMPARE(begin(), ErrorCode::None);
        QCOMPARE(write(1), ErrorCode::None);
        QCOMPARE(end(false), ErrorCode::None);
        const auto fetched = committedOnly();
        QCOMPARE(fetched.abortedTransactions->size(), 1);
        QCOMPARE(fetched.abortedTransactions->first().producerId, producer.producerId);
        QCOMPARE(fetched.abortedTransactions->first().firstOffset, 2);
        QCOMPARE(topic.partition(0)->highWatermark(), quint64(4));

        const auto states =
            client.call(0, wk::DescribeProducersRequest{{{"t", {0}}}}).topics.first().partitions.first();
        QCOMPARE(states.activeProducers.first().producerId, producer.producerId);
        // A new start of the same producer fences the old one.
        QCOMPARE(client.call(4, init).producerEpoch, producer.producerEpoch + 1);
        QVERIFY(begin() != ErrorCode::None);
    }
    void nothingIsAddedToATransactionInPart()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        wk::InitProducerIdRequest init;
        init.transactionalId = "tx";
        init.transactionTimeoutMs = 60'000;
        const auto producer = client.call(4, init);
        wk::AddPartitionsToTxnRequest add{"tx", producer.producerId, producer.producerEpoch, {{"t", {0}}, {"u", {0}}}};
        const auto results = client.call(3, add).results;
        QCOMPARE(results[0].resultsByPartition.first().partitionErrorCode, ErrorCode::OperationNotAttempted);
        QCOMPARE(results[1].resultsByPartition.first().partitionErrorCode, ErrorCode::UnknownTopicOrPartition);
    }
    void offsetsOfATransaction()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const auto member = joined(broking, client);
        wk::InitProducerIdRequest init;
        init.transactionalId = "tx";
        init.transactionTimeoutMs = 60'000;
        const auto producer = client.call(4, init);
        QCOMPARE(client.call(3, wk::AddOffsetsToTxnRequest{"tx", producer.producerId, producer.producerEpoch, "g"})
                     .errorCode,
                 ErrorCode::None);
        wk::TxnOffsetCommitRequest commit;
        commit.transactionalId = "tx";
        commit.groupId = "g";
        commit.producerId = producer.producerId;
        commit.producerEpoch = producer.producerEpoch;
        commit.generationId = member.generationId;
        commit.memberId = member.memberId;
        commit.topics = {{"t", {{0, 7, -1, {}}}}};
        QCOMPARE(client.call(3, commit).topics.first().partitions.first().errorCode, ErrorCode::None);
        QCOMPARE(committed(client).committedOffset, -1);
        QCOMPARE(client.call(3, wk::EndTxnRequest{"tx", producer.producerId, producer.producerEpoch, true}).errorCode,
                 ErrorCode::None);
        QCOMPARE(committed(client).committedOffset, 7);
    }
};

SIGHTGLASS_TEST(TestGroups)
#include "tst_kafka_groups.moc"
