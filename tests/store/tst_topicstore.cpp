// SPDX-License-Identifier: GPL-3.0-or-later
// What the store promises about topics: chunks of partitions come back as they were, are replaced and removed in one commit,
// and what is damaged leaves the way of the rest.
#include "program/testprogram.h"
#include "store/batchcodec.h"
#include "store/salvage.h"
#include "store/schema.h"
#include "store/sqlconnection.h"
#include "store/sqlitestore.h"
#include "storesupport.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace storetest;
using namespace engine::store;
using namespace Qt::StringLiterals;

class TestTopicStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = scratch(); }
    void cleanup() { m_store.reset(); }
    void keepsBatches();
    void sharesIdsWithQueues();
    void replacesChunksInOneCommit();
    void removesManyChunksBitByBit();
    void forgetsWhatLiesBelowTheStart();
    void removedTopicTakesItsPartitions();
    void forgetsPartitionsOfNoTopic();
    void putsWhatChanges();
    void failsAsAWhole();
    void keepsALargeChunk();
    void setsAsideAChunkThatFailsItsChecksum();
    void verifiesAfterAnUncleanEnd();
    void noticesMissingChunks();
    void rebuildsAroundABrokenHead();
    void recreatesLostTopics();
    void prefersWhatReplacedAChunk();

private:
    StoreContents reopen();
    /// A topic, id 1, with the logs 2 and 3.
    StoreContents fill();
    /// On the closed file.
    void execute(const QString &sql, const QVariantList &values = {});
    QByteArray value(const QString &sql);
    void flipData(quint64 chunk, qsizetype at);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqliteStore> m_store;
    QStringList m_notices; ///< while it runs
};

StoreContents TestTopicStore::reopen()
{
    m_store.reset();
    m_notices.clear();
    m_store = std::make_unique<SqliteStore>(SqliteStoreOptions{m_dir->path()});
    m_store->setNoticeHandler([this](const QString &notice) { m_notices += notice; });
    auto contents = m_store->open();
    if (!contents)
        qFatal("%s", qPrintable(contents.error().detail));
    return *contents;
}

StoreContents TestTopicStore::fill()
{
    StoreContents contents = reopen();
    StoreTransaction t;
    t.definitions = {put(makeTopic(1, {{2}, {3}}))};
    if (!commit(*m_store, t))
        qFatal("the first commit failed");
    return contents;
}

void TestTopicStore::execute(const QString &sql, const QVariantList &values)
{
    SqlConnection db;
    QVERIFY(db.open(m_dir->filePath(u"sightglass.db"_s), SqlConnection::Mode::ReadWrite));
    auto query = db.prepare(sql);
    QVERIFY2(query.ok(), qPrintable(sql));
    for (int i = 0; i < int(values.size()); ++i)
        query->bindValue(i, values.at(i));
    QVERIFY2(SqlConnection::run(*query), qPrintable(sql));
}

QByteArray TestTopicStore::value(const QString &sql)
{
    SqlConnection db;
    if (!db.open(m_dir->filePath(u"sightglass.db"_s), SqlConnection::Mode::ReadOnly))
        return {};
    auto query = db.query(sql);
    return query && query->next() ? query->value(0).toByteArray() : QByteArray();
}

void TestTopicStore::flipData(quint64 chunk, qsizetype at)
{
    QByteArray data = value(u"SELECT data FROM topic_chunk WHERE id = %1"_s.arg(chunk));
    QVERIFY(data.size() > at);
    data[at] = char(data.at(at) ^ 4);
    execute(u"UPDATE topic_chunk SET data = ? WHERE id = ?"_s, {data, chunk});
}

void TestTopicStore::keepsBatches()
{
    fill();
    std::map<quint64, BatchAppend> expected;
    const qsizetype sizes[] = {1, 60, 900, 5000};
    for (quint64 id = 1; id <= 40; ++id) {
        // Written in no order of their offsets, to two partitions.
        const BatchAppend append =
            makeBatches(id, 2 + id % 2, (id * 7 % 40) * 1000, 1 + int(id % 5), 1 + int(id % 9), sizes[id % 4]);
        expected[id] = append;
        StoreTransaction t;
        t.batches = {append};
        t.states = {{append.log, 3, 0}};
        t.sync = id % 3 == 0;
        QVERIFY(commit(*m_store, t));
    }
    for (int round = 0; round < 2; ++round) {
        for (const auto &[id, append] : expected) {
            const auto loaded = loadBatches(*m_store, id);
            QVERIFY(loaded.ok());
            QCOMPARE(*loaded, append.data);
            QCOMPARE(load(*m_store, id).error().code, BrokerError::NotFound); // they are not messages of a queue
        }
        const StoreContents contents = reopen();
        QVERIFY(contents.notices.isEmpty());
        QVERIFY(contents.cleanClose);
        QCOMPARE(contents.highestChunk.v, 40u);
        QCOMPARE(contents.partitions.size(), 2u);
        size_t chunks = 0;
        for (const StoredPartition &partition : contents.partitions) {
            QCOMPARE(partition.state.lowWater, 3u);
            quint64 end = 0;
            for (const BatchChunk &chunk : partition.chunks) {
                QVERIFY(describes(chunk, expected.at(chunk.chunk.v)));
                QCOMPARE(expected.at(chunk.chunk.v).log, partition.state.log);
                QVERIFY(chunk.base >= end);
                end = chunk.base + chunk.span;
                ++chunks;
            }
        }
        QCOMPARE(chunks, expected.size());
    }
}

void TestTopicStore::sharesIdsWithQueues()
{
    fill();
    StoreTransaction t;
    t.definitions = {put(makeQueue(9))};
    for (quint64 id = 1; id <= 20; ++id) {
        if (id % 2)
            t.appends.push_back(makeChunk(id, 9, id * 10, 10));
        else
            t.batches.push_back(makeBatches(id, 2, id * 10, 2));
    }
    QVERIFY(commit(*m_store, t));
    StoreTransaction removal;
    removal.removals = {{3}, {4}, {5}, {20}};
    QVERIFY(commit(*m_store, removal));
    const StoreContents contents = reopen();
    QCOMPARE(chunkIds(contents, 9), (std::vector<quint64>{1, 7, 9, 11, 13, 15, 17, 19}));
    QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{2, 6, 8, 10, 12, 14, 16, 18}));
    QCOMPARE(contents.highestChunk.v, 20u);
    QCOMPARE(contents.highestQueue.v, 9u);
    // Added and removed at once: never there.
    StoreTransaction both;
    both.batches = {makeBatches(21, 2, 500, 1)};
    both.removals = {{21}};
    QVERIFY(commit(*m_store, both));
    QCOMPARE(loadBatches(*m_store, 21).error().code, BrokerError::NotFound);
    QCOMPARE(reopen().highestChunk.v, 21u);
}

void TestTopicStore::replacesChunksInOneCommit()
{
    fill();
    StoreTransaction t;
    for (quint64 id = 1; id <= 8; ++id)
        t.batches.push_back(makeBatches(id, 2, id * 5, 1));
    QVERIFY(commit(*m_store, t));
    // Four small ones become one that has only the batches of two of them.
    BatchAppend merged = makeBatches(9, 2, 15, 1);
    merged.base = 10;
    merged.span = 20;
    StoreTransaction replacement;
    replacement.batches = {merged};
    replacement.removals = {{2}, {3}, {4}, {5}};
    QVERIFY(commit(*m_store, replacement));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(loadBatches(*m_store, 9).value(), merged.data);
        QCOMPARE(loadBatches(*m_store, 3).error().code, BrokerError::NotFound);
        const StoreContents contents = reopen();
        QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 9, 6, 7, 8}));
        QVERIFY(describes(findPartition(contents, 2)->chunks.at(1), merged));
    }
}

void TestTopicStore::removesManyChunksBitByBit()
{
    fill();
    StoreTransaction t;
    StoreTransaction removal;
    constexpr quint64 count = 60;
    for (quint64 id = 1; id <= count; ++id) {
        t.batches.push_back(makeBatches(id, 2, id * 10, 1, 10, 32 * 1024));
        if (id != 30)
            removal.removals.push_back({id});
    }
    QVERIFY(commit(*m_store, t));
    QVERIFY(commit(*m_store, removal));
    QTRY_VERIFY(!loadBatches(*m_store, count).ok());
    QCOMPARE(batchIds(reopen(), 2), (std::vector<quint64>{30}));
    QVERIFY(loadBatches(*m_store, 30).ok());
    m_store.reset();
    QCOMPARE(value(u"SELECT count(*) FROM topic_chunk"_s), QByteArray("1"));
    QCOMPARE(value(u"SELECT count(*) FROM doomed_chunk"_s), QByteArray("0"));
}

void TestTopicStore::forgetsWhatLiesBelowTheStart()
{
    fill();
    StoreTransaction t;
    for (quint64 id = 1; id <= 4; ++id)
        t.batches.push_back(makeBatches(id, 2, (id - 1) * 10, 2));
    t.states = {{{2}, 20, 0}};
    QVERIFY(commit(*m_store, t));
    QCOMPARE(batchIds(reopen(), 2), (std::vector<quint64>{3, 4})); // the third begins there
    QTRY_VERIFY(!loadBatches(*m_store, 2).ok());
    t.batches.clear();
    t.states = {{{2}, 39, 0}};
    QVERIFY(commit(*m_store, t));
    QCOMPARE(batchIds(reopen(), 2), (std::vector<quint64>{4})); // its last record is above
    t.states = {{{2}, 40, 0}};
    QVERIFY(commit(*m_store, t));
    const StoreContents contents = reopen();
    QVERIFY(batchIds(contents, 2).empty());
    QCOMPARE(findPartition(contents, 2)->state.lowWater, 40u); // and the next offset is known
}

void TestTopicStore::removedTopicTakesItsPartitions()
{
    fill();
    StoreTransaction t;
    t.definitions = {put(makeTopic(5, {{6}})), put(GroupOffset{"/", "g", "topic-1", 0, 3, -1, {}, 1})};
    t.batches = {makeBatches(1, 2, 0, 2), makeBatches(2, 3, 0, 2), makeBatches(3, 6, 0, 2)};
    t.states = {{{2}, 1, 0}, {{3}, 1, 0}, {{6}, 1, 0}};
    QVERIFY(commit(*m_store, t));
    StoreTransaction removal;
    removal.definitions = {removeChange(makeTopic(1, {}))}; // its id is enough
    QVERIFY(commit(*m_store, removal));
    QTRY_VERIFY(!loadBatches(*m_store, 1).ok() && !loadBatches(*m_store, 2).ok());
    QVERIFY(loadBatches(*m_store, 3).ok());
    const StoreContents contents = reopen();
    QCOMPARE(contents.partitions.size(), 1u);
    QCOMPARE(batchIds(contents, 6), (std::vector<quint64>{3}));
    QCOMPARE(contents.definitions.size(), 2u); // the other topic, and the offset, which is the broker's to remove
    m_store.reset();
    QCOMPARE(value(u"SELECT group_concat(log) FROM log_state"_s), QByteArray("6"));
}

void TestTopicStore::forgetsPartitionsOfNoTopic()
{
    // As when the process ended between the commit that removed a topic and the deletion of its chunks.
    fill();
    StoreTransaction t;
    t.batches = {makeBatches(1, 2, 0, 2), makeBatches(2, 99, 0, 2)};
    t.states = {{{99}, 1, 0}};
    QVERIFY(commit(*m_store, t));
    const StoreContents contents = reopen();
    QCOMPARE(contents.partitions.size(), 2u);
    QCOMPARE(contents.highestQueue.v, 99u);
    QTRY_VERIFY(!loadBatches(*m_store, 2).ok());
    QVERIFY(loadBatches(*m_store, 1).ok());
}

void TestTopicStore::putsWhatChanges()
{
    fill();
    const auto commitAndRead = [this](const Definition &definition) {
        StoreTransaction t;
        t.definitions = {put(definition)};
        return commit(*m_store, t) ? reopen().definitions : std::vector<Definition>();
    };
    TopicDefinition topic = makeTopic(1, {{2}, {3}, {4}}); // a partition more, and a setting
    topic.config.set("retention.bytes", QByteArray("1000"));
    QVERIFY(commitAndRead(topic) == std::vector<Definition>{topic});
    GroupOffset offset{"/", "g", "topic-1", 2, 10, 0, "m", 5};
    QVERIFY(commitAndRead(offset) == (std::vector<Definition>{topic, offset}));
    offset.offset = 20;
    QVERIFY(commitAndRead(offset) == (std::vector<Definition>{topic, offset}));
    TransactionState state{"t", 7, 0, 1000, TransactionState::Phase::Ongoing, 1, 2, {{2}}, {offset}};
    QVERIFY(commitAndRead(state) == (std::vector<Definition>{topic, offset, state}));
    state.phase = TransactionState::Phase::Committed;
    state.partitions.clear();
    state.offsets.clear();
    QVERIFY(commitAndRead(state) == (std::vector<Definition>{topic, offset, state}));
    QVERIFY(commitAndRead(ProducerIdLimit{1000}) ==
            (std::vector<Definition>{topic, offset, state, ProducerIdLimit{1000}}));
    QVERIFY(commitAndRead(ProducerIdLimit{2000}) ==
            (std::vector<Definition>{topic, offset, state, ProducerIdLimit{2000}}));
    // Made again under its name: another id, another uuid, other logs.
    const TopicDefinition again = [] {
        TopicDefinition t = makeTopic(8, {{9}});
        t.name = "topic-1";
        return t;
    }();
    StoreTransaction t;
    t.definitions = {removeChange(topic), put(again)};
    QVERIFY(commit(*m_store, t));
    const StoreContents contents = reopen();
    QCOMPARE(contents.partitions.size(), 1u);
    QCOMPARE(contents.partitions.front().state.log.v, 9u);
}

void TestTopicStore::failsAsAWhole()
{
    fill();
    StoreTransaction t;
    t.batches = {makeBatches(1, 2, 0, 1)};
    QVERIFY(commit(*m_store, t));
    StoreTransaction bad;
    bad.definitions = {removeChange(makeTopic(1, {}))};
    bad.batches = {makeBatches(2, 2, 5, 1), makeBatches(1, 2, 10, 1)}; // a chunk id that is taken
    QCOMPARE(commit(*m_store, bad).error().code, BrokerError::StorageFailed);
    bad.batches = {makeBatches(2, 2, 5, 1)};
    bad.batches.back().data.chop(1);
    QCOMPARE(commit(*m_store, bad).error().code, BrokerError::Internal);
    StoreTransaction good;
    good.batches = {makeBatches(3, 2, 5, 1)};
    QVERIFY(commit(*m_store, good));
    const StoreContents contents = reopen();
    QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 3}));
    QCOMPARE(contents.definitions.size(), 1u);
}

void TestTopicStore::keepsALargeChunk()
{
    fill();
    const BatchAppend large = makeBatches(1, 2, 0, 16, 4, 256 * 1024);
    QVERIFY(large.data.size() > 16 * 1024 * 1024);
    StoreTransaction t;
    t.batches = {large, makeBatches(2, 2, 64, 1)};
    QVERIFY(commit(*m_store, t));
    QVERIFY(loadBatches(*m_store, 1).value() == large.data);
    const StoreContents contents = reopen();
    QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 2}));
    QVERIFY(loadBatches(*m_store, 1).value() == large.data);
    StoreTransaction removal;
    removal.removals = {{1}};
    QVERIFY(commit(*m_store, removal));
    QTRY_VERIFY(!loadBatches(*m_store, 1).ok());
    QCOMPARE(batchIds(reopen(), 2), (std::vector<quint64>{2}));
}

void TestTopicStore::setsAsideAChunkThatFailsItsChecksum()
{
    for (const qsizetype at : {qsizetype(3), qsizetype(100)}) { // a base offset, a record
        m_dir = scratch();
        fill();
        StoreTransaction t;
        for (quint64 id = 1; id <= 3; ++id)
            t.batches.push_back(makeBatches(id, 2, id * 10, 2));
        t.states = {{{2}, 10, 5}};
        QVERIFY(commit(*m_store, t));
        m_store.reset();
        flipData(3, at);
        QVERIFY(reopen().notices.isEmpty());
        QCOMPARE(loadBatches(*m_store, 3).error().code, BrokerError::Damaged);
        QTRY_COMPARE(m_notices.size(), 1);
        QVERIFY(m_notices.front().contains(u"Chunk 3 "_s));
        QCOMPARE(loadBatches(*m_store, 3).error().code, BrokerError::NotFound);
        // The broker goes on with what it knows; the store remembers how far the offsets had come.
        t.batches.clear();
        t.removals = {{3}};
        t.states = {{{2}, 11, 5}};
        QVERIFY(commit(*m_store, t));
        const StoreContents contents = reopen();
        QVERIFY(contents.notices.isEmpty());
        QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 2}));
        QCOMPARE(findPartition(contents, 2)->state.lowWater, 11u);
        QCOMPARE(findPartition(contents, 2)->state.deliveredHigh, 40u);
        QCOMPARE(contents.highestChunk.v, 3u);
        m_store.reset();
        QCOMPARE(value(u"SELECT id FROM damaged_chunk WHERE length(data) > 0"_s), QByteArray("3"));
    }
}

void TestTopicStore::verifiesAfterAnUncleanEnd()
{
    fill();
    StoreTransaction t;
    t.definitions = {put(makeQueue(9))};
    t.appends = {makeChunk(1, 9, 0, 5)};
    t.batches = {makeBatches(2, 2, 0, 2), makeBatches(3, 2, 10, 2)};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    flipData(2, 90);
    execute(u"DELETE FROM meta WHERE name = CAST('clean' AS BLOB)"_s);
    {
        // As a process that was killed leaves it.
        SqlConnection db;
        QVERIFY(db.open(m_dir->filePath(u"sightglass.db"_s), SqlConnection::Mode::ReadWrite));
        Row row{QByteArray("clean"), 0};
        seal(SmallTable::Meta, row);
        auto query = db.prepare(u"INSERT INTO meta(name, value, crc) VALUES(?,?,?)"_s);
        QVERIFY(query.ok());
        for (int i = 0; i < 3; ++i)
            query->bindValue(i, row.at(i));
        QVERIFY(SqlConnection::run(*query));
    }
    QVERIFY(!reopen().cleanClose);
    QTRY_COMPARE(m_notices.size(), 1); // without anybody asking for the chunk
    QVERIFY(load(*m_store, 1).ok());
    QVERIFY(!loadBatches(*m_store, 2).ok());
    QVERIFY(loadBatches(*m_store, 3).ok());
}

void TestTopicStore::noticesMissingChunks()
{
    fill();
    StoreTransaction t;
    t.batches = {makeBatches(1, 2, 0, 2), makeBatches(2, 2, 10, 2)};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    execute(u"DELETE FROM topic_chunk WHERE id = 2"_s);
    const StoreContents contents = reopen();
    QCOMPARE(contents.notices.size(), 1); // the file was set aside
    QVERIFY(loadBatches(*m_store, 1).ok());
}

void TestTopicStore::rebuildsAroundABrokenHead()
{
    fill();
    StoreTransaction t;
    for (quint64 id = 1; id <= 5; ++id)
        t.batches.push_back(makeBatches(id, 2, id * 10, 2, 5, id % 2 ? 40 : 3000));
    t.states = {{{2}, 10, 0}};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    QByteArray head = value(u"SELECT head FROM topic_chunk WHERE id = 3"_s);
    head[1] = char(head.at(1) ^ 1);
    execute(u"UPDATE topic_chunk SET head = ? WHERE id = 3"_s, {head});
    flipData(5, 300);
    execute(u"VACUUM"_s); // no older state of a page is left to find the rows in
    const StoreContents contents = reopen();
    QCOMPARE(contents.notices.size(), 1);
    QVERIFY2(contents.notices.front().contains(u"1 more are whole"_s), qPrintable(contents.notices.front()));
    QVERIFY2(contents.notices.front().contains(u"1 more chunks failed"_s), qPrintable(contents.notices.front()));
    QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 2, 4}));
    for (const quint64 id : {1, 2, 4})
        QCOMPARE(loadBatches(*m_store, id).value(), t.batches[id - 1].data);
    QCOMPARE(findPartition(contents, 2)->state.lowWater, 10u);
    QCOMPARE(findPartition(contents, 2)->state.deliveredHigh, 60u); // the end of the last, which is lost
    QCOMPARE(contents.definitions.size(), 1u + 1u);                 // the topic, and its virtual host
    m_store.reset();
    QCOMPARE(value(u"SELECT data FROM damaged_chunk WHERE id = 3"_s), t.batches[2].data);
    const auto derived = unpackBatchHead({3}, value(u"SELECT head FROM damaged_chunk WHERE id = 3"_s));
    QVERIFY(derived.has_value());
    QVERIFY(describes(derived->chunk, t.batches[2]));
    QVERIFY(reopen().notices.isEmpty());
}

void TestTopicStore::recreatesLostTopics()
{
    fill();
    StoreTransaction t;
    t.batches = {makeBatches(1, 2, 10, 2), makeBatches(2, 2, 20, 2), makeBatches(3, 3, 0, 2)};
    t.states = {{{2}, 15, 0}};
    QVERIFY(commit(*m_store, t));
    m_store.reset();
    execute(u"DELETE FROM topic"_s);
    requestSalvage(m_dir->filePath(u"sightglass.db"_s));
    for (int round = 0; round < 2; ++round) {
        const StoreContents contents = reopen();
        QCOMPARE(contents.notices.size(), round == 0 ? 1 : 0);
        QCOMPARE(batchIds(contents, 2), (std::vector<quint64>{1, 2}));
        QCOMPARE(batchIds(contents, 3), (std::vector<quint64>{3}));
        QCOMPARE(findPartition(contents, 2)->state.lowWater, 15u);
        QSet<quint64> ids{2, 3};
        for (const Definition &definition : contents.definitions) {
            const auto *topic = std::get_if<TopicDefinition>(&definition);
            if (!topic)
                continue;
            QCOMPARE(topic->virtualHost, QByteArray("/"));
            const QByteArray name = "recovered-" + QByteArray::number(topic->partitions.front().v);
            QCOMPARE(topic->name, name);
            QVERIFY(!topic->uuid.isNull());
            ids.insert(topic->id.v);
        }
        QCOMPARE(ids.size(), 4); // two topics, and no id is another's
        QVERIFY(contents.highestQueue.v >= 5);
    }
}

void TestTopicStore::prefersWhatReplacedAChunk()
{
    // A rebuilt file may hold rows that had been deleted.
    fill();
    BatchAppend merged = makeBatches(9, 2, 10, 4);
    StoreTransaction t;
    t.batches = {makeBatches(1, 2, 0, 2), makeBatches(2, 2, 10, 2), makeBatches(3, 2, 20, 2), makeBatches(4, 2, 30, 2),
                 merged};
    QVERIFY(commit(*m_store, t));
    QCOMPARE(batchIds(reopen(), 2), (std::vector<quint64>{1, 9, 4}));
    QTRY_VERIFY(!loadBatches(*m_store, 3).ok());
    QCOMPARE(loadBatches(*m_store, 9).value(), merged.data);
}

SIGHTGLASS_TEST(TestTopicStore)
#include "tst_topicstore.moc"
