// SPDX-License-Identifier: GPL-3.0-or-later
// The flow's canvas by mouse and keys, in the whole window, over a session without a broker.
#include "support/fakefleet.h"
#include "support/fakeshop.h"
#include "support/faketopics.h"
#include "support/flowhelpers.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/canvas/flowexport.h"
#include "ui/canvas/flowview.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/inspector/objectview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/flowpage.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/stateview.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tests;
using ui::mainwindow::MainWindow;
using ui::pages::FlowPage;

class TestFlow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void whatStaysStaysInItsPlace();
    void nothingJumpsWhereSomebodyHasChosenANode();

    void isTheFirstPageAndTab();
    void teachesWhenEmpty();
    void walksAlongTheEdges();
    void typingFindsAndCentres();
    void theFilterFieldFinds();
    void opensByDoubleClickAndReturn();
    void aClickInspects();
    void theMenuActsOnTheNode();
    void unbindsFromTheEdge();
    void unbindsByKeyboard();
    void aClickOnAnEdgeInspectsIt();
    void topicsArePublishedTo();
    void drawingABindingFillsTheForm();
    void aBindingIsNotDrawnToWhatCanNotBeBound();
    void largerLettersAreALargerDrawing();
    void zoomsByWheelAndKeys();
    void showsOnlyWhatFlowsThroughOne();
    void remembersWhatIsShown();
    void singleMessagesTravel();
    void recordsTravelToTheirTopic();
    void manyMessagesAreAStream();
    void nothingTicksThatIsNotSeen();
    void theStoryLeadsToItsNode();
    void isExported();
    void tidyLaysOutAnew();
    void threeHundredNodesStayFluid();

private:
    QHash<NodeId, QPointF> placesNow();
    void openShop();
    void makeWindow();
    FlowPage &page() { return *m_window->findChild<FlowPage *>(); }
    FlowView &view() { return page().view(); }
    QPoint at(const NodeId &id) { return view().mapFromScene(view().flowScene().nodeItem(id)->body().center()); }
    bool isThere(const NodeId &id)
    {
        const NodeItem *item = view().flowScene().nodeItem(id);
        return item && item->isVisible() && view().flowScene().isSettled();
    }
    QAction *menuAction(const QString &text);

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestFlow::initTestCase()
{
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestFlow::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_settings.reset();
    m_folder.reset();
}

void TestFlow::makeWindow()
{
    if (!m_session)
        m_session = std::make_unique<tests::FakeSession>();
    if (!m_folder) {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
    }
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->resize(1440, 900);
    m_window->show();
}

void TestFlow::openShop()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    makeWindow();
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"orders.eu"_s)));
    m_session->pushLive(batchOf({told(LifecycleStep::Published, u"orders"_s, {}, 1)}));
    m_session->push();
    QTRY_VERIFY(isThere(producerId(u"shop-web"_s)));
    QTRY_VERIFY(
        edgeBetween(page().graph().graph(), EdgeKind::Publish, producerId(u"shop-web"_s), exchangeId(u"orders"_s)));
}

QAction *TestFlow::menuAction(const QString &text)
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *menu = qobject_cast<QMenu *>(widget);
        if (!menu || !menu->isVisible())
            continue;
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
    }
    return nullptr;
}

QHash<NodeId, QPointF> TestFlow::placesNow()
{
    QHash<NodeId, QPointF> places;
    for (const NodeItem *item : view().flowScene().nodeItems())
        places.insert(item->id(), item->pos());
    return places;
}

/// Although most of it is new.
void TestFlow::nothingJumpsWhereSomebodyHasChosenANode()
{
    openShop();
    view().setCurrent(queueId(u"orders.eu"_s));
    const auto before = placesNow();
    engine::QueueSnapshot fresh = m_session->queues[0];
    for (int i = 0; i < 100; ++i) {
        fresh.id = {quint64(1000 + i)};
        fresh.spec.name = u"fresh-%1"_s.arg(i);
        m_session->queues << fresh;
    }
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"fresh-99"_s)));
    const auto after = placesNow();
    QVERIFY(after.size() > 2 * before.size());
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        QCOMPARE(after.value(it.key()), it.value());
    // Asked for, it is.
    view().tidy();
    QTRY_VERIFY(placesNow() != after);
}

void TestFlow::whatStaysStaysInItsPlace()
{
    openShop();
    FlowScene &scene = view().flowScene();
    const auto before = placesNow();
    // A queue and its consumer come, another queue goes.
    engine::QueueSnapshot asia = m_session->queues[0];
    asia.id = {50};
    asia.spec.name = u"orders.asia"_s;
    m_session->queues << asia;
    engine::BindingSnapshot binding = m_session->bindings[0];
    binding.spec.destination = u"orders.asia"_s;
    m_session->bindings << binding;
    const engine::QueueSnapshot us = m_session->queues.takeAt(1);
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"orders.asia"_s)));
    QVERIFY(!scene.nodeItem(queueId(u"orders.us"_s)));
    const auto after = placesNow();
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        if (before.contains(it.key()))
            QCOMPARE(it.value(), before.value(it.key()));
    }
    // The new one is in the queues' column, near its neighbours, and on nobody.
    const NodeItem *fresh = scene.nodeItem(queueId(u"orders.asia"_s));
    QCOMPARE(fresh->x(), before.value(queueId(u"orders.eu"_s)).x());
    for (const NodeItem *item : scene.nodeItems())
        QVERIFY(item == fresh || !item->body().intersects(fresh->body()));
    // What comes back has its old place.
    m_session->queues << us;
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"orders.us"_s)));
    QCOMPARE(scene.nodeItem(queueId(u"orders.us"_s))->pos(), before.value(queueId(u"orders.us"_s)));
}

void TestFlow::isTheFirstPageAndTab()
{
    openShop();
    QCOMPARE(m_window->tabs().currentId(), u"flow"_s);
    QCOMPARE(m_window->tabs().idAt(0), u"flow"_s);
    QCOMPARE(m_window->navigator().model()->index(0, 0).data().toString(), u"Flow"_s);
    m_window->openPage(u"queues"_s);
    QVERIFY(m_window->tabs().isTabVisible(0));
    QTest::keyClick(m_window.get(), Qt::Key_0, Qt::AltModifier);
    QCOMPARE(m_window->tabs().currentId(), u"flow"_s);
}

void TestFlow::teachesWhenEmpty()
{
    makeWindow();
    m_session->push();
    QTRY_COMPARE(page().stateView().kind(), ui::widgets::StateView::Kind::Empty);
    QVERIFY(page().stateView().isVisible());
    QVERIFY(!view().isVisible());
    tests::openFakeShop(*m_session);
    m_session->push();
    QTRY_VERIFY(view().isVisible());
}

void TestFlow::walksAlongTheEdges()
{
    openShop();
    view().setFocus();
    view().setCurrent(exchangeId(u"orders"_s));
    QTest::keyClick(&view(), Qt::Key_Right);
    const NodeId queue = view().current();
    QCOMPARE(page().graph().node(queue)->kind, NodeKind::Queue);
    QTest::keyClick(&view(), Qt::Key_Left);
    QCOMPARE(view().current(), exchangeId(u"orders"_s));
    QTest::keyClick(&view(), Qt::Key_Left);
    QCOMPARE(view().current(), producerId(u"shop-web"_s));
    view().setCurrent(queueId(u"orders.eu"_s));
    const double height = view().flowScene().nodeItem(queueId(u"orders.eu"_s))->y();
    QTest::keyClick(&view(), Qt::Key_Down);
    const NodeItem *below = view().flowScene().nodeItem(view().current());
    QVERIFY(below->y() > height);
    QCOMPARE(below->kind(), NodeKind::Queue);
    QTest::keyClick(&view(), Qt::Key_Up);
    QCOMPARE(view().current(), queueId(u"orders.eu"_s));
    QVERIFY(view().accessibleDescription().contains(u"orders.eu"_s));
    QVERIFY(view().accessibleDescription().contains(u"ready"_s));
    QTest::keyClick(&view(), Qt::Key_Escape);
    QVERIFY(!view().current().isValid());
}

void TestFlow::typingFindsAndCentres()
{
    openShop();
    view().setFocus();
    view().zoomTo(2);
    QTest::keyClicks(&view(), u"dead"_s);
    QCOMPARE(view().current(), queueId(u"orders.dead"_s));
    QCOMPARE(view().matches(), 1);
    const QPoint middle = view().viewport()->rect().center();
    QVERIFY((at(queueId(u"orders.dead"_s)) - middle).manhattanLength() < 40);
    QVERIFY(view().flowScene().nodeItem(queueId(u"audit"_s))->state().isDimmed);
    QTest::keyClick(&view(), Qt::Key_Backspace);
    QCOMPARE(view().findText(), u"dea"_s);
    QTest::keyClick(&view(), Qt::Key_Escape);
    QVERIFY(!view().flowScene().nodeItem(queueId(u"audit"_s))->state().isDimmed);
}

void TestFlow::theFilterFieldFinds()
{
    openShop();
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *field = qobject_cast<QLineEdit *>(m_window->focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, u"ship"_s);
    QCOMPARE(view().findText(), u"ship"_s);
    QVERIFY(page().graph().node(view().current())->title.startsWith(u"ship"_s));
}

void TestFlow::opensByDoubleClickAndReturn()
{
    openShop();
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, at(queueId(u"orders.eu"_s)));
    QCOMPARE(m_window->tabs().currentId(), u"queue:/:orders.eu"_s);
    m_window->openPage(u"flow"_s);
    view().setFocus();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at(exchangeId(u"orders"_s)));
    QCOMPARE(view().current(), exchangeId(u"orders"_s));
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(m_window->tabs().currentId(), u"exchanges"_s);
    m_window->openPage(u"flow"_s);
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, at(consumerId(u"billing-svc"_s)));
    QCOMPARE(m_window->tabs().currentId(), u"connections"_s);
}

void TestFlow::aClickInspects()
{
    openShop();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at(queueId(u"orders.eu"_s)));
    auto *object = m_window->findChild<ui::inspector::ObjectView *>();
    QVERIFY(object->isVisible());
    QCOMPARE(object->title(), u"orders.eu"_s);
    QCOMPARE(object->value(u"Ready"_s), u"1,204"_s);
    QCOMPARE(object->value(u"From"_s), u"orders (eu.*)"_s);
    QCOMPARE(object->value(u"To"_s), u"billing-svc"_s);
    QCOMPARE(object->value(u"Dead letters go to"_s), u"orders.dlx"_s);
    // It is live.
    m_session->queues[0].ready = 1300;
    m_session->push();
    QTRY_COMPARE(object->value(u"Ready"_s), u"1,300"_s);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at(consumerId(u"billing-svc"_s)));
    QCOMPARE(object->value(u"Client"_s), u"pika 1.2.0"_s);
    // Its primary action opens it.
    QTest::mouseClick(object->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(m_window->tabs().currentId(), u"connections"_s);
    m_window->openPage(u"flow"_s);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, QPoint(view().width() / 2, 3));
    QVERIFY(!object->isVisible());
}

void TestFlow::theMenuActsOnTheNode()
{
    openShop();
    view().setFocus();
    view().setCurrent(queueId(u"orders.eu"_s));
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(view().viewport(), &byKey);
    QTRY_VERIFY(menuAction(u"Purge"_s));
    menuAction(u"Purge"_s)->trigger();
    QTRY_VERIFY(m_session->commands.contains(u"purgeQueue orders.eu"_s));
    QApplication::activePopupWidget()->close();
    QTRY_VERIFY(m_window->brokerActions().canUndo());
    m_window->brokerActions().undo();
    QTRY_VERIFY(m_session->commands.contains(u"undo 7"_s));
    // By mouse, the node under the pointer.
    const QPoint exchange = at(exchangeId(u"orders"_s));
    QContextMenuEvent byMouse(QContextMenuEvent::Mouse, exchange, view().viewport()->mapToGlobal(exchange));
    QApplication::sendEvent(view().viewport(), &byMouse);
    QTRY_VERIFY(menuAction(u"Publish here…"_s));
    QCOMPARE(view().current(), exchangeId(u"orders"_s));
    QVERIFY(menuAction(u"Delete…"_s)->isEnabled());
    QApplication::activePopupWidget()->close();
}

void TestFlow::unbindsFromTheEdge()
{
    openShop();
    const EdgeId binding = edgeId(EdgeKind::Route, exchangeId(u"orders"_s), queueId(u"orders.eu"_s));
    const QPoint middle = view().mapFromScene(view().flowScene().edgeItem(binding)->way().at(0.45));
    QContextMenuEvent byMouse(QContextMenuEvent::Mouse, middle, view().viewport()->mapToGlobal(middle));
    QApplication::sendEvent(view().viewport(), &byMouse);
    QTRY_VERIFY(menuAction(u"Unbind eu.*"_s));
    menuAction(u"Unbind eu.*"_s)->trigger();
    QTRY_COMPARE(m_session->unbound.size(), 1);
    QCOMPARE(m_session->unbound.front().destination, u"orders.eu"_s);
    QApplication::activePopupWidget()->close();
}

void TestFlow::unbindsByKeyboard()
{
    openShop();
    view().setFocus();
    view().setCurrent(queueId(u"orders.eu"_s));
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(view().viewport(), &byKey);
    QTRY_VERIFY(menuAction(u"Unbind"_s));
    const QMenu *bindings = menuAction(u"Unbind"_s)->menu();
    QVERIFY(bindings);
    QCOMPARE(bindings->actions().size(), 1);
    QCOMPARE(bindings->actions().front()->text(), u"orders (eu.*)"_s);
    bindings->actions().front()->trigger();
    QTRY_COMPARE(m_session->unbound.size(), 1);
    QCOMPARE(m_session->unbound.front().destination, u"orders.eu"_s);
    QApplication::activePopupWidget()->close();
}

void TestFlow::aClickOnAnEdgeInspectsIt()
{
    openShop();
    const EdgeId binding = edgeId(EdgeKind::Route, exchangeId(u"orders"_s), queueId(u"orders.eu"_s));
    auto *object = m_window->findChild<ui::inspector::ObjectView *>();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at(queueId(u"audit"_s)));
    QCOMPARE(object->title(), u"audit"_s);
    const QPoint middle = view().mapFromScene(view().flowScene().edgeItem(binding)->way().at(0.45));
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, middle);
    QVERIFY(!view().current().isValid());
    QCOMPARE(view().currentEdge(), binding);
    QVERIFY(object->isVisible());
    QCOMPARE(object->title(), u"orders → orders.eu"_s);
    QCOMPARE(object->value(u"Key"_s), u"eu.*"_s);
    QCOMPARE(object->value(u"From"_s), u"orders"_s);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, QPoint(view().width() / 2, 3));
    QVERIFY(!view().currentEdge().isValid());
    QVERIFY(!object->isVisible());
}

void TestFlow::topicsArePublishedTo()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    tests::openFakeTopics(*m_session);
    makeWindow();
    m_session->push();
    QTRY_VERIFY(isThere(topicId(u"clicks"_s)) && isThere(topicId(u"prices"_s)));
    const auto openMenu = [this](const QString &topic) {
        view().setFocus();
        view().setCurrent(topicId(topic));
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(view().viewport(), &byKey);
    };
    openMenu(u"clicks"_s);
    QTRY_VERIFY(menuAction(u"Bind…"_s));
    QVERIFY(!menuAction(u"Bind…"_s)->isEnabled()); // several partitions
    QApplication::activePopupWidget()->close();
    QTRY_VERIFY(!menuAction(u"Bind…"_s));
    openMenu(u"prices"_s);
    QTRY_VERIFY(menuAction(u"Bind…"_s));
    QVERIFY(menuAction(u"Bind…"_s)->isEnabled());
    menuAction(u"Publish to it…"_s)->trigger();
    if (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    auto *publisher = qobject_cast<ui::publisher::PublisherPage *>(m_window->tabs().currentWidget());
    QVERIFY(publisher);
    QCOMPARE(publisher->draft().kind, ui::publisher::TargetKind::Topic);
    QCOMPARE(publisher->draft().target, u"prices"_s);
}

void TestFlow::drawingABindingFillsTheForm()
{
    openShop();
    QWidget *canvas = view().viewport();
    QTest::mousePress(canvas, Qt::LeftButton, {}, at(exchangeId(u"orders"_s)));
    QTest::mouseMove(canvas, at(exchangeId(u"orders"_s)) + QPoint(60, 10));
    QTest::mouseMove(canvas, at(queueId(u"shipping"_s)));
    QVERIFY(view().flowScene().nodeItem(queueId(u"shipping"_s))->state().isDropTarget);
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(queueId(u"shipping"_s)));
    QVERIFY(!view().flowScene().nodeItem(queueId(u"shipping"_s))->state().isDropTarget);
    QTRY_VERIFY(m_window->findChild<ui::dialogs::CreateBindingDialog *>());
    const QPointer form = m_window->findChild<ui::dialogs::CreateBindingDialog *>();
    QTRY_VERIFY(form->isVisible());
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->bound.size(), 1);
    QCOMPARE(m_session->bound.front().source, u"orders"_s);
    QCOMPARE(m_session->bound.front().destination, u"shipping"_s);
    // And it can be taken back.
    QTRY_VERIFY(!form || !form->isVisible());
    QTRY_VERIFY(m_window->notices().isVisible());
    QVERIFY(m_window->brokerActions().canUndo());
    m_window->brokerActions().undo();
    QTRY_COMPARE(m_session->unbound.size(), 1);
}

void TestFlow::aBindingIsNotDrawnToWhatCanNotBeBound()
{
    openShop();
    QSignalSpy drawn(&view(), &FlowView::bindingDrawn);
    QWidget *canvas = view().viewport();
    QTest::mousePress(canvas, Qt::LeftButton, {}, at(exchangeId(u"orders"_s)));
    QTest::mouseMove(canvas, at(exchangeId(u"orders"_s)) + QPoint(60, 10));
    QTest::mouseMove(canvas, at(consumerId(u"billing-svc"_s)));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(consumerId(u"billing-svc"_s)));
    QCOMPARE(drawn.size(), 0);
}

void TestFlow::largerLettersAreALargerDrawing()
{
    openShop();
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_0, Qt::ControlModifier);
    const auto widthOf = [this] {
        return view().mapFromScene(view().flowScene().nodeItem(queueId(u"orders.eu"_s))->body()).boundingRect().width();
    };
    const int before = widthOf();
    const int letters = m_theme->fontPixels();
    m_theme->setFontPixels(letters + 4);
    QCOMPARE(view().zoom(), 1.0);
    QCOMPARE(widthOf(), qRound(before * double(letters + 4) / letters));
    m_theme->setFontPixels(letters);
    QCOMPARE(widthOf(), before);
}

void TestFlow::zoomsByWheelAndKeys()
{
    openShop();
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view().zoom(), 1.0);
    QTest::keyClick(&view(), Qt::Key_Plus);
    QVERIFY(view().zoom() > 1.1);
    QTest::keyClick(&view(), Qt::Key_Minus);
    QCOMPARE(view().zoom(), 1.0);
    // What is under the pointer stays there.
    const QPoint under = at(queueId(u"orders.eu"_s));
    QWheelEvent wheel(under, view().viewport()->mapToGlobal(under), QPoint(), QPoint(0, 240), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view().viewport(), &wheel);
    QVERIFY(view().zoom() > 1.2);
    QVERIFY((at(queueId(u"orders.eu"_s)) - under).manhattanLength() <= 3);
    // Dragging the ground moves it.
    QTest::mousePress(view().viewport(), Qt::LeftButton, {}, QPoint(400, 4));
    QTest::mouseMove(view().viewport(), QPoint(430, 24));
    QTest::mouseMove(view().viewport(), QPoint(460, 44));
    QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, QPoint(460, 44));
    QVERIFY((at(queueId(u"orders.eu"_s)) - under - QPoint(60, 40)).manhattanLength() <= 4);
    QTest::keyClick(&view(), Qt::Key_Home);
    const QRectF seen = view().mapToScene(view().viewport()->rect()).boundingRect();
    QVERIFY(seen.contains(view().flowScene().contents()));
}

void TestFlow::showsOnlyWhatFlowsThroughOne()
{
    openShop();
    page().showOnly(queueId(u"orders.eu"_s));
    const FlowGraph &graph = page().graph().graph();
    QVERIFY(graph.find(queueId(u"orders.eu"_s)) && graph.find(exchangeId(u"orders"_s)));
    QVERIFY(graph.find(producerId(u"shop-web"_s)) && graph.find(consumerId(u"billing-svc"_s)));
    QVERIFY(!graph.find(queueId(u"audit"_s)) && !graph.find(consumerId(u"audit-log"_s)));
    auto *chip = view().findChild<QToolButton *>(u"onlyChip"_s);
    QVERIFY(chip->isVisible() && chip->text().contains(u"orders.eu"_s));
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_VERIFY(isThere(queueId(u"audit"_s)));
}

void TestFlow::remembersWhatIsShown()
{
    openShop();
    FlowChoice choice;
    choice.idle = false;
    page().setChoice(choice);
    page().setMoving(false);
    m_window->close();
    makeWindow();
    QCOMPARE(page().choice().idle, false);
    QCOMPARE(page().choice().internals, false);
    QVERIFY(!view().isMoving());
}

void TestFlow::singleMessagesTravel()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    for (engine::QueueSnapshot &queue : m_session->queues)
        queue.incomingRate = queue.deliverGetRate = queue.ackRate = 0.4;
    for (engine::ConnectionSnapshot &connection : m_session->connections) {
        connection.channels[0].publishRate = connection.channels[0].publishRate > 0 ? 0.4 : 0;
        for (engine::ConsumerSnapshot &consumer : connection.channels[0].consumers)
            consumer.deliverRate = 0.4;
    }
    makeWindow();
    m_session->push();
    m_session->pushLive(batchOf({told(LifecycleStep::Published, u"orders"_s, {}, 1)}));
    m_session->push();
    const EdgeId publish = edgeId(EdgeKind::Publish, producerId(u"shop-web"_s), exchangeId(u"orders"_s));
    const EdgeId route = edgeId(EdgeKind::Route, exchangeId(u"orders"_s), queueId(u"orders.eu"_s));
    const EdgeId consume = edgeId(EdgeKind::Consume, queueId(u"orders.eu"_s), consumerId(u"billing-svc"_s));
    QTRY_VERIFY(page().graph().edge(publish) && isThere(queueId(u"orders.eu"_s)));
    QTRY_VERIFY(view().motion().isStill());
    QVERIFY(!view().isTicking());
    LiveEvent delivered = told(LifecycleStep::Delivered, u"orders"_s, u"orders.eu"_s, 3);
    m_session->pushLive(batchOf({told(LifecycleStep::Published, u"orders"_s, {}, 1),
                                 told(LifecycleStep::Enqueued, u"orders"_s, u"orders.eu"_s, 0), delivered}));
    QCOMPARE(view().motion().singlesOn(publish), 1);
    QCOMPARE(view().motion().singlesOn(route), 1);
    QCOMPARE(view().motion().singlesOn(consume), 1);
    QVERIFY(view().isTicking());
    const int frames = view().frames();
    QTRY_VERIFY(view().motion().isStill()); // they have arrived
    QVERIFY(view().frames() > frames + 3);
    QTRY_VERIFY(!view().isTicking());
}

void TestFlow::recordsTravelToTheirTopic()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    tests::openFakeTopics(*m_session);
    m_session->connections << kafkaClient(71, u"tracker"_s, {u"clicks"_s, 5000, 0, 0.4, 0});
    makeWindow();
    m_session->push();
    const EdgeId write = edgeId(EdgeKind::Publish, producerId(u"tracker"_s), topicId(u"clicks"_s));
    QTRY_VERIFY(page().graph().edge(write) && isThere(topicId(u"clicks"_s)));
    QCOMPARE(view().motion().singlesOn(write), 0);
    m_session->pushLive(batchOf(
        {toldRecord(LifecycleStep::Published, u"clicks"_s, 71), toldRecord(LifecycleStep::Enqueued, u"clicks"_s, 71)}));
    QCOMPARE(view().motion().singlesOn(write), 1);
}

void TestFlow::manyMessagesAreAStream()
{
    openShop();
    const EdgeId publish = edgeId(EdgeKind::Publish, producerId(u"shop-web"_s), exchangeId(u"orders"_s));
    QVERIFY(view().motion().isStream(publish));
    QVERIFY(view().isTicking());
    int dots = 0;
    view().motion().visit([&](const EdgeId &id, double share) {
        dots += id == publish;
        QVERIFY(share >= 0 && share <= 1);
    });
    QVERIFY(dots >= 2);
    page().setMoving(false);
    QVERIFY(!view().isTicking());
}

void TestFlow::nothingTicksThatIsNotSeen()
{
    openShop();
    QVERIFY(view().isTicking());
    m_window->openPage(u"queues"_s);
    QVERIFY(!view().isTicking());
    m_window->openPage(u"flow"_s);
    QTRY_VERIFY(view().isTicking());
}

void TestFlow::theStoryLeadsToItsNode()
{
    openShop();
    m_session->queues[0].incomingRate = 90; // more than is taken
    m_session->push();
    auto *story = page().findChild<QLabel *>(u"story"_s);
    QTRY_VERIFY(story->text().contains(u"orders.eu"_s));
    QTest::mouseClick(story, Qt::LeftButton);
    QCOMPARE(view().current(), queueId(u"orders.eu"_s));
}

void TestFlow::isExported()
{
    openShop();
    const QString svg = m_folder->filePath(u"flow.svg"_s), png = m_folder->filePath(u"flow.png"_s);
    QVERIFY(writePicture(view(), svg));
    QVERIFY(writePicture(view(), png));
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("orders.eu") && text.contains("billing-svc"));
    const QImage image(png);
    QVERIFY(image.width() >= int(view().flowScene().contents().width() * 2));
    QVERIFY(!writePicture(view(), m_folder->filePath(u"no/such/folder.png"_s)));
}

void TestFlow::tidyLaysOutAnew()
{
    openShop();
    FlowScene &scene = view().flowScene();
    // Much comes after the first layout, and stands where there was room.
    for (quint64 i = 0; i < 6; ++i) {
        engine::QueueSnapshot queue = m_session->queues[0];
        queue.id = {100 + i};
        queue.spec.name = u"late.%1"_s.arg(i);
        m_session->queues << queue;
        engine::BindingSnapshot binding = m_session->bindings[0];
        binding.spec.destination = queue.spec.name;
        m_session->bindings << binding;
    }
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"late.5"_s)));
    QSignalSpy laidOut(&scene, &FlowScene::laidOut);
    view().tidy();
    QTRY_COMPARE(laidOut.size(), 1);
    const Places wanted = layOut(requestFor(page().graph().graph(), double(view().width()) / view().height()));
    for (const NodeItem *item : scene.nodeItems())
        QCOMPARE(item->pos(), wanted.value(item->id()));
}

void TestFlow::threeHundredNodesStayFluid()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeFleet(*m_session, 30);
    makeWindow();
    m_session->push();
    QTRY_VERIFY(isThere(queueId(u"orders.eu"_s)));
    m_session->pushLive(tests::fleetTraffic(*m_session));
    m_session->push();
    QTRY_COMPARE(page().graph().graph().nodes.size(), 300);
    QTRY_VERIFY(isThere(producerId(u"orders-web"_s)));
    view().viewport()->repaint();
    QList<double> frames;
    for (int i = 0; i < 120; ++i) {
        QElapsedTimer timer;
        timer.start();
        view().motion().step(0.016);
        view().viewport()->repaint();
        frames << double(timer.nsecsElapsed()) / 1e6;
    }
    std::sort(frames.begin(), frames.end());
    qInfo("300 nodes, a frame: median %.1f ms, p99 %.1f ms", frames.at(60), frames.at(118));
    QVERIFY2(frames.at(60) < 16, qPrintable(QString::number(frames.at(60))));
    // Everything anew, as while panning.
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i) {
        view().zoomTo(0.5 + i * 0.01);
        view().viewport()->repaint();
    }
    const double whole = double(timer.nsecsElapsed()) / 1e7;
    qInfo("300 nodes, a frame while zooming: %.1f ms", whole);
    QVERIFY2(whole < 60, qPrintable(QString::number(whole)));
}

SIGHTGLASS_WINDOW_TEST(TestFlow)
#include "tst_flow.moc"
