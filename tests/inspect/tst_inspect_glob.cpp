// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/testprogram.h"

#include <engine/glob.h>

#include <QTest>

using engine::Glob;
using engine::Needle;

class TestGlob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *pattern, const char *name, bool expected) {
            QTest::addRow("%s ~ %s", pattern, name) << QString::fromUtf8(pattern) << QByteArray(name) << expected;
        };
        row("", "anything", true);
        row("*", "", true);
        row("orders", "orders", true);
        row("orders", "orders.eu", false);
        row("ORDERS", "orders", true);
        row("orders*", "Orders.eu", true);
        row("*.eu", "orders.eu", true);
        row("*.eu", "orders.eu.x", false);
        row("*a*b*c*", "xxaxxbxxc", true);
        row("*a*b*c*", "xxaxxcxxb", false);
        row("o?ders", "orders", true);
        row("?", "", false);
        row("?", "ä", true);
        row("??", "ä", false);
        row("ä*", "äpfel", true);
        row("a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false);
    }
    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, name);
        QFETCH(bool, expected);
        QCOMPARE(Glob(pattern).matches(name), expected);
    }
    void findsText()
    {
        QVERIFY(Needle(QStringLiteral("Paid")).isIn("the invoice was paid today"));
        QVERIFY(!Needle(QStringLiteral("paid.")).isIn("the invoice was paid today"));
        QVERIFY(Needle(QString()).isIn(""));
        QVERIFY(!Needle(QStringLiteral("longer than")).isIn("long"));
        QVERIFY(Needle(QStringLiteral("aab")).isIn("aaab"));
    }
};

SIGHTGLASS_TEST(TestGlob)
#include "tst_inspect_glob.moc"
