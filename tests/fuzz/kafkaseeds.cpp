// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/kafkaseeds.h"

#include "wire/kafka/apis.h"
#include "wire/kafka/recordbatch.h"

using namespace engine::wire;
using namespace engine::wire::kafka;

namespace {

QByteArray records(quint16 attributes, qint64 producer)
{
    OutBuffer out;
    RecordBatchBuilder builder(out, 0, {attributes, -1, producer, 0, 0});
    builder.append(0, 1000, "key", "value");
    builder.append(1, 1001, {}, "another");
    builder.finish();
    return out.toByteArray();
}

/// Requests one behind the other, with correlation ids that count on.
class Talk
{
public:
    template <typename Request>
    Talk &say(qint16 version, const Request &request)
    {
        appendRequest(m_out, {qint16(Request::Key), version, ++m_last, QByteArray("fuzz")}, request);
        return *this;
    }
    QByteArray bytes() const { return m_out.toByteArray(); }

private:
    OutBuffer m_out;
    qint32 m_last = 0;
};

MetadataRequest metadata()
{
    MetadataRequest request;
    request.topics = {{{{}, QByteArray("t")}}};
    return request;
}

FetchRequest fetching(qint32 epoch)
{
    FetchRequest request;
    request.minBytes = 1;
    request.maxWaitMs = 100;
    request.sessionId = epoch > 0 ? 1 : 0;
    request.sessionEpoch = epoch;
    request.topics = {{"t", {{0, -1, 0, -1, -1, 1 << 20}}}};
    return request;
}

QByteArray producingAndFetching()
{
    const QByteArray batch = records(0, -1);
    ProduceRequest produce;
    produce.acks = -1;
    produce.topicData = {{"t", {{0, batch}}}};
    ListOffsetsRequest offsets;
    offsets.topics = {{"t", {{0, -1, 1000, 1}}}};
    Talk talk;
    talk.say(3, ApiVersionsRequest{"fuzz", "1"}).say(12, metadata()).say(9, produce).say(12, fetching(0));
    talk.say(12, fetching(1)).say(7, offsets).say(5, produce).say(4, fetching(-1));
    return talk.bytes();
}

QByteArray joiningAndCommitting()
{
    JoinGroupRequest join;
    join.groupId = "g";
    join.sessionTimeoutMs = join.rebalanceTimeoutMs = 10'000;
    join.protocolType = "consumer";
    join.protocols = {{"range", "m"}};
    OffsetCommitRequest commit;
    commit.groupId = "g";
    commit.topics = {{"t", {{0, 5, -1, -1, QByteArray("m")}}}};
    OffsetFetchRequest fetch;
    fetch.groups = {{"g", std::nullopt}};
    DescribeGroupsRequest describe;
    describe.groups = {"g"};
    Talk talk;
    talk.say(12, metadata()).say(2, join).say(8, commit).say(8, fetch).say(5, describe).say(4, ListGroupsRequest{});
    talk.say(4, HeartbeatRequest{"g", 1, "m", {}}).say(2, DeleteGroupsRequest{{"g"}});
    return talk.bytes();
}

QByteArray transaction()
{
    const QByteArray batch = records(Transactional, 0);
    InitProducerIdRequest init;
    init.transactionalId = "tx";
    init.transactionTimeoutMs = 1000;
    ProduceRequest produce;
    produce.transactionalId = "tx";
    produce.acks = 1;
    produce.topicData = {{"t", {{0, batch}}}};
    Talk talk;
    talk.say(12, metadata()).say(4, init).say(3, AddPartitionsToTxnRequest{"tx", 0, 0, {{"t", {0}}}}).say(9, produce);
    talk.say(3, EndTxnRequest{"tx", 0, 0, true}).say(1, ListTransactionsRequest{});
    return talk.bytes();
}

QByteArray administration()
{
    CreateTopicsRequest create;
    create.topics = {{"c", 2, 1, {}, {{"retention.ms", QByteArray("1000")}}}};
    CreatePartitionsRequest grow;
    grow.topics = {{"c", 3, std::nullopt}};
    DescribeConfigsRequest describe;
    describe.resources = {{2, "c", std::nullopt}, {4, "1", std::nullopt}};
    IncrementalAlterConfigsRequest alter;
    alter.resources = {{2, "c", {{"cleanup.policy", 2, QByteArray("compact")}}}};
    DeleteTopicsRequest remove;
    remove.topicNames = {"c"};
    Talk talk;
    talk.say(7, create).say(3, grow).say(4, describe).say(1, alter).say(4, DescribeLogDirsRequest{}).say(5, remove);
    return talk.bytes();
}

QByteArray login(qint16 version)
{
    Talk talk;
    talk.say(version, SaslHandshakeRequest{"PLAIN"});
    if (version == 0)
        return talk.bytes() + QByteArray("\0\0\0\x0c\0guest\0guest", 16);
    return talk.say(2, SaslAuthenticateRequest{QByteArray("\0guest\0guest", 12)}).say(12, metadata()).bytes();
}

QByteArray scram()
{
    Talk talk;
    talk.say(1, SaslHandshakeRequest{"SCRAM-SHA-256"}).say(2, SaslAuthenticateRequest{"n,,n=guest,r=abc"});
    talk.say(2, SaslAuthenticateRequest{"c=biws,r=abc,p=" + QByteArray(32, 'x').toBase64()});
    return talk.bytes();
}

QByteArray credentials()
{
    AlterUserScramCredentialsRequest alter;
    alter.deletions = {{"guest", 2}};
    alter.upsertions = {{"new", 1, 4096, "salt", QByteArray(32, 's')}};
    DescribeUserScramCredentialsRequest describe;
    describe.users.emplace().append({"guest"});
    describe.users->append({"new"});
    Talk talk;
    talk.say(0, alter).say(0, describe).say(0, DescribeUserScramCredentialsRequest{});
    return talk.bytes();
}

} // namespace

QList<QByteArray> kafkaSessionSeeds()
{
    QList<QByteArray> seeds;
    for (const QByteArray &talk : {producingAndFetching(), joiningAndCommitting(), transaction(), administration(),
                                   login(0), login(1), scram(), credentials()}) {
        for (const char how : {'\0', '\1', '\3', '\5', '\x3f'})
            seeds.append(how + talk);
    }
    return seeds;
}
