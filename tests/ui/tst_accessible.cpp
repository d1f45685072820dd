// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever takes the keyboard has a name that can be read out: on every page there is, with all its parts, in the panels around it, in
// the forms and the preferences.
#include "support/fakeshop.h"
#include "support/faketopics.h"

#include "program/testprogram.h"
#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/groupactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/topicactions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/palette/commandpalette.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QGroupBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

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

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_nameless;
};

void TestAccessible::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
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

void TestAccessible::everyForm()
{
    const std::pair<QString, std::function<void()>> forms[] = {
        {u"exchange"_s, [this] { m_window->brokerActions().newExchange(); }},
        {u"queue"_s, [this] { m_window->brokerActions().newQueue(); }},
        {u"binding"_s, [this] { m_window->brokerActions().newBinding(); }},
        {u"delete"_s, [this] { m_window->brokerActions().deleteQueue(m_session->queues.first()); }},
        {u"topic"_s, [this] { m_window->topicActions().newTopic(); }},
        {u"reset"_s, [this] { m_window->groupActions().resetOffsets(m_session->groups.front()); }},
        {u"replay"_s, [this] { m_window->replayActions().replayTopic(m_session->topics.front()); }},
        {u"virtual host"_s, [this] { m_window->accessActions().newVirtualHost(); }},
        {u"user"_s, [this] { m_window->accessActions().newUser(); }},
        {u"preferences"_s, [this] { m_window->showPreferences(); }},
    };
    for (const auto &[name, open] : forms) {
        open();
        const auto shown = [this] {
            const auto dialogs = m_window->findChildren<QDialog *>();
            const auto it = std::find_if(dialogs.begin(), dialogs.end(), [](auto *one) { return one->isVisible(); });
            return it == dialogs.end() ? nullptr : *it;
        };
        QTRY_VERIFY2(shown(), qPrintable(name));
        QDialog *form = shown();
        check(*form, name);
        for (QTabWidget *parts : form->findChildren<QTabWidget *>()) {
            for (int part = 0; part < parts->count(); ++part) {
                parts->setCurrentIndex(part);
                check(*form, name + u" › "_s + parts->tabText(part));
            }
        }
        form->close();
        QTRY_VERIFY2(!shown(), qPrintable(name));
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
