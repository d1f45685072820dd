// SPDX-License-Identifier: GPL-3.0-or-later
// Channels and their methods, without content: opening and closing, each method's answer, each failure with its reply code,
// text and severity as RabbitMQ has them.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;

class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndCloses_1_5_2();
    void numberIsFreeAfterClose();
    void bothSidesClose_1_5_2_5();
    void ignoresEverythingUntilCloseOk_1_5_2_5();
    void failures_data();
    void failures();
    void answers();
    void noWaitIsSilent();
    void lastDeclaredQueue_1_7_2_3();
    void serverNamedQueue();
    void lineEndsAreTakenOutOfNames();
    void exclusiveQueueOfAnotherConnection();
    void exclusiveConsumer();
    void consumerIsCancelledWithItsQueue();
    void consumerIsNotToldWithoutTheCapability();
    void channelsAreIndependent();
    void highestNumber();
    void closingGivesBackWhatWasUnacked();
    void aChannelThatDiesWhileItGetsLeavesTheOthers();
};

namespace {

wa::QueueDeclare declaring(const QByteArray &queue, bool passive = false)
{
    wa::QueueDeclare method;
    method.queue = queue;
    method.passive = passive;
    return method;
}

wa::ExchangeDeclare declaringExchange(const QByteArray &name, const QByteArray &type)
{
    wa::ExchangeDeclare method;
    method.exchange = name;
    method.type = type;
    return method;
}

wa::BasicConsume consuming(const QByteArray &queue, const QByteArray &tag)
{
    wa::BasicConsume method;
    method.queue = queue;
    method.consumerTag = tag;
    return method;
}

template <typename M>
QByteArray on1(const M &method)
{
    return Client::encoded(1, method);
}

} // namespace

void TestChannel::aChannelThatDiesWhileItGetsLeavesTheOthers()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.open(2);
    client.send(1, declaring("held"));
    client.expect<wa::QueueDeclareOk>(1);
    wa::QueueDeclare durable = declaring("kept");
    durable.durable = true;
    client.send(1, durable);
    client.expect<wa::QueueDeclareOk>(1);
    wa::BasicProperties persistent;
    persistent.deliveryMode = 2;
    client.send(Client::publishing(1, "", "kept", "body", persistent) + Client::publishing(1, "", "held", "body"));
    core::Queue *kept = broking.bench.host().queue("kept");
    QVERIFY(kept->pageOut(1 << 20) > 0);
    wa::BasicConsume slow = consuming("held", "slow");
    slow.arguments.set("x-consumer-timeout", FieldValue(qint64(60'000)));
    client.send(1, slow);
    client.expect<wa::BasicConsumeOk>(1);
    client.expect<wa::BasicDeliver>(1);
    while (client.transport.sent.size() > 0)
        client.next();
    broking.bench.store.autoCommit = false; // the read takes its time
    client.send(1, wa::BasicGet{"kept", false});
    QVERIFY(broking.bench.store.hasLoads());
    QVERIFY(!client.transport.reading);
    broking.bench.clock.now += 120'000;
    broking.bench.broker.wake();
    broking.bench.settle();
    client.expect<wa::ChannelClose>(1);
    QVERIFY(client.transport.reading);
    client.send(1, wa::ChannelCloseOk{});
    client.send(2, declaring("held", true));
    client.expect<wa::QueueDeclareOk>(2);
    broking.bench.store.answerLoads();
    QCOMPARE(kept->ready(), quint64(1));
}

void TestChannel::opensAndCloses_1_5_2()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    QCOMPARE(client.connection().channels().size(), size_t(1));
    client.send(1, wa::ChannelClose{200, "bye", 0, 0});
    client.expect<wa::ChannelCloseOk>(1);
    QVERIFY(client.connection().channels().empty());
    client.send(1, wa::QueuePurge{});
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyText, QByteArray("CHANNEL_ERROR - expected 'channel.open'"));
}

void TestChannel::numberIsFreeAfterClose()
{
    Broking broking;
    Client client(broking);
    client.connect({1, 131072, 0});
    for (int i = 0; i < 100; ++i) {
        client.open(1);
        client.send(1, wa::ChannelClose{200, {}, 0, 0});
        client.expect<wa::ChannelCloseOk>(1);
    }
}

void TestChannel::bothSidesClose_1_5_2_5()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(1, declaring("none", true));
    client.expect<wa::ChannelClose>(1);
    client.send(1, wa::ChannelClose{200, "bye", 0, 0}); // it had not seen ours yet
    client.expect<wa::ChannelCloseOk>(1);
    client.send(1, wa::ChannelCloseOk{});
    client.open(1);
}

void TestChannel::ignoresEverythingUntilCloseOk_1_5_2_5()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(on1(declaring("none", true)) + Client::publishing(1, {}, "x", "body") + on1(declaring("never")) +
                Client::frame(wa::FrameType::Body, 1, "stray"));
    client.expect<wa::ChannelClose>(1);
    QVERIFY(client.silent());
    QVERIFY(!broking.bench.host().queue("never"));
    client.send(1, wa::ChannelCloseOk{});
    client.open(1);
}

void TestChannel::failures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("classId");
    QTest::addColumn<int>("methodId");
    const auto row = [](const char *name, const QByteArray &bytes, int code, const char *text, int classId,
                        int methodId) {
        QTest::newRow(name) << bytes << code << QByteArray(text) << classId << methodId;
    };
    wa::BasicPublish immediate;
    immediate.immediate = true;
    wa::ExchangeDeclare passive = declaringExchange("none", "direct");
    passive.passive = true;
    wa::ExchangeDeclare passiveDefault = declaringExchange("", "direct");
    passiveDefault.passive = true;
    wa::QueueDeclare durable = declaring("there");
    durable.durable = true;
    wa::QueueBind noExchange;
    noExchange.queue = "there";
    noExchange.exchange = "none";
    wa::QueueBind noQueue;
    noQueue.queue = "none";
    noQueue.exchange = "amq.direct";
    wa::QueueBind toDefault;
    toDefault.queue = "there";
    wa::BasicQos bytesPrefetch;
    bytesPrefetch.prefetchSize = 4096;
    wa::BasicGet getNone;
    getNone.queue = "none";

    row("404 declare passively", on1(declaring("none", true)), 404, "NOT_FOUND - no queue 'none' in vhost '/'", 50, 10);
    row("404 exchange", on1(passive), 404, "NOT_FOUND - no exchange 'none' in vhost '/'", 40, 10);
    row("404 consume", on1(consuming("none", "c")), 404, "NOT_FOUND - no queue 'none' in vhost '/'", 60, 20);
    row("404 get", on1(getNone), 404, "NOT_FOUND - no queue 'none' in vhost '/'", 60, 70);
    row("404 bind, exchange", on1(noExchange), 404, "NOT_FOUND - no exchange 'none' in vhost '/'", 50, 20);
    row("404 bind, queue", on1(noQueue), 404, "NOT_FOUND - no queue 'none' in vhost '/'", 50, 20);
    row("404 no queue declared before", on1(wa::QueuePurge{}), 404, "NOT_FOUND - no previously declared queue", 50, 30);
    row("404 publish", Client::publishing(1, "none", "k", "body"), 404, "NOT_FOUND - no exchange 'none' in vhost '/'",
        60, 40);
    row("403 reserved name", on1(declaring("amq.mine")), 403,
        "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'", 50, 10);
    row("403 default exchange", on1(toDefault), 403, "ACCESS_REFUSED - operation not permitted on the default exchange",
        50, 20);
    row("403 default exchange, passive", on1(passiveDefault), 403,
        "ACCESS_REFUSED - operation not permitted on the default exchange", 40, 10);
    row("406 other arguments", on1(durable), 406,
        "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'there' in vhost '/': received 'true' but current "
        "is 'false'",
        50, 10);
    row("406 exchange type", on1(declaringExchange("x", "stream")), 406,
        "PRECONDITION_FAILED - unknown exchange type 'stream'", 40, 10);
    row("406 ack of nothing", on1(wa::BasicAck{17, false}), 406, "PRECONDITION_FAILED - unknown delivery tag 17", 60,
        80);
    row("406 nack of nothing", on1(wa::BasicNack{17, true, true}), 406, "PRECONDITION_FAILED - unknown delivery tag 17",
        60, 120);
    row("406 reject of nothing", on1(wa::BasicReject{17, true}), 406, "PRECONDITION_FAILED - unknown delivery tag 17",
        60, 90);
    row("501 arguments cut short",
        Client::frame(wa::FrameType::Method, 1,
                      QByteArray("\0\x32\0\x0a\0\0\x09"
                                 "abc",
                                 10)),
        501, "FRAME_ERROR - cannot decode queue.declare: a length points behind the end (octet 7)", 50, 10);
    row("501 no method", Client::frame(wa::FrameType::Method, 1, "abc"), 501,
        "FRAME_ERROR - type 1, all octets = <<\"abc\">>: unknown_frame", 0, 0);
    row("503 a server's method", on1(wa::QueueDeclareOk{"x", 0, 0}), 503, "COMMAND_INVALID - unimplemented method", 50,
        11);
    row("503 a connection's method", on1(wa::ConnectionOpen{"/"}), 503, "COMMAND_INVALID - unimplemented method", 10,
        40);
    row("503 unknown method", Client::frame(wa::FrameType::Method, 1, QByteArray("\0\x32\0\x63", 4)), 503,
        "COMMAND_INVALID - unknown method id {50,99}", 50, 99);
    row("503 close-ok to nothing", on1(wa::ChannelCloseOk{}), 503, "COMMAND_INVALID - unimplemented method", 20, 41);
    row("504 second open", on1(wa::ChannelOpen{}), 504, "CHANNEL_ERROR - second 'channel.open' seen", 20, 10);
    row("504 not open", Client::encoded(9, declaring("x")), 504, "CHANNEL_ERROR - expected 'channel.open'", 50, 10);
    row("504 number too high", Client::encoded(2048, wa::ChannelOpen{}), 504,
        "CHANNEL_ERROR - channel number 2048 is above the negotiated channel_max (2047)", 20, 10);
    row("504 on channel 0", Client::encoded(0, wa::ChannelOpen{}), 504,
        "CHANNEL_ERROR - unexpected method in connection state running", 20, 10);
    row("505 content on channel 0", Client::frame(wa::FrameType::Header, 0, "abc"), 505,
        "UNEXPECTED_FRAME - type 2, all octets = <<\"abc\">>", 0, 0);
    row("505 heartbeat on a channel", Client::frame(wa::FrameType::Heartbeat, 1, {}), 505,
        "UNEXPECTED_FRAME - type 8, all octets = <<>>", 0, 0);
    row("505 content on a number that is not open", Client::frame(wa::FrameType::Body, 9, "abc"), 505,
        "UNEXPECTED_FRAME - expected method frame, got non method frame instead", 0, 0);
    row("540 immediate", on1(immediate), 540, "NOT_IMPLEMENTED - immediate=true", 60, 40);
    row("540 prefetch size", on1(bytesPrefetch), 540, "NOT_IMPLEMENTED - prefetch_size!=0 (4096)", 60, 10);
    row("540 recover without requeue", on1(wa::BasicRecover{false}), 540, "NOT_IMPLEMENTED - requeue=false", 60, 110);
    row("540 recover-async without requeue", on1(wa::BasicRecoverAsync{false}), 540, "NOT_IMPLEMENTED - requeue=false",
        60, 100);
    row("540 flow stopped", on1(wa::ChannelFlow{false}), 540, "NOT_IMPLEMENTED - active=false", 20, 20);
    row("406 commit of nothing", on1(wa::TxCommit{}), 406, "PRECONDITION_FAILED - channel is not transactional", 90,
        20);
    row("406 rollback of nothing", on1(wa::TxRollback{}), 406, "PRECONDITION_FAILED - channel is not transactional", 90,
        30);
    row("406 acknowledging replies", on1(consuming("amq.rabbitmq.reply-to", "c")), 406,
        "PRECONDITION_FAILED - reply consumer cannot acknowledge", 60, 20);
    row("530 consumer tag in use", on1(consuming("there", "c")) + on1(consuming("there", "c")), 530,
        "NOT_ALLOWED - attempt to reuse consumer tag 'c'", 60, 20);
}

void TestChannel::failures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    QFETCH(int, classId);
    QFETCH(int, methodId);
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    broking.bench.declare("there", false);
    client.send(bytes);
    if (code == 530)
        client.expect<wa::BasicConsumeOk>(1);
    const bool soft = code < 500;
    quint16 gotCode = 0, gotClass = 0, gotMethod = 0;
    QByteArray gotText;
    const auto keep = [&](const auto &close) {
        gotCode = close.replyCode;
        gotText = close.replyText;
        gotClass = close.classId;
        gotMethod = close.methodId;
    };
    if (soft)
        keep(client.expect<wa::ChannelClose>(1));
    else
        keep(client.expect<wa::ConnectionClose>(0));
    QCOMPARE(gotText, text);
    QCOMPARE(gotCode, code);
    QCOMPARE(gotClass, classId);
    QCOMPARE(gotMethod, methodId);
    QVERIFY(client.silent());
    if (soft) {
        client.send(1, wa::ChannelCloseOk{});
        client.open(1);
    } else {
        client.send(on1(declaring("never")) + Client::encoded(0, wa::ConnectionCloseOk{}));
        QVERIFY(client.transport.closed);
        QVERIFY(!broking.bench.host().queue("never"));
    }
}

void TestChannel::answers()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(1, wa::AccessRequest{});
    QCOMPARE(client.expect<wa::AccessRequestOk>(1).ticket, 1);
    client.send(1, declaringExchange("x", "topic"));
    client.expect<wa::ExchangeDeclareOk>(1);
    client.send(1, declaringExchange("y", "fanout"));
    client.expect<wa::ExchangeDeclareOk>(1);
    client.send(1, wa::ExchangeBind{"y", "x", "a.#", false, {}});
    client.expect<wa::ExchangeBindOk>(1);
    client.declare(1, "q");
    client.send(1, wa::QueueBind{"q", "y", {}, false, {}});
    client.expect<wa::QueueBindOk>(1);
    client.send(Client::publishing(1, "x", "a.b", "1") + Client::publishing(1, "x", "b.b", "2"));
    client.send(1, declaring("q", true));
    const auto declared = client.expect<wa::QueueDeclareOk>(1);
    QCOMPARE(declared.queue, QByteArray("q"));
    QCOMPARE(declared.messageCount, 1u);
    QCOMPARE(declared.consumerCount, 0u);
    client.consume(1, "q");
    client.expect<wa::BasicDeliver>(1);
    client.content(1);
    client.send(1, wa::BasicCancel{"c", false});
    QCOMPARE(client.expect<wa::BasicCancelOk>(1).consumerTag, QByteArray("c"));
    client.send(1, wa::BasicCancel{"unknown", false});
    client.expect<wa::BasicCancelOk>(1);
    client.send(1, wa::BasicRecover{true});
    client.expect<wa::BasicRecoverOk>(1);
    client.send(1, wa::QueuePurge{"q", false});
    QCOMPARE(client.expect<wa::QueuePurgeOk>(1).messageCount, 1u);
    client.send(1, wa::QueueUnbind{"q", "y", {}, {}});
    client.expect<wa::QueueUnbindOk>(1);
    client.send(1, wa::ExchangeUnbind{"y", "x", "a.#", false, {}});
    client.expect<wa::ExchangeUnbindOk>(1);
    client.send(1, wa::QueueDelete{"q", false, false, false});
    QCOMPARE(client.expect<wa::QueueDeleteOk>(1).messageCount, 0u);
    client.send(1, wa::ExchangeDelete{"y", false, false});
    client.expect<wa::ExchangeDeleteOk>(1);
    client.send(1, wa::BasicQos{0, 10, false});
    client.expect<wa::BasicQosOk>(1);
    client.send(0, wa::ConnectionUpdateSecret{"new", "rotated"});
    client.expect<wa::ConnectionUpdateSecretOk>(0);
}

void TestChannel::noWaitIsSilent()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    auto exchange = declaringExchange("x", "direct");
    exchange.noWait = true;
    client.send(1, exchange);
    auto queue = declaring("q");
    queue.noWait = true;
    client.send(1, queue);
    client.send(1, wa::QueueBind{"q", "x", "k", true, {}});
    client.send(1, wa::ConfirmSelect{true});
    auto consume = consuming("q", "c");
    consume.noWait = true;
    client.send(1, consume);
    client.send(1, wa::BasicCancel{"c", true});
    client.send(1, wa::QueuePurge{"q", true});
    client.send(1, wa::QueueDelete{"q", false, false, true});
    client.send(1, wa::ExchangeDelete{"x", false, true});
    QVERIFY(client.silent());
}

void TestChannel::lastDeclaredQueue_1_7_2_3()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.send(1, wa::QueueBind{{}, "amq.direct", {}, false, {}});
    client.expect<wa::QueueBindOk>(1);
    client.send(Client::publishing(1, "amq.direct", "q", "by the queue's name"));
    client.send(1, wa::BasicGet{{}, true});
    client.expect<wa::BasicGetOk>(1);
    QCOMPARE(client.content(1).body, QByteArray("by the queue's name"));
    client.send(1, wa::QueueDelete{{}, false, false, false});
    client.expect<wa::QueueDeleteOk>(1);
    QVERIFY(!broking.bench.host().queue("q"));
}

void TestChannel::serverNamedQueue()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(1, declaring({}));
    const auto declared = client.expect<wa::QueueDeclareOk>(1);
    QVERIFY(declared.queue.startsWith("amq.gen-"));
    client.send(1, consuming({}, {}));
    QVERIFY(client.expect<wa::BasicConsumeOk>(1).consumerTag.startsWith("amq.ctag-"));
}

void TestChannel::lineEndsAreTakenOutOfNames()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.send(1, declaring("q\r\n"));
    QCOMPARE(client.expect<wa::QueueDeclareOk>(1).queue, QByteArray("q"));
}

void TestChannel::exclusiveQueueOfAnotherConnection()
{
    Broking broking;
    Client owner(broking);
    owner.connect();
    owner.open(1);
    auto method = declaring("mine");
    method.exclusive = true;
    owner.send(1, method);
    owner.expect<wa::QueueDeclareOk>(1);
    {
        Client other(broking);
        other.connect();
        other.open(1);
        other.send(1, consuming("mine", "c"));
        const auto close = other.expect<wa::ChannelClose>(1);
        QCOMPARE(close.replyCode, 405);
        QVERIFY(close.replyText.startsWith(
            "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'mine' in vhost '/'"));
    }
    owner.send(0, wa::ConnectionClose{200, {}, 0, 0});
    // Gone before close-ok.
    QVERIFY(!broking.bench.host().queue("mine"));
    owner.expect<wa::ConnectionCloseOk>(0);
}

void TestChannel::exclusiveConsumer()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    auto method = consuming("q", "only");
    method.exclusive = true;
    client.send(1, method);
    client.expect<wa::BasicConsumeOk>(1);
    client.send(1, consuming("q", "other"));
    const auto close = client.expect<wa::ChannelClose>(1);
    QCOMPARE(close.replyCode, 403);
    QCOMPARE(close.replyText, QByteArray("ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use"));
}

void TestChannel::consumerIsCancelledWithItsQueue()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.consume(1, "q", "watcher");
    client.send(1, wa::QueueDelete{"q", false, false, false});
    const auto cancel = client.expect<wa::BasicCancel>(1);
    QCOMPARE(cancel.consumerTag, QByteArray("watcher"));
    QVERIFY(cancel.noWait);
    client.expect<wa::QueueDeleteOk>(1);
    client.send(1, wa::BasicCancelOk{"watcher"}); // needless, and harmless
    QVERIFY(client.silent());
}

void TestChannel::consumerIsNotToldWithoutTheCapability()
{
    Broking broking;
    Client client(broking);
    client.send(Client::protocolHeader());
    client.expect<wa::ConnectionStart>(0);
    auto login = Client::login();
    login.clientProperties = {};
    client.send(0, login);
    client.expect<wa::ConnectionTune>(0);
    client.send(0, wa::ConnectionTuneOk{2047, 131072, 0});
    client.send(0, wa::ConnectionOpen{"/"});
    client.expect<wa::ConnectionOpenOk>(0);
    client.open(1);
    client.declare(1, "q");
    client.consume(1, "q");
    client.send(1, wa::QueueDelete{"q", false, false, false});
    client.expect<wa::QueueDeleteOk>(1);
}

void TestChannel::channelsAreIndependent()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.open(2);
    client.send(1, declaring("none", true));
    client.expect<wa::ChannelClose>(1);
    client.declare(2, "q");
    client.consume(2, "q");
}

void TestChannel::highestNumber()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(2047);
    client.declare(2047, "q");
}

void TestChannel::closingGivesBackWhatWasUnacked()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.send(Client::publishing(1, {}, "q", "a"));
    client.consume(1, "q");
    client.expect<wa::BasicDeliver>(1);
    client.content(1);
    QCOMPARE(broking.bench.host().queue("q")->unacked(), quint64(1));
    client.send(1, wa::ChannelClose{200, {}, 0, 0});
    client.expect<wa::ChannelCloseOk>(1);
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1));
    client.open(1);
    client.send(1, wa::BasicGet{"q", false});
    QVERIFY(client.expect<wa::BasicGetOk>(1).redelivered);
    client.content(1);
    client.disconnect();
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1));
    QVERIFY(broking.registry.connections().empty());
}

SIGHTGLASS_TEST(TestChannel)
#include "tst_amqp_channel.moc"
