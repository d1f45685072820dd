// SPDX-License-Identifier: GPL-3.0-or-later
// Renders states that come up seldom to PNG files, light and dark: fields that another field asks for, input that is refused, a body
// too large to be shown unasked, questions, waiting by hand, an edge of the flow, notices of what went wrong, very many queues, and
// a broker that does not run:
// sightglass-stateshots OUTDIR
#include "fakeshop.h"
#include "flowhelpers.h"
#include "support/pictures.h"

#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/deleteforgooddialog.h"
#include "ui/dialogs/requeueform.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/handpanel.h"
#include "ui/pages/queuepage.h"
#include "ui/settings/settings.h"
#include "ui/widgets/fieldtableeditor.h"
#include "ui/widgets/noticebar.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using tests::runFor;
using ui::mainwindow::MainWindow;

namespace {

constexpr int settleMs = 700;
constexpr qsizetype largeBody = 1 << 20; // more than an editor shows unasked
constexpr char notJson[] = "{ \"version\": 1, \"messages\": [ {";

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_theme(application)
        , m_pictures(m_theme, folder)
        , m_settings(m_folder.filePath(u"window.ini"_s))
    {}

    bool shoot()
    {
        tests::openFakeShop(m_session);
        QFile damaged(m_settings.fileBeside(u"messages.json"_s));
        if (!damaged.open(QIODevice::WriteOnly) || damaged.write(notJson) < 0)
            return false;
        damaged.close();
        MainWindow window(m_session, m_theme, m_settings);
        window.resize(1440, 900);
        window.show();
        m_session.push();
        runFor(settleMs);
        shootExchangeForms(window);
        shootRequeueForms(window);
        shootInvalidForm(window);
        shootQuestion(window);
        shootWaiting(window);
        shootNotices(window);
        if (!shootEdge(window))
            return false;
        shootClosing(window);
        shootHuge(window);
        shootBroker(window);
        return true;
    }

private:
    /// Opens the form and closes it again.
    void take(ui::dialogs::FormDialog &form, const QString &name)
    {
        form.open();
        runFor(settleMs);
        m_pictures.take(form, name);
        form.close();
        runFor(20);
    }

    static void choose(QWidget &form, const QString &field, int data)
    {
        auto *box = form.findChild<QComboBox *>(field);
        box->setCurrentIndex(box->findData(data));
    }

    void shootExchangeForms(MainWindow &window)
    {
        auto *delayed = new ui::dialogs::CreateExchangeDialog(m_session, u"/"_s, &window);
        delayed->findChild<QLineEdit *>(u"name"_s)->setText(u"reminders"_s);
        choose(*delayed, u"type"_s, int(engine::ExchangeType::Delayed));
        take(*delayed, u"form-exchange-delayed"_s);
        auto *hash = new ui::dialogs::CreateExchangeDialog(m_session, u"/"_s, &window);
        hash->findChild<QLineEdit *>(u"name"_s)->setText(u"orders.by-customer"_s);
        choose(*hash, u"type"_s, int(engine::ExchangeType::ConsistentHash));
        hash->findChild<QComboBox *>(u"hashOf"_s)->setCurrentIndex(1);
        hash->findChild<QLineEdit *>(u"hash-header"_s)->setText(u"customer-id"_s);
        take(*hash, u"form-exchange-hash"_s);
    }

    void shootRequeueForms(MainWindow &window)
    {
        ui::dialogs::DeadLetterChoice choice;
        choice.count = 12;
        choice.origin = u"orders.eu"_s;
        auto *several = new ui::dialogs::RequeueForm(m_session, choice, std::nullopt, true, &window);
        engine::FieldTable headers;
        headers.set("x-requeued-by-hand-because", QByteArray("the totals were wrong"));
        headers.set("attempt", qint64(1));
        several->findChild<ui::widgets::FieldTableEditor *>(u"setHeaders"_s)->setTable(headers);
        several->findChild<QLineEdit *>(u"removeHeaders"_s)->setText(u"x-retry-count, x-trace"_s);
        take(*several, u"form-requeue-headers"_s);
        choice.count = 1;
        engine::MessageDetails details;
        details.summary.contentType = u"text/plain"_s;
        details.body = QByteArray("a line of a long report\n").repeated(largeBody / 20);
        take(*new ui::dialogs::RequeueForm(m_session, choice, details, true, &window), u"form-requeue-large-body"_s);
    }

    void shootInvalidForm(MainWindow &window)
    {
        auto *form = new ui::dialogs::CreateQueueDialog(m_session, u"/"_s, &window);
        for (QToolButton *section : form->findChildren<QToolButton *>()) {
            if (section->property("section").toBool())
                section->setChecked(true);
        }
        form->findChild<QLineEdit *>(u"name"_s)->setText(u"amq.orders"_s);
        form->findChild<QLineEdit *>(u"x-message-ttl"_s)->setText(u"a minute"_s);
        form->findChild<QLineEdit *>(u"x-max-length"_s)->setText(u"-1"_s);
        take(*form, u"form-queue-invalid"_s);
    }

    void shootQuestion(MainWindow &window)
    {
        engine::MessageActionProgress action;
        action.spec.what = engine::MessageActionSpec::What::Move;
        action.state = engine::MessageActionProgress::State::Failed;
        action.isBeyondUndo = true;
        action.total = 250'000;
        action.looked = action.done = 100'000;
        take(*new ui::dialogs::DeleteForGoodDialog(m_session, action, &window), u"form-move-the-rest"_s);
    }

    /// Nothing is there to be taken.
    void shootWaiting(MainWindow &window)
    {
        window.openQueue(m_session.queues.at(2));
        auto *page = qobject_cast<ui::pages::QueuePage *>(window.tabs().currentWidget());
        page->consumeByHand().take();
        runFor(settleMs);
        m_pictures.take(window, u"byhand-waiting"_s);
        window.tabs().closeTab(window.tabs().currentIndex());
    }

    void shootNotices(MainWindow &window)
    {
        window.openPage(u"queues"_s);
        const QList<engine::ListenerSnapshot> before = m_session.currentListeners;
        m_session.currentListeners.first() = {u"amqp"_s, u"127.0.0.1:5672"_s, engine::ListenerSnapshot::State::Failed,
                                              u"port 5672 is in use by another program"_s, 5673};
        Q_EMIT m_session.listenersChanged();
        runFor(settleMs);
        m_pictures.take(window, u"notice-port-in-use"_s);
        m_session.currentListeners = before;
        Q_EMIT m_session.listenersChanged();
        window.notices().dismiss();
        window.openPublisher(u"/"_s, u"orders"_s, u"eu.new"_s);
        runFor(settleMs);
        m_pictures.take(window, u"notice-damaged-file"_s);
        window.notices().dismiss();
        window.tabs().closeTab(window.tabs().currentIndex());
    }

    /// What the inspector says of a binding.
    bool shootEdge(MainWindow &window)
    {
        window.openPage(u"flow"_s);
        auto *flow = window.findChild<ui::pages::FlowPage *>();
        m_session.push();
        runFor(settleMs);
        flow->view().tidy();
        runFor(2 * settleMs);
        flow->view().fit();
        runFor(settleMs);
        const auto binding = ui::canvas::edgeId(ui::canvas::EdgeKind::Route, tests::exchangeId(u"orders"_s),
                                                tests::queueId(u"orders.eu"_s));
        const auto *edge = flow->view().flowScene().edgeItem(binding);
        if (!edge)
            return false;
        QTest::mouseClick(flow->view().viewport(), Qt::LeftButton, {}, flow->view().mapFromScene(edge->way().at(0.45)));
        runFor(settleMs);
        m_pictures.take(window, u"flow-edge"_s);
        return flow->view().currentEdge() == binding;
    }

    /// A replay would end with the window.
    void shootClosing(MainWindow &window)
    {
        engine::ReplayProgress replay;
        replay.id = {1};
        replay.spec.source.name = u"orders.dead"_s;
        replay.spec.target.name = u"orders.eu"_s;
        replay.state = engine::ReplayProgress::State::Running;
        m_session.replays = {replay};
        m_session.push();
        window.close();
        runFor(settleMs);
        if (auto *question = window.findChild<QMessageBox *>(u"closeQuestion"_s)) {
            m_pictures.take(*question, u"question-closing"_s);
            question->reject();
        }
        m_session.replays.clear();
        m_session.push();
        runFor(settleMs);
    }

    void shootHuge(MainWindow &window)
    {
        const QList<engine::QueueSnapshot> before = m_session.queues;
        engine::QueueSnapshot one = before.first();
        for (int i = 0; i < 10'000; ++i) {
            one.id = {quint64(10'000 + i)};
            one.spec.name = i == 3 ? u"billing."_s + QString(247, u'x') : u"billing.%1"_s.arg(i, 5, 10, QChar(u'0'));
            one.ready = quint64(i) * 104'729;
            m_session.queues << one;
        }
        for (const QString &page : {u"queues"_s, u"flow"_s}) {
            window.openPage(page);
            m_session.push();
            runFor(4 * settleMs);
            m_pictures.take(window, u"huge-"_s + page);
        }
        m_session.queues = before;
        m_session.push();
        runFor(settleMs);
    }

    void shootBroker(MainWindow &window)
    {
        using State = engine::BrokerSession::State;
        const std::tuple<State, QString, QString> states[] = {
            {State::Starting, {}, u"starting"_s},
            {State::Failed, u"the data directory is in use by another Sightglass (process 4711)"_s, u"failed"_s},
            {State::Stopped, {}, u"stopped"_s}};
        for (const auto &[state, why, name] : states) {
            m_session.enter(state, why);
            for (const QString &page : {u"flow"_s, u"queues"_s, u"deadLetters"_s}) {
                window.openPage(page);
                runFor(settleMs);
                m_pictures.take(window, u"broker-"_s + name + u'-' + page);
            }
        }
    }

    ui::theme::Theme m_theme;
    tests::Pictures m_pictures;
    const QTemporaryDir m_folder;
    ui::settings::Settings m_settings;
    tests::FakeSession m_session;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        QTextStream(stderr) << "usage: sightglass-stateshots OUTDIR\n";
        return 2;
    }
    tests::useFontOfPictures();
    return Camera(application, QString::fromLocal8Bit(argv[1])).shoot() ? 0 : 1;
}
