// SPDX-License-Identifier: GPL-3.0-or-later
// The forms, driven by keys and clicks: bad input is caught in the form, the broker's refusal is shown in it, good input is sent.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/dialogs/closeconnectiondialog.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/deleteexchangedialog.h"
#include "ui/dialogs/deletequeuedialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace ui::dialogs;

namespace {

template <typename T>
T *child(QDialog &dialog, const char *name)
{
    return dialog.findChild<T *>(QString::fromLatin1(name));
}

/// The edits of an arguments row: name and value.
QList<QLineEdit *> argumentEdits(QDialog &dialog)
{
    return dialog.findChild<ui::widgets::FieldTableEditor *>()->findChildren<QLineEdit *>();
}

void openSections(QDialog &dialog)
{
    for (QToolButton *button : dialog.findChildren<QToolButton *>()) {
        if (button->property("section").toBool())
            button->setChecked(true);
    }
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anExchangeNeedsAName();
    void namesAreLimitedInBytes();
    void reservedNamesAreRefused();
    void anExchangeIsDeclaredAsWritten();
    void typesOfExchangesHaveFieldsOfTheirOwn();
    void aBadArgumentHoldsTheForm();
    void aNameIsReadBeforeItsValue();
    void everyArgumentIsSentAsRabbitMqHasIt();
    void badArgumentsAreSaidBelowThem_data();
    void badArgumentsAreSaidBelowThem();
    void aMismatchIsShownSideBySide();
    void namesOfExchangesAreOffered();
    void aRefusalStaysInTheForm();
    void aQueueMayBeNameless();
    void aQueueIsDeclaredAsWritten();
    void aBindingFollowsTheSourcesType();
    void aBindingIsSentAsWritten();
    void deletingNamesWhatGoes();
    void deletingPassesItsConditions();
    void closingTellsTheClientWhy();
    void returnSendsAndEscapeCancels();
    void theTabKeyGoesDownTheForm();
    void aLongRefusalLeavesTheFormOnTheScreen();

private:
    std::unique_ptr<tests::FakeSession> m_session;
};

void TestDialogs::init()
{
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
}

void TestDialogs::anExchangeNeedsAName()
{
    auto *form = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    form->open();
    QVERIFY(!form->okButton()->isEnabled());
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"orders"_s);
    QVERIFY(form->okButton()->isEnabled());
    child<QLineEdit>(*form, "name")->clear();
    QVERIFY(!form->okButton()->isEnabled());
    QVERIFY(!form->okButton()->toolTip().isEmpty());
    form->close();
}

void TestDialogs::namesAreLimitedInBytes()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    auto *name = child<QLineEdit>(*form, "name");
    name->setText(QString(255, u'q'));
    QVERIFY(form->okButton()->isEnabled());
    name->setText(QString(256, u'q'));
    QVERIFY(!form->okButton()->isEnabled());
    // 128 characters, but 256 bytes of UTF-8.
    name->setText(QString(128, QChar(0x00e9)));
    QVERIFY(!form->okButton()->isEnabled());
    QVERIFY(name->property("invalid").toBool());
    form->close();
}

void TestDialogs::reservedNamesAreRefused()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"amq.mine"_s);
    QVERIFY(!form->okButton()->isEnabled());
    form->close();
}

void TestDialogs::anExchangeIsDeclaredAsWritten()
{
    auto *form = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    QSignalSpy created(form, &CreateExchangeDialog::created);
    form->open();
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"events"_s);
    QTest::keyClicks(child<QLineEdit>(*form, "alternate"), u"unrouted"_s);
    child<QComboBox>(*form, "type")->setCurrentIndex(int(engine::ExchangeType::Topic));
    child<QComboBox>(*form, "durability")->setCurrentIndex(1);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(created.count(), 1);
    const engine::ExchangeSpec spec = m_session->declaredExchanges.value(0);
    QCOMPARE(spec.name, u"events"_s);
    QCOMPARE(spec.type, engine::ExchangeType::Topic);
    QVERIFY(!spec.durable);
    QCOMPARE(*spec.arguments.find("alternate-exchange")->toText(), QByteArray("unrouted"));
}

void TestDialogs::typesOfExchangesHaveFieldsOfTheirOwn()
{
    auto *form = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    form->open();
    const auto choose = [form](engine::ExchangeType type) {
        auto *types = child<QComboBox>(*form, "type");
        types->setCurrentIndex(types->findText(engine::exchangeTypeName(type)));
    };
    auto *routesAs = child<QComboBox>(*form, "x-delayed-type");
    auto *hashOf = child<QComboBox>(*form, "hashOf");
    auto *header = child<QLineEdit>(*form, "hash-header");
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"events"_s);
    QVERIFY(!routesAs->isVisible() && !hashOf->isVisible() && !header->isVisible());

    choose(engine::ExchangeType::Delayed);
    QVERIFY(routesAs->isVisible() && !hashOf->isVisible());
    QTest::keyClicks(routesAs, u"topic"_s);
    QCOMPARE(form->spec().arguments.find("x-delayed-type")->toText(), std::optional(QByteArray("topic")));

    choose(engine::ExchangeType::ConsistentHash);
    QVERIFY(!routesAs->isVisible() && hashOf->isVisible() && !header->isVisible());
    QVERIFY(form->spec().arguments.isEmpty());
    QVERIFY(form->okButton()->isEnabled());
    QTest::keyClicks(hashOf, u"a header"_s);
    QVERIFY(header->isVisible() && !form->okButton()->isEnabled());
    QTest::keyClicks(header, u"customer"_s);
    QVERIFY(form->okButton()->isEnabled());
    QCOMPARE(form->spec().arguments.find("hash-header")->toText(), std::optional(QByteArray("customer")));
    hashOf->setCurrentIndex(hashOf->findText(u"message_id"_s));
    QCOMPARE(form->spec().arguments.find("hash-property")->toText(), std::optional(QByteArray("message_id")));
    QVERIFY(!form->spec().arguments.contains("hash-header"));
    form->close();
}

void TestDialogs::aBadArgumentHoldsTheForm()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    openSections(*form);
    const auto edits = argumentEdits(*form);
    QTest::keyClicks(edits.at(0), u"x-custom"_s);
    auto *type = form->findChild<ui::widgets::FieldTableEditor *>()->findChild<QComboBox *>();
    type->setCurrentIndex(1); // integer
    QTest::keyClicks(edits.at(1), u"many"_s);
    QVERIFY(!form->okButton()->isEnabled());
    edits.at(1)->setText(u"2000"_s);
    QVERIFY(form->okButton()->isEnabled());
    QCOMPARE(*form->spec().arguments.find("x-custom")->toInteger(), 2000);
    edits.at(0)->setText(u"x-max-length"_s); // has a field of its own
    QVERIFY(!form->okButton()->isEnabled());
    form->close();
}

void TestDialogs::aNameIsReadBeforeItsValue()
{
    constexpr int narrow = 380, wide = 900;
    const QString name = u"x-attempt-of-the-nightly-import"_s;
    ui::widgets::FieldTableEditor editor(u"header"_s);
    editor.setCompact();
    editor.resize(narrow, 200);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    editor.setTexts({{name, 'S', u"customers of the last and of this year"_s}});
    const auto edits = editor.findChildren<QLineEdit *>();
    QTRY_VERIFY(edits.at(0)->width() > edits.at(1)->width());
    QTRY_COMPARE(edits.at(0)->width(), edits.at(2)->width()); // of the empty row below it
    QCOMPARE(edits.at(0)->toolTip(), name);
    editor.resize(wide, 200);
    QTRY_VERIFY(edits.at(0)->toolTip().isEmpty());
    QTRY_VERIFY(edits.at(0)->width() > edits.at(0)->fontMetrics().horizontalAdvance(name));
}

void TestDialogs::everyArgumentIsSentAsRabbitMqHasIt()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    openSections(*form);
    const auto type = [form](const char *name, const QString &text) { child<QLineEdit>(*form, name)->setText(text); };
    const auto choose = [form](const char *name, const QString &text) {
        child<QComboBox>(*form, name)->setCurrentText(text);
    };
    child<QComboBox>(*form, "type")->setCurrentIndex(1);
    type("x-message-ttl", u"134217728000"_s);
    type("x-expires", u"1800000"_s);
    type("x-max-length", u"0"_s);
    type("x-max-length-bytes", u"1000000"_s);
    choose("x-overflow", u"reject-publish-dlx"_s);
    type("x-dead-letter-exchange", u"orders.dlx"_s);
    type("x-dead-letter-routing-key", u"dead"_s);
    type("x-max-priority", u"10"_s);
    child<QCheckBox>(*form, "x-single-active-consumer")->setChecked(true);
    choose("x-queue-mode", u"lazy"_s);
    choose("x-queue-version", u"2"_s);
    choose("x-queue-leader-locator", u"balanced"_s);
    QVERIFY(form->okButton()->isEnabled());
    const engine::FieldTable classic = form->spec().arguments;
    QCOMPARE(*classic.find("x-message-ttl")->toInteger(), 134'217'728'000);
    QCOMPARE(*classic.find("x-max-length")->toInteger(), 0);
    QCOMPARE(*classic.find("x-overflow")->toText(), QByteArray("reject-publish-dlx"));
    QCOMPARE(*classic.find("x-dead-letter-exchange")->toText(), QByteArray("orders.dlx"));
    QCOMPARE(*classic.find("x-single-active-consumer")->toBool(), true);
    QCOMPARE(*classic.find("x-queue-version")->toInteger(), 2);
    QCOMPARE(classic.entries.size(), 13);
    // The exchange without a name is an exchange, too.
    type("x-dead-letter-exchange", u"(AMQP default)"_s);
    QCOMPARE(form->spec().arguments.find("x-dead-letter-exchange")->toText(), QByteArray(""));
    // What only a classic queue has is not sent for a quorum queue, and the other way round.
    child<QComboBox>(*form, "type")->setCurrentIndex(2);
    QVERIFY(!form->okButton()->isEnabled()); // reject-publish-dlx
    choose("x-overflow", u"reject-publish"_s);
    choose("x-dead-letter-strategy", u"at-least-once"_s);
    type("x-delivery-limit", u"-1"_s);
    choose("x-delayed-retry-type", u"all"_s);
    type("x-delayed-retry-min", u"1000"_s);
    type("x-delayed-retry-max", u"60000"_s);
    QVERIFY(!form->okButton()->isEnabled()); // only classic queues are given a name
    type("name", u"orders"_s);
    QVERIFY2(form->okButton()->isEnabled(), qPrintable(form->okButton()->toolTip()));
    const engine::FieldTable quorum = form->spec().arguments;
    QVERIFY(!quorum.contains("x-max-priority") && !quorum.contains("x-queue-mode"));
    QCOMPARE(*quorum.find("x-delivery-limit")->toInteger(), -1);
    QCOMPARE(*quorum.find("x-delayed-retry-type")->toText(), QByteArray("all"));
    QCOMPARE(*quorum.find("x-delayed-retry-max")->toInteger(), 60000);
    form->close();
}

void TestDialogs::badArgumentsAreSaidBelowThem_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("no number") << QByteArray("x-message-ttl") << u"a minute"_s;
    QTest::newRow("fraction") << QByteArray("x-message-ttl") << u"1.5"_s;
    QTest::newRow("negative") << QByteArray("x-max-length") << u"-1"_s;
    QTest::newRow("zero") << QByteArray("x-expires") << u"0"_s;
    QTest::newRow("too much") << QByteArray("x-max-priority") << u"256"_s;
    QTest::newRow("too long") << QByteArray("x-message-ttl") << u"315360000001"_s;
    QTest::newRow("key without exchange") << QByteArray("x-dead-letter-routing-key") << u"dead"_s;
    QTest::newRow("long name") << QByteArray("x-dead-letter-exchange") << QString(256, u'x');
}

void TestDialogs::badArgumentsAreSaidBelowThem()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, text);
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    openSections(*form);
    auto *edit = child<QLineEdit>(*form, name.constData());
    edit->setText(text);
    QVERIFY(!form->okButton()->isEnabled());
    QVERIFY(edit->property("invalid").toBool());
    edit->clear();
    QVERIFY(form->okButton()->isEnabled());
    form->close();
}

void TestDialogs::aMismatchIsShownSideBySide()
{
    engine::QueueSpec &there = m_session->queues[0].spec;
    there.arguments = {};
    there.arguments.set("x-message-ttl", qint32(1000));
    there.arguments.set("x-max-length", qint32(5));
    m_session->nextError = {engine::BrokerError::PreconditionFailed,
                            u"inequivalent arg 'durable' for queue 'orders.eu' in vhost '/'"_s};
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    openSections(*form);
    child<QLineEdit>(*form, "name")->setText(there.name);
    child<QComboBox>(*form, "durability")->setCurrentIndex(1); // transient
    child<QLineEdit>(*form, "x-message-ttl")->setText(u"60000"_s);
    child<QLineEdit>(*form, "x-max-length")->setText(u"5"_s); // the same, in another width
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!form->refusal().isEmpty());
    QTRY_COMPARE(form->refusalTable().mid(0, 9), (QStringList{{},
                                                              u"asked for here"_s,
                                                              u"there already"_s,
                                                              u"durable"_s,
                                                              u"no"_s,
                                                              u"yes"_s,
                                                              u"x-message-ttl"_s,
                                                              u"60000"_s,
                                                              u"1000"_s}));
    form->close();

    m_session->nextError = {engine::BrokerError::PreconditionFailed, u"inequivalent arg 'type'"_s};
    auto *exchange = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    exchange->open();
    child<QLineEdit>(*exchange, "name")->setText(u"orders"_s);
    QTest::mouseClick(exchange->okButton(), Qt::LeftButton);
    QTRY_COMPARE(exchange->refusalTable().mid(3, 3), (QStringList{u"type"_s, u"direct"_s, u"topic"_s}));
    exchange->close();
}

void TestDialogs::namesOfExchangesAreOffered()
{
    auto *exchange = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    exchange->open();
    const QCompleter *completer = child<QLineEdit>(*exchange, "alternate")->completer();
    QTRY_COMPARE(completer->model()->rowCount(), int(m_session->exchanges.size()) - 1); // not the default one
    exchange->close();
    auto *queue = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    queue->open();
    QTRY_VERIFY(child<QLineEdit>(*queue, "x-dead-letter-exchange")->completer()->model()->rowCount() > 0);
    queue->close();
}

void TestDialogs::aRefusalStaysInTheForm()
{
    m_session->nextError = {engine::BrokerError::PreconditionFailed,
                            u"inequivalent arg 'durable' for queue 'orders' in vhost '/'"_s};
    QPointer<CreateQueueDialog> form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"orders"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!form->refusal().isEmpty());
    QVERIFY(form->isVisible());
    QVERIFY(form->okButton()->isEnabled());
    // The next try goes through.
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!form || !form->isVisible());
    QCOMPARE(m_session->declaredQueues.size(), 2);
}

void TestDialogs::aQueueMayBeNameless()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    form->open();
    QVERIFY(form->okButton()->isEnabled());
    form->close();
}

void TestDialogs::aQueueIsDeclaredAsWritten()
{
    auto *form = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    QSignalSpy created(form, &CreateQueueDialog::created);
    form->open();
    QTest::keyClicks(child<QLineEdit>(*form, "name"), u"orders.eu"_s);
    child<QComboBox>(*form, "type")->setCurrentIndex(1); // x-queue-type: classic
    QTest::mouseClick(form->findChild<QCheckBox *>(), Qt::LeftButton, {}, QPoint(8, 10));
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(created.count(), 1);
    const engine::QueueSpec spec = m_session->declaredQueues.value(0);
    QVERIFY(spec.durable);
    QVERIFY(spec.autoDelete);
    QCOMPARE(*spec.arguments.find("x-queue-type")->toText(), QByteArray("classic"));
}

void TestDialogs::aBindingFollowsTheSourcesType()
{
    BindingChoices choices;
    for (const engine::ExchangeSnapshot &exchange : m_session->exchanges)
        choices.exchanges << exchange.spec;
    choices.queues = {u"orders.eu"_s};
    auto *form = new CreateBindingDialog(*m_session, {}, choices, nullptr);
    form->open();
    QVERIFY(!form->okButton()->isEnabled());
    auto *source = child<QComboBox>(*form, "source");
    source->setEditText(u"orders"_s);
    child<QComboBox>(*form, "destination")->setEditText(u"orders.eu"_s);
    QVERIFY(form->okButton()->isEnabled());
    QVERIFY(!form->spec().arguments.contains("x-match"));
    source->setEditText(u"amq.headers"_s);
    QCOMPARE(*form->spec().arguments.find("x-match")->toText(), QByteArray("all"));
    form->close();
}

void TestDialogs::aBindingIsSentAsWritten()
{
    BindingChoices choices;
    for (const engine::ExchangeSnapshot &exchange : m_session->exchanges)
        choices.exchanges << exchange.spec;
    choices.queues = {u"orders.eu"_s};
    engine::BindingSpec start;
    start.source = u"orders"_s;
    start.destination = u"orders.eu"_s;
    auto *form = new CreateBindingDialog(*m_session, start, choices, nullptr);
    form->open();
    QTest::keyClicks(child<QLineEdit>(*form, "key"), u"eu.*"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->bound.size(), 1);
    QCOMPARE(m_session->bound.first().routingKey, u"eu.*"_s);
    QCOMPARE(m_session->bound.first().source, u"orders"_s);
    QCOMPARE(m_session->bound.first().destination, u"orders.eu"_s);
}

void TestDialogs::deletingNamesWhatGoes()
{
    auto *form = new DeleteQueueDialog(*m_session, m_session->queues.first(), nullptr);
    form->open();
    QCOMPARE(form->okButton()->text(), u"Delete orders.eu and its 1,214 messages"_s);
    QVERIFY(!form->okButton()->isDefault());
    form->close();
}

void TestDialogs::deletingPassesItsConditions()
{
    auto *form = new DeleteQueueDialog(*m_session, m_session->queues.first(), nullptr);
    form->open();
    child<QCheckBox>(*form, "ifEmpty")->setChecked(true);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands, QStringList{u"deleteQueue orders.eu if-empty"_s});

    auto *exchangeForm = new DeleteExchangeDialog(*m_session, m_session->exchanges.last(), nullptr);
    exchangeForm->open();
    child<QCheckBox>(*exchangeForm, "ifUnused")->setChecked(true);
    QTest::mouseClick(exchangeForm->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands.last(), u"deleteExchange orders.dlx if-unused"_s);
}

void TestDialogs::closingTellsTheClientWhy()
{
    auto *form = new CloseConnectionDialog(*m_session, m_session->connections.first(), nullptr);
    form->open();
    form->findChild<QLineEdit *>()->setText(u"a drill"_s);
    QTest::mouseClick(form->okButton(), Qt::LeftButton);
    QTRY_COMPARE(m_session->commands, QStringList{u"close a drill"_s});
}

void TestDialogs::returnSendsAndEscapeCancels()
{
    QPointer<CreateQueueDialog> cancelled = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    cancelled->open();
    QTest::keyClick(cancelled.data(), Qt::Key_Escape);
    QTRY_VERIFY(!cancelled);
    QVERIFY(m_session->commands.isEmpty());

    QPointer<CreateQueueDialog> sent = new CreateQueueDialog(*m_session, u"/"_s, nullptr);
    sent->open();
    auto *name = child<QLineEdit>(*sent, "name");
    QTest::keyClicks(name, u"q"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_session->commands, QStringList{u"declareQueue q"_s});
    QTRY_VERIFY(!sent);
}

void TestDialogs::theTabKeyGoesDownTheForm()
{
    auto *form = new PolicyDialog(*m_session, {}, true, nullptr);
    form->open();
    form->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(form));
    QTRY_COMPARE(form->focusWidget(), child<QLineEdit>(*form, "name"));
    QStringList order;
    for (int i = 0; i < 6; ++i) {
        order << form->focusWidget()->objectName();
        QTest::keyClick(form->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order.mid(0, 5), (QStringList{u"name"_s, u"kind"_s, u"pattern"_s, u"applyTo"_s, u"priority"_s}));
    form->close();
}

void TestDialogs::aLongRefusalLeavesTheFormOnTheScreen()
{
    auto *form = new CreateExchangeDialog(*m_session, u"/"_s, nullptr);
    form->open();
    QVERIFY(QTest::qWaitForWindowExposed(form));
    form->move(form->x(), form->screen()->availableGeometry().bottom() - form->height());
    m_session->nextError = {engine::BrokerError::PreconditionFailed,
                            u"this does not fit what is there already. "_s.repeated(400)};
    child<QLineEdit>(*form, "name")->setText(u"orders.new"_s);
    form->okButton()->click();
    QTRY_VERIFY(!form->refusal().isEmpty());
    const QRect screen = form->screen()->availableGeometry();
    QTRY_VERIFY2(form->frameGeometry().bottom() <= screen.bottom() && form->y() >= screen.top(),
                 qPrintable(u"%1..%2 of %3"_s.arg(form->y()).arg(form->frameGeometry().bottom()).arg(screen.bottom())));
    QVERIFY(child<QLineEdit>(*form, "name")->isVisible());
    form->close();
}

SIGHTGLASS_WINDOW_TEST(TestDialogs)
#include "tst_dialogs.moc"
