// SPDX-License-Identifier: GPL-3.0-or-later
// Where a replay publishes to, and what becomes of a message on the way: its marks, its key, its time, its headers.
#include "replayfixture.h"

#include "program/testprogram.h"

using namespace test;
namespace wk = engine::wire::kafka;

class TestTargets : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ReplayBench> m_bench;
    ReplayBench &bench() { return *m_bench; }

    static ReplaySpec to(ReplayTarget::Kind kind, const QString &name)
    {
        ReplaySpec spec = ReplayBench::spec(QStringLiteral("t"), name);
        spec.target.kind = kind;
        return spec;
    }
    Topic *make(const QByteArray &name, quint32 partitions)
    {
        Topic *made = *bench().host().topics().create({name, partitions, {}, {}});
        bench().settle();
        return made;
    }
    struct Record
    {
        qint64 timestamp;
        QByteArray key, value;
        QList<std::pair<QByteArray, QByteArray>> headers;
    };
    static QByteArray copyOf(QByteArrayView view) { return view.isNull() ? QByteArray() : view.toByteArray(); }
    /// As Kafka's clients read them.
    std::vector<Record> records(const QByteArray &topic, qint64 partition = 0)
    {
        std::vector<Record> found;
        Partition &log = *bench().host().topics().find(topic)->partition(partition);
        std::vector<Partition::Slice> slices;
        log.read(log.logStart(), log.highWatermark(), 1 << 20, slices);
        for (const Partition::Slice &slice : slices) {
            QByteArrayView rest = slice.view();
            while (!rest.isEmpty()) {
                const auto info = wk::peek(rest);
                wk::RecordReader reader(rest.first(info->size()), *info);
                for (wk::RecordView view; reader.next(view);) {
                    Record record{view.timestamp, copyOf(view.key), copyOf(view.value), {}};
                    wk::HeaderReader headers(view);
                    for (wk::RecordHeader header; headers.next(header);)
                        record.headers.append({copyOf(header.key), copyOf(header.value)});
                    found.push_back(record);
                }
                rest = rest.sliced(info->size());
            }
        }
        return found;
    }
    static std::optional<QByteArray> header(const Record &record, const QByteArray &name)
    {
        for (const auto &[key, value] : record.headers) {
            if (key == name)
                return value;
        }
        return std::nullopt;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ReplayBench>();
        bench().create(2);
        bench().declare("q");
    }
    void cleanup() { m_bench.reset(); }

    void marksOfATopic()
    {
        bench().appendTo(0, batchOfValues({"x", "y"}, 1234));
        bench().appendTo(1, batchOfValues({"z"}, 4321));
        bench().run(to(ReplayTarget::Kind::Queue, QStringLiteral("q")));
        const auto arrived = bench().arrived();
        QCOMPARE(arrived.size(), size_t(3));
        const FieldTable &marks = arrived[2].headers;
        QCOMPARE(*marks.find("x-replayed-from-topic"), FieldValue(QByteArray("t")));
        QCOMPARE(*marks.find("x-replayed-from-partition"), FieldValue(qint64(1)));
        QCOMPARE(*marks.find("x-replayed-from-offset"), FieldValue(qint64(0)));
        QCOMPARE(*arrived[1].headers.find("x-replayed-from-offset"), FieldValue(qint64(1)));
        const qint64 at = marks.find("x-replayed-at")->toInteger().value_or(0);
        QVERIFY(at > 0 && at <= bench().clock.now);
        QVERIFY(!marks.contains("x-replayed-from-queue"));
        QVERIFY(!marks.contains("x-replayed-exchange"));
        QCOMPARE(*marks.find("x-kafka-timestamp"), FieldValue(qint64(4321)));
        QVERIFY(arrived[2].message->persistent);
        QCOMPARE(arrived[2].message->routingKey, QByteArray("q"));
    }

    void marksOfAQueue()
    {
        bench().declare("dead");
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "dead", "#", {}}, ConnectionId{1}).ok());
        FieldTable headers;
        headers.set("x-death-like", FieldValue(FieldArray{{FieldValue(qint8(3)), FieldValue(true)}}));
        bench().publish("amq.topic", "eu.new", "body", headers, false);
        ReplaySpec spec = to(ReplayTarget::Kind::Queue, QStringLiteral("q"));
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        bench().run(spec);
        const Arrived arrived = bench().arrived().front();
        QCOMPARE(*arrived.headers.find("x-death-like"), *headers.find("x-death-like"));
        QCOMPARE(*arrived.headers.find("x-replayed-from-queue"), FieldValue(QByteArray("dead")));
        QCOMPARE(*arrived.headers.find("x-replayed-from-offset"), FieldValue(qint64(0)));
        QCOMPARE(*arrived.headers.find("x-replayed-exchange"), FieldValue(QByteArray("amq.topic")));
        QCOMPARE(*arrived.headers.find("x-replayed-routing-key"), FieldValue(QByteArray("eu.new")));
        QVERIFY(!arrived.headers.contains("x-replayed-from-topic"));
        QVERIFY(!arrived.message->persistent);
        QCOMPARE(arrived.body, QByteArray("body"));

        // Once more, from there: the marks are those of the last time.
        spec.source.name = QStringLiteral("q");
        spec.target = {ReplayTarget::Kind::Topic, QStringLiteral("/"), QStringLiteral("t"), {}};
        bench().run(spec);
        bench().declare("r");
        spec = to(ReplayTarget::Kind::Queue, QStringLiteral("r"));
        bench().run(spec);
        const Arrived again = bench().arrived("r").front();
        QCOMPARE(*again.headers.find("x-replayed-from-topic"), FieldValue(QByteArray("t")));
        QVERIFY(!again.headers.contains("x-replayed-from-queue"));
        QCOMPARE(*again.headers.find("x-death-like"), *headers.find("x-death-like"));
        QCOMPARE(*again.headers.find("x-replayed-exchange"), FieldValue(QByteArray("amq.topic")));
    }

    void anExchangeWithTheMessagesOwnKey()
    {
        QVERIFY(bench().host().bind({"/", "amq.direct", DestinationType::Queue, "q", "k1", {}}, ConnectionId{1}).ok());
        bench().appendTo(0, batchOfValues({"a"}, 1, {}, "k1"));
        bench().appendTo(0, batchOfValues({"b"}, 2, {}, "k2"));
        const ReplayProgress done = bench().run(to(ReplayTarget::Kind::Exchange, QStringLiteral("amq.direct")));
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.unroutable, quint64(1));
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(bench().bodies(), QByteArrayList{"a"});
        QCOMPARE(bench().arrived().front().message->routingKey, QByteArray("k1"));
        QCOMPARE(bench().arrived().front().message->exchange, QByteArray("amq.direct"));
    }

    void anExchangeWithAnotherKey()
    {
        QVERIFY(bench().host().bind({"/", "amq.direct", DestinationType::Queue, "q", "new", {}}, ConnectionId{1}).ok());
        bench().appendTo(0, batchOfValues({"a"}, 1, {}, "k1"));
        ReplaySpec spec = to(ReplayTarget::Kind::Exchange, QStringLiteral("amq.direct"));
        spec.target.routingKey = QStringLiteral("new");
        QCOMPARE(bench().run(spec).sent, quint64(1));
        QCOMPARE(*bench().arrived().front().headers.find("x-kafka-key"), FieldValue(QByteArray("k1")));
        spec.target.routingKey = QString(256, u'x');
        QCOMPARE(bench().replays.start(spec).error().code, BrokerError::InvalidArgument);
    }

    void aHeadersExchangeSeesTheHeaders()
    {
        FieldTable arguments, headers;
        arguments.set("x-match", FieldValue(QByteArray("all")));
        arguments.set("kind", FieldValue(qint32(7)));
        headers.set("kind", FieldValue(qint32(7)));
        QVERIFY(bench()
                    .host()
                    .bind({"/", "amq.headers", DestinationType::Queue, "q", {}, arguments}, ConnectionId{1})
                    .ok());
        bench().publish({}, "t-0", "with", headers);
        bench().publish({}, "t-0", "without");
        const ReplayProgress done = bench().run(to(ReplayTarget::Kind::Exchange, QStringLiteral("amq.headers")));
        QCOMPARE(done.unroutable, quint64(1));
        QCOMPARE(bench().bodies(), QByteArrayList{"with"});
    }

    void recordsStayWhatTheyAre()
    {
        make("copy", 2);
        wire::OutBuffer out;
        wk::RecordBatchBuilder builder(out, 0);
        const QByteArray null, empty("", 0);
        const wk::RecordHeader headers[] = {{"text", "é"},  {"bytes", "\xff\xfe"}, {"twice", "1"},
                                            {"twice", "2"}, {"null", {}},          {"empty", empty}};
        builder.append(0, 1'700'000'000'123, "key", "value", headers);
        builder.append(1, 1'700'000'000'999, "key", {});     // a tombstone
        builder.append(2, 1'700'000'001'001, {}, empty, {}); // an empty one
        builder.append(3, 1'700'000'001'002, "\xff\x01", "binary key");
        const QByteArray bytes = builder.finish().toByteArray();
        bench().appendTo(1, protocol::records::batchOf(*wk::peek(bytes), bytes));
        QCOMPARE(bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("copy"))).sent, quint64(4));
        QVERIFY(records("copy", 0).empty());
        const auto copied = records("copy", 1);
        QCOMPARE(copied.size(), size_t(4));
        // They come now, so that retention does not take at once what is replayed; the time they had is a header.
        QVERIFY(copied[0].timestamp < 1'700'000'000'000);
        QCOMPARE(header(copied[0], "x-kafka-timestamp"), std::optional(QByteArray("1700000000123")));
        QCOMPARE(copied[0].key, QByteArray("key"));
        QCOMPARE(copied[0].value, QByteArray("value"));
        QCOMPARE(copied[0].headers.mid(0, 6), (QList<std::pair<QByteArray, QByteArray>>{{"text", "é"},
                                                                                        {"bytes", "\xff\xfe"},
                                                                                        {"twice", "1"},
                                                                                        {"twice", "2"},
                                                                                        {"null", null},
                                                                                        {"empty", empty}}));
        QVERIFY(header(copied[0], "null")->isNull());
        QVERIFY(!header(copied[0], "empty")->isNull());
        QCOMPARE(header(copied[0], "x-replayed-from-topic"), std::optional(QByteArray("t")));
        QCOMPARE(header(copied[0], "x-replayed-from-partition"), std::optional(QByteArray("1")));
        QVERIFY(!header(copied[0], "x-kafka-key"));
        QVERIFY(copied[1].value.isNull());
        QCOMPARE(header(copied[1], "x-kafka-timestamp"), std::optional(QByteArray("1700000000999")));
        QVERIFY(!header(copied[1], "x-kafka-tombstone"));
        QVERIFY(!copied[2].value.isNull() && copied[2].key.isNull());
        QCOMPARE(copied[3].key, QByteArray("\xff\x01"));
    }

    void headersThatAreTooMuchForAmqpStayInLogs()
    {
        make("copy", 1);
        wire::OutBuffer out;
        wk::RecordBatchBuilder builder(out, 0);
        const QByteArray large(200'000, 'x');
        const wk::RecordHeader headers[] = {{"large", large}, {"small", "1"}};
        builder.append(0, 1, "key", "value", headers);
        const QByteArray bytes = builder.finish().toByteArray();
        bench().appendTo(0, protocol::records::batchOf(*wk::peek(bytes), bytes));
        QCOMPARE(bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("copy"))).sent, quint64(1));
        QCOMPARE(bench().run(to(ReplayTarget::Kind::Queue, QStringLiteral("copy"))).sent, quint64(1)); // its stream
        const auto copied = records("copy");
        QCOMPARE(copied.size(), size_t(2));
        for (const Record &record : copied) {
            QCOMPARE(record.key, QByteArray("key"));
            QCOMPARE(header(record, "large"), std::optional(large));
            QCOMPARE(header(record, "small"), std::optional(QByteArray("1")));
            QVERIFY(!header(record, "x-kafka-headers-omitted"));
        }
        QCOMPARE(bench().run(to(ReplayTarget::Kind::Queue, QStringLiteral("q"))).sent, quint64(1));
        const FieldTable arrived = bench().arrived().front().headers;
        QVERIFY(!arrived.contains("large") && !arrived.contains("small"));
        QCOMPARE(*arrived.find("x-kafka-headers-omitted"), FieldValue(qint64(2)));
        QCOMPARE(*arrived.find("x-kafka-key"), FieldValue(QByteArray("key")));
    }

    void keysChooseThePartitionOfAnotherTopic()
    {
        Topic *wide = make("wide", 5);
        for (int i = 0; i < 40; ++i) {
            const QByteArray key = i % 4 == 0 ? QByteArray() : "key-" + QByteArray::number(i % 7);
            bench().appendTo(i % 2, batchOfValues({QByteArray::number(i)}, 1000 + i, {}, key));
        }
        QCOMPARE(bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("wide"))).sent, quint64(40));
        QHash<QByteArray, qint64> home;
        size_t total = 0;
        for (qint64 partition = 0; partition < 5; ++partition) {
            int last = -1;
            for (const Record &record : records("wide", partition)) {
                QVERIFY(record.value.toInt() > last); // in order
                last = record.value.toInt();
                QCOMPARE(home.value(record.key, partition), partition);
                home.insert(record.key, partition);
                ++total;
            }
        }
        QCOMPARE(total, size_t(40));
        QCOMPARE(wide->partitions().size(), size_t(5));
        QVERIFY(QSet<qint64>(home.cbegin(), home.cend()).size() > 1);
    }

    void aRoutingKeyBecomesTheRecordsKey()
    {
        bench().declare("dead");
        QVERIFY(bench().host().bind({"/", "amq.topic", DestinationType::Queue, "dead", "#", {}}, ConnectionId{1}).ok());
        bench().publish("amq.topic", "eu.new", "keyed");
        bench().publish({}, "dead", "keyless");
        make("one", 1);
        ReplaySpec spec = to(ReplayTarget::Kind::Topic, QStringLiteral("one"));
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("dead"), {}};
        QCOMPARE(bench().run(spec).sent, quint64(2));
        QCOMPARE(records("one")[0].key, QByteArray("eu.new"));
        QVERIFY(records("one")[1].key.isNull());
        QCOMPARE(header(records("one")[0], "x-replayed-from-queue"), std::optional(QByteArray("dead")));
    }

    void aCompactedTopicTakesNoneWithoutAKey()
    {
        FieldTable compacts;
        compacts.set("cleanup.policy", FieldValue(QByteArray("compact")));
        QVERIFY(bench().host().topics().create({"latest", 2, compacts, {}}).ok());
        bench().appendTo(0, batchOfValues({"keyed"}, 1, {}, "k"));
        bench().appendTo(0, batchOfValues({"keyless"}, 2));
        const ReplayProgress done = bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("latest")));
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.failed, quint64(1));
        QVERIFY(done.text.contains(QStringLiteral("no key")));
        QCOMPARE(records("latest").front().key, QByteArray("k"));
    }

    void aTopicTakesNoneThatIsTooLarge()
    {
        FieldTable small;
        small.set("max.message.bytes", FieldValue(QByteArray("1000")));
        QVERIFY(bench().host().topics().create({"small", 1, small, {}}).ok());
        bench().appendTo(0, batchOfValues({"fits"}, 1));
        bench().appendTo(0, batchOfValues({QByteArray(2000, 'x')}, 2));
        const ReplayProgress done = bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("small")));
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(1));
        QCOMPARE(done.failed, quint64(1));
        QVERIFY(done.text.contains(QStringLiteral("larger than the topic takes")));
        QVERIFY(!done.text.contains(QStringLiteral("no key")));
        QCOMPARE(records("small").front().value, QByteArray("fits"));
    }

    void intoTheSameTopicEndsWhereItBegan()
    {
        bench().appendTo(0, batchOfValues(numbers(0, 1000), 1));
        const ReplayProgress done = bench().run(to(ReplayTarget::Kind::Topic, QStringLiteral("t")));
        QCOMPARE(done.state, State::Finished);
        QCOMPARE(done.sent, quint64(1000));
        QCOMPARE(bench().partition(0).highWatermark(), quint64(2000));
    }

    void intoTheSameQueueEndsWhereItBegan()
    {
        for (int i = 0; i < 300; ++i)
            bench().publish({}, "q", QByteArray::number(i));
        ReplaySpec spec = to(ReplayTarget::Kind::Queue, QStringLiteral("q"));
        spec.source = {ReplaySource::Kind::Queue, QStringLiteral("/"), QStringLiteral("q"), {}};
        QCOMPARE(bench().run(spec).sent, quint64(300));
        QCOMPARE(bench().bodies(), numbers(0, 300) + numbers(0, 300));
    }

    void whatMayNotBePublishedTo()
    {
        QVERIFY(bench().host().declareExchange({"/", "inner", ExchangeType::Fanout, true, false, true, {}}).ok());
        const auto refusal = [&](ReplayTarget::Kind kind, const QString &name) {
            return bench().replays.start(to(kind, name)).error().code;
        };
        QCOMPARE(refusal(ReplayTarget::Kind::Exchange, QStringLiteral("inner")), BrokerError::AccessRefused);
        QCOMPARE(refusal(ReplayTarget::Kind::Exchange, QStringLiteral("none")), BrokerError::NotFound);
        QCOMPARE(refusal(ReplayTarget::Kind::Topic, QStringLiteral("none")), BrokerError::NotFound);
        QCOMPARE(refusal(ReplayTarget::Kind::Queue, QStringLiteral("none")), BrokerError::NotFound);
    }
};

SIGHTGLASS_TEST(TestTargets)
#include "tst_replay_targets.moc"
