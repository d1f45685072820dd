// SPDX-License-Identifier: GPL-3.0-or-later
// The publisher, driven by keys and clicks.
#include "publisherbench.h"

#include "program/testprogram.h"
#include "ui/publisher/repeatbar.h"
#include "ui/publisher/targetbar.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using fake::Bench;
using fake::putFile;
using fake::type;
using ui::publisher::BodyEditor;
using ui::publisher::BytesForm;
using ui::publisher::Draft;
using ui::publisher::PublisherPage;
using ui::publisher::TargetKind;

class TestPublisher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }

    void publishesWhatWasWritten();
    void asksForTheTargetFirst();
    void tellsUnroutedAndRefused();
    void publishesToAQueue();
    void publishesARecordToATopic();
    void checksFields_data();
    void checksFields();
    void takesAMessageOver();
    void takesALargeMessageOver();
    void aRecordFindsItsTopic();
    void offersNamesKeysAndPartitions();
    void proposalsStayOpenUnderTraffic();
    void watchesOnlyWhileItIsSeen();

    void brokenJsonIsARemarkNotAnObstacle();
    void placeholdersAreCheckedAtTheirPlace();
    void formsOfBytes();
    void formatsAndMinifies();
    void filesAreDropped();
    void tabLeavesTheEditor();
    void colorsFollowTheTheme();
    void aBraceWithoutPartnerIsNotMarked();

    void placeholdersAreFilledIn();
    void aDataFileGivesItsRows();
    void rowsOfAnotherDataFileAreNotUsed();
    void theNextMessageIsPreviewed();
    void whatIsOnItsWayIsNotTheNextDrafts();
    void repeatsByItsBar();

    void copiesAsCode();

private:
    std::unique_ptr<ui::theme::Theme> m_theme;
};

void TestPublisher::publishesWhatWasWritten()
{
    Bench b;
    b.session.publishAnswer = engine::PublishReceipt{engine::MessageId{1}, {u"orders.eu"_s, u"audit"_s}};
    QSignalSpy published(&b.page, &PublisherPage::published);
    b.page.setTarget(u"/"_s, u"orders"_s, u"eu.new"_s);
    b.input()->setFocus();
    QTest::keyClicks(b.input(), u"{\"id\":17}"_s);
    type(b.field(u"content_type"_s), u"application/json"_s);
    type(b.field(u"priority"_s), u"9"_s);
    type(b.field(u"expiration"_s), u"60000"_s);
    type(b.field(u"timestamp"_s), u"1700000000"_s);
    type(b.field(u"correlation_id"_s), u"c-1"_s);
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    b.input()->setFocus();
    QTest::keyClick(b.input(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(published.count(), 1);
    QCOMPARE(b.page.result(), u"Message published to orders.eu, audit."_s);
    const engine::PublishRequest request = b.session.publishes.constFirst();
    QCOMPARE(request.exchange, u"orders"_s);
    QCOMPARE(request.routingKey, u"eu.new"_s);
    QCOMPARE(request.body, QByteArray("{\"id\":17}"));
    QCOMPARE(request.properties.contentType, u"application/json"_s);
    QCOMPARE(request.properties.priority, quint8(9));
    QCOMPARE(request.properties.deliveryMode, quint8(2));
    QCOMPARE(request.properties.expiration, u"60000"_s);
    QCOMPARE(request.properties.timestamp, quint64(1'700'000'000));
    QCOMPARE(request.properties.correlationId, u"c-1"_s);
    QVERIFY(!request.properties.userId);
    // The form is kept for the next one.
    QTest::mouseClick(b.publishButton(), Qt::LeftButton);
    QTRY_COMPARE(b.session.publishes.size(), 2);
    QCOMPARE(b.session.publishes.at(1).body, request.body);
}

void TestPublisher::asksForTheTargetFirst()
{
    Bench b;
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    b.page.focusContent();
    QVERIFY(b.page.focusWidget() && b.page.focusWidget()->accessibleName() == u"Exchange"_s);
    b.page.setTarget(u"/"_s, {}, u"orders.eu"_s);
    b.page.focusContent();
    QCOMPARE(b.page.focusWidget(), b.input());
}

void TestPublisher::tellsUnroutedAndRefused()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    b.page.publish();
    QTRY_COMPARE(b.page.result(), u"Message published, but not routed."_s);
    b.session.publishAnswer = engine::Error{engine::BrokerError::NotFound, u"no exchange 'orders' in vhost '/'"_s};
    b.page.publish();
    QTRY_COMPARE(b.page.result(), u"no exchange 'orders' in vhost '/'"_s);
    QVERIFY(b.publishButton()->isEnabled());
}

void TestPublisher::publishesToAQueue()
{
    Bench b;
    QTest::mouseClick(b.button<QToolButton>(u"To queue"_s), Qt::LeftButton);
    QVERIFY(!b.publishButton()->isEnabled());
    QVERIFY(b.publishButton()->toolTip().contains(u"queue"_s));
    type(qobject_cast<QComboBox *>(b.named(u"Queue"_s))->lineEdit(), u"orders.eu"_s);
    b.publish(1);
    QCOMPARE(b.session.publishes.constFirst().exchange, QString());
    QCOMPARE(b.session.publishes.constFirst().routingKey, u"orders.eu"_s);
}

void TestPublisher::publishesARecordToATopic()
{
    Bench b;
    b.session.recordAnswer = engine::RecordReceipt{2, 4711};
    QTest::mouseClick(b.button<QToolButton>(u"To topic"_s), Qt::LeftButton);
    type(qobject_cast<QComboBox *>(b.named(u"Topic"_s))->lineEdit(), u"clicks"_s);
    type(qobject_cast<QLineEdit *>(b.named(u"Key"_s)), u"user-1"_s);
    QTest::keyClicks(b.input(), u"{}"_s);
    const auto names = b.page.findChildren<QLineEdit *>();
    const auto header = [&](const QString &what) {
        for (QLineEdit *edit : names) {
            if (edit->accessibleName() == what && edit->isVisible())
                return edit;
        }
        return static_cast<QLineEdit *>(nullptr);
    };
    QVERIFY(header(u"Name of the header"_s));
    type(header(u"Name of the header"_s), u"trace"_s);
    type(header(u"Value of the header"_s), u"abc"_s);
    b.publish(1);
    QTRY_COMPARE(b.page.result(), u"Record published to clicks: partition 2, offset 4711."_s);
    const engine::RecordRequest record = b.session.records.constFirst();
    QCOMPARE(record.topic, u"clicks"_s);
    QCOMPARE(record.key, QByteArray("user-1"));
    QCOMPARE(record.value, QByteArray("{}"));
    QVERIFY(!record.partition);
    QCOMPARE(record.headers, (QList<engine::RecordHeader>{{u"trace"_s, QByteArray("abc")}}));
    // A key in hex, a partition of its own, and no value.
    auto *form = qobject_cast<QComboBox *>(b.named(u"How the key is written"_s));
    form->setCurrentIndex(form->findData(int(BytesForm::Hex)));
    QVERIFY(!b.publishButton()->isEnabled());
    type(qobject_cast<QLineEdit *>(b.named(u"Key"_s)), u"00ff"_s);
    type(qobject_cast<QComboBox *>(b.named(u"Partition"_s))->lineEdit(), u"1"_s);
    auto *body = qobject_cast<QComboBox *>(b.named(u"How the body is written"_s));
    body->setCurrentIndex(body->findData(int(BytesForm::Null)));
    Q_EMIT body->activated(body->currentIndex());
    b.publish(2);
    QCOMPARE(b.session.records.at(1).key, QByteArray("\x00\xff", 2));
    QCOMPARE(b.session.records.at(1).partition, quint32(1));
    QVERIFY(!b.session.records.at(1).value);
}

void TestPublisher::checksFields_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("priority") << u"priority"_s << u"255"_s << true;
    QTest::newRow("priority too high") << u"priority"_s << u"256"_s << false;
    QTest::newRow("priority a word") << u"priority"_s << u"high"_s << false;
    QTest::newRow("priority by chance") << u"priority"_s << u"{{random 0..9}}"_s << true;
    QTest::newRow("priority by a wrong chance") << u"priority"_s << u"{{random 300..400}}"_s << false;
    QTest::newRow("expiration") << u"expiration"_s << u"0"_s << true;
    QTest::newRow("expiration of ten years") << u"expiration"_s << u"315360000000"_s << true;
    QTest::newRow("expiration too long") << u"expiration"_s << u"315360000001"_s << false;
    QTest::newRow("expiration negative") << u"expiration"_s << u"-1"_s << false;
    QTest::newRow("expiration with unit") << u"expiration"_s << u"60s"_s << false;
    QTest::newRow("timestamp now") << u"timestamp"_s << u"now"_s << true;
    QTest::newRow("timestamp iso") << u"timestamp"_s << u"2026-11-22T12:01:07Z"_s << true;
    QTest::newRow("timestamp words") << u"timestamp"_s << u"yesterday"_s << false;
    QTest::newRow("short string") << u"message_id"_s << QString(255, u'x') << true;
    QTest::newRow("long string") << u"message_id"_s << QString(256, u'x') << false;
    QTest::newRow("unknown placeholder") << u"message_id"_s << u"{{guid}}"_s << false;
}

void TestPublisher::checksFields()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(bool, good);
    b.field(name)->setText(text);
    QCOMPARE(b.field(name)->property("invalid").toBool(), !good);
    QCOMPARE(b.publishButton()->isEnabled(), good);
    b.page.publish();
    if (good)
        QTRY_COMPARE(b.session.publishes.size(), 1);
    else
        QVERIFY(b.page.result().startsWith(name));
}

void TestPublisher::takesAMessageOver()
{
    Bench b;
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.summary.exchange = u"orders"_s;
    details.summary.routingKey = u"eu.new"_s;
    details.properties.headers.set("attempt", engine::FieldValue(qint32(3)));
    details.properties.headers.set("nested", engine::FieldValue(engine::FieldArray{{engine::FieldValue(qint64(1))}}));
    engine::FieldTable inner;
    inner.set("time", engine::FieldValue(engine::FieldTimestamp{1'700'000'000}));
    details.properties.headers.set("x-death", engine::FieldValue(engine::FieldArray{{engine::FieldValue(inner)}}));
    details.properties.deliveryMode = 1;
    details.properties.replyTo = u"answers"_s;
    details.body = "text with {{braces}}";
    b.page.setMessage(details);
    b.publish(1);
    QCOMPARE(b.session.publishes.constFirst().properties, details.properties);
    QCOMPARE(b.session.publishes.constFirst().body, details.body);
}

void TestPublisher::takesALargeMessageOver()
{
    // What the page costs by itself is measured along; a busy machine shows not every time.
    const auto takingMs = [](const QByteArray &body) {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            Bench b;
            engine::MessageDetails details;
            details.virtualHost = u"/"_s;
            details.summary.exchange = u"orders"_s;
            details.summary.routingKey = u"eu.new"_s;
            details.body = body;
            QElapsedTimer clock;
            clock.start();
            b.page.setMessage(details);
            QCoreApplication::processEvents();
            best = qMin(best, clock.elapsed());
            if (!QTest::qWaitFor([&] { return b.publishButton()->isEnabled(); }, 60'000))
                return qint64(-1);
            b.page.publish();
            if (!QTest::qWaitFor([&] { return !b.session.publishes.isEmpty(); }, 60'000))
                return qint64(-1);
            if (b.session.publishes.constFirst().body != body || b.session.publishes.constFirst().exchange != u"orders")
                return qint64(-1);
        }
        return best;
    };
    const qint64 small = takingMs("{}");
    const qint64 large = takingMs(QByteArray(50 << 20, '{'));
    qInfo("%lld ms with 50 MB, %lld ms without", large, small);
    QVERIFY(small >= 0 && large >= 0);
    QVERIFY2(large < small + 100, qPrintable(QString::number(large)));
}

void TestPublisher::aRecordFindsItsTopic()
{
    Bench b;
    engine::TopicSnapshot clicks;
    clicks.spec.name = u"clicks"_s;
    clicks.partitions = {{engine::QueueId{30}, 0}, {engine::QueueId{31}, 1}};
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.queue = u"clicks-1"_s;
    details.summary.ref = {engine::QueueId{31}, 5};
    details.properties.headers.set("x-kafka-timestamp", engine::FieldValue(qint64(1)));
    details.body = "{}";
    b.page.setMessage(details);
    QCOMPARE(b.page.draft().kind, TargetKind::Topic);
    b.session.sendTopics({clicks});
    QCOMPARE(b.page.draft().target, u"clicks"_s);
    QCOMPARE(b.page.draft().partition, u"1"_s); // it has no key
    // A record is answered as one.
    b.publish(1);
    QCOMPARE(b.session.records.constFirst().partition, quint32(1));
}

void TestPublisher::offersNamesKeysAndPartitions()
{
    Bench b;
    engine::ExchangeSnapshot orders;
    orders.spec.name = u"orders"_s;
    b.session.sendExchanges({orders});
    engine::BindingSnapshot binding;
    binding.spec.source = u"orders"_s;
    binding.spec.routingKey = u"eu.#"_s;
    b.session.sendBindings({binding});
    engine::TopicSnapshot clicks;
    clicks.spec.name = u"clicks"_s;
    clicks.partitions = {{engine::QueueId{30}, 0}, {engine::QueueId{31}, 1}};
    b.session.sendTopics({clicks});
    const auto box = [&b](const QString &name) { return qobject_cast<QComboBox *>(b.named(name)); };
    QVERIFY(box(u"Exchange"_s)->findText(u"orders"_s) >= 0);
    QVERIFY(box(u"Topic"_s)->findText(u"clicks"_s) >= 0);
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    auto *key = qobject_cast<QLineEdit *>(b.named(u"Routing key"_s));
    QVERIFY(key->completer());
    QCOMPARE(key->completer()->model()->index(0, 0).data().toString(), u"eu.#"_s);
    b.page.setTopic(u"/"_s, u"clicks"_s, 1);
    QCOMPARE(box(u"Partition"_s)->count(), 2);
    QCOMPARE(b.page.draft().partition, u"1"_s);
    QCOMPARE(b.page.title(), u"Publish → clicks"_s);
}

void TestPublisher::proposalsStayOpenUnderTraffic()
{
    Bench b;
    engine::BindingSnapshot binding;
    binding.spec.source = u"orders"_s;
    binding.spec.routingKey = u"eu.#"_s;
    b.session.sendBindings({binding});
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    auto *key = qobject_cast<QLineEdit *>(b.named(u"Routing key"_s));
    type(key, u"e"_s);
    const QPointer<QAbstractItemView> proposals = key->completer()->popup();
    QTRY_VERIFY(proposals->isVisible());
    // As the messages move, everything is told again.
    engine::QueueSnapshot queue;
    queue.spec.name = u"orders.eu"_s;
    queue.ready = 7;
    b.session.sendQueues({queue});
    engine::ExchangeSnapshot orders;
    orders.spec.name = u"orders"_s;
    b.session.sendExchanges({orders});
    b.session.sendTopics({});
    b.session.sendBindings({binding});
    QVERIFY(proposals && proposals->isVisible());
    // What is bound meanwhile is proposed, too.
    engine::BindingSnapshot other = binding;
    other.spec.routingKey = u"eu.new"_s;
    b.session.sendBindings({binding, other});
    QVERIFY(proposals && proposals->isVisible());
    QTRY_COMPARE(proposals->model()->rowCount(), 2);
    proposals->hide();
}

void TestPublisher::watchesOnlyWhileItIsSeen()
{
    Bench b;
    QVERIFY(b.session.isWatchingQueues());
    b.page.hide();
    QVERIFY(!b.session.isWatchingQueues());
}

// ---- the body

void TestPublisher::brokenJsonIsARemarkNotAnObstacle()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    b.write(u"{\n  \"a\": nope\n}"_s);
    QTRY_VERIFY(b.page.body().remark().contains(u"line 2:8"_s));
    QVERIFY(!b.page.body().editor().noteAt(1).isEmpty());
    QVERIFY(b.publishButton()->isEnabled());
    b.write(u"{\"a\":1}"_s);
    QTRY_VERIFY(b.page.body().remark().contains(u"Valid JSON"_s));
    QVERIFY(b.page.body().editor().noteAt(0).isEmpty());
    b.write(u"<a>\n<b></a>"_s);
    QTRY_VERIFY(b.page.body().remark().contains(u"Not XML, line 2"_s));
}

void TestPublisher::placeholdersAreCheckedAtTheirPlace()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    b.input()->setFocus();
    QTest::keyClicks(b.input(), u"{\"id\": {{seq}}}"_s);
    QTRY_VERIFY(b.page.body().remark().contains(u"Valid JSON"_s));
    b.write(u"one\n{{guid}}"_s);
    QTRY_VERIFY(b.page.body().editor().noteAt(1).contains(u"{{guid}}"_s));
    QVERIFY(!b.publishButton()->isEnabled());
    QVERIFY(b.publishButton()->toolTip().contains(u"{{guid}}"_s));
    // By the menu.
    b.write({});
    auto *menu = b.button<QToolButton>(u"Placeholder"_s)->menu();
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().size() > 5);
    menu->actions().first()->trigger();
    QCOMPARE(b.page.body().text(), u"{{uuid}}"_s);
}

void TestPublisher::formsOfBytes()
{
    BodyEditor editor;
    editor.setBytes(QByteArray("\x00\xff\x01", 3));
    QCOMPARE(editor.text(), u"AP8B"_s);
    QCOMPARE(editor.form(), BytesForm::Base64);
    auto *form = editor.findChild<QComboBox *>();
    const auto choose = [&](BytesForm wanted) {
        form->setCurrentIndex(form->findData(int(wanted)));
        Q_EMIT form->activated(form->currentIndex());
    };
    choose(BytesForm::Hex);
    QCOMPARE(editor.text(), u"00 ff 01"_s);
    QVERIFY(editor.remark().contains(u"3 bytes"_s));
    editor.setBody(BytesForm::Base64, u"§§"_s);
    QVERIFY(editor.remark().contains(u"base64"_s));
    editor.setBody(BytesForm::Text, u"häi"_s);
    choose(BytesForm::Hex);
    QCOMPARE(editor.text(), u"68 c3 a4 69"_s);
    choose(BytesForm::Text);
    QCOMPARE(editor.text(), u"häi"_s);
}

void TestPublisher::formatsAndMinifies()
{
    Bench b;
    b.write(u"{\"a\":{{seq}},\"b\":[1,2]}"_s);
    auto *format = b.button<QToolButton>(u"Format"_s);
    QTRY_VERIFY(format->isEnabled());
    QTest::mouseClick(format, Qt::LeftButton);
    QCOMPARE(b.page.body().text(), u"{\n  \"a\": {{seq}},\n  \"b\": [\n    1,\n    2\n  ]\n}"_s);
    QTest::mouseClick(b.button<QToolButton>(u"Minify"_s), Qt::LeftButton);
    QCOMPARE(b.page.body().text(), u"{\"a\":{{seq}},\"b\":[1,2]}"_s);
    b.write(u"plain words"_s);
    QTRY_VERIFY(!format->isEnabled());
}

void TestPublisher::filesAreDropped()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    const auto viewportOf = [](QWidget *editor) { return qobject_cast<QAbstractScrollArea *>(editor)->viewport(); };
    const auto drop = [&](const QString &path, QWidget *on = nullptr) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        QWidget *target = on ? on : viewportOf(b.input());
        QVERIFY(target->isVisible());
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &dropped);
    };
    putFile(b.folder.filePath(u"a.json"_s), "{\"a\": \"{{x}}\"}");
    drop(b.folder.filePath(u"a.json"_s));
    QTRY_VERIFY(b.page.body().text().contains(u"\"a\""_s));
    b.publish(1);
    QCOMPARE(b.session.publishes.constFirst().body, QByteArray("{\"a\": \"{{x}}\"}"));
    // What is no text is read when it is published.
    putFile(b.folder.filePath(u"b.bin"_s), QByteArray("\x00\xff", 2));
    drop(b.folder.filePath(u"b.bin"_s));
    QTRY_COMPARE(b.page.body().form(), BytesForm::File);
    putFile(b.folder.filePath(u"b.bin"_s), QByteArray("\x00\xfe", 2));
    QTRY_VERIFY(b.publishButton()->isEnabled());
    b.publish(2);
    QCOMPARE(b.session.publishes.at(1).body, QByteArray("\x00\xfe", 2));
    // Where there is no text to drop it on.
    drop(b.folder.filePath(u"a.json"_s), b.button<QPushButton>(u"Choose another file…"_s));
    QTRY_COMPARE(b.page.body().form(), BytesForm::Text);
    putFile(b.folder.filePath(u"c.txt"_s), "see");
    drop(b.folder.filePath(u"c.txt"_s), b.page.findChild<QTabWidget *>());
    QTRY_COMPARE(b.page.body().text(), u"see"_s);
    b.page.body().setPreviewing(true);
    drop(b.folder.filePath(u"a.json"_s), viewportOf(b.page.body().preview().input()));
    QTRY_VERIFY(b.page.body().text().contains(u"\"a\""_s));
    QVERIFY(!b.page.body().isPreviewing());
}

void TestPublisher::tabLeavesTheEditor()
{
    Bench b;
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    b.input()->setFocus();
    QTest::keyClick(b.input(), Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() != b.input());
    QCOMPARE(b.page.body().text(), QString());
}

void TestPublisher::colorsFollowTheTheme()
{
    Bench b;
    b.write(u"{\"a\": 1}"_s);
    QTRY_VERIFY(b.page.body().remark().contains(u"Valid JSON"_s));
    const auto paper = [&b] {
        const QImage image = b.input()->grab().toImage();
        return image.pixelColor(image.width() - 20, image.height() - 20).lightness();
    };
    m_theme->setMode(ui::theme::Theme::Mode::Light);
    QTRY_VERIFY(paper() > 200);
    m_theme->setMode(ui::theme::Theme::Mode::Dark);
    QTRY_VERIFY(paper() < 80);
    m_theme->setMode(ui::theme::Theme::Mode::Light);
    QTRY_VERIFY(paper() > 200);
}

void TestPublisher::aBraceWithoutPartnerIsNotMarked()
{
    Bench b;
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    m_theme->setMode(ui::theme::Theme::Mode::Dark);
    b.write(u"{ \"id\": {{seq} "_s);
    b.input()->setFocus();
    QTest::keyClick(b.input(), Qt::Key_Home); // at the first one
    const auto lightest = [&b] {
        const QImage image = b.input()->grab().toImage();
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                found = qMax(found, image.pixelColor(x, y).lightness());
        }
        return found;
    };
    QTRY_VERIFY(lightest() > 150); // the letters
    QVERIFY2(lightest() < 250, "a white box stands in the dark");
    m_theme->setMode(ui::theme::Theme::Mode::Light);
}

// ---- many messages

void TestPublisher::placeholdersAreFilledIn()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"k.{{seq}}"_s);
    b.field(u"message_id"_s)->setText(u"{{uuid id}}"_s);
    b.write(u"{{seq}} {{uuid id}}"_s);
    b.publish(1);
    QVERIFY(b.waitForOutcome());
    b.publish(2);
    const auto &published = b.session.publishes;
    QCOMPARE(published.at(0).routingKey, u"k.1"_s);
    QCOMPARE(published.at(1).routingKey, u"k.2"_s);
    QCOMPARE(published.at(1).body, "2 " + published.at(1).properties.messageId->toUtf8());
    QVERIFY(published.at(0).properties.messageId != published.at(1).properties.messageId);
}

void TestPublisher::aDataFileGivesItsRows()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"{{csv.region}}"_s);
    b.write(u"{\"name\": \"{{csv.name}}\"}"_s);
    QVERIFY(!b.publishButton()->isEnabled());
    putFile(b.folder.filePath(u"people.csv"_s), "region,name\neu,Ada\nus,Kofi\n");
    b.page.loadDataFile(b.folder.filePath(u"people.csv"_s));
    QTRY_VERIFY(b.publishButton()->isEnabled());
    QCOMPARE(b.page.repeatBar().count(), quint64(2));
    b.publish(1);
    QVERIFY(b.waitForOutcome());
    b.publish(2);
    QCOMPARE(b.session.publishes.at(0).routingKey, u"eu"_s);
    QCOMPARE(b.session.publishes.at(1).routingKey, u"us"_s);
    QCOMPARE(b.session.publishes.at(1).body, QByteArray("{\"name\": \"Kofi\"}"));
    b.page.loadDataFile(b.folder.filePath(u"not-there.csv"_s));
    QTRY_VERIFY(b.page.result().contains(u"not-there.csv"_s));
    QVERIFY(!b.publishButton()->isEnabled());
}

/// Not even until the one that was chosen is read.
void TestPublisher::rowsOfAnotherDataFileAreNotUsed()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"{{csv.region}}"_s);
    putFile(b.folder.filePath(u"old.csv"_s), "region\nold\n");
    putFile(b.folder.filePath(u"new.csv"_s), "region\nnew\nnewer\n");
    b.page.loadDataFile(b.folder.filePath(u"old.csv"_s));
    QTRY_VERIFY(b.publishButton()->isEnabled());
    b.publish(1);
    QVERIFY(b.waitForOutcome());
    b.page.loadDataFile(b.folder.filePath(u"new.csv"_s));
    QVERIFY(!b.publishButton()->isEnabled());
    b.page.publish(); // by its key
    QTRY_VERIFY(b.publishButton()->isEnabled());
    b.publish(2);
    QCOMPARE(b.session.publishes.at(0).routingKey, u"old"_s);
    QCOMPARE(b.session.publishes.at(1).routingKey, u"new"_s);
}

void TestPublisher::theNextMessageIsPreviewed()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"k.{{seq}}"_s);
    b.write(u"{{seq 10}}"_s);
    QTest::mouseClick(b.button<QToolButton>(u"Preview"_s), Qt::LeftButton);
    auto &preview = b.page.body().preview();
    QTRY_VERIFY(preview.text().contains(u"routing key: k.1"_s));
    QVERIFY(preview.text().endsWith(u"10"_s));
    QTest::mouseClick(b.button<QToolButton>(u"›"_s), Qt::LeftButton);
    QTRY_VERIFY(preview.text().contains(u"routing key: k.2"_s));
    QTest::mouseClick(b.button<QToolButton>(u"Preview"_s), Qt::LeftButton);
    QVERIFY(b.input()->isVisible());
    QVERIFY(b.session.publishes.isEmpty());
}

void TestPublisher::whatIsOnItsWayIsNotTheNextDrafts()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    b.page.publish();
    Draft next;
    next.target = u"clicks"_s;
    next.body = u"{{seq}}"_s;
    b.page.setDraft(next);
    QTRY_COMPARE(b.history.entries().size(), size_t(1));
    QCOMPARE(b.session.publishes.at(0).exchange, u"orders"_s);
    QCOMPARE(b.page.result(), QString());
    b.publish(2);
    QCOMPARE(b.session.publishes.at(1).body, QByteArray("1"));
    QVERIFY(b.waitForOutcome());
}

void TestPublisher::repeatsByItsBar()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, {});
    b.write(u"{{seq}}"_s);
    QVERIFY(!b.page.repeatBar().isVisible());
    QTest::mouseClick(b.button<QToolButton>(u"Repeat…"_s), Qt::LeftButton);
    QVERIFY(b.page.repeatBar().isVisible());
    b.page.repeatBar().setCount(600);
    QTest::mouseClick(b.button<QCheckBox>(u"as fast as possible"_s), Qt::LeftButton, {}, {8, 8});
    QVERIFY(!b.page.repeatBar().perSecond());
    QTest::mouseClick(b.button<QPushButton>(u"Start"_s), Qt::LeftButton);
    QTRY_VERIFY(b.page.repeatBar().text().startsWith(u"Finished"_s));
    QVERIFY(b.page.repeatBar().text().contains(u"600 of 600 sent"_s));
    qsizetype messages = 0;
    for (const engine::PublishBatch &batch : std::as_const(b.session.batches))
        messages += batch.messages.size();
    QCOMPARE(messages, 600);
    QCOMPARE(b.session.batches.constLast().messages.constLast().body, QByteArray("600"));
    QCOMPARE(b.history.entries().front().count, quint64(600));
    b.publish(1); // and it goes on counting
    QCOMPARE(b.session.publishes.constFirst().body, QByteArray("601"));
}

void TestPublisher::copiesAsCode()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"eu.new"_s);
    b.write(u"it's {{seq}}"_s);
    auto *menu = b.button<QToolButton>(u"Copy as code"_s)->menu();
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().size() >= 6);
    QCOMPARE(menu->actions().first()->text(), u"Python (pika)"_s);
    QApplication::clipboard()->clear();
    menu->actions().first()->trigger();
    QTRY_VERIFY(QApplication::clipboard()->text().contains(u"import pika"_s));
    QVERIFY(QApplication::clipboard()->text().contains(u"body=b'it\\'s 1')"_s));
    b.page.setTopic(u"/"_s, u"clicks"_s, {});
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().first()->text(), u"Python (confluent-kafka)"_s);
}

SIGHTGLASS_WINDOW_TEST(TestPublisher)
#include "tst_publisher.moc"
