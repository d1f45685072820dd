// SPDX-License-Identifier: GPL-3.0-or-later
// Policies and definitions files through the session: what applies to what, what an import says of each item, round trips.
#include "facadefixture.h"

#include "program/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace test;
using namespace Qt::StringLiterals;
using Outcome = ImportedItem::Outcome;

namespace {

PolicySpec limit(const QString &name, const QString &pattern, qint64 count, qint32 priority = 0)
{
    return {u"/"_s, name, pattern, ApplyTo::Queues, priority, {{{"max-length", count}}}, false};
}

QByteArray everything()
{
    QFile file(QFINDTESTDATA("definitions.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestDefinitions : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Engine> m_engine;

    EmbeddedSession &session() { return *m_engine->session; }
    template <typename T, typename Watch>
    T now(Watch watch)
    {
        QObject context;
        std::optional<T> value;
        const SubscriptionPtr subscription = watch(&context, [&](const T &latest) { value = latest; });
        const bool arrived = QTest::qWaitFor([&] { return value.has_value(); }, patienceMs);
        return arrived ? *value : T();
    }
    QList<PolicySnapshot> policies()
    {
        return now<QList<PolicySnapshot>>(
            [&](QObject *context, auto callback) { return session().watchPolicies(context, callback, 20); });
    }
    ImportReport import(const QByteArray &json, const std::optional<QString> &host = {},
                        OnConflict onConflict = OnConflict::Keep)
    {
        const Result<ImportReport> report = await(session().importDefinitions(json, host, onConflict));
        return report.ok() ? *report : ImportReport();
    }
    QJsonObject exported(const std::optional<QString> &host = {})
    {
        const Result<ExportedDefinitions> file = await(session().exportDefinitions(host));
        return file.ok() ? QJsonDocument::fromJson(file->json).object() : QJsonObject();
    }
    static const ImportedItem *find(const ImportReport &report, const QString &kind, const QString &name)
    {
        for (const ImportedItem &item : report.items) {
            if (item.kind == kind && item.name == name)
                return &item;
        }
        return nullptr;
    }
    static Outcome outcome(const ImportReport &report, const QString &kind, const QString &name)
    {
        const ImportedItem *item = find(report, kind, name);
        if (!item)
            qWarning() << "no item" << kind << name;
        return item ? item->outcome : Outcome::Different;
    }

private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
    }

    void policiesShowWhatTheyApplyTo()
    {
        QVERIFY(m_engine->declareQueue(u"orders.eu"_s));
        QVERIFY(m_engine->declareQueue(u"mail"_s));
        QVERIFY(await(session().putPolicy(limit(u"all"_s, u".*"_s, 100))).ok());
        QVERIFY(await(session().putPolicy(limit(u"orders"_s, u"^orders"_s, 10, 5))).ok());
        PolicySpec cap = limit(u"cap"_s, u"^orders"_s, 3);
        cap.isOperator = true;
        QVERIFY(await(session().putPolicy(cap)).ok());
        const QueueSnapshot orders = m_engine->queue(u"orders.eu"_s);
        QCOMPARE(orders.policy.policy, u"orders"_s);
        QCOMPARE(orders.policy.operatorPolicy, u"cap"_s);
        QCOMPARE(orders.policy.effective.find("max-length")->toInteger(), std::optional<qint64>(3));
        QCOMPARE(m_engine->queue(u"mail"_s).policy.policy, u"all"_s);
        const QList<PolicySnapshot> list = policies();
        QCOMPARE(list.size(), 3);
        QCOMPARE(list[0].spec.name, u"all"_s);
        QCOMPARE(list[0].queues, 1u);
        QCOMPARE(list[1].spec.name, u"orders"_s);
        QCOMPARE(list[1].queues, 1u);
        QVERIFY(list[2].spec.isOperator);
        QVERIFY(await(session().deletePolicy(u"/"_s, u"orders"_s, false)).ok());
        QCOMPARE(m_engine->queue(u"orders.eu"_s).policy.policy, u"all"_s);
        QCOMPARE(await(session().deletePolicy(u"/"_s, u"orders"_s, false)).error().code, BrokerError::NotFound);
    }

    void scramGoesWithItsUser()
    {
        const auto userIn = [](const QJsonObject &file, const QString &name) {
            for (const QJsonValue user : file[u"users"_s].toArray()) {
                if (user[u"name"_s].toString() == name)
                    return user.toObject();
            }
            return QJsonObject();
        };
        QVERIFY(await(session().putUser({u"ann"_s, {}, u"secret"_s, std::nullopt})).ok());
        const QJsonObject file = exported();
        const QJsonObject scram = userIn(file, u"ann"_s)[u"scram_credentials"_s].toObject();
        QCOMPARE(scram.keys(), (QStringList{u"SCRAM-SHA-256"_s, u"SCRAM-SHA-512"_s}));
        QCOMPARE(scram[u"SCRAM-SHA-256"_s][u"iterations"_s].toInt(), 4096);
        QVERIFY(userIn(file, u"guest"_s).contains(u"scram_credentials"_s));
        const QByteArray json = QJsonDocument(file).toJson();
        QCOMPARE(outcome(import(json), u"user"_s, u"ann"_s), Outcome::Same);

        // Another password, and back again with the file.
        QVERIFY(await(session().putUser({u"ann"_s, {}, u"other"_s, std::nullopt})).ok());
        QVERIFY(userIn(exported(), u"ann"_s)[u"scram_credentials"_s].toObject() != scram);
        QCOMPARE(outcome(import(json), u"user"_s, u"ann"_s), Outcome::Different);
        QCOMPARE(outcome(import(json, {}, OnConflict::Replace), u"user"_s, u"ann"_s), Outcome::Replaced);
        QVERIFY(userIn(exported(), u"ann"_s) == userIn(file, u"ann"_s));

        // A new broker that takes the file has the same.
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        QCOMPARE(outcome(import(json), u"user"_s, u"ann"_s), Outcome::Created);
        QVERIFY(exported()[u"users"_s] == file[u"users"_s]);
    }

    void scramOfFilesThatKnowNoneOrABadOne()
    {
        const auto scramOf = [this](const QString &name) {
            for (const QJsonValue user : exported()[u"users"_s].toArray()) {
                if (user[u"name"_s].toString() == name)
                    return user[u"scram_credentials"_s].toObject();
            }
            return QJsonObject();
        };
        // RabbitMQ's hash gives none, a password in clear does, and later does so to a user that is there.
        const QByteArray hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"; // of "test12"
        QCOMPARE(
            outcome(import("{\"users\": [{\"name\": \"ann\", \"tags\": \"\", \"password_hash\": \"" + hash + "\"}]}"),
                    u"user"_s, u"ann"_s),
            Outcome::Created);
        QVERIFY(scramOf(u"ann"_s).isEmpty());
        QCOMPARE(outcome(import("{\"users\": [{\"name\": \"bob\", \"tags\": \"\", \"password\": \"secret\"}]}"),
                         u"user"_s, u"bob"_s),
                 Outcome::Created);
        QCOMPARE(scramOf(u"bob"_s).size(), 2);
        QCOMPARE(outcome(import("{\"users\": [{\"name\": \"ann\", \"tags\": \"\", \"password\": \"test12\"}]}"),
                         u"user"_s, u"ann"_s),
                 Outcome::Same);
        QCOMPARE(scramOf(u"ann"_s).size(), 2);
        // One that cannot be is none, and its user is not taken.
        const ImportReport report =
            import("{\"users\": [{\"name\": \"eve\", \"tags\": \"\", \"password_hash\": \"\", \"scram_credentials\": "
                   "{\"SCRAM-SHA-256\": {\"iterations\": 1, \"salt\": \"AAAA\", \"stored_key\": \"AAAA\", "
                   "\"server_key\": \"AAAA\"}}}]}");
        QCOMPARE(outcome(report, u"user"_s, u"eve"_s), Outcome::NotHonored);
        QVERIFY(find(report, u"user"_s, u"eve"_s)->detail.contains(u"SCRAM-SHA-256"_s));
    }

    void manyPasswordsHoldNobodyUp()
    {
        constexpr int users = 60;
        QJsonArray list;
        for (int i = 0; i < users; ++i)
            list.append(
                QJsonObject{{u"name"_s, u"u%1"_s.arg(i)}, {u"tags"_s, QString()}, {u"password"_s, u"secret"_s}});
        const QByteArray json = QJsonDocument(QJsonObject{{u"users"_s, list}}).toJson();
        auto importing = session().importDefinitions(json, std::nullopt, OnConflict::Keep);
        QVERIFY(await(session().declareQueue({})).ok()); // asked later, answered before
        QVERIFY(!importing.isFinished());
        const Result<ImportReport> report = await(importing);
        QVERIFY(report.ok());
        QCOMPARE(report->items.size(), users);
        for (const QJsonValue user : exported()[u"users"_s].toArray())
            QCOMPARE(user[u"scram_credentials"_s].toObject().size(), 2);
    }

    void whatHasNoEffectIsNoted()
    {
        const ImportReport report = import(R"({"queues": [
            {"name": "old", "vhost": "/", "durable": true, "auto_delete": false,
             "arguments": {"x-queue-mode": "lazy", "x-message-ttl": 5, "x-shards": 3}},
            {"name": "plain", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {"x-max-length": 5}}],
            "exchanges": [{"name": "hashed", "vhost": "/", "type": "direct", "durable": true, "auto_delete": false,
             "internal": false, "arguments": {"hash-header": "k", "alternate-exchange": "amq.fanout"}}]})");
        QCOMPARE(outcome(report, u"queue"_s, u"old"_s), Outcome::Created);
        QCOMPARE(find(report, u"queue"_s, u"old"_s)->detail, u"without effect here: x-queue-mode, x-shards"_s);
        QVERIFY(find(report, u"queue"_s, u"plain"_s)->detail.isEmpty());
        QCOMPARE(find(report, u"exchange"_s, u"hashed"_s)->detail, u"without effect here: hash-header"_s);
    }

    void policiesSurviveARestart()
    {
        QVERIFY(m_engine->declareQueue(u"q"_s));
        QVERIFY(await(session().putPolicy(limit(u"p"_s, u"^q"_s, 2))).ok());
        QVERIFY(m_engine->restart());
        QCOMPARE(m_engine->queue(u"q"_s).policy.policy, u"p"_s);
        for (int i = 0; i < 5; ++i)
            QVERIFY(m_engine->publish(u"q"_s, "x").ok());
        QVERIFY(m_engine->waitForMessages(u"q"_s, 2));
    }

    void everyItemOfAnImportIsAnsweredFor()
    {
        const ImportReport report = import(everything());
        QCOMPARE(outcome(report, u"user"_s, u"ann"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"user"_s, u"old"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"limit"_s, u"ann: max-channels"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"virtual host"_s, u"/"_s), Outcome::Same);
        QCOMPARE(outcome(report, u"virtual host"_s, u"shop"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"permission"_s, u"ann"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"permission"_s, u"nobody"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"topic permission"_s, u"ann on amq.topic"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"limit"_s, u"max-queues"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"operator policy"_s, u"cap"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"parameter"_s, u"shovel move"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"parameter"_s, u"federation-upstream up"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"global parameter"_s, u"cluster_name"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"policy"_s, u"ttl"_s), Outcome::Created);
        QVERIFY(find(report, u"policy"_s, u"ttl"_s)->detail.contains(u"ha-mode"));
        QCOMPARE(outcome(report, u"policy"_s, u"bad"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"queue"_s, u"orders"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"queue"_s, u"log"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"queue"_s, u"safe"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"queue"_s, u"lost"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"exchange"_s, u"in"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"exchange"_s, u"recent"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"binding"_s, u"in → orders (orders.#)"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"binding"_s, u"nowhere → orders ()"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"section"_s, u"surprise"_s), Outcome::NotHonored);
        QCOMPARE(report.items.size(), 25);
        for (const ImportedItem &item : report.items)
            QVERIFY2(item.outcome != Outcome::NotHonored || !item.detail.isEmpty(), qPrintable(item.name));
        const QueueSnapshot orders = m_engine->queue(u"orders"_s);
        QCOMPARE(orders.policy.policy, u"ttl"_s);
        QCOMPARE(orders.policy.operatorPolicy, u"cap"_s);
    }

    void importingAgainChangesNothing()
    {
        (void)import(everything());
        const QJsonObject before = exported();
        const ImportReport again = import(everything());
        QCOMPARE(again.count(Outcome::Created), 0);
        QCOMPARE(again.count(Outcome::Different), 0);
        QCOMPARE(exported(), before);
    }

    void whatDiffersIsLeftOrReplaced()
    {
        (void)import(everything());
        QByteArray changed = everything();
        changed.replace("\"message-ttl\": 60000", "\"message-ttl\": 5");
        changed.replace("\"x-max-length\": 10", "\"x-max-length\": 11");
        changed.replace("[\"monitoring\"]", "[\"administrator\"]");
        const ImportReport kept = import(changed);
        QCOMPARE(outcome(kept, u"policy"_s, u"ttl"_s), Outcome::Different);
        QCOMPARE(outcome(kept, u"queue"_s, u"orders"_s), Outcome::Different);
        QVERIFY(find(kept, u"queue"_s, u"orders"_s)->detail.contains(u"x-max-length"));
        QCOMPARE(outcome(kept, u"user"_s, u"ann"_s), Outcome::Different);
        QCOMPARE(m_engine->queue(u"orders"_s).policy.effective.find("message-ttl")->toInteger(),
                 std::optional<qint64>(60000));
        const ImportReport replaced = import(changed, {}, OnConflict::Replace);
        QCOMPARE(outcome(replaced, u"policy"_s, u"ttl"_s), Outcome::Replaced);
        QCOMPARE(outcome(replaced, u"queue"_s, u"orders"_s), Outcome::Different);
        QCOMPARE(outcome(replaced, u"user"_s, u"ann"_s), Outcome::Replaced);
        QCOMPARE(m_engine->queue(u"orders"_s).policy.effective.find("message-ttl")->toInteger(),
                 std::optional<qint64>(5));
    }

    void roundTripOfAllAndOfOneVirtualHost()
    {
        (void)import(everything());
        const Result<ExportedDefinitions> all = await(session().exportDefinitions({}));
        QVERIFY(all.ok());
        const QJsonObject shop = exported(u"shop"_s);
        QVERIFY(!shop.contains(u"users"_s));
        QCOMPARE(shop["queues"_L1].toArray().size(), 3);
        QVERIFY(!shop["queues"_L1][0].toObject().contains("vhost"_L1));
        const QJsonValue n = shop["bindings"_L1][0]["arguments"_L1]["n"_L1];
        QCOMPARE(n.toInteger(), 9007199254740993);
        QCOMPARE(await(session().exportDefinitions(u"none"_s)).error().code, BrokerError::NotFound);

        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        const ImportReport report = import(all->json, {}, OnConflict::Replace);
        QVERIFY2(report.isComplete(), qPrintable(report.summary()));
        QJsonObject there = exported();
        QCOMPARE(there, QJsonDocument::fromJson(all->json).object());

        const ImportReport into = import(QJsonDocument(shop).toJson(), u"copy"_s);
        QVERIFY2(into.isComplete(), qPrintable(into.summary()));
        QCOMPARE(exported(u"copy"_s), shop);
    }

    void aFileOfOneVirtualHostTellsOfIt()
    {
        // As RabbitMQ 4 writes it.
        const QByteArray file = R"({"rabbitmq_definition_format": "single_virtual_host", "original_vhost_name": "shop",
            "metadata": {"description": "the shop", "tags": ["live"], "default_queue_type": "quorum"},
            "description": "the shop", "limits": {"max-queues": 5},
            "parameters": [{"component": "vhost-limits", "name": "limits", "value": {"max-queues": 5}}],
            "policies": [], "exchanges": [], "bindings": [],
            "queues": [{"name": "orders", "durable": true, "auto_delete": false, "arguments": {}}]})";
        const ImportReport into = import(file, u"copy"_s);
        QVERIFY2(into.isComplete(), qPrintable(into.summary()));
        QCOMPARE(outcome(into, u"virtual host"_s, u"copy"_s), Outcome::Created);
        QCOMPARE(outcome(into, u"limit"_s, u"max-queues"_s), Outcome::Created);
        const QJsonObject copy = exported(u"copy"_s);
        const QJsonObject metadata{{u"description"_s, u"the shop"_s},
                                   {u"tags"_s, QJsonArray{u"live"_s}},
                                   {u"default_queue_type"_s, u"quorum"_s}};
        QCOMPARE(copy["metadata"_L1].toObject(), metadata);
        QCOMPARE(copy["description"_L1].toString(), u"the shop"_s);
        QCOMPARE(copy["parameters"_L1][0]["value"_L1]["max-queues"_L1].toInteger(), 5);
        QCOMPARE(outcome(import(file, u"copy"_s), u"virtual host"_s, u"copy"_s), Outcome::Same);

        QVERIFY(m_engine->declareQueue(u"mine"_s)); // the virtual host "/" is there, and says nothing of itself
        QCOMPARE(outcome(import(file, u"/"_s), u"virtual host"_s, u"/"_s), Outcome::Different);

        const ImportReport nowhere = import(file);
        QCOMPARE(outcome(nowhere, u"section"_s, u"metadata"_s), Outcome::NotHonored);
        QCOMPARE(outcome(nowhere, u"section"_s, u"limits"_s), Outcome::NotHonored);
    }

    void whatWaitsForItsTimeIsNoQueueOfTheFile()
    {
        const ImportReport report = import(R"({"exchanges": [{"name": "later", "type": "x-delayed-message",
            "durable": true, "auto_delete": false, "internal": false, "arguments": {"x-delayed-type": "direct"}}]})");
        QCOMPARE(outcome(report, u"exchange"_s, u"later"_s), Outcome::Created);
        QVERIFY(m_engine->declareQueue(u"q"_s));
        const QJsonArray queues = exported()["queues"_L1].toArray();
        QCOMPARE(queues.size(), 1);
        QCOMPARE(queues[0]["name"_L1].toString(), u"q"_s);
    }

    void theUserOfANewBrokerIsNoConflict()
    {
        const QByteArray mine = QJsonDocument(exported()).toJson();
        QVERIFY(import(mine).isComplete());
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        const ImportReport report = import(mine); // whose guest has another salt
        QVERIFY2(report.isComplete(), qPrintable(report.summary()));
        QCOMPARE(outcome(report, u"user"_s, u"guest"_s), Outcome::Same);
        QCOMPARE(exported(), QJsonDocument::fromJson(mine).object());

        QVERIFY(await(session().putUser({u"guest"_s, {u"administrator"_s}, u"chosen"_s, std::nullopt})).ok());
        const QByteArray chosen = QJsonDocument(exported()).toJson();
        QCOMPARE(outcome(import(mine), u"user"_s, u"guest"_s), Outcome::Different);
        m_engine = std::make_unique<Engine>();
        QVERIFY(m_engine->start());
        const ImportReport replaced = import(chosen);
        QCOMPARE(outcome(replaced, u"user"_s, u"guest"_s), Outcome::Replaced);
        QVERIFY(find(replaced, u"user"_s, u"guest"_s)->detail.contains(u"every new broker"));
    }

    void intoOneVirtualHostOnlyWhatBelongsThere()
    {
        const ImportReport report = import(everything(), u"shop"_s);
        QCOMPARE(outcome(report, u"queue"_s, u"orders"_s), Outcome::Created);
        QCOMPARE(outcome(report, u"queue"_s, u"lost"_s), Outcome::NotHonored);
        QCOMPARE(outcome(report, u"user"_s, u"ann"_s), Outcome::NotHonored);
    }

    void refusesWhatIsNoDefinitionsFile_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("no JSON") << QByteArray("{\"queues\": [");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("something else") << QByteArray("{\"name\": \"package\"}");
        QTest::newRow("nothing") << QByteArray();
    }
    void refusesWhatIsNoDefinitionsFile()
    {
        QFETCH(QByteArray, file);
        const Result<ImportReport> report = await(session().importDefinitions(file, {}, OnConflict::Keep));
        QVERIFY(!report.ok());
        QCOMPARE(report.error().code, BrokerError::InvalidArgument);
    }

    void oddItemsDoNoHarm()
    {
        const ImportReport report = import("{\"queues\": [7, {}, {\"name\": 3}, {\"name\": \"q\", \"arguments\": []}],"
                                           "\"users\": {\"name\": \"x\"}, \"exchanges\": [{\"name\": \"e\"}],"
                                           "\"bindings\": [{}], \"policies\": [{\"name\": \"p\"}]}");
        QCOMPARE(report.count(Outcome::Created), 1);
        QCOMPARE(outcome(report, u"queue"_s, u"q"_s), Outcome::Created);
        QCOMPARE(report.items.size(), 8);
    }
};

SIGHTGLASS_TEST(TestDefinitions)
#include "tst_facade_definitions.moc"
