// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata, topics, configuration: what admin clients ask for.
#include "program/testprogram.h"
#include "protocol/kafkafixture.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestAdmin : public QObject
{
    Q_OBJECT
private:
    static wk::MetadataRequest metadataOf(const QByteArray &topic)
    {
        wk::MetadataRequest request;
        request.topics = {{{{}, topic}}};
        return request;
    }
    static wk::CreateTopicsRequest creating(const QByteArray &name, qint32 partitions = -1, qint16 replicas = -1)
    {
        wk::CreateTopicsRequest request;
        request.topics = {{name, partitions, replicas, {}, {}}};
        return request;
    }
    static QByteArray valueOf(const wk::DescribeConfigsResponse::DescribeConfigsResult &result, const QByteArray &name)
    {
        for (const auto &config : result.configs) {
            if (config.name == name)
                return config.value.value_or("(null)");
        }
        return "(none)";
    }
    static wk::DescribeConfigsResponse::DescribeConfigsResult configOf(Client &client, qint8 type,
                                                                       const QByteArray &name)
    {
        wk::DescribeConfigsRequest request;
        request.resources = {{type, name, std::nullopt}};
        return client.call(4, request).results.first();
    }

private Q_SLOTS:
    void metadataInEveryVersion()
    {
        Broking broking;
        broking.environment.settings.clusterId = "MkU3OEVBNTcwNTJENDM2Qk";
        broking.makeTopic("t", 3);
        Client client(broking);
        for (qint16 version = 0; version <= 12; ++version) {
            const auto response = client.call(version, metadataOf("t"));
            QCOMPARE(response.brokers.size(), 1);
            QCOMPARE(response.brokers.first().host, QByteArray("127.0.0.1"));
            QCOMPARE(response.brokers.first().port, 9092);
            QCOMPARE(response.topics.first().errorCode, ErrorCode::None);
            QCOMPARE(response.topics.first().partitions.size(), 3);
            QCOMPARE(response.topics.first().partitions.last().leaderId, response.brokers.first().nodeId);
            if (version >= 2)
                QCOMPARE(*response.clusterId, QByteArray("MkU3OEVBNTcwNTJENDM2Qk"));
        }
        wk::MetadataRequest all;
        QCOMPARE(client.call(12, all).topics.size(), 1);
        all.topics.emplace();
        QCOMPARE(client.call(12, all).topics.size(), 0);
        QCOMPARE(client.call(0, all).topics.size(), 1); // once, empty meant all
    }
    void clientsAreSentWhereTheyConnected_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("loopback") << u"127.0.0.1:9092"_s << QString() << QByteArray("127.0.0.1") << 9092;
        QTest::newRow("IPv6 loopback") << u"[::1]:9092"_s << QString() << QByteArray("localhost") << 9092;
        QTest::newRow("other machine") << u"192.168.1.7:1234"_s << QString() << QByteArray("192.168.1.7") << 1234;
        QTest::newRow("IPv6") << u"[fe80::1]:1234"_s << QString() << QByteArray("fe80::1") << 1234;
        QTest::newRow("setting") << u"127.0.0.1:9092"_s << u"kafka.local:19092"_s << QByteArray("kafka.local") << 19092;
    }
    void clientsAreSentWhereTheyConnected()
    {
        QFETCH(QString, server);
        QFETCH(QString, setting);
        Broking broking;
        if (!setting.isEmpty())
            broking.environment.settings.advertisedAddress = setting;
        Client client(broking);
        client.transport.info.server = server;
        client.renew();
        const auto broker = client.call(12, wk::MetadataRequest{}).brokers.first();
        QTEST(broker.host, "host");
        QTEST(broker.port, "port");
        wk::FindCoordinatorRequest coordinator;
        coordinator.coordinatorKeys = {"g"};
        const auto found = client.call(4, coordinator).coordinators.first();
        QTEST(found.host, "host");
        QTEST(found.port, "port");
    }
    void topicsAreMadeOnFirstUse()
    {
        Broking broking;
        broking.environment.settings.defaultPartitions = 4;
        broking.bench.broker.setTopicDefaults({3600'000});
        broking.bench.store.autoCommit = false;
        Client client(broking);
        client.send(12, metadataOf("new"));
        QVERIFY(client.silent()); // not before its commit
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        const auto topic = client.expect<wk::MetadataRequest>(12).topics.first();
        QCOMPARE(topic.errorCode, ErrorCode::None);
        QCOMPARE(topic.partitions.size(), 4);
        QCOMPARE(broking.topics().find("new")->settings().retentionMs, 3600'000);

        auto request = metadataOf("never");
        request.allowAutoTopicCreation = false;
        QCOMPARE(client.call(12, request).topics.first().errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(client.call(12, metadataOf("a b")).topics.first().errorCode, ErrorCode::InvalidTopicException);
        broking.environment.settings.autoCreateTopics = false;
        QCOMPARE(client.call(12, metadataOf("never")).topics.first().errorCode, ErrorCode::UnknownTopicOrPartition);
        QVERIFY(!broking.topics().find("never"));
    }
    void namesOfTheBrokerAreRefused()
    {
        Broking broking;
        Client client(broking);
        const auto made = client.call(5, creating("amq.delayed.late")).topics.first();
        QCOMPARE(made.errorCode, ErrorCode::InvalidTopicException);
        QCOMPARE(client.call(12, metadataOf("amq.delayed.late")).topics.first().errorCode,
                 ErrorCode::InvalidTopicException);
        QVERIFY(broking.topics().all().empty());
    }
    void topicsByTheirIds()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const wk::Uuid id = client.call(12, metadataOf("t")).topics.first().topicId;
        QVERIFY(!id.isZero());
        wk::MetadataRequest request;
        request.topics = {{{id, std::nullopt}}};
        QCOMPARE(*client.call(12, request).topics.first().name, QByteArray("t"));
        request.topics = {{{wk::Uuid{1, 2}, std::nullopt}}};
        QCOMPARE(client.call(12, request).topics.first().errorCode, ErrorCode::UnknownTopicId);
        wk::DeleteTopicsRequest removal;
        removal.topics = {{std::nullopt, id}, {std::nullopt, wk::Uuid{1, 2}}};
        const auto removed = client.call(6, removal).responses;
        QCOMPARE(removed[0].errorCode, ErrorCode::None);
        QCOMPARE(*removed[0].name, QByteArray("t"));
        QCOMPARE(removed[1].errorCode, ErrorCode::UnknownTopicId);
        QVERIFY(broking.topics().all().empty());
    }

    void topicsAreCreated()
    {
        Broking broking;
        Client client(broking);
        auto request = creating("t", 3, 1);
        request.topics.first().configs = {{"retention.ms", QByteArray("1000")}};
        const auto created = client.call(7, request).topics.first();
        QCOMPARE(created.errorCode, ErrorCode::None);
        QCOMPARE(created.numPartitions, 3);
        QVERIFY(!created.topicId.isZero());
        QVERIFY(created.configs && !created.configs->isEmpty());
        QCOMPARE(broking.topics().find("t")->settings().retentionMs, 1000);
        for (qint16 version = 0; version <= 7; ++version)
            QCOMPARE(client.call(version, request).topics.first().errorCode, ErrorCode::TopicAlreadyExists);
        request = creating("only-checked");
        request.validateOnly = true;
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::None);
        QVERIFY(!broking.topics().find("only-checked"));
    }
    void topicsThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qint32>("partitions");
        QTest::addColumn<qint16>("replicas");
        QTest::addColumn<qint16>("error");
        QTest::newRow("name") << QByteArray("a/b") << 1 << qint16(1) << qint16(ErrorCode::InvalidTopicException);
        QTest::newRow("no name") << QByteArray() << 1 << qint16(1) << qint16(ErrorCode::InvalidTopicException);
        QTest::newRow("no partition") << QByteArray("t") << 0 << qint16(1) << qint16(ErrorCode::InvalidPartitions);
        QTest::newRow("too many") << QByteArray("t") << 1025 << qint16(1) << qint16(ErrorCode::InvalidPartitions);
        QTest::newRow("replicas") << QByteArray("t") << 1 << qint16(3) << qint16(ErrorCode::InvalidReplicationFactor);
        // Not "already exists": whoever makes what is missing takes that for success.
        QTest::newRow("a queue's") << QByteArray("queue") << 1 << qint16(1) << qint16(ErrorCode::InvalidTopicException);
        QTest::newRow("a partition's") << QByteArray("t-0") << 1 << qint16(1)
                                       << qint16(ErrorCode::InvalidTopicException);
        QTest::newRow("of whose partitions one is a queue's")
            << QByteArray("u") << 2 << qint16(1) << qint16(ErrorCode::InvalidTopicException);
        QTest::newRow("there already") << QByteArray("t") << 1 << qint16(1) << qint16(ErrorCode::TopicAlreadyExists);
    }
    void topicsThatCannotBe()
    {
        QFETCH(QByteArray, name);
        QFETCH(qint32, partitions);
        QFETCH(qint16, replicas);
        QFETCH(qint16, error);
        Broking broking;
        broking.bench.declare("queue");
        broking.bench.declare("u-1");
        broking.makeTopic("t", 3);
        Client client(broking);
        const auto refused = client.call(7, creating(name, partitions, replicas)).topics.first();
        QCOMPARE(qint16(refused.errorCode), error);
        QVERIFY(!refused.errorMessage->isEmpty());
    }
    void assignmentsAndConfigurationsAreChecked()
    {
        Broking broking;
        Client client(broking);
        auto request = creating("t");
        request.topics.first().assignments = {{0, {kafka::NodeId}}, {1, {kafka::NodeId}}};
        QCOMPARE(client.call(7, request).topics.first().numPartitions, 2);
        request = creating("u");
        request.topics.first().assignments = {{0, {kafka::NodeId}}, {2, {kafka::NodeId}}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::InvalidReplicaAssignment);
        request.topics.first().assignments = {{0, {kafka::NodeId, 2}}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::InvalidReplicaAssignment);
        request.topics.first().assignments = {};
        request.topics.first().configs = {{"no.such.key", QByteArray("1")}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::InvalidConfig);
        request.topics.first().configs = {{"retention.ms", std::nullopt}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::InvalidConfig);
        request.topics = {{"w", 1, 1, {}, {}}, {"w", 1, 1, {}, {}}};
        const auto twice = client.call(7, request).topics;
        QCOMPARE(twice.size(), 1);
        QCOMPARE(twice.first().errorCode, ErrorCode::InvalidRequest);
    }
    void topicsAreDeleted()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        wk::DeleteTopicsRequest request;
        request.topicNames = {"t", "u"};
        const auto removed = client.call(5, request).responses;
        QCOMPARE(removed[0].errorCode, ErrorCode::None);
        QCOMPARE(removed[1].errorCode, ErrorCode::UnknownTopicOrPartition);
        QVERIFY(broking.topics().all().empty());
    }
    void topicsGrow()
    {
        Broking broking;
        broking.makeTopic("t", 2);
        Client client(broking);
        wk::CreatePartitionsRequest request;
        request.topics = {{"t", 5, std::nullopt}};
        request.validateOnly = true;
        QCOMPARE(client.call(3, request).results.first().errorCode, ErrorCode::None);
        QCOMPARE(broking.topics().find("t")->partitions().size(), size_t(2));
        request.validateOnly = false;
        QCOMPARE(client.call(3, request).results.first().errorCode, ErrorCode::None);
        QCOMPARE(broking.topics().find("t")->partitions().size(), size_t(5));
        QCOMPARE(client.call(3, request).results.first().errorCode, ErrorCode::InvalidPartitions);
        request.topics = {{"t", 6, {{{{2}}}}}};
        QCOMPARE(client.call(3, request).results.first().errorCode, ErrorCode::InvalidReplicaAssignment);
        request.topics = {{"u", 6, std::nullopt}};
        QCOMPARE(client.call(3, request).results.first().errorCode, ErrorCode::UnknownTopicOrPartition);
    }

    void configurationIsDescribed()
    {
        Broking broking;
        FieldTable config;
        config.set("retention.ms", QByteArray("1000"));
        broking.makeTopic("t", 1, config);
        Client client(broking);
        for (qint16 version = 0; version <= 4; ++version) {
            wk::DescribeConfigsRequest request;
            request.resources = {{2, "t", QList<QByteArray>{"retention.ms", "cleanup.policy"}}};
            request.includeSynonyms = request.includeDocumentation = true;
            const auto result = client.call(version, request).results.first();
            QCOMPARE(result.configs.size(), 2);
            QCOMPARE(valueOf(result, "retention.ms"), QByteArray("1000"));
            QCOMPARE(valueOf(result, "cleanup.policy"), QByteArray("delete"));
        }
        const auto all = configOf(client, 2, "t");
        QCOMPARE(all.configs.size(), qsizetype(core::topicConfigs().size()));
        QCOMPARE(valueOf(all, "unclean.leader.election.enable"), QByteArray("false"));
        QCOMPARE(valueOf(all, "message.timestamp.before.max.ms"), QByteArray("9223372036854775807"));
        QCOMPARE(valueOf(all, "message.timestamp.after.max.ms"), QByteArray("9223372036854775807"));
        QCOMPARE(valueOf(all, "segment.index.bytes"), QByteArray("10485760"));
        QCOMPARE(valueOf(all, "segment.jitter.ms"), QByteArray("0"));
        QCOMPARE(valueOf(all, "compression.gzip.level"), QByteArray("-1"));
        QCOMPARE(valueOf(all, "compression.lz4.level"), QByteArray("9"));
        QCOMPARE(valueOf(all, "compression.zstd.level"), QByteArray("3"));
        QCOMPARE(valueOf(all, "remote.log.copy.disable"), QByteArray("false"));
        QCOMPARE(valueOf(all, "remote.log.delete.on.disable"), QByteArray("false"));
        const auto broker = configOf(client, 4, "1");
        QCOMPARE(valueOf(broker, "num.partitions"), QByteArray("1"));
        QCOMPARE(valueOf(broker, "auto.create.topics.enable"), QByteArray("true"));
        QCOMPARE(configOf(client, 4, "2").errorCode, ErrorCode::InvalidRequest);
        QCOMPARE(configOf(client, 2, "u").errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(configOf(client, 8, "1").errorCode, ErrorCode::InvalidRequest);
    }
    void whatTheBrokerWasStartedWithIsADefault()
    {
        Broking broking;
        broking.bench.broker.setTopicDefaults({-1});
        Client client(broking);
        QCOMPARE(client.call(12, metadataOf("t")).topics.first().errorCode, ErrorCode::None);
        const core::Topic &topic = *broking.topics().find("t");
        QCOMPARE(topic.settings().retentionMs, -1);
        QVERIFY(!topic.definition().config.contains("retention.ms"));
        const auto described = [&] {
            const auto result = configOf(client, 2, "t");
            return *std::find_if(result.configs.begin(), result.configs.end(),
                                 [](const auto &config) { return config.name == "retention.ms"; });
        };
        constexpr int ofTopic = 1, ofBroker = 4;
        QCOMPARE(valueOf(configOf(client, 2, "t"), "retention.ms"), QByteArray("-1"));
        QCOMPARE(int(described().configSource), ofBroker);
        QCOMPARE(valueOf(configOf(client, 4, "1"), "log.retention.ms"), QByteArray("-1"));
        // A value of its own, and without it again, in both ways.
        wk::AlterConfigsRequest replace;
        replace.resources = {{2, "t", {{"retention.ms", QByteArray("1000")}}}};
        QCOMPARE(client.call(2, replace).responses.first().errorCode, ErrorCode::None);
        QCOMPARE(topic.settings().retentionMs, 1000);
        QCOMPARE(int(described().configSource), ofTopic);
        replace.resources = {{2, "t", {{"retention.bytes", QByteArray("5000")}}}};
        QCOMPARE(client.call(2, replace).responses.first().errorCode, ErrorCode::None);
        QCOMPARE(topic.settings().retentionMs, -1);
        wk::IncrementalAlterConfigsRequest change;
        for (const qint8 operation : {qint8(0), qint8(1)}) { // set, delete
            change.resources = {{2, "t", {{"retention.ms", operation, QByteArray("1000")}}}};
            QCOMPARE(client.call(1, change).responses.first().errorCode, ErrorCode::None);
            QCOMPARE(topic.settings().retentionMs, operation == 0 ? 1000 : -1);
        }
    }
    void whatHasNoEffectIsKeptAndChecked_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char *key, const char *value, const char *wrong) {
            QTest::newRow(key) << QByteArray(key) << QByteArray(value) << QByteArray(wrong);
        };
        row("segment.bytes", "1048576", "abc");
        row("compression.type", "gzip", "foo");
        row("compression.gzip.level", "6", "best");
        row("compression.lz4.level", "12", "18");
        row("compression.zstd.level", "-5", "23");
        row("unclean.leader.election.enable", "true", "perhaps");
        row("message.timestamp.before.max.ms", "3600000", "-1");
        row("message.timestamp.after.max.ms", "3600000", "1h");
        row("segment.index.bytes", "1048576", "1");
        row("segment.jitter.ms", "1000", "-1");
        row("remote.log.copy.disable", "true", "2");
        row("remote.log.delete.on.disable", "true", "2");
    }
    void whatHasNoEffectIsKeptAndChecked()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, wrong);
        Broking broking;
        Client client(broking);
        auto request = creating("t");
        request.topics.first().configs = {{key, wrong}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::InvalidConfig);
        QVERIFY(!broking.topics().find("t"));
        request.topics.first().configs = {{key, value}};
        QCOMPARE(client.call(7, request).topics.first().errorCode, ErrorCode::None);
        QCOMPARE(valueOf(configOf(client, 2, "t"), key), value);
        wk::IncrementalAlterConfigsRequest change;
        change.resources = {{2, "t", {{key, 0, wrong}}}};
        QCOMPARE(client.call(1, change).responses.first().errorCode, ErrorCode::InvalidConfig);
        QCOMPARE(valueOf(configOf(client, 2, "t"), key), value);
    }
    void configurationIsReplaced()
    {
        Broking broking;
        FieldTable config;
        config.set("retention.ms", QByteArray("1000"));
        const core::Topic &topic = broking.makeTopic("t", 1, config);
        Client client(broking);
        wk::AlterConfigsRequest request;
        request.resources = {{2, "t", {{"retention.bytes", QByteArray("5000")}}}};
        QCOMPARE(client.call(2, request).responses.first().errorCode, ErrorCode::None);
        QCOMPARE(topic.settings().retentionBytes, 5000);
        QCOMPARE(topic.settings().retentionMs, core::TopicSettings().retentionMs);
        request.resources = {{2, "t", {{"retention.bytes", QByteArray("many")}}}};
        QCOMPARE(client.call(2, request).responses.first().errorCode, ErrorCode::InvalidConfig);
        request.resources = {{4, "1", {{"num.partitions", QByteArray("2")}}}};
        QCOMPARE(client.call(2, request).responses.first().errorCode, ErrorCode::InvalidRequest);
    }
    void configurationIsChangedStepByStep()
    {
        Broking broking;
        const core::Topic &topic = broking.makeTopic("t");
        Client client(broking);
        enum : qint8 { Set, Delete, Append, Subtract };
        const auto change = [&](const QByteArray &name, qint8 operation, const wk::NullableBytes &value,
                                bool check = false) {
            wk::IncrementalAlterConfigsRequest request;
            request.resources = {{2, "t", {{name, operation, value}}}};
            request.validateOnly = check;
            return client.call(1, request).responses.first().errorCode;
        };
        QCOMPARE(change("retention.ms", Set, QByteArray("1000")), ErrorCode::None);
        QCOMPARE(change("cleanup.policy", Append, QByteArray("compact")), ErrorCode::None);
        QVERIFY(topic.settings().deletes && topic.settings().compacts);
        QCOMPARE(topic.settings().retentionMs, 1000);
        QCOMPARE(change("cleanup.policy", Subtract, QByteArray("delete")), ErrorCode::None);
        QVERIFY(!topic.settings().deletes && topic.settings().compacts);
        QCOMPARE(change("cleanup.policy", Set, QByteArray("delete"), true), ErrorCode::None);
        QVERIFY(topic.settings().compacts); // only checked
        QCOMPARE(change("cleanup.policy", Delete, std::nullopt), ErrorCode::None);
        QVERIFY(topic.settings().deletes && !topic.settings().compacts);
        QCOMPARE(change("retention.ms", Append, QByteArray("1")), ErrorCode::InvalidConfig);
        QCOMPARE(change("retention.ms", Set, std::nullopt), ErrorCode::InvalidConfig);
    }

    void clusterAndLogDirectories()
    {
        Broking broking;
        broking.environment.settings.dataDirectory = "/data";
        broking.makeTopic("t", 2);
        Client client(broking);
        client.produce("t", batchOf({"a"}));
        const auto cluster = client.call(1, wk::DescribeClusterRequest{});
        QCOMPARE(cluster.controllerId, kafka::NodeId);
        QCOMPARE(cluster.brokers.size(), 1);
        const auto directory = client.call(4, wk::DescribeLogDirsRequest{}).results.first();
        QCOMPARE(directory.logDir, QByteArray("/data"));
        QCOMPARE(directory.topics.first().partitions.size(), 2);
        QVERIFY(directory.topics.first().partitions.first().partitionSize > 0);
        QCOMPARE(client.call(3, wk::DescribeAclsRequest{}).errorCode, ErrorCode::SecurityDisabled);
    }
};

SIGHTGLASS_TEST(TestAdmin)
#include "tst_kafka_admin.moc"
