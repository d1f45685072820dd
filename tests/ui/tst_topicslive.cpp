// SPDX-License-Identifier: GPL-3.0-or-later
// Topics over a running engine with clients of Kafka attached: who writes and who reads is seen in the flow, the records in the feed and
// on the topic's page, and how far the group is on the page of groups; the group is set back, without its reader and under it, and the
// topic replayed. Skipped, visibly, where kafka-python is not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/canvas/flowview.h"
#include "ui/dialogs/replayform.h"
#include "ui/dialogs/resetoffsetsform.h"
#include "ui/feed/feedpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/groupmodel.h"
#include "ui/models/messagemodel.h"
#include "ui/models/queuemodel.h"
#include "ui/models/topicmodel.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/topicpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listview.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tests;
using namespace ui::canvas;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::models::GroupModel;
using ui::models::TopicModel;

class TestTopicsLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theFlowShowsWhoWritesAndWhoReads();
    void theTopicIsBrowsedAndFollowed();
    void theGroupFallsBehind();
    void theGroupIsSetBack();
    void theGroupIsSetBackUnderItsReader();
    void recordsAreReplayedIntoAQueue();
    void recordsAreInTheFeed();

private:
    ui::pages::FlowPage &flow() { return *m_window->findChild<ui::pages::FlowPage *>(); }
    ui::widgets::ListView *openList(const QString &page)
    {
        m_window->openPage(page);
        return m_window->tabs().currentWidget()->findChild<ui::widgets::ListView *>();
    }
    /// The row whose cell in this column reads so; invalid: none does.
    static QModelIndex rowOf(const QAbstractItemView *list, int column, const QString &text)
    {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (list->model()->index(row, column).data().toString() == text)
                return list->model()->index(row, column);
        }
        return {};
    }
    /// By a click, then a double click, on its row.
    void openTopic();
    QPushButton *buttonOnPage(const QString &text)
    {
        for (auto *button : m_window->tabs().currentWidget()->findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    /// Of the group that reads, by a double click on its row; null: it does not come.
    ui::dialogs::ResetOffsetsForm *openReset(ui::widgets::ListView *groups);
    template <typename Form>
    Form *shown()
    {
        const auto find = [this]() -> Form * {
            auto *form = m_window->findChild<Form *>();
            return form && form->isVisible() ? form : nullptr;
        };
        return QTest::qWaitFor([&] { return find() != nullptr; }, longPatience) ? find() : nullptr;
    }
    QByteArray answer()
    {
        return QTest::qWaitFor([this] { return m_client->canReadLine(); }, longPatience)
                   ? m_client->readLine().trimmed()
                   : "nothing";
    }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;
};

void TestTopicsLive::initTestCase()
{
    QProcess probe;
    probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import kafka"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("kafka-python is not installed");
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestTopicsLive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder->filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress = u"127.0.0.1:0"_s;
    m_session = std::make_unique<EmbeddedSession>(config);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->resize(1440, 900);
    m_window->show();
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, longPatience);
    QString port;
    for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
        if (listener.protocol == u"kafka")
            port = listener.address.section(u':', -1);
    }
    QVERIFY(!port.isEmpty());
    m_client = std::make_unique<QProcess>();
    m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(TOPICS_CLIENT), port});
    QCOMPARE(answer(), QByteArray("ready"));
}

void TestTopicsLive::cleanup()
{
    if (m_client) {
        m_client->closeWriteChannel();
        if (!m_client->waitForFinished(longPatience))
            m_client->kill();
    }
    m_client.reset();
    m_window.reset();
    m_session.reset();
}

void TestTopicsLive::theFlowShowsWhoWritesAndWhoReads()
{
    m_window->openPage(u"flow"_s);
    const NodeId shop = nodeId(NodeKind::Producer, u"/"_s, u"web-shop"_s);
    const NodeId clicks = nodeId(NodeKind::Topic, u"/"_s, u"clicks"_s);
    const NodeId analytics = nodeId(NodeKind::Group, u"/"_s, u"analytics"_s);
    const auto rate = [this](EdgeKind kind, const NodeId &from, const NodeId &to) {
        const FlowEdge *edge = flow().graph().edge(edgeId(kind, from, to));
        return edge ? edge->rate : -1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::Publish, shop, clicks) > 1, longPatience);
    QTRY_VERIFY_WITH_TIMEOUT(flow().graph().edge(edgeId(EdgeKind::Consume, clicks, analytics)), longPatience);
    // Nothing of it goes through an exchange, and the group is not there a second time as a client.
    QVERIFY(!flow().graph().node(nodeId(NodeKind::Exchange, u"/"_s, {})));
    QVERIFY(!flow().graph().node(nodeId(NodeKind::Consumer, u"/"_s, u"reporter"_s)));
}

void TestTopicsLive::openTopic()
{
    ui::widgets::ListView *list = openList(u"topics"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(list, TopicModel::Name, u"clicks"_s).isValid(), longPatience);
    const QModelIndex row = rowOf(list, TopicModel::Name, u"clicks"_s);
    list->scrollTo(row);
    const QPoint at = list->visualRect(row).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, at);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->tabs().currentId(), u"topic:/:clicks"_s, longPatience);
}

void TestTopicsLive::theTopicIsBrowsedAndFollowed()
{
    openTopic();
    auto *page = m_window->findChild<ui::pages::TopicPage *>();
    QAbstractItemModel *messages = page->messages().table().model();
    QTRY_VERIFY_WITH_TIMEOUT(messages->rowCount() > 5, longPatience);
    page->setFollowing(true);
    const int before = messages->rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(messages->rowCount() > before, longPatience);
    QTRY_VERIFY_WITH_TIMEOUT(page->messages().table().isAtBottom(), longPatience);
}

void TestTopicsLive::theGroupFallsBehind()
{
    ui::widgets::ListView *list = openList(u"groups"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rowOf(list, GroupModel::Name, u"analytics"_s).isValid(), longPatience);
    const auto cell = [&](int column) {
        const QModelIndex row = rowOf(list, GroupModel::Name, u"analytics"_s);
        return row.siblingAtColumn(column).data().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::State), u"Stable"_s, longPatience);
    QCOMPARE(cell(GroupModel::Members), u"1"_s);
    m_client->write("stop\n");
    QCOMPARE(answer(), QByteArray("stopped"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::State), u"Empty"_s, longPatience);
    QTRY_VERIFY_WITH_TIMEOUT(cell(GroupModel::Lag).toInt() > 10, longPatience);
}

ui::dialogs::ResetOffsetsForm *TestTopicsLive::openReset(ui::widgets::ListView *groups)
{
    const QPoint at = groups->visualRect(rowOf(groups, GroupModel::Name, u"analytics"_s)).center();
    QTest::mouseClick(groups->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(groups->viewport(), Qt::LeftButton, {}, at);
    return shown<ui::dialogs::ResetOffsetsForm>();
}

void TestTopicsLive::theGroupIsSetBack()
{
    m_client->write("stop\n");
    QCOMPARE(answer(), QByteArray("stopped"));
    ui::widgets::ListView *list = openList(u"groups"_s);
    const auto row = [&] { return rowOf(list, GroupModel::Name, u"analytics"_s); };
    const auto lag = [&] { return row().siblingAtColumn(GroupModel::Lag).data().toString().toInt(); };
    QTRY_COMPARE_WITH_TIMEOUT(row().siblingAtColumn(GroupModel::State).data().toString(), u"Empty"_s, longPatience);
    auto *form = openReset(list);
    QVERIFY(form);
    // To the earliest is what it begins with; what would become of the partition is shown first.
    QTRY_VERIFY_WITH_TIMEOUT(form->okButton()->isEnabled(), longPatience);
    QCOMPARE(form->plan().size(), 1);
    QVERIFY(form->plan().front().current.value_or(0) > 0);
    QCOMPARE(form->plan().front().target, std::optional<qint64>(0));
    const int before = lag();
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(lag() > before, longPatience);
    m_client->write("again\n");
    QCOMPARE(answer(), QByteArray("from 0"));
}

/// The reader is not stopped: it is held back while the offset changes, and goes on by itself from there.
void TestTopicsLive::theGroupIsSetBackUnderItsReader()
{
    ui::widgets::ListView *list = openList(u"groups"_s);
    const auto cell = [list](int column) {
        return rowOf(list, GroupModel::Name, u"analytics"_s).siblingAtColumn(column).data().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::State), u"Stable"_s, longPatience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::Members), u"1"_s, longPatience);
    auto *form = openReset(list);
    QVERIFY(form);
    const auto *fence = form->findChild<QCheckBox *>(u"fence"_s);
    QVERIFY(fence && fence->isChecked());
    QTRY_VERIFY_WITH_TIMEOUT(form->okButton()->isEnabled(), longPatience);
    QVERIFY(form->plan().front().current.value_or(0) > 0);
    QCOMPARE(form->plan().front().target, std::optional<qint64>(0));
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QCOMPARE(answer(), QByteArray("back at 0"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::State), u"Stable"_s, longPatience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(GroupModel::Members), u"1"_s, longPatience);
}

void TestTopicsLive::recordsAreReplayedIntoAQueue()
{
    engine::QueueSpec spec;
    spec.name = u"clicks.again"_s;
    m_session->declareQueue(spec).waitForFinished();
    openTopic();
    QPushButton *replay = buttonOnPage(u"Replay…"_s);
    QVERIFY(replay);
    QTest::mouseClick(replay, Qt::LeftButton);
    auto *form = shown<ui::dialogs::ReplayForm>();
    QVERIFY(form);
    auto *which = form->findChild<QComboBox *>(u"which"_s);
    which->setCurrentIndex(1);
    for (const auto &[field, offset] : {std::pair(u"first"_s, u"2"_s), std::pair(u"last"_s, u"4"_s)})
        QTest::keyClicks(form->findChild<QLineEdit *>(field), offset);
    QTest::keyClicks(form->findChild<QComboBox *>(u"target"_s)->lineEdit(), spec.name);
    QTRY_COMPARE_WITH_TIMEOUT(form->preview(), u"3 messages."_s, longPatience);
    QTRY_VERIFY_WITH_TIMEOUT(form->okButton()->isEnabled(), longPatience);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    ui::widgets::ListView *list = openList(u"queues"_s);
    const auto ready = [&] {
        return rowOf(list, ui::models::QueueModel::Name, spec.name)
            .siblingAtColumn(ui::models::QueueModel::Ready)
            .data()
            .toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(ready(), u"3"_s, longPatience);
}

void TestTopicsLive::recordsAreInTheFeed()
{
    auto *feed = m_window->findChild<ui::feed::FeedPanel *>();
    auto *table = feed->findChild<ui::tables::VirtualTable *>();
    feed->setQuery(u"topic:clicks event:published"_s);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 5, longPatience);
}

SIGHTGLASS_WINDOW_TEST(TestTopicsLive)
#include "tst_topicslive.moc"
