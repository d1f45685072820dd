// SPDX-License-Identifier: GPL-3.0-or-later
// Content in and out: publishing whole, in pieces and interleaved; properties verbatim; deliveries, get, return, confirms.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"
#include "protocol/records/recordformat.h"

using namespace test;

class TestContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void byteByByte();
    void emptyBody();
    void interleavedOverChannels_4_2_6();
    void bodyIsSplitByTheConsumersFrameMax();
    void propertiesThatMatter();
    void badContent_data();
    void badContent();
    void tooLargeIsRefusedAtItsHeader();
    void whatATopicDoesNotTake_data();
    void whatATopicDoesNotTake();
    void largeBodyTakesMemoryAsItArrives();
    void userIdMustBeTheUser();
    void headersExchangeReadsTheProperties();
    void getAndGetEmpty();
    void returnComesBeforeTheAck();
    void confirmsAfterTheCommit();
    void failedCommitIsNacked();
    void unroutableIsConfirmedAtOnce();
    void redeliveredAfterRecover();
    void prefetchIsKept();
    void deliveryTagsAreThoseOfTheChannel();
};

namespace {

wa::BasicProperties someProperties()
{
    wa::BasicProperties properties;
    properties.contentType = "application/json";
    properties.deliveryMode = 2;
    properties.priority = 3;
    properties.correlationId = "c-17";
    FieldTable headers;
    headers.set("tenant", QByteArray("acme"));
    headers.set("attempt", qint32(2));
    properties.headers = headers;
    return properties;
}

QByteArray header(quint64 size, const QByteArray &properties = QByteArray(2, '\0'), quint16 classId = 60)
{
    OutBuffer out;
    wire::ByteWriter writer(out);
    writer.u16(classId);
    writer.u16(0);
    writer.u64(size);
    writer.bytes(properties);
    return Client::frame(wa::FrameType::Header, 1, out.toByteArray());
}

QByteArray publishMethod(const QByteArray &key = "q")
{
    return Client::encoded(1, wa::BasicPublish{{}, key, false, false});
}

QByteArray body(const QByteArray &bytes)
{
    return Client::frame(wa::FrameType::Body, 1, bytes);
}

struct Ready
{
    Ready()
    {
        client.connect();
        client.open(1);
        client.declare(1, "q");
    }
    quint64 ready() { return broking.bench.host().queue("q")->ready(); }

    Broking broking;
    Client client{broking};
};

} // namespace

void TestContent::roundTrip_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("small") << QByteArray("{\"id\": 17}");
    QTest::newRow("with frame ends in it") << QByteArray(1000, '\xCE');
    QTest::newRow("one frame, full") << QByteArray(131064, 'x');
    QTest::newRow("one byte more") << QByteArray(131065, 'x');
    QTest::newRow("many frames") << QByteArray(1'000'000, 'y');
}

void TestContent::roundTrip()
{
    QFETCH(QByteArray, payload);
    Ready r;
    r.client.send(Client::publishing(1, {}, "q", payload, someProperties(), false, 131072));
    r.client.consume(1, "q");
    const auto deliver = r.client.expect<wa::BasicDeliver>(1);
    QCOMPARE(deliver.consumerTag, QByteArray("c"));
    QCOMPARE(deliver.deliveryTag, quint64(1));
    QVERIFY(!deliver.redelivered);
    QCOMPARE(deliver.exchange, QByteArray());
    QCOMPARE(deliver.routingKey, QByteArray("q"));
    const auto content = r.client.content(1);
    QCOMPARE(content.properties, wa::encodeProperties(someProperties()));
    QCOMPARE(content.body, payload);
}

void TestContent::byteByByte()
{
    Ready r;
    const QByteArray bytes = Client::publishing(1, {}, "q", QByteArray(300, 'x'), someProperties(), false, 108);
    for (const char c : bytes)
        r.client.send(QByteArray(1, c));
    QCOMPARE(r.client.unread(), 0);
    r.client.send(1, wa::BasicGet{"q", true});
    r.client.expect<wa::BasicGetOk>(1);
    QCOMPARE(r.client.content(1).body, QByteArray(300, 'x'));
}

void TestContent::emptyBody()
{
    Ready r;
    r.client.send(publishMethod() + header(0) + publishMethod() + header(0));
    QCOMPARE(r.ready(), quint64(2));
}

void TestContent::interleavedOverChannels_4_2_6()
{
    Ready r;
    r.client.open(2);
    const auto on2 = [](const QByteArray &frameOn1) { // bytes 1 and 2 are the channel's number
        QByteArray copy = frameOn1;
        copy[2] = 2;
        return copy;
    };
    r.client.send(publishMethod() + on2(publishMethod()) + on2(header(4)) + header(6) + body("abc") + on2(body("WX")) +
                  Client::frame(wa::FrameType::Heartbeat, 0, {}) + body("def") + on2(body("YZ")));
    r.client.consume(1, "q");
    QCOMPARE(r.client.deliveredBodies(1), (QList<QByteArray>{"abcdef", "WXYZ"}));
}

void TestContent::bodyIsSplitByTheConsumersFrameMax()
{
    Broking broking;
    Client client(broking);
    client.connect({2047, 4096, 0});
    client.open(1);
    client.declare(1, "q");
    client.send(Client::publishing(1, {}, "q", QByteArray(10'000, 'x'), {}, false, 4096));
    client.send(1, wa::BasicGet{"q", true});
    client.expect<wa::BasicGetOk>(1);
    client.next();
    QList<qsizetype> sizes;
    while (const auto frame = client.next())
        sizes.append(frame->payload.size());
    QCOMPARE(sizes, (QList<qsizetype>{4088, 4088, 1824}));
}

void TestContent::propertiesThatMatter()
{
    class Keep : public LifecycleObserver
    {
    public:
        void observe(const LifecycleEvent &event) override
        {
            if (event.step == LifecycleStep::Published)
                message = MessagePtr(event.message);
        }
        MessagePtr message;
    } keep;
    Ready r;
    r.broking.bench.broker.lifecycle().add(&keep);
    wa::BasicProperties properties = someProperties();
    properties.expiration = "134217728000"; // more than 32 bits hold
    r.client.send(Client::publishing(1, {}, "q", "body", properties));
    QVERIFY(keep.message);
    QVERIFY(keep.message->persistent);
    QCOMPARE(keep.message->priority, 3);
    QCOMPARE(keep.message->expirationMs, 134'217'728'000);
    QCOMPARE(keep.message->format, PropertiesFormat::Amqp091);
    QCOMPARE(keep.message->properties().toByteArray(), wa::encodeProperties(properties));
    QCOMPARE(keep.message->body().toByteArray(), QByteArray("body"));
    const Message *first = keep.message.data();
    const QByteArray key = first->routingKey;
    r.client.send(Client::publishing(1, {}, "q", "body", properties));
    QVERIFY(keep.message->routingKey.isSharedWith(key));
    r.broking.bench.broker.lifecycle().remove(&keep);
}

void TestContent::badContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    wa::BasicProperties worded, negative, huge, trailing;
    worded.expiration = "soon";
    negative.expiration = "-1";
    huge.expiration = "315360000001";
    trailing.expiration = "10s";
    const auto row = [](const char *name, const QByteArray &bytes, const char *text) {
        QTest::newRow(name) << bytes << QByteArray(text);
    };
    row("header out of place", header(3), "UNEXPECTED_FRAME - expected method frame, got non method frame instead");
    row("body out of place", body("abc"), "UNEXPECTED_FRAME - expected method frame, got non method frame instead");
    row("body before its header", publishMethod() + body("abc"),
        "UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead");
    row("method before its header", publishMethod() + publishMethod(),
        "UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead");
    row("method before its body", publishMethod() + header(3) + publishMethod(),
        "UNEXPECTED_FRAME - expected content body, got non content body frame instead");
    row("header of another class", publishMethod() + header(3, QByteArray(2, '\0'), 50),
        "UNEXPECTED_FRAME - expected content header for class 60, got one for class 50 instead");
    row("header cut short", publishMethod() + Client::frame(wa::FrameType::Header, 1, QByteArray("\0\x3c", 2)),
        "FRAME_ERROR - a field is cut off");
    row("more body than announced", publishMethod() + header(3) + body("abcd"),
        "FRAME_ERROR - content body is longer than its header says");
    row("properties cut short",
        publishMethod() + header(0, QByteArray("\x80\0\x05"
                                               "a",
                                               4)),
        "SYNTAX_ERROR - message properties: a length points behind the end");
    row("expiration in words", Client::publishing(1, {}, "q", "x", worded),
        "PRECONDITION_FAILED - invalid expiration 'soon': no_integer");
    row("expiration below zero", Client::publishing(1, {}, "q", "x", negative),
        "PRECONDITION_FAILED - invalid expiration '-1': {value_negative,-1}");
    row("expiration too large", Client::publishing(1, {}, "q", "x", huge),
        "PRECONDITION_FAILED - invalid expiration '315360000001': {value_too_large,315360000001}");
    row("expiration with a unit", Client::publishing(1, {}, "q", "x", trailing),
        "PRECONDITION_FAILED - invalid expiration '10s': {leftover_string,\"s\"}");
}

void TestContent::badContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    Ready r;
    r.client.send(bytes);
    if (text.startsWith("PRECONDITION"))
        QCOMPARE(r.client.expect<wa::ChannelClose>(1).replyText, text);
    else
        QCOMPARE(r.client.expect<wa::ConnectionClose>(0).replyText, text);
    QVERIFY(r.client.silent());
    QCOMPARE(r.ready(), quint64(0));
}

void TestContent::tooLargeIsRefusedAtItsHeader()
{
    Ready r;
    r.client.send(publishMethod() + header(amqp::MaxMessageSize + 1));
    const auto close = r.client.expect<wa::ChannelClose>(1);
    QCOMPARE(close.replyCode, 406);
    QCOMPARE(close.replyText,
             QByteArray("PRECONDITION_FAILED - message size 134217729 is larger than configured max size 134217728"));
    r.client.send(body("more of it") + Client::encoded(1, wa::ChannelCloseOk{}));
    r.client.open(1);
}

void TestContent::whatATopicDoesNotTake_data()
{
    QTest::addColumn<QByteArray>("exchange");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("text");
    const QByteArray noKey =
        "PRECONDITION_FAILED - a message without a key cannot be published to queue 't' in vhost '/', "
        "which is a compacted topic: the key is the routing key of an exchange, or the header "
        "x-kafka-key";
    const QByteArray tooLarge =
        "PRECONDITION_FAILED - a message larger than max.message.bytes, 1000, cannot be published "
        "to queue 't' in vhost '/'";
    QTest::newRow("without a key") << QByteArray() << qsizetype(10) << noKey;
    QTest::newRow("too large") << QByteArray("amq.topic") << qsizetype(2000) << tooLarge;
    QTest::newRow("takes it") << QByteArray("amq.topic") << qsizetype(10) << QByteArray();
}

void TestContent::whatATopicDoesNotTake()
{
    QFETCH(QByteArray, exchange);
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, text);
    records::RecordFormat format; // outlives the broker
    for (const bool inTransaction : {false, true}) {
        Ready r;
        Bench &bench = r.broking.bench;
        bench.broker.setRecordFormat(&format);
        FieldTable config;
        config.set("cleanup.policy", QByteArray("compact"));
        config.set("max.message.bytes", QByteArray("1000"));
        QVERIFY(bench.host().topics().create({"t", 1, config, {}}).ok());
        QVERIFY(bench.host().bind({"/", "amq.topic", DestinationType::Queue, "t", "#", {}}, ConnectionId{1}).ok());
        if (inTransaction) {
            r.client.send(1, wa::TxSelect{});
            r.client.expect<wa::TxSelectOk>(1);
        }
        r.client.send(Client::publishing(1, exchange, "t", QByteArray(size, 'x')));
        if (!text.isEmpty()) {
            const auto close = r.client.expect<wa::ChannelClose>(1);
            QCOMPARE(close.replyCode, 406);
            QCOMPARE(close.replyText, text);
        } else if (inTransaction) {
            r.client.send(1, wa::TxCommit{});
            r.client.expect<wa::TxCommitOk>(1);
        }
        QVERIFY(r.client.silent());
        QCOMPARE(bench.host().queue("t")->ready(), quint64(text.isEmpty() ? 1 : 0));
    }
}

void TestContent::largeBodyTakesMemoryAsItArrives()
{
    Ready r;
    const qsizetype size = 5'000'000;
    r.client.send(publishMethod() + header(quint64(size)));
    const QByteArray piece(100'000, 'z');
    for (qsizetype sent = 0; sent < size; sent += piece.size())
        r.client.send(body(piece));
    r.client.send(1, wa::BasicGet{"q", true});
    r.client.expect<wa::BasicGetOk>(1);
    QCOMPARE(r.client.content(1).body, QByteArray(size, 'z'));
}

void TestContent::userIdMustBeTheUser()
{
    Ready r;
    wa::BasicProperties own, others;
    own.userId = "guest";
    others.userId = "root";
    r.client.send(Client::publishing(1, {}, "q", "x", own));
    QCOMPARE(r.ready(), quint64(1));
    r.client.send(Client::publishing(1, {}, "q", "x", others));
    QCOMPARE(r.client.expect<wa::ChannelClose>(1).replyText,
             QByteArray("PRECONDITION_FAILED - user_id property set to 'root' but authenticated user was 'guest'"));
}

void TestContent::headersExchangeReadsTheProperties()
{
    Ready r;
    FieldTable arguments;
    arguments.set("x-match", QByteArray("all"));
    arguments.set("tenant", QByteArray("acme"));
    r.client.send(1, wa::QueueBind{"q", "amq.headers", {}, false, arguments});
    r.client.expect<wa::QueueBindOk>(1);
    r.client.send(Client::publishing(1, "amq.headers", {}, "matches", someProperties()) +
                  Client::publishing(1, "amq.headers", {}, "does not"));
    QCOMPARE(r.ready(), quint64(1));
}

void TestContent::getAndGetEmpty()
{
    Ready r;
    r.client.send(1, wa::BasicGet{"q", false});
    r.client.expect<wa::BasicGetEmpty>(1);
    r.client.send(Client::publishing(1, {}, "q", "a") + Client::publishing(1, {}, "q", "b"));
    r.client.send(1, wa::BasicGet{"q", false});
    const auto got = r.client.expect<wa::BasicGetOk>(1);
    QCOMPARE(got.deliveryTag, quint64(1));
    QCOMPARE(got.messageCount, 1u);
    QCOMPARE(got.routingKey, QByteArray("q"));
    QCOMPARE(r.client.content(1).body, QByteArray("a"));
    r.client.send(1, wa::BasicReject{1, true});
    r.client.send(1, wa::BasicGet{"q", true});
    QVERIFY(r.client.expect<wa::BasicGetOk>(1).redelivered);
    QCOMPARE(r.client.content(1).body, QByteArray("a"));
}

void TestContent::returnComesBeforeTheAck()
{
    Ready r;
    r.client.confirms(1);
    r.client.send(Client::publishing(1, "amq.direct", "nowhere", "back", someProperties(), true));
    const auto returned = r.client.expect<wa::BasicReturn>(1);
    QCOMPARE(returned.replyCode, 312);
    QCOMPARE(returned.replyText, QByteArray("NO_ROUTE"));
    QCOMPARE(returned.exchange, QByteArray("amq.direct"));
    QCOMPARE(returned.routingKey, QByteArray("nowhere"));
    const auto content = r.client.content(1);
    QCOMPARE(content.body, QByteArray("back"));
    QCOMPARE(content.properties, wa::encodeProperties(someProperties()));
    QCOMPARE(r.client.expect<wa::BasicAck>(1).deliveryTag, quint64(1));
}

void TestContent::confirmsAfterTheCommit()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    client.confirms(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = 2;
    const QByteArray one = Client::publishing(1, {}, "q", "x", persistent);
    client.send(one + one + one);
    QVERIFY(client.silent());
    broking.bench.store.commit();
    const auto ack = client.expect<wa::BasicAck>(1);
    QCOMPARE(ack.deliveryTag, quint64(3));
    QVERIFY(ack.multiple);
    client.send(one);
    QVERIFY(client.silent());
    broking.bench.store.commit();
    QCOMPARE(client.expect<wa::BasicAck>(1), (wa::BasicAck{4, false}));
}

void TestContent::failedCommitIsNacked()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    client.confirms(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = 2;
    client.send(Client::publishing(1, {}, "q", "x", persistent));
    broking.bench.store.fail();
    const auto nack = client.expect<wa::BasicNack>(1);
    QCOMPARE(nack.deliveryTag, quint64(1));
}

void TestContent::unroutableIsConfirmedAtOnce()
{
    Ready r;
    r.client.confirms(1);
    r.client.send(Client::publishing(1, "amq.direct", "nowhere", "lost"));
    QCOMPARE(r.client.expect<wa::BasicAck>(1), (wa::BasicAck{1, false}));
}

void TestContent::redeliveredAfterRecover()
{
    Ready r;
    r.client.send(Client::publishing(1, {}, "q", "a"));
    r.client.consume(1, "q");
    r.client.expect<wa::BasicDeliver>(1);
    r.client.content(1);
    r.client.send(1, wa::BasicRecoverAsync{true});
    const auto again = r.client.expect<wa::BasicDeliver>(1);
    QVERIFY(again.redelivered);
    QCOMPARE(again.deliveryTag, quint64(2));
    r.client.content(1);
    r.client.send(1, wa::BasicAck{2, false});
    QCOMPARE(r.ready(), quint64(0));
}

void TestContent::prefetchIsKept()
{
    Ready r;
    r.client.send(1, wa::BasicQos{0, 2, false});
    r.client.expect<wa::BasicQosOk>(1);
    for (int i = 0; i < 5; ++i)
        r.client.send(Client::publishing(1, {}, "q", QByteArray::number(i)));
    r.client.consume(1, "q");
    QCOMPARE(r.client.deliveredBodies(1), (QList<QByteArray>{"0", "1"}));
    r.client.send(1, wa::BasicAck{1, false});
    QCOMPARE(r.client.deliveredBodies(1), (QList<QByteArray>{"2"}));
    r.client.send(1, wa::BasicAck{0, true});
    QCOMPARE(r.client.deliveredBodies(1), (QList<QByteArray>{"3", "4"}));
}

void TestContent::deliveryTagsAreThoseOfTheChannel()
{
    Ready r;
    r.client.open(2);
    r.client.consume(1, "q", "one");
    r.client.consume(2, "q", "two");
    for (int i = 0; i < 4; ++i)
        r.client.send(Client::publishing(1, {}, "q", "x"));
    QMap<quint16, QList<quint64>> tags;
    while (const auto frame = r.client.next()) {
        if (const auto *deliver = std::get_if<wa::BasicDeliver>(&frame->method)) {
            QCOMPARE(deliver->consumerTag, QByteArray(frame->channel == 1 ? "one" : "two"));
            tags[frame->channel].append(deliver->deliveryTag);
        }
    }
    QCOMPARE(tags[1], (QList<quint64>{1, 2}));
    QCOMPARE(tags[2], (QList<quint64>{1, 2}));
}

SIGHTGLASS_TEST(TestContent)
#include "tst_amqp_content.moc"
