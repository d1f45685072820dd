// SPDX-License-Identifier: GPL-3.0-or-later
// Users, passwords, permissions, limits; virtual hosts that come and go.
#include "corefixture.h"
#include "passwordfixture.h"

#include "core/access.h"
#include "core/passwordhash.h"
#include "core/scram.h"
#include "program/testprogram.h"

#include <QtTest>

using namespace test;

class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestIsThereAtFirst();
    void knownPasswordHashes_data();
    void knownPasswordHashes();
    void passwordsAreSalted();
    void scramFollowsThePassword();
    void scramCredentialsHaveToBeSome();
    void scramSurvivesARestart();
    void refusesBadUsers();
    void permissionsMatchAnywhere_data();
    void permissionsMatchAnywhere();
    void refusesInvalidExpressions();
    void answersAreForgottenWhenTheyChange();
    void defaultExchangeHasAName();
    void topicPermissions();
    void limitsOfConnectionsAndChannels();
    void limitOfQueues();
    void everythingSurvivesARestart();
    void deletedUserTakesItsRights();
    void deletedVirtualHostTakesEverything();
    void virtualHostsAreNotMadeAgain();

private:
    static void add(AccessControl &access, const QByteArray &user, const QByteArray &password = "secret")
    {
        QVERIFY(access.putUser({user, hashPassword(password), PasswordHashing::Sha256, {}}).ok());
    }
};

void TestAccess::guestIsThereAtFirst()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    QCOMPARE(access.users().size(), 1u);
    QVERIFY(access.checkPassword("guest", "guest").ok());
    QVERIFY(access.hasTag("guest", "administrator"));
    QVERIFY(access.checkOpen("guest", "/", false).ok());
    QVERIFY(access.isPermitted("guest", "/", Permission::Configure, "anything"));
}

void TestAccess::knownPasswordHashes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("hash");
    // RabbitMQ's guide "Passwords" computes the first one by hand: salt 908D C60A, password "test12".
    QTest::newRow("SHA-256") << QByteArray("rabbit_password_hashing_sha256")
                             << QByteArray("kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR");
    const auto made = [](QCryptographicHash::Algorithm algorithm) {
        return QByteArray(QByteArray("salt") + QCryptographicHash::hash("salttest12", algorithm)).toBase64();
    };
    QTest::newRow("SHA-512") << QByteArray("rabbit_password_hashing_sha512") << made(QCryptographicHash::Sha512);
    QTest::newRow("MD5") << QByteArray("rabbit_password_hashing_md5") << made(QCryptographicHash::Md5);
}

void TestAccess::knownPasswordHashes()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, hash);
    const auto hashing = passwordHashingFromName(name);
    QVERIFY(hashing.has_value());
    QCOMPARE(passwordHashingName(*hashing), name);
    const UserDefinition user{"u", QByteArray::fromBase64(hash), *hashing, {}};
    QVERIFY(isPasswordHash(user.passwordHash, *hashing));
    QVERIFY(isPasswordOf(user, "test12"));
    QVERIFY(!isPasswordOf(user, "test13"));
    QVERIFY(!isPasswordOf(user, ""));
}

void TestAccess::passwordsAreSalted()
{
    QVERIFY(hashPassword("secret") != hashPassword("secret"));
    QVERIFY(hashPassword("").isEmpty());
    QVERIFY(!isPasswordOf({"u", {}, PasswordHashing::Sha256, {}}, ""));
    QVERIFY(!passwordHashingFromName("rabbit_password_hashing_rot13"));
}

void TestAccess::scramFollowsThePassword()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    const auto isMadeOf = [&](ScramMechanism mechanism, const QByteArray &password) {
        const ScramCredential *kept = access.scramCredential("ann", mechanism);
        return kept && kept->iterations == scramIterations &&
               *kept == scramCredential("ann", mechanism, kept->salt, kept->iterations,
                                        saltedPassword(mechanism, password, kept->salt, kept->iterations));
    };
    const auto hasNone = [&] {
        return !access.scramCredential("ann", ScramMechanism::Sha256) &&
               !access.scramCredential("ann", ScramMechanism::Sha512);
    };
    const UserDefinition ann{"ann", {}, PasswordHashing::Sha512, {"management"}};
    QVERIFY(putUser(access, ann, "secret"));
    QCOMPARE(access.user("ann")->hashing, PasswordHashing::Sha512);
    QVERIFY(access.checkPassword("ann", "secret").ok());
    QVERIFY(isMadeOf(ScramMechanism::Sha256, "secret"));
    QVERIFY(isMadeOf(ScramMechanism::Sha512, "secret"));
    QVERIFY(access.scramCredential("ann", ScramMechanism::Sha256)->salt !=
            access.scramCredential("ann", ScramMechanism::Sha512)->salt);
    // Tags change, the password stays.
    UserDefinition tagged = *access.user("ann");
    tagged.tags.clear();
    QVERIFY(access.putUser(tagged).ok());
    QVERIFY(isMadeOf(ScramMechanism::Sha256, "secret"));
    QVERIFY(putUser(access, ann, "other"));
    QVERIFY(isMadeOf(ScramMechanism::Sha256, "other"));
    QVERIFY(!isMadeOf(ScramMechanism::Sha256, "secret"));
    // Of a hash nothing can be made.
    UserDefinition hashed = ann;
    hashed.passwordHash = hashPassword("other", ann.hashing);
    QVERIFY(access.putUser(hashed).ok());
    QVERIFY(hasNone());
    QVERIFY(putUser(access, ann, "third"));
    QVERIFY(putUser(access, ann, ""));
    QVERIFY(hasNone());
    QVERIFY(putUser(access, ann, "third"));
    QVERIFY(access.deleteUser("ann").ok());
    QVERIFY(hasNone());
    // Everybody knows guest's.
    for (const ScramMechanism mechanism : scramMechanisms) {
        const ScramCredential *kept = access.scramCredential("guest", mechanism);
        QVERIFY(kept);
        QCOMPARE(*kept, scramCredential("guest", mechanism, kept->salt, 4096,
                                        saltedPassword(mechanism, "guest", kept->salt, 4096)));
    }
}

void TestAccess::scramCredentialsHaveToBeSome()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    const ScramCredential good = *access.scramCredential("guest", ScramMechanism::Sha256);
    const auto codeOf = [&](auto change) {
        ScramCredential bad = good;
        change(bad);
        const Result<void> set = access.setScramCredential(bad);
        return set ? BrokerError::None : set.error().code;
    };
    const quint64 version = access.version();
    QCOMPARE(codeOf([](ScramCredential &) {}), BrokerError::None);
    QCOMPARE(access.version(), version);
    QCOMPARE(codeOf([](ScramCredential &c) { c.user = "nobody"; }), BrokerError::NotFound);
    QCOMPARE(codeOf([](ScramCredential &c) { c.iterations = 4095; }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.iterations = 16385; }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.salt.clear(); }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.salt.resize(1025); }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.storedKey.chop(1); }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.serverKey += 'x'; }), BrokerError::InvalidArgument);
    QCOMPARE(codeOf([](ScramCredential &c) { c.mechanism = ScramMechanism::Sha512; }), BrokerError::InvalidArgument);
    QCOMPARE(*access.scramCredential("guest", ScramMechanism::Sha256), good);
    QVERIFY(access.removeScramCredential("guest", ScramMechanism::Sha256));
    QVERIFY(!access.removeScramCredential("guest", ScramMechanism::Sha256));
    QVERIFY(access.scramCredential("guest", ScramMechanism::Sha512));
}

void TestAccess::scramSurvivesARestart()
{
    DiskImage disk;
    std::map<AccessControl::UserMechanism, ScramCredential> before;
    {
        Bench bench(disk);
        bench.store.autoCommit = true;
        AccessControl &access = bench.broker.access();
        QVERIFY(putUser(access, {"ann", {}, PasswordHashing::Sha256, {}}, "secret"));
        QVERIFY(putUser(access, {"bob", {}, PasswordHashing::Sha256, {}}, "secret"));
        bench.settle();
        QVERIFY(access.removeScramCredential("ann", ScramMechanism::Sha512));
        QVERIFY(access.deleteUser("bob").ok());
        bench.settle();
        before = access.scramCredentials();
        QCOMPARE(before.size(), 3u);
    }
    Bench bench(disk);
    QVERIFY(bench.broker.access().scramCredentials() == before);
}

void TestAccess::refusesBadUsers()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    QCOMPARE(access.putUser({"", {}, PasswordHashing::Sha256, {}}).error().code, BrokerError::InvalidArgument);
    QCOMPARE(access.putUser({"u", "short", PasswordHashing::Sha256, {}}).error().code, BrokerError::InvalidArgument);
    QCOMPARE(access.putUser({"u", {}, PasswordHashing::Sha256, {"a,b"}}).error().code, BrokerError::InvalidArgument);
    QVERIFY(access.putUser({"u", {}, PasswordHashing::Sha256, {"a"}}).ok());
    QCOMPARE(access.checkPassword("u", "").error().code, BrokerError::AccessRefused);
    QCOMPARE(access.checkPassword("u", "u").error().detail, QStringLiteral("user 'u' - invalid credentials"));
    QCOMPARE(access.checkPassword("x", "u").error().detail, QStringLiteral("user 'x' - invalid credentials"));
    QCOMPARE(access.deleteUser("x").error().code, BrokerError::NotFound);
    QCOMPARE(access.setPermissions({"/", "x", "", "", ""}).error().code, BrokerError::NotFound);
    QCOMPARE(access.setPermissions({"nowhere", "u", "", "", ""}).error().code, BrokerError::NotFound);
    QCOMPARE(access.checkOpen("u", "/", false).error().detail,
             QStringLiteral("access to vhost '/' refused for user 'u'"));
    QVERIFY(access.checkOpen("u", "/", true).ok());
}

void TestAccess::permissionsMatchAnywhere_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("all") << QByteArray(".*") << QByteArray("orders") << true;
    QTest::newRow("empty allows nothing") << QByteArray("") << QByteArray("orders") << false;
    QTest::newRow("not anchored") << QByteArray("der") << QByteArray("orders") << true;
    QTest::newRow("anchored") << QByteArray("^der") << QByteArray("orders") << false;
    QTest::newRow("alternatives") << QByteArray("^(amq\\.gen.*|amq\\.default)$") << QByteArray("amq.gen-x") << true;
    QTest::newRow("case counts") << QByteArray("^Orders$") << QByteArray("orders") << false;
    QTest::newRow("bytes") << QByteArray("^.{4}$") << QByteArray("gr\xc3\xbc") << true;
}

void TestAccess::permissionsMatchAnywhere()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, name);
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    add(access, "u");
    QVERIFY(access.setPermissions({"/", "u", "", expression, ""}).ok());
    QTEST(access.isPermitted("u", "/", Permission::Write, name), "allowed");
    QVERIFY(!access.isPermitted("u", "/", Permission::Configure, name));
    QVERIFY(!access.isPermitted("u", "elsewhere", Permission::Write, name));
}

void TestAccess::refusesInvalidExpressions()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    const Result<void> refused = access.setPermissions({"/", "guest", ".*", "(", ".*"});
    QCOMPARE(refused.error().code, BrokerError::InvalidArgument);
    QVERIFY(refused.error().detail.contains(QStringLiteral("'('")));
    QVERIFY(access.isPermitted("guest", "/", Permission::Write, "x")); // as before
    QCOMPARE(access.setTopicPermissions({"/", "guest", "amq.topic", "[", ""}).error().code,
             BrokerError::InvalidArgument);
}

void TestAccess::answersAreForgottenWhenTheyChange()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &control = bench.broker.access();
    add(control, "u");
    QVERIFY(control.setPermissions({"/", "u", "", "^a", "^b"}).ok());
    Access access(control, {"u"}, "/");
    Access owner(control, {"u", true}, "/");
    for (int round = 0; round < 3; ++round) {
        QVERIFY(access.allows(Permission::Write, ResourceKind::Queue, "a"));
        QVERIFY(!access.allows(Permission::Write, ResourceKind::Queue, "b"));
        QVERIFY(access.allows(Permission::Read, ResourceKind::Queue, "b"));
        QVERIFY(!access.allows(Permission::Configure, ResourceKind::Queue, "a"));
        QVERIFY(owner.allows(Permission::Configure, ResourceKind::Queue, "a"));
    }
    for (int i = 0; i < 40; ++i)
        QVERIFY(access.allows(Permission::Write, ResourceKind::Exchange, "a" + QByteArray::number(i)));
    QVERIFY(control.setPermissions({"/", "u", "", "^b", ""}).ok());
    QVERIFY(!access.allows(Permission::Write, ResourceKind::Queue, "a"));
    QVERIFY(access.allows(Permission::Write, ResourceKind::Queue, "b"));
    QVERIFY(control.clearPermissions("/", "u").ok());
    QCOMPARE(access.check(Permission::Write, ResourceKind::Queue, "b").error().detail,
             QStringLiteral("write access to queue 'b' in vhost '/' refused for user 'u'"));
    QVERIFY(control.clearPermissions("/", "u").ok());
}

void TestAccess::defaultExchangeHasAName()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &control = bench.broker.access();
    add(control, "u");
    QVERIFY(control.setPermissions({"/", "u", "", "^amq\\.default$", ""}).ok());
    Access access(control, {"u"}, "/");
    QVERIFY(access.allows(Permission::Write, ResourceKind::Exchange, ""));
    QVERIFY(!access.allows(Permission::Write, ResourceKind::Queue, ""));
    QCOMPARE(access.refusal(Permission::Write, ResourceKind::Exchange, "").detail,
             QStringLiteral("write access to exchange 'amq.default' in vhost '/' refused for user 'u'"));
}

void TestAccess::topicPermissions()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &control = bench.broker.access();
    add(control, "ann");
    Access access(control, {"ann"}, "/", {{"client_id", "c17"}});
    QVERIFY(access.allowsTopic(Permission::Write, "amq.topic", "anything")); // not restricted
    QVERIFY(control.setTopicPermissions({"/", "ann", "amq.topic", "^{username}\\.", "^{client_id}-.*{vhost}$"}).ok());
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!access.allowsTopic(Permission::Write, "amq.topic", "anything"));
        QVERIFY(access.allowsTopic(Permission::Write, "amq.topic", "ann.new"));
        QVERIFY(!access.allowsTopic(Permission::Read, "amq.topic", "ann.new"));
        QVERIFY(access.allowsTopic(Permission::Read, "amq.topic", "c17-x/"));
        QVERIFY(access.allowsTopic(Permission::Write, "other.topic", "anything"));
    }
    QCOMPARE(
        access.topicRefusal(Permission::Write, "amq.topic", "k").detail,
        QStringLiteral("write access to topic 'k' in exchange topic 'amq.topic' in vhost '/' refused for user 'ann'"));
    QVERIFY(control.setTopicPermissions({"/", "ann", "other.topic", "", ""}).ok());
    QVERIFY(!access.allowsTopic(Permission::Write, "other.topic", "anything"));
    QVERIFY(control.clearTopicPermissions("/", "ann", QByteArray("amq.topic")).ok());
    QVERIFY(access.allowsTopic(Permission::Write, "amq.topic", "anything"));
    QCOMPARE(control.topicPermissions().size(), 1u);
    QVERIFY(control.clearTopicPermissions("/", "ann", std::nullopt).ok());
    QVERIFY(control.topicPermissions().empty());
}

void TestAccess::limitsOfConnectionsAndChannels()
{
    DiskImage disk;
    Bench bench(disk);
    AccessControl &access = bench.broker.access();
    using Scope = AccessControl::Scope;
    QCOMPARE(access.setLimit(Scope::User, "guest", "max-queues", 1).error().code, BrokerError::InvalidArgument);
    QCOMPARE(access.setLimit(Scope::User, "nobody", "max-channels", 1).error().code, BrokerError::NotFound);
    QVERIFY(access.setLimit(Scope::VirtualHost, "/", "max-connections", 2).ok());
    QVERIFY(access.setLimit(Scope::User, "guest", "max-connections", 1).ok());
    QVERIFY(access.setLimit(Scope::User, "guest", "max-channels", 1).ok());
    QVERIFY(access.checkOpen("guest", "/", false).ok());
    access.connectionOpened("guest", "/");
    QCOMPARE(access.checkOpen("guest", "/", false).error().detail,
             QStringLiteral("connection refused for user 'guest': user connection limit (1) is reached"));
    access.connectionOpened("other", "/");
    QCOMPARE(access.checkOpen("guest", "/", false).error().detail,
             QStringLiteral("access to vhost '/' refused for user 'guest': connection limit (2) is reached"));
    {
        const Access channel(access, {"guest"}, "/");
        QCOMPARE(access.checkChannel("guest").error().detail,
                 QStringLiteral("number of channels opened for user 'guest' has reached the maximum allowed user limit "
                                "of (1)"));
    }
    QVERIFY(access.checkChannel("guest").ok());
    access.connectionClosed("guest", "/");
    QCOMPARE(access.sessionsOfHost("/").connections, 1u);
    QVERIFY(access.checkOpen("guest", "/", false).ok());
    QVERIFY(access.setLimit(Scope::VirtualHost, "/", "max-connections", std::nullopt).ok());
    QVERIFY(access.setLimit(Scope::User, "guest", "max-connections", -1).ok());
    QCOMPARE(access.limits().size(), 1u);
    access.connectionClosed("other", "/");
}

void TestAccess::limitOfQueues()
{
    DiskImage disk;
    Bench bench(disk);
    QVERIFY(bench.broker.access().setLimit(AccessControl::Scope::VirtualHost, "/", "max-queues", 1).ok());
    QVERIFY(bench.declare("one"));
    QVERIFY(bench.declare("one")); // it is there
    QueueDefinition second;
    second.name = "two";
    const auto refused = bench.host().declareQueue(second, {});
    QCOMPARE(refused.error().code, BrokerError::PreconditionFailed);
    QCOMPARE(refused.error().detail,
             QStringLiteral("cannot declare queue 'two': queue limit in vhost '/' (1) is reached"));
    // The waiting room of an exchange that delays is none of them.
    QVERIFY(bench.host().deleteQueue("one", {}, false, false).ok());
    ExchangeDefinition later;
    later.virtualHost = "/";
    later.name = "later";
    later.type = ExchangeType::Delayed;
    later.arguments.set("x-delayed-type", FieldValue(QByteArray("direct")));
    QVERIFY(bench.host().declareExchange(later).ok());
    QCOMPARE(bench.host().queues().size(), size_t(1));
    QVERIFY(bench.declare("three"));
    QVERIFY(!bench.host().declareQueue(second, {}).ok());
    QVERIFY(bench.host().deleteExchange("later", false).ok());
    QVERIFY(!bench.host().declareQueue(second, {}).ok());
}

void TestAccess::everythingSurvivesARestart()
{
    DiskImage disk;
    quint64 version = 0;
    {
        Bench bench(disk);
        bench.store.autoCommit = true;
        AccessControl &access = bench.broker.access();
        QVERIFY(bench.broker.createVirtualHost("dev").ok());
        FieldTable metadata;
        metadata.set("description", QByteArray("for developers"));
        QVERIFY(access.setMetadata("dev", metadata).ok());
        add(access, "ann");
        QVERIFY(access.deleteUser("guest").ok());
        QVERIFY(access.setPermissions({"dev", "ann", "^c", "^w", "^r"}).ok());
        QVERIFY(access.setTopicPermissions({"dev", "ann", "amq.topic", "^w", "^r"}).ok());
        QVERIFY(access.setLimit(AccessControl::Scope::VirtualHost, "dev", "max-queues", 7).ok());
        version = access.version();
        bench.settle();
    }
    QVERIFY(version > 1);
    Bench bench(disk);
    const AccessControl &access = bench.broker.access();
    QCOMPARE(access.users().size(), 1u); // and no guest
    QVERIFY(access.checkPassword("ann", "secret").ok());
    QVERIFY(access.isPermitted("ann", "dev", Permission::Configure, "c"));
    QVERIFY(!access.isPermitted("ann", "dev", Permission::Configure, "w"));
    QVERIFY(access.topicRestriction("ann", "dev", "amq.topic", Permission::Read, {}).has_value());
    QCOMPARE(access.limit(AccessControl::Scope::VirtualHost, "dev", "max-queues"), 7);
    QCOMPARE(access.metadata("dev").find("description")->toText(), QByteArray("for developers"));
}

void TestAccess::deletedUserTakesItsRights()
{
    DiskImage disk;
    Bench bench(disk);
    bench.store.autoCommit = true;
    AccessControl &access = bench.broker.access();
    add(access, "ann");
    QVERIFY(access.setPermissions({"/", "ann", "", "", ""}).ok());
    QVERIFY(access.setTopicPermissions({"/", "ann", "amq.topic", "", ""}).ok());
    QVERIFY(access.setLimit(AccessControl::Scope::User, "ann", "max-channels", 7).ok());
    bench.settle();
    const size_t before = disk.definitions.size();
    QVERIFY(access.deleteUser("ann").ok());
    bench.settle();
    QCOMPARE(disk.definitions.size(), before - 4);
    QVERIFY(access.topicPermissions().empty());
    QVERIFY(access.limits().empty());
    QCOMPARE(access.permissions().size(), 1u);
}

void TestAccess::deletedVirtualHostTakesEverything()
{
    DiskImage disk;
    Bench bench(disk);
    bench.store.autoCommit = true;
    bench.settle();
    const std::vector<Definition> before = disk.definitions;
    const quint64 topology = bench.broker.topologyVersion();
    VirtualHost &host = **bench.broker.createVirtualHost("dev");
    for (const char *name : {"a", "b", "c"}) {
        QueueDefinition queue;
        queue.name = name;
        QVERIFY(host.declareQueue(queue, {}).ok());
        ExchangeDefinition exchange{"dev", QByteArray("x-") + name, ExchangeType::Topic, true, *name == 'b', false, {}};
        QVERIFY(host.declareExchange(exchange).ok());
        QVERIFY(host.bind({"dev", exchange.name, DestinationType::Queue, name, "#", {}}, {}).ok());
        QVERIFY(host.bind({"dev", "amq.topic", DestinationType::Exchange, exchange.name, "#", {}}, {}).ok());
    }
    QVERIFY(host.bind({"dev", "amq.topic", DestinationType::Exchange, "amq.fanout", "#", {}}, {}).ok());
    AccessControl &access = bench.broker.access();
    QVERIFY(access.setPermissions({"dev", "guest", "", "", ""}).ok());
    QVERIFY(access.setLimit(AccessControl::Scope::VirtualHost, "dev", "max-queues", 7).ok());
    {
        RecordingClient client;
        Channel channel(bench.broker, host, {ConnectionId{9}, 1}, client);
        for (const char *queue : {"a", "b"})
            channel.publish(**channel.publishTo(""), makeMessage(queue, "body", true), {});
        bench.settle();
    }
    bench.settle();
    QVERIFY(!disk.chunks.empty());
    const int submitted = bench.store.submitted;
    QVERIFY(bench.broker.deleteVirtualHost("dev").ok());
    bench.settle();
    QCOMPARE(bench.store.submitted, submitted + 1); // one transaction
    QVERIFY(disk.chunks.empty());
    QVERIFY(disk.definitions == before);
    QVERIFY(!bench.broker.virtualHost("dev"));
    QVERIFY(bench.broker.topologyVersion() > topology);
    QVERIFY(access.limits().empty());
    QCOMPARE(bench.broker.deleteVirtualHost("dev").error().code, BrokerError::NotFound);
}

void TestAccess::virtualHostsAreNotMadeAgain()
{
    DiskImage disk;
    {
        Bench bench(disk);
        bench.store.autoCommit = true;
        QVERIFY(bench.broker.createVirtualHost("dev").ok());
        QVERIFY(bench.broker.deleteVirtualHost("/").ok());
        bench.settle();
    }
    const DiskImage stored = disk;
    ManualStore store(disk);
    FixedClock clock;
    Broker broker(store, clock);
    QVERIFY(broker.start().ok());
    QVERIFY(!broker.virtualHost("/"));
    QVERIFY(broker.virtualHost("dev"));
}

SIGHTGLASS_TEST(TestAccess)
#include "tst_core_access.moc"
