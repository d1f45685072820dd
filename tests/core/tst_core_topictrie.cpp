// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange.h"
#include "core/topictrie.h"
#include "program/testprogram.h"

#include <QTest>

#include <random>

using engine::core::Binding;
using engine::core::TopicTrie;

namespace {

/// The definition of the specification, word by word, with no cleverness: the reference.
bool matchesPlainly(const QList<QByteArray> &pattern, const QList<QByteArray> &key, qsizetype p = 0, qsizetype k = 0)
{
    if (p == pattern.size())
        return k == key.size();
    if (pattern[p] == "#")
        return matchesPlainly(pattern, key, p + 1, k) || (k < key.size() && matchesPlainly(pattern, key, p, k + 1));
    return k < key.size() && (pattern[p] == "*" || pattern[p] == key[k]) && matchesPlainly(pattern, key, p + 1, k + 1);
}

QList<QByteArray> words(const QByteArray &key)
{
    return key.isEmpty() ? QList<QByteArray>() : key.split('.');
}

bool trieMatches(const QByteArray &pattern, const QByteArray &key)
{
    Binding binding;
    TopicTrie trie;
    trie.insert(pattern, &binding);
    bool found = false;
    trie.match(key, [&](Binding &) { found = true; });
    return found;
}

} // namespace

class TestTopicTrie : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *pattern, const char *key, bool expected) {
            QTest::addRow("%s ~ %s", pattern, key) << QByteArray(pattern) << QByteArray(key) << expected;
        };
        row("eu.*.new", "eu.order.new", true);
        row("eu.*.new", "eu.new", false);
        row("eu.*.new", "eu.a.b.new", false);
        row("#", "", true);
        row("#", "a.b.c", true);
        row("*", "", false);
        row("*", "a", true);
        row("a.#", "a", true);
        row("a.#", "a.b.c", true);
        row("#.a", "a", true);
        row("#.a.#", "x.a.y", true);
        row("#.#", "", true);
        row("a.#.b", "a.b", true);
        row("a.#.b", "a.x.y.b", true);
        row("a.#.b", "a.x.y", false);
        row("", "", true);
        row("", "a", false);
        row("a..b", "a..b", true);
        row("a.*.b", "a..b", true);
        row("*.*", ".", true);
    }
    void matches()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, key);
        QFETCH(bool, expected);
        QCOMPARE(trieMatches(pattern, key), expected);
    }

    void agreesWithTheDefinition()
    {
        std::mt19937 random(3);
        const QList<QByteArray> alphabet = {"a", "b", "*", "#"};
        for (int round = 0; round < 5000; ++round) {
            QList<QByteArray> pattern, key;
            for (quint32 i = random() % 5; i > 0; --i)
                pattern.append(alphabet[random() % 4]);
            for (quint32 i = random() % 5; i > 0; --i)
                key.append(alphabet[random() % 2]);
            const QByteArray p = pattern.join('.'), k = key.join('.');
            QVERIFY2(trieMatches(p, k) == matchesPlainly(words(p), words(k)), QByteArray(p + " ~ " + k).constData());
        }
    }

    void forgetsWhatIsRemoved()
    {
        TopicTrie trie;
        Binding one, two, three;
        trie.insert("a.*.c", &one);
        trie.insert("a.*.c", &two);
        trie.insert("a.#.#", &three);
        trie.remove("a.*.c", &two);
        trie.remove("a.*.c", &two);
        QList<Binding *> found;
        trie.match("a.b.c", [&](Binding &binding) { found.append(&binding); });
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.count(&one), 1);
        QCOMPARE(found.count(&three), 1);
        trie.remove("a.*.c", &one);
        trie.remove("a.#.#", &three);
        trie.match("a.b.c", [&](Binding &) { QFAIL("nothing is bound"); });
        trie.remove("never.bound", &one);
    }

    void tenThousandPatternsAreNotScanned()
    {
        TopicTrie trie;
        std::vector<Binding> bindings(10000);
        for (int i = 0; i < 10000; ++i)
            trie.insert("device." + QByteArray::number(i) + ".*", &bindings[size_t(i)]);
        int found = 0;
        quint64 looked = 0;
        for (int i = 0; i < 10000; ++i)
            looked +=
                trie.match(QByteArray("device." + QByteArray::number(i) + ".temperature"), [&](Binding &) { ++found; });
        QCOMPARE(found, 10000);
        QCOMPARE(looked, quint64(4 * 10000)); // a node a word, and the root
    }

    void manyHashesCostNoMoreThanTheirNumberForEachWord_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("in a row") << QByteArray("#.#.#.#.#.#.#.#.zz");
        QTest::newRow("with stars between") << QByteArray("#.*.#.*.#.*.#.*.#.*.#.*.#.*.#.zz");
        QTest::newRow("with words between") << QByteArray("#.a.#.a.#.a.#.a.#.a.#.a.#.a.#.zz");
    }
    void manyHashesCostNoMoreThanTheirNumberForEachWord()
    {
        QFETCH(QByteArray, pattern);
        TopicTrie trie;
        Binding binding;
        trie.insert(pattern, &binding);
        const QByteArray key = QByteArray("a.").repeated(60);
        int found = 0;
        const auto count = [&](Binding &) { ++found; };
        const quint64 bound = quint64(pattern.count('.') + 2) * quint64(key.count('.') + 2);
        QVERIFY(trie.match(QByteArray(key + "yy"), count) <= bound);
        QCOMPARE(found, 0);
        QVERIFY(trie.match(QByteArray(key + "zz"), count) <= bound);
        QCOMPARE(found, 1); // visited once, though there are millions of ways to match
    }
};

SIGHTGLASS_TEST(TestTopicTrie)
#include "tst_core_topictrie.moc"
