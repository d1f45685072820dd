// SPDX-License-Identifier: GPL-3.0-or-later
// Producing, fetching, and looking up offsets.
#include "program/testprogram.h"
#include "protocol/kafkafixture.h"

#include "wire/kafka/compression.h"
#include "wire/kafka/messageset.h"

using namespace test;
using namespace Qt::StringLiterals;

class TestRecords : public QObject
{
    Q_OBJECT
private:
    static wk::ListOffsetsResponse::ListOffsetsPartitionResponse offsetAt(Client &client, qint64 timestamp)
    {
        wk::ListOffsetsRequest request;
        request.topics = {{"t", {{0, -1, timestamp, 1}}}};
        return client.call(7, request).topics.first().partitions.first();
    }

private Q_SLOTS:
    void whatIsProducedIsFetched()
    {
        Broking broking;
        broking.makeTopic("t", 2);
        Client client(broking);
        QCOMPARE(client.produce("t", batchOf({"a", "b"}), 1).baseOffset, 0);
        const auto second = client.produce("t", batchOf({"c"}), 1);
        QCOMPARE(second.baseOffset, 2);
        QCOMPARE(second.logStartOffset, 0);
        QCOMPARE(client.fetch("t", 0, 1), (QList<QByteArray>{"a", "b", "c"}));
        QCOMPARE(client.fetch("t", 1, 1), (QList<QByteArray>{"b", "c"}));
        QCOMPARE(client.fetch("t", 0, 0), QList<QByteArray>{});
    }
    void everyVersionProducesAndFetches()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        qint64 offset = 0;
        for (qint16 version = 3; version <= 9; ++version)
            QCOMPARE(client.produce("t", batchOf({"x"}), 0, version).baseOffset, offset++);
        for (qint16 version = 4; version <= 12; ++version) {
            const auto fetched = Client::only(client.call(version, Client::fetching("t", 0)));
            QCOMPARE(valuesOf(fetched.records.joined()).size(), offset);
            QCOMPARE(fetched.highWatermark, offset);
        }
    }
    void acknowledgementsComeAfterTheCommit()
    {
        Broking broking;
        broking.makeTopic("t");
        broking.bench.store.autoCommit = false;
        Client client(broking);
        for (const qint16 acks : {qint16(1), qint16(-1)}) {
            client.send(9, client.producing("t", batchOf({"a"}), 0, acks));
            QVERIFY(client.silent());
            broking.bench.store.commit();
            QCOMPARE(client.expect<wk::ProduceRequest>(9).responses.size(), 1);
        }
        client.send(9, client.producing("t", batchOf({"a"})));
        broking.bench.store.fail();
        const auto response = client.expect<wk::ProduceRequest>(9);
        QCOMPARE(response.responses.first().partitionResponses.first().errorCode, ErrorCode::KafkaStorageError);
    }
    void withoutAcknowledgementNothingIsAnswered()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.send(9, client.producing("t", batchOf({"a"}), 0, 0));
        client.skipAnswer();
        QVERIFY(client.silent());
        QCOMPARE(client.fetch("t", 0), QList<QByteArray>{"a"});
        client.send(9, client.producing("nowhere", batchOf({"a"}), 0, 0));
        QVERIFY(client.transport.closed);
    }

    void badRecordsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("records");
        QTest::addColumn<qint16>("version");
        QTest::addColumn<qint16>("error");
        const QByteArray good = batchOf({"a"});
        QByteArray corrupt = good;
        corrupt[corrupt.size() - 1] = 'b';
        QTest::newRow("checksum") << corrupt << qint16(9) << qint16(ErrorCode::CorruptMessage);
        QTest::newRow("cut off") << good.chopped(3) << qint16(9) << qint16(ErrorCode::CorruptMessage);
        QTest::newRow("none") << QByteArray("") << qint16(9) << qint16(ErrorCode::InvalidRecord);
        QTest::newRow("two batches") << good + good << qint16(9) << qint16(ErrorCode::InvalidRecord);
        QTest::newRow("too large") << batchOf({QByteArray(2 << 20, 'x')}) << qint16(9)
                                   << qint16(ErrorCode::MessageTooLarge);
        QTest::newRow("control") << batchOf({"a"}, 0, {wk::ControlBatch | wk::Transactional, -1, 1, 0, 0}) << qint16(9)
                                 << qint16(ErrorCode::InvalidRecord);
    }
    void badRecordsAreRefused()
    {
        QFETCH(QByteArray, records);
        QFETCH(qint16, version);
        QFETCH(qint16, error);
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        QCOMPARE(qint16(client.produce("t", records, 0, version).errorCode), error);
        QCOMPARE(client.fetch("t", 0), QList<QByteArray>{});
        QVERIFY(!client.transport.closed);
    }
    void unknownTopicsAndPartitions()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        QCOMPARE(client.produce("t", batchOf({"a"}), 1).errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(client.produce("t", batchOf({"a"}), -1).errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(client.produce("u", batchOf({"a"})).errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(Client::only(client.call(12, Client::fetching("u", 0))).errorCode, ErrorCode::UnknownTopicOrPartition);
        const auto beyond = Client::only(client.call(12, Client::fetching("t", 1)));
        QCOMPARE(beyond.errorCode, ErrorCode::OffsetOutOfRange);
        auto request = client.producing("t", batchOf({"a"}));
        request.acks = 2;
        const auto response = client.call(9, request);
        QCOMPARE(response.responses.first().partitionResponses.first().errorCode, ErrorCode::InvalidRequiredAcks);
    }
    void retriesOfAnIdempotentProducerAreRecognised()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const auto producer = client.call(4, wk::InitProducerIdRequest{});
        QCOMPARE(producer.errorCode, ErrorCode::None);
        const auto batch = [&](qint32 sequence) {
            return batchOf({"a", "b"}, 0, {0, -1, producer.producerId, producer.producerEpoch, sequence});
        };
        QCOMPARE(client.produce("t", batch(0)).baseOffset, 0);
        QCOMPARE(client.produce("t", batch(2)).baseOffset, 2);
        QCOMPARE(client.produce("t", batch(0)).baseOffset, 0);
        QCOMPARE(client.produce("t", batch(9)).errorCode, ErrorCode::OutOfOrderSequenceNumber);
        QCOMPARE(client.fetch("t", 0).size(), 4);
    }
    void compressedRecordsStayAsTheyCame()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        const QByteArray plain = batchOf({QByteArray(1000, 'x')});
        OutBuffer out;
        const auto info = wk::peek(plain);
        QVERIFY(info.ok());
        wk::compressed(plain, *info, wk::Compression::Zstd, out);
        QCOMPARE(client.produce("t", out.toByteArray(), 0, 6).errorCode, ErrorCode::UnsupportedCompressionType);
        QCOMPARE(client.produce("t", out.toByteArray(), 0, 7).errorCode, ErrorCode::None);
        const QByteArray fetched = Client::only(client.call(12, Client::fetching("t", 0))).records.joined();
        QCOMPARE(fetched.sliced(16), out.toByteArray().sliced(16)); // all but the offset and the epoch of the leader
    }
    void oldMessagesBecomeBatches()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        // A message of format 0: offset, size, crc, magic, attributes, no key, the value "hi".
        const QByteArray message = QByteArray("\0\0\0\0\0\0\0\0", 8) + QByteArray("\0\0\0\x10", 4) +
                                   QByteArray::fromHex("fd6ebddb") + QByteArray("\0\0\xff\xff\xff\xff\0\0\0\2hi", 12);
        QCOMPARE(client.produce("t", message, 0, 2).errorCode, ErrorCode::None);
        QCOMPARE(client.fetch("t", 0), QList<QByteArray>{"hi"});
        QCOMPARE(client.produce("t", message, 0, 3).errorCode, ErrorCode::InvalidRecord);
    }

    void oldVersionsFetchMessages()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a", "b"}, 5000));
        OutBuffer out;
        const QByteArray plain = batchOf({"c", QByteArray(1000, 'x')}, 6000);
        wk::compressed(plain, *wk::peek(plain), wk::Compression::Zstd, out);
        client.produce("t", out.toByteArray());
        for (qint16 version = 0; version < 4; ++version) {
            const auto fetched = Client::only(client.call(version, Client::fetching("t", 0)));
            QCOMPARE(fetched.errorCode, ErrorCode::None);
            QCOMPARE(fetched.highWatermark, 4);
            const QByteArray set = fetched.records.joined();
            wk::MessageSetReader reader(set);
            QList<QByteArray> values;
            wk::MessageView message;
            while (reader.next(message)) {
                QCOMPARE(message.offset, values.size());
                QCOMPARE(int(message.magic), version < 2 ? 0 : 1);
                QCOMPARE(message.timestamp, version < 2         ? -1
                                            : values.size() < 2 ? 5000 + values.size()
                                                                : 5998 + values.size());
                values.append(message.value.toByteArray());
            }
            QVERIFY(reader.ok());
            QCOMPARE(values, (QList<QByteArray>{"a", "b", "c", QByteArray(1000, 'x')}));
            const auto beyond = Client::only(client.call(version, Client::fetching("t", 9)));
            QCOMPARE(beyond.errorCode, ErrorCode::OffsetOutOfRange);
        }
    }
    void oldVersionsListOffsets()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a", "b"}, 5000));
        const auto offsets = [&](qint64 timestamp) {
            wk::ListOffsetsRequest request;
            request.topics = {{"t", {{0, -1, timestamp, 1}}}};
            return client.call(0, request).topics.first().partitions.first().oldStyleOffsets;
        };
        QCOMPARE(offsets(-1), QList<qint64>{2});
        QCOMPARE(offsets(-2), QList<qint64>{0});
        QCOMPARE(offsets(5001), QList<qint64>{1});
        QCOMPARE(offsets(9000), QList<qint64>{2});
    }

    void aFetchWaitsForMore()
    {
        Broking broking;
        broking.makeTopic("t");
        Client consumer(broking), producer(broking);
        consumer.send(12, Client::fetching("t", 0));
        QVERIFY(consumer.silent());
        producer.produce("t", batchOf({"a"}));
        const auto fetched = Client::only(consumer.expect<wk::FetchRequest>(12));
        QCOMPARE(valuesOf(fetched.records.joined()), QList<QByteArray>{"a"});
    }
    void aFetchWaitsForEnough()
    {
        Broking broking;
        broking.makeTopic("t");
        Client consumer(broking), producer(broking);
        auto request = Client::fetching("t", 0);
        request.minBytes = 1000;
        consumer.send(12, request);
        producer.produce("t", batchOf({"a"}));
        QVERIFY(consumer.silent());
        producer.produce("t", batchOf({QByteArray(1000, 'b')}));
        QCOMPARE(valuesOf(Client::only(consumer.expect<wk::FetchRequest>(12)).records.joined()).size(), 2);
    }
    void aFetchWaitsNoLongerThanItSays()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.send(12, Client::fetching("t", 0));
        broking.advance(499);
        QVERIFY(client.silent());
        broking.advance(1);
        const auto fetched = Client::only(client.expect<wk::FetchRequest>(12));
        QCOMPARE(fetched.errorCode, ErrorCode::None);
        QVERIFY(fetched.records.joined().isEmpty());
    }
    void aFetchNoticesThatItsTopicGoes()
    {
        Broking broking;
        core::Topic &topic = broking.makeTopic("t");
        Client client(broking);
        client.send(12, Client::fetching("t", 0));
        broking.topics().remove(topic);
        broking.bench.settle();
        QCOMPARE(Client::only(client.expect<wk::FetchRequest>(12)).errorCode, ErrorCode::UnknownTopicOrPartition);
    }
    void aFetchWaitsForTheDisk()
    {
        BrokerLimits limits;
        limits.topicCacheBytes = 1; // the newest chunk only
        Broking broking(limits);
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"old"}));
        client.produce("t", batchOf({"new"}));
        broking.bench.store.autoCommit = false;
        client.send(12, Client::fetching("t", 0));
        QVERIFY(client.silent());
        broking.advance(10'000); // what is being read is waited for
        QVERIFY(client.silent());
        broking.bench.store.answerLoads();
        broking.bench.settle();
        const auto fetched = Client::only(client.expect<wk::FetchRequest>(12));
        QCOMPARE(valuesOf(fetched.records.joined()).first(), QByteArray("old"));
    }
    void bytesAreBounded()
    {
        Broking broking;
        broking.makeTopic("t", 2);
        Client client(broking);
        for (int i = 0; i < 4; ++i) {
            client.produce("t", batchOf({QByteArray(10'000, 'x')}), 0);
            client.produce("t", batchOf({QByteArray(10'000, 'x')}), 1);
        }
        auto request = Client::fetching("t", 0);
        request.topics.first().partitions.append({1, -1, 0, -1, -1, 1 << 20});
        // The first batch comes whatever its size, and nothing more.
        request.maxBytes = 100;
        auto response = client.call(12, request).responses.first().partitions;
        QCOMPARE(valuesOf(response[0].records.joined()).size(), 1);
        QCOMPARE(response[1].records.size(), 0);
        request.maxBytes = 35'000;
        response = client.call(12, request).responses.first().partitions;
        QCOMPARE(valuesOf(response[0].records.joined()).size(), 3);
        QCOMPARE(response[1].records.size(), 0);
        request.maxBytes = 1 << 20;
        request.topics.first().partitions[0].partitionMaxBytes = 25'000;
        response = client.call(12, request).responses.first().partitions;
        QCOMPARE(valuesOf(response[0].records.joined()).size(), 2);
        QCOMPARE(valuesOf(response[1].records.joined()).size(), 4);
    }

    void whatComesAndGoesIsCounted()
    {
        Broking broking;
        core::Partition &partition = *broking.makeTopic("t", 2).partition(1);
        const core::BrokerCounters &all = broking.bench.broker.counters();
        Client client(broking);
        client.produce("t", batchOf({"a", "b", "c"}), 1);
        client.produce("t", batchOf({"d", "e"}), 1);
        QCOMPARE(all.published, 5u);
        QCOMPARE(client.session().counters().messagesIn, 5u);
        QCOMPARE(client.produce("u", batchOf({"lost"})).errorCode, ErrorCode::UnknownTopicOrPartition);
        QCOMPARE(all.published, 5u);
        client.fetch("t", 0, 1);
        QCOMPARE(all.deliveredOrGot, 5u);
        QCOMPARE(client.session().counters().messagesOut, 5u);
        QCOMPARE(partition.delivered(), 5u);
        QCOMPARE(partition.deliveredBytes(), partition.bytes());
        QCOMPARE(partition.appendedBytes(), partition.bytes());
        // Topic by topic, for whoever wants to draw it.
        broking.makeTopic("a", 1);
        client.produce("a", batchOf({"x"}));
        const auto topics = client.session().topicCounters();
        QCOMPARE(topics.size(), size_t(2));
        QCOMPARE(topics[0].name, QByteArray("a"));
        QCOMPARE(topics[0].in, 1u);
        QCOMPARE(topics[0].out, 0u);
        QCOMPARE(topics[1].name, QByteArray("t"));
        QCOMPARE(topics[1].in, 5u);
        QCOMPARE(topics[1].out, 5u);
        // From the middle of a batch: the client reads over what is before.
        Client other(broking);
        QVERIFY(other.session().topicCounters().empty());
        QCOMPARE(other.fetch("t", 1, 1).size(), 4);
        QCOMPARE(other.session().counters().messagesOut, 4u);
        QCOMPARE(all.deliveredOrGot, 9u);
        // A long poll looks twice and sends once.
        auto request = Client::fetching("t", 5, 1);
        request.minBytes = 1;
        other.send(12, request);
        client.produce("t", batchOf({"f"}), 1);
        other.expect<wk::FetchRequest>(12);
        QCOMPARE(other.session().counters().messagesOut, 5u);
        QCOMPARE(partition.delivered(), 10u);
        QCOMPARE(broking.topics().find("t")->partition(0)->delivered(), 0u);
    }
    void whoWatchesSeesThemPass()
    {
        struct Recorder : core::LifecycleObserver
        {
            void observe(const core::LifecycleEvent &) override { ++messages; }
            void observeRecords(const core::RecordsEvent &event) override
            {
                seen.append(u"%1 %2+%3 by %4: %5"_s.arg(lifecycleStepName(event.step))
                                .arg(event.first)
                                .arg(event.count)
                                .arg(event.channel.connection.v)
                                .arg(QString::fromLatin1(valuesOf(event.batches, qint64(event.first)).join(' '))));
            }
            QStringList seen;
            int messages = 0;
        } recorder;
        Broking broking;
        broking.makeTopic("t");
        Client writer(broking), reader(broking);
        writer.produce("t", batchOf({"a", "b"}));
        broking.bench.broker.lifecycle().add(&recorder);
        writer.produce("t", batchOf({"c", "d"}));
        const quint64 by = writer.session().connectionId().v;
        QCOMPARE(recorder.seen,
                 (QStringList{u"published 2+2 by %1: c d"_s.arg(by), u"enqueued 2+2 by %1: c d"_s.arg(by)}));
        recorder.seen.clear();
        reader.fetch("t", 1);
        QCOMPARE(recorder.seen.size(), 2); // a chunk each
        const quint64 to = reader.session().connectionId().v;
        QCOMPARE(recorder.seen.at(0), u"delivered 1+1 by %1: b"_s.arg(to));
        QCOMPARE(recorder.seen.at(1), u"delivered 1+2 by %1: c d"_s.arg(to));
        recorder.seen.clear();
        reader.fetch("t", 4);
        QVERIFY(recorder.seen.isEmpty());
        QCOMPARE(recorder.messages, 0);
        broking.bench.broker.lifecycle().remove(&recorder);
    }
    void sessionsTellOnlyWhatIsNew()
    {
        Broking broking;
        broking.makeTopic("t", 3);
        Client consumer(broking), producer(broking);
        auto request = Client::fetching("t", 0);
        request.topics.first().partitions.append({1, -1, 0, -1, -1, 1 << 20});
        request.sessionEpoch = 0;
        request.maxWaitMs = 0;
        const auto full = consumer.call(12, request);
        QVERIFY(full.sessionId != 0);
        QCOMPARE(full.responses.first().partitions.size(), 2);

        wk::FetchRequest next;
        next.sessionId = full.sessionId;
        next.sessionEpoch = 1;
        QVERIFY(consumer.call(12, next).responses.isEmpty());
        producer.produce("t", batchOf({"a"}), 1);
        next.sessionEpoch = 2;
        const auto news = Client::only(consumer.call(12, next));
        QCOMPARE(news.partitionIndex, 1);
        QCOMPARE(valuesOf(news.records.joined()), QList<QByteArray>{"a"});

        // One is added, one has moved on, one is forgotten.
        next.sessionEpoch = 3;
        next.topics = {{"t", {{1, -1, 1, -1, -1, 1 << 20}, {2, -1, 0, -1, -1, 1 << 20}}}};
        next.forgottenTopicsData = {{"t", {0}}};
        QCOMPARE(Client::only(consumer.call(12, next)).partitionIndex, 2);
        producer.produce("t", batchOf({"b"}), 0);
        next = {};
        next.sessionId = full.sessionId;
        next.sessionEpoch = 4;
        QVERIFY(consumer.call(12, next).responses.isEmpty());

        next.sessionEpoch = 7;
        QCOMPARE(consumer.call(12, next).errorCode, ErrorCode::InvalidFetchSessionEpoch);
        next.sessionId = full.sessionId + 1;
        QCOMPARE(consumer.call(12, next).errorCode, ErrorCode::FetchSessionIdNotFound);
    }
    void sessionsServeAllPartitionsInTurn()
    {
        Broking broking;
        broking.makeTopic("t", 3);
        Client client(broking);
        wk::FetchRequest request;
        request.sessionEpoch = 0;
        request.maxBytes = 15'000;
        request.topics = {{"t", {}}};
        for (qint32 partition = 0; partition < 3; ++partition) {
            client.produce("t", batchOf({QByteArray(10'000, 'x')}), partition);
            request.topics.first().partitions.append({partition, -1, 0, -1, -1, 1 << 20});
        }
        auto response = client.call(12, request);
        request.topics.clear();
        request.sessionId = response.sessionId;
        QSet<qint32> served;
        for (int round = 0; round < 3; ++round) {
            for (const auto &data : response.responses.first().partitions) {
                if (data.records.size() > 0)
                    served.insert(data.partitionIndex);
            }
            ++request.sessionEpoch;
            response = client.call(12, request);
        }
        QCOMPARE(served.size(), 3);
    }

    void offsetsByTime()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a", "b"}, 1000));
        client.produce("t", batchOf({"c", "d"}, 5000));
        client.produce("t", batchOf({"e"}, 3000));
        QCOMPARE(offsetAt(client, -2).offset, 0);
        QCOMPARE(offsetAt(client, -1).offset, 5);
        const auto newest = offsetAt(client, -3);
        QCOMPARE(newest.offset, 3);
        QCOMPARE(newest.timestamp, 5001);
        QCOMPARE(offsetAt(client, 0).offset, 0);
        QCOMPARE(offsetAt(client, 1001).offset, 1);
        QCOMPARE(offsetAt(client, 1002).offset, 2);
        QCOMPARE(offsetAt(client, 6000).offset, -1);
        QCOMPARE(offsetAt(client, 6000).errorCode, ErrorCode::None);
        QCOMPARE(offsetAt(client, -9).errorCode, ErrorCode::UnsupportedVersion);
    }
    void theNewestTimeIsARecords()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        wk::InitProducerIdRequest init;
        init.transactionalId = "tx";
        init.transactionTimeoutMs = 60'000;
        const auto producer = client.call(4, init);
        const wk::AddPartitionsToTxnRequest add{"tx", producer.producerId, producer.producerEpoch, {{"t", {0}}}};
        QCOMPARE(client.call(3, add).results.first().resultsByPartition.first().partitionErrorCode, ErrorCode::None);
        auto request = client.producing(
            "t", batchOf({"a", "b"}, 5000, {wk::Transactional, -1, producer.producerId, producer.producerEpoch, 0}));
        request.transactionalId = "tx";
        QCOMPARE(client.call(9, request).responses.first().partitionResponses.first().errorCode, ErrorCode::None);
        client.produce("t", batchOf({"c"}, 3000));
        const wk::EndTxnRequest commit{"tx", producer.producerId, producer.producerEpoch, true};
        QCOMPARE(client.call(3, commit).errorCode, ErrorCode::None);
        QCOMPARE(offsetAt(client, -1).offset, 4); // the marker, whose time is the broker's, is the last
        QCOMPARE(offsetAt(client, -3).offset, 1);
        QCOMPARE(offsetAt(client, -3).timestamp, 5001);
        client.produce("t", batchOf({"no time"}, -1));
        QCOMPARE(offsetAt(client, -3).offset, 1);
    }
    void whereNoRecordHasATimeNoneIsTheNewest()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"no time"}, -1));
        QCOMPARE(offsetAt(client, -3).errorCode, ErrorCode::None);
        QCOMPARE(offsetAt(client, -3).offset, -1);
    }
    void aSearchEndsWithItsTopic()
    {
        BrokerLimits limits;
        limits.topicCacheBytes = 1;
        Broking broking(limits);
        core::Topic &topic = broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a"}, 1000));
        client.produce("t", batchOf({"b"}, 2000));
        broking.bench.store.autoCommit = false;
        wk::ListOffsetsRequest request;
        request.topics = {{"t", {{0, -1, 1000, 1}}}};
        client.send(7, request);
        QVERIFY(client.silent());
        broking.topics().remove(topic);
        broking.bench.store.autoCommit = true;
        broking.bench.settle();
        const auto answer = client.expect<wk::ListOffsetsRequest>(7).topics.first().partitions.first();
        QCOMPARE(answer.errorCode, ErrorCode::UnknownTopicOrPartition);
    }
    void leaderEpochs()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a"}));
        wk::OffsetForLeaderEpochRequest request;
        request.topics = {{"t", {{0, 0, 0}, {0, 0, 5}, {0, 7, 0}, {1, 0, 0}}}};
        const auto answers = client.call(4, request).topics.first().partitions;
        QCOMPARE(answers[0].endOffset, 1);
        QCOMPARE(answers[1].endOffset, -1);
        QCOMPARE(answers[2].errorCode, ErrorCode::UnknownLeaderEpoch);
        QCOMPARE(answers[3].errorCode, ErrorCode::UnknownTopicOrPartition);
    }
    void recordsAreDeleted()
    {
        Broking broking;
        broking.makeTopic("t");
        Client client(broking);
        client.produce("t", batchOf({"a", "b"}));
        client.produce("t", batchOf({"c"}));
        wk::DeleteRecordsRequest request;
        request.topics = {{"t", {{0, 1}}}};
        QCOMPARE(client.call(2, request).topics.first().partitions.first().lowWatermark, 1);
        QCOMPARE(Client::only(client.call(12, Client::fetching("t", 0))).errorCode, ErrorCode::OffsetOutOfRange);
        request.topics = {{"t", {{0, 4}}}};
        QCOMPARE(client.call(2, request).topics.first().partitions.first().errorCode, ErrorCode::OffsetOutOfRange);
        request.topics = {{"t", {{0, -1}}}};
        QCOMPARE(client.call(2, request).topics.first().partitions.first().lowWatermark, 3);
    }
    void recordsOfATopicThatOnlyCompactsAreNotDeleted()
    {
        Broking broking;
        FieldTable config;
        config.set("cleanup.policy", FieldValue(QByteArray("compact")));
        core::Topic &topic = broking.makeTopic("t", 1, config);
        Client client(broking);
        QCOMPARE(client.produce("t", batchOf({"no key"})).errorCode, ErrorCode::InvalidRecord);
        wk::DeleteRecordsRequest request;
        request.topics = {{"t", {{0, 0}}}};
        QCOMPARE(client.call(2, request).topics.first().partitions.first().errorCode, ErrorCode::PolicyViolation);
        config.set("cleanup.policy", FieldValue(QByteArray("compact,delete")));
        QVERIFY(broking.topics().setConfig(topic, config).ok());
        QCOMPARE(client.call(2, request).topics.first().partitions.first().errorCode, ErrorCode::None);
    }
};

SIGHTGLASS_TEST(TestRecords)
#include "tst_kafka_records.moc"
