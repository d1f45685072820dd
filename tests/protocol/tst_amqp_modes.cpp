// SPDX-License-Identifier: GPL-3.0-or-later
// What a channel does beside the plain way: transactions and their commit, direct reply-to and the property it rewrites, the
// acknowledgement timeout, and how many channels there may be.
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;

class TestModes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commitOkWaitsForTheStore_1_9_2_3();
    void otherChannelsGoOnDuringACommit();
    void commitThatCannotBeStored();
    void closedWhileACommitWaits();
    void transactionsAreShown();
    void replyToIsRewrittenInPlace();
    void acknowledgementTimesOut();
    void configuredChannelMax();
};

void TestModes::commitOkWaitsForTheStore_1_9_2_3()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    client.send(1, wa::TxSelect{});
    client.expect<wa::TxSelectOk>(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = quint8(2);
    client.send(Client::publishing(1, {}, "q", "a", persistent) + Client::publishing(1, {}, "q", "b", persistent));
    QVERIFY(!broking.bench.store.isBusy());
    client.send(1, wa::TxCommit{});
    QVERIFY(broking.bench.store.isBusy());
    QVERIFY(client.silent());
    broking.bench.store.commitAll();
    client.expect<wa::TxCommitOk>(1);
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(2));
    // Nothing to store: at once.
    client.send(Client::publishing(1, {}, "q", "c") + Client::encoded(1, wa::TxCommit{}));
    client.expect<wa::TxCommitOk>(1);
}

void TestModes::otherChannelsGoOnDuringACommit()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.open(2);
    client.declare(1, "q", true);
    client.declare(1, "r");
    client.send(1, wa::TxSelect{});
    client.expect<wa::TxSelectOk>(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = quint8(2);
    client.send(Client::publishing(1, {}, "q", "a", persistent) + Client::encoded(1, wa::TxCommit{}) +
                Client::publishing(1, {}, "q", "next", persistent));
    client.send(2, wa::QueuePurge{"r"});
    client.expect<wa::QueuePurgeOk>(2);
    broking.bench.store.commitAll();
    client.expect<wa::TxCommitOk>(1);
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1)); // the next transaction is still open
    client.send(1, wa::TxRollback{});
    client.expect<wa::TxRollbackOk>(1);
}

void TestModes::commitThatCannotBeStored()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    client.send(1, wa::TxSelect{});
    client.expect<wa::TxSelectOk>(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = quint8(2);
    client.send(Client::publishing(1, {}, "q", "a", persistent) + Client::encoded(1, wa::TxCommit{}));
    broking.bench.store.fail();
    broking.bench.broker.settle();
    const auto close = client.expect<wa::ConnectionClose>(0);
    QCOMPARE(close.replyCode, quint16(541));
    QCOMPARE(close.replyText, QByteArray("INTERNAL_ERROR - the transaction could not be stored"));
}

void TestModes::closedWhileACommitWaits()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q", true);
    client.send(1, wa::TxSelect{});
    client.expect<wa::TxSelectOk>(1);
    broking.bench.store.autoCommit = false;
    wa::BasicProperties persistent;
    persistent.deliveryMode = quint8(2);
    client.send(Client::publishing(1, {}, "q", "a", persistent) + Client::encoded(1, wa::TxCommit{}));
    client.send(1, wa::ChannelClose{200, {}, 0, 0});
    client.expect<wa::ChannelCloseOk>(1);
    broking.bench.store.commitAll();
    QVERIFY(client.silent());
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1));
}

void TestModes::transactionsAreShown()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    QVERIFY(!client.connection().snapshot().channels.first().transactional);
    client.send(1, wa::TxSelect{});
    client.expect<wa::TxSelectOk>(1);
    QVERIFY(client.connection().snapshot().channels.first().transactional);
}

void TestModes::replyToIsRewrittenInPlace()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.consume(1, "amq.rabbitmq.reply-to", "replies", true);
    wa::BasicProperties properties;
    properties.contentType = QByteArray("text/plain");
    properties.headers = FieldTable();
    properties.headers->set("deep", QByteArray("value"));
    properties.replyTo = QByteArray("amq.rabbitmq.reply-to");
    properties.correlationId = QByteArray("7");
    properties.appId = QByteArray("app");
    client.send(Client::publishing(1, {}, "q", "the body", properties));
    client.send(1, wa::BasicGet{"q", true});
    client.expect<wa::BasicGetOk>(1);
    const Client::Content content = client.content(1);
    QCOMPARE(content.body, QByteArray("the body"));
    const auto got = wa::decodeProperties(content.properties);
    QVERIFY(got.ok());
    const QByteArray address = got->replyTo.value_or(QByteArray());
    QVERIFY(address.startsWith("amq.rabbitmq.reply-to."));
    properties.replyTo = address;
    QCOMPARE(*got, properties);

    Client server(broking);
    server.connect();
    server.open(1);
    server.send(Client::publishing(1, {}, address, "answer"));
    const auto deliver = client.expect<wa::BasicDeliver>(1);
    QCOMPARE(deliver.consumerTag, QByteArray("replies"));
    QCOMPARE(deliver.routingKey, address);
    QCOMPARE(client.content(1).body, QByteArray("answer"));
    client.send(1, wa::BasicCancel{"replies", false});
    client.expect<wa::BasicCancelOk>(1);
    client.send(Client::publishing(1, {}, "q", "x", properties)); // an address of somebody is just a name
    QVERIFY(client.silent());
}

void TestModes::acknowledgementTimesOut()
{
    Broking broking;
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "q");
    client.consume(1, "q");
    client.send(Client::publishing(1, {}, "q", "slow"));
    client.expect<wa::BasicDeliver>(1);
    client.content(1);
    broking.bench.clock.now += 1'799'999;
    broking.bench.broker.wake();
    QVERIFY(client.silent());
    broking.bench.clock.now += 1;
    broking.bench.broker.wake();
    const auto close = client.expect<wa::ChannelClose>(1);
    QCOMPARE(close.replyCode, quint16(406));
    QCOMPARE(close.replyText,
             QByteArray("PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: "
                        "1800000 ms. This timeout value can be configured, see consumers doc guide to learn more"));
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(1));
    client.send(1, wa::ChannelCloseOk{});
    client.open(1);
}

void TestModes::configuredChannelMax()
{
    Broking broking;
    broking.environment.channelMax = 65535;
    Client client(broking);
    client.send(Client::protocolHeader());
    client.expect<wa::ConnectionStart>(0);
    client.send(0, Client::login());
    QCOMPARE(client.expect<wa::ConnectionTune>(0).channelMax, quint16(65535));
    client.send(0, wa::ConnectionTuneOk{65535, 131072, 0});
    client.send(0, wa::ConnectionOpen{"/"});
    client.expect<wa::ConnectionOpenOk>(0);
    client.open(65535);
    client.declare(65535, "q");
}

SIGHTGLASS_TEST(TestModes)
#include "tst_amqp_modes.moc"
