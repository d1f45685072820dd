// SPDX-License-Identifier: GPL-3.0-or-later
// The publisher, driven by keys and clicks.
#include "fakesession.h"

#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/propertyform.h"
#include "ui/publisher/publishdialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using fake::FakeSession;
using ui::publisher::BodyEditor;
using ui::publisher::PublishDialog;

class TestPublisher : public QObject
{
    Q_OBJECT
private:
    static QLineEdit *field(const PublishDialog &dialog, const QString &name)
    {
        return dialog.findChild<QLineEdit *>(name);
    }
    static QPushButton *publishButton(const PublishDialog &dialog)
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->property("primary").toBool())
                return button;
        }
        return nullptr;
    }
    static void type(QLineEdit *edit, const QString &text)
    {
        edit->setFocus();
        edit->clear();
        QTest::keyClicks(edit, text);
    }

private Q_SLOTS:
    void publishesWhatWasWritten()
    {
        FakeSession session;
        session.publishAnswer = engine::PublishReceipt{engine::MessageId{1}, {u"orders.eu"_s, u"audit"_s}};
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        QSignalSpy published(&dialog, &PublishDialog::published);
        dialog.setTarget(u"/"_s, u"orders"_s, u"eu.new"_s);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto *body = dialog.findChild<QPlainTextEdit *>();
        body->setFocus();
        QTest::keyClicks(body, u"{\"id\":17}"_s);
        type(field(dialog, u"content_type"_s), u"application/json"_s);
        type(field(dialog, u"priority"_s), u"9"_s);
        type(field(dialog, u"expiration"_s), u"60000"_s);
        type(field(dialog, u"timestamp"_s), u"1700000000"_s);
        type(field(dialog, u"correlation_id"_s), u"c-1"_s);
        QTest::keyClick(body, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(published.count(), 1);
        QCOMPARE(dialog.result(), u"Message published to orders.eu, audit."_s);
        const engine::PublishRequest request = session.publishes.constFirst();
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
        QTest::mouseClick(publishButton(dialog), Qt::LeftButton);
        QTRY_COMPARE(session.publishes.size(), 2);
        QCOMPARE(session.publishes.at(1).body, request.body);
    }

    void tellsUnroutedAndRefused()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        dialog.setTarget(u"/"_s, u"orders"_s, {});
        dialog.show();
        dialog.publish();
        QTRY_COMPARE(dialog.result(), u"Message published, but not routed."_s);
        session.publishAnswer = engine::Error{engine::BrokerError::NotFound, u"no exchange 'orders' in vhost '/'"_s};
        dialog.publish();
        QTRY_COMPARE(dialog.result(), u"no exchange 'orders' in vhost '/'"_s);
        QVERIFY(publishButton(dialog)->isEnabled());
    }

    void publishesToAQueue()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        dialog.setTarget(u"/"_s, {}, u"orders.eu"_s);
        dialog.show();
        dialog.publish();
        QTRY_COMPARE(session.publishes.size(), 1);
        QCOMPARE(session.publishes.constFirst().exchange, QString());
        QCOMPARE(session.publishes.constFirst().routingKey, u"orders.eu"_s);
    }

    void checksFields_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("priority") << u"priority"_s << u"255"_s << true;
        QTest::newRow("priority too high") << u"priority"_s << u"256"_s << false;
        QTest::newRow("priority a word") << u"priority"_s << u"high"_s << false;
        QTest::newRow("expiration") << u"expiration"_s << u"0"_s << true;
        QTest::newRow("expiration negative") << u"expiration"_s << u"-1"_s << false;
        QTest::newRow("expiration with unit") << u"expiration"_s << u"60s"_s << false;
        QTest::newRow("timestamp now") << u"timestamp"_s << u"now"_s << true;
        QTest::newRow("timestamp iso") << u"timestamp"_s << u"2026-11-22T12:01:07Z"_s << true;
        QTest::newRow("timestamp words") << u"timestamp"_s << u"yesterday"_s << false;
        QTest::newRow("short string") << u"message_id"_s << QString(255, u'x') << true;
        QTest::newRow("long string") << u"message_id"_s << QString(256, u'x') << false;
    }

    void checksFields()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        dialog.setTarget(u"/"_s, u"orders"_s, {});
        dialog.show();
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(bool, good);
        field(dialog, name)->setText(text);
        QCOMPARE(field(dialog, name)->property("invalid").toBool(), !good);
        QCOMPARE(publishButton(dialog)->isEnabled(), good);
        dialog.publish();
        QCOMPARE(session.publishes.size(), good ? 1 : 0);
    }

    void brokenJsonIsARemarkNotAnObstacle()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        dialog.setTarget(u"/"_s, u"orders"_s, {});
        dialog.show();
        auto *editor = dialog.findChild<BodyEditor *>();
        editor->edit()->setPlainText(u"{\n  \"a\": nope\n}"_s);
        QTRY_VERIFY(editor->remark().contains(u"line 2:8"_s));
        QVERIFY(publishButton(dialog)->isEnabled());
        editor->edit()->setPlainText(u"{\"a\":1}"_s);
        QTRY_VERIFY(editor->remark().contains(u"Valid JSON"_s));
    }

    void base64IsDecoded()
    {
        BodyEditor editor;
        editor.setBody(QByteArray("\x00\xff\x01", 3));
        QCOMPARE(editor.edit()->toPlainText(), u"AP8B"_s);
        QCOMPARE(editor.body(), QByteArray("\x00\xff\x01", 3));
        editor.edit()->setPlainText(u"AP8"_s);
        QVERIFY(!editor.problem().isEmpty() || editor.body() == QByteArray("\x00\xff", 2));
        editor.edit()->setPlainText(u"§§"_s);
        QVERIFY(!editor.problem().isEmpty());
    }

    void takesAMessageOver()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        engine::MessageDetails details;
        details.virtualHost = u"/"_s;
        details.summary.exchange = u"orders"_s;
        details.summary.routingKey = u"eu.new"_s;
        details.properties.headers.set("attempt", engine::FieldValue(qint32(3)));
        details.properties.headers.set("nested",
                                       engine::FieldValue(engine::FieldArray{{engine::FieldValue(qint64(1))}}));
        engine::FieldTable inner;
        inner.set("time", engine::FieldValue(engine::FieldTimestamp{1'700'000'000}));
        details.properties.headers.set("x-death", engine::FieldValue(engine::FieldArray{{engine::FieldValue(inner)}}));
        details.properties.deliveryMode = 1;
        details.properties.replyTo = u"answers"_s;
        details.body = "text";
        dialog.setMessage(details);
        dialog.show();
        dialog.publish();
        QTRY_COMPARE(session.publishes.size(), 1);
        QCOMPARE(session.publishes.constFirst().properties, details.properties);
        QCOMPARE(session.publishes.constFirst().body, details.body);
    }

    void offersNames()
    {
        FakeSession session;
        ui::theme::Theme theme(*qApp);
        PublishDialog dialog(session, theme);
        dialog.show();
        engine::ExchangeSnapshot orders;
        orders.spec.name = u"orders"_s;
        session.sendExchanges({orders});
        QVERIFY(dialog.findChildren<QComboBox *>().constFirst());
        bool offered = false;
        for (const QComboBox *box : dialog.findChildren<QComboBox *>())
            offered = offered || box->findText(u"orders"_s) >= 0;
        QVERIFY(offered);
        dialog.hide();
        QVERIFY(!session.isWatchingQueues());
    }
};

QTEST_MAIN(TestPublisher)
#include "tst_publisher.moc"
