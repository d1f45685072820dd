// SPDX-License-Identifier: GPL-3.0-or-later
// The publisher in the window, over a running engine: what is written by keys and clicks is consumed by clients of others: pika, and
// kcat (librdkafka). Skipped, visibly, where they are not installed.
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/publishhistory.h"
#include "ui/publisher/repeatbar.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tests;
using engine::BrokerSession;
using engine::facade::EmbeddedSession;
using ui::mainwindow::MainWindow;
using ui::publisher::PublisherPage;

namespace {

// One message of a queue as JSON: its headers, its content type, its body as text.
constexpr char takeOne[] = R"(
import json, sys, pika
connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', int(sys.argv[1])))
method, properties, body = connection.channel().basic_get(sys.argv[2], auto_ack=True)
print(json.dumps({'key': method.routing_key, 'type': properties.content_type, 'headers': properties.headers,
                  'body': body.decode()}))
connection.close()
)";

} // namespace

class TestPublishLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aMessageReachesPika();
    void aRecordReachesKcat();
    void athousandRecordsReachKcat();
    void aRecordIsPublishedOnceMore();
    void aClosedTabEndsItsRepetition();
    void closingAsksWhatShallBecomeOfARepetition();

private:
    QString address(const QString &protocol) const;
    static QByteArray run(const QString &program, const QStringList &arguments);
    PublisherPage *open();
    /// Publishes to a queue, without end.
    PublisherPage *startRepeating();
    template <typename Button>
    Button *button(PublisherPage *page, const QString &text)
    {
        for (Button *one : page->findChildren<Button *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    static QWidget *named(PublisherPage *page, const QString &accessibleName);
    static void type(QWidget *edit, const QString &text);

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestPublishLive::initTestCase()
{
    m_theme = std::make_unique<ui::theme::Theme>(*qApp);
}

void TestPublishLive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder->filePath(u"data"_s);
    config.amqpAddress = u"127.0.0.1:0"_s;
    config.kafkaAddress = u"127.0.0.1:0"_s;
    m_session = std::make_unique<EmbeddedSession>(config);
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, longPatience);
    m_settings = std::make_unique<ui::settings::Settings>(m_folder->filePath(u"window.ini"_s));
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestPublishLive::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_settings.reset();
}

QString TestPublishLive::address(const QString &protocol) const
{
    for (const engine::ListenerSnapshot &listener : m_session->listeners()) {
        if (listener.protocol == protocol)
            return listener.address;
    }
    return {};
}

QByteArray TestPublishLive::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, longPatience) ||
        process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QWidget *TestPublishLive::named(PublisherPage *page, const QString &accessibleName)
{
    for (QWidget *widget : page->findChildren<QWidget *>()) {
        if (widget->accessibleName() == accessibleName && widget->isVisible())
            return widget;
    }
    return nullptr;
}

void TestPublishLive::type(QWidget *edit, const QString &text)
{
    QVERIFY(edit);
    edit->setFocus();
    if (auto *box = qobject_cast<QComboBox *>(edit))
        edit = box->lineEdit();
    if (auto *line = qobject_cast<QLineEdit *>(edit))
        line->clear();
    QTest::keyClicks(edit, text);
}

PublisherPage *TestPublishLive::open()
{
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    return qobject_cast<PublisherPage *>(m_window->tabs().currentWidget());
}

PublisherPage *TestPublishLive::startRepeating()
{
    engine::QueueSpec queue;
    queue.name = u"orders"_s;
    if (!QTest::qWaitFor([made = m_session->declareQueue(queue)] { return made.isFinished(); }, longPatience))
        return nullptr;
    PublisherPage *page = open();
    page->setTarget(u"/"_s, {}, u"orders"_s);
    page->body().setBody(ui::publisher::BytesForm::Text, u"{{seq}}"_s);
    button<QToolButton>(page, u"Repeat…"_s)->click();
    page->repeatBar().setCount(0);
    button<QPushButton>(page, u"Start"_s)->click();
    const bool runs = QTest::qWaitFor(
        [page] { return page->isRepeating() && !page->repeatBar().text().contains(u" 0 sent"_s); }, longPatience);
    return runs ? page : nullptr;
}

void TestPublishLive::aMessageReachesPika()
{
    if (QProcess::execute(u"/usr/bin/python3"_s, {u"-c"_s, u"import pika"_s}) != 0)
        QSKIP("python3-pika is not installed");
    engine::QueueSpec queue;
    queue.name = u"by.hand"_s;
    QVERIFY(QTest::qWaitFor([&, declared = m_session->declareQueue(queue)] { return declared.isFinished(); },
                            longPatience));
    PublisherPage *page = open();
    QVERIFY(page);
    QTest::mouseClick(button<QToolButton>(page, u"To queue"_s), Qt::LeftButton);
    type(named(page, u"Queue"_s), u"by.hand"_s);
    type(named(page, u"content_type"_s), u"application/json"_s);
    type(named(page, u"Name of the header"_s), u"attempt"_s);
    type(named(page, u"Value of the header"_s), u"{{seq 7}}"_s);
    type(page->body().editor().input(), u"{\"id\": {{seq 100}}}"_s);
    QTest::keyClick(page->body().editor().input(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(page->result(), u"Message published to by.hand."_s, longPatience);
    const QByteArray taken = run(u"/usr/bin/python3"_s, {u"-c"_s, QString::fromLatin1(takeOne),
                                                         address(u"amqp"_s).section(u':', -1), u"by.hand"_s});
    const QJsonObject message = QJsonDocument::fromJson(taken).object();
    QCOMPARE(message[u"body"_s].toString(), u"{\"id\": 100}"_s);
    QCOMPARE(message[u"type"_s].toString(), u"application/json"_s);
    QCOMPARE(message[u"headers"_s][u"attempt"_s].toString(), u"7"_s);
}

void TestPublishLive::aRecordReachesKcat()
{
    if (QStandardPaths::findExecutable(u"kcat"_s).isEmpty())
        QSKIP("kcat is not installed");
    engine::TopicSpec topic;
    topic.name = u"clicks"_s;
    topic.partitions = 3;
    QVERIFY(QTest::qWaitFor([&, made = m_session->createTopic(topic)] { return made.isFinished(); }, longPatience));
    PublisherPage *page = open();
    QVERIFY(page);
    QTest::mouseClick(button<QToolButton>(page, u"To topic"_s), Qt::LeftButton);
    type(named(page, u"Topic"_s), u"clicks"_s);
    type(named(page, u"Key"_s), u"user-1"_s);
    type(named(page, u"Partition"_s), u"2"_s);
    type(named(page, u"Name of the header"_s), u"trace"_s);
    type(named(page, u"Value of the header"_s), u"abc"_s);
    type(page->body().editor().input(), u"{\"page\": \"/home\"}"_s);
    QTest::keyClick(page->body().editor().input(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(page->result(), u"Record published to clicks: partition 2, offset 0."_s, longPatience);
    // It was answered, so it is there: nobody waits for it.
    const QByteArray read = run(u"kcat"_s, {u"-C"_s, u"-b"_s, address(u"kafka"_s), u"-t"_s, u"clicks"_s, u"-o"_s,
                                            u"beginning"_s, u"-e"_s, u"-q"_s, u"-f"_s, u"%p|%o|%k|%h|%s\\n"_s});
    QCOMPARE(read, QByteArray("2|0|user-1|trace=abc|{\"page\": \"/home\"}\n"));
}

void TestPublishLive::athousandRecordsReachKcat()
{
    if (QStandardPaths::findExecutable(u"kcat"_s).isEmpty())
        QSKIP("kcat is not installed");
    engine::TopicSpec topic;
    topic.name = u"many"_s;
    topic.partitions = 2;
    QVERIFY(QTest::qWaitFor([&, made = m_session->createTopic(topic)] { return made.isFinished(); }, longPatience));
    PublisherPage *page = open();
    QVERIFY(page);
    page->setTopic(u"/"_s, u"many"_s, {});
    type(named(page, u"Key"_s), u"{{random a, b, c, d, e}}"_s);
    type(page->body().editor().input(), u"{{seq}}"_s);
    QTest::mouseClick(button<QToolButton>(page, u"Repeat…"_s), Qt::LeftButton);
    page->repeatBar().setCount(1000);
    QTest::mouseClick(button<QCheckBox>(page, u"as fast as possible"_s), Qt::LeftButton, {}, {8, 8});
    QTest::mouseClick(button<QPushButton>(page, u"Start"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page->repeatBar().text().contains(u"1,000 of 1,000 sent"_s), longPatience);
    const QByteArray read = run(u"kcat"_s, {u"-C"_s, u"-b"_s, address(u"kafka"_s), u"-t"_s, u"many"_s, u"-o"_s,
                                            u"beginning"_s, u"-e"_s, u"-q"_s, u"-f"_s, u"%s %k\\n"_s});
    QSet<QByteArray> seen;
    for (const QByteArray &line : read.trimmed().split('\n'))
        seen.insert(line.split(' ').first());
    QCOMPARE(seen.size(), 1000);
}

/// What was read from a topic goes into another publisher, and is the same record again.
void TestPublishLive::aRecordIsPublishedOnceMore()
{
    engine::TopicSpec topic;
    topic.name = u"again"_s;
    QVERIFY(QTest::qWaitFor([&, made = m_session->createTopic(topic)] { return made.isFinished(); }, longPatience));
    engine::RecordRequest record;
    record.topic = u"again"_s;
    record.key = QByteArray("k");
    record.value = QByteArray("{{braces}}");
    record.headers = {{u"h"_s, QByteArray("1")}, {u"h"_s, QByteArray("2")}};
    const auto place = m_session->publishRecord(record);
    QVERIFY(QTest::qWaitFor([&] { return place.isFinished(); }, longPatience));
    engine::QueueId log;
    const auto topics = m_session->watchTopics(
        m_window.get(),
        [&](const QList<engine::TopicSnapshot> &now) {
            for (const engine::TopicSnapshot &one : now)
                log = one.spec.name == u"again" ? one.partitions.first().log : log;
        },
        20);
    QTRY_VERIFY_WITH_TIMEOUT(log.isValid(), longPatience);
    const auto taken = m_session->message({log, 0});
    QVERIFY(QTest::qWaitFor([&] { return taken.isFinished(); }, longPatience));
    // One in which something was written stays as it is.
    PublisherPage *written = open();
    written->body().setBytes("not to be lost");
    m_window->openPublisherWith(*taken.result());
    auto *page = qobject_cast<PublisherPage *>(m_window->tabs().currentWidget());
    QVERIFY(page && page != written);
    QTRY_COMPARE_WITH_TIMEOUT(page->draft().target, u"again"_s, longPatience);
    page->publish();
    QTRY_COMPARE_WITH_TIMEOUT(page->result(), u"Record published to again: partition 0, offset 1."_s, longPatience);
    const auto once = m_session->message({log, 1});
    QVERIFY(QTest::qWaitFor([&] { return once.isFinished(); }, longPatience));
    QCOMPARE(once.result()->body, taken.result()->body);
    engine::FieldTable before = taken.result()->properties.headers, after = once.result()->properties.headers;
    before.remove("x-kafka-timestamp");
    after.remove("x-kafka-timestamp");
    QCOMPARE(after, before);
}

void TestPublishLive::aClosedTabEndsItsRepetition()
{
    PublisherPage *page = startRepeating();
    QVERIFY(page);
    m_window->tabs().closeTab(m_window->tabs().indexOf(page));
    const auto &entries = m_window->publishers().history().entries();
    QCOMPARE(entries.size(), size_t(1));
    QVERIFY(entries.front().count > 0);
    QVERIFY2(entries.front().outcome.startsWith(u"Stopped"_s), qPrintable(entries.front().outcome));
    QVERIFY(entries.front().ok);
}

void TestPublishLive::closingAsksWhatShallBecomeOfARepetition()
{
    PublisherPage *page = startRepeating();
    QVERIFY(page);
    m_window->close();
    QVERIFY(m_window->isVisible());
    auto *question = m_window->findChild<QMessageBox *>(u"closeQuestion"_s);
    QVERIFY(question);
    QVERIFY2(question->text().contains(page->title()), qPrintable(question->text()));
    QVERIFY(question->isVisible());
    m_window->closeUnasked(); // as when a signal ends the program meanwhile
    QVERIFY(!m_window->isVisible());
    const auto &entries = m_window->publishers().history().entries();
    QCOMPARE(entries.size(), size_t(1));
    QVERIFY(!page->isRepeating());
}

SIGHTGLASS_WINDOW_TEST(TestPublishLive)
#include "tst_publishlive.moc"
