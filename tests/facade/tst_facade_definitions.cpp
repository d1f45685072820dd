// SPDX-License-Identifier: GPL-3.0-or-later
// Policies and definitions files through the session: what applies to what, what an import says of each item, round trips.
#include "facadefixture.h"

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
        QCOMPARE(outcome(report, u"queue"_s, u"log"_s), Outcome::NotHonored);
        QVERIFY(find(report, u"queue"_s, u"log"_s)->detail.contains(u"stream"));
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
        QCOMPARE(shop["queues"_L1].toArray().size(), 2);
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

QTEST_GUILESS_MAIN(TestDefinitions)
#include "tst_facade_definitions.moc"
