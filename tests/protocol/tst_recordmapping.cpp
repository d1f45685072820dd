// SPDX-License-Identifier: GPL-3.0-or-later
// What a message of AMQP becomes as a Kafka record, and a record as a message: the table of recordmapping.h, line by line.
#include "program/testprogram.h"
#include "protocol/records/headertexts.h"
#include "protocol/records/recordmapping.h"
#include "wire/amqp/properties.h"

#include <QTest>

using namespace engine;
using namespace engine::core;
using namespace engine::protocol::records;
using wire::amqp::BasicProperties;
using wire::kafka::RecordHeader;

namespace {

constexpr qint64 arrivedAtMs = 1'700'000'000'123;
using Header = std::pair<QByteArray, QByteArray>; // a null value is Kafka's null

QByteArray copyOf(QByteArrayView view)
{
    return view.isNull() ? QByteArray() : QByteArray(view.data(), view.size());
}

QExplicitlySharedDataPointer<Message> messageWith(const BasicProperties &properties, const QByteArray &body = "body")
{
    QExplicitlySharedDataPointer<Message> message(new Message);
    message->exchange = "x";
    message->routingKey = "key";
    message->persistent = true;
    message->publishedAtMs = arrivedAtMs - 5;
    message->payload = body;
    message->setProperties(wire::amqp::encodeProperties(properties), PropertiesFormat::Amqp091);
    return message;
}

BasicProperties withHeader(const QByteArray &name, const FieldValue &value)
{
    BasicProperties properties;
    properties.headers.emplace().set(name, value);
    return properties;
}

BasicProperties propertiesOf(const Message &message)
{
    const auto properties = wire::amqp::decodeProperties(message.properties());
    return properties.ok() ? *properties : BasicProperties();
}

/// One record in a batch of its own, which the views of `view` point into.
struct Record
{
    explicit Record(const Message &message)
    {
        wire::OutBuffer out;
        wire::kafka::RecordBatchBuilder builder(out, 7);
        appendMessage(builder, 7, arrivedAtMs, message);
        read(builder.finish().toByteArray());
    }
    Record(QByteArrayView key, QByteArrayView value, const QList<Header> &headers)
    {
        std::vector<RecordHeader> views;
        for (const auto &[name, content] : headers)
            views.push_back({name, content.isNull() ? QByteArrayView() : QByteArrayView(content)});
        wire::OutBuffer out;
        wire::kafka::RecordBatchBuilder builder(out, 7);
        builder.append(7, arrivedAtMs, key, value, views);
        read(builder.finish().toByteArray());
    }
    void read(const QByteArray &batch)
    {
        bytes = batch;
        const auto info = wire::kafka::peek(bytes);
        wire::kafka::RecordReader reader(bytes, *info);
        isRead = reader.next(view);
    }
    /// Without the envelope.
    QList<Header> headers() const
    {
        QList<Header> all;
        wire::kafka::HeaderReader reader(view);
        for (RecordHeader header; reader.next(header);) {
            if (copyOf(header.key) != "x-sightglass-message")
                all.append({copyOf(header.key), copyOf(header.value)});
        }
        return all;
    }

    QByteArray bytes;
    wire::kafka::RecordView view;
    bool isRead = false;
};

/// What a client of Kafka has of a record when it forwards it: the envelope is a header like any other to it.
struct Forwarded
{
    explicit Forwarded(const Message &message)
    {
        const Record record(message);
        key = copyOf(record.view.key);
        value = copyOf(record.view.value);
        wire::kafka::HeaderReader reader(record.view);
        for (RecordHeader header; reader.next(header);)
            headers.append({copyOf(header.key), copyOf(header.value)});
    }
    Record record() const { return Record(viewOf(key), viewOf(value), headers); }
    static QByteArrayView viewOf(const QByteArray &bytes)
    {
        return bytes.isNull() ? QByteArrayView() : QByteArrayView(bytes);
    }

    QByteArray key, value;
    QList<Header> headers;
};

bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.isNull() == b.isNull() && a == b;
}

} // namespace

class TestRecordMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void headersOfMessages_data()
    {
        QTest::addColumn<FieldValue>("value");
        QTest::addColumn<QList<QByteArray>>("texts");
        const auto row = [](const char *name, const FieldValue &value, const QList<QByteArray> &texts) {
            QTest::newRow(name) << value << texts;
        };
        row("boolean", FieldValue(true), {"true"});
        row("int8", FieldValue(qint8(-7)), {"-7"});
        row("uint8", FieldValue(quint8(200)), {"200"});
        row("int16", FieldValue(qint16(-300)), {"-300"});
        row("int32", FieldValue(qint32(-70'000)), {"-70000"});
        row("int64", FieldValue(qint64(1) << 40), {"1099511627776"});
        row("double", FieldValue(1.5), {"1.5"});
        row("decimal", FieldValue(FieldDecimal{2, 314}), {"3.14"});
        row("text", FieldValue(QByteArray("t\xc3\xa9xt")), {"t\xc3\xa9xt"});
        row("empty text", FieldValue(QByteArray("", 0)), {QByteArray("", 0)});
        row("bytes", FieldValue(FieldBytes{QByteArray("\xff\x00", 2)}), {QByteArray("\xff\x00", 2)});
        row("time", FieldValue(FieldTimestamp{1'700'000'000}), {"1700000000"});
        row("void", FieldValue(), {QByteArray()});
        row("array", FieldValue(FieldArray{{FieldValue(qint32(1)), FieldValue(QByteArray("two"))}}), {"1", "two"});
        FieldTable table;
        table.set("n", FieldValue(qint32(1)));
        table.set("s", FieldValue(QByteArray("text")));
        row("table", FieldValue(table), {"{\"n\":1,\"s\":\"text\"}"});
    }
    void headersOfMessages()
    {
        QFETCH(FieldValue, value);
        QFETCH(QList<QByteArray>, texts);
        const auto message = messageWith(withHeader("h", value));
        const Record record(*message);
        QVERIFY(record.isRead);
        const QList<Header> headers = record.headers();
        QCOMPARE(headers.size(), texts.size());
        for (qsizetype i = 0; i < texts.size(); ++i) {
            QCOMPARE(headers[i].first, QByteArray("h"));
            QVERIFY2(isSame(headers[i].second, texts[i]), headers[i].second);
        }
        const MessagePtr back = messageOf(record.view);
        QCOMPARE(back->payload, message->payload); // its own types, byte for byte
        QCOMPARE(back->propertiesSize, message->propertiesSize);
    }

    void propertiesAreHeadersAndComeBack()
    {
        BasicProperties properties;
        properties.contentType = "text/plain";
        properties.contentEncoding = "gzip";
        properties.deliveryMode = quint8(2);
        properties.priority = quint8(4);
        properties.correlationId = "c";
        properties.replyTo = "r";
        properties.expiration = "60000";
        properties.messageId = "m";
        properties.timestamp = quint64(1'000'000'000); // long before it arrived
        properties.type = "t";
        properties.userId = "u";
        properties.appId = "a";
        const auto message = messageWith(properties);
        message->priority = quint8(4);
        message->expirationMs = 60'000;
        const Record record(*message);
        QCOMPARE(record.headers(), (QList<Header>{{"content-type", "text/plain"},
                                                  {"content-encoding", "gzip"},
                                                  {"correlation-id", "c"},
                                                  {"reply-to", "r"},
                                                  {"expiration", "60000"},
                                                  {"message-id", "m"},
                                                  {"type", "t"},
                                                  {"user-id", "u"},
                                                  {"app-id", "a"},
                                                  {"priority", "4"},
                                                  {"timestamp", "1000000000"}}));
        QCOMPARE(record.view.timestamp, arrivedAtMs); // the broker's clock
        const MessagePtr back = messageOf(record.view);
        QCOMPARE(propertiesOf(*back), properties);
        QCOMPARE(back->exchange, QByteArray("x"));
        QCOMPARE(back->routingKey, QByteArray("key"));
        QCOMPARE(back->publishedAtMs, arrivedAtMs - 5);
        QCOMPARE(back->expirationMs, 60'000);
        QCOMPARE(back->priority, std::optional<quint8>(4));
        QVERIFY(back->persistent);
    }

    void keysAndValuesOfMessages_data()
    {
        const QByteArray null, empty("", 0), binary("\x00\xff\x01", 3);
        QTest::addColumn<QByteArray>("exchange");
        QTest::addColumn<QByteArray>("routingKey");
        QTest::addColumn<FieldTable>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        FieldTable own, bytes, tombstone, noTombstone;
        own.set("x-kafka-key", FieldValue(QByteArray("own")));
        bytes.set("x-kafka-key", FieldValue(FieldBytes{binary}));
        tombstone.set("x-kafka-tombstone", FieldValue(true));
        noTombstone.set("x-kafka-tombstone", FieldValue(false));
        const QByteArray x("x"), k("k"), b("b");
        QTest::newRow("routing key") << x << k << FieldTable() << b << k << b;
        QTest::newRow("empty routing key") << x << empty << FieldTable() << b << empty << b;
        QTest::newRow("default exchange") << null << k << FieldTable() << b << null << b;
        QTest::newRow("header") << x << k << own << b << QByteArray("own") << b;
        QTest::newRow("header, default exchange") << null << k << own << b << QByteArray("own") << b;
        QTest::newRow("bytes") << x << k << bytes << binary << binary << binary;
        QTest::newRow("empty body") << x << k << FieldTable() << empty << k << empty;
        QTest::newRow("tombstone") << x << k << tombstone << empty << k << null;
        QTest::newRow("tombstone with a body") << x << k << tombstone << b << k << b;
        QTest::newRow("no tombstone") << x << k << noTombstone << empty << k << empty;
    }
    void keysAndValuesOfMessages()
    {
        QFETCH(QByteArray, exchange);
        QFETCH(QByteArray, routingKey);
        QFETCH(FieldTable, headers);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        BasicProperties properties;
        properties.headers = headers;
        const auto message = messageWith(properties, body);
        message->exchange = exchange;
        message->routingKey = routingKey;
        const Record record(*message);
        QVERIFY(isSame(copyOf(record.view.key), key));
        QVERIFY(isSame(copyOf(record.view.value), value));
        QCOMPARE(hasKey(*message), !key.isNull());
        const MessagePtr back = messageOf(record.view);
        QCOMPARE(back->body().toByteArray(), body);
        QCOMPARE(propertiesOf(*back), properties);
    }

    void aMessageWithoutPropertiesComesBack()
    {
        QExplicitlySharedDataPointer<Message> message(new Message);
        message->payload = "body";
        message->routingKey = "q";
        const Record record(*message);
        QVERIFY(record.view.key.isNull());
        QVERIFY(record.headers().isEmpty());
        const MessagePtr back = messageOf(record.view);
        QCOMPARE(back->format, PropertiesFormat::None);
        QCOMPARE(back->payload, QByteArray("body"));
        QVERIFY(!back->persistent);
    }

    void whatAClientOfKafkaForwardsIsStillTheMessage()
    {
        BasicProperties properties = withHeader("n", FieldValue(qint32(7)));
        properties.contentType = "text/plain";
        const auto message = messageWith(properties);
        Forwarded forwarded(*message);
        QCOMPARE(forwarded.headers.size(), 3);
        QCOMPARE(messageOf(forwarded.record().view)->payload, message->payload);
        forwarded.value = "another value";
        forwarded.headers.move(2, 0);
        const Record record = forwarded.record();
        const MessagePtr back = messageOf(record.view);
        QCOMPARE(propertiesOf(*back), properties);
        QCOMPARE(back->exchange, QByteArray("x"));
        QCOMPARE(back->body().toByteArray(), QByteArray("another value"));
    }

    void whatAClientOfKafkaChangesIsSeen_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QList<Header>>("headers");
        BasicProperties properties = withHeader("n", FieldValue(qint32(7)));
        properties.contentType = "text/plain";
        const Forwarded sent(*messageWith(properties));
        const Forwarded tombstone(*messageWith(withHeader("x-kafka-tombstone", FieldValue(true)), QByteArray()));
        const auto row = [](const char *name, const Forwarded &from, const auto &change) {
            Forwarded changed = from;
            change(changed);
            QTest::newRow(name) << changed.key << changed.value << changed.headers;
        };
        row("another key", sent, [](Forwarded &record) { record.key = "other"; });
        row("no key", sent, [](Forwarded &record) { record.key = QByteArray(); });
        row("an empty key", sent, [](Forwarded &record) { record.key = QByteArray("", 0); });
        row("a header more", sent, [](Forwarded &record) { record.headers.append(Header("step", "1")); });
        row("a header less", sent, [](Forwarded &record) { record.headers.removeFirst(); });
        row("another header", sent, [](Forwarded &record) { record.headers[0].second = "8"; });
        row("another name", sent, [](Forwarded &record) { record.headers[0].first = "m"; });
        row("a header that is null", sent, [](Forwarded &record) { record.headers[0].second = QByteArray(); });
        row("another property", sent, [](Forwarded &record) { record.headers[1].second = "text/html"; });
        row("a tombstone", sent, [](Forwarded &record) { record.value = QByteArray(); });
        row("a value for a tombstone", tombstone, [](Forwarded &record) { record.value = "value"; });
        row("an empty value for a tombstone", tombstone, [](Forwarded &record) { record.value = QByteArray("", 0); });
    }
    void whatAClientOfKafkaChangesIsSeen()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(QList<Header>, headers);
        const Record record(Forwarded::viewOf(key), Forwarded::viewOf(value), headers);
        const MessagePtr message = messageOf(record.view);
        QCOMPARE(message->exchange, QByteArray());
        QCOMPARE(message->routingKey, key);
        QCOMPARE(message->body().toByteArray(), value);
        FieldTable expected; // as of a record that has never seen AMQP
        for (const auto &[name, content] : headers) {
            if (name != "x-sightglass-message")
                expected.set(name, headerValue(Forwarded::viewOf(content)));
        }
        if (!key.isNull())
            expected.set("x-kafka-key", FieldValue(key));
        expected.set("x-kafka-timestamp", FieldValue(arrivedAtMs));
        if (value.isNull())
            expected.set("x-kafka-tombstone", FieldValue(true));
        const BasicProperties properties = propertiesOf(*message);
        QVERIFY(properties.headers);
        QVERIFY(*properties.headers == expected);
        QVERIFY(!properties.contentType);
        // And so it stays where it is published to a topic again.
        const Record again(*message);
        QCOMPARE(messageOf(again.view)->payload, message->payload);
    }

    void headersOfRecords_data()
    {
        QTest::addColumn<QList<QByteArray>>("values");
        QTest::addColumn<FieldValue>("expected");
        const QByteArray bytes("\xff\x00", 2);
        QTest::newRow("text") << QList<QByteArray>{"t\xc3\xa9xt"} << FieldValue(QByteArray("t\xc3\xa9xt"));
        QTest::newRow("empty") << QList<QByteArray>{QByteArray("", 0)} << FieldValue(QByteArray("", 0));
        QTest::newRow("bytes") << QList<QByteArray>{bytes} << FieldValue(FieldBytes{bytes});
        QTest::newRow("null") << QList<QByteArray>{QByteArray()} << FieldValue();
        QTest::newRow("more than one") << QList<QByteArray>{"1", bytes}
                                       << FieldValue(
                                              FieldArray{{FieldValue(QByteArray("1")), FieldValue(FieldBytes{bytes})}});
    }
    void headersOfRecords()
    {
        QFETCH(QList<QByteArray>, values);
        QFETCH(FieldValue, expected);
        QList<Header> headers;
        for (const QByteArray &value : values)
            headers.append({"h", value});
        const Record record("k", "v", headers);
        const BasicProperties properties = propertiesOf(*messageOf(record.view));
        QVERIFY(properties.headers);
        const FieldValue *found = properties.headers->find("h");
        QVERIFY(found);
        QCOMPARE(found->typeCode(), expected.typeCode());
        QVERIFY(*found == expected);
    }

    void keysAndValuesOfRecords_data()
    {
        const QByteArray null, empty("", 0), binary("\xff\x01", 2), longest(255, 'k'), tooLong(256, 'k');
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("routingKey");
        QTest::newRow("text") << QByteArray("k") << QByteArray("v") << QByteArray("k");
        QTest::newRow("null key") << null << QByteArray("v") << null;
        QTest::newRow("empty key and value") << empty << empty << empty;
        QTest::newRow("binary key") << binary << binary << null;
        QTest::newRow("longest") << longest << QByteArray("v") << longest;
        QTest::newRow("too long") << tooLong << QByteArray("v") << null;
        QTest::newRow("tombstone") << QByteArray("k") << null << QByteArray("k");
    }
    void keysAndValuesOfRecords()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, routingKey);
        const auto viewOf = [](const QByteArray &bytes) {
            return bytes.isNull() ? QByteArrayView() : QByteArrayView(bytes);
        };
        const Record record(viewOf(key), viewOf(value), {});
        QVERIFY(record.isRead);
        const MessagePtr message = messageOf(record.view);
        QCOMPARE(message->body().toByteArray(), value);
        QCOMPARE(message->routingKey, routingKey);
        QCOMPARE(message->publishedAtMs, arrivedAtMs);
        QVERIFY(message->persistent);
        const BasicProperties properties = propertiesOf(*message);
        QCOMPARE(properties.timestamp, std::optional<quint64>(arrivedAtMs / 1000));
        QVERIFY(properties.headers);
        const FieldTable &headers = *properties.headers;
        QCOMPARE(headers.find("x-kafka-timestamp")->toInteger(), std::optional<qint64>(arrivedAtMs));
        QCOMPARE(headers.contains("x-kafka-tombstone"), value.isNull());
        QCOMPARE(headers.contains("x-kafka-key"), !key.isNull());
        if (!key.isNull())
            QCOMPARE(headerText(*headers.find("x-kafka-key")), key);
    }

    void headersThatAreTooMuchAreLeftOut()
    {
        const Record record("k", QByteArrayView(), {{"h", QByteArray(200'000, 'x')}, {"small", "1"}});
        const BasicProperties properties = propertiesOf(*messageOf(record.view));
        QVERIFY(properties.timestamp);
        QVERIFY(properties.headers);
        FieldTable expected;
        expected.set("x-kafka-key", FieldValue(QByteArray("k")));
        expected.set("x-kafka-timestamp", FieldValue(arrivedAtMs));
        expected.set("x-kafka-tombstone", FieldValue(true));
        expected.set("x-kafka-headers-omitted", FieldValue(qint64(2)));
        QVERIFY(*properties.headers == expected);
        const FieldTable all = *propertiesOf(*messageOf(record.view, core::RecordFormat::Headers::All)).headers;
        QCOMPARE(all.find("h")->toText()->size(), 200'000);
        QVERIFY(all.contains("small") && all.contains("x-kafka-key"));
        QVERIFY(!all.contains("x-kafka-headers-omitted"));
    }
    void aKeyThatIsTooMuchIsLeftOut()
    {
        const QByteArray key(200'000, 'k');
        const Record record(key, "v", {{"small", "1"}});
        const FieldTable few = *propertiesOf(*messageOf(record.view)).headers;
        QVERIFY(few.contains("x-kafka-timestamp") && !few.contains("x-kafka-key"));
        QCOMPARE(few.find("x-kafka-headers-omitted")->toInteger(), std::optional<qint64>(2));
        const FieldTable all = *propertiesOf(*messageOf(record.view, core::RecordFormat::Headers::All)).headers;
        QCOMPARE(all.find("x-kafka-key")->toText(), std::optional(key));
    }
    void anEnvelopeHasNoMoreThanAmqpCouldHaveWritten()
    {
        const auto written = messageWith(withHeader("h", FieldValue(QByteArray(125'000, 'x'))));
        const Record whole(*written);
        QCOMPARE(messageOf(whole.view)->payload, written->payload);
        const auto copied = messageWith(withHeader("h", FieldValue(QByteArray(200'000, 'x')))); // from a record
        const Record record(*copied);
        QCOMPARE(messageOf(record.view, core::RecordFormat::Headers::All)->payload, copied->payload);
        const FieldTable few = *propertiesOf(*messageOf(record.view)).headers;
        QCOMPARE(few.find("x-kafka-headers-omitted")->toInteger(), std::optional<qint64>(1));
        QCOMPARE(few.find("x-kafka-key")->toText(), std::optional(QByteArray("key")));
        QVERIFY(!few.contains("x-sightglass-message"));
    }
};

SIGHTGLASS_TEST(TestRecordMapping)
#include "tst_recordmapping.moc"
