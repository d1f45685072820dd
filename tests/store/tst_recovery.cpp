// SPDX-License-Identifier: GPL-3.0-or-later
// What the store makes of damaged files: cut off, with bytes flipped in the file or in its write-ahead log, or emptied.
#include "program/testprogram.h"
#include "store/batchcodec.h"
#include "store/salvage.h"
#include "store/schema.h"
#include "store/sqlitestore.h"
#include "store/walfile.h"
#include "storesupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace storetest;
using namespace engine::store;
using namespace Qt::StringLiterals;

namespace {

constexpr int FirstPages = 40;

/// The two files of a store as bytes.
struct Files
{
    QByteArray database;
    QByteArray log;
};

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can not write %s", qPrintable(path));
}

Files readFiles(const QString &directory)
{
    const QString path = QDir(directory).filePath(u"sightglass.db"_s);
    return {readFile(path), readFile(path % u"-wal"_s)};
}

void flip(QByteArray &bytes, qsizetype at, quint8 mask)
{
    bytes[at] = char(quint8(bytes.at(at)) ^ mask);
}

/// What every chunk of the test says of its first message.
ReturnedMessage returnOf(quint64 chunk)
{
    return {chunk * 10, quint32(chunk % 7 + 1), chunk % 2 ? 1700000000000 + qint64(chunk) : 0};
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesTheEndOfTheProcess();
    void keepsAllButOneWithAByteFlipped();
    void putsAByteFlippedInTheLogRight();
    void keepsMostWithAPageOfTheLogOverwritten();
    void keepsWhatIsLeftOfACutFile_data();
    void keepsWhatIsLeftOfACutFile();
    void takesAnyBytesForAFile();
    void setsAsideAChunkThatFailsItsChecksum();
    void verifiesAfterAnUncleanEnd();
    void saysHowTheLastRunEnded();
    void endsAnInterruptedSalvage();
    void salvagesOnRequest();
    void recreatesLostQueues();
    void doesNotMistakeOneLostQueueForAnother();

private:
    void fillStore(SqliteStore &store);
    /// Opens the files in a new directory, loads all chunks and answers how many things are not as they were.
    int lossesOf(const Files &files, QStringList *notices = nullptr);
    int compare(SqliteStore &store, const StoreContents &contents);

    Files m_clean;   ///< after a proper close
    Files m_crashed; ///< a copy taken while it was open
    std::map<quint64, std::vector<StoredMessage>> m_chunks;
    std::map<quint64, BatchAppend> m_batches;
    std::vector<Definition> m_definitions;
    std::set<quint64> m_lost; ///< chunks that the last comparison missed
};

void TestRecovery::fillStore(SqliteStore &store)
{
    FieldTable arguments;
    arguments.set("x-max-length", qint32(10));
    m_definitions = {VirtualHostDefinition{"/"},
                     ExchangeDefinition{"/", "orders", ExchangeType::Topic, true, false, false, {}}};
    for (quint64 id = 1; id <= 5; ++id) {
        QueueDefinition queue = makeQueue(id);
        queue.arguments = arguments;
        m_definitions.push_back(queue);
        m_definitions.push_back(BindingDefinition{"/", "orders", DestinationType::Queue, queue.name, "eu.#", {}});
    }
    m_definitions.push_back(UserDefinition{"ann", "salthash", PasswordHashing::Sha256, {"monitoring"}});
    m_definitions.push_back(PermissionDefinition{"/", "ann", "^ann-.*", ".*", ""});
    m_definitions.push_back(TopicPermissionDefinition{"/", "ann", "orders", "^eu", ".*"});
    m_definitions.push_back(LimitDefinition{LimitDefinition::Scope::User, "ann", "max-channels", 7});
    m_definitions.push_back(VirtualHostMetadata{"/", arguments});
    m_definitions.push_back(makeTopic(10, {{11}, {12}}));
    m_definitions.push_back(GroupOffset{"/", "billing", "topic-10", 1, 17, -1, "", 1700000000000});
    m_definitions.push_back(
        TransactionState{"payments", 4711, 3, 60000, TransactionState::Phase::Ongoing, 1, 2, {{12}}, {}});
    m_definitions.push_back(ProducerIdLimit{5000});
    m_definitions.push_back(ScramCredential{"ann", ScramMechanism::Sha512, 4096, "salt", "stored", "server"});
    m_definitions.push_back(PausedQueue{{3}});
    StoreTransaction first;
    for (const Definition &definition : m_definitions)
        first.definitions.push_back(put(definition));
    QVERIFY(commit(store, first));
    // From a fraction of a page to many pages.
    const qsizetype sizes[] = {30, 200, 900, 5000, 40000};
    for (quint64 id = 1; id <= 100; ++id) {
        StoreTransaction t;
        t.appends.push_back(makeChunk(id, 1 + id % 5, id * 10, 1 + id % 4, sizes[id % 7 % 5]));
        m_chunks[id] = t.appends.front().messages;
        t.returns = {{{id}, {returnOf(id)}}};
        if (id % 10 == 0) {
            t.removals = {{id - 5}};
            m_chunks.erase(id - 5);
            t.gone = {{{id - 3}, QBitArray(1, true)}}; // of two or four messages
            t.states = {{{1 + id % 5}, 0, id * 10}};
        }
        if (id % 3 == 0) {
            const quint64 batches = id + 1000;
            t.batches = {makeBatches(batches, 11 + id % 2, id * 100, 1 + int(id % 4), 3, sizes[id % 5] / 3)};
            m_batches[batches] = t.batches.front();
        }
        if (id % 30 == 0) {
            t.removals.push_back({1000 + id - 9});
            m_batches.erase(1000 + id - 9);
        }
        QVERIFY(commit(store, t));
    }
}

void TestRecovery::initTestCase()
{
    const auto directory = scratch();
    {
        SqliteStore store({directory->path()});
        QVERIFY(store.open().ok());
        fillStore(store);
        m_crashed = readFiles(directory->path());
        QVERIFY(m_crashed.log.size() > 100000);
    }
    m_clean = readFiles(directory->path());
    QVERIFY(m_clean.log.isEmpty());
    QCOMPARE(lossesOf(m_clean), 0);
}

int TestRecovery::lossesOf(const Files &files, QStringList *notices)
{
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    writeFile(path, files.database);
    if (!files.log.isEmpty())
        writeFile(path % u"-wal"_s, files.log);
    SqliteStore store({directory->path()});
    const auto contents = store.open();
    if (!contents) {
        qWarning("not opened: %s", qPrintable(contents.error().detail));
        return 1000000;
    }
    if (notices)
        *notices = contents->notices;
    const int losses = compare(store, *contents);
    // It must be a store that works on, and that opens again without a complaint.
    StoreTransaction t;
    t.appends = {makeChunk(contents->highestChunk.v + 1, 1, 1000000, 3)};
    if (!commit(store, t) || !load(store, contents->highestChunk.v + 1))
        return 1000001;
    store.close();
    SqliteStore again({directory->path()});
    const auto second = again.open();
    if (!second || !second->notices.isEmpty())
        return 1000002;
    if (!contents->notices.isEmpty()) {
        QStringList aside = QDir(directory->path()).entryList({u"sightglass.db.damaged-*"_s});
        aside.removeIf([](const QString &name) { return name.endsWith("-wal"_L1); });
        if (aside.size() != 1 || !contents->notices.join(' '_L1).contains(aside.front()) ||
            readFile(directory->filePath(aside.front())) != files.database)
            return 1000003;
    }
    return losses;
}

int TestRecovery::compare(SqliteStore &store, const StoreContents &contents)
{
    int losses = 0;
    for (const Definition &definition : m_definitions)
        losses += std::find(contents.definitions.begin(), contents.definitions.end(), definition) ==
                  contents.definitions.end();
    m_lost.clear();
    std::set<quint64> listed;
    std::set<quint64> returned;
    for (const StoredLog &log : contents.logs) {
        for (const ChunkInfo &chunk : log.chunks)
            listed.insert(chunk.chunk.v);
        for (const ReturnedMessage &message : log.returned) {
            if (message != returnOf(message.offset / 10))
                return 1000005;
            returned.insert(message.offset / 10);
        }
    }
    for (const StoredPartition &partition : contents.partitions) {
        for (const BatchChunk &chunk : partition.chunks) {
            if (m_batches.contains(chunk.chunk.v) && describes(chunk, m_batches.at(chunk.chunk.v)))
                listed.insert(chunk.chunk.v);
        }
    }
    for (const auto &[id, messages] : m_chunks) {
        const auto loaded = load(store, id);
        if (listed.count(id) && loaded && equal(*loaded, messages)) {
            losses += !returned.count(id);
            continue;
        }
        if (loaded && !equal(*loaded, messages))
            return 1000004; // something else than what was stored
        m_lost.insert(id);
        ++losses;
    }
    for (const auto &[id, append] : m_batches) {
        const auto loaded = loadBatches(store, id);
        if (listed.count(id) && loaded && *loaded == append.data)
            continue;
        if (loaded && *loaded != append.data)
            return 1000004;
        m_lost.insert(id);
        ++losses;
    }
    return losses;
}

void TestRecovery::survivesTheEndOfTheProcess()
{
    QStringList notices;
    QCOMPARE(lossesOf(m_crashed, &notices), 0);
    QVERIFY(notices.isEmpty());
    // At every moment: the log as it was after any number of its frames, or with half a frame at its end.
    QRandomGenerator random(5);
    for (int round = 0; round < 20; ++round) {
        Files files = m_crashed;
        files.log.truncate(random.bounded(int(files.log.size())));
        QVERIFY(lossesOf(files, &notices) < 1000000);
        QVERIFY(notices.isEmpty());
    }
}

void TestRecovery::keepsAllButOneWithAByteFlipped()
{
    QRandomGenerator random(6);
    int damaged = 0;
    for (int round = 0; round < 240; ++round) {
        Files files = m_clean;
        // What stands in the first pages in every fourth round: header, schema and the small tables are where it hurts most.
        qsizetype at = random.bounded(int(files.database.size()));
        while (round % 4 == 0 && (at >= FirstPages * PageSize || files.database.at(at) == 0))
            at = random.bounded(FirstPages * PageSize);
        flip(files.database, at, quint8(1u << random.bounded(8)));
        QStringList notices;
        const int losses = lossesOf(files, &notices);
        QVERIFY2(losses <= 1, qPrintable(u"byte %1: %2 losses"_s.arg(at).arg(losses)));
        damaged += !notices.isEmpty();
    }
    QVERIFY2(damaged > 10, qPrintable(QString::number(damaged)));
}

void TestRecovery::putsAByteFlippedInTheLogRight()
{
    QRandomGenerator random(7);
    const WalFile wal = readWal(m_crashed.log, PageSize);
    const int end = int(wal.frames[wal.committed - 1].content + PageSize);
    for (int round = 0; round < 120; ++round) {
        Files files = m_crashed;
        // The log's header, the last frame's header, the last frame, anywhere.
        const int at = round < 32 ? round : round < 56 ? end - PageSize - 24 + round - 32 : random.bounded(32, end);
        flip(files.log, at, quint8(random.bounded(1, 256)));
        QStringList notices;
        const int losses = lossesOf(files, &notices);
        // Of the highest byte of a word it can not always be told where it belongs.
        QVERIFY2(losses <= (at % 4 == 3), qPrintable(u"byte %1 of %2: %3 losses"_s.arg(at).arg(end).arg(losses)));
        QCOMPARE(notices.size(), 1);
    }
}

void TestRecovery::keepsMostWithAPageOfTheLogOverwritten()
{
    QRandomGenerator random(9);
    const WalFile wal = readWal(m_crashed.log, PageSize);
    for (int round = 0; round < 20; ++round) {
        Files files = m_crashed;
        const WalFrame &frame = wal.frames[size_t(random.bounded(int(wal.committed) - 10))];
        files.log.replace(frame.content + 100, 1000, QByteArray(1000, char(random.generate())));
        QStringList notices;
        QVERIFY(lossesOf(files, &notices) < 20); // what stood on that page and nowhere else
        QCOMPARE(notices.size(), 1);
    }
}

void TestRecovery::keepsWhatIsLeftOfACutFile_data()
{
    QTest::addColumn<double>("part");
    for (const double part : {0.5, 0.9, 0.999, 0.25, 0.1, 0.01})
        QTest::addRow("%g", part) << part;
}

void TestRecovery::keepsWhatIsLeftOfACutFile()
{
    QFETCH(double, part);
    Files files = m_clean;
    files.database.truncate(qsizetype(double(files.database.size()) * part));
    QStringList notices;
    QVERIFY(lossesOf(files, &notices) < 1000000);
    QCOMPARE(notices.size(), 1);
    // Every chunk whose batch is still in the file in one piece must be there; larger ones are spread over pages.
    ChunkEncoder encoder;
    for (const auto &[id, messages] : m_chunks) {
        ChunkRow row;
        const ChunkAppend append{{id}, {1 + id % 5}, id * 10, quint32(messages.size()), messages};
        const QByteArray batch = encoder.encode(append, row).toByteArray();
        const qsizetype at = files.database.indexOf(batch);
        if (at >= 0 && at / PageSize < files.database.size() / PageSize)
            QVERIFY2(!m_lost.contains(id), qPrintable(QString::number(id)));
    }
    for (const auto &[id, append] : m_batches) {
        const QByteArray row = packBatchHead(*rowOf(append)) + append.data;
        const qsizetype at = files.database.indexOf(row);
        if (at >= 0 && at / PageSize < files.database.size() / PageSize)
            QVERIFY2(!m_lost.contains(id), qPrintable(QString::number(id)));
    }
}

void TestRecovery::takesAnyBytesForAFile()
{
    QRandomGenerator random(8);
    for (int round = 0; round < 30; ++round) {
        Files files;
        files.database = QByteArray(random.bounded(1, 200000), Qt::Uninitialized);
        for (char &c : files.database)
            c = char(random.generate());
        if (round % 3 == 0)
            files.database.replace(0, 100, m_clean.database.first(100));
        if (round % 4 == 0)
            files.log = m_crashed.log;
        QVERIFY(lossesOf(files) < 1000000);
    }
    // Pages of a good file in any order, and many flips at once.
    for (int round = 0; round < 40; ++round) {
        Files files = m_clean;
        for (int i = 0; i < 30; ++i) {
            if (round % 2) {
                flip(files.database, random.bounded(int(files.database.size())), quint8(random.bounded(1, 256)));
            } else {
                const int pages = int(files.database.size() / PageSize);
                const qsizetype from = random.bounded(pages) * qsizetype(PageSize);
                const qsizetype to = random.bounded(pages) * qsizetype(PageSize);
                files.database.replace(to, PageSize, files.database.sliced(from, PageSize));
            }
        }
        const int losses = lossesOf(files);
        QVERIFY2(losses < 1000000 || losses == 1000004, qPrintable(QString::number(losses)));
    }
}

void TestRecovery::setsAsideAChunkThatFailsItsChecksum()
{
    const auto directory = scratch();
    Files files = m_clean;
    // Inside the largest body: SQLite has no way to notice.
    const qsizetype at = files.database.indexOf(QByteArray(3000, char('a' + (4 + 0) % 26)));
    QVERIFY(at > 0);
    flip(files.database, at + 1500, 1);
    writeFile(directory->filePath(u"sightglass.db"_s), files.database);
    QStringList notices;
    SqliteStore store({directory->path()});
    store.setNoticeHandler([&notices](const QString &notice) { notices += notice; });
    const auto contents = store.open();
    QVERIFY(contents.ok());
    QVERIFY(contents->notices.isEmpty());
    quint64 broken = 0;
    for (const auto &[id, messages] : m_chunks) {
        const auto loaded = load(store, id);
        if (loaded)
            continue;
        QCOMPARE(loaded.error().code, BrokerError::Damaged);
        QCOMPARE(broken, 0u);
        broken = id;
    }
    QVERIFY(broken != 0);
    QTRY_COMPARE(notices.size(), 1);
    QVERIFY(notices.front().contains(QString::number(broken)));
    QCOMPARE(load(store, broken).error().code, BrokerError::NotFound);
    // Later changes to it are no error.
    StoreTransaction t;
    t.gone = {{{broken}, QBitArray(1, true)}};
    t.removals = {{broken}};
    QVERIFY(commit(store, t));
    store.close();

    SqliteStore again({directory->path()});
    const auto second = again.open();
    QVERIFY(second.ok());
    QVERIFY(second->notices.isEmpty());
    QCOMPARE(compare(again, *second), 1);
    again.close();
    SqlConnection db;
    QVERIFY(db.open(directory->filePath(u"sightglass.db"_s), SqlConnection::Mode::ReadOnly));
    QCOMPARE(db.number(u"SELECT id FROM damaged_chunk WHERE length(data) > 0"_s).value(), qint64(broken));
}

void TestRecovery::saysHowTheLastRunEnded()
{
    for (const Files *files : {&m_clean, &m_crashed}) {
        const auto directory = scratch();
        const QString path = directory->filePath(u"sightglass.db"_s);
        writeFile(path, files->database);
        if (!files->log.isEmpty())
            writeFile(path % u"-wal"_s, files->log);
        SqliteStore store({directory->path()});
        const auto contents = store.open();
        QVERIFY(contents.ok());
        QCOMPARE(contents->cleanClose, files == &m_clean);
    }
}

void TestRecovery::verifiesAfterAnUncleanEnd()
{
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    {
        SqliteStore store({directory->path()});
        QVERIFY(store.open().ok());
        StoreTransaction t;
        t.definitions = {put(makeQueue(1))};
        t.appends = {makeChunk(1, 1, 0, 4), makeChunk(2, 1, 4, 1, 50000)};
        QVERIFY(commit(store, t));
        // The end of the process after a checkpoint: all is in the file, and it was not closed.
        SqlConnection other;
        QVERIFY(other.open(path, SqlConnection::Mode::ReadWrite));
        QVERIFY(other.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        QFile::copy(path, directory->filePath(u"copy"_s));
    }
    Files files{readFile(directory->filePath(u"copy"_s)), {}};
    const auto second = scratch();
    flip(files.database, files.database.indexOf(QByteArray(3000, 'c')) + 1000, 4);
    writeFile(second->filePath(u"sightglass.db"_s), files.database);
    QStringList notices;
    SqliteStore store({second->path()});
    store.setNoticeHandler([&notices](const QString &notice) { notices += notice; });
    QVERIFY(store.open().ok());
    QTRY_COMPARE(notices.size(), 1); // without anybody asking for the chunk
    QVERIFY(load(store, 1).ok());
    QVERIFY(!load(store, 2).ok());
}

void TestRecovery::endsAnInterruptedSalvage()
{
    // Everything is built, and neither name has been changed yet.
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    writeFile(path, "broken");
    writeFile(path % u".rebuilt"_s, m_clean.database);
    writeFile(path % u".rebuilding"_s, "left over");
    SqliteStore store({directory->path()});
    const auto contents = store.open();
    QVERIFY(contents.ok());
    QCOMPARE(compare(store, *contents), 0);
    const QStringList aside = QDir(directory->path()).entryList({u"sightglass.db.damaged-*"_s});
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contents->notices.size(), 1);
    QVERIFY2(contents->notices.first().contains(aside.first()), qPrintable(contents->notices.first()));
}

void TestRecovery::salvagesOnRequest()
{
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    writeFile(path, m_clean.database);
    requestSalvage(path);
    SqliteStore store({directory->path()});
    const auto contents = store.open();
    QVERIFY(contents.ok());
    QCOMPARE(contents->notices.size(), 1);
    QVERIFY(!contents->cleanClose);
    QCOMPARE(compare(store, *contents), 0);
    QVERIFY(!isSalvageRequested(path));
}

void TestRecovery::recreatesLostQueues()
{
    // All rows of queue and virtual host go; the chunks hold, and must be reachable.
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    writeFile(path, m_clean.database);
    {
        SqlConnection db;
        QVERIFY(db.open(path, SqlConnection::Mode::ReadWrite));
        QVERIFY(db.execute(u"DELETE FROM queue"_s));
        QVERIFY(db.execute(u"DELETE FROM virtual_host"_s));
    }
    requestSalvage(path);
    SqliteStore store({directory->path()});
    const auto contents = store.open();
    QVERIFY(contents.ok());
    QCOMPARE(compare(store, *contents), 5); // the five queues have new definitions
    QCOMPARE(contents->logs.size(), 5u);
    QVERIFY(std::any_of(contents->definitions.begin(), contents->definitions.end(), [](const Definition &d) {
        const auto *queue = std::get_if<QueueDefinition>(&d);
        return queue && queue->name == "recovered-3" && queue->id.v == 3;
    }));
    QCOMPARE(contents->notices.size(), 1);
    QVERIFY2(contents->notices.first().contains(u"recovered-3"_s), qPrintable(contents->notices.first()));
}

void TestRecovery::doesNotMistakeOneLostQueueForAnother()
{
    // A queue that somebody called as the third would be called now.
    const auto directory = scratch();
    const QString path = directory->filePath(u"sightglass.db"_s);
    writeFile(path, m_clean.database);
    {
        SqliteStore store({directory->path()});
        QVERIFY(store.open().ok());
        QueueDefinition taken = makeQueue(99);
        taken.name = "recovered-3";
        StoreTransaction transaction;
        transaction.definitions.push_back(put(taken));
        QVERIFY(commit(store, transaction));
    }
    {
        SqlConnection db;
        QVERIFY(db.open(path, SqlConnection::Mode::ReadWrite));
        QVERIFY(db.execute(u"DELETE FROM queue WHERE id = 3"_s));
    }
    requestSalvage(path);
    SqliteStore store({directory->path()});
    const auto contents = store.open();
    QVERIFY(contents.ok());
    QCOMPARE(contents->logs.size(), 6u);
    QVERIFY(std::any_of(contents->definitions.begin(), contents->definitions.end(), [](const Definition &d) {
        const auto *queue = std::get_if<QueueDefinition>(&d);
        return queue && queue->name == "recovered-3-2" && queue->id.v == 3;
    }));
}

SIGHTGLASS_TEST(TestRecovery)
#include "tst_recovery.moc"
