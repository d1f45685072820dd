// SPDX-License-Identifier: GPL-3.0-or-later
#include "vectors/kafkavectors.h"

#include "vectors/amqpvectors.h"

using namespace engine::wire;
using namespace engine::wire::kafka;

namespace vectors {

QList<KafkaRequestVector> kafkaRequestVectors()
{
    return {
        {"ApiVersions v3", "librdkafka 2.0.2",
         hex("0000003e0012000300000001000772646b61666b610017636f6e666c75656e742d6b61666b612d707974686f6e14312e"
             "372e302d72646b61666b612d322e302e3200"),
         "ApiVersions v3 correlationId=1 clientId=rdkafka clientSoftwareName=confluent-kafka-python "
         "clientSoftwareVersion=1.7.0-rdkafka-2.0.2"},
        {"ApiVersions v0", "librdkafka 2.0.2", hex("000000110012000000000002000772646b61666b61"),
         "ApiVersions v0 correlationId=2 clientId=rdkafka"},
        {"Metadata v2", "librdkafka 2.0.2", hex("0000001d0003000200000003000772646b61666b610000000100066f7264657273"),
         "Metadata v2 correlationId=3 clientId=rdkafka topics=[{name=orders}]"},
        {"Metadata v12", "the message schemas",
         hex("000000280003000c00000005000163000200000000000000000000000000000000076f726465727300010000"),
         "Metadata v12 correlationId=5 clientId=c topics=[{topicId=AAAAAAAAAAAAAAAAAAAAAA, name=orders}] "
         "allowAutoTopicCreation=true includeTopicAuthorizedOperations=false"},
        {"Metadata v12, all topics", "the message schemas", hex("000000100003000c000000050001630000000100"),
         "Metadata v12 correlationId=5 clientId=c topics=null allowAutoTopicCreation=false "
         "includeTopicAuthorizedOperations=true"},
        {"Metadata v12, by id", "the message schemas",
         hex("000000220003000c000000050001630002000102030405060708090a0b0c0d0e0f0000000000"),
         "Metadata v12 correlationId=5 clientId=c topics=[{topicId=AAECAwQFBgcICQoLDA0ODw, name=null}] "
         "allowAutoTopicCreation=false includeTopicAuthorizedOperations=false"},
        {"Produce v7", "librdkafka 2.0.2",
         hex("000000860000000700000004000772646b61666b61ffffffff000075300000000100066f726465727300000001000000"
             "00000000550000000000000000000000490000000002d876a47a000000000001000001a217a4c769000001a217a4c769"
             "ffffffffffffffffffffffffffff000000021c000000046b310476310202680278100000020104763200"),
         "Produce v7 correlationId=4 clientId=rdkafka transactionalId=null acks=-1 timeoutMs=30000 "
         "topicData=[{name=orders, partitionData=[{index=0, records=(85 bytes)}]}]"},
        {"Produce v9", "the message schemas",
         hex("0000002f00000009000000050001630000ffff0000753002076f72646572730300000000066261746368000000000100"
             "000000"),
         "Produce v9 correlationId=5 clientId=c transactionalId=null acks=-1 timeoutMs=30000 "
         "topicData=[{name=orders, partitionData=[{index=0, records=(5 bytes)}, {index=1, records=null}]}]"},
        {"Fetch v11", "librdkafka 2.0.2",
         hex("0000005c0001000b0000000b000772646b61666b61ffffffff000001f400000001032000000100000000ffffffff0000"
             "000100066f72646572730000000100000003ffffffff0000000000000000ffffffffffffffff00100000000000000000"),
         "Fetch v11 correlationId=11 clientId=rdkafka replicaId=-1 maxWaitMs=500 minBytes=1 maxBytes=52428800 "
         "isolationLevel=1 sessionId=0 sessionEpoch=-1 topics=[{topic=orders, partitions=[{partition=3, "
         "currentLeaderEpoch=-1, fetchOffset=0, logStartOffset=-1, partitionMaxBytes=1048576}]}] "
         "forgottenTopicsData=[] rackId="},
        {"Fetch v12", "the message schemas",
         hex("000000660001000c0000000500016300ffffffff000001f4000000010320000001000000070000000202076f72646572"
             "73020000000300000000000000000000002affffffffffffffffffffffff00100000000002046f6c6403000000000000"
             "00010001010003036331"),
         "Fetch v12 correlationId=5 clientId=c replicaId=-1 maxWaitMs=500 minBytes=1 maxBytes=52428800 "
         "isolationLevel=1 sessionId=7 sessionEpoch=2 topics=[{topic=orders, partitions=[{partition=3, "
         "currentLeaderEpoch=0, fetchOffset=42, lastFetchedEpoch=-1, logStartOffset=-1, "
         "partitionMaxBytes=1048576}]}] forgottenTopicsData=[{topic=old, partitions=[0, 1]}] rackId= "
         "clusterId=c1"},
        {"ListOffsets v2", "librdkafka 2.0.2",
         hex("000000320002000200000007000772646b61666b61ffffffff010000000100066f72646572730000000100000003ffff"
             "fffffffffffe"),
         "ListOffsets v2 correlationId=7 clientId=rdkafka replicaId=-1 isolationLevel=1 topics=[{name=orders, "
         "partitions=[{partitionIndex=3, timestamp=-2}]}]"},
        {"ListOffsets v7", "the message schemas",
         hex("0000002d000200070000000500016300ffffffff0002076f72646572730200000000fffffffffffffffffffffffd0000"
             "00"),
         "ListOffsets v7 correlationId=5 clientId=c replicaId=-1 isolationLevel=0 topics=[{name=orders, "
         "partitions=[{partitionIndex=0, currentLeaderEpoch=-1, timestamp=-3}]}]"},
        {"FindCoordinator v2", "librdkafka 2.0.2", hex("00000016000a000200000004000772646b61666b610002673100"),
         "FindCoordinator v2 correlationId=4 clientId=rdkafka key=g1 keyType=0"},
        {"FindCoordinator v4", "the message schemas", hex("00000017000a000400000005000163000103047478310474783200"),
         "FindCoordinator v4 correlationId=5 clientId=c keyType=1 coordinatorKeys=[tx1, tx2]"},
        {"JoinGroup v5", "librdkafka 2.0.2",
         hex("00000076000b000500000003000772646b61666b610002673100001770000493e00000ffff0008636f6e73756d657200"
             "000002000572616e67650000001600010000000100066f72646572730000000000000000000a726f756e64726f62696e"
             "0000001600010000000100066f72646572730000000000000000"),
         "JoinGroup v5 correlationId=3 clientId=rdkafka groupId=g1 sessionTimeoutMs=6000 "
         "rebalanceTimeoutMs=300000 memberId= groupInstanceId=null protocolType=consumer "
         "protocols=[{name=range, metadata=(22 bytes)}, {name=roundrobin, metadata=(22 bytes)}]"},
        {"JoinGroup v9", "the message schemas",
         hex("0000003a000b000900000005000163000367310000afc8000493e00103693109636f6e73756d6572020672616e676503"
             "0001000a726562616c616e636500"),
         "JoinGroup v9 correlationId=5 clientId=c groupId=g1 sessionTimeoutMs=45000 rebalanceTimeoutMs=300000 "
         "memberId= groupInstanceId=i1 protocolType=consumer protocols=[{name=range, metadata=(2 bytes)}] "
         "reason=rebalance"},
        {"SyncGroup v3", "librdkafka 2.0.2",
         hex("00000069000e000300000005000772646b61666b610002673100000002000e3078376633626438303036643230ffff00"
             "000001000e30783766336264383030366432300000002600000000000100066f72646572730000000400000000000000"
             "01000000020000000300000000"),
         "SyncGroup v3 correlationId=5 clientId=rdkafka groupId=g1 generationId=2 memberId=0x7f3bd8006d20 "
         "groupInstanceId=null assignments=[{memberId=0x7f3bd8006d20, assignment=(38 bytes)}]"},
        {"SyncGroup v5", "the message schemas",
         hex("0000002f000e0005000000050001630003673100000002036d310009636f6e73756d65720672616e676502036d310300"
             "000000"),
         "SyncGroup v5 correlationId=5 clientId=c groupId=g1 generationId=2 memberId=m1 groupInstanceId=null "
         "protocolType=consumer protocolName=range assignments=[{memberId=m1, assignment=(2 bytes)}]"},
        {"Heartbeat v3", "librdkafka 2.0.2",
         hex("0000002b000c000300000006000772646b61666b610002673100000002000e3078376633626438303036643230ffff"),
         "Heartbeat v3 correlationId=6 clientId=rdkafka groupId=g1 generationId=2 memberId=0x7f3bd8006d20 "
         "groupInstanceId=null"},
        {"Heartbeat v4", "the message schemas", hex("00000018000c0004000000050001630003673100000002036d310000"),
         "Heartbeat v4 correlationId=5 clientId=c groupId=g1 generationId=2 memberId=m1 groupInstanceId=null"},
        {"LeaveGroup v1", "librdkafka 2.0.2",
         hex("00000025000d00010000000b000772646b61666b6100026731000e3078376633626438303036643230"),
         "LeaveGroup v1 correlationId=11 clientId=rdkafka groupId=g1 memberId=0x7f3bd8006d20"},
        {"LeaveGroup v5", "the message schemas",
         hex("0000001d000d0005000000050001630003673102036d310007636c6f7365640000"),
         "LeaveGroup v5 correlationId=5 clientId=c groupId=g1 members=[{memberId=m1, groupInstanceId=null, "
         "reason=closed}]"},
        {"OffsetFetch v5", "librdkafka 2.0.2",
         hex("000000350009000500000007000772646b61666b61000267310000000100066f72646572730000000400000000000000"
             "010000000200000003"),
         "OffsetFetch v5 correlationId=7 clientId=rdkafka groupId=g1 topics=[{name=orders, "
         "partitionIndexes=[0, 1, 2, 3]}]"},
        {"OffsetFetch v8", "the message schemas",
         hex("0000002a00090008000000050001630003036731000003673202076f726465727303000000000000000100000100"),
         "OffsetFetch v8 correlationId=5 clientId=c groups=[{groupId=g1, topics=null}, {groupId=g2, "
         "topics=[{name=orders, partitionIndexes=[0, 1]}]}] requireStable=true"},
        {"OffsetCommit v7", "librdkafka 2.0.2",
         hex("0000004d0008000700000008000772646b61666b610002673100000002000e3078376633626438303036643230ffff00"
             "00000100066f726465727300000001000000000000000000000002ffffffff0000"),
         "OffsetCommit v7 correlationId=8 clientId=rdkafka groupId=g1 generationId=2 memberId=0x7f3bd8006d20 "
         "groupInstanceId=null topics=[{name=orders, partitions=[{partitionIndex=0, committedOffset=2, "
         "committedLeaderEpoch=-1, committedMetadata=}]}]"},
        {"OffsetCommit v8", "the message schemas",
         hex("0000003400080008000000050001630003673100000002036d310002076f72646572730200000000000000000000002a"
             "ffffffff01000000"),
         "OffsetCommit v8 correlationId=5 clientId=c groupId=g1 generationId=2 memberId=m1 "
         "groupInstanceId=null topics=[{name=orders, partitions=[{partitionIndex=0, committedOffset=42, "
         "committedLeaderEpoch=-1, committedMetadata=}]}]"},
        {"InitProducerId v4", "librdkafka 2.0.2",
         hex("000000250016000400000004000772646b61666b6100047478310000ea60ffffffffffffffffffff00"),
         "InitProducerId v4 correlationId=4 clientId=rdkafka transactionalId=tx1 transactionTimeoutMs=60000 "
         "producerId=-1 producerEpoch=-1"},
        {"AddPartitionsToTxn v0", "librdkafka 2.0.2",
         hex("000000340018000000000005000772646b61666b610003747831000000001b87f55800000000000100066f7264657273"
             "0000000100000000"),
         "AddPartitionsToTxn v0 correlationId=5 clientId=rdkafka transactionalId=tx1 producerId=461895000 "
         "producerEpoch=0 topics=[{name=orders, partitions=[0]}]"},
        {"EndTxn v1", "librdkafka 2.0.2",
         hex("00000021001a000100000006000772646b61666b610003747831000000001b87f558000001"),
         "EndTxn v1 correlationId=6 clientId=rdkafka transactionalId=tx1 producerId=461895000 producerEpoch=0 "
         "committed=true"},
        {"CreateTopics v3", "kafka-python 2.0.2",
         hex("0000006a001300030000000400126b61666b612d707974686f6e2d322e302e320000000200036e657700000003000100"
             "00000000000001000c726574656e74696f6e2e6d7300053630303030000162ffffffffffff0000000100000000000000"
             "0100000001000000000000753000"),
         "CreateTopics v3 correlationId=4 clientId=kafka-python-2.0.2 topics=[{name=new, numPartitions=3, "
         "replicationFactor=1, assignments=[], configs=[{name=retention.ms, value=60000}]}, {name=b, "
         "numPartitions=-1, replicationFactor=-1, assignments=[{partitionIndex=0, brokerIds=[1]}], "
         "configs=[]}] timeoutMs=30000 validateOnly=false"},
        {"CreateTopics v7", "the message schemas",
         hex("0000004200130007000000050001630002046e657700000003ffff0200000000020000000100030d726574656e74696f"
             "6e2e6d73063630303030000278000000000075300100"),
         "CreateTopics v7 correlationId=5 clientId=c topics=[{name=new, numPartitions=3, "
         "replicationFactor=-1, assignments=[{partitionIndex=0, brokerIds=[1]}], configs=[{name=retention.ms, "
         "value=60000}, {name=x, value=null}]}] timeoutMs=30000 validateOnly=true"},
    };
}

QList<KafkaResponseVector> kafkaResponseVectors()
{
    return {
        {"Metadata v2", "librdkafka 2.0.2's mock cluster", ApiKey::Metadata, 2,
         hex("0000003900000003000000010000000100093132372e302e302e3100009717ffff00126d6f636b436c75737465723661"
             "64313039630000000000000000"),
         "Metadata v2 correlationId=3 brokers=[{nodeId=1, host=127.0.0.1, port=38679, rack=null}] "
         "clusterId=mockCluster6ad109c controllerId=0 topics=[]"},
        {"Metadata v12", "the message schemas", ApiKey::Metadata, 12,
         hex("0000006100000005000000000002000000010a6c6f63616c686f737400002384000003633100000001020000076f7264"
             "657273000102030405060708090a0b0c0d0e0f0002000000000000000000010000000002000000010200000001010080"
             "0000000000"),
         "Metadata v12 correlationId=5 throttleTimeMs=0 brokers=[{nodeId=1, host=localhost, port=9092, "
         "rack=null}] clusterId=c1 controllerId=1 topics=[{errorCode=NONE, name=orders, "
         "topicId=AAECAwQFBgcICQoLDA0ODw, isInternal=false, partitions=[{errorCode=NONE, partitionIndex=0, "
         "leaderId=1, leaderEpoch=0, replicaNodes=[1], isrNodes=[1], offlineReplicas=[]}], "
         "topicAuthorizedOperations=-2147483648}]"},
        {"Produce v7", "librdkafka 2.0.2's mock cluster", ApiKey::Produce, 7,
         hex("00000036000000040000000100066f726465727300000001000000000000000000000000000000000000000004d20000"
             "00000000000000000000"),
         "Produce v7 correlationId=4 responses=[{name=orders, partitionResponses=[{index=0, errorCode=NONE, "
         "baseOffset=0, logAppendTimeMs=1234, logStartOffset=0}]}] throttleTimeMs=0"},
        {"Produce v9", "the message schemas", ApiKey::Produce, 9,
         hex("00000041000000050002076f726465727302000000000057ffffffffffffffffffffffffffffffff0000000000000000"
             "0200000002076e6f206b6579000000000000000000"),
         "Produce v9 correlationId=5 responses=[{name=orders, partitionResponses=[{index=0, "
         "errorCode=INVALID_RECORD, baseOffset=-1, logAppendTimeMs=-1, logStartOffset=0, "
         "recordErrors=[{batchIndex=2, batchIndexErrorMessage=no key}], errorMessage=null}]}] throttleTimeMs=0"},
        {"Fetch v11", "librdkafka 2.0.2's mock cluster", ApiKey::Fetch, 11,
         hex("000000480000000b000000000000000000000000000100066f7264657273000000010000000300000000000000000000"
             "0000000000000000000000000000000000000000ffffffff00000000"),
         "Fetch v11 correlationId=11 throttleTimeMs=0 errorCode=NONE sessionId=0 responses=[{topic=orders, "
         "partitions=[{partitionIndex=3, errorCode=NONE, highWatermark=0, lastStableOffset=0, "
         "logStartOffset=0, abortedTransactions=[], preferredReadReplica=-1, records=(0 bytes)}]}]"},
        {"Fetch v12", "the message schemas", ApiKey::Fetch, 12,
         hex("0000006000000005000000000000000000000702076f7264657273020000000300000000000000000032000000000000"
             "002d0000000000000000020000000000000009000000000000002800ffffffff06626174636801010900000001000000"
             "04000000"),
         "Fetch v12 correlationId=5 throttleTimeMs=0 errorCode=NONE sessionId=7 responses=[{topic=orders, "
         "partitions=[{partitionIndex=3, errorCode=NONE, highWatermark=50, lastStableOffset=45, "
         "logStartOffset=0, abortedTransactions=[{producerId=9, firstOffset=40}], preferredReadReplica=-1, "
         "records=(5 bytes), currentLeader={leaderId=1, leaderEpoch=4}}]}]"},
        {"ApiVersions v3", "the message schemas", ApiKey::ApiVersions, 3,
         hex("0000002e0000000500000300000000000900001200000003000000000002000802026600010002000108000000000000"
             "0005"),
         "ApiVersions v3 correlationId=5 errorCode=NONE apiKeys=[{apiKey=0, minVersion=0, maxVersion=9}, "
         "{apiKey=18, minVersion=0, maxVersion=3}] throttleTimeMs=0 supportedFeatures=[{name=f, minVersion=1, "
         "maxVersion=2}] finalizedFeaturesEpoch=5"},
        {"ListOffsets v2", "librdkafka 2.0.2's mock cluster", ApiKey::ListOffsets, 2,
         hex("0000002e00000008000000000000000100066f726465727300000001000000020000ffffffffffffffff000000000000"
             "0000"),
         "ListOffsets v2 correlationId=8 throttleTimeMs=0 topics=[{name=orders, "
         "partitions=[{partitionIndex=2, errorCode=NONE, timestamp=-1, offset=0}]}]"},
        {"FindCoordinator v2", "librdkafka 2.0.2's mock cluster", ApiKey::FindCoordinator, 2,
         hex("0000001f00000004000000000000ffff0000000100093132372e302e302e3100009717"),
         "FindCoordinator v2 correlationId=4 throttleTimeMs=0 errorCode=NONE errorMessage=null nodeId=1 "
         "host=127.0.0.1 port=38679"},
        {"FindCoordinator v4", "the message schemas", ApiKey::FindCoordinator, 4,
         hex("000000250000000500000000000204747831000000010a6c6f63616c686f7374000023840000000000"),
         "FindCoordinator v4 correlationId=5 throttleTimeMs=0 coordinators=[{key=tx1, nodeId=1, "
         "host=localhost, port=9092, errorCode=NONE, errorMessage=null}]"},
        {"JoinGroup v5", "librdkafka 2.0.2's mock cluster", ApiKey::JoinGroup, 5,
         hex("000000650000000300000000000000000002000572616e6765000e3078376633626438303036643230000e3078376633"
             "62643830303664323000000001000e3078376633626438303036643230ffff0000001600010000000100066f72646572"
             "730000000000000000"),
         "JoinGroup v5 correlationId=3 throttleTimeMs=0 errorCode=NONE generationId=2 protocolName=range "
         "leader=0x7f3bd8006d20 memberId=0x7f3bd8006d20 members=[{memberId=0x7f3bd8006d20, "
         "groupInstanceId=null, metadata=(22 bytes)}]"},
        {"JoinGroup v9", "the message schemas", ApiKey::JoinGroup, 9,
         hex("0000002f00000005000000000000000000000209636f6e73756d65720672616e6765036d3100036d3102036d31000300"
             "010000"),
         "JoinGroup v9 correlationId=5 throttleTimeMs=0 errorCode=NONE generationId=2 protocolType=consumer "
         "protocolName=range leader=m1 skipAssignment=false memberId=m1 members=[{memberId=m1, "
         "groupInstanceId=null, metadata=(2 bytes)}]"},
        {"SyncGroup v3", "librdkafka 2.0.2's mock cluster", ApiKey::SyncGroup, 3,
         hex("00000034000000050000000000000000002600000000000100066f726465727300000004000000000000000100000002"
             "0000000300000000"),
         "SyncGroup v3 correlationId=5 throttleTimeMs=0 errorCode=NONE assignment=(38 bytes)"},
        {"Heartbeat v3", "librdkafka 2.0.2's mock cluster", ApiKey::Heartbeat, 3, hex("0000000a00000006000000000000"),
         "Heartbeat v3 correlationId=6 throttleTimeMs=0 errorCode=NONE"},
        {"OffsetCommit v7", "librdkafka 2.0.2's mock cluster", ApiKey::OffsetCommit, 7,
         hex("0000001e00000008000000000000000100066f726465727300000001000000000000"),
         "OffsetCommit v7 correlationId=8 throttleTimeMs=0 topics=[{name=orders, "
         "partitions=[{partitionIndex=0, errorCode=NONE}]}]"},
        {"OffsetCommit v8", "the message schemas", ApiKey::OffsetCommit, 8,
         hex("0000001b00000005000000000002076f726465727302000000000000000000"),
         "OffsetCommit v8 correlationId=5 throttleTimeMs=0 topics=[{name=orders, "
         "partitions=[{partitionIndex=0, errorCode=NONE}]}]"},
        {"InitProducerId v4", "librdkafka 2.0.2's mock cluster", ApiKey::InitProducerId, 4,
         hex("000000160000000400000000000000000000001b87f558000000"),
         "InitProducerId v4 correlationId=4 throttleTimeMs=0 errorCode=NONE producerId=461895000 "
         "producerEpoch=0"},
        {"CreateTopics v7", "the message schemas", ApiKey::CreateTopics, 7,
         hex("0000003400000005000000000002046e6577000102030405060708090a0b0c0d0e0f002407657869737473ffffffffff"
             "ff00010002001d00"),
         "CreateTopics v7 correlationId=5 throttleTimeMs=0 topics=[{name=new, topicId=AAECAwQFBgcICQoLDA0ODw, "
         "errorCode=TOPIC_ALREADY_EXISTS, errorMessage=exists, numPartitions=-1, replicationFactor=-1, "
         "configs=null, topicConfigErrorCode=TOPIC_AUTHORIZATION_FAILED}]"},
        {"OffsetFetch v5", "librdkafka 2.0.2's mock cluster", ApiKey::OffsetFetch, 5,
         hex("0000006a00000007000000000000000100066f72646572730000000400000000ffffffffffffffffffffffffffff0000"
             "00000001ffffffffffffffffffffffffffff000000000002ffffffffffffffffffffffffffff000000000003ffffffff"
             "ffffffffffffffffffff00000000"),
         "OffsetFetch v5 correlationId=7 throttleTimeMs=0 topics=[{name=orders, "
         "partitions=[{partitionIndex=0, committedOffset=-1, committedLeaderEpoch=-1, metadata=null, "
         "errorCode=NONE}, {partitionIndex=1, committedOffset=-1, committedLeaderEpoch=-1, metadata=null, "
         "errorCode=NONE}, {partitionIndex=2, committedOffset=-1, committedLeaderEpoch=-1, metadata=null, "
         "errorCode=NONE}, {partitionIndex=3, committedOffset=-1, committedLeaderEpoch=-1, metadata=null, "
         "errorCode=NONE}]}] errorCode=NONE"},
    };
}

QList<BadKafkaRequest> badKafkaRequests()
{
    return {
        {"a negative length", KafkaLayer::Frame, hex("ffffffff"), Fault::BadHeader},
        {"longer than the limit", KafkaLayer::Frame, hex("00100001"), Fault::TooLarge},
        {"cut inside the correlation id", KafkaLayer::Payload, hex("0003 0001 0000"), Fault::Truncated},
        {"the client id is longer than the request", KafkaLayer::Payload, hex("0003 0001 00000001 0040 61"),
         Fault::Truncated},
        {"the client id has a negative length", KafkaLayer::Payload, hex("0003 0001 00000001 fffe 00000000"),
         Fault::Truncated},
        {"a tagged field of the header points behind the end", KafkaLayer::Payload,
         hex("0003 0009 00000001 ffff 01 00 7f"), Fault::Truncated},
        {"a count that no request could hold", KafkaLayer::Payload, hex("0003 0001 00000001 ffff 7fffffff 0001 61"),
         Fault::Truncated},
        {"a compact count that no request could hold", KafkaLayer::Payload,
         hex("0003 0009 00000001 ffff 00 ffffffff0f 02 61"), Fault::Truncated},
        {"a compact count of six bytes", KafkaLayer::Payload, hex("0003 0009 00000001 ffff 00 ffffffffff01"),
         Fault::BadVarint},
        {"a count below null", KafkaLayer::Payload, hex("0003 0001 00000001 ffff fffffffe"), Fault::BadNull},
        {"a null array where null came later", KafkaLayer::Payload, hex("0003 0000 00000001 ffff ffffffff"),
         Fault::BadNull},
        {"a null name", KafkaLayer::Payload, hex("0003 0001 00000001 ffff 00000001 ffff"), Fault::BadNull},
        {"a compact null name", KafkaLayer::Payload, hex("0003 0009 00000001 ffff 00 02 00 00 00 00 00"),
         Fault::BadNull},
        {"a name that is not UTF-8", KafkaLayer::Payload, hex("0003 0001 00000001 ffff 00000001 0002 c328"),
         Fault::BadUtf8},
        {"a name longer than any may be", KafkaLayer::Payload, hex("0003 0009 00000001 ffff 00 02 818002 6161616161"),
         Fault::TooLarge},
        {"records longer than the request", KafkaLayer::Payload,
         hex("0000 0003 00000001 ffff ffff ffff 00007530 00000001 0001 74 00000001 00000000 00000010 7878"),
         Fault::Truncated},
        {"records of a negative length", KafkaLayer::Payload,
         hex("0000 0003 00000001 ffff ffff ffff 00007530 00000001 0001 74 00000001 00000000 fffffff0"),
         Fault::Truncated},
        {"a known tagged field with bytes left over", KafkaLayer::Payload,
         hex("0001 000c 00000001 ffff 00 ffffffff 00000000 00000000 00000000 00 00000000 ffffffff 01 01 01 01 00 03 02 "
             "61 62"),
         Fault::TrailingBytes},
        {"a known tagged field that is cut off", KafkaLayer::Payload,
         hex("0001 000c 00000001 ffff 00 ffffffff 00000000 00000000 00000000 00 00000000 ffffffff 01 01 01 01 00 02 05 "
             "61"),
         Fault::Truncated},
        {"tagged fields that are not there", KafkaLayer::Payload, hex("0003 0009 00000001 ffff 00 01 00 00 00 7f"),
         Fault::Truncated},
    };
}

QList<KafkaDigest> kafkaDigests()
{
    return {
        {ApiKey::Produce, 0x56baacca},
        {ApiKey::Fetch, 0xb34835d5},
        {ApiKey::ListOffsets, 0x1befa334},
        {ApiKey::Metadata, 0x88aade59},
        {ApiKey::OffsetCommit, 0x1e089575},
        {ApiKey::OffsetFetch, 0x98e2d3a0},
        {ApiKey::FindCoordinator, 0xd8a27ee7},
        {ApiKey::JoinGroup, 0x8ba649e9},
        {ApiKey::Heartbeat, 0x201d298f},
        {ApiKey::LeaveGroup, 0xdff1cc2e},
        {ApiKey::SyncGroup, 0x53dc5709},
        {ApiKey::DescribeGroups, 0x757fc4d2},
        {ApiKey::ListGroups, 0xd75f7852},
        {ApiKey::SaslHandshake, 0xb6645b49},
        {ApiKey::ApiVersions, 0x42d342ea},
        {ApiKey::CreateTopics, 0x89891ef5},
        {ApiKey::DeleteTopics, 0x67f3e85c},
        {ApiKey::DeleteRecords, 0xeaa49616},
        {ApiKey::InitProducerId, 0x19aab3cb},
        {ApiKey::OffsetForLeaderEpoch, 0xe66e90c5},
        {ApiKey::AddPartitionsToTxn, 0xcd42cf59},
        {ApiKey::AddOffsetsToTxn, 0x171d9e43},
        {ApiKey::EndTxn, 0x9a39db0e},
        {ApiKey::TxnOffsetCommit, 0x34a5eb36},
        {ApiKey::DescribeAcls, 0xd44d0aa4},
        {ApiKey::CreateAcls, 0x5cfc392c},
        {ApiKey::DeleteAcls, 0x1921e00e},
        {ApiKey::DescribeConfigs, 0x3c662501},
        {ApiKey::AlterConfigs, 0x6c6f47af},
        {ApiKey::DescribeLogDirs, 0x0e695773},
        {ApiKey::SaslAuthenticate, 0xabdd4c8b},
        {ApiKey::CreatePartitions, 0xac1528c2},
        {ApiKey::DeleteGroups, 0x39e92d4c},
        {ApiKey::IncrementalAlterConfigs, 0x458f6d5b},
        {ApiKey::OffsetDelete, 0x42c7eeee},
        {ApiKey::DescribeUserScramCredentials, 0x220ee3f5},
        {ApiKey::AlterUserScramCredentials, 0x46fdc46e},
        {ApiKey::DescribeCluster, 0x2cac2953},
        {ApiKey::DescribeProducers, 0x201fe963},
        {ApiKey::DescribeTransactions, 0xbb348431},
        {ApiKey::ListTransactions, 0x8324fafe},
    };
}

} // namespace vectors
