// SPDX-License-Identifier: GPL-3.0-or-later
// What the publisher keeps: saved messages, the history, and large bodies with both.
#include "publisherbench.h"

#include "program/testprogram.h"
#include "ui/publisher/historypanel.h"
#include "ui/publisher/librarypanel.h"
#include "ui/publisher/renamefolderdialog.h"
#include "ui/publisher/savedialog.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QJsonObject>
#include <QListView>
#include <QPointer>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using fake::Bench;
using fake::FakeSession;
using fake::putFile;
using fake::type;
using ui::publisher::BytesForm;
using ui::publisher::Draft;
using ui::publisher::KeptBodies;
using ui::publisher::MessageLibrary;
using ui::publisher::PublisherPage;
using ui::publisher::PublishHistory;

class TestSavedMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }

    void savesAndOpens();
    void theLibraryIsKept();
    void theLibraryGoesIntoFilesAndOutOfThem();
    void foldersOfSavedMessages();
    void aDamagedLibraryIsSetAside();
    void theHistoryIsKeptAndPublishesAgain();
    void aClearedHistoryComesBack();
    void theHistoryIsBounded();
    void aLargeBodyIsKeptWithWhatHasIt();
    void aBodyGoesWithTheLastThatHasIt();
    void aLargeBodyGoesIntoAFileOfSavedMessages();
    void theHistoryKeepsNotAllLargeBodies();
    void oldBodiesThatNobodyHoldsGo();

private:
    std::unique_ptr<ui::theme::Theme> m_theme;
};

void TestSavedMessages::savesAndOpens()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"eu.new"_s);
    b.write(u"{\"id\": {{seq}}}"_s);
    QTest::mouseClick(b.button<QToolButton>(u"Save…"_s), Qt::LeftButton);
    QPointer<ui::publisher::SaveMessageDialog> dialog;
    QTRY_VERIFY(dialog = b.page.findChild<ui::publisher::SaveMessageDialog *>());
    type(dialog->findChild<QLineEdit *>(u"savedName"_s), u"New order"_s);
    type(dialog->findChild<QComboBox *>(u"savedFolder"_s)->lineEdit(), u"shop/ orders "_s);
    QTest::mouseClick(dialog->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QCOMPARE(b.library.messages().size(), 1);
    QCOMPARE(b.library.messages().first().folder, u"shop/orders"_s);
    b.page.setDraft({});
    b.page.findChild<QTabWidget *>()->setCurrentIndex(1);
    auto &tree = b.page.findChild<ui::publisher::LibraryPanel *>()->tree();
    const QAbstractItemModelTester tester(tree.model());
    const QModelIndex shop = tree.model()->index(0, 0);
    QCOMPARE(shop.data().toString(), u"shop"_s);
    const QModelIndex message = tree.model()->index(0, 0, tree.model()->index(0, 0, shop));
    QCOMPARE(message.data().toString(), u"New order"_s);
    tree.setFocus();
    tree.setCurrentIndex(message);
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(b.page.draft().target, u"orders"_s);
    QCOMPARE(b.page.draft().body, u"{\"id\": {{seq}}}"_s);
    // Deleted, and taken back.
    QSignalSpy removed(&b.page, &PublisherPage::undoableDone);
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_Delete);
    QTRY_COMPARE(removed.count(), 1);
    QVERIFY(b.library.messages().isEmpty());
    // Even when its name is another's by then, which stays as it is.
    Draft other;
    other.target = u"clicks"_s;
    b.library.save(u"shop/orders"_s, u"New order"_s, other);
    removed.first().at(1).value<std::function<void()>>()();
    QCOMPARE(b.library.messages().size(), 2);
    QCOMPARE(b.library.find(u"shop/orders"_s, u"New order"_s)->draft.target, u"clicks"_s);
    QCOMPARE(b.library.find(u"shop/orders"_s, u"New order (2)"_s)->draft.target, u"orders"_s);
}

void TestSavedMessages::theLibraryIsKept()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"deep/messages.json"_s);
    KeptBodies bodies(folder.filePath(u"bodies"_s));
    Draft draft;
    draft.target = u"orders"_s;
    {
        MessageLibrary library(path, bodies);
        const quint64 a = library.save(u"b"_s, u"two"_s, draft);
        library.save({}, u"one"_s, draft);
        QVERIFY(!library.move(a, {}, u"one"_s)); // taken
        QVERIFY(library.move(a, u"b/c"_s, u"three"_s));
        draft.target = u"other"_s;
        library.save(u"b/c"_s, u"three"_s, draft); // in its place
    }
    MessageLibrary library(path, bodies);
    QCOMPARE(library.messages().size(), 2);
    QCOMPARE(library.messages().at(1).name, u"three"_s);
    QCOMPARE(library.messages().at(1).draft.target, u"other"_s);
    QCOMPARE(library.folders(), (QStringList{u"b"_s, u"b/c"_s}));
    QVERIFY(library.moveFolder(u"b"_s, u"x"_s));
    QCOMPARE(library.folders(), (QStringList{u"x"_s, u"x/c"_s}));
}

namespace {

bool importInto(MessageLibrary &library, const QString &path)
{
    const auto read = library.readFile(path).result();
    if (read)
        library.add(*read);
    return bool(read);
}

} // namespace

void TestSavedMessages::theLibraryGoesIntoFilesAndOutOfThem()
{
    const QTemporaryDir folder;
    KeptBodies bodies(folder.filePath(u"bodies"_s));
    MessageLibrary library(folder.filePath(u"a.json"_s), bodies), other(folder.filePath(u"b.json"_s), bodies);
    Draft draft;
    draft.body = u"{{uuid}}"_s;
    library.save(u"f"_s, u"one"_s, draft);
    QVERIFY(library.exportTo(folder.filePath(u"export.json"_s)).result());
    other.save(u"f"_s, u"one"_s, {});
    QVERIFY(importInto(other, folder.filePath(u"export.json"_s)));
    QCOMPARE(other.messages().size(), 2);
    QCOMPARE(other.find(u"f"_s, u"one (2)"_s)->draft, draft);
    putFile(folder.filePath(u"x.json"_s), "{\"a\": 1}");
    QVERIFY(!importInto(other, folder.filePath(u"x.json"_s)));
    QVERIFY(!importInto(other, folder.filePath(u"gone.json"_s)));
    QCOMPARE(other.messages().size(), 2);
    // What could not be read again is not written.
    draft.body = QString(ui::publisher::StoredFile::mostBytes, u'x');
    library.save({}, u"large"_s, draft);
    const engine::Result<void> tooLarge = library.exportTo(folder.filePath(u"large.json"_s)).result();
    QVERIFY(!tooLarge && !QFile::exists(folder.filePath(u"large.json"_s)));
}

/// Renamed, deleted, taken back and exported, each with all that is in it and nothing else.
void TestSavedMessages::foldersOfSavedMessages()
{
    Bench b;
    for (const QString &folder : {u"shop/orders"_s, u"shop"_s, u"shopping"_s})
        b.library.save(folder, u"one"_s, {});
    QVERIFY(b.library.exportTo(b.folder.filePath(u"shop.json"_s), u"shop"_s).result());
    KeptBodies bodies(b.folder.filePath(u"other"_s));
    MessageLibrary other(b.folder.filePath(u"other.json"_s), bodies);
    QVERIFY(importInto(other, b.folder.filePath(u"shop.json"_s)));
    QCOMPARE(other.messages().size(), 2);
    QVERIFY(other.find(u"shop"_s, u"one"_s) && other.find(u"shop/orders"_s, u"one"_s));

    b.page.findChild<QTabWidget *>()->setCurrentIndex(1);
    auto &tree = b.page.findChild<ui::publisher::LibraryPanel *>()->tree();
    const QAbstractItemModelTester tester(tree.model());
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    const auto choose = [&tree](const QString &folder) {
        tree.setFocus();
        for (int row = 0; row < tree.model()->rowCount(); ++row) {
            if (tree.model()->index(row, 0).data().toString() == folder)
                return tree.setCurrentIndex(tree.model()->index(row, 0));
        }
    };
    choose(u"shop"_s);
    QTest::keyClick(&tree, Qt::Key_F2);
    QPointer<ui::publisher::RenameFolderDialog> dialog;
    QTRY_VERIFY(dialog = b.page.findChild<ui::publisher::RenameFolderDialog *>());
    auto *name = dialog->findChild<QLineEdit *>(u"folderName"_s);
    type(name, u"shopping"_s); // has one of that name
    QVERIFY(!dialog->okButton()->isEnabled());
    type(name, u"store / eu"_s);
    QTest::mouseClick(dialog->okButton(), Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QCOMPARE(b.library.folders(), (QStringList{u"shopping"_s, u"store"_s, u"store/eu"_s, u"store/eu/orders"_s}));
    // It stays chosen by its new name, whatever is saved meanwhile.
    QCOMPARE(tree.currentIndex().data().toString(), u"eu"_s);
    choose(u"shopping"_s);
    b.library.save(u"shopping"_s, u"two"_s, {});
    QCOMPARE(tree.currentIndex().data().toString(), u"shopping"_s);
    b.library.remove(b.library.find(u"shopping"_s, u"two"_s)->id);

    QSignalSpy removed(&b.page, &PublisherPage::undoableDone);
    b.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&b.page));
    // Not with what the filter hides.
    b.library.save(u"store"_s, u"seen"_s, {});
    auto *filter = qobject_cast<QLineEdit *>(b.named(u"Filter of the saved messages"_s));
    QVERIFY(filter);
    filter->setText(u"seen"_s);
    choose(u"store"_s);
    QSignalSpy refused(&b.page, &PublisherPage::failed);
    QTest::keyClick(&tree, Qt::Key_Delete);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(b.library.messages().size(), 4);
    filter->clear();
    b.library.remove(b.library.find(u"store"_s, u"seen"_s)->id);
    choose(u"store"_s);
    QTest::keyClick(&tree, Qt::Key_Delete);
    QTRY_COMPARE(removed.count(), 1);
    QCOMPARE(removed.first().first().toString(), u"store with 2 messages is no longer saved."_s);
    QCOMPARE(b.library.folders(), QStringList{u"shopping"_s});
    removed.first().at(1).value<std::function<void()>>()();
    QCOMPARE(b.library.folders(), (QStringList{u"shopping"_s, u"store"_s, u"store/eu"_s, u"store/eu/orders"_s}));
    QCOMPARE(b.library.messages().size(), 3);
}

void TestSavedMessages::aDamagedLibraryIsSetAside()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"messages.json"_s);
    putFile(path, "{\"format\": \"sightgl");
    KeptBodies bodies(folder.filePath(u"bodies"_s));
    {
        MessageLibrary library(path, bodies);
        QVERIFY(library.problem().contains(u".damaged"_s));
        library.save({}, u"new"_s, {});
        library.save({}, u"newer"_s, {});
    }
    QCOMPARE(MessageLibrary(path, bodies).messages().size(), 2);
    QFile kept(path + u".damaged"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("{\"format\": \"sightgl"));
}

void TestSavedMessages::theHistoryIsKeptAndPublishesAgain()
{
    Bench b;
    b.page.setTarget(u"/"_s, u"orders"_s, u"first"_s);
    b.publish(1);
    QTRY_COMPARE(b.history.entries().size(), size_t(1));
    b.page.setTarget(u"/"_s, u"orders"_s, u"second"_s);
    b.publish(2);
    QTRY_COMPARE(b.history.entries().size(), size_t(2));
    b.page.findChild<QTabWidget *>()->setCurrentIndex(2);
    auto &list = b.page.findChild<ui::publisher::HistoryPanel *>()->list();
    const QAbstractItemModelTester tester(list.model());
    QCOMPARE(list.model()->rowCount(), 2);
    QVERIFY(list.model()->index(0, 0).data().toString().contains(u"second"_s));
    list.setCurrentIndex(list.model()->index(1, 0));
    QTest::mouseClick(b.button<QPushButton>(u"Publish again"_s), Qt::LeftButton);
    QTRY_COMPARE(b.session.publishes.size(), 3);
    QCOMPARE(b.session.publishes.at(2).routingKey, u"first"_s);
    QTRY_COMPARE(list.model()->rowCount(), 3);
    QCOMPARE(b.page.draft().routingKey, u"second"_s); // what is being written stays
    {
        PublishHistory copy(b.folder.filePath(u"copy.jsonl"_s), b.bodies);
        for (const auto &entry : b.history.entries())
            copy.add(entry);
    }
    const PublishHistory again(b.folder.filePath(u"copy.jsonl"_s), b.bodies);
    QCOMPARE(again.entries().size(), size_t(3));
    QCOMPARE(again.entries().back().draft.routingKey, u"first"_s);
    QVERIFY(again.entries().back().timeMs > 0);
}

void TestSavedMessages::aClearedHistoryComesBack()
{
    Bench b;
    Draft draft;
    for (const QString &target : {u"first"_s, u"second"_s}) {
        draft.target = target;
        b.history.add({0, 0, draft, true, {}, 1});
    }
    b.page.findChild<QTabWidget *>()->setCurrentIndex(2);
    auto &list = b.page.findChild<ui::publisher::HistoryPanel *>()->list();
    const QAbstractItemModelTester tester(list.model());
    QSignalSpy cleared(&b.page, &PublisherPage::undoableDone);
    auto *clear = b.button<QPushButton>(u"Clear"_s);
    QTest::mouseClick(clear, Qt::LeftButton);
    QVERIFY(b.history.entries().empty());
    QCOMPARE(list.model()->rowCount(), 0);
    QVERIFY(!clear->isEnabled());
    // What is published meanwhile is the newest, all the same.
    draft.target = u"third"_s;
    b.history.add({0, 0, draft, true, {}, 1});
    QCOMPARE(cleared.count(), 1);
    cleared.first().at(1).value<std::function<void()>>()();
    QCOMPARE(b.history.entries().size(), size_t(3));
    QCOMPARE(list.model()->rowCount(), 3);
    const QString inOrder[] = {u"third"_s, u"second"_s, u"first"_s};
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(b.history.entries()[size_t(row)].draft.target, inOrder[row]);
        QVERIFY(list.model()->index(row, 0).data().toString().contains(inOrder[row]));
    }
    {
        PublishHistory copy(b.folder.filePath(u"copy.jsonl"_s), b.bodies);
        copy.restore(b.history.entries());
    }
    QCOMPARE(PublishHistory(b.folder.filePath(u"copy.jsonl"_s), b.bodies).entries().size(), size_t(3));
}

void TestSavedMessages::theHistoryIsBounded()
{
    const QTemporaryDir folder;
    KeptBodies bodies(folder.filePath(u"bodies"_s));
    PublishHistory history(folder.filePath(u"h.jsonl"_s), bodies);
    Draft draft;
    draft.body = QString(100'000, u'x');
    for (int i = 0; i < 50; ++i)
        history.add({0, 0, draft, true, {}, 1});
    QVERIFY(history.entries().size() < 22);
    draft.body = QString(3'000'000, u'x');
    const size_t before = history.entries().size();
    history.add({0, 0, draft, true, {}, 1});
    QCOMPARE(history.entries().size(), before);
    for (size_t i = 0; i < 2 * PublishHistory::most; ++i)
        history.add({0, 0, {}, true, {}, 1});
    QCOMPARE(history.entries().size(), PublishHistory::most);
}

namespace {

engine::MessageDetails largeMessage()
{
    engine::MessageDetails details;
    details.virtualHost = u"/"_s;
    details.summary.exchange = u"orders"_s;
    details.summary.routingKey = u"eu.new"_s;
    details.body = QByteArray("{{braces}}\0\xff", 12) + QByteArray(5 << 20, 'x');
    return details;
}

} // namespace

/// With what is saved, with what was published, and with what is written: over a restart, and as long as one of them is there.
void TestSavedMessages::aLargeBodyIsKeptWithWhatHasIt()
{
    const QTemporaryDir folder;
    const engine::MessageDetails details = largeMessage();
    QJsonObject written;
    {
        KeptBodies bodies(folder.filePath(u"bodies"_s));
        MessageLibrary library(folder.filePath(u"messages.json"_s), bodies);
        PublishHistory history(folder.filePath(u"published.jsonl"_s), bodies);
        FakeSession session;
        PublisherPage page(session, library, history, nullptr);
        page.setMessage(details);
        const auto buttons = page.findChildren<QPushButton *>();
        const auto button = std::find_if(buttons.begin(), buttons.end(),
                                         [](const QPushButton *one) { return one->text() == u"Publish"; });
        QVERIFY(button != buttons.end());
        QTRY_VERIFY((*button)->isEnabled()); // the body is written
        page.publish();
        QTRY_COMPARE(session.publishes.size(), 1);
        QTRY_COMPARE(history.entries().size(), size_t(1));
        library.save({}, u"large"_s, page.draft());
        written = toJson(page.draft());
    }
    KeptBodies bodies(folder.filePath(u"bodies"_s));
    const auto files = [&] { return QDir(folder.filePath(u"bodies"_s)).entryList(QDir::Files).size(); };
    MessageLibrary library(folder.filePath(u"messages.json"_s), bodies);
    PublishHistory history(folder.filePath(u"published.jsonl"_s), bodies);
    FakeSession session;
    PublisherPage page(session, library, history, nullptr);
    const Draft drafts[] = {library.find({}, u"large"_s)->draft, history.entries().front().draft,
                            ui::publisher::draftFromJson(written)};
    for (const Draft &draft : drafts) {
        page.setDraft(draft);
        page.publish();
        QTRY_VERIFY(!session.publishes.isEmpty());
        QCOMPARE(session.publishes.takeFirst().body, details.body);
        QTRY_VERIFY(!page.result().isEmpty());
    }
    QCOMPARE(files(), 1);
}

void TestSavedMessages::aBodyGoesWithTheLastThatHasIt()
{
    Bench b;
    const auto files = [&] { return QDir(b.folder.filePath(u"bodies"_s)).entryList(QDir::Files).size(); };
    b.page.setMessage(largeMessage());
    QTRY_VERIFY(b.publishButton()->isEnabled());
    b.publish(1);
    QTRY_COMPARE(b.history.entries().size(), size_t(1));
    const quint64 id = b.library.save({}, u"large"_s, b.page.draft());
    b.page.setDraft({});
    b.history.clear();
    QCOMPARE(files(), 1);
    // In what can be undone it is still there.
    std::optional<ui::publisher::SavedMessage> removed = *b.library.find(id);
    b.library.remove(id);
    QCOMPARE(files(), 1);
    b.library.restore({*removed});
    b.library.remove(b.library.messages().first().id);
    removed.reset();
    QTRY_VERIFY((b.bodies.removeUnheld(), files() == 0));
}

void TestSavedMessages::aLargeBodyGoesIntoAFileOfSavedMessages()
{
    const QTemporaryDir elsewhere;
    const engine::MessageDetails details = largeMessage();
    const QString exported = elsewhere.filePath(u"export.json"_s);
    {
        Bench b;
        b.page.setMessage(details);
        QTRY_VERIFY(b.publishButton()->isEnabled());
        b.library.save({}, u"large"_s, b.page.draft());
        QVERIFY(b.library.exportTo(exported).result());
    }
    Bench b;
    QVERIFY(importInto(b.library, exported));
    const Draft draft = b.library.messages().first().draft;
    QCOMPARE(draft.bodyForm, BytesForm::File); // none of it is written into the editor
    QVERIFY(draft.keptBody);
    b.page.setDraft(draft);
    b.publish(1);
    QCOMPARE(b.session.publishes.constFirst().body, details.body);
}

void TestSavedMessages::theHistoryKeepsNotAllLargeBodies()
{
    Bench b;
    const auto add = [&b](qint64 size) {
        Draft draft;
        draft.bodyForm = BytesForm::File;
        draft.keptBody = b.bodies.make();
        draft.body = *draft.keptBody;
        putFile(draft.body, {});
        QFile(draft.body).resize(size); // takes no room
        for (int i = 0; i < 3; ++i)     // which count once
            b.history.add({0, 0, draft, true, {}, 1});
        return draft.body;
    };
    QVERIFY(QDir().mkpath(b.folder.filePath(u"bodies"_s)));
    const QString first = add(PublishHistory::mostFileBytes / 3 + 1);
    const QString second = add(PublishHistory::mostFileBytes / 3 + 1);
    QCOMPARE(b.history.entries().size(), size_t(6));
    const QString third = add(PublishHistory::mostFileBytes / 3 + 1);
    QCOMPARE(b.history.entries().size(), size_t(6));
    QVERIFY(!QFile::exists(first) && QFile::exists(second) && QFile::exists(third));
    // One that alone is too large is not remembered, and takes no other's place.
    add(PublishHistory::mostFileBytes + 1);
    QCOMPARE(b.history.entries().size(), size_t(6));
}

void TestSavedMessages::oldBodiesThatNobodyHoldsGo()
{
    const QTemporaryDir folder;
    const auto put = [&folder](const QString &name, int days) {
        const QString path = folder.filePath(name);
        putFile(path, "body");
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite) ||
            !file.setFileTime(QDateTime::currentDateTime().addDays(-days), QFile::FileModificationTime))
            qWarning("the time of %s is not set", qPrintable(path));
        return path;
    };
    const QString held = put(u"held"_s, 30), stray = put(u"stray"_s, 30), young = put(u"young"_s, 1);
    KeptBodies bodies(folder.path());
    Draft draft;
    draft.bodyForm = BytesForm::File;
    draft.body = held;
    bodies.hold(draft);
    QVERIFY(draft.keptBody);
    bodies.removeStrays();
    QVERIFY(QFile::exists(held) && QFile::exists(young));
    QVERIFY(!QFile::exists(stray));
    // A file of the user's own is not the window's to remove.
    const QTemporaryDir elsewhere;
    draft.body = elsewhere.filePath(u"mine"_s);
    bodies.hold(draft);
    QVERIFY(!draft.keptBody);
}

SIGHTGLASS_WINDOW_TEST(TestSavedMessages)
#include "tst_savedmessages.moc"
