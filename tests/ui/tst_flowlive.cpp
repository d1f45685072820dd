// SPDX-License-Identifier: GPL-3.0-or-later
// The flow over a running engine, with clients written by others attached: who publishes and who consumes is seen, messages
// travel, dead letters take their way, and a binding that is drawn is there. Skipped, visibly, where pika is not installed.
#include "support/filedialogs.h"
#include "support/flowhelpers.h"
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/actions/brokeractions.h"
#include "ui/canvas/flowview.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/formdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/flowpage.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
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

class TestFlowLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theClientsAndWhatTheyUseAreSeen();
    void aBindingThatIsDrawnIsThere();
    void aClientThatGoesTakesItsNodeAlong();
    void menusPauseAndPurge();
    void menusPublishDeleteAndClose();

private:
    ui::pages::FlowPage &page() { return *m_window->findChild<ui::pages::FlowPage *>(); }
    FlowView &view() { return page().view(); }
    const FlowEdge *edge(EdgeKind kind, const NodeId &from, const NodeId &to)
    {
        return page().graph().edge(edgeId(kind, from, to));
    }
    bool isThere(const NodeId &id)
    {
        const NodeItem *item = view().flowScene().nodeItem(id);
        return item && item->isVisible() && view().flowScene().isSettled();
    }
    QPoint at(const NodeId &id) { return view().mapFromScene(view().flowScene().nodeItem(id)->body().center()); }

    /// By a click on the entry of its menu. False: there is none.
    bool choose(const NodeId &id, const QString &entry);
    /// Presses the button of the question that is asked.
    void confirm();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_client;
    const NodeId m_shop = nodeId(NodeKind::Producer, u"/"_s, u"shop-web"_s);
    const NodeId m_billing = nodeId(NodeKind::Consumer, u"/"_s, u"billing-svc"_s);
};

void TestFlowLive::initTestCase()
{
    QProcess probe;
    probe.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("pika is not installed");
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestFlowLive::init()
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
    m_client = std::make_unique<QProcess>();
    m_client->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QString port;
    for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
        if (listener.protocol == u"amqp")
            port = listener.address.section(u':', -1);
    }
    m_client->start(u"/usr/bin/python3"_s, {QStringLiteral(FLOW_CLIENT), port});
    QTRY_VERIFY_WITH_TIMEOUT(m_client->canReadLine(), patience);
    QCOMPARE(m_client->readLine().trimmed(), QByteArray("ready"));
}

void TestFlowLive::cleanup()
{
    if (m_client) {
        m_client->closeWriteChannel();
        if (!m_client->waitForFinished(patience))
            m_client->kill();
    }
    m_client.reset();
    m_window.reset();
    m_session.reset();
}

void TestFlowLive::theClientsAndWhatTheyUseAreSeen()
{
    QTRY_VERIFY_WITH_TIMEOUT(isThere(m_shop) && isThere(m_billing) && isThere(queueId(u"dead"_s)), patience);
    // Each with its rate: what is published arrives, is taken, and some of it dies.
    const auto rate = [this](EdgeKind kind, const NodeId &from, const NodeId &to) {
        const FlowEdge *found = edge(kind, from, to);
        return found ? found->rate : -1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::Publish, m_shop, exchangeId(u"shop"_s)) > 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::Route, exchangeId(u"shop"_s), queueId(u"eu"_s)) > 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::Consume, queueId(u"eu"_s), m_billing) > 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::DeadLetter, queueId(u"eu"_s), exchangeId(u"failed"_s)) > 0.1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rate(EdgeKind::Route, exchangeId(u"failed"_s), queueId(u"dead"_s)) > 0.1, patience);
    QCOMPARE(edge(EdgeKind::Route, exchangeId(u"shop"_s), queueId(u"eu"_s))->label, u"eu.*"_s);
    QVERIFY(page().graph().node(queueId(u"dead"_s))->keepsDeadLetters);
    QVERIFY(!page().graph().node(exchangeId(u"amq.topic"_s)));
    // Left to right, and moving.
    FlowScene &scene = view().flowScene();
    QVERIFY(scene.nodeItem(m_shop)->x() < scene.nodeItem(exchangeId(u"shop"_s))->x());
    QVERIFY(scene.nodeItem(exchangeId(u"shop"_s))->x() < scene.nodeItem(queueId(u"eu"_s))->x());
    QVERIFY(scene.nodeItem(queueId(u"eu"_s))->x() < scene.nodeItem(m_billing)->x());
    QTRY_VERIFY(view().isTicking());
    QTRY_VERIFY_WITH_TIMEOUT(page().story().contains(u"eu"_s), patience);
    // A double click opens the queue.
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, at(queueId(u"eu"_s)));
    QCOMPARE(m_window->tabs().currentId(), u"queue:/:eu"_s);
}

void TestFlowLive::aBindingThatIsDrawnIsThere()
{
    QTRY_VERIFY_WITH_TIMEOUT(isThere(exchangeId(u"shop"_s)) && isThere(queueId(u"dead"_s)), patience);
    QWidget *canvas = view().viewport();
    QTest::mousePress(canvas, Qt::LeftButton, {}, at(exchangeId(u"shop"_s)));
    QTest::mouseMove(canvas, at(exchangeId(u"shop"_s)) + QPoint(40, 10));
    QTest::mouseMove(canvas, at(queueId(u"dead"_s)));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(queueId(u"dead"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::dialogs::CreateBindingDialog *>(), patience);
    const QPointer form = m_window->findChild<ui::dialogs::CreateBindingDialog *>();
    auto *key = form->findChild<QLineEdit *>(u"key"_s);
    QVERIFY(key);
    QTest::keyClicks(key, u"us.*"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    const EdgeId drawn = edgeId(EdgeKind::Route, exchangeId(u"shop"_s), queueId(u"dead"_s));
    QTRY_VERIFY_WITH_TIMEOUT(page().graph().edge(drawn), patience);
    QCOMPARE(page().graph().edge(drawn)->label, u"us.*"_s);
    // It does not keep dead letters alone any more.
    QVERIFY(!page().graph().node(queueId(u"dead"_s))->keepsDeadLetters);
    QTRY_VERIFY(!form || !form->isVisible());
    m_window->brokerActions().undo();
    QTRY_VERIFY_WITH_TIMEOUT(!page().graph().edge(drawn), patience);
}

void TestFlowLive::aClientThatGoesTakesItsNodeAlong()
{
    QTRY_VERIFY_WITH_TIMEOUT(isThere(m_shop) && isThere(m_billing), patience);
    const QPointF place = view().flowScene().nodeItem(queueId(u"eu"_s))->pos();
    m_client->closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(m_client->state(), QProcess::NotRunning, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!page().graph().node(m_shop) && !page().graph().node(m_billing), patience);
    QVERIFY(!view().flowScene().nodeItem(m_shop));
    QCOMPARE(view().flowScene().nodeItem(queueId(u"eu"_s))->pos(), place);
}

bool TestFlowLive::choose(const NodeId &id, const QString &entry)
{
    return chooseInMenu(entry, [this, &id] {
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, at(id), view().viewport()->mapToGlobal(at(id)));
        QApplication::sendEvent(view().viewport(), &wanted);
    });
}

void TestFlowLive::confirm()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ui::dialogs::FormDialog *>(), patience);
    const QPointer question = m_window->findChild<ui::dialogs::FormDialog *>();
    QTRY_VERIFY(question->okButton()->isVisible());
    QTest::mouseClick(question->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!question || !question->isVisible(), patience);
}

void TestFlowLive::menusPauseAndPurge()
{
    const NodeId eu = queueId(u"eu"_s), dead = queueId(u"dead"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isThere(m_billing) && isThere(eu) && isThere(dead), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page().queueOf(dead)->ready > 0, patience);
    const auto isPaused = [&] { return page().queueOf(eu)->state == engine::QueueSnapshot::State::Paused; };
    QVERIFY(choose(eu, u"Pause"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isPaused(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page().queueOf(eu)->ready > 10 && page().queueOf(eu)->unacked == 0, patience);
    // Nothing dies while nothing is delivered: what is purged stays away.
    QVERIFY(choose(dead, u"Purge"_s));
    QTRY_COMPARE_WITH_TIMEOUT(page().queueOf(dead)->ready, quint64(0), patience);
    QVERIFY(choose(eu, u"Resume"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!isPaused() && page().queueOf(dead)->ready > 0, patience);
}

void TestFlowLive::menusPublishDeleteAndClose()
{
    const NodeId dead = queueId(u"dead"_s), shop = exchangeId(u"shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isThere(m_billing) && isThere(shop) && isThere(dead), patience);
    QVERIFY(choose(shop, u"Publish here…"_s));
    const auto *publisher = qobject_cast<ui::publisher::PublisherPage *>(m_window->tabs().currentWidget());
    QVERIFY(publisher);
    QCOMPARE(publisher->draft().target, u"shop"_s);
    m_window->openPage(u"flow"_s);
    QVERIFY(choose(dead, u"Delete…"_s));
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(!page().graph().node(dead), patience);
    QTRY_VERIFY_WITH_TIMEOUT(isThere(m_billing), patience);
    QVERIFY(choose(m_billing, u"Close the connection…"_s));
    confirm();
    QTRY_VERIFY_WITH_TIMEOUT(!page().graph().node(m_billing), patience);
}

SIGHTGLASS_WINDOW_TEST(TestFlowLive)
#include "tst_flowlive.moc"
