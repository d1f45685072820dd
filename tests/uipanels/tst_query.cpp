// SPDX-License-Identifier: GPL-3.0-or-later
// The language of all filter lines: what is not wanted, values in bodies, completion, built by clicks; its help; one parser for the
// feed and for searches.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/feed/livequery.h"
#include "ui/feed/queryfield.h"
#include "ui/feed/queryhelp.h"
#include "ui/feed/querywords.h"
#include "ui/pages/messagesearch.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace ui::feed;
using engine::BodyCondition;
using engine::LifecycleStep;
using engine::LiveEvent;
using engine::LiveExclusion;
using fake::FakeSession;
using Op = BodyCondition::Op;
using What = LiveExclusion::What;

class TestQuery : public QObject
{
    Q_OBJECT
private:
    static quint32 bit(LifecycleStep step) { return 1u << int(step); }

    static QList<LiveEvent> events()
    {
        QList<LiveEvent> made;
        for (int i = 0; i < 10; ++i) {
            LiveEvent event;
            event.message = {quint64(i + 1)};
            event.step = i % 2 ? LifecycleStep::Delivered : LifecycleStep::Enqueued;
            event.virtualHost = u"/"_s;
            event.exchange = u"orders"_s;
            event.queue = i % 2 ? u"orders.eu"_s : u"my audit"_s;
            event.queueId = {quint64(1 + i % 2)};
            event.routingKey = i < 5 ? u"eu.new"_s : u"us.new"_s;
            event.preview =
                "{\"total\":" + QByteArray::number(i * 10) + ",\"customer\":{\"country\":\"DE\"},\"note\":\"cut";
            event.size = i == 9 ? 5000 : quint64(event.preview.size());
            made << event;
        }
        return made;
    }

    struct Panel
    {
        FakeSession session;
        ui::theme::Theme theme{*qApp};
        FeedPanel panel{session, theme};
        QueryField *field = panel.findChild<QueryField *>();
        ui::tables::VirtualTable *table = panel.findChild<ui::tables::VirtualTable *>();

        Panel()
        {
            panel.resize(1000, 300);
            panel.show();
            panel.activateWindow();
        }
        QPoint cell(int row, int column) const
        {
            return {table->header()->sectionViewportPosition(column) + 8, table->rowHeight() * row + 4};
        }
    };

private Q_SLOTS:
    void readsWhatIsNotWanted()
    {
        const auto query = parseLiveQuery(u"-queue:audit* -key:\"eu 1\" -refund -\"sold out\" -event:acked,routed -5");
        QVERIFY2(query.isValid(), qPrintable(query.problem));
        QCOMPARE(query.filter.exclusions, (QList<LiveExclusion>{{What::Queue, u"audit*"_s},
                                                                {What::RoutingKey, u"eu 1"_s},
                                                                {What::Text, u"refund"_s},
                                                                {What::Text, u"sold out"_s}}));
        QVERIFY(!(query.filter.steps & (bit(LifecycleStep::Acked) | bit(LifecycleStep::Routed))));
        QVERIFY(query.filter.steps & bit(LifecycleStep::Published));
        QCOMPARE(query.filter.text, u"-5"_s); // before a digit it is a number's
        QCOMPARE(parseLiveQuery(u"event:a*,dead* -event:acked").filter.steps, bit(LifecycleStep::DeadLettered));
    }

    void readsSizes()
    {
        const auto between = parseLiveQuery(u"size>=10 size<2k").filter;
        QCOMPARE(between.minSize, quint64(10));
        QCOMPARE(between.maxSize, quint64(1999));
        QCOMPARE(parseLiveQuery(u"-size>10").filter.maxSize, quint64(10));
        QCOMPARE(parseLiveQuery(u"-size<10").filter.minSize, quint64(10));
        QCOMPARE(parseLiveQuery(u"size<=0").filter.maxSize, quint64(0));
    }

    void readsConditionsOnBodies_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<Op>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isNegated");
        const auto row = [](const char16_t *text, const char16_t *path, Op op, const char16_t *value, bool negated) {
            const QString query = QString::fromUtf16(text);
            QTest::newRow(qPrintable(query))
                << query << QString::fromUtf16(path) << op << QString::fromUtf16(value) << negated;
        };
        row(u"body.total>100", u"total", Op::Greater, u"100", false);
        row(u"body.total<=9.5", u"total", Op::LessOrEqual, u"9.5", false);
        row(u"body.customer.country=DE", u"customer.country", Op::Equal, u"DE", false);
        row(u"body.customer.country:D?", u"customer.country", Op::Equal, u"D?", false);
        row(u"body.lines[0].sku~A-", u"lines[0].sku", Op::Contains, u"A-", false);
        row(u"body[1].a!=\"x y\"", u"[1].a", Op::NotEqual, u"x y", false);
        row(u"-body.note=\"\"", u"note", Op::Equal, u"", true);
        row(u"body~refund", u"", Op::Contains, u"refund", false);
        row(u"Body.Total==1", u"Total", Op::Equal, u"1", false);
    }
    void readsConditionsOnBodies()
    {
        QFETCH(QString, text);
        const auto query = parseLiveQuery(text);
        QVERIFY2(query.isValid(), qPrintable(query.problem));
        QCOMPARE(query.filter.body.size(), 1);
        const BodyCondition condition = query.filter.body.first();
        QTEST(condition.path, "path");
        QTEST(condition.op, "op");
        QTEST(condition.value, "value");
        QTEST(condition.isNegated, "isNegated");
        // A search asks for the same.
        QCOMPARE(ui::pages::parseMessageQuery(text).filter.body, query.filter.body);
    }

    void searchesHaveTheSameLanguage()
    {
        const auto query =
            ui::pages::parseMessageQuery(u"key:eu.* -key:eu.x* -exchange:audit -refund size<1k \"a b\""_s);
        QCOMPARE(query.problem, QString());
        QCOMPARE(query.filter.routingKey, u"eu.*"_s);
        QCOMPARE(query.filter.notRoutingKeys, QStringList{u"eu.x*"_s});
        QCOMPARE(query.filter.notExchanges, QStringList{u"audit"_s});
        QCOMPARE(query.filter.notTexts, QStringList{u"refund"_s});
        QCOMPARE(query.filter.maxSize, quint64(999));
        QCOMPARE(query.filter.text, u"a b"_s);
        QVERIFY(!ui::pages::parseMessageQuery(u"event:acked"_s).problem.isEmpty());
        QVERIFY(!ui::pages::parseMessageQuery(u"-queue:a"_s).problem.isEmpty());
        QCOMPARE(suggestAt(u"", 0, QueryUse::Messages, {}, true).words,
                 (QStringList{u"key:"_s, u"exchange:"_s, u"size>"_s, u"body."_s}));
    }

    void completesNames()
    {
        QueryNames names;
        names.queues = {u"orders.eu"_s, u"my audit"_s};
        names.bodyPaths = {u"total"_s, u"customer.country"_s};
        const auto words = [&names](QStringView text) {
            return suggestAt(text, text.size(), QueryUse::Live, names).words;
        };
        QCOMPARE(words(u"queue:or"), QStringList{u"orders.eu"_s});
        QCOMPARE(words(u"x -queue:m"), QStringList{u"\"my audit\""_s});
        QCOMPARE(words(u"-qu"), QStringList{u"queue:"_s});
        QCOMPARE(words(u"body.cu"), QStringList{u"customer.country"_s});
        QCOMPARE(words(u"body.").size(), 2);
        QVERIFY(words(u"").isEmpty());
        QCOMPARE(suggestAt(u"", 0, QueryUse::Live, names, true).words.size(), 10);
        QCOMPARE(bodyPathsIn("{\"a\":1,\"b\":{\"c\":[{\"d\":2}]},\"e f\":3,\"g\":\"cut off her", 10),
                 (QStringList{u"a"_s, u"b.c[].d"_s}));
        QCOMPARE(bodyPathsIn("no json", 10), QStringList());
    }

    void buildsQueries()
    {
        QCOMPARE(withCondition({}, u"queue"_s, u"a"_s, false), u"queue:a"_s);
        QCOMPARE(withCondition(u"queue:a  size>10"_s, u"queue"_s, u"b"_s, false), u"size>10 queue:b"_s);
        QCOMPARE(withCondition(u"queue:a"_s, u"key"_s, u"x y"_s, true), u"queue:a -key:\"x y\""_s);
        QCOMPARE(withCondition(u"-key:a"_s, u"key"_s, u"b"_s, true), u"-key:a -key:b"_s);
        QCOMPARE(withCondition(u"-key:a"_s, u"key"_s, u"a"_s, false), u"key:a"_s);
        QCOMPARE(withCondition(u"key:a"_s, u"key"_s, u"a"_s, true), u"-key:a"_s);
        const QString odd = u"a \"b\" \\c"_s;
        QCOMPARE(parseLiveQuery(withCondition({}, u"queue"_s, odd, false)).filter.queue, odd);
    }

    void buildsQueriesOfBodies()
    {
        QCOMPARE(bodyCondition(u".customer.country"_s, u"DE"_s), u"body.customer.country=DE"_s);
        QCOMPARE(bodyCondition(u"[].sku"_s, u"A 1"_s), u"body[].sku=\"A 1\""_s);
        QCOMPARE(withBodyCondition(u"queue:a  body.total>100 body.total:7"_s, u"body.total=8"_s),
                 u"queue:a body.total>100 body.total=8"_s);
        QCOMPARE(withBodyCondition(u"-body.total=8 -body.total=9"_s, u"body.total=8"_s),
                 u"-body.total=9 body.total=8"_s);
        for (const QString &value : {u""_s, u"=x"_s, u"a \"b\" \\c"_s, u"-5"_s, u"\""_s, u"~"_s}) {
            const auto query = parseLiveQuery(bodyCondition(u".a"_s, value));
            QVERIFY2(query.isValid(), qPrintable(value));
            QCOMPARE(query.filter.body, (QList<BodyCondition>{{u"a"_s, BodyCondition::Op::Equal, value, false}}));
        }
        QVERIFY(isPlainName(u"größe"_s));
        QVERIFY(!isPlainName(u"a b"_s) && !isPlainName(u"a.b"_s) && !isPlainName(u"a=b"_s) && !isPlainName({}));
    }

    void aClickOnAValueFilters()
    {
        Panel p;
        QVERIFY(QTest::qWaitForWindowActive(&p.panel));
        p.session.sendEvents({events(), 0, 10});
        QCOMPARE(p.table->model()->rowCount(), 10);
        QTest::mouseClick(p.table->viewport(), Qt::LeftButton, Qt::ControlModifier, p.cell(0, LiveModel::KeyColumn));
        QCOMPARE(p.panel.query(), u"key:us.new"_s);
        QCOMPARE(p.table->model()->rowCount(), 5);
        QCOMPARE(p.session.lastTap->filter.routingKey, u"us.new"_s);
        QTest::mouseClick(p.table->viewport(), Qt::LeftButton, Qt::ControlModifier | Qt::ShiftModifier,
                          p.cell(0, LiveModel::PathColumn));
        QCOMPARE(p.panel.query(), u"key:us.new -queue:orders.eu"_s);
        QCOMPARE(p.table->model()->rowCount(), 2);
        // And by the menu.
        Q_EMIT p.table->customContextMenuRequested(p.cell(0, LiveModel::EventColumn));
        auto *menu = p.table->findChild<QMenu *>();
        QVERIFY(menu);
        QAction *only = nullptr, *leaveOut = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Only “enqueued”"_s)
                only = action;
            if (action->menu())
                leaveOut = action;
        }
        QVERIFY(only && leaveOut);
        QVERIFY(leaveOut->menu()->actions().size() >= 4);
        only->trigger();
        QCOMPARE(p.panel.query(), u"key:us.new -queue:orders.eu event:enqueued"_s);
        menu->close();
    }

    void valuesInBodiesThatAreNotHereAreCounted()
    {
        Panel p;
        p.session.sendEvents({events(), 0, 10});
        p.panel.setQuery(u"body.total>=80"_s);
        QCOMPARE(p.table->model()->rowCount(), 2); // 80 and, cut, 90: it stands at the beginning
        p.panel.setQuery(u"body.later=1"_s);
        QCOMPARE(p.table->model()->rowCount(), 0);
        const auto says = [&p](const QString &text) {
            const auto labels = p.panel.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *label) { return label->text().contains(text); });
        };
        QVERIFY(says(u"1 not compared"_s));
        // What comes through the tap by this filter was compared there.
        LiveEvent event = events().last();
        event.filterTag = p.session.lastTap->filter.tag;
        p.session.sendEvents({{event}, 0, 1});
        QCOMPARE(p.table->model()->rowCount(), 1);
        // What was on its way by another one was not.
        event.filterTag -= 1;
        p.session.sendEvents({{event}, 0, 1});
        QCOMPARE(p.table->model()->rowCount(), 1);
    }

    void frozenItTellsWhatIsMissed()
    {
        Panel p;
        auto *freeze = p.panel.findChild<QToolButton *>();
        for (auto *button : p.panel.findChildren<QToolButton *>()) {
            if (button->isCheckable())
                freeze = button;
        }
        QTest::mouseClick(freeze, Qt::LeftButton);
        QCOMPARE(freeze->text(), u"▶ Resume"_s);
        p.session.sendEvents({{}, 40, 40});
        QCOMPARE(freeze->text(), u"▶ Resume · 40 missed"_s);
        QTest::mouseClick(freeze, Qt::LeftButton);
        QCOMPARE(freeze->text(), u"❚❚ Freeze"_s);
        QTest::mouseClick(freeze, Qt::LeftButton);
        QCOMPARE(freeze->text(), u"▶ Resume"_s);
    }

    void completesByKeys()
    {
        Panel p;
        QVERIFY(QTest::qWaitForWindowActive(&p.panel));
        p.session.sendEvents({events(), 0, 10});
        p.panel.focusFilter();
        QTest::keyClicks(p.field, u"-queue:or"_s);
        auto *completer = p.field->findChild<QCompleter *>();
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(p.field->text(), u"-queue:orders.eu"_s);
        QTest::keyClicks(p.field, u" "_s);
        QTest::keyClick(p.field, Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(completer->popup()->isVisible());
        QCOMPARE(completer->popup()->model()->rowCount(), 10);
        completer->popup()->hide();
    }

    void escapeLeavesTheHelpAndNothingElse()
    {
        Panel p;
        QVERIFY(QTest::qWaitForWindowActive(&p.panel));
        p.panel.focusFilter();
        p.field->setText(u"queue:a"_s);
        QTest::keyClick(p.field, Qt::Key_F1);
        const QPointer help = p.field->findChild<QueryHelp *>();
        QVERIFY(help && help->isVisible());
        QTest::keyClick(help->findChild<QLabel *>(u"queryExamples"_s), Qt::Key_Escape);
        QTRY_VERIFY(!help || !help->isVisible());
        QCOMPARE(p.field->text(), u"queue:a"_s);
    }

    void theHelpPutsExamplesIn()
    {
        Panel p;
        QVERIFY(QTest::qWaitForWindowActive(&p.panel));
        p.panel.focusFilter();
        p.field->setText(u"queue:a"_s);
        QTest::keyClick(p.field, Qt::Key_F1);
        auto *help = p.field->findChild<QueryHelp *>();
        QVERIFY(help && help->isVisible());
        auto *examples = help->findChild<QLabel *>(u"queryExamples"_s);
        QVERIFY(examples->text().contains(u"body.total&gt;100"_s));
        Q_EMIT examples->linkActivated(QString::fromLatin1(QUrl::toPercentEncoding(u"body.total>100"_s)));
        QCOMPARE(p.field->text(), u"queue:a body.total>100"_s);
        // Every example is understood.
        static const QRegularExpression link(u"href=\"([^\"]+)\""_s);
        auto found = link.globalMatch(examples->text());
        int count = 0;
        while (found.hasNext()) {
            const QString example = QUrl::fromPercentEncoding(found.next().captured(1).toLatin1());
            QVERIFY2(parseLiveQuery(example).isValid(), qPrintable(example));
            ++count;
        }
        QCOMPARE(count, 12);
    }
};

SIGHTGLASS_WINDOW_TEST(TestQuery)
#include "tst_query.moc"
