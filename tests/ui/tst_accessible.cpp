// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever takes the keyboard has a name that can be read out: on every page there is, with all its parts, in the panels around it, in
// the forms and the preferences. The key of a form's label leads to its field, and a form that is opened has the keyboard.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/groupactions.h"
#include "ui/actions/messageactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/topicactions.h"
#include "ui/actions/transferactions.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/deleteforgooddialog.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/dialogs/purgequeuedialog.h"
#include "ui/dialogs/republishform.h"
#include "ui/dialogs/requeueform.h"
#include "ui/inspector/comparedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/palette/commandpalette.h"
#include "ui/publisher/keptbodies.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/renamefolderdialog.h"
#include "ui/publisher/savedialog.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QGroupBox>
#include <QLabel>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using ui::mainwindow::MainWindow;

namespace {

/// Parts of a widget that Qt makes, and frames whose content is what takes the keyboard.
bool isPartOfAnother(const QWidget &widget)
{
    static const char *const owners[] = {"QLineEdit", "QAbstractSpinBox", "QComboBox", "QDialogButtonBox"};
    const QWidget *parent = widget.parentWidget();
    if (widget.objectName().startsWith(u"qt_"_s))
        return true;
    if (parent && !qobject_cast<const QAbstractButton *>(&widget)) {
        for (const char *owner : owners) {
            if (parent->inherits(owner))
                return true;
        }
    }
    return parent && parent->inherits("QLineEdit");
}

bool isFrame(const QWidget &widget)
{
    static const char *const frames[] = {"QLabel", "QScrollArea", "QMenuBar", "QDialog", "QStackedWidget"};
    return widget.inherits("QTabWidget") || widget.inherits("QSplitter") || widget.inherits("QMainWindow") ||
           std::any_of(std::begin(frames), std::end(frames),
                       [&widget](const char *name) { return QByteArray(widget.metaObject()->className()) == name; });
}

QString nameOf(const QWidget &widget)
{
    if (!widget.accessibleName().isEmpty())
        return widget.accessibleName();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *box = qobject_cast<const QGroupBox *>(&widget))
        return box->title();
    return {};
}

} // namespace

class TestAccessible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void everyPage();
    void everyForm();
    void thePalette();

private:
    /// Fails for each widget below that takes the keyboard and has no name.
    void check(QWidget &below, const QString &where);
    void checkParts(QWidget &page, const QString &where);
    void checkLabels(QWidget &form, const QString &where);
    /// With what is folded, and each of its tabs.
    void checkForm(QDialog &form, const QString &where);
    QDialog *shownForm() const;

    struct Form
    {
        QString name;
        std::function<void()> open;
    };
    QList<Form> formsOfTheMenus();
    QList<Form> formsOfMessages();
    QList<Form> formsOfDefinitions();

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ui::publisher::KeptBodies> m_bodies;
    std::unique_ptr<ui::publisher::MessageLibrary> m_library;
    QStringList m_nameless;
};

void TestAccessible::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_bodies = std::make_unique<ui::publisher::KeptBodies>(m_scratch->filePath(u"bodies"_s));
    m_library = std::make_unique<ui::publisher::MessageLibrary>(m_scratch->filePath(u"library.json"_s), *m_bodies);
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    tests::openFakeTopics(*m_session);
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->push();
    m_nameless.clear();
}

void TestAccessible::cleanup()
{
    m_window.reset();
    m_library.reset();
    m_bodies.reset();
    m_session.reset();
}

void TestAccessible::check(QWidget &below, const QString &where)
{
    QList<QWidget *> widgets = below.findChildren<QWidget *>();
    widgets << &below;
    for (const QWidget *widget : std::as_const(widgets)) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || isPartOfAnother(*widget) ||
            isFrame(*widget) || !nameOf(*widget).isEmpty())
            continue;
        const QString line =
            u"%1 %2 in %3: %4"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                     QString::fromLatin1(widget->parentWidget()->metaObject()->className()), where);
        if (!m_nameless.contains(line))
            m_nameless << line;
    }
}

void TestAccessible::checkParts(QWidget &page, const QString &where)
{
    check(*m_window, where);
    for (QTabWidget *parts : page.findChildren<QTabWidget *>()) {
        for (int part = 0; part < parts->count(); ++part) {
            parts->setCurrentIndex(part);
            m_session->push();
            QCoreApplication::processEvents();
            check(page, where + u" › "_s + parts->tabText(part));
        }
    }
}

void TestAccessible::everyPage()
{
    const QStringList pages = m_window->tabs().fixedIds();
    QVERIFY(pages.size() >= 10);
    for (const QString &id : pages) {
        m_window->openPage(id);
        m_session->push();
        QCoreApplication::processEvents();
        checkParts(*m_window->tabs().currentWidget(), id);
    }
    m_window->openQueue(m_session->queues.first());
    QCoreApplication::processEvents();
    checkParts(*m_window->tabs().currentWidget(), u"queue"_s);
    m_window->openTopic(m_session->topics.front());
    QCoreApplication::processEvents();
    checkParts(*m_window->tabs().currentWidget(), u"topic"_s);
    m_window->openPublisher(u"/"_s, u"orders"_s, u"eu.new"_s);
    QCoreApplication::processEvents();
    checkParts(*m_window->tabs().currentWidget(), u"publisher"_s);
    QVERIFY2(m_nameless.isEmpty(), qPrintable(m_nameless.join(u'\n')));
}

/// A buddy that does not take the keyboard is led to by nothing.
void TestAccessible::checkLabels(QWidget &form, const QString &where)
{
    for (const QLabel *label : form.findChildren<QLabel *>()) {
        const bool hasKey = label->text().contains(u'&') && label->isVisible() && label->buddy();
        if (hasKey && label->buddy()->focusPolicy() == Qt::NoFocus)
            m_nameless << u"the key of “%1” leads nowhere: %2"_s.arg(label->text(), where);
    }
}

void TestAccessible::checkForm(QDialog &form, const QString &where)
{
    for (QToolButton *section : form.findChildren<QToolButton *>()) {
        if (section->property("section").toBool() && section->isVisible() && !section->isChecked())
            section->click();
    }
    check(form, where);
    checkLabels(form, where);
    for (QTabWidget *parts : form.findChildren<QTabWidget *>()) {
        for (int part = 0; part < parts->count(); ++part) {
            parts->setCurrentIndex(part);
            check(form, where + u" › "_s + parts->tabText(part));
        }
    }
}

QDialog *TestAccessible::shownForm() const
{
    const auto dialogs = m_window->findChildren<QDialog *>();
    const auto it = std::find_if(dialogs.begin(), dialogs.end(), [](auto *one) { return one->isVisible(); });
    return it == dialogs.end() ? nullptr : *it;
}

QList<TestAccessible::Form> TestAccessible::formsOfTheMenus()
{
    return {
        {u"exchange"_s, [this] { m_window->brokerActions().newExchange(); }},
        {u"delete an exchange"_s, [this] { m_window->brokerActions().deleteExchange(m_session->exchanges.last()); }},
        {u"queue"_s, [this] { m_window->brokerActions().newQueue(); }},
        {u"delete a queue"_s, [this] { m_window->brokerActions().deleteQueue(m_session->queues.first()); }},
        {u"binding"_s, [this] { m_window->brokerActions().newBinding(); }},
        {u"close a connection"_s,
         [this] { m_window->brokerActions().closeConnection(m_session->connections.first()); }},
        {u"purge for good"_s,
         [this] {
             const engine::Error reason{engine::BrokerError::ResourceExhausted, u"that is too much"_s};
             (new ui::dialogs::PurgeQueueDialog(*m_session, m_session->queues.first(), reason, m_window.get()))->open();
         }},
        {u"topic"_s, [this] { m_window->topicActions().newTopic(); }},
        {u"edit a topic"_s, [this] { m_window->topicActions().editTopic(m_session->topics.front()); }},
        {u"clear a topic"_s, [this] { m_window->topicActions().clearTopic(m_session->topics.front()); }},
        {u"reset"_s, [this] { m_window->groupActions().resetOffsets(m_session->groups.front()); }},
        {u"replay a topic"_s, [this] { m_window->replayActions().replayTopic(m_session->topics.front()); }},
        {u"replay a queue"_s, [this] { m_window->replayActions().replayQueue(m_session->queues.first()); }},
        {u"virtual host"_s, [this] { m_window->accessActions().newVirtualHost(); }},
        {u"user"_s, [this] { m_window->accessActions().newUser(); }},
        {u"permissions"_s, [this] { m_window->accessActions().setPermissions({}); }},
        {u"topic permissions"_s, [this] { m_window->accessActions().setTopicPermissions({}); }},
        {u"preferences"_s, [this] { m_window->showPreferences(); }},
    };
}

QList<TestAccessible::Form> TestAccessible::formsOfMessages()
{
    const engine::MessageDetails message = m_session->messages.first();
    const engine::MessageDetails another = m_session->messages.at(1);
    ui::models::MessagePick pick;
    pick.from = message.queue;
    pick.selection.messages = {message.summary.ref};
    pick.count = 1;
    ui::dialogs::DeadLetterChoice choice;
    choice.selection = pick.selection;
    choice.count = 1;
    const auto requeue = [this, choice](const std::optional<engine::MessageDetails> &details) {
        (new ui::dialogs::RequeueForm(*m_session, choice, details, true, m_window.get()))->open();
    };
    return {
        {u"move"_s, [this, pick] { m_window->messageActions().move(pick); }},
        {u"copy"_s, [this, pick] { m_window->messageActions().copy(pick); }},
        {u"edit and republish"_s, [this, pick] { m_window->messageActions().edit(pick); }},
        {u"delete the rest"_s,
         [this, pick] {
             engine::MessageActionProgress action;
             action.spec.selection = pick.selection;
             (new ui::dialogs::DeleteForGoodDialog(*m_session, action, m_window.get()))->open();
         }},
        {u"requeue"_s, [requeue] { requeue(std::nullopt); }},
        {u"edit and requeue"_s, [requeue, message] { requeue(message); }},
        {u"republish what was unrouted"_s,
         [this, message] {
             engine::UnroutedMessage unrouted;
             unrouted.virtualHost = u"/"_s;
             unrouted.exchange = u"orders"_s;
             (new ui::dialogs::RepublishForm(*m_session, unrouted, message.properties, u"eu.new"_s, m_window.get()))
                 ->open();
         }},
        {u"import messages"_s,
         [this, pick] { m_window->transferActions().importMessages(ui::actions::targetOf(pick)); }},
        {u"compare"_s,
         [this, message, another] {
             (new ui::inspector::CompareDialog(*m_session, message.summary.ref, another.summary.ref, m_window.get()))
                 ->open();
         }},
        {u"save a message"_s,
         [this] { (new ui::publisher::SaveMessageDialog(*m_library, {}, {}, 0, m_window.get()))->open(); }},
        {u"rename a folder"_s,
         [this] { (new ui::publisher::RenameFolderDialog(*m_library, u"orders"_s, m_window.get()))->open(); }},
    };
}

QList<TestAccessible::Form> TestAccessible::formsOfDefinitions()
{
    return {
        {u"policy"_s, [this] { (new ui::dialogs::PolicyDialog(*m_session, {}, true, m_window.get()))->open(); }},
        {u"import definitions"_s,
         [this] { (new ui::dialogs::ImportDefinitionsDialog(*m_session, m_window.get()))->open(); }},
        {u"export definitions"_s,
         [this] { (new ui::dialogs::ExportDefinitionsDialog(*m_session, m_window.get()))->open(); }},
        {u"what was imported"_s,
         [this] {
             engine::ImportReport report;
             report.items = {{u"queue"_s, u"/"_s, u"orders"_s, engine::ImportedItem::Outcome::Different, u"durable"_s}};
             (new ui::dialogs::ImportReportDialog(report, u"definitions.json"_s, m_window.get()))->open();
         }},
    };
}

void TestAccessible::everyForm()
{
    for (const auto &[name, open] : formsOfTheMenus() + formsOfMessages() + formsOfDefinitions()) {
        open();
        QTRY_VERIFY2(shownForm(), qPrintable(name));
        QDialog *form = shownForm();
        QTRY_VERIFY2(form->focusWidget(), qPrintable(name));
        checkForm(*form, name);
        form->close();
        QTRY_VERIFY2(!shownForm(), qPrintable(name));
    }
    QVERIFY2(m_nameless.isEmpty(), qPrintable(m_nameless.join(u'\n')));
}

void TestAccessible::thePalette()
{
    m_window->commandPalette().popup();
    check(m_window->commandPalette(), u"palette"_s);
    QVERIFY2(m_nameless.isEmpty(), qPrintable(m_nameless.join(u'\n')));
}

SIGHTGLASS_WINDOW_TEST(TestAccessible)
#include "tst_accessible.moc"
