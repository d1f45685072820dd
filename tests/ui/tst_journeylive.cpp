// SPDX-License-Identifier: GPL-3.0-or-later
// Where did it go? In the window over a running engine, with other people's clients: a lost message is explained, corrected and
// sent on by clicks, the publisher says beforehand, and the journey of a client's message is read and followed.
// Skipped, visibly, where pika is not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/dialogs/republishform.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/journeymodel.h"
#include "ui/inspector/journeyview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/models/routingmodel.h"
#include "ui/models/unroutedmodel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/unroutedpage.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/routingpreview.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tests;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::dialogs::RepublishForm;
using ui::inspector::JourneyView;
using ui::mainwindow::MainWindow;
using ui::models::NavigatorModel;
using ui::models::RoutingModel;
using ui::models::UnroutedModel;
using ui::pages::MessageTable;
using ui::pages::UnroutedPage;
using ui::publisher::PublisherPage;
using ui::publisher::RoutingPreview;

namespace {

class Client
{
public:
    Client(quint16 port, const QString &name)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"/usr/bin/python3"_s, {QStringLiteral(JOURNEY_CLIENT), QString::number(port), name});
        m_isReady = hears("ready");
    }
    ~Client()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(patience))
            m_process.kill();
    }
    bool isReady() const { return m_isReady; }
    bool run(const QByteArray &line)
    {
        m_process.write(line + '\n');
        return hears("done");
    }

private:
    bool hears(const QByteArray &word)
    {
        return QTest::qWaitFor([this] { return m_process.canReadLine(); }, patience) &&
               m_process.readLine().trimmed() == word;
    }

    QProcess m_process;
    bool m_isReady = false;
};

} // namespace

class TestJourneyLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aLostMessageIsExplainedAndSentOn();
    void anEmptyTrayTeaches();
    void thePublisherSaysItBeforehand();
    void theLinkLeadsToTheTray();
    void theTrayIsEmptied();
    void aJourneyIsReadAndWalked();
    void aDeadLetterTellsWhy();
    void oneMessageIsFollowed();

private:
    std::unique_ptr<Client> attach(const QString &name);
    UnroutedPage *openTray();
    JourneyView *journey() { return m_window->findChild<JourneyView *>(); }
    QStringList journeyLines();
    void showJourney();
    void openQueue(const QString &name);
    void openPublisher();
    static void clickRow(QAbstractItemView *view, int row);
    template <typename T>
    T *shown()
    {
        const auto all = m_window->findChildren<T *>();
        const auto it = std::find_if(all.begin(), all.end(), [](const T *w) { return w->isVisible(); });
        return it == all.end() ? nullptr : *it;
    }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    quint16 m_port = 0;
};

void TestJourneyLive::initTestCase()
{
    QProcess probe;
    probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("pika is not installed");
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestJourneyLive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder->filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress.reset();
    m_session = std::make_unique<EmbeddedSession>(config);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->resize(1440, 900);
    m_window->show();
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
    for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
        if (listener.protocol == u"amqp")
            m_port = listener.address.section(u':', -1).toUShort();
    }
    QVERIFY(m_port != 0);
}

void TestJourneyLive::cleanup()
{
    m_window.reset();
    m_session.reset();
}

std::unique_ptr<Client> TestJourneyLive::attach(const QString &name)
{
    auto client = std::make_unique<Client>(m_port, name);
    return client->isReady() ? std::move(client) : nullptr;
}

void TestJourneyLive::clickRow(QAbstractItemView *view, int row)
{
    const QModelIndex index = view->model()->index(row, 0);
    view->scrollTo(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
}

/// By a click in the navigator, as a user does.
UnroutedPage *TestJourneyLive::openTray()
{
    ui::mainwindow::Navigator &navigator = m_window->navigator();
    const QModelIndex section = navigator.contents().sectionIndex(NavigatorModel::Section::Unrouted);
    QTest::mouseClick(navigator.viewport(), Qt::LeftButton, {}, navigator.visualRect(section).center());
    return qobject_cast<UnroutedPage *>(m_window->tabs().currentWidget());
}

QStringList TestJourneyLive::journeyLines()
{
    QStringList lines;
    const auto *model = journey()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        lines << model->index(row, 0).data().toString();
    return lines;
}

void TestJourneyLive::showJourney()
{
    for (QWidget *parent = journey(); parent; parent = parent->parentWidget()) {
        if (auto *tabs = qobject_cast<QTabWidget *>(parent))
            return tabs->setCurrentWidget(journey());
    }
}

void TestJourneyLive::openQueue(const QString &name)
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->navigator().contents().queueLabelled(name), patience);
    m_window->openQueue(*m_window->navigator().contents().queueLabelled(name));
}

void TestJourneyLive::openPublisher()
{
    m_window->openPublisher(u"/"_s, u"amq.topic"_s, {});
    QTRY_VERIFY(shown<PublisherPage>());
}

void TestJourneyLive::aLostMessageIsExplainedAndSentOn()
{
    const auto shop = attach(u"shop-web"_s);
    QVERIFY(shop && shop->run("declare orders") && shop->run("bind orders amq.topic eu.*.new"));
    QVERIFY(shop->run("publish amq.topic eu.order.nwe {\"id\":17}"));
    const NavigatorModel &contents = m_window->navigator().contents();
    QTRY_COMPARE_WITH_TIMEOUT(
        contents.sectionIndex(NavigatorModel::Section::Unrouted).data(ui::models::SortRole).toString(), u"1"_s,
        patience);

    UnroutedPage *page = openTray();
    QVERIFY(page);
    const QAbstractItemModelTester tester(page->view()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(page->view()->model()->rowCount(), 1, patience);
    const QModelIndex row = page->view()->model()->index(0, 0);
    QCOMPARE(row.siblingAtColumn(UnroutedModel::Publisher).data().toString(), u"shop-web"_s);
    QCOMPARE(row.siblingAtColumn(UnroutedModel::Exchange).data().toString(), u"amq.topic"_s);
    QCOMPARE(row.siblingAtColumn(UnroutedModel::RoutingKey).data().toString(), u"eu.order.nwe"_s);
    clickRow(page->view(), 0);

    // Why not, word by word, and what would do.
    QTRY_VERIFY_WITH_TIMEOUT(page->why()->explanation(), patience);
    QVERIFY2(page->why()->verdict().contains(u"Goes nowhere"_s), qPrintable(page->why()->verdict()));
    const QAbstractItemModel *bindings = page->why()->bindingList()->model();
    QCOMPARE(bindings->rowCount(), 1);
    QCOMPARE(bindings->index(0, RoutingModel::Condition).data().toString(), u"eu.*.new"_s);
    QCOMPARE(bindings->index(0, RoutingModel::Why).data().toString(), u"word 3: “nwe” is not “new”"_s);
    QCOMPARE(page->why()->suggestions().size(), 1);
    QCOMPARE(page->why()->suggestions().first()->text(), u"eu.order.new"_s);

    // Its body is in the inspector.
    auto *inspector = m_window->findChild<ui::inspector::InspectorPanel *>();
    QTRY_VERIFY_WITH_TIMEOUT(inspector->accessibleDescription().contains(u"eu.order.nwe"_s), patience);

    QTest::mouseClick(page->why()->suggestions().first(), Qt::LeftButton);
    QPointer<RepublishForm> form;
    QTRY_VERIFY_WITH_TIMEOUT(form = m_window->findChild<RepublishForm *>(), patience);
    QCOMPARE(form->findChild<QLineEdit *>(u"routingKey"_s)->text(), u"eu.order.new"_s);
    QTRY_VERIFY_WITH_TIMEOUT(form->preview()->explanation() && form->preview()->explanation()->isRouted(), patience);
    // A key that leads nowhere again is not sent.
    auto *key = form->findChild<QLineEdit *>(u"routingKey"_s);
    key->selectAll();
    QTest::keyClicks(key, u"eu.order"_s);
    QTRY_VERIFY_WITH_TIMEOUT(form->preview()->explanation() && !form->preview()->explanation()->isRouted(), patience);
    QVERIFY(!form->okButton()->isEnabled());
    QTest::keyClicks(key, u".new"_s);
    QTRY_VERIFY_WITH_TIMEOUT(form->okButton()->isEnabled() && form->preview()->explanation() &&
                                 form->preview()->explanation()->isRouted(),
                             patience);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!form, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->notices().text().contains(u"orders"_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page->stateView()->isVisible(), patience);
    QVERIFY(shop->run("take orders ack"));
}

void TestJourneyLive::anEmptyTrayTeaches()
{
    UnroutedPage *page = openTray();
    QVERIFY(page);
    QTRY_COMPARE_WITH_TIMEOUT(page->stateView()->kind(), ui::widgets::StateView::Kind::Empty, patience);
    QVERIFY(page->stateView()->isVisible());
    QCOMPARE(page->stateView()->title(), u"Nothing went astray"_s);
}

void TestJourneyLive::thePublisherSaysItBeforehand()
{
    const auto shop = attach(u"shop-web"_s);
    QVERIFY(shop && shop->run("declare orders") && shop->run("bind orders amq.topic eu.new"));
    openPublisher();
    auto *dialog = shown<PublisherPage>();
    auto *preview = dialog->findChild<RoutingPreview *>();
    QLineEdit *key = nullptr;
    for (QLineEdit *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Routing key")
            key = edit;
    }
    QVERIFY(key);
    key->setFocus();
    QTest::keyClicks(key, u"eu.nwe"_s);
    QTRY_VERIFY_WITH_TIMEOUT(preview->verdict().contains(u"Goes nowhere"_s), patience);
    // The bindings are folded away until they are asked for.
    QVERIFY(!preview->bindingList()->isVisible());
    preview->showBindings(true);
    QVERIFY(preview->bindingList()->isVisible());
    QCOMPARE(preview->bindingList()->model()->rowCount(), 1);
    QCOMPARE(preview->suggestions().size(), 1);
    QTest::mouseClick(preview->suggestions().first(), Qt::LeftButton);
    QCOMPARE(key->text(), u"eu.new"_s);
    QTRY_VERIFY_WITH_TIMEOUT(preview->verdict().contains(u"Goes to orders"_s), patience);
    // Nothing was published by all this.
    QTRY_VERIFY_WITH_TIMEOUT(m_window->navigator().contents().queueLabelled(u"orders"_s), patience);
    QVERIFY(m_window->navigator().contents().queueLabelled(u"orders"_s)->total() == 0);
    // A binding that comes while it is looked at counts.
    QVERIFY(shop->run("declare audit") && shop->run("bind audit amq.topic #"));
    QTRY_VERIFY_WITH_TIMEOUT(preview->verdict().contains(u"audit and orders"_s), patience);
}

void TestJourneyLive::theLinkLeadsToTheTray()
{
    openPublisher();
    auto *dialog = shown<PublisherPage>();
    dialog->setTarget(u"/"_s, u"amq.topic"_s, u"nobody.wants.this"_s);
    dialog->publish();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->result().contains(u"not routed"_s), patience);
    QToolButton *link = nullptr;
    for (QToolButton *button : dialog->findChildren<QToolButton *>()) {
        if (button->text() == u"See why in Unrouted")
            link = button;
    }
    QVERIFY(link && link->isVisible());
    QTest::mouseClick(link, Qt::LeftButton);
    auto *page = qobject_cast<UnroutedPage *>(m_window->tabs().currentWidget());
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(page->selected(), patience);
    QCOMPARE(page->selected()->routingKey, u"nobody.wants.this"_s);
    QCOMPARE(page->selected()->client, u"window"_s);
}

void TestJourneyLive::theTrayIsEmptied()
{
    const auto shop = attach(u"shop-web"_s);
    QVERIFY(shop && shop->run("publish amq.direct one x") && shop->run("publish amq.direct two x"));
    UnroutedPage *page = openTray();
    QTRY_COMPARE_WITH_TIMEOUT(page->view()->model()->rowCount(), 2, patience);
    clickRow(page->view(), 0);
    QTest::keyClick(page->view(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(page->view()->model()->rowCount(), 1, patience);
    QPushButton *forgetAll = nullptr;
    for (QPushButton *button : page->findChildren<QPushButton *>()) {
        if (button->text() == u"Forget all…")
            forgetAll = button;
    }
    QVERIFY(forgetAll && forgetAll->isVisible());
    QTest::mouseClick(forgetAll, Qt::LeftButton);
    auto *form = m_window->findChild<ui::dialogs::FormDialog *>();
    QVERIFY(form); // it asks
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page->stateView()->isVisible(), patience);
}

void TestJourneyLive::aJourneyIsReadAndWalked()
{
    const auto shop = attach(u"shop-web"_s), billing = attach(u"billing-svc"_s);
    QVERIFY(shop && billing && shop->run("declare orders") && shop->run("bind orders amq.topic eu.*"));
    QVERIFY(shop->run("publish amq.topic eu.new {\"id\":17}"));
    openQueue(u"orders"_s);
    auto *table = m_window->tabs().currentWidget()->findChild<MessageTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Home);
    table->goTo(0);
    showJourney();
    const QAbstractItemModelTester tester(journey()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE_WITH_TIMEOUT(journeyLines().size(), 4, patience);
    QVERIFY2(journeyLines()[0].startsWith(u"published by shop-web to amq.topic with key eu.new"_s),
             qPrintable(journeyLines()[0]));
    QVERIFY2(journeyLines()[1].contains(u"routed to 1 queue binding eu.* → orders"_s), qPrintable(journeyLines()[1]));
    QCOMPARE(journeyLines()[2], u"enqueued in orders"_s);
    QCOMPARE(journeyLines()[3], u"now ready in orders"_s);
    // What happens next appears by itself.
    QVERIFY(billing->run("take orders ack"));
    QTRY_VERIFY_WITH_TIMEOUT(journeyLines().last().startsWith(u"acknowledged by billing-svc"_s), patience);
    QVERIFY(journeyLines().filter(u"delivered to billing-svc"_s).size() == 1);

    // An object in a step is gone to by a click on it: the exchange in the first one.
    QListView *list = journey()->list();
    const QRect row = list->visualRect(list->model()->index(0, 0));
    for (int x = row.left(); x < row.right() && m_window->tabs().currentId() != u"exchanges"_s; x += 4) {
        for (int y = row.top() + 6; y < row.bottom() && m_window->tabs().currentId() != u"exchanges"_s; y += 8) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(x, y));
            (void)QTest::qWaitFor([this] { return m_window->tabs().currentId() == u"exchanges"_s; }, 10);
        }
    }
    QCOMPARE(m_window->tabs().currentId(), u"exchanges"_s);
    // And by the keyboard: the queue of the third one.
    list->setFocus();
    list->setCurrentIndex(list->model()->index(2, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->tabs().currentId(), u"queue:/:orders"_s, patience);
}

void TestJourneyLive::aDeadLetterTellsWhy()
{
    const auto shop = attach(u"shop-web"_s), billing = attach(u"billing-svc"_s);
    QVERIFY(shop && billing && shop->run("declare grave") && shop->run("declare orders grave"));
    QVERIFY(shop->run("publish - orders {\"id\":17}"));
    QVERIFY(billing->run("take orders reject"));
    openQueue(u"grave"_s);
    auto *table = m_window->tabs().currentWidget()->findChild<MessageTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    table->goTo(0);
    showJourney();
    QTRY_VERIFY_WITH_TIMEOUT(journeyLines().filter(u"dead-lettered in orders it was rejected"_s).size() == 1, patience);
    QVERIFY(journeyLines().filter(u"rejected by billing-svc"_s).size() == 1);
    QVERIFY(journeyLines().filter(u"enqueued in grave"_s).size() == 1);
    QCOMPARE(journeyLines().last(), u"now ready in grave"_s);
}

void TestJourneyLive::oneMessageIsFollowed()
{
    const auto shop = attach(u"shop-web"_s), billing = attach(u"billing-svc"_s);
    QVERIFY(shop && billing && shop->run("declare orders"));
    QVERIFY(shop->run("publish - orders one") && shop->run("publish - orders two"));
    openQueue(u"orders"_s);
    auto *table = m_window->tabs().currentWidget()->findChild<MessageTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
    table->goTo(1);
    QTRY_VERIFY_WITH_TIMEOUT(table->messageAt(1).id.isValid(), patience);
    const engine::MessageId id = table->messageAt(1).id;
    // From the table's menu.
    QContextMenuEvent event(QContextMenuEvent::Mouse, table->visualRect(table->model()->index(1, 0)).center(),
                            table->viewport()->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(table->viewport(), &event);
    QPointer<QMenu> menu;
    QTRY_VERIFY_WITH_TIMEOUT(menu = table->findChild<QMenu *>(), patience);
    const auto actions = menu->actions();
    const auto follow = std::find_if(actions.begin(), actions.end(),
                                     [](const QAction *a) { return a->text() == u"Follow this message"; });
    QVERIFY(follow != actions.end());
    (*follow)->trigger();
    menu->close();
    auto *feed = m_window->findChild<ui::feed::FeedPanel *>();
    QCOMPARE(feed->query(), u"message:%1"_s.arg(id.v));
    QVERIFY(billing->run("take orders ack") && billing->run("take orders ack"));
    const auto *events = feed->findChild<ui::feed::LiveModel *>();
    QTRY_VERIFY_WITH_TIMEOUT(events->rowCount() > 0 && events->eventAt(0).step == engine::LifecycleStep::Acked,
                             patience);
    for (int row = 0; row < events->rowCount(); ++row)
        QCOMPARE(events->eventAt(row).message, id);
}

SIGHTGLASS_WINDOW_TEST(TestJourneyLive)
#include "tst_journeylive.moc"
