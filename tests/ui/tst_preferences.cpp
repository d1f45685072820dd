// SPDX-License-Identifier: GPL-3.0-or-later
// The preferences: what they change at once, what they keep for the next start, what can not be so, and what was given on the command
// line; and the languages of the window.
#include "support/fakeshop.h"

#include "program/testprogram.h"
#include "ui/dialogs/brokeroptions.h"
#include "ui/dialogs/preferencesdialog.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/livemodel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/brokersettings.h"
#include "ui/settings/settings.h"
#include "ui/settings/translation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::dialogs::PreferencesDialog;
using ui::mainwindow::MainWindow;

namespace {

/// Keeps what it is told; knows that a port is a number.
class FakeBrokerSettings final : public ui::settings::BrokerSettings
{
public:
    QString fileName() const override { return u"/data/settings.conf"_s; }
    QMap<QString, QString> kept() const override { return values; }
    bool isGiven(const QString &name) const override { return given.contains(name); }
    engine::Result<void> check(const QString &name, const QString &value) const override
    {
        if (name == u"channel-max"_s && value.toInt() <= 0)
            return engine::Error{engine::BrokerError::InvalidArgument, u"--channel-max takes a number"_s};
        return {};
    }
    engine::Result<void> keep(const QMap<QString, QString> &next) override
    {
        if (!problem.isEmpty())
            return engine::Error{engine::BrokerError::ResourceExhausted, problem};
        values = next;
        return {};
    }

    QMap<QString, QString> values;
    QStringList given;
    QString problem;
};

} // namespace

class TestPreferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::theme::Theme>(*qApp); }
    void init();
    void cleanup();

    void appearanceChangesAtOnce();
    void cancelChangesNothing();
    void theFeedKeepsItsLimits();
    void theBrokersOptionsAreKept();
    void whatCanNotBeIsSaidInPlace();
    void whatIsGivenElsewhereCanNotBeChanged();
    void saysWhatCanNotBeWritten();
    void withoutABrokerThereIsNothingToKeep();
    void everyOptionIsExplained();
    void speaksGerman();

private:
    PreferencesDialog *open();
    template <typename T>
    T *part(PreferencesDialog *dialog, const QString &name)
    {
        return dialog->findChild<T *>(name);
    }
    void press(PreferencesDialog *dialog) { QTest::mouseClick(dialog->okButton(), Qt::LeftButton); }

    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_scratch;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<tests::FakeSession> m_session;
    FakeBrokerSettings m_broker;
    std::unique_ptr<MainWindow> m_window;
};

void TestPreferences::init()
{
    m_scratch = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ui::settings::Settings>(m_scratch->filePath(u"window.ini"_s));
    m_session = std::make_unique<tests::FakeSession>();
    tests::openFakeShop(*m_session);
    m_broker = {};
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme, *m_settings);
    m_window->setBrokerSettings(&m_broker);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestPreferences::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_theme->setMode(ui::theme::Theme::Mode::System);
    m_theme->setFontPixels(ui::theme::Theme::usualFontPixels);
}

PreferencesDialog *TestPreferences::open()
{
    m_window->activateWindow(); // a dialog that is closed does not give it back everywhere
    if (!QTest::qWaitForWindowActive(m_window.get()))
        return nullptr;
    QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
    return m_window->findChild<PreferencesDialog *>();
}

void TestPreferences::appearanceChangesAtOnce()
{
    QPointer<PreferencesDialog> dialog = open();
    QVERIFY(dialog);
    auto *mode = part<QComboBox>(dialog, u"theme"_s);
    mode->setCurrentIndex(mode->findText(u"Dark"_s));
    part<QSpinBox>(dialog, u"fontPixels"_s)->setValue(16);
    press(dialog);
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_theme->mode(), ui::theme::Theme::Mode::Dark);
    QCOMPARE(QApplication::font().pixelSize(), 16);
    QCOMPARE(m_settings->themeMode(), ui::theme::Theme::Mode::Dark);
    // The menu says the same.
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        if (action->text() == u"&Dark" || action->text() == u"As the &system")
            QCOMPARE(action->isChecked(), action->text() == u"&Dark");
    }
    QCOMPARE(m_settings->fontPixels(), 16);
    dialog = open();
    QCOMPARE(part<QSpinBox>(dialog, u"fontPixels"_s)->value(), 16);
}

void TestPreferences::cancelChangesNothing()
{
    QPointer<PreferencesDialog> dialog = open();
    part<QSpinBox>(dialog, u"fontPixels"_s)->setValue(16);
    part<QCheckBox>(dialog, u"notifies"_s)->setChecked(false);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_theme->fontPixels(), ui::theme::Theme::usualFontPixels);
    QVERIFY(m_settings->notifies());
}

void TestPreferences::theFeedKeepsItsLimits()
{
    QPointer<PreferencesDialog> dialog = open();
    part<QSpinBox>(dialog, u"feedRows"_s)->setValue(200);
    part<QCheckBox>(dialog, u"notifies"_s)->setChecked(false);
    press(dialog);
    QTRY_VERIFY(!dialog);
    QVERIFY(!m_settings->notifies());
    engine::LiveBatch batch;
    for (quint64 i = 0; i < 300; ++i) {
        engine::LiveEvent event;
        event.sequence = i;
        batch.events << event;
    }
    batch.seen = 300;
    m_session->pushLive(batch);
    auto *model = m_window->findChild<ui::feed::FeedPanel *>()->findChild<ui::feed::LiveModel *>();
    QCOMPARE(model->rowCount(), 200);
}

void TestPreferences::theBrokersOptionsAreKept()
{
    m_broker.values = {{u"kafka"_s, u"off"_s}, {u"tls-cert"_s, u"/etc/cert.pem"_s}};
    QPointer<PreferencesDialog> dialog = open();
    QCOMPARE(part<QLineEdit>(dialog, u"kafka"_s)->text(), u"off"_s);
    part<QLineEdit>(dialog, u"kafka"_s)->clear();
    part<QLineEdit>(dialog, u"amqp"_s)->setText(u" 127.0.0.1:5673 "_s);
    press(dialog);
    QTRY_VERIFY(!dialog);
    // As usual again is not kept; what is not shown stays.
    QCOMPARE(m_broker.values,
             (QMap<QString, QString>{{u"amqp"_s, u"127.0.0.1:5673"_s}, {u"tls-cert"_s, u"/etc/cert.pem"_s}}));
    QVERIFY(m_window->notices().text().contains(u"next start"_s));
}

void TestPreferences::whatCanNotBeIsSaidInPlace()
{
    QPointer<PreferencesDialog> dialog = open();
    part<QLineEdit>(dialog, u"channel-max"_s)->setText(u"many"_s);
    QVERIFY(!dialog->okButton()->isEnabled());
    QCOMPARE(dialog->problem(), u"--channel-max takes a number"_s);
    part<QLineEdit>(dialog, u"channel-max"_s)->setText(u"7"_s);
    QVERIFY(dialog->okButton()->isEnabled());
    QVERIFY(dialog->problem().isEmpty());
}

void TestPreferences::whatIsGivenElsewhereCanNotBeChanged()
{
    m_broker.given = QStringList{u"amqp"_s};
    QPointer<PreferencesDialog> dialog = open();
    QVERIFY(!part<QLineEdit>(dialog, u"amqp"_s)->isEnabled());
    QVERIFY(part<QLineEdit>(dialog, u"amqp"_s)->accessibleDescription().contains(u"command line"_s));
    QVERIFY(part<QLineEdit>(dialog, u"kafka"_s)->isEnabled());
}

void TestPreferences::saysWhatCanNotBeWritten()
{
    m_broker.problem = u"read-only file system"_s;
    QPointer<PreferencesDialog> dialog = open();
    part<QLineEdit>(dialog, u"amqp"_s)->setText(u"off"_s);
    press(dialog);
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->problem().contains(u"read-only file system"_s));
}

void TestPreferences::withoutABrokerThereIsNothingToKeep()
{
    m_window->setBrokerSettings(nullptr);
    QPointer<PreferencesDialog> dialog = open();
    QVERIFY(!part<QLineEdit>(dialog, u"amqp"_s));
    press(dialog);
    QTRY_VERIFY(!dialog);
}

void TestPreferences::everyOptionIsExplained()
{
    for (const ui::dialogs::BrokerOption &option : ui::dialogs::brokerOptions())
        QVERIFY2(!option.label.isEmpty() && !option.usual.isEmpty() && !option.help.isEmpty(), qPrintable(option.name));
}

/// Last: what is said in German stays so.
void TestPreferences::speaksGerman()
{
    QVERIFY(ui::settings::languages().size() >= 2);
    ui::settings::useLanguage(*qApp, u"de"_s);
    PreferencesDialog dialog(*m_settings, *m_theme, &m_broker, nullptr);
    QCOMPARE(dialog.windowTitle(), u"Einstellungen"_s);
    QCOMPARE(QLocale().language(), QLocale::German);
    MainWindow window(*m_session, *m_theme, *m_settings);
    QCOMPARE(window.menuBar()->actions().at(0)->text(), u"&Datei"_s);
}

SIGHTGLASS_WINDOW_TEST(TestPreferences)
#include "tst_preferences.moc"
