// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual hosts, users and permissions as the window asks for them, over a real store and a restart.
#include "facadefixture.h"

#include "program/testprogram.h"

using namespace test;

class TestFacadeAccess : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    template <typename T>
    static BrokerError codeOf(const Result<T> &result)
    {
        return result.ok() ? BrokerError::None : result.error().code;
    }
    /// The first list that fulfils the condition.
    template <typename T, typename Watch, typename Condition>
    QList<T> listed(Watch watch, Condition condition)
    {
        QObject context;
        QList<T> last;
        bool fulfilled = false;
        const auto subscription = (session().*watch)(
            &context,
            [&](const QList<T> &now) {
                last = now;
                fulfilled = fulfilled || condition(now);
            },
            20);
        return QTest::qWaitFor([&] { return fulfilled; }, patienceMs) ? last : QList<T>();
    }
    QList<VirtualHostSnapshot> hosts()
    {
        return listed<VirtualHostSnapshot>(&EmbeddedSession::watchVirtualHosts, [](const auto &) { return true; });
    }
    QList<UserSnapshot> users()
    {
        return listed<UserSnapshot>(&EmbeddedSession::watchUsers, [](const auto &) { return true; });
    }
    bool makeHost(const QString &name) { return await(session().putVirtualHost({name, {}, {}})).ok(); }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
    }
    void cleanup() { m_engine.reset(); }

    void beginsWithGuestInTheRoot()
    {
        const QList<VirtualHostSnapshot> there = hosts();
        QCOMPARE(there.size(), 1);
        QCOMPARE(there.front().spec.name, QStringLiteral("/"));
        QCOMPARE(there.front().users, QStringList(QStringLiteral("guest")));
        const QList<UserSnapshot> known = users();
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.front().tags, QStringList(QStringLiteral("administrator")));
        QVERIFY(known.front().hasPassword);
        QCOMPARE(known.front().permissions.size(), 1);
    }

    void queuesAreOfTheVirtualHostsType()
    {
        const QString host = QStringLiteral("dev");
        QVERIFY(await(session().putVirtualHost({host, {}, {}, QStringLiteral("quorum")})).ok());
        QCOMPARE(hosts().at(1).spec.defaultQueueType, QStringLiteral("quorum"));
        const auto typeOf = [&](const QString &name) {
            QueueSpec spec;
            spec.virtualHost = host;
            spec.name = name;
            const bool isMade = await(session().declareQueue(spec)).ok();
            const engine::QueueSnapshot made = m_engine->queue(name);
            const FieldValue *type = made.spec.arguments.find("x-queue-type");
            return isMade && type ? type->toText().value_or(QByteArray()) : QByteArray();
        };
        QCOMPARE(typeOf(QStringLiteral("a")), QByteArray("quorum"));
        QVERIFY(await(session().putVirtualHost({host, {}, {}, {}})).ok());
        QVERIFY(hosts().at(1).spec.defaultQueueType.isEmpty());
        QCOMPARE(typeOf(QStringLiteral("b")), QByteArray());
        QCOMPARE(codeOf(await(session().putVirtualHost({host, {}, {}, QStringLiteral("mirrored")}))),
                 BrokerError::InvalidArgument);
    }

    void everythingSurvivesARestart()
    {
        QVERIFY(
            await(session().putVirtualHost({QStringLiteral("dev"), QStringLiteral("for us"), {QStringLiteral("a")}}))
                .ok());
        QVERIFY(await(session().setVirtualHostLimits(QStringLiteral("dev"), {3, 0})).ok());
        UserSpec ann{QStringLiteral("ann"), {QStringLiteral("monitoring")}, QStringLiteral("secret"), {}};
        QVERIFY(await(session().putUser(ann)).ok());
        QVERIFY(await(session().setUserLimits(ann.name, {std::nullopt, 7})).ok());
        const PermissionSpec permissions{
            ann.name, QStringLiteral("dev"), QStringLiteral("^c"), QStringLiteral("^w"), {}};
        QVERIFY(await(session().setPermissions(permissions)).ok());
        const TopicPermissionSpec topic{
            ann.name, QStringLiteral("dev"), QStringLiteral("amq.topic"), QStringLiteral("^w"), {}};
        QVERIFY(await(session().setTopicPermissions(topic)).ok());
        const QList<VirtualHostSnapshot> hostsBefore = hosts();
        const QList<UserSnapshot> usersBefore = users();
        QCOMPARE(hostsBefore.at(1).spec.description, QStringLiteral("for us"));
        QCOMPARE(hostsBefore.at(1).limits.maxQueues, 0u);
        QCOMPARE(hostsBefore.at(1).users, QStringList(ann.name));
        QCOMPARE(usersBefore.at(0).permissions, QList<PermissionSpec>{permissions});
        QCOMPARE(usersBefore.at(0).topicPermissions, QList<TopicPermissionSpec>{topic});
        QCOMPARE(usersBefore.at(0).limits.maxChannels, 7u);
        QVERIFY(m_engine->restart());
        QVERIFY(hosts() == hostsBefore);
        QVERIFY(users() == usersBefore);
        // The tags change, the password stays; hashes come as they are.
        ann.tags.clear();
        ann.password.reset();
        QVERIFY(await(session().putUser(ann)).ok());
        QVERIFY(users().at(0).hasPassword);
        ann.hash = UserSpec::Hash{"kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR",
                                  QStringLiteral("rabbit_password_hashing_sha256")};
        QVERIFY(await(session().putUser(ann)).ok());
        ann.hash->algorithm = QStringLiteral("rot13");
        QCOMPARE(codeOf(await(session().putUser(ann))), BrokerError::InvalidArgument);
    }

    void deletedVirtualHostIsGoneWithItsMessages()
    {
        QVERIFY(makeHost(QStringLiteral("dev")));
        QueueSpec queue;
        queue.virtualHost = QStringLiteral("dev");
        queue.name = QStringLiteral("q");
        QVERIFY(await(session().declareQueue(queue)).ok());
        PublishRequest request;
        request.virtualHost = queue.virtualHost;
        request.routingKey = queue.name;
        request.properties.deliveryMode = 2;
        for (int i = 0; i < 100; ++i)
            QVERIFY(await(session().publish(request)).ok());
        const auto full = [](const QList<VirtualHostSnapshot> &now) {
            return now.size() == 2 && now.at(1).ready == 100;
        };
        QCOMPARE(listed<VirtualHostSnapshot>(&EmbeddedSession::watchVirtualHosts, full).size(), 2);
        QVERIFY(await(session().deleteVirtualHost(QStringLiteral("dev"))).ok());
        QCOMPARE(codeOf(await(session().deleteVirtualHost(QStringLiteral("dev")))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().publish(request))), BrokerError::NotFound);
        QVERIFY(m_engine->queues().isEmpty());
        QVERIFY(m_engine->restart());
        QCOMPARE(hosts().size(), 1);
        // It begins anew, empty.
        QVERIFY(makeHost(QStringLiteral("dev")));
        QVERIFY(await(session().declareQueue(queue)).ok());
        QCOMPARE(m_engine->queue(queue.name).ready, 0u);
    }

    void errors()
    {
        const QString guest = QStringLiteral("guest");
        QCOMPARE(codeOf(await(session().putVirtualHost({}))), BrokerError::InvalidArgument);
        QCOMPARE(codeOf(await(session().putVirtualHost({QString(300, u'x'), {}, {}}))), BrokerError::InvalidArgument);
        QCOMPARE(codeOf(await(session().setVirtualHostLimits(QStringLiteral("x"), {1, 1}))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().putUser({}))), BrokerError::InvalidArgument);
        QCOMPARE(codeOf(await(session().deleteUser(QStringLiteral("x")))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().setUserLimits(QStringLiteral("x"), {1, 1}))), BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().setPermissions({guest, QStringLiteral("x"), {}, {}, {}}))),
                 BrokerError::NotFound);
        QCOMPARE(codeOf(await(session().setPermissions({guest, QStringLiteral("/"), QStringLiteral("("), {}, {}}))),
                 BrokerError::InvalidArgument);
        QVERIFY(await(session().clearPermissions(guest, QStringLiteral("/"))).ok());
        QVERIFY(await(session().clearTopicPermissions(guest, QStringLiteral("/"), QStringLiteral("amq.topic"))).ok());
        QVERIFY(users().front().permissions.isEmpty());
        QVERIFY(await(session().deleteUser(guest)).ok());
        QVERIFY(users().isEmpty());
    }
};

SIGHTGLASS_TEST(TestFacadeAccess)
#include "tst_facade_access.moc"
