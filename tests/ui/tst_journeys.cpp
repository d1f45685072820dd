// SPDX-License-Identifier: GPL-3.0-or-later
// Where did it go? In the window: the words for routes and journeys, their models under change, the unrouted page and its forms.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/unroutedactions.h"
#include "ui/dialogs/republishform.h"
#include "ui/feed/livequery.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/journeymodel.h"
#include "ui/inspector/journeyview.h"
#include "ui/models/roles.h"
#include "ui/models/routingmodel.h"
#include "ui/models/routingtext.h"
#include "ui/models/unroutedmodel.h"
#include "ui/pages/unroutedpage.h"
#include "ui/publisher/routingpreview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace ui;
using engine::BindingExplanation;
using engine::BindingVerdict;
using engine::ExchangeExplanation;
using engine::ExchangeType;
using engine::HeaderCheck;
using engine::JourneyStep;
using engine::LifecycleStep;
using engine::RoutingExplanation;
using engine::StepCause;
using models::RoutingModel;
using tests::FakeSession;
using Known = JourneyStep::Known;

class TestJourneys : public QObject
{
    Q_OBJECT
private:
    static BindingExplanation binding(const QString &key, const QString &queue, BindingVerdict verdict)
    {
        BindingExplanation explanation;
        explanation.binding.routingKey = key;
        explanation.binding.destination = queue;
        explanation.verdict = verdict;
        return explanation;
    }
    static ExchangeExplanation exchange(const QString &name, ExchangeType type,
                                        const QList<BindingExplanation> &bindings)
    {
        ExchangeExplanation explanation;
        explanation.name = name;
        explanation.type = type;
        explanation.bindings = bindings;
        explanation.total = quint32(bindings.size());
        for (const BindingExplanation &b : bindings)
            explanation.matching += engine::takes(b.verdict) ? 1 : 0;
        return explanation;
    }
    static RoutingExplanation lost()
    {
        RoutingExplanation explanation;
        BindingExplanation b = binding(u"eu.*.new"_s, u"orders"_s, BindingVerdict::OtherWord);
        b.word = 2;
        b.wanted = u"new"_s;
        b.found = u"nwe"_s;
        explanation.exchanges = {exchange(u"shop"_s, ExchangeType::Topic, {b})};
        explanation.suggestions = {
            {u"eu.order.new"_s, u"eu.*.new"_s, u"orders"_s, engine::DestinationType::Queue, 1, true}};
        return explanation;
    }
    static engine::UnroutedMessage message(quint64 id, const QString &key)
    {
        engine::UnroutedMessage m;
        m.id.v = id;
        m.message.v = id + 100;
        m.atMs = 1'000'000;
        m.virtualHost = u"/"_s;
        m.exchange = u"shop"_s;
        m.routingKey = key;
        m.client = u"shop-web"_s;
        m.preview = "{}";
        return m;
    }
    static JourneyStep step(LifecycleStep what, qint64 atMs)
    {
        JourneyStep s;
        s.step = what;
        s.atMs = atMs;
        s.message.v = 7;
        s.virtualHost = u"/"_s;
        s.queue = u"orders"_s;
        s.queueId.v = 3;
        return s;
    }
    static QString line(const JourneyStep &step) { return inspector::lineOf(step, engine::MessageId{7}).text(); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<theme::Theme>(*qApp); }

    void verdictsArePlain()
    {
        RoutingExplanation explanation = lost();
        QCOMPARE(models::routingVerdict(explanation), u"Goes nowhere: the one binding of shop does not take it."_s);
        explanation.exchanges.first().total = 5;
        QCOMPARE(models::routingVerdict(explanation), u"Goes nowhere: none of the 5 bindings of shop takes it."_s);
        explanation.exchanges = {exchange(u"shop"_s, ExchangeType::Topic, {})};
        QCOMPARE(models::routingVerdict(explanation), u"Goes nowhere: nothing is bound to shop."_s);
        explanation.exchanges = {exchange({}, ExchangeType::Direct, {})};
        explanation.request.routingKey = u"oders"_s;
        QCOMPARE(models::routingVerdict(explanation), u"Goes nowhere: there is no queue “oders”."_s);
        explanation.exchanges = {exchange(
            u"shop"_s, ExchangeType::Direct,
            {binding(u"a"_s, u"q1"_s, BindingVerdict::SameKey), binding(u"b"_s, u"q2"_s, BindingVerdict::OtherKey)})};
        explanation.queues = {{{1}, u"q1"_s, true}, {{2}, u"q2"_s, true}};
        QCOMPARE(models::routingVerdict(explanation), u"Goes to q1 and q2: 1 of 2 bindings take it."_s);
        explanation.queues = {{{1}, u"q1"_s, false}, {{2}, u"q2"_s, false}};
        QCOMPARE(models::routingVerdict(explanation), u"Goes to one of q1 or q2, as chance decides."_s);
        explanation.queues = {{{1}, u"q1"_s, true}};
        explanation.exchanges.first().delayMs = 5000;
        QVERIFY(models::routingVerdict(explanation).startsWith(u"Waits 5 s, then goes to q1"_s));
        explanation.exchanges.first().isInternal = true;
        QVERIFY(models::routingVerdict(explanation).contains(u"internal"_s));
    }

    void reasonsNameWhatDiffers()
    {
        const ExchangeExplanation topic = exchange(u"shop"_s, ExchangeType::Topic, {});
        BindingExplanation b = lost().exchanges.first().bindings.first();
        QCOMPARE(models::bindingReason(b, topic), u"word 3: “nwe” is not “new”"_s);
        b.verdict = BindingVerdict::WordMissing;
        QCOMPARE(models::bindingReason(b, topic), u"word 3 is missing: “new”"_s);
        b.verdict = BindingVerdict::WordTooMany;
        QCOMPARE(models::bindingReason(b, topic), u"word 3, “nwe”, is one too many"_s);
        b = binding({}, u"q"_s, BindingVerdict::HeadersDiffer);
        b.headers = {{u"format"_s, engine::FieldValue(QByteArray("pdf")), engine::FieldValue(QByteArray("doc")),
                      HeaderCheck::State::Differs},
                     {u"signed"_s, {}, {}, HeaderCheck::State::Missing}};
        const ExchangeExplanation headers = exchange(u"docs"_s, ExchangeType::Headers, {});
        QCOMPARE(models::bindingReason(b, headers), u"format is doc, not pdf; signed is missing"_s);
        QCOMPARE(models::bindingCondition(b, ExchangeType::Headers), u"format: pdf, signed"_s);
        b.isAny = true;
        QCOMPARE(models::bindingCondition(b, ExchangeType::Headers), u"any of format: pdf, signed"_s);
        ExchangeExplanation hash = exchange(u"hash"_s, ExchangeType::ConsistentHash, {});
        hash.decides = ExchangeExplanation::Decides::HeaderHash;
        hash.hashed = u"customer"_s;
        QCOMPARE(models::bindingReason(binding(u"1"_s, u"q"_s, BindingVerdict::HashChose), hash),
                 u"the hash of header customer leads here"_s);
    }

    void modelsUnderChange()
    {
        RoutingModel routing;
        models::UnroutedModel unrouted;
        inspector::JourneyModel journey;
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        const QAbstractItemModelTester first(&routing, Mode::QtTest), second(&unrouted, Mode::QtTest),
            third(&journey, Mode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 100; ++round) {
            RoutingExplanation explanation;
            QList<engine::UnroutedMessage> messages;
            engine::Journey told;
            told.isWhole = random.bounded(2);
            QList<BindingExplanation> bindings;
            for (int i = random.bounded(8); i > 0; --i) {
                bindings << binding(QString::number(random.bounded(3)), u"q"_s, BindingVerdict(random.bounded(12)));
                messages << message(quint64(random.bounded(20)) + 1, u"k"_s);
                told.steps << step(LifecycleStep(random.bounded(engine::lifecycleStepCount)), random.bounded(1000));
                told.steps.last().known = Known(random.bounded(3));
            }
            explanation.exchanges = {exchange(u"shop"_s, ExchangeType::Topic, bindings)};
            routing.show(explanation);
            unrouted.update(messages);
            journey.show(told);
            QCOMPARE(routing.rowCount(), int(bindings.size()));
            for (int row = 0; row < journey.rowCount(); ++row)
                QVERIFY(!journey.index(row, 0).data().toString().isEmpty());
        }
    }

    void stepsReadAsSentences()
    {
        JourneyStep s = step(LifecycleStep::Published, 1);
        s.queue.clear();
        s.queueId = {};
        s.exchange = u"orders"_s;
        s.routingKey = u"eu.new"_s;
        s.connection.v = 4;
        s.client = u"shop-web"_s;
        s.protocol = u"AMQP 0-9-1"_s;
        s.channel = 1;
        s.user = u"guest"_s;
        QCOMPARE(line(s), u"published by shop-web to orders with key eu.new AMQP 0-9-1, channel 1, user guest"_s);
        QCOMPARE(inspector::lineOf(s, {}).targets.size(), 2);
        s = step(LifecycleStep::Delivered, 1);
        s.connection.v = 4;
        s.client = u"billing-svc"_s;
        s.consumerTag = u"worker"_s;
        QCOMPARE(line(s), u"delivered to billing-svc from orders consumer worker"_s);
        s.step = LifecycleStep::Acked;
        QCOMPARE(line(s), u"acknowledged by billing-svc in orders"_s);
        s = step(LifecycleStep::DeadLettered, 1);
        s.cause = StepCause::Expired;
        QCOMPARE(line(s), u"dead-lettered in orders its time to live was over"_s);
        s.known = Known::FromMessage;
        s.count = 3;
        QCOMPARE(line(s), u"dead-lettered in orders its time to live was over 3 times"_s);
        s = step(LifecycleStep::Dropped, 1);
        s.cause = StepCause::QueueFull;
        QCOMPARE(line(s), u"dropped in orders the queue is full and refuses new messages"_s);
        s.cause = StepCause::TooLarge;
        QCOMPARE(line(s), u"dropped in orders it is larger than the topic takes (max.message.bytes)"_s);
        s = step(LifecycleStep::Delivered, 1);
        s.known = Known::Now;
        s.client = u"billing-svc"_s;
        QCOMPARE(line(s), u"now held by billing-svc not acknowledged yet, in orders"_s);
        s = step(LifecycleStep::Replayed, 1);
        s.message.v = 9;
        QCOMPARE(line(s), u"replayed as message 9 from orders"_s);
        // A name with a per cent sign in it is a name.
        s = step(LifecycleStep::Enqueued, 1);
        s.queue = u"100%1"_s;
        QCOMPARE(line(s), u"enqueued in 100%1"_s);
    }

    void saysWhatIsMissing()
    {
        engine::Journey journey;
        journey.steps = {step(LifecycleStep::Published, 500), step(LifecycleStep::Acked, 1500)};
        journey.steps[0].known = Known::FromMessage;
        journey.recordedSinceMs = 1000;
        inspector::JourneyModel model;
        model.show(journey);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.at(1).isGap);
        QVERIFY(model.at(1).line.text().contains(u"Recording began"_s));
        QCOMPARE(model.at(2).sinceMs, 1000);
        journey.keptSinceMs = 1200;
        QVERIFY(inspector::gapText(journey).contains(u"let go"_s));
        journey.isWhole = true;
        QVERIFY(inspector::gapText(journey).isEmpty());
        model.show(journey);
        QCOMPARE(model.rowCount(), 2);
    }

    void feedReadsMessage()
    {
        QCOMPARE(feed::parseLiveQuery(u"message:4711").filter.message.v, 4711u);
        QVERIFY(!feed::parseLiveQuery(u"message:x").isValid());
        QVERIFY(!feed::parseLiveQuery(u"message:0").isValid());
    }

    void previewAsksOnceForWhatIsTyped()
    {
        FakeSession session;
        session.explanation = lost();
        publisher::RoutingPreview preview(session, publisher::RoutingPreview::Bindings::Folded, nullptr);
        preview.setAttribute(Qt::WA_DontShowOnScreen);
        static_cast<QWidget &>(preview).show();
        for (const QString &key : {u"e"_s, u"eu"_s, u"eu.nwe"_s})
            preview.setRequest({u"/"_s, u"shop"_s, key, {}});
        QTRY_VERIFY(preview.explanation());
        QCOMPARE(session.explained.last().routingKey, u"eu.nwe"_s);
        QVERIFY(session.explained.size() <= 2); // the last one, and at most once more for the bindings
        QVERIFY(preview.verdict().startsWith(u"Goes nowhere"_s));
        const QSignalSpy chosen(&preview, &publisher::RoutingPreview::keyChosen);
        QTest::mouseClick(preview.suggestions().first(), Qt::LeftButton);
        QCOMPARE(chosen.first().first().toString(), u"eu.order.new"_s);
        QVERIFY(preview.bindingList()->isHidden());
        preview.clear(u"Name an exchange"_s);
        QVERIFY(preview.suggestions().isEmpty());
        QCOMPARE(preview.verdict(), u"Name an exchange"_s);
    }

    void pageRepublishesWithTheSuggestion()
    {
        FakeSession session;
        session.explanation = lost();
        session.unrouted.messages = {message(2, u"eu.order.nwe"_s), message(1, u"x"_s)};
        session.unrouted.forgotten = 12;
        QWidget window;
        actions::BrokerActions brokerActions(session, &window, &window);
        actions::UnroutedActions unroutedActions(session, brokerActions, &window, &window);
        pages::UnroutedPage page(session, unroutedActions, &window);
        window.resize(1000, 700);
        page.resize(1000, 700);
        window.show();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        page.selectMessage(engine::MessageId{101});
        QTRY_VERIFY(page.selected() && page.selected()->id.v == 1);
        const QSignalSpy selected(&page, &pages::UnroutedPage::messageSelected);
        page.selectMessage(engine::MessageId{102});
        QTRY_COMPARE(selected.size(), 1);
        QTRY_VERIFY(page.why()->explanation());
        QTest::keyClick(page.view(), Qt::Key_Return);
        QPointer<dialogs::RepublishForm> form;
        QTRY_VERIFY(form = window.findChild<dialogs::RepublishForm *>());
        QCOMPARE(form->findChild<QLineEdit *>(u"routingKey"_s)->text(), u"eu.order.new"_s);
        QTRY_VERIFY(form->preview()->explanation());
        QVERIFY(!form->okButton()->isEnabled()); // the fake says it goes nowhere
        session.explanation.queues = {{{1}, u"orders"_s, true}};
        form->findChild<QComboBox *>(u"kind"_s)->setCurrentIndex(1);
        form->findChild<QComboBox *>(u"queue"_s)->setEditText(u"orders"_s);
        QTRY_VERIFY(form->okButton()->isEnabled());
        QTest::mouseClick(form->okButton(), Qt::LeftButton);
        QTRY_VERIFY(session.commands.contains(u"republish 2  orders"_s));
        QTRY_VERIFY(!form);
        window.activateWindow(); // nobody else does where there is no window manager
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(page.view(), Qt::Key_Delete);
        QTRY_VERIFY(session.commands.contains(u"forgetUnrouted 1"_s));
        // Nothing left: the page teaches.
        session.unrouted = {};
        session.push();
        QCOMPARE(page.stateView()->kind(), widgets::StateView::Kind::Empty);
    }

    void inspectorTellsTheJourney()
    {
        FakeSession session;
        engine::MessageDetails details;
        details.summary.ref = {{3}, 5};
        details.summary.id.v = 7;
        details.queue = u"orders"_s;
        details.virtualHost = u"/"_s;
        session.messages = {details};
        session.journeyOfAll.message.v = 7;
        session.journeyOfAll.isWhole = true;
        session.journeyOfAll.steps = {step(LifecycleStep::Enqueued, 1000)};
        inspector::InspectorPanel panel(session, *m_theme);
        panel.resize(380, 600);
        panel.show();
        panel.showMessage({{3}, 5});
        auto *view = panel.findChild<inspector::JourneyView *>();
        auto *tabs = panel.findChild<QTabWidget *>();
        QVERIFY(view && tabs);
        tabs->setCurrentIndex(tabs->indexOf(view));
        QTRY_COMPARE(view->model()->rowCount(), 1);
        // It goes on while it is seen.
        session.journeyOfAll.steps << step(LifecycleStep::Acked, 2000);
        QTRY_COMPARE(view->model()->rowCount(), 2);
        const QSignalSpy chosen(&panel, &inspector::InspectorPanel::targetChosen);
        view->list()->setFocus();
        view->list()->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view->list(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const QSignalSpy followed(&panel, &inspector::InspectorPanel::followRequested);
        for (QPushButton *button : panel.findChildren<QPushButton *>()) {
            if (button->text() == u"Follow")
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(followed.size(), 1);
        // Nothing is known: it says so.
        session.journeyOfAll = {};
        QTRY_COMPARE(view->model()->rowCount(), 0);
        QVERIFY(view->findChild<widgets::StateView *>()->title().contains(u"Nothing is known"_s));
    }

    void groupsTellWhoHasReadIt()
    {
        JourneyStep kept = step(LifecycleStep::Enqueued, 0);
        kept.known = Known::Now;
        kept.queue.clear();
        kept.topic = u"clicks"_s;
        kept.partition = 1;
        kept.offset = 41;
        const auto group = [](const QString &name, quint32 partition, qint64 committed) {
            engine::GroupSnapshot g;
            g.virtualHost = u"/"_s;
            g.name = name;
            engine::GroupOffsetSnapshot offset;
            offset.partition = {u"clicks"_s, partition};
            offset.committed = committed;
            g.offsets << offset;
            return g;
        };
        FakeSession session;
        session.groups = {group(u"analytics"_s, 1, 42), group(u"archive"_s, 1, 41), group(u"elsewhere"_s, 0, 99)};
        const auto lines = inspector::readerLines(kept, session.groups);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].text(), u"read by analytics"_s);
        QCOMPARE(lines[1].text(), u"not yet read by archive"_s);
        kept.known = Known::Recorded;
        QVERIFY(inspector::readerLines(kept, session.groups).isEmpty());
        kept.known = Known::Now;
        // In the inspector, below where it is kept; and it goes on.
        session.journeyOfAll.message.v = 7;
        session.journeyOfAll.isWhole = true;
        session.journeyOfAll.steps = {kept};
        inspector::JourneyView view(session, nullptr);
        view.resize(380, 400);
        view.show();
        view.showMessage({7}, {{3}, 41});
        QTRY_COMPARE(view.model()->rowCount(), 3);
        QVERIFY(view.model()->at(0).line.text().contains(u"kept in"_s));
        QCOMPARE(view.model()->at(1).line.text(), u"read by analytics"_s);
        session.groups[1].offsets[0].committed = 42;
        session.push();
        QTRY_COMPARE(view.model()->at(2).line.text(), u"read by archive"_s);
        // While it is not seen, nobody listens.
        view.hide();
        session.groups[1].offsets[0].committed = 0;
        session.push();
        QCOMPARE(view.model()->at(2).line.text(), u"read by archive"_s);
    }

private:
    std::unique_ptr<theme::Theme> m_theme;
};

SIGHTGLASS_WINDOW_TEST(TestJourneys)
#include "tst_journeys.moc"
