// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"
#include "store/nullstore.h"
#include "store/sqlitestore.h"
#include "storesupport.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace storetest;
using namespace engine::store;
using namespace Qt::StringLiterals;

class TestSqliteStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = scratch(); }
    void cleanup() { m_store.reset(); }
    void startsEmpty();
    void keepsMessages();
    void keepsDefinitions();
    void removesDefinitions();
    void keepsGapsBitmapsAndStates();
    void keepsReturns();
    void forgetsTransients();
    void forgetsQueuesThatEndWithTheBroker();
    void removedQueueTakesItsLog();
    void removesManyChunksBitByBit();
    void idsGoOn();
    void failsAsAWhole();
    void answersLater();
    void loadsInAnyOrderWhileCommitting();
    void sharesNoDirectory();
    void takesOverADeadLock();
    void makesADirectoryForItsUserOnly();
    void keepsItsFilesToItsUser();
    void migratesVersion1();
    void migratesVersion2();
    void migratesVersion3();
    void migratesVersion4();
    void migratesVersion5();
    void refusesTheFuture();
    void closesWithoutALog();
    void boundsItsLog();
    void nullStoreKeepsNothing();

private:
    StoreContents reopen();
    QString path(const QString &name = u"sightglass.db"_s) const { return m_dir->filePath(name); }
    StoreContents fill();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqliteStore> m_store;
};

StoreContents TestSqliteStore::reopen()
{
    m_store.reset();
    m_store = std::make_unique<SqliteStore>(SqliteStoreOptions{m_dir->path()});
    auto contents = m_store->open();
    if (!contents)
        qFatal("%s", qPrintable(contents.error().detail));
    return *contents;
}

/// A queue with id 1.
StoreContents TestSqliteStore::fill()
{
    StoreContents contents = reopen();
    StoreTransaction t;
    t.definitions = {put(makeQueue(1))};
    if (!commit(*m_store, t))
        qFatal("the first commit failed");
    return contents;
}

void TestSqliteStore::startsEmpty()
{
    const StoreContents contents = reopen();
    QVERIFY(contents.definitions.empty());
    QVERIFY(contents.logs.empty());
    QVERIFY(contents.notices.isEmpty());
    QVERIFY(m_store->isDurable());
    QVERIFY(m_store->diskBytes() > 0);
    QCOMPARE(load(*m_store, 1).error().code, BrokerError::NotFound);
}

void TestSqliteStore::keepsMessages()
{
    fill();
    QRandomGenerator random(3);
    std::map<quint64, std::vector<StoredMessage>> expected;
    quint64 offset = 0;
    for (quint64 id = 1; id <= 40; ++id) {
        ChunkAppend append{{id}, {1}, offset, 0, {}};
        for (int i = random.bounded(1, 60); i > 0; --i)
            append.messages.push_back(randomMessage(random, offset++));
        append.messages.front().transient = false; // so that something is left after the restart
        append.span = quint32(offset - append.base);
        expected[id] = append.messages;
        StoreTransaction t;
        t.appends.push_back(std::move(append));
        QVERIFY(commit(*m_store, t));
    }
    for (int round = 0; round < 2; ++round) {
        for (const auto &[id, messages] : expected) {
            const auto loaded = load(*m_store, id);
            QVERIFY(loaded.ok());
            QCOMPARE(difference(*loaded, messages), QString());
        }
        const StoreContents contents = reopen();
        QCOMPARE(chunkIds(contents, 1).size(), expected.size());
        QCOMPARE(contents.highestChunk.v, 40u);
    }
}

static std::vector<Definition> definitions()
{
    FieldTable arguments;
    arguments.set("x-max-length", qint32(10));
    arguments.set("x-text", QByteArray("gr\xc3\xbc\xc3\x9f"));
    arguments.set("x-table", FieldTable{{{"inner", FieldArray{{true, qint8(-1), 1.5, FieldTimestamp{99}}}}}});
    ExchangeDefinition exchange{"/", "orders", ExchangeType::Topic, true, true, true, arguments};
    QueueDefinition queue = makeQueue(17, "orders.eu");
    queue.autoDelete = true;
    queue.arguments = arguments;
    BindingDefinition toQueue{"/", "orders", DestinationType::Queue, "orders.eu", "eu.#", arguments};
    BindingDefinition toExchange{"/", "orders", DestinationType::Exchange, "audit", "", {}};
    BindingDefinition plain{"/", "orders", DestinationType::Queue, "orders.eu", "eu.#", {}};
    TopicDefinition topic = makeTopic(2, {{3}, {900}, {7}});
    topic.config.set("retention.ms", QByteArray("60000"));
    topic.config.set("cleanup.policy", QByteArray("compact"));
    topic.arguments = arguments;
    return {VirtualHostDefinition{"/"},
            VirtualHostDefinition{"test"},
            exchange,
            ExchangeDefinition{"test", "", ExchangeType::Headers, true, false, false, {}},
            queue,
            toQueue,
            toExchange,
            plain,
            UserDefinition{"guest", QByteArray("\0\1\2\3hash", 8), PasswordHashing::Sha512, {"administrator", "ops"}},
            UserDefinition{"certificate", {}, PasswordHashing::Sha256, {}},
            PermissionDefinition{"/", "guest", ".*", "^orders\\.", ""},
            PermissionDefinition{"test", "guest", "", "", ""},
            TopicPermissionDefinition{"/", "guest", "amq.topic", "^{username}\\.", ".*"},
            TopicPermissionDefinition{"/", "guest", "", "^a", ""},
            LimitDefinition{LimitDefinition::Scope::VirtualHost, "/", "max-queues", 17},
            LimitDefinition{LimitDefinition::Scope::User, "/", "max-queues", -1},
            VirtualHostMetadata{"/", arguments},
            PolicyDefinition{"/", "limit", "^orders", ApplyTo::Queues, -3, {{{"max-length", qint64(7)}}}, false},
            topic,
            makeTopic(18, {{4}}),
            GroupOffset{"/", "billing", "topic-2", 0, 17, -1, {}, 1700000000000},
            GroupOffset{"/", "billing", "topic-2", 1, 0, 3, QByteArray("seen \0 all", 10), 1700000000001},
            GroupOffset{"/", "", "gone", 1, -1, -1, "", 0},
            TransactionState{"payments",
                             4711,
                             3,
                             60000,
                             TransactionState::Phase::Ongoing,
                             1700000000000,
                             1700000000001,
                             {{7}, {900}},
                             {{"/", "billing", "topic-2", 5, 99, 1, "half", 5}, {"/", "g", "t", 0, 1, -1, {}, 0}}},
            TransactionState{"idle", 4712, 0, 1000, TransactionState::Phase::Empty, 0, 12, {}, {}},
            ProducerIdLimit{5000},
            ScramCredential{"guest", ScramMechanism::Sha256, 4096, QByteArray("\0salt", 5), "stored", "server"},
            ScramCredential{"guest", ScramMechanism::Sha512, 8192, "other", "stored", "server"},
            PausedQueue{{2}},
            PausedQueue{{7}}};
}

static bool sameDefinitions(const std::vector<Definition> &a, const std::vector<Definition> &b)
{
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const Definition &d) {
               return std::find(b.begin(), b.end(), d) != b.end();
           });
}

void TestSqliteStore::keepsDefinitions()
{
    reopen();
    StoreTransaction t;
    for (const Definition &definition : definitions())
        t.definitions.push_back(put(definition));
    QVERIFY(commit(*m_store, t));
    QVERIFY(commit(*m_store, t)); // again: replaces, does not double
    const StoreContents contents = reopen();
    QVERIFY(sameDefinitions(contents.definitions, definitions()));
    QCOMPARE(contents.highestQueue.v, 900u); // a partition's log
    QVERIFY(std::is_sorted(contents.definitions.begin(), contents.definitions.end(),
                           [](const Definition &a, const Definition &b) { return a.index() < b.index(); }));
}

void TestSqliteStore::removesDefinitions()
{
    std::vector<Definition> left = definitions();
    reopen();
    StoreTransaction t;
    for (const Definition &definition : left)
        t.definitions.push_back(put(definition));
    QVERIFY(commit(*m_store, t));
    while (!left.empty()) {
        Definition removed = left.back();
        left.pop_back();
        if (auto *binding = std::get_if<BindingDefinition>(&removed))
            std::reverse(binding->arguments.entries.begin(), binding->arguments.entries.end());
        t.definitions = {removeChange(removed)};
        QVERIFY(commit(*m_store, t));
        QVERIFY(sameDefinitions(reopen().definitions, left));
    }
}

void TestSqliteStore::keepsGapsBitmapsAndStates()
{
    fill();
    StoreTransaction t;
    ChunkAppend gappy{{5}, {1}, 100, 10, {}};
    for (const quint64 offset : {101, 103, 104, 108})
        gappy.messages.push_back(makeMessage(offset, QByteArray(100, 'x')));
    t.appends = {gappy, makeChunk(4, 1, 80, 20), makeChunk(6, 1, 110, 20, 50)};
    t.states = {{{1}, 85, 97}};
    QVERIFY(commit(*m_store, t));
    StoreTransaction acks;
    acks.sync = false;
    QBitArray gone(6);
    gone.setBit(3);
    gone.setBit(5);
    acks.gone = {{{5}, gone}, {{6}, QBitArray(2, true)}};
    acks.states = {{{1}, 86, 109}};
    QVERIFY(commit(*m_store, acks));

    const StoreContents contents = reopen();
    const StoredLog *log = findLog(contents, 1);
    QVERIFY(log);
    QCOMPARE(log->state.lowWater, 86u);
    QCOMPARE(log->state.deliveredHigh, 109u);
    QCOMPARE(chunkIds(contents, 1), (std::vector<quint64>{4, 5, 6}));
    const auto isGone = [](const ChunkInfo &chunk, quint64 offset) {
        const auto i = qsizetype(offset - chunk.base);
        return i < chunk.gone.size() && chunk.gone.at(i);
    };
    for (quint64 offset = 80; offset < 100; ++offset)
        QCOMPARE(isGone(log->chunks[0], offset), offset < 86);
    for (quint64 offset = 100; offset < 110; ++offset)
        QCOMPARE(isGone(log->chunks[1], offset), !(offset == 101 || offset == 104 || offset == 108));
    QCOMPARE(log->chunks[1].bytes, 300u);
    for (quint64 offset = 110; offset < 130; ++offset)
        QCOMPARE(isGone(log->chunks[2], offset), offset < 112);

    // A bitmap replaces the one before; a removed chunk takes its own along.
    acks.gone = {{{6}, QBitArray(1, true)}};
    acks.removals = {{4}, {5}};
    QVERIFY(commit(*m_store, acks));
    const StoreContents later = reopen();
    QCOMPARE(chunkIds(later, 1), (std::vector<quint64>{6}));
    QCOMPARE(findLog(later, 1)->chunks[0].gone.count(true), 1);
    QCOMPARE(load(*m_store, 4).error().code, BrokerError::NotFound);
}

void TestSqliteStore::keepsReturns()
{
    fill();
    StoreTransaction t;
    t.appends = {makeChunk(4, 1, 80, 20), makeChunk(5, 1, 100, 20)};
    t.returns = {{{4}, {{81, 2, 0}, {99, 1, 1700000000000}}},
                 {{5}, {{100, 1, 1700000005000}, {101, 7, 1699999999999}}}};
    QVERIFY(commit(*m_store, t));
    StoreTransaction later;
    later.sync = false;
    later.returns = {{{4}, {{81, 3, 0}}},  // replaces all of that chunk
                     {{77}, {{3, 1, 0}}}}; // of a chunk that is not there, since its commit failed
    QVERIFY(commit(*m_store, later));
    const StoreContents contents = reopen();
    QCOMPARE(findLog(contents, 1)->returned,
             (std::vector<ReturnedMessage>{{81, 3, 0}, {100, 1, 1700000005000}, {101, 7, 1699999999999}}));

    StoreTransaction removal;
    removal.removals = {{5}};
    QVERIFY(commit(*m_store, removal));
    QCOMPARE(findLog(reopen(), 1)->returned, (std::vector<ReturnedMessage>{{81, 3, 0}}));
    removal.removals = {{4}};
    QVERIFY(commit(*m_store, removal));
    m_store.reset();
    SqlConnection db;
    QVERIFY(db.open(path(), SqlConnection::Mode::ReadOnly));
    QCOMPARE(db.number(u"SELECT count(*) FROM message_return"_s).value(), 0);
}

void TestSqliteStore::forgetsTransients()
{
    fill();
    StoreTransaction t;
    ChunkAppend mixed = makeChunk(1, 1, 0, 10);
    for (size_t i = 0; i < 10; i += 2)
        mixed.messages[i].transient = true;
    ChunkAppend spilled = makeChunk(2, 1, 10, 10);
    for (StoredMessage &stored : spilled.messages)
        stored.transient = true;
    t.appends = {mixed, spilled};
    QVERIFY(commit(*m_store, t));
    QCOMPARE(load(*m_store, 2)->size(), 10u);
    for (int round = 0; round < 2; ++round) {
        const StoreContents contents = reopen();
        QCOMPARE(chunkIds(contents, 1), (std::vector<quint64>{1}));
        const ChunkInfo &chunk = findLog(contents, 1)->chunks.front();
        for (qsizetype i = 0; i < 10; ++i)
            QCOMPARE(i < chunk.gone.size() && chunk.gone.at(i), i % 2 == 0);
        QCOMPARE(contents.highestChunk.v, 2u);
    }
    QTRY_COMPARE(load(*m_store, 2).ok(), false);
}

void TestSqliteStore::forgetsQueuesThatEndWithTheBroker()
{
    fill();
    QueueDefinition exclusive = makeQueue(2);
    exclusive.exclusive = true;
    QueueDefinition transient = makeQueue(3);
    transient.durable = false;
    StoreTransaction t;
    t.definitions = {put(exclusive), put(transient),
                     put(BindingDefinition{"/", "orders", DestinationType::Queue, exclusive.name, "k", {}}),
                     put(BindingDefinition{"/", "orders", DestinationType::Queue, "queue-1", "k", {}})};
    t.appends = {makeChunk(1, 1, 0, 3), makeChunk(2, 2, 0, 3), makeChunk(3, 3, 0, 3), makeChunk(4, 99, 0, 3)};
    t.states = {{{2}, 1, 1}, {{99}, 1, 1}};
    QVERIFY(commit(*m_store, t));
    for (int round = 0; round < 2; ++round) {
        const StoreContents contents = reopen();
        QCOMPARE(contents.logs.size(), 1u);
        QCOMPARE(chunkIds(contents, 1), (std::vector<quint64>{1}));
        QCOMPARE(contents.definitions.size(), 2u); // queue-1 and its binding
        QCOMPARE(contents.highestQueue.v, 99u);
    }
}

void TestSqliteStore::removedQueueTakesItsLog()
{
    fill();
    StoreTransaction t;
    t.definitions = {put(makeQueue(2))};
    t.appends = {makeChunk(1, 1, 0, 3), makeChunk(2, 2, 0, 3), makeChunk(3, 2, 3, 3)};
    t.states = {{{1}, 1, 1}};
    QVERIFY(commit(*m_store, t));
    StoreTransaction removal;
    removal.definitions = {removeChange(makeQueue(2))};
    QVERIFY(commit(*m_store, removal));
    QTRY_VERIFY(!load(*m_store, 3).ok());
    QVERIFY(load(*m_store, 1).ok());
    const StoreContents contents = reopen();
    QCOMPARE(contents.logs.size(), 1u);
    QCOMPARE(contents.definitions.size(), 1u);
    QVERIFY(!load(*m_store, 2).ok());
}

void TestSqliteStore::removesManyChunksBitByBit()
{
    fill();
    StoreTransaction t;
    StoreTransaction removal;
    constexpr quint64 count = 60;
    for (quint64 id = 1; id <= count; ++id) {
        t.appends.push_back(makeChunk(id, 1, id * 10, 10, 32 * 1024));
        if (id != 30)
            removal.removals.push_back({id});
    }
    QVERIFY(commit(*m_store, t));
    QVERIFY(commit(*m_store, removal));
    QTRY_VERIFY(!load(*m_store, count).ok());
    QCOMPARE(chunkIds(reopen(), 1), (std::vector<quint64>{30}));
    QVERIFY(load(*m_store, 30).ok());
}

void TestSqliteStore::idsGoOn()
{
    fill();
    StoreTransaction t;
    t.definitions = {put(makeQueue(8))};
    t.appends = {makeChunk(12, 1, 0, 1)};
    QVERIFY(commit(*m_store, t));
    StoreTransaction removal;
    removal.definitions = {removeChange(makeQueue(8))};
    removal.removals = {{12}};
    QVERIFY(commit(*m_store, removal));
    const StoreContents contents = reopen();
    QCOMPARE(contents.highestChunk.v, 12u);
    QCOMPARE(contents.highestQueue.v, 8u);
    QCOMPARE(contents.highestMessage.v, 1200000u);
}

void TestSqliteStore::failsAsAWhole()
{
    fill();
    StoreTransaction t;
    t.appends = {makeChunk(1, 1, 0, 3)};
    QVERIFY(commit(*m_store, t));
    StoreTransaction bad;
    bad.definitions = {put(makeQueue(2))};
    bad.appends = {makeChunk(2, 1, 3, 3), makeChunk(1, 1, 6, 3)}; // a chunk id that is taken
    const auto failed = commit(*m_store, bad);
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code, BrokerError::StorageFailed);
    StoreTransaction good;
    good.appends = {makeChunk(3, 1, 3, 3)};
    QVERIFY(commit(*m_store, good));
    const StoreContents contents = reopen();
    QCOMPARE(chunkIds(contents, 1), (std::vector<quint64>{1, 3}));
    QCOMPARE(contents.definitions.size(), 1u);
}

void TestSqliteStore::answersLater()
{
    fill();
    bool inside = true;
    int answers = 0;
    StoreTransaction t;
    t.sequence = 7;
    t.appends = {makeChunk(1, 1, 0, 3)};
    const QThread *engine = QThread::currentThread();
    m_store->submit(std::move(t), [&](StoreTransaction &&done, const Result<void> &result) {
        QVERIFY(!inside);
        QVERIFY(result.ok());
        QCOMPARE(done.sequence, 7u);
        QCOMPARE(done.appends.front().messages.size(), 3u);
        QCOMPARE(QThread::currentThread(), engine);
        ++answers;
    });
    inside = false;
    QTRY_COMPARE(answers, 1);

    m_store->close();
    inside = true;
    m_store->submit({}, [&](StoreTransaction &&, const Result<void> &result) {
        QVERIFY(!inside);
        QCOMPARE(result.error().code, BrokerError::Unavailable);
        ++answers;
    });
    inside = false;
    QTRY_COMPARE(answers, 2);
}

void TestSqliteStore::loadsInAnyOrderWhileCommitting()
{
    fill();
    StoreTransaction t;
    for (quint64 id = 1; id <= 20; ++id)
        t.appends.push_back(makeChunk(id, 1, id * 100, 100));
    QVERIFY(commit(*m_store, t));
    int loaded = 0;
    for (quint64 id = 20; id >= 1; --id) {
        m_store->load({id}, [&loaded, id](const Result<std::vector<StoredMessage>> &messages) {
            QVERIFY(messages.ok());
            QCOMPARE(messages->front().offset, id * 100);
            ++loaded;
        });
    }
    for (quint64 id = 21; id <= 40; ++id) {
        StoreTransaction more;
        more.appends = {makeChunk(id, 1, id * 100, 100)};
        QVERIFY(commit(*m_store, more));
    }
    QTRY_COMPARE(loaded, 20);
}

void TestSqliteStore::sharesNoDirectory()
{
    reopen();
    SqliteStore second({m_dir->path()});
    const auto contents = second.open();
    QVERIFY(!contents.ok());
    QCOMPARE(contents.error().code, BrokerError::ResourceLocked);
    QVERIFY(contents.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    m_store.reset();
    SqliteStore third({m_dir->path()});
    QVERIFY(third.open().ok());
}

void TestSqliteStore::takesOverADeadLock()
{
    // The lock of a process that was killed: its file is still there, fresh, and its process is not.
    QProcess process;
    process.start(u"true"_s);
    QVERIFY(process.waitForFinished());
    QProcess shell;
    shell.start(u"sh"_s, {u"-c"_s, u"echo $$"_s});
    QVERIFY(shell.waitForFinished());
    QFile lock(path(u"sightglass.lock"_s));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(shell.readAll().trimmed() + "\nsightglass\n" + QSysInfo::machineHostName().toLocal8Bit() + '\n');
    lock.close();
    SqliteStore store({m_dir->path()});
    QVERIFY(store.open().ok());
}

void TestSqliteStore::makesADirectoryForItsUserOnly()
{
    const QString directory = path(u"a/b"_s);
    SqliteStore store({directory});
    QVERIFY(store.open().ok());
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(directory).permissions() & others));

    QFile blocker(path(u"file"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    SqliteStore impossible({path(u"file/below"_s)});
    QCOMPARE(impossible.open().error().code, BrokerError::StorageFailed);
}

/// The tables of each step since version 1.
static const QList<QStringList> &tablesSince()
{
    static const QList<QStringList> steps = {
        {u"user"_s, u"permission"_s, u"topic_permission"_s, u"access_limit"_s, u"virtual_host_metadata"_s},
        {u"policy"_s},
        {u"topic"_s, u"group_offset"_s, u"transaction_state"_s, u"producer_id_limit"_s, u"topic_chunk"_s,
         u"message_return"_s},
        {u"scram_credential"_s},
        {u"paused_queue"_s},
    };
    return steps;
}

/// Makes the file what that version wrote: the tables of the steps since are not there.
static QStringList backTo(int version)
{
    QStringList statements;
    for (const QStringList &step : tablesSince().sliced(version - 1)) {
        for (const QString &table : step)
            statements += u"DROP TABLE "_s + table;
    }
    return statements << u"PRAGMA user_version = %1"_s.arg(version);
}

static void execute(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by-hand"_s);
        db.setDatabaseName(path);
        QVERIFY(db.open());
        for (const QString &statement : statements) {
            QSqlQuery query(db);
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(u"by-hand"_s);
}

void TestSqliteStore::migratesVersion1()
{
    fill();
    m_store.reset();
    execute(path(), backTo(1));
    const StoreContents contents = reopen();
    QVERIFY(contents.notices.isEmpty());
    QVERIFY(sameDefinitions(contents.definitions, {makeQueue(1)}));
    StoreTransaction t;
    t.definitions = {put(UserDefinition{"ann", "salthash", PasswordHashing::Sha256, {}})};
    QVERIFY(commit(*m_store, t));
    QCOMPARE(reopen().definitions.size(), 2u);
}

void TestSqliteStore::migratesVersion2()
{
    fill();
    m_store.reset();
    execute(path(), backTo(2));
    QVERIFY(reopen().notices.isEmpty());
    const PolicyDefinition policy{"/", "limit", "^orders", ApplyTo::Queues, -3, {{{"max-length", qint64(7)}}}, false};
    PolicyDefinition cap = policy;
    cap.isOperator = true;
    StoreTransaction t;
    t.definitions = {put(policy), put(cap)};
    QVERIFY(commit(*m_store, t));
    QVERIFY(sameDefinitions(reopen().definitions, {makeQueue(1), policy, cap}));
    // A policy and an operator policy of one name are two things.
    PolicyDefinition changed = policy;
    changed.pattern = "^mail";
    StoreTransaction next;
    next.definitions = {put(changed), {DefinitionChange::Kind::Remove, cap}};
    QVERIFY(commit(*m_store, next));
    QVERIFY(sameDefinitions(reopen().definitions, {makeQueue(1), changed}));
}

void TestSqliteStore::migratesVersion3()
{
    fill();
    StoreTransaction t;
    t.appends = {makeChunk(1, 1, 0, 3)};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    execute(path(), backTo(3));
    const StoreContents contents = reopen();
    QVERIFY(contents.notices.isEmpty());
    QVERIFY(contents.partitions.empty());
    QCOMPARE(chunkIds(contents, 1), (std::vector<quint64>{1}));
    const TopicDefinition topic = makeTopic(7, {{8}});
    StoreTransaction next;
    next.definitions = {put(topic)};
    next.batches = {makeBatches(2, 8, 0, 3)};
    QVERIFY(commit(*m_store, next));
    const StoreContents later = reopen();
    QVERIFY(later.notices.isEmpty());
    QVERIFY(sameDefinitions(later.definitions, {makeQueue(1), topic}));
    QCOMPARE(later.partitions.size(), 1u);
    QCOMPARE(later.partitions.front().chunks.size(), 1u);
    StoreTransaction back;
    back.returns = {{{1}, {{2, 1, 0}}}};
    QVERIFY(commit(*m_store, back));
    QCOMPARE(findLog(reopen(), 1)->returned, (std::vector<ReturnedMessage>{{2, 1, 0}}));
}

void TestSqliteStore::migratesVersion4()
{
    fill();
    const UserDefinition guest{"guest", "salthash", PasswordHashing::Sha256, {"administrator"}};
    StoreTransaction t;
    t.definitions = {put(guest)};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    execute(path(), backTo(4));
    const StoreContents contents = reopen();
    QVERIFY(contents.notices.isEmpty());
    QVERIFY(sameDefinitions(contents.definitions, {makeQueue(1), guest}));
    const ScramCredential first{"guest", ScramMechanism::Sha256, 4096, "salt", "stored", "server"};
    ScramCredential second = first;
    second.mechanism = ScramMechanism::Sha512;
    StoreTransaction next;
    next.definitions = {put(first), put(second)};
    QVERIFY(commit(*m_store, next));
    // Of each user one for each mechanism.
    ScramCredential changed = first;
    changed.salt = "another";
    StoreTransaction last;
    last.definitions = {put(changed), {DefinitionChange::Kind::Remove, second}};
    QVERIFY(commit(*m_store, last));
    const StoreContents later = reopen();
    QVERIFY(later.notices.isEmpty());
    QVERIFY(sameDefinitions(later.definitions, {makeQueue(1), guest, changed}));
}

void TestSqliteStore::migratesVersion5()
{
    fill();
    m_store.reset();
    execute(path(), backTo(5));
    const StoreContents contents = reopen();
    QVERIFY(contents.notices.isEmpty());
    QVERIFY(sameDefinitions(contents.definitions, {makeQueue(1)}));
    StoreTransaction t;
    t.definitions = {put(makeQueue(2)), put(PausedQueue{{1}}), put(PausedQueue{{2}}), put(PausedQueue{{2}})};
    QVERIFY(commit(*m_store, t));
    QVERIFY(sameDefinitions(reopen().definitions, {makeQueue(1), makeQueue(2), PausedQueue{{1}}, PausedQueue{{2}}}));
    StoreTransaction resumed;
    resumed.definitions = {{DefinitionChange::Kind::Remove, PausedQueue{{1}}}};
    QVERIFY(commit(*m_store, resumed));
    QVERIFY(sameDefinitions(reopen().definitions, {makeQueue(1), makeQueue(2), PausedQueue{{2}}}));
}

void TestSqliteStore::keepsItsFilesToItsUser()
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    constexpr auto open = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
    const QStringList names = {u"sightglass.db"_s, u"sightglass.db-wal"_s, u"sightglass.db-shm"_s};
    QVERIFY(QFile::setPermissions(m_dir->path(), open | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther));
    const mode_t before = ::umask(0);
    fill();
    for (const QString &name : names)
        QVERIFY2(!(QFileInfo(path(name)).permissions() & others), qPrintable(name));
    // Those of an older version are closed to others, too.
    m_store.reset();
    QVERIFY(QFile::setPermissions(path(), open));
    reopen();
    ::umask(before);
    for (const QString &name : names)
        QVERIFY2(!(QFileInfo(path(name)).permissions() & others), qPrintable(name));
}

void TestSqliteStore::refusesTheFuture()
{
    fill();
    m_store.reset();
    execute(path(),
            {u"PRAGMA user_version = 1000"_s, u"UPDATE meta SET value = 1000 WHERE name = CAST('schema' AS BLOB)"_s});
    SqliteStore store({m_dir->path()});
    const auto contents = store.open();
    QVERIFY(!contents.ok());
    QCOMPARE(contents.error().code, BrokerError::PreconditionFailed);
    QVERIFY(contents.error().detail.contains(u"newer"_s));
    QCOMPARE(QDir(m_dir->path()).entryList({u"*.damaged-*"_s}).size(), 0);
}

void TestSqliteStore::closesWithoutALog()
{
    fill();
    m_store.reset();
    QVERIFY(QFile::exists(path()));
    QVERIFY(!QFile::exists(path(u"sightglass.db-wal"_s)));
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 1);
}

void TestSqliteStore::boundsItsLog()
{
    m_store = std::make_unique<SqliteStore>(SqliteStoreOptions{m_dir->path(), true, 1024 * 1024});
    QVERIFY(m_store->open().ok());
    for (quint64 id = 1; id <= 200; ++id) {
        StoreTransaction t;
        if (id == 1)
            t.definitions = {put(makeQueue(1))};
        t.appends = {makeChunk(id, 1, id * 16, 16, 4096)};
        if (id > 5)
            t.removals = {{id - 5}};
        QVERIFY(commit(*m_store, t));
    }
    QVERIFY(QFileInfo(path(u"sightglass.db-wal"_s)).size() < 3 * 1024 * 1024);
    QCOMPARE(chunkIds(reopen(), 1).size(), 5u);
}

void TestSqliteStore::nullStoreKeepsNothing()
{
    NullStore store;
    QVERIFY(!store.isDurable());
    QVERIFY(store.open()->definitions.empty());
    StoreTransaction t;
    t.appends = {makeChunk(1, 1, 0, 3)};
    bool inside = true;
    bool done = false;
    store.submit(std::move(t), [&](StoreTransaction &&, const Result<void> &result) { done = result.ok() && !inside; });
    inside = false;
    QTRY_VERIFY(done);
    QCOMPARE(load(store, 1).error().code, BrokerError::NotFound);
    QCOMPARE(loadBatches(store, 1).error().code, BrokerError::NotFound);
    QCOMPARE(store.diskBytes(), 0u);
}

SIGHTGLASS_TEST(TestSqliteStore)
#include "tst_sqlitestore.moc"
