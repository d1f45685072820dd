// SPDX-License-Identifier: GPL-3.0-or-later
// What a user may not do, and how it is told: codes and texts of RabbitMQ 4.x.
#include "core/accesscontrol.h"
#include "core/passwordhash.h"
#include "program/testprogram.h"
#include "protocol/amqpfixture.h"

using namespace test;
using core::AccessControl;

class TestAmqpAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usersLogInWithTheirPasswords();
    void virtualHostNeedsPermission();
    void connectionLimits();
    void channelLimit();
    void queueLimit();
    void refusals_data();
    void refusals();
    void defaultExchange();
    void deadLettersNeedReadAndWrite();
    void alternateExchangeNeedsReadAndWrite();
    void passiveDeclarationsNeedNothing();
    void serverNamedQueue();
    void topicPermissions();
    void everyKeyOfAMessageNeedsTheTopicPermission_data();
    void everyKeyOfAMessageNeedsTheTopicPermission();
    void changesAreSeenAtOnce();
    void impersonator();
    void ownerOfTheSocketMayEverything();
    void deletedVirtualHostClosesItsConnections();
    void deletedUserClosesItsConnections();
    void changedPasswordClosesNothing();

private:
    static AccessControl &access(Broking &broking) { return broking.bench.broker.access(); }
    /// ann, who may touch what is named after her in the way the name says: "c…", "w…", "r…".
    static void addAnn(Broking &broking)
    {
        QVERIFY(access(broking).putUser({"ann", core::hashPassword("secret"), core::PasswordHashing::Sha256, {}}).ok());
        QVERIFY(access(broking).setPermissions({"/", "ann", "^c", "^.?w", "^.?.?r"}).ok());
    }
    static void begin(Client &client, const QByteArray &user, const QByteArray &password)
    {
        client.send(Client::protocolHeader());
        client.expect<wa::ConnectionStart>(0);
        client.send(0, Client::login(user, password));
    }
    static void tune(Client &client)
    {
        client.expect<wa::ConnectionTune>(0);
        client.send(0, wa::ConnectionTuneOk{2047, 131072, 0});
    }
    static void connectAs(Client &client, const QByteArray &user = "ann", const QByteArray &password = "secret",
                          const QByteArray &host = "/")
    {
        begin(client, user, password);
        tune(client);
        client.send(0, wa::ConnectionOpen{host});
        client.expect<wa::ConnectionOpenOk>(0);
    }
    static QByteArray closed(Client &client, quint16 code)
    {
        const auto close = client.expect<wa::ConnectionClose>(0);
        return close.replyCode == code ? close.replyText : QByteArray::number(close.replyCode) + close.replyText;
    }
    static QByteArray channelClosed(Client &client, quint16 code)
    {
        const auto close = client.expect<wa::ChannelClose>(1);
        client.send(1, wa::ChannelCloseOk{});
        return close.replyCode == code ? close.replyText : QByteArray::number(close.replyCode) + close.replyText;
    }
    static wa::QueueDeclare queueNamed(const QByteArray &name)
    {
        wa::QueueDeclare method;
        method.queue = name;
        return method;
    }
    static wa::ExchangeDeclare exchangeNamed(const QByteArray &name)
    {
        wa::ExchangeDeclare method;
        method.exchange = name;
        method.type = "topic";
        return method;
    }
};

void TestAmqpAccess::usersLogInWithTheirPasswords()
{
    Broking broking;
    addAnn(broking);
    Client wrong(broking);
    begin(wrong, "ann", "guest");
    QVERIFY(closed(wrong, 403).startsWith("ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN"));
    Client blank(broking);
    begin(blank, "ann", "");
    QVERIFY(closed(blank, 403).startsWith("ACCESS_REFUSED"));
    Client right(broking);
    connectAs(right);
    QCOMPARE(access(broking).sessionsOfUser("ann").connections, 1u);
    right.disconnect();
    QCOMPARE(access(broking).sessionsOfUser("ann").connections, 0u);
    // Others than guest come from anywhere.
    Client far(broking);
    far.transport.info.isLoopback = false;
    far.renew();
    connectAs(far);
}

void TestAmqpAccess::virtualHostNeedsPermission()
{
    Broking broking;
    addAnn(broking);
    QVERIFY(broking.bench.broker.createVirtualHost("dev").ok());
    const auto open = [&](const QByteArray &host) {
        Client client(broking);
        begin(client, "ann", "secret");
        tune(client);
        client.send(0, wa::ConnectionOpen{host});
        return closed(client, 530);
    };
    QCOMPARE(open("dev"), QByteArray("NOT_ALLOWED - access to vhost 'dev' refused for user 'ann'"));
    QCOMPARE(open("nowhere"), QByteArray("NOT_ALLOWED - vhost nowhere not found"));
    QVERIFY(access(broking).setPermissions({"dev", "ann", "", "", ""}).ok());
    Client client(broking);
    connectAs(client, "ann", "secret", "dev");
}

void TestAmqpAccess::connectionLimits()
{
    Broking broking;
    addAnn(broking);
    const auto refused = [&] {
        Client client(broking);
        begin(client, "ann", "secret");
        tune(client);
        client.send(0, wa::ConnectionOpen{"/"});
        return closed(client, 530);
    };
    QVERIFY(access(broking).setLimit(AccessControl::Scope::User, "ann", "max-connections", 1).ok());
    Client first(broking);
    connectAs(first);
    QCOMPARE(refused(),
             QByteArray("NOT_ALLOWED - connection refused for user 'ann': user connection limit (1) is reached"));
    QVERIFY(access(broking).setLimit(AccessControl::Scope::VirtualHost, "/", "max-connections", 1).ok());
    QCOMPARE(refused(),
             QByteArray("NOT_ALLOWED - access to vhost '/' refused for user 'ann': connection limit (1) is reached"));
    first.disconnect();
    Client second(broking);
    connectAs(second);
}

void TestAmqpAccess::channelLimit()
{
    Broking broking;
    addAnn(broking);
    QVERIFY(access(broking).setLimit(AccessControl::Scope::User, "ann", "max-channels", 2).ok());
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.open(2);
    client.send(2, wa::ChannelClose{200, "bye", 0, 0});
    client.expect<wa::ChannelCloseOk>(2);
    client.open(3);
    client.send(4, wa::ChannelOpen{});
    QCOMPARE(closed(client, 530), QByteArray("NOT_ALLOWED - number of channels opened for user 'ann' has reached the "
                                             "maximum allowed user limit of (2)"));
    QCOMPARE(access(broking).sessionsOfUser("ann").channels, 0u);
}

void TestAmqpAccess::queueLimit()
{
    Broking broking;
    QVERIFY(access(broking).setLimit(AccessControl::Scope::VirtualHost, "/", "max-queues", 1).ok());
    Client client(broking);
    client.connect();
    client.open(1);
    client.declare(1, "one");
    client.declare(1, "one");
    client.send(1, queueNamed("two"));
    QCOMPARE(channelClosed(client, 406),
             QByteArray("PRECONDITION_FAILED - cannot declare queue 'two': queue limit in vhost '/' (1) is reached"));
}

void TestAmqpAccess::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &method, const char *text) {
        QTest::newRow(name) << method
                            << QByteArray("ACCESS_REFUSED - ") + text + " in vhost '/' refused for user 'ann'";
    };
    const auto on1 = [](const auto &method) { return Client::encoded(1, method); };
    row("queue.declare", on1(queueNamed("xw")), "configure access to queue 'xw'");
    wa::QueueDelete deletion;
    deletion.queue = "xw";
    row("queue.delete", on1(deletion), "configure access to queue 'xw'");
    wa::QueuePurge purge;
    purge.queue = "cw";
    row("queue.purge", on1(purge), "read access to queue 'cw'");
    wa::QueueBind bind;
    bind.queue = "c";
    bind.exchange = "cwr";
    row("queue.bind, queue", on1(bind), "write access to queue 'c'");
    bind.queue = "cw";
    bind.exchange = "cw";
    row("queue.bind, exchange", on1(bind), "read access to exchange 'cw'");
    wa::QueueUnbind unbind;
    unbind.queue = "c";
    unbind.exchange = "cwr";
    row("queue.unbind, queue", on1(unbind), "write access to queue 'c'");
    unbind.queue = "cw";
    unbind.exchange = "cw";
    row("queue.unbind, exchange", on1(unbind), "read access to exchange 'cw'");
    row("exchange.declare", on1(exchangeNamed("xw")), "configure access to exchange 'xw'");
    wa::ExchangeDelete exchangeDeletion;
    exchangeDeletion.exchange = "xw";
    row("exchange.delete", on1(exchangeDeletion), "configure access to exchange 'xw'");
    wa::ExchangeBind exchangeBind;
    exchangeBind.destination = "c";
    exchangeBind.source = "cwr";
    row("exchange.bind, destination", on1(exchangeBind), "write access to exchange 'c'");
    exchangeBind.destination = "cw";
    exchangeBind.source = "cw";
    row("exchange.bind, source", on1(exchangeBind), "read access to exchange 'cw'");
    wa::ExchangeUnbind exchangeUnbind;
    exchangeUnbind.destination = "c";
    exchangeUnbind.source = "cwr";
    row("exchange.unbind, destination", on1(exchangeUnbind), "write access to exchange 'c'");
    exchangeUnbind.destination = "cw";
    exchangeUnbind.source = "cw";
    row("exchange.unbind, source", on1(exchangeUnbind), "read access to exchange 'cw'");
    row("basic.publish", Client::publishing(1, "c", "k", "body"), "write access to exchange 'c'");
    row("basic.publish, no such exchange", Client::publishing(1, "xx", "k", "body"), "write access to exchange 'xx'");
    wa::BasicGet get;
    get.queue = "cw";
    row("basic.get", on1(get), "read access to queue 'cw'");
    wa::BasicConsume consume;
    consume.queue = "cw";
    row("basic.consume", on1(consume), "read access to queue 'cw'");
}

void TestAmqpAccess::refusals()
{
    QFETCH(QByteArray, method);
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    client.open(1);
    for (const char *name : {"c", "cw", "cwr"}) {
        client.declare(1, name);
        client.send(1, exchangeNamed(name));
        client.expect<wa::ExchangeDeclareOk>(1);
    }
    client.send(method);
    QTEST(channelClosed(client, 403), "text");
    // What is allowed goes on.
    client.open(1);
    wa::QueueBind bind;
    bind.queue = "cwr";
    bind.exchange = "cwr";
    bind.routingKey = "#";
    client.send(1, bind);
    client.expect<wa::QueueBindOk>(1);
    client.send(Client::publishing(1, "cwr", "k", "body"));
    wa::BasicGet get;
    get.queue = "cwr";
    client.send(1, get);
    client.expect<wa::BasicGetOk>(1);
}

void TestAmqpAccess::defaultExchange()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.send(Client::publishing(1, "", "cwr", "body"));
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - write access to exchange 'amq.default' in vhost '/' refused for user 'ann'"));
}

void TestAmqpAccess::deadLettersNeedReadAndWrite()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    const auto declare = [&](const QByteArray &name, const QByteArray &exchange) {
        client.open(1);
        wa::QueueDeclare method = queueNamed(name);
        method.arguments.set("x-dead-letter-exchange", exchange);
        client.send(1, method);
    };
    declare("cw", "cw");
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - read access to queue 'cw' in vhost '/' refused for user 'ann'"));
    declare("cwr", "xx");
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - write access to exchange 'xx' in vhost '/' refused for user 'ann'"));
    declare("cwr", "cw");
    client.expect<wa::QueueDeclareOk>(1);
}

void TestAmqpAccess::alternateExchangeNeedsReadAndWrite()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    const auto declare = [&](const QByteArray &name, const QByteArray &alternate) {
        client.open(1);
        wa::ExchangeDeclare method = exchangeNamed(name);
        method.arguments.set("alternate-exchange", alternate);
        client.send(1, method);
    };
    declare("cw", "cw");
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - read access to exchange 'cw' in vhost '/' refused for user 'ann'"));
    declare("cwr", "xx");
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - write access to exchange 'xx' in vhost '/' refused for user 'ann'"));
    declare("cwr", "cw");
    client.expect<wa::ExchangeDeclareOk>(1);
}

void TestAmqpAccess::passiveDeclarationsNeedNothing()
{
    Broking broking;
    addAnn(broking);
    broking.bench.declare("xx");
    Client client(broking);
    connectAs(client);
    client.open(1);
    wa::QueueDeclare queue = queueNamed("xx");
    queue.passive = true;
    client.send(1, queue);
    client.expect<wa::QueueDeclareOk>(1);
    wa::ExchangeDeclare exchange = exchangeNamed("amq.topic");
    exchange.passive = true;
    client.send(1, exchange);
    client.expect<wa::ExchangeDeclareOk>(1);
}

void TestAmqpAccess::serverNamedQueue()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.send(1, queueNamed(""));
    QVERIFY(channelClosed(client, 403).startsWith("ACCESS_REFUSED - configure access to queue 'amq.gen-"));
    QVERIFY(access(broking).setPermissions({"/", "ann", "^amq\\.gen-", "", ""}).ok());
    client.open(1);
    client.send(1, queueNamed(""));
    client.expect<wa::QueueDeclareOk>(1);
}

void TestAmqpAccess::topicPermissions()
{
    Broking broking;
    addAnn(broking);
    QVERIFY(access(broking).setPermissions({"/", "ann", ".*", ".*", ".*"}).ok());
    QVERIFY(access(broking).setTopicPermissions({"/", "ann", "amq.topic", "^{username}\\.", "^public\\."}).ok());
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.declare(1, "q");
    wa::QueueBind bind;
    bind.queue = "q";
    bind.exchange = "amq.topic";
    bind.routingKey = "public.#";
    client.send(1, bind);
    client.expect<wa::QueueBindOk>(1);
    client.send(Client::publishing(1, "amq.topic", "ann.new", "body"));
    client.send(Client::publishing(1, "amq.direct", "bob.new", "body")); // no topic exchange
    QVERIFY(client.silent());
    client.send(Client::publishing(1, "amq.topic", "bob.new", "body"));
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - write access to topic 'bob.new' in exchange topic 'amq.topic' in vhost '/' "
                        "refused for user 'ann'"));
    client.open(1);
    bind.routingKey = "#";
    client.send(1, bind);
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - read access to topic '#' in exchange topic 'amq.topic' in vhost '/' "
                        "refused for user 'ann'"));
}

void TestAmqpAccess::everyKeyOfAMessageNeedsTheTopicPermission_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("CC") << QByteArray("CC");
    QTest::newRow("BCC") << QByteArray("BCC");
}

void TestAmqpAccess::everyKeyOfAMessageNeedsTheTopicPermission()
{
    QFETCH(QByteArray, header);
    Broking broking;
    addAnn(broking);
    QVERIFY(access(broking).setPermissions({"/", "ann", ".*", ".*", ".*"}).ok());
    QVERIFY(access(broking).setTopicPermissions({"/", "ann", "amq.topic", "^ann\\.", ".*"}).ok());
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.declare(1, "q");
    client.send(1, wa::QueueBind{"q", "amq.topic", "bob.#", false, {}});
    client.expect<wa::QueueBindOk>(1);
    const auto alsoTo = [&](const QByteArray &key) {
        wa::BasicProperties properties;
        properties.headers = FieldTable();
        properties.headers->set(header, FieldArray{{FieldValue(QByteArray("ann.y")), FieldValue(key)}});
        return properties;
    };
    client.send(Client::publishing(1, "amq.topic", "ann.x", "body", alsoTo("ann.z")));
    client.send(Client::publishing(1, "amq.direct", "ann.x", "body", alsoTo("bob.y"))); // no topic exchange
    QVERIFY(client.silent());
    client.send(Client::publishing(1, "amq.topic", "ann.x", "body", alsoTo("bob.y")));
    QCOMPARE(channelClosed(client, 403),
             QByteArray("ACCESS_REFUSED - write access to topic 'bob.y' in exchange topic 'amq.topic' in vhost '/' "
                        "refused for user 'ann'"));
    QCOMPARE(broking.bench.host().queue("q")->ready(), quint64(0));
}

void TestAmqpAccess::changesAreSeenAtOnce()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    client.open(1);
    client.send(1, exchangeNamed("cw"));
    client.expect<wa::ExchangeDeclareOk>(1);
    client.send(Client::publishing(1, "cw", "k", "body"));
    QVERIFY(client.silent());
    QVERIFY(access(broking).clearPermissions("/", "ann").ok());
    client.send(Client::publishing(1, "cw", "k", "body"));
    QVERIFY(channelClosed(client, 403).startsWith("ACCESS_REFUSED - write access"));
}

void TestAmqpAccess::impersonator()
{
    Broking broking;
    Client client(broking);
    client.connect();
    wa::BasicProperties properties;
    properties.userId = "somebody";
    client.open(1);
    client.send(Client::publishing(1, "", "q", "body", properties));
    QVERIFY(channelClosed(client, 406).startsWith("PRECONDITION_FAILED - user_id property set to 'somebody'"));
    UserDefinition guest = *access(broking).user("guest");
    guest.tags.append("impersonator");
    QVERIFY(access(broking).putUser(guest).ok());
    client.open(1);
    client.send(Client::publishing(1, "", "q", "body", properties));
    QVERIFY(client.silent());
}

void TestAmqpAccess::ownerOfTheSocketMayEverything()
{
    Broking broking;
    QVERIFY(broking.bench.broker.createVirtualHost("dev").ok());
    QVERIFY(access(broking).deleteUser("guest").ok());
    Client client(broking);
    client.transport.info.isLocalSocket = true;
    client.renew();
    client.send(Client::protocolHeader());
    client.expect<wa::ConnectionStart>(0);
    client.send(0, wa::ConnectionStartOk{Client::properties(), "EXTERNAL", "", "en_US"});
    tune(client);
    client.send(0, wa::ConnectionOpen{"dev"});
    client.expect<wa::ConnectionOpenOk>(0);
    client.open(1);
    client.declare(1, "anything");
    client.send(Client::publishing(1, "", "anything", "body"));
    QVERIFY(client.silent());
}

void TestAmqpAccess::deletedVirtualHostClosesItsConnections()
{
    Broking broking;
    VirtualHost &host = **broking.bench.broker.createVirtualHost("dev");
    Q_UNUSED(host);
    QVERIFY(access(broking).setPermissions({"dev", "guest", ".*", ".*", ".*"}).ok());
    Client inside(broking);
    connectAs(inside, "guest", "guest", "dev");
    inside.open(1);
    inside.declare(1, "durable", true);
    wa::QueueDeclare exclusive = queueNamed("mine");
    exclusive.exclusive = true;
    inside.send(1, exclusive);
    inside.expect<wa::QueueDeclareOk>(1);
    inside.consume(1, "durable");
    inside.send(Client::publishing(1, "", "durable", "unacked"));
    inside.deliveredBodies(1);
    Client outside(broking);
    outside.connect();
    QVERIFY(broking.bench.broker.deleteVirtualHost("dev").ok());
    broking.bench.settle();
    QCOMPARE(closed(inside, 320), QByteArray("CONNECTION_FORCED - vhost 'dev' is deleted"));
    inside.send(0, wa::ConnectionCloseOk{});
    inside.disconnect();
    QCOMPARE(access(broking).sessionsOfUser("guest").connections, 1u);
    QVERIFY(outside.silent());
    outside.open(1);
    outside.declare(1, "still");
}

void TestAmqpAccess::deletedUserClosesItsConnections()
{
    Broking broking;
    addAnn(broking);
    Client ann(broking);
    connectAs(ann);
    Client guest(broking);
    guest.connect();
    QVERIFY(access(broking).deleteUser("ann").ok());
    broking.bench.settle();
    QCOMPARE(closed(ann, 320), QByteArray("CONNECTION_FORCED - user 'ann' is deleted"));
    QVERIFY(guest.silent());
}

void TestAmqpAccess::changedPasswordClosesNothing()
{
    Broking broking;
    addAnn(broking);
    Client client(broking);
    connectAs(client);
    QVERIFY(access(broking).putUser({"ann", core::hashPassword("other"), core::PasswordHashing::Sha256, {}}).ok());
    QVERIFY(client.silent());
    client.open(1);
    client.declare(1, "cwr");
    Client late(broking);
    begin(late, "ann", "secret");
    QVERIFY(closed(late, 403).startsWith("ACCESS_REFUSED"));
}

SIGHTGLASS_TEST(TestAmqpAccess)
#include "tst_amqp_access.moc"
