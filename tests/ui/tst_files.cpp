// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into files and comes out of them, in the window over a running engine, by its own menus and file dialogs: messages,
// pictures of the flow, definitions, saved messages; dialogs that are left, and files that can not be written.
#include "support/flowhelpers.h"
#include "support/livebroker.h"

#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "support/filedialogs.h"

#include "ui/canvas/flowview.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/importmessagesform.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/topicpage.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/librarypanel.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/publisher/savedialog.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/transfer/messagelines.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSvgRenderer>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tests;
using namespace ui;
using canvas::NodeId;
using canvas::NodeKind;
using engine::BrokerSession;
using engine::QueueSnapshot;
using engine::facade::EmbeddedSession;

namespace {

const QList<QByteArray> orderBodies{"{\"id\": 1}", "{\"id\": 2, \"note\": \"a, \\\"b\\\"\"}", "\xff\x01 no text"};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <typename Button>
Button *buttonOf(QWidget &parent, const QString &text)
{
    for (Button *one : parent.findChildren<Button *>()) {
        if (one->text() == text)
            return one;
    }
    return nullptr;
}

/// By a click on the tab that is called so.
void openSide(QWidget &page, const QString &title)
{
    for (const QTabWidget *tabs : page.findChildren<QTabWidget *>()) {
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                return QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
        }
    }
}

/// The answer of the broker, which does not refuse.
template <typename T>
T answerOf(QFuture<engine::Result<T>> asked)
{
    if (!QTest::qWaitFor([&] { return asked.isFinished(); }, patience))
        qFatal("the broker does not answer");
    const engine::Result<T> answer = asked.result();
    if (!answer.ok())
        qFatal("%s", qPrintable(answer.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *answer;
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void messagesGoThroughAFileIntoAnotherQueue();
    void recordsAreTheSameInAnotherTopic_data();
    void recordsAreTheSameInAnotherTopic();
    void messagesBecomeATable();
    void theFlowBecomesPictures();
    void aPictureShowsOneNodeAndItsNeighbours();
    void definitionsComeBack();
    void savedMessagesComeBack();
    void aBodyIsSaved();
    void aFileIsPublished();
    void aTableFillsTheMessages();
    void deadLettersAreExported();
    void dialogsThatAreLeftDoNothing();
    void whatCanNotBeWrittenIsSaid();

private:
    QString path(const QString &name) const { return m_folder->filePath(u"files/"_s + name); }
    QString notice() const { return m_window->notices().text(); }
    QueueSnapshot queue(const QString &name) const;
    void fill(const QString &name, const QList<QByteArray> &bodies);
    QList<QByteArray> bodiesIn(const QString &name);
    /// The button of the queue's page that opens the menu of files.
    QWidget *transferOf(const QString &name);
    engine::TopicSnapshot makeTopic(const QString &name);
    /// Of all of its partitions, in their order.
    QList<engine::MessageDetails> recordsIn(const engine::TopicSnapshot &topic);
    /// The same button of the topic's page, where all partitions have been chosen.
    QWidget *transferOf(const engine::TopicSnapshot &topic);
    /// Through the form that is open.
    bool importFrom(const QString &path);
    /// A form, once it is seen; null: it does not come.
    template <typename Form>
    Form *form()
    {
        const auto isSeen = [this] {
            const auto *form = m_window->findChild<Form *>();
            return form && form->isVisible();
        };
        return QTest::qWaitFor(isSeen, patience) ? m_window->findChild<Form *>() : nullptr;
    }
    /// Through the form's own button and the dialog that it opens.
    static bool browseFor(QWidget &form, const QString &path);
    static QString fileIn(const QWidget &form) { return form.findChild<QLineEdit *>(u"file"_s)->text(); }

    /// An exchange with two queues.
    void openFlow();
    pages::FlowPage &flow() { return *m_window->findChild<pages::FlowPage *>(); }
    QWidget *flowMenuButton() { return buttonOf<QToolButton>(flow(), u"Show"_s); }
    bool isDrawn(const NodeId &id)
    {
        const canvas::NodeItem *item = flow().view().flowScene().nodeItem(id);
        return item && item->isVisible() && flow().view().flowScene().isSettled();
    }

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<settings::Settings> m_settings;
    std::unique_ptr<mainwindow::MainWindow> m_window;
    QList<QueueSnapshot> m_queues;
    engine::SubscriptionPtr m_watching;
};

void TestFiles::initTestCase()
{
    useFileDialogsOfQt();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(u"files"_s));
    engine::facade::EngineConfig config;
    config.dataDirectory = m_folder->filePath(u"data"_s);
    config.amqpAddress.reset();
    config.kafkaAddress.reset();
    m_session = std::make_unique<EmbeddedSession>(config);
    m_settings = std::make_unique<settings::Settings>(m_folder->filePath(u"window.ini"_s));
    m_window = std::make_unique<mainwindow::MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->resize(1440, 900);
    m_window->show();
    m_session->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), BrokerSession::State::Running, patience);
    m_watching = m_session->watchQueues(
        this, [this](const QList<QueueSnapshot> &queues) { m_queues = queues; }, 20);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestFiles::cleanup()
{
    m_watching.reset();
    m_window.reset();
    m_session.reset();
    m_settings.reset();
    m_queues.clear();
    m_folder.reset();
}

QueueSnapshot TestFiles::queue(const QString &name) const
{
    for (const QueueSnapshot &queue : m_queues) {
        if (queue.spec.name == name)
            return queue;
    }
    return {};
}

void TestFiles::fill(const QString &name, const QList<QByteArray> &bodies)
{
    engine::QueueSpec spec;
    spec.name = name;
    answerOf(m_session->declareQueue(spec));
    for (const QByteArray &body : bodies) {
        engine::PublishRequest request;
        request.routingKey = name;
        request.body = body;
        request.properties.contentType = u"application/json"_s;
        request.properties.headers.set("region", QByteArray("eu"));
        answerOf(m_session->publish(request));
    }
    QTRY_COMPARE_WITH_TIMEOUT(queue(name).total(), quint64(bodies.size()), patience);
}

QList<QByteArray> TestFiles::bodiesIn(const QString &name)
{
    QList<QByteArray> bodies;
    for (const engine::MessageSummary &message : answerOf(m_session->browse(queue(name).id, 0, 100)).messages)
        bodies << answerOf(m_session->message(message.ref)).body;
    return bodies;
}

QWidget *TestFiles::transferOf(const QString &name)
{
    m_window->openQueue(queue(name));
    auto *page = qobject_cast<pages::QueuePage *>(m_window->tabs().currentWidget());
    const auto isThere = [page] { return page->messages().table().messageAt(0).ref.queue.isValid(); };
    if (!page || !QTest::qWaitFor(isThere, patience))
        return nullptr;
    return page->messages().findChild<QPushButton *>(u"transfer"_s);
}

engine::TopicSnapshot TestFiles::makeTopic(const QString &name)
{
    engine::TopicSpec spec;
    spec.name = name;
    spec.partitions = 3;
    spec.config.set("retention.ms", QByteArray("-1")); // records of old are not to go meanwhile
    answerOf(m_session->createTopic(spec));
    engine::TopicSnapshot made;
    const auto watching = m_session->watchTopics(
        this,
        [&](const QList<engine::TopicSnapshot> &topics) {
            for (const engine::TopicSnapshot &topic : topics)
                made = topic.spec.name == name ? topic : made;
        },
        20);
    if (!QTest::qWaitFor([&] { return made.id.isValid(); }, patience))
        qFatal("there is no topic");
    return made;
}

QList<engine::MessageDetails> TestFiles::recordsIn(const engine::TopicSnapshot &topic)
{
    QList<engine::MessageDetails> records;
    for (const engine::PartitionSnapshot &partition : topic.partitions)
        records << answerOf(m_session->readMessages({partition.log, 0, {}, {}})).messages;
    return records;
}

QWidget *TestFiles::transferOf(const engine::TopicSnapshot &topic)
{
    m_window->openTopic(topic);
    auto *page = qobject_cast<pages::TopicPage *>(m_window->tabs().currentWidget());
    auto *partitions = page ? page->messages().findChild<QComboBox *>(u"partition"_s) : nullptr;
    if (!partitions || !QTest::qWaitFor([partitions] { return partitions->isVisible(); }, patience))
        return nullptr;
    QTest::keyClick(partitions, Qt::Key_Home);
    return page->messages().isMerged() ? page->messages().findChild<QPushButton *>(u"transfer"_s) : nullptr;
}

bool TestFiles::importFrom(const QString &path)
{
    auto *import = form<dialogs::ImportMessagesForm>();
    if (!import || !browseFor(*import, path) || !import->okButton()->isEnabled())
        return false;
    QTest::mouseClick(import->okButton(), Qt::LeftButton);
    return true;
}

bool TestFiles::browseFor(QWidget &form, const QString &path)
{
    auto *browse = buttonOf<QPushButton>(form, u"Browse…"_s);
    if (!browse)
        return false;
    QTest::mouseClick(browse, Qt::LeftButton);
    return chooseFile(path);
}

void TestFiles::openFlow()
{
    engine::ExchangeSpec shop;
    shop.name = u"shop"_s;
    shop.type = engine::ExchangeType::Topic;
    answerOf(m_session->declareExchange(shop));
    for (const auto &[name, key] : {std::pair(u"orders.eu"_s, u"eu.*"_s), std::pair(u"audit"_s, u"#"_s)}) {
        fill(name, {});
        engine::BindingSpec binding;
        binding.source = shop.name;
        binding.destination = name;
        binding.routingKey = key;
        answerOf(m_session->bind(binding));
    }
    m_window->openPage(u"flow"_s);
    // What is laid out anew is hidden meanwhile: every node has to be there, or the layout may begin while a picture is made.
    const auto isAllDrawn = [this] {
        return isDrawn(exchangeId(u"shop"_s)) && isDrawn(queueId(u"orders.eu"_s)) && isDrawn(queueId(u"audit"_s));
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAllDrawn(), patience);
}

void TestFiles::messagesGoThroughAFileIntoAnotherQueue()
{
    fill(u"orders"_s, orderBodies);
    fill(u"orders.copy"_s, {"{\"id\": 0}"});
    QVERIFY(chooseInMenuOf(transferOf(u"orders"_s), u"Export all messages…"_s));
    QVERIFY(chooseFile(path(u"taken"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"3 messages exported to taken.jsonl."_s, patience);
    const QList<QByteArray> lines = contentOf(path(u"taken.jsonl"_s)).trimmed().split('\n');
    QCOMPARE(lines.size(), orderBodies.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto message = transfer::messageOfLine(lines.at(i));
        QVERIFY2(message.ok(), message.ok() ? "" : qPrintable(message.error().detail));
        QCOMPARE(message->body, orderBodies.at(i));
        QCOMPARE(message->routingKey, u"orders"_s);
        QCOMPARE(message->properties.contentType, std::optional(u"application/json"_s));
    }

    QVERIFY(chooseInMenuOf(transferOf(u"orders.copy"_s), u"Import into this queue…"_s));
    auto *import = form<dialogs::ImportMessagesForm>();
    QVERIFY(import);
    QVERIFY(browseFor(*import, path(u"taken.jsonl"_s)));
    QCOMPARE(fileIn(*import), path(u"taken.jsonl"_s));
    QVERIFY(import->okButton()->isEnabled());
    QTest::mouseClick(import->okButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"3 messages imported from taken.jsonl into orders.copy"_s, patience);
    QCOMPARE(bodiesIn(u"orders.copy"_s), QList<QByteArray>{"{\"id\": 0}"} + orderBodies);
    QCOMPARE(bodiesIn(u"orders"_s), orderBodies);
}

void TestFiles::recordsAreTheSameInAnotherTopic_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::newRow("JSON lines") << u"JSON"_s << u"clicks.jsonl"_s;
    QTest::newRow("CSV") << u"CSV"_s << u"clicks.csv"_s;
}

/// Key, value, headers and time of each, and its partition, which its key would not have chosen.
void TestFiles::recordsAreTheSameInAnotherTopic()
{
    QFETCH(QString, kind);
    QFETCH(QString, name);
    const engine::TopicSnapshot clicks = makeTopic(u"clicks"_s), copy = makeTopic(u"clicks.copy"_s);
    const auto write = [&](quint32 partition, const std::optional<QByteArray> &key,
                           const std::optional<QByteArray> &value) {
        engine::RecordRequest record;
        record.topic = u"clicks"_s;
        record.partition = partition;
        record.key = key;
        record.value = value;
        record.headers = {{u"h"_s, QByteArray("1")}, {u"h"_s, {}}, {u"bytes"_s, QByteArray("\xff\0", 2)}};
        record.timestampMs = 1'600'000'000'123 + partition;
        answerOf(m_session->publishRecord(record));
    };
    for (const quint32 partition : {0U, 1U, 2U}) {
        write(partition, "one key", "a text");
        write(partition, QByteArray("\0\xfe", 2), QByteArray("\xff\0", 2));
    }
    write(1, {}, "no key");
    write(1, "", "");
    write(2, "gone", {});
    const QList<engine::MessageDetails> before = recordsIn(clicks);
    QCOMPARE(before.size(), 9);

    QVERIFY(chooseInMenuOf(transferOf(clicks), u"Export all messages…"_s));
    QVERIFY(chooseFile(path(name), kind));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"9 messages exported to %1."_s.arg(name), patience);
    QVERIFY(chooseInMenuOf(transferOf(copy), u"Import into this topic…"_s));
    QVERIFY(importFrom(path(name)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"9 messages imported from %1 into clicks.copy."_s.arg(name), patience);
    const QList<engine::MessageDetails> after = recordsIn(copy);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        QCOMPARE(after.at(i).partition, before.at(i).partition);
        QCOMPARE(after.at(i).summary.ref.offset, before.at(i).summary.ref.offset);
        QCOMPARE(after.at(i).properties, before.at(i).properties);
        QCOMPARE(after.at(i).body, before.at(i).body);
    }
}

void TestFiles::messagesBecomeATable()
{
    fill(u"orders"_s, orderBodies);
    QVERIFY(chooseInMenuOf(transferOf(u"orders"_s), u"Export all messages…"_s));
    QVERIFY(chooseFile(path(u"table"_s), u"CSV"_s));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"3 messages exported to table.csv."_s, patience);
    const QByteArray table = contentOf(path(u"table.csv"_s));
    QVERIFY2(table.startsWith("\"queue\",\"offset\""), table.constData());
    QCOMPARE(table.count('\n'), 1 + orderBodies.size());
}

void TestFiles::theFlowBecomesPictures()
{
    openFlow();
    QVERIFY(chooseInMenuOf(flowMenuButton(), u"Export as SVG…"_s));
    QVERIFY(chooseFile(path(u"flow"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"The flow is in %1."_s.arg(path(u"flow.svg"_s)), patience);
    QVERIFY(QSvgRenderer(path(u"flow.svg"_s)).isValid());
    const QByteArray svg = contentOf(path(u"flow.svg"_s));
    QVERIFY(svg.contains("shop") && svg.contains("orders.eu") && svg.contains("audit"));

    QVERIFY(chooseInMenuOf(flowMenuButton(), u"Export as PNG…"_s));
    QVERIFY(chooseFile(path(u"flow"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"The flow is in %1."_s.arg(path(u"flow.png"_s)), patience);
    const QImage png(path(u"flow.png"_s));
    QVERIFY(png.width() >= int(flow().view().flowScene().contents().width() * 2));
    // Not the ground alone.
    bool hasInk = false;
    for (int y = 0; y < png.height() && !hasInk; ++y) {
        for (int x = 0; x < png.width() && !hasInk; ++x)
            hasInk = png.pixel(x, y) != png.pixel(0, 0);
    }
    QVERIFY(hasInk);
}

void TestFiles::aPictureShowsOneNodeAndItsNeighbours()
{
    openFlow();
    canvas::FlowView &view = flow().view();
    const QPoint place = view.mapFromScene(view.flowScene().nodeItem(queueId(u"orders.eu"_s))->body().center());
    QVERIFY(chooseInMenu(u"Show only what flows through it"_s, [&] {
        QContextMenuEvent byMouse(QContextMenuEvent::Mouse, place, view.viewport()->mapToGlobal(place));
        QApplication::sendEvent(view.viewport(), &byMouse);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(!view.flowScene().nodeItem(queueId(u"audit"_s)), patience);
    QTRY_VERIFY_WITH_TIMEOUT(isDrawn(queueId(u"orders.eu"_s)), patience);
    QVERIFY(chooseInMenuOf(flowMenuButton(), u"Export as SVG…"_s));
    QVERIFY(chooseFile(path(u"one.svg"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"The flow is in %1."_s.arg(path(u"one.svg"_s)), patience);
    const QByteArray svg = contentOf(path(u"one.svg"_s));
    QVERIFY(svg.contains("shop") && svg.contains("orders.eu"));
    QVERIFY(!svg.contains("audit"));
    // The whole again, by the chip.
    QTest::mouseClick(view.findChild<QToolButton *>(u"onlyChip"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isDrawn(queueId(u"audit"_s)), patience);
}

void TestFiles::definitionsComeBack()
{
    fill(u"orders"_s, {});
    QVERIFY(chooseInMenuBar(*m_window->menuBar(), u"File"_s, u"Export definitions…"_s));
    auto *out = form<dialogs::ExportDefinitionsDialog>();
    QVERIFY(out);
    QVERIFY(browseFor(*out, path(u"broker"_s)));
    QCOMPARE(fileIn(*out), path(u"broker.json"_s));
    QTest::mouseClick(out->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(notice().startsWith(u"The definitions are in %1."_s.arg(path(u"broker.json"_s))),
                             patience);
    QVERIFY(!QJsonDocument::fromJson(contentOf(path(u"broker.json"_s))).object().isEmpty());

    answerOf(m_session->deleteQueue(u"/"_s, u"orders"_s, false, false));
    QTRY_VERIFY_WITH_TIMEOUT(!queue(u"orders"_s).id.isValid(), patience);
    QVERIFY(chooseInMenuBar(*m_window->menuBar(), u"File"_s, u"Import definitions…"_s));
    auto *in = form<dialogs::ImportDefinitionsDialog>();
    QVERIFY(in);
    QVERIFY(browseFor(*in, path(u"broker.json"_s)));
    QTest::mouseClick(in->okButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(queue(u"orders"_s).id.isValid(), patience);
    QVERIFY(form<dialogs::ImportReportDialog>());
}

void TestFiles::savedMessagesComeBack()
{
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    auto *page = qobject_cast<publisher::PublisherPage *>(m_window->tabs().currentWidget());
    QVERIFY(page);
    QTest::keyClicks(page->body().editor().input(), u"to be kept"_s);
    QTest::mouseClick(buttonOf<QAbstractButton>(*page, u"Save…"_s), Qt::LeftButton);
    auto *save = form<publisher::SaveMessageDialog>();
    QVERIFY(save);
    auto *name = save->findChild<QLineEdit *>(u"savedName"_s);
    name->selectAll();
    QTest::keyClicks(name, u"New order"_s);
    QTest::mouseClick(save->okButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"Saved as New order."_s, patience);

    openSide(*page, u"Saved"_s);
    auto *panel = page->findChild<publisher::LibraryPanel *>();
    QVERIFY(panel && panel->isVisible());
    auto *more = buttonOf<QToolButton>(*panel, u"⋯"_s);
    QVERIFY(chooseInMenuOf(more, u"Export to a file…"_s));
    QVERIFY(chooseFile(path(u"saved"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"The saved messages are in %1."_s.arg(path(u"saved.json"_s)), patience);

    QTreeView &tree = panel->tree();
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(tree.model()->index(0, 0)).center());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(&tree, Qt::Key_Delete);
    const publisher::MessageLibrary &library = m_window->publishers().library();
    QTRY_VERIFY(library.messages().isEmpty());
    QVERIFY(chooseInMenuOf(more, u"Import from a file…"_s));
    QVERIFY(chooseFile(path(u"saved.json"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"1 message more is saved."_s, patience);
    QCOMPARE(library.messages().size(), 1);
    QCOMPARE(library.messages().first().name, u"New order"_s);
    QCOMPARE(library.messages().first().draft.body, u"to be kept"_s);
}

void TestFiles::aBodyIsSaved()
{
    fill(u"orders"_s, orderBodies);
    QVERIFY(transferOf(u"orders"_s));
    auto *page = qobject_cast<pages::QueuePage *>(m_window->tabs().currentWidget());
    pages::MessageTable &table = page->messages().table();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(2, 1)).center());
    auto *panel = m_window->findChild<inspector::InspectorPanel *>();
    auto *copy = buttonOf<QPushButton>(*panel, u"Copy"_s);
    const auto *shown = panel->findChild<inspector::BodyView *>();
    QTRY_VERIFY_WITH_TIMEOUT(copy->isVisible() && shown->body() == orderBodies.at(2), patience);
    QVERIFY(chooseInMenuOf(copy, u"Save body…"_s));
    QVERIFY(chooseFile(path(u"body.bin"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(path(u"body.bin"_s)), orderBodies.at(2), patience);
}

void TestFiles::aFileIsPublished()
{
    const QByteArray bytes("\x89PNG no picture\0", 16);
    QFile file(path(u"picture.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    fill(u"pictures"_s, {});
    m_window->publishers().openAt(u"/"_s, {}, u"pictures"_s);
    auto *page = qobject_cast<publisher::PublisherPage *>(m_window->tabs().currentWidget());
    auto *form = page->body().findChild<QComboBox *>();
    QVERIFY(form && form->isVisible());
    form->setFocus();
    QTest::keyClick(form, Qt::Key_End); // the last one: a file
    QVERIFY(chooseFile(path(u"picture.bin"_s)));
    auto *publish = buttonOf<QPushButton>(*page, u"Publish"_s);
    QTRY_VERIFY_WITH_TIMEOUT(publish->isEnabled(), patience);
    QTest::mouseClick(publish, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(queue(u"pictures"_s).total(), quint64(1), patience);
    QCOMPARE(bodiesIn(u"pictures"_s), QList<QByteArray>{bytes});
}

void TestFiles::aTableFillsTheMessages()
{
    QFile file(path(u"customers.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("id,name\n1,Ada\n2,Bo\n");
    file.close();
    fill(u"customers"_s, {});
    m_window->publishers().openAt(u"/"_s, {}, u"customers"_s);
    auto *page = qobject_cast<publisher::PublisherPage *>(m_window->tabs().currentWidget());
    QVERIFY(chooseInMenuOf(buttonOf<QToolButton>(*page, u"Placeholder"_s), u"Values from a data file…"_s));
    QVERIFY(chooseFile(path(u"customers.csv"_s)));
    QTest::keyClicks(page->body().editor().input(), u"{{csv.id}} is {{csv.name}}"_s);
    auto *publish = buttonOf<QPushButton>(*page, u"Publish"_s);
    for (const quint64 count : {1, 2}) {
        QTRY_VERIFY_WITH_TIMEOUT(publish->isEnabled(), patience);
        QTest::mouseClick(publish, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(queue(u"customers"_s).total(), count, patience);
    }
    QCOMPARE(bodiesIn(u"customers"_s), (QList<QByteArray>{"1 is Ada", "2 is Bo"}));
}

void TestFiles::deadLettersAreExported()
{
    fill(u"dead"_s, {});
    engine::QueueSpec spec;
    spec.name = u"short"_s;
    spec.arguments.set("x-message-ttl", qint32(1));
    spec.arguments.set("x-dead-letter-exchange", QByteArray());
    spec.arguments.set("x-dead-letter-routing-key", QByteArray("dead"));
    answerOf(m_session->declareQueue(spec));
    for (const QByteArray &body : orderBodies) {
        engine::PublishRequest request;
        request.routingKey = u"short"_s;
        request.body = body;
        answerOf(m_session->publish(request));
    }
    QTRY_COMPARE_WITH_TIMEOUT(queue(u"dead"_s).total(), quint64(orderBodies.size()), patience);
    m_window->openPage(u"deadLetters"_s);
    auto *page = m_window->findChild<pages::DeadLettersPage *>();
    QPushButton *out = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((out = buttonOf<QPushButton>(*page, u"Export…"_s)) && out->isEnabled(), patience);
    page->setFocus();
    QTest::keyClick(page, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(chooseFile(path(u"dead"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"3 messages exported to dead.jsonl."_s, patience);
    const QList<QByteArray> lines = contentOf(path(u"dead.jsonl"_s)).trimmed().split('\n');
    QCOMPARE(lines.size(), orderBodies.size());
    for (const QByteArray &line : lines)
        QVERIFY2(line.contains("x-death") && line.contains("expired"), line.constData());
}

void TestFiles::dialogsThatAreLeftDoNothing()
{
    openFlow();
    fill(u"orders"_s, orderBodies);
    QFile there(path(u"there.jsonl"_s));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.close();
    const QString before = notice();
    QWidget *transfer = transferOf(u"orders"_s);
    QVERIFY(chooseInMenuOf(transfer, u"Export all messages…"_s));
    QVERIFY(cancelFileDialog(path(u"orders.jsonl"_s)));
    QVERIFY(chooseInMenuOf(transfer, u"Import into this queue…"_s));
    const QPointer import = form<dialogs::ImportMessagesForm>();
    QVERIFY(import);
    QTest::mouseClick(buttonOf<QPushButton>(*import, u"Browse…"_s), Qt::LeftButton);
    QVERIFY(cancelFileDialog(there.fileName()));
    QVERIFY(fileIn(*import).isEmpty());
    QVERIFY(!import->okButton()->isEnabled());
    QTest::keyClick(import.data(), Qt::Key_Escape);
    QTRY_VERIFY(!import);
    m_window->openPage(u"flow"_s);
    QVERIFY(chooseInMenuOf(flowMenuButton(), u"Export as PNG…"_s));
    QVERIFY(cancelFileDialog(path(u"flow.png"_s)));

    QCOMPARE(notice(), before);
    QCOMPARE(QDir(path({})).entryList(QDir::Files), QStringList{u"there.jsonl"_s});
    QCOMPARE(bodiesIn(u"orders"_s), orderBodies);
}

void TestFiles::whatCanNotBeWrittenIsSaid()
{
    openFlow();
    fill(u"orders"_s, orderBodies);
    QVERIFY(chooseInMenuOf(flowMenuButton(), u"Export as SVG…"_s));
    const QString picture = path(u"no/such/flow.svg"_s);
    QVERIFY(chooseFile(picture));
    QTRY_COMPARE_WITH_TIMEOUT(notice(), u"%1 could not be written."_s.arg(picture), patience);

    QVERIFY(chooseInMenuOf(transferOf(u"orders"_s), u"Export all messages…"_s));
    QVERIFY(chooseFile(path(u"no/such/orders.jsonl"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(notice().startsWith(u"orders was not exported to orders.jsonl: "_s), patience);

    QVERIFY(chooseInMenuBar(*m_window->menuBar(), u"File"_s, u"Export definitions…"_s));
    auto *out = form<dialogs::ExportDefinitionsDialog>();
    QVERIFY(out);
    QVERIFY(browseFor(*out, path(u"no/such/broker.json"_s)));
    QTest::mouseClick(out->okButton(), Qt::LeftButton);
    // The form stays, for another place.
    QTRY_VERIFY_WITH_TIMEOUT(out->refusal().contains(u"The file can not be written: "_s), patience);
    QVERIFY(out->isVisible());
}

SIGHTGLASS_WINDOW_TEST(TestFiles)
#include "tst_files.moc"
