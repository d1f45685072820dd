// SPDX-License-Identifier: GPL-3.0-or-later
// Topics in the window: models, the list, the form, the page of one topic with its lanes.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/topicactions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/topicform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/foundmodel.h"
#include "ui/models/messagemodel.h"
#include "ui/models/roles.h"
#include "ui/models/topicmodel.h"
#include "ui/pages/gototarget.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/topicpage.h"
#include "ui/pages/topicspage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/partitionlanes.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace ui;
using engine::PartitionSnapshot;
using engine::TopicSnapshot;
using tests::FakeSession;

namespace {

constexpr quint64 firstOffset = 4000;
constexpr int records = 200;
constexpr qint64 firstTime = 1'700'000'000'000;

TopicSnapshot topic(quint64 id, const QString &name, quint32 partitions = 1)
{
    TopicSnapshot t;
    t.id = {id};
    t.spec.name = name;
    t.spec.partitions = partitions;
    t.retention.ms = 604'800'000;
    t.maxMessageBytes = 1048588;
    for (quint32 number = 0; number < partitions; ++number) {
        PartitionSnapshot p;
        p.log = {id * 100 + number};
        p.number = number;
        t.partitions << p;
    }
    return t;
}

/// A topic of three partitions; the middle one has messages that can be looked at.
TopicSnapshot clicksIn(FakeSession &session)
{
    TopicSnapshot t = topic(5, u"clicks"_s, 3);
    t.retention.bytes = 5'000'000'000;
    PartitionSnapshot &middle = t.partitions[1];
    middle.firstOffset = firstOffset;
    middle.nextOffset = firstOffset + records;
    middle.records = records;
    middle.bytes = 40'000;
    t.records = records;
    t.bytes = 40'000;
    for (int i = 0; i < records; ++i) {
        engine::MessageDetails m;
        m.summary.ref = {middle.log, firstOffset + quint64(i)};
        m.summary.routingKey = u"user-%1"_s.arg(i);
        m.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(firstTime + i * 1000);
        session.messages << m;
    }
    return t;
}

/// One message in each of the other two partitions, between those of the middle one.
void fillOthers(FakeSession &session, TopicSnapshot &topic)
{
    for (const qsizetype number : {0, 2}) {
        PartitionSnapshot &partition = topic.partitions[number];
        partition.nextOffset = partition.records = 1;
        engine::MessageDetails m;
        m.summary.ref = {partition.log, 0};
        m.summary.routingKey = u"other-%1"_s.arg(number);
        m.summary.publishedAt = QDateTime::fromMSecsSinceEpoch(firstTime + 100'500 + number);
        session.messages << m;
    }
}

QString keyAt(const QAbstractItemModel &model, int row)
{
    return model.index(row, models::KeyColumn).data().toString();
}

QLineEdit *line(QWidget &form, const QString &name)
{
    return form.findChild<QLineEdit *>(name);
}

} // namespace

class TestTopics : public QObject
{
    Q_OBJECT
private:
    template <typename Dialog>
    static Dialog *opened(QWidget &window)
    {
        for (Dialog *dialog : window.findChildren<Dialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

private Q_SLOTS:
    void modelsFollowAnySequence()
    {
        QRandomGenerator random(11);
        models::TopicModel topics;
        models::PartitionModel partitions;
        const QAbstractItemModelTester topicTester(&topics);
        const QAbstractItemModelTester partitionTester(&partitions);
        for (int round = 0; round < 60; ++round) {
            QList<TopicSnapshot> some;
            for (quint64 id = 1; id < 20; ++id) {
                if (random.bounded(2))
                    some << topic(id, u"t%1"_s.arg(random.bounded(4)), random.bounded(1u, 5u));
            }
            topics.update(some);
            QCOMPARE(topics.rowCount(), int(some.size()));
            partitions.update(topic(1, u"t"_s, random.bounded(1u, 9u)).partitions);
        }
    }

    void modelsSpeak()
    {
        models::TopicModel model;
        FakeSession session;
        model.update({clicksIn(session)});
        using Model = models::TopicModel;
        QCOMPARE(model.index(0, Model::Name).data(), u"clicks"_s);
        QCOMPARE(model.index(0, Model::Partitions).data(), u"3"_s);
        QCOMPARE(model.index(0, Model::Messages).data(), u"200"_s);
        QCOMPARE(model.index(0, Model::Size).data(), u"40 kB"_s);
        QCOMPARE(model.index(0, Model::Retention).data(), u"7 d or 5 GB"_s);
        QCOMPARE(model.index(0, Model::Messages).data(models::SortRole).toULongLong(), 200ull);
        QCOMPARE(model.headerData(Model::Name, Qt::Horizontal, Qt::DisplayRole), u"Topic name"_s);
        models::PartitionModel partitions;
        partitions.update(model.at(0).partitions);
        using P = models::PartitionModel;
        QCOMPARE(partitions.index(1, P::FirstOffset).data(), u"4,000"_s);
        QCOMPARE(partitions.index(1, P::NextOffset).data(), u"4,200"_s);
        QCOMPARE(partitions.index(0, P::Newest).data(), QString());
    }

    void saysWhatIsKept_data()
    {
        QTest::addColumn<engine::TopicRetention>("retention");
        QTest::addColumn<QString>("text");
        using R = engine::TopicRetention;
        QTest::newRow("days") << R{true, false, 604'800'000, -1, -1} << u"7 d"_s;
        QTest::newRow("hours") << R{true, false, 129'600'000, -1, -1} << u"36 h"_s;
        QTest::newRow("odd") << R{true, false, 1500, -1, -1} << u"1,500 ms"_s;
        QTest::newRow("count") << R{true, false, -1, -1, 1000} << u"1,000 messages"_s;
        QTest::newRow("ever") << R{true, false, -1, -1, -1} << u"for ever"_s;
        QTest::newRow("compact") << R{false, true, 604'800'000, -1, -1} << u"compact"_s;
        QTest::newRow("both") << R{true, true, 3'600'000, -1, -1} << u"compact, 1 h"_s;
    }
    void saysWhatIsKept()
    {
        QFETCH(engine::TopicRetention, retention);
        QTEST(models::retentionText(retention), "text");
    }

    void formMakesATopic()
    {
        FakeSession session;
        QWidget window;
        auto *form = new dialogs::TopicForm(session, std::nullopt, &window);
        const QSignalSpy saved(form, &dialogs::TopicForm::saved);
        form->open();
        QVERIFY(!form->okButton()->isEnabled());
        for (const QString &bad : {u"a b"_s, u".."_s, u"clicks/x"_s, QString(250, u'x')}) {
            line(*form, u"name"_s)->setText(bad);
            QVERIFY2(!form->okButton()->isEnabled(), qPrintable(bad));
        }
        line(*form, u"name"_s)->setText(u"clicks"_s);
        QVERIFY(form->okButton()->isEnabled());
        for (const QString &bad : {u"soon"_s, u"-2"_s, u"1.5"_s}) {
            line(*form, u"retention.ms"_s)->setText(bad);
            QVERIFY2(!form->okButton()->isEnabled(), qPrintable(bad));
        }
        line(*form, u"retention.ms"_s)->setText(u"3600000"_s);
        line(*form, u"max.message.bytes"_s)->setText(u"2147483648"_s);
        QVERIFY(!form->okButton()->isEnabled());
        line(*form, u"max.message.bytes"_s)->clear();
        form->findChild<QSpinBox *>(u"partitions"_s)->setValue(6);
        form->findChild<QComboBox *>(u"cleanup.policy"_s)->setCurrentIndex(2);
        form->okButton()->click();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(session.commands, QStringList(u"createTopic clicks 6"_s));
        engine::FieldTable config;
        config.set("cleanup.policy", QByteArray("compact,delete"));
        config.set("retention.ms", QByteArray("3600000"));
        QCOMPARE(session.createdTopics.front().config, config);
    }

    void formShowsARefusal()
    {
        FakeSession session;
        QWidget window;
        auto *form = new dialogs::TopicForm(session, std::nullopt, &window);
        form->open();
        line(*form, u"name"_s)->setText(u"clicks"_s);
        session.nextError = {engine::BrokerError::AlreadyExists, u"Topic 'clicks' already exists."_s};
        form->okButton()->click();
        QTRY_COMPARE(form->refusal(), u"Topic 'clicks' already exists."_s);
    }

    void formChangesATopic()
    {
        FakeSession session;
        QWidget window;
        TopicSnapshot there = topic(1, u"clicks"_s, 3);
        there.spec.config.set("retention.ms", QByteArray("1000"));
        there.spec.config.set("segment.ms", QByteArray("5")); // no field of the form
        auto *form = new dialogs::TopicForm(session, there, &window);
        form->open();
        QCOMPARE(line(*form, u"retention.ms"_s)->text(), u"1000"_s);
        QVERIFY(line(*form, u"name"_s)->isReadOnly());
        auto *partitions = form->findChild<QSpinBox *>(u"partitions"_s);
        QCOMPARE(partitions->minimum(), 3);
        partitions->setValue(4);
        line(*form, u"retention.ms"_s)->clear();
        line(*form, u"retention.bytes"_s)->setText(u"1000000"_s);
        form->okButton()->click();
        QTRY_COMPARE(session.commands, (QStringList{u"addPartitions clicks 4"_s, u"setTopicConfig clicks"_s}));
        engine::FieldTable config;
        config.set("segment.ms", QByteArray("5"));
        config.set("retention.bytes", QByteArray("1000000"));
        QCOMPARE(session.createdTopics.front().config, config);
    }

    void listOpensEditsAndDeletes()
    {
        FakeSession session;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::TopicActions actions(session, broker, &window, nullptr);
        const QSignalSpy openedTopic(&actions, &actions::TopicActions::topicOpened);
        const QSignalSpy deleted(&actions, &actions::TopicActions::topicDeleted);
        pages::TopicsPage page(session, actions, &window);
        page.resize(1000, 500);
        window.resize(1000, 500);
        window.show();
        QTRY_COMPARE(page.stateView()->kind(), widgets::StateView::Kind::Empty);
        session.topics = {topic(1, u"audit"_s), clicksIn(session)};
        session.push();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        page.selectId(quint64(5));
        QVERIFY(page.selected());
        Q_EMIT page.view()->opened(page.view()->selectedRow());
        QCOMPARE(openedTopic.count(), 1);
        actions.deleteTopic(*page.selected());
        auto *confirm = opened<dialogs::ConfirmDialog>(window);
        QVERIFY(confirm);
        confirm->okButton()->click();
        QTRY_COMPARE(deleted.count(), 1);
        QCOMPARE(session.commands, QStringList(u"deleteTopic clicks"_s));
        QTRY_VERIFY(!opened<dialogs::ConfirmDialog>(window));
        const QSignalSpy saved(&actions, &actions::TopicActions::topicSaved);
        actions.recreateTopic(*page.selected());
        opened<dialogs::ConfirmDialog>(window)->okButton()->click();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(session.commands.last(), u"recreateTopic clicks"_s);
        // What was just made is selected as soon as it is there.
        Q_EMIT actions.topicSaved(topic(9, u"new"_s).spec);
        session.topics << topic(9, u"new"_s);
        session.push();
        QTRY_COMPARE(page.selected()->spec.name, u"new"_s);
    }

    void lanesChoosePartitionAndOffset()
    {
        widgets::PartitionLanes lanes;
        lanes.setLanes({{0, 0, 0, {}}, {1, 1000, 2000, {}}, {2, 0, 10, {}}});
        lanes.resize(600, lanes.sizeHint().height());
        lanes.show();
        const QSignalSpy chosen(&lanes, &widgets::PartitionLanes::laneChosen);
        const QSignalSpy offsets(&lanes, &widgets::PartitionLanes::offsetChosen);
        QTest::mouseClick(&lanes, Qt::LeftButton, {}, lanes.positionOf(1, 1500));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(lanes.current(), 1);
        QCOMPARE(offsets.count(), 1);
        QVERIFY(qAbs(offsets.front().at(1).toLongLong() - 1500) <= 3); // a pixel is worth about two
        QVERIFY(lanes.positionOf(1, 1000).x() < lanes.positionOf(1, 1999).x());
        QCOMPARE(lanes.positionOf(1, 5), lanes.positionOf(1, 1000)); // deleted since
        QTest::keyClick(&lanes, Qt::Key_Down);
        QCOMPARE(lanes.current(), 2);
        QTest::keyClick(&lanes, Qt::Key_Home);
        QCOMPARE(lanes.current(), 0);
        QTest::mouseClick(&lanes, Qt::LeftButton, {}, lanes.positionOf(0, 0));
        QCOMPARE(offsets.count(), 1); // nothing in an empty one
        lanes.setLanes({{0, 0, 0, {}}});
        QCOMPARE(lanes.current(), 0);
    }

    void pageShowsTheMessagesOfAPartition()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *table = page.findChild<tables::VirtualTable *>();
        QTRY_VERIFY(!table->isVisible()); // partition 0 is empty
        auto *lanes = page.findChild<widgets::PartitionLanes *>();
        const QSignalSpy selected(&page, &pages::TopicPage::messageSelected);
        QTest::mouseClick(lanes, Qt::LeftButton, {}, lanes->positionOf(1, firstOffset + 100));
        QCOMPARE(page.partition(), 1u);
        QTRY_COMPARE(table->model()->rowCount(), records);
        line(page, u"offset"_s)->setText(u"4,123"_s);
        QTest::keyClick(line(page, u"offset"_s), Qt::Key_Return);
        QCOMPARE(table->currentIndex().row(), 123);
        QTRY_VERIFY(!selected.isEmpty() &&
                    selected.back().front().value<engine::MessageRef>().offset == firstOffset + 123);
        QTRY_COMPARE(table->currentIndex().siblingAtColumn(models::MessageModel::IndexColumn).data(), u"4,123"_s);
        // Beyond the end: the newest.
        page.jumpTo(1'000'000);
        QCOMPARE(table->currentIndex().row(), records - 1);
    }

    void pageFollowsLive()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.choosePartition(1);
        page.findChild<QToolButton *>(u"live"_s)->click();
        auto *table = page.findChild<tables::VirtualTable *>();
        QTRY_VERIFY(table->isVisible() && table->isAtBottom());
        PartitionSnapshot &middle = session.topics.front().partitions[1];
        for (int i = 0; i < 50; ++i) {
            engine::MessageDetails m;
            m.summary.ref = {middle.log, middle.nextOffset++};
            session.messages << m;
        }
        session.push();
        QTRY_COMPARE(table->model()->rowCount(), records + 50);
        QTRY_VERIFY(table->isAtBottom());
        page.jumpTo(firstOffset);
        QVERIFY(!page.isFollowing());
    }

    /// Deleted and made again by a client: the same name, another topic.
    void aTopicThatWasMadeAgainIsShown()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        session.topics = {clicksIn(session)};
        mainwindow::MainWindow window(session, theme, settings);
        window.show();
        window.openTopic(session.topics.front());
        auto *page = qobject_cast<pages::TopicPage *>(window.tabs().currentWidget());
        QVERIFY(page);
        const auto buttons = page->findChildren<QPushButton *>();
        const auto it = std::find_if(buttons.begin(), buttons.end(), [](auto *b) { return b->text() == u"Delete…"; });
        QVERIFY(it != buttons.end());
        session.push();
        QVERIFY((*it)->isEnabled());
        session.topics.front().id = {4711};
        session.push();
        QVERIFY(!(*it)->isEnabled());
        window.openTopic(session.topics.front());
        page = qobject_cast<pages::TopicPage *>(window.tabs().currentWidget());
        QVERIFY(page);
        QCOMPARE(page->topic().id, engine::TopicId{4711});
        QCOMPARE(window.tabs().objectIds(), QStringList{u"topic:/:clicks"_s});
    }

    void everyColumnIsThereOnce()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 600);
        page.show();
        QHeaderView *header = page.messages().table().header();
        QStringList seen;
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (!header->isSectionHidden(column))
                seen << header->model()->headerData(column, Qt::Horizontal).toString();
        }
        QCOMPARE(seen, (QStringList{u"Offset"_s, u"Timestamp"_s, u"Key"_s, u"Value size"_s, u"Value"_s}));
        // Nor can one be shown that is not there for a log.
        QMenu menu;
        widgets::fillColumnMenu(menu, *header);
        QStringList offered;
        for (const QAction *action : menu.actions())
            offered << action->text();
        QCOMPARE(offered, (QStringList{u"Offset"_s, u"Timestamp"_s, u"Key"_s, u"Value size"_s, u"Exchange"_s,
                                       u"Content type"_s, u"Value"_s}));
    }

    void goesWhereItIsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("partition");
        QTest::addColumn<QDateTime>("time");
        const QDateTime now(QDate(2026, 11, 26), QTime(12, 0));
        const QDateTime none;
        QTest::newRow("offset") << u"4123"_s << 4123ll << -1 << none;
        QTest::newRow("as shown") << u" 4,123 "_s << 4123ll << -1 << none;
        QTest::newRow("with a mark") << u"#0"_s << 0ll << -1 << none;
        QTest::newRow("in a partition") << u"2:4123"_s << 4123ll << 2 << none;
        QTest::newRow("in a far partition") << u"700:12"_s << 12ll << 700 << none;
        QTest::newRow("time") << u"11:30"_s << -1ll << -1 << now.addSecs(-1800);
        QTest::newRow("time of yesterday") << u"12:30:05"_s << -1ll << -1 << now.addDays(-1).addSecs(1805);
        QTest::newRow("date") << u"2026-11-25 12:00"_s << -1ll << -1 << now.addDays(-1);
        QTest::newRow("ISO") << u"2026-11-26T11:59:59"_s << -1ll << -1 << now.addSecs(-1);
        QTest::newRow("ago") << u"5m ago"_s << -1ll << -1 << now.addSecs(-300);
        QTest::newRow("minus") << u"-90s"_s << -1ll << -1 << now.addSecs(-90);
        QTest::newRow("nonsense") << u"soon"_s << -1ll << -1 << none;
        QTest::newRow("too large") << u"99999999999999999999999"_s << -1ll << -1 << none;
        QTest::newRow("nothing") << QString() << -1ll << -1 << none;
    }
    void goesWhereItIsTyped()
    {
        QFETCH(QString, text);
        QFETCH(qint64, offset);
        QFETCH(int, partition);
        QFETCH(QDateTime, time);
        const pages::GoToTarget target = pages::parseGoTo(text, QDateTime(QDate(2026, 11, 26), QTime(12, 0)));
        QCOMPARE(target.offset ? qint64(*target.offset) : -1, offset);
        QCOMPARE(target.partition ? int(*target.partition) : -1, partition);
        QCOMPARE(target.time, time);
    }

    void pageGoesToTimesAndOtherPartitionsByKey()
    {
        FakeSession session;
        TopicSnapshot t = clicksIn(session);
        fillOthers(session, t);
        session.topics = {t};
        pages::TopicPage page(session, t);
        page.resize(1000, 700);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.choosePartition(1);
        page.focusContent();
        QTest::keyClick(&page.messages().table(), Qt::Key_G, Qt::ControlModifier);
        QLineEdit *target = line(page, u"offset"_s);
        QVERIFY(target->hasFocus());
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(firstTime + 49'500);
        QTest::keyClicks(target, time.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_COMPARE(page.messages().table().currentIndex().row(), 50);
        target->setText(u"2:0"_s);
        QTest::keyClick(target, Qt::Key_Return);
        QCOMPARE(page.partition(), 2u);
        QTRY_COMPARE(keyAt(*page.messages().table().model(), 0), u"other-2"_s);
        target->setText(u"3:0"_s); // there is no such partition
        QTest::keyClick(target, Qt::Key_Return);
        QCOMPARE(page.partition(), 2u);
        QVERIFY(target->property("invalid").toBool());
        QVERIFY(!page.findChild<QLabel *>(u"problem"_s)->text().isEmpty());
    }

    void aJumpIsToAnOffsetAlsoWhereItIsSorted()
    {
        FakeSession session;
        TopicSnapshot t = clicksIn(session);
        fillOthers(session, t);
        session.topics = {t};
        pages::TopicPage page(session, t);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.choosePartition(1);
        const auto sort = [&page] {
            Q_EMIT page.messages().table().sortRequested(models::KeyColumn, Qt::DescendingOrder);
            QTRY_VERIFY(page.messages().search().isActive() && page.messages().table().model()->rowCount() > 100);
        };
        const auto goTo = [&page](const QString &where) {
            QLineEdit *target = line(page, u"offset"_s);
            target->setText(where);
            QTest::keyClick(target, Qt::Key_Return);
        };
        const auto offsetOfCurrent = [&page] {
            const pages::MessageTable &table = page.messages().table();
            return table.messageAt(table.currentIndex().row()).ref.offset;
        };
        sort();
        goTo(QString::number(firstOffset + 7));
        QTRY_COMPARE(offsetOfCurrent(), quint64(firstOffset + 7));
        QCOMPARE(page.messages().table().sortedColumn(), -1);
        sort();
        goTo(QDateTime::fromMSecsSinceEpoch(firstTime + 49'500).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
        QTRY_COMPARE(offsetOfCurrent(), quint64(firstOffset + 50));
        QCOMPARE(page.messages().table().sortedColumn(), -1);
        // Merged and sorted, and into one of the partitions.
        page.chooseAll();
        sort();
        goTo(u"2:0"_s);
        QTRY_COMPARE(keyAt(*page.messages().table().model(), 0), u"other-2"_s);
        QCOMPARE(page.messages().table().sortedColumn(), -1);
        // From a time on, in all of them, the first of them is the first row.
        page.chooseAll();
        sort();
        goTo(QDateTime::fromMSecsSinceEpoch(firstTime + 100'200).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
        QTRY_COMPARE(keyAt(*page.messages().table().model(), 0), u"other-0"_s);
    }

    void filterFindsInThePartition()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 700);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.choosePartition(1);
        QVERIFY(page.focusFilter());
        QLineEdit *filter = line(page, u"messageFilter"_s);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"key:user-17*"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        pages::MessageTable &table = page.messages().table();
        QTRY_COMPARE(table.model()->rowCount(), 11); // 17, 170 … 179
        QCOMPARE(keyAt(*table.model(), 0), u"user-17"_s);
        QCOMPARE(session.scans.back().logs, QList<engine::QueueId>{session.topics.front().partitions.at(1).log});
        QTRY_COMPARE(page.findChild<QLabel *>(u"position"_s)->text(), u"11 found in 200 messages"_s);
        const QSignalSpy selected(&page, &pages::TopicPage::messageSelected);
        table.goTo(3);
        QCOMPARE(selected.back().front().value<engine::MessageRef>().offset, firstOffset + 172);
        // What is not understood is said, and changes nothing.
        filter->setText(u"queue:orders"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(filter->property("invalid").toBool());
        QCOMPARE(table.model()->rowCount(), 11);
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(filter->text().isEmpty());
        QCOMPARE(session.scansUnderWay(), 0);
        QTRY_COMPARE(page.messages().table().model()->rowCount(), records);
    }

    void filterShowsTheFirstHitsAndStops()
    {
        FakeSession session;
        session.holdsScans = true;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 700);
        page.show();
        page.choosePartition(1);
        QTRY_VERIFY(page.messages().table().messageAt(59).ref.queue.isValid());
        // What is loaded and matches is there before the broker has answered.
        page.messages().setFilterText(u"user-5"_s);
        QCOMPARE(session.scansUnderWay(), 1);
        QVERIFY(page.messages().table().model()->rowCount() > 0);
        engine::ScanBatch batch;
        batch.found = {session.messages.at(150).summary};
        batch.examined = 50;
        batch.total = 200;
        session.pushScan(batch);
        QVERIFY(page.messages().search().found().rowOf(session.messages.at(150).summary.ref) >= 0);
        auto *progress = page.findChild<QProgressBar *>();
        QTRY_VERIFY(progress->isVisible());
        QCOMPARE(progress->value(), progress->maximum() / 4);
        for (QPushButton *button : page.findChildren<QPushButton *>()) {
            if (button->text() == u"Stop"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(session.scansUnderWay(), 0);
        QVERIFY(!progress->isVisible());
        QVERIFY(page.findChild<QLabel *>(u"position"_s)->text().contains(u"stopped"_s));
        // A limit that was reached can be raised.
        page.messages().setFilterText(u"user-6"_s);
        batch.isComplete = batch.isLimited = true;
        session.pushScan(batch);
        for (QPushButton *button : page.findChildren<QPushButton *>()) {
            if (button->text() == u"Show 10,000"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(session.scans.back().limit, 10'000u);
        // Nobody looks: nothing is searched.
        page.hide();
        QCOMPARE(session.scansUnderWay(), 0);
        page.show();
        QCOMPARE(session.scansUnderWay(), 1);
    }

    void whatIsNotFoundLeadsBack()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        const QSignalSpy published(&page, &pages::TopicPage::publishRequested);
        page.resize(1000, 700);
        page.show();
        const auto press = [&page](const QString &text) {
            for (QPushButton *button : page.findChildren<QPushButton *>()) {
                if (button->isVisible() && button->text() == text)
                    return QTest::mouseClick(button, Qt::LeftButton), true;
            }
            return false;
        };
        QTRY_COMPARE(page.messages().state().title(), u"Partition 0 is empty"_s);
        QVERIFY(press(u"Publish to this topic…"_s));
        QCOMPARE(published.count(), 1);
        page.choosePartition(1);
        page.messages().setFilterText(u"nothing like this"_s);
        QTRY_COMPARE(page.messages().state().title(), u"No message matches"_s);
        QVERIFY(press(u"Show all messages"_s));
        QCOMPARE(published.count(), 1);
        QVERIFY(page.messages().filterText().isEmpty());
        QTRY_COMPARE(page.messages().table().model()->rowCount(), records);
    }

    void allPartitionsAreMergedByTime()
    {
        FakeSession session;
        TopicSnapshot t = clicksIn(session);
        fillOthers(session, t);
        session.topics = {t};
        pages::TopicPage page(session, t);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *choice = page.findChild<QComboBox *>(u"partition"_s);
        QCOMPARE(choice->currentText(), u"Partition 0"_s);
        QTest::keyClick(choice, Qt::Key_Home);
        QCOMPARE(choice->currentText(), u"All partitions"_s);
        pages::MessageTable &table = page.messages().table();
        QTRY_COMPARE(table.model()->rowCount(), records + 2);
        QVERIFY(!table.header()->isSectionHidden(models::PartitionColumn));
        QCOMPARE(keyAt(*table.model(), 101), u"other-0"_s);
        QCOMPARE(keyAt(*table.model(), 102), u"other-2"_s);
        QCOMPARE(table.model()->index(102, models::PartitionColumn).data(), u"2"_s);
        // The newest are in sight.
        QTRY_VERIFY(table.isAtBottom());
        QVERIFY(page.isFollowing());
        // From a time on, in all of them.
        QLineEdit *target = line(page, u"offset"_s);
        target->setText(QDateTime::fromMSecsSinceEpoch(firstTime + 100'200).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_COMPARE(keyAt(*page.messages().table().model(), 0), u"other-0"_s);
        QCOMPARE(session.scans.back().order, engine::ScanRequest::Order::OldestFirst);
        // An offset alone says too little.
        target->setText(u"7"_s);
        QTest::keyClick(target, Qt::Key_Return);
        QVERIFY(target->property("invalid").toBool());
        page.choosePartition(1);
        QTRY_COMPARE(page.messages().table().model()->rowCount(), records);
        QVERIFY(page.messages().table().header()->isSectionHidden(models::PartitionColumn));
        QCOMPARE(choice->currentText(), u"Partition 1"_s);
    }

    void whoScrollsAwayIsToldWhatCame()
    {
        FakeSession session;
        session.topics = {clicksIn(session)};
        pages::TopicPage page(session, session.topics.front());
        page.resize(1000, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.choosePartition(1);
        auto *live = page.findChild<QToolButton *>(u"live"_s);
        QTest::mouseClick(live, Qt::LeftButton);
        pages::MessageTable &table = page.messages().table();
        QTRY_VERIFY(table.isVisible() && table.isAtBottom());
        table.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        QTRY_VERIFY(!live->isChecked());
        auto *chip = table.findChild<QToolButton *>(u"newer"_s);
        QVERIFY(!chip->isVisible());
        const auto come = [&](int count) {
            PartitionSnapshot &middle = session.topics.front().partitions[1];
            for (int i = 0; i < count; ++i) {
                engine::MessageDetails m;
                m.summary.ref = {middle.log, middle.nextOffset++};
                session.messages << m;
            }
            session.push();
        };
        come(50);
        QTRY_VERIFY(chip->isVisible());
        QCOMPARE(chip->text(), u"↓ 50 newer"_s);
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(live->isChecked());
        QVERIFY(table.isAtBottom());
        QVERIFY(!chip->isVisible());
        come(5);
        QTRY_COMPARE(table.model()->rowCount(), records + 55);
        QTRY_VERIFY(table.isAtBottom());
        // Scrolling back to the end goes on following.
        table.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        QTRY_VERIFY(!live->isChecked());
        table.verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
        QTRY_VERIFY(live->isChecked());
    }

    void foundMessagesFollowAnySequence()
    {
        QRandomGenerator random(23);
        models::FoundModel model;
        const QAbstractItemModelTester tester(&model);
        for (const bool newestFirst : {true, false}) {
            engine::ScanRequest request;
            request.logs = {{1}, {2}, {3}};
            request.limit = 60;
            request.order =
                newestFirst ? engine::ScanRequest::Order::NewestFirst : engine::ScanRequest::Order::OldestFirst;
            model.reset({true, {}, false}, request);
            std::map<std::tuple<qint64, quint64, quint64>, bool> expected;
            for (int round = 0; round < 40; ++round) {
                QList<engine::MessageSummary> some;
                for (int i = random.bounded(30); i > 0; --i) {
                    engine::MessageSummary m;
                    const quint64 offset = random.bounded(1000u);
                    m.ref = {{random.bounded(1u, 4u)}, offset};
                    const qint64 time = qint64(offset * 7 % 100);
                    m.publishedAt = QDateTime::fromMSecsSinceEpoch(time);
                    some << m;
                    expected[{time, m.ref.queue.v, offset}] = true;
                }
                model.add(some);
                while (expected.size() > 60)
                    expected.erase(newestFirst ? expected.begin() : std::prev(expected.end()));
                QCOMPARE(model.rowCount(), int(expected.size()));
                int row = 0;
                for (const auto &[key, there] : expected) {
                    QCOMPARE(model.summaryAt(row).ref.offset, std::get<2>(key));
                    QCOMPARE(model.rowOf(model.summaryAt(row).ref), row);
                    ++row;
                }
            }
        }
    }

    void whatWasFoundStandsAsItIsNow()
    {
        using engine::MessageState;
        constexpr int found = 400;
        models::FoundModel model;
        const QAbstractItemModelTester tester(&model);
        engine::ScanRequest request;
        request.logs = {{1}};
        model.reset({}, request);
        QList<engine::MessageSummary> rows;
        QList<engine::MessageStanding> standings;
        for (quint64 offset = 0; offset < found; ++offset) {
            engine::MessageSummary row;
            row.ref = {{1}, offset};
            rows << row;
            engine::MessageStanding standing;
            standing.ref = row.ref;
            standing.state = offset % 2 ? MessageState::Gone : MessageState::Unacked;
            standings << standing;
        }
        model.add(rows);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        // In more places than are emptied at once: the rest is marked meanwhile.
        QVERIFY(!model.stand(standings));
        QCOMPARE(model.rowCount(), found - models::FoundModel::mostRuns);
        QCOMPARE(model.summaryAt(1).state, MessageState::Gone);
        int more = 0;
        while (!model.stand({}))
            QVERIFY(++more < found);
        QCOMPARE(model.rowCount(), found / 2);
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.summaryAt(row).ref.offset, quint64(row) * 2);
            QCOMPARE(model.summaryAt(row).state, MessageState::Unacked);
        }
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.refs(198, 10), (QList<engine::MessageRef>{{{1}, 396}, {{1}, 398}}));
    }

    void recordsThatAreKeptNoLongerGoFromWhatWasFound()
    {
        FakeSession session;
        TopicSnapshot t = clicksIn(session);
        fillOthers(session, t);
        session.topics = {t};
        pages::TopicPage page(session, t);
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.chooseAll();
        QTRY_COMPARE(page.messages().table().model()->rowCount(), records + 2);
        // Retention takes from a partition that is not the chosen one.
        PartitionSnapshot &middle = session.topics.front().partitions[1];
        middle.firstOffset += 50;
        session.messages.removeIf([&middle](const engine::MessageDetails &message) {
            return message.summary.ref.queue == middle.log && message.summary.ref.offset < middle.firstOffset;
        });
        session.push();
        QTRY_COMPARE(page.messages().table().model()->rowCount(), records + 2 - 50);
    }

    void windowOpensClosesAndRemembers()
    {
        const QTemporaryDir folder;
        settings::Settings settings(folder.filePath(u"window.ini"_s));
        theme::Theme theme(*qApp);
        FakeSession session;
        session.topics = {clicksIn(session), topic(1, u"audit"_s)};
        session.overview.topics = 2;
        {
            mainwindow::MainWindow window(session, theme, settings);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            session.push();
            using Section = models::NavigatorModel::Section;
            auto &navigator = window.navigator();
            const QModelIndex topics = navigator.contents().sectionIndex(Section::Topics);
            QTRY_COMPARE(topics.data(models::SortRole), u"2"_s);
            QTest::mouseClick(navigator.viewport(), Qt::LeftButton, {}, navigator.visualRect(topics).center());
            QCOMPARE(window.tabs().currentId(), u"topics"_s);
            auto *page = qobject_cast<pages::TopicsPage *>(window.tabs().currentWidget());
            QVERIFY(page);
            page->selectId(quint64(5));
            QTRY_VERIFY(page->selected());
            Q_EMIT page->view()->opened(page->view()->selectedRow());
            QCOMPARE(window.tabs().currentId(), u"topic:/:clicks"_s);
            window.close();
        }
        mainwindow::MainWindow again(session, theme, settings);
        again.show();
        QTRY_COMPARE(again.tabs().currentId(), u"topic:/:clicks"_s);
        again.topicActions().deleteTopic(session.topics.front());
        auto *confirm = opened<dialogs::ConfirmDialog>(again);
        QVERIFY(confirm);
        confirm->okButton()->click();
        QTRY_VERIFY(again.tabs().objectIds().isEmpty());
    }
};

SIGHTGLASS_WINDOW_TEST(TestTopics)
#include "tst_topics.moc"
