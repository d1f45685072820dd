// SPDX-License-Identifier: GPL-3.0-or-later
// What the store promises when the disk does not: a commit that was answered with success is there after a failed write, a
// failed sync, a full disk and a power failure, whichever call it hits.
#include "faultvfs.h"
#include "program/testprogram.h"
#include "store/sqlitestore.h"
#include "storesupport.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace storetest;
using namespace engine::store;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 Commits = 14;
constexpr quint64 FirstBatches = 100; // the ids of the topic's chunks

/// A bit of everything: definitions, small and large chunks, bitmaps, states, removals, with and without a sync.
StoreTransaction transactionOf(quint64 n)
{
    StoreTransaction t;
    t.sync = n % 4 != 3;
    if (n == 1)
        t.definitions = {put(VirtualHostDefinition{"/"}), put(makeQueue(1)), put(makeTopic(2, {{3}}))};
    t.definitions.push_back(
        put(ExchangeDefinition{"/", "e" + QByteArray::number(n), ExchangeType::Fanout, true, false, false, {}}));
    t.definitions.push_back(put(GroupOffset{"/", "g", "topic-2", 0, qint64(n), -1, {}, qint64(n)}));
    t.appends = {makeChunk(n, 1, n * 10, 5, n % 3 == 0 ? 9000 : 50)};
    t.batches = {makeBatches(FirstBatches + n, 3, n * 10, 2, 3, n % 4 == 0 ? 3000 : 50)};
    if (n > 4) {
        t.gone = {{{n - 2}, QBitArray(2, true)}};
        t.removals = {{n - 4}, {FirstBatches + n - 4}};
        t.states = {{{1}, 5, n * 10}};
    }
    t.returns = {{{n}, {{n * 10, quint32(n), 0}, {n * 10 + 3, 1, qint64(n) * 1000}}}};
    return t;
}

/// What the store holds of those transactions, named.
std::set<QByteArray> namesIn(SqliteStore &store, const StoreContents &contents)
{
    std::set<QByteArray> names;
    for (const Definition &definition : contents.definitions) {
        if (const auto *exchange = std::get_if<ExchangeDefinition>(&definition))
            names.insert(exchange->name);
    }
    for (const quint64 id : chunkIds(contents, 1)) {
        const auto messages = load(store, id);
        const ChunkAppend expected = transactionOf(id).appends.front();
        if (messages && equal(*messages, expected.messages))
            names.insert("c" + QByteArray::number(id));
        else
            names.insert("broken " + QByteArray::number(id));
    }
    for (const quint64 id : batchIds(contents, 3)) {
        const quint64 n = id - FirstBatches;
        const auto batches = loadBatches(store, id);
        const bool isWhole = batches && *batches == transactionOf(n).batches.front().data;
        names.insert((isWhole ? "b" : "broken ") + QByteArray::number(n));
    }
    if (const StoredLog *log = findLog(contents, 1)) {
        for (const ReturnedMessage &message : log->returned) {
            if (message.offset % 10 == 0)
                names.insert((message.returns == message.offset / 10 ? "r" : "broken ") +
                             QByteArray::number(message.offset / 10));
        }
    }
    return names;
}

} // namespace

class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { faults::install(); }
    void losesNothingWhenACallFails_data();
    void losesNothingWhenACallFails();
    void losesNothingWhenThePowerFails_data();
    void losesNothingWhenThePowerFails();
    void syncsBeforeItAnswers();
};

void TestStoreFaults::losesNothingWhenACallFails_data()
{
    QTest::addColumn<bool>("persistent");
    QTest::newRow("once") << false;
    QTest::newRow("from then on") << true;
}

void TestStoreFaults::losesNothingWhenACallFails()
{
    QFETCH(bool, persistent);
    int n = 1;
    for (bool hit = true; hit; ++n) {
        const auto directory = scratch();
        std::set<quint64> committed;
        bool removed[Commits + 1] = {};
        bool later = false;
        faults::failAt(n, persistent);
        {
            // A small log, so that checkpoints are among the calls.
            SqliteStore store({directory->path(), true, 100 * 1024});
            const bool opened = store.open().ok();
            for (quint64 i = 1; opened && i <= Commits; ++i) {
                const StoreTransaction t = transactionOf(i);
                if (!commit(store, t))
                    continue;
                committed.insert(i);
                for (const ChunkId chunk : t.removals) {
                    if (chunk.v <= Commits)
                        removed[chunk.v] = true;
                }
            }
            hit = faults::wasHit();
            if (hit && opened) {
                // Space returns: the store works on, without being opened again.
                faults::failAt(0, false);
                StoreTransaction t = transactionOf(Commits + 1);
                t.definitions.push_back(put(makeQueue(1)));
                t.definitions.push_back(put(makeTopic(2, {{3}})));
                QVERIFY2(commit(store, t), qPrintable(u"after fault %1"_s.arg(n)));
                removed[Commits + 1 - 4] = true;
                later = true;
            }
        }
        faults::failAt(0, false);
        SqliteStore store({directory->path()});
        const auto contents = store.open();
        QVERIFY2(contents.ok(),
                 qPrintable(u"fault %1: %2"_s.arg(n).arg(contents ? QString() : contents.error().detail)));
        QVERIFY2(contents->notices.isEmpty(), qPrintable(u"fault %1: %2"_s.arg(n).arg(contents->notices.join(' '_L1))));
        const std::set<QByteArray> names = namesIn(store, *contents);
        for (quint64 i = 1; i <= Commits; ++i) {
            const QByteArray number = QByteArray::number(i);
            const auto where = u"fault %1, commit %2"_s.arg(n).arg(i);
            QVERIFY2(!names.contains("broken " + number), qPrintable(where));
            QVERIFY2(names.contains("e" + number) == committed.contains(i), qPrintable(where));
            const bool queueIsThere = committed.contains(1) || later;
            for (const char *kind : {"c", "b", "r"})
                QVERIFY2(names.contains(kind + number) == (queueIsThere && committed.contains(i) && !removed[i]),
                         qPrintable(where));
        }
    }
    QVERIFY(n > 100);
}

void TestStoreFaults::losesNothingWhenThePowerFails_data()
{
    QTest::addColumn<bool>("partly");
    QTest::newRow("all that was not synced is gone") << false;
    QTest::newRow("any sectors of it remain") << true;
}

void TestStoreFaults::losesNothingWhenThePowerFails()
{
    QFETCH(bool, partly);
    QRandomGenerator random(11);
    for (quint64 last = 1; last <= Commits; ++last) {
        for (int round = 0; round < (partly ? 12 : 2); ++round) {
            const auto directory = scratch();
            faults::watch(directory->path());
            {
                SqliteStore store({directory->path(), true, 100 * 1024});
                QVERIFY(store.open().ok());
                for (quint64 i = 1; i < last; ++i)
                    QVERIFY(commit(store, transactionOf(i)));
                // The answer to this one arrives, and at that moment the power fails.
                bool answered = false;
                store.submit(transactionOf(last), [&answered](StoreTransaction &&, const Result<void> &result) {
                    QVERIFY(result.ok());
                    faults::cutPower();
                    answered = true;
                });
                QTRY_VERIFY(answered);
                store.submit(transactionOf(last + 1), [](StoreTransaction &&, const Result<void> &) {});
                store.close();
            }
            faults::restorePower(partly ? &random : nullptr);
            SqliteStore store({directory->path()});
            const auto contents = store.open();
            QVERIFY2(contents.ok(), contents ? "" : qPrintable(contents.error().detail));
            // A log torn in its middle looks like a damaged one: then a false alarm is better than a commit forgotten.
            QVERIFY2(partly || contents->notices.isEmpty(), qPrintable(contents->notices.join(' '_L1)));
            const std::set<QByteArray> names = namesIn(store, *contents);
            quint64 synced = last;
            while (synced > 0 && !transactionOf(synced).sync)
                --synced;
            for (quint64 i = 1; i <= last; ++i) {
                const QByteArray number = QByteArray::number(i);
                QVERIFY(!names.contains("broken " + number));
                if (i <= synced)
                    QVERIFY2(names.contains("e" + number), qPrintable(u"cut after %1, lost %2"_s.arg(last).arg(i)));
                for (const char *kind : {"c", "b", "r"}) {
                    if (i <= synced && i + 4 > last)
                        QVERIFY2(names.contains(kind + number),
                                 qPrintable(u"cut after %1, lost chunk %2"_s.arg(last).arg(i)));
                    // What was deleted may come back where the list of free pages was lost with the log.
                    if (i + 4 <= synced && contents->notices.isEmpty())
                        QVERIFY2(!names.contains(kind + number),
                                 qPrintable(u"cut after %1, %2 is back"_s.arg(last).arg(i)));
                }
            }
        }
    }
}

void TestStoreFaults::syncsBeforeItAnswers()
{
    // With every sync refused, not one commit that asks for a sync may be answered with success.
    const auto directory = scratch();
    SqliteStore store({directory->path()});
    QVERIFY(store.open().ok());
    QVERIFY(commit(store, transactionOf(1)));
    faults::watch(directory->path());
    faults::cutPower();
    for (quint64 i = 2; i < 6; ++i)
        QVERIFY(!commit(store, transactionOf(i)).ok());
    faults::restorePower();
}

SIGHTGLASS_TEST(TestStoreFaults)
#include "tst_storefaults.moc"
