// SPDX-License-Identifier: GPL-3.0-or-later
// Where a key and a pattern part is found, and what is said to fit does fit: beside the trie that routes.
#include "core/bindinglist.h"
#include "core/topictrie.h"
#include "inspect/keycompare.h"
#include "program/testprogram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace engine;
using inspect::compareWithPattern;
using inspect::lettersBetween;
using inspect::PatternDifference;
using Kind = PatternDifference::Kind;

class TestKeyCompare : public QObject
{
    Q_OBJECT
private:
#ifdef __SANITIZE_THREAD__
    static constexpr qint64 mostMs = 20'000; // each access is noted
#else
    static constexpr qint64 mostMs = 2000;
#endif
    static bool trieMatches(const QByteArray &pattern, const QByteArray &key)
    {
        core::TopicTrie trie;
        core::Binding binding;
        trie.insert(pattern, &binding);
        bool matches = false;
        trie.match(key, [&matches](core::Binding &) { matches = true; });
        return matches;
    }
    static QByteArray randomKey(QRandomGenerator &random, const QByteArrayList &words)
    {
        QByteArrayList parts;
        for (int i = int(random.bounded(6)); i > 0; --i)
            parts.append(words.at(random.bounded(int(words.size()))));
        return parts.join('.');
    }

private Q_SLOTS:
    void countsLetters_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<quint32>("letters");
        QTest::newRow("alike") << QByteArray("eu.new") << QByteArray("eu.new") << 0u;
        QTest::newRow("swapped") << QByteArray("eu.nwe") << QByteArray("eu.new") << 1u;
        QTest::newRow("other") << QByteArray("eu.new") << QByteArray("us.new") << 2u;
        QTest::newRow("missing") << QByteArray("orders") << QByteArray("order") << 1u;
        QTest::newRow("empty") << QByteArray() << QByteArray("abc") << 3u;
        QTest::newRow("far") << QByteArray("abc") << QByteArray("xyz") << 3u;
    }
    void countsLetters()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(quint32, letters);
        QCOMPARE(lettersBetween(a, b), letters);
        QCOMPARE(lettersBetween(b, a), letters);
    }

    void findsTheWord_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("word");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<QByteArray>("nearest");
        const auto row = [](const char *name, const char *key, const char *pattern, Kind kind, int word,
                            const char *wanted, const char *found, const char *nearest) {
            QTest::newRow(name) << QByteArray(key) << QByteArray(pattern) << int(kind) << word << QByteArray(wanted)
                                << QByteArray(found) << QByteArray(nearest);
        };
        row("it fits", "eu.order.new", "eu.*.new", Kind::None, -1, "", "", "eu.order.new");
        row("the last word differs", "eu.order.nwe", "eu.*.new", Kind::Other, 2, "new", "nwe", "eu.order.new");
        row("the first word differs", "us.new", "eu.*", Kind::Other, 0, "eu", "us", "eu.new");
        row("a word is missing", "eu", "eu.new", Kind::Missing, 1, "new", "", "eu.new");
        row("any word is missing", "eu.new", "eu.*.new", Kind::Missing, 1, "*", "", "");
        row("a word too many", "eu.new.fast", "eu.new", Kind::TooMany, 2, "", "fast", "eu.new");
        row("the shorter one is too many", "eu.new.fast", "eu.*", Kind::TooMany, 1, "", "new", "eu.fast");
        row("behind #", "eu.a.b.nwe", "eu.#.new", Kind::Other, 2, "new", "nwe", "eu.a.b.new");
        row("an empty key", "", "eu", Kind::Missing, 0, "eu", "", "eu");
        row("an empty pattern", "eu", "", Kind::TooMany, 0, "", "eu", "");
        row("an empty word", "eu..new", "eu.*.new", Kind::None, -1, "", "", "eu..new");
    }
    void findsTheWord()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, pattern);
        QFETCH(int, kind);
        QFETCH(int, word);
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, found);
        QFETCH(QByteArray, nearest);
        const PatternDifference difference = compareWithPattern(key, pattern);
        QCOMPARE(int(difference.kind), kind);
        QCOMPARE(difference.word, word);
        QCOMPARE(difference.wanted, wanted);
        QCOMPARE(difference.found, found);
        QCOMPARE(difference.nearest, nearest);
        QCOMPARE(difference.distance == 0, difference.kind == Kind::None);
    }

    /// The trie is what routes: a difference is found where it does not match, and only there; and what is named would match.
    void agreesWithTheTrie()
    {
        QRandomGenerator random(20261126);
        const QByteArrayList words{"a", "b", "eu", "new", ""};
        QByteArrayList patternWords = words;
        patternWords << "*"
                     << "#"
                     << "*"
                     << "#";
        int fitting = 0, named = 0;
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray key = randomKey(random, words), pattern = randomKey(random, patternWords);
            const PatternDifference difference = compareWithPattern(key, pattern);
            const bool matches = trieMatches(pattern, key);
            QVERIFY2(matches == (difference.distance == 0), QByteArray(key + " and " + pattern).constData());
            fitting += matches ? 1 : 0;
            if (!difference.hasNearest)
                continue;
            QVERIFY2(trieMatches(pattern, difference.nearest),
                     QByteArray(difference.nearest + " and " + pattern).constData());
            ++named;
        }
        QVERIFY(fitting > 1000);
        QVERIFY(named > 10'000);
    }

    void longestKeysTakeNoTime()
    {
        const QByteArray key = QByteArray("a.").repeated(127) + "b", pattern = QByteArray("#.").repeated(127) + "c";
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i)
            QVERIFY(compareWithPattern(key, pattern).distance > 0);
        QVERIFY2(timer.elapsed() < mostMs, "a comparison may take a millisecond or so at most");
    }
};

SIGHTGLASS_TEST(TestKeyCompare)
#include "tst_inspect_keycompare.moc"
