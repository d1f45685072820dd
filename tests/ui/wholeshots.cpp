// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the window as a whole to PNG files: in the sizes it must look designed in, with a notice, with the palette and the
// preferences over it, and in German: sightglass-wholeshots OUTDIR [SECONDS [pages]]. With "pages" nothing but the pages;
// QT_SCALE_FACTOR=2 gives them as a fine screen shows them.
#include "demo/demo.h"
#include "facade/embeddedsession.h"
#include "support/pictures.h"

#include "ui/dialogs/preferencesdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/flowpage.h"
#include "ui/palette/commandpalette.h"
#include "ui/settings/brokersettings.h"
#include "ui/settings/settings.h"
#include "ui/settings/translation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using tests::runFor;
using ui::mainwindow::MainWindow;
using ui::theme::Theme;

namespace {

constexpr quint32 demoSeed = 7;
constexpr int startMs = 10'000;
constexpr int settleMs = 700; // more than one round of snapshots
constexpr QSize usualSize{1440, 900};
constexpr QSize smallSize{1280, 720};
constexpr QSize smallestSize{1024, 640};
constexpr QSize largeSize{3840, 2160};

class NoSettings final : public ui::settings::BrokerSettings
{
public:
    QString fileName() const override { return u"~/.local/share/Sightglass/settings.conf"_s; }
    QMap<QString, QString> kept() const override { return {{u"channel-max"_s, u"many"_s}}; }
    bool isGiven(const QString &name) const override { return name == u"kafka"_s; }
    engine::Result<void> check(const QString &name, const QString &value) const override
    {
        if (name == u"channel-max"_s && value.toInt() == 0)
            return engine::Error{engine::BrokerError::InvalidArgument,
                                 u"--channel-max takes a number from 1 to 65535, not 'many'"_s};
        return {};
    }
    engine::Result<void> keep(const QMap<QString, QString> &) override { return {}; }
};

class Camera
{
public:
    Camera(QApplication &application, const QString &folder)
        : m_application(application)
        , m_theme(application)
        , m_folder(folder)
    {}

    bool shoot(int seconds, bool onlyPages)
    {
        const QTemporaryDir folder;
        engine::facade::EngineConfig config;
        config.dataDirectory = folder.filePath(u"data"_s);
        config.amqpAddress = config.kafkaAddress = u"127.0.0.1:0"_s;
        config.socketPath = folder.filePath(u"socket"_s);
        engine::facade::EmbeddedSession session(config);
        ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
        auto window = std::make_unique<MainWindow>(session, m_theme, settings);
        window->setBrokerSettings(&m_broker);
        window->show();
        session.start();
        QElapsedTimer timer;
        timer.start();
        while (session.state() != BrokerSession::State::Running && timer.elapsed() < startMs)
            runFor(20);
        if (session.state() != BrokerSession::State::Running)
            return false;
        const app::demo::Demo demo(session.listeners(), demoSeed);
        runFor(seconds * 1000);
        if (onlyPages) {
            shootPagesOnly(*window);
            return true;
        }
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            m_suffix = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
            shootSizes(session);
            shootNotices(*window);
            shootPalette(*window);
            shootPreferences(*window);
        }
        m_theme.setFontPixels(Theme::mostFontPixels);
        m_suffix = u"large-letters"_s;
        shootPages(*window, u"letters"_s);
        m_theme.setFontPixels(Theme::usualFontPixels);
        ui::settings::useLanguage(m_application, u"de"_s);
        window = std::make_unique<MainWindow>(session, m_theme, settings);
        window->setBrokerSettings(&m_broker);
        window->resize(smallSize);
        window->show();
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            m_suffix = mode == Theme::Mode::Light ? u"german-light"_s : u"german-dark"_s;
            runFor(2 * settleMs);
            shootPages(*window, u"small"_s);
            shootPalette(*window);
            shootPreferences(*window);
        }
        return true;
    }

private:
    void shootPages(MainWindow &window, const QString &name)
    {
        for (const QString &page : window.tabs().fixedIds()) {
            window.openPage(page);
            runFor(settleMs);
            if (auto *flow = qobject_cast<ui::pages::FlowPage *>(window.tabs().currentWidget())) {
                flow->view().tidy();
                runFor(settleMs);
            }
            save(window, name + u'-' + page);
        }
    }

    void shootPagesOnly(MainWindow &window)
    {
        window.resize(usualSize);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_theme.setMode(mode);
            m_suffix = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
            shootPages(window, u"page"_s);
        }
    }

    /// As it is opened for the first time on a screen of this size.
    void shootSizes(BrokerSession &session)
    {
        const std::pair<QString, QSize> sizes[] = {
            {u"smallest"_s, smallestSize}, {u"small"_s, smallSize}, {u"large"_s, largeSize}};
        for (const auto &[name, size] : sizes) {
            const QTemporaryDir folder;
            ui::settings::Settings settings(folder.filePath(u"window.ini"_s));
            MainWindow window(session, m_theme, settings);
            window.resize(size);
            window.show();
            runFor(2 * settleMs);
            shootPages(window, name);
        }
    }

    void shootNotices(MainWindow &window)
    {
        window.resize(smallSize);
        window.openPage(u"queues"_s);
        window.notices().post(ui::widgets::NoticeBar::Kind::Done, u"Purged 1,204 messages from billing"_s, u"Undo"_s,
                              [] {});
        runFor(settleMs);
        save(window, u"notice"_s);
        window.notices().post(ui::widgets::NoticeBar::Kind::Error,
                              u"PRECONDITION_FAILED - inequivalent arg 'x-message-ttl' "_s.repeated(5), u"Undo"_s,
                              [] {});
        runFor(settleMs);
        save(window, u"notice-long"_s);
        window.notices().dismiss();
        window.notices().dismiss();
        window.resize(usualSize);
    }

    void shootPalette(MainWindow &window)
    {
        ui::palette::CommandPalette &palette = window.commandPalette();
        palette.popup();
        runFor(settleMs);
        save(palette, u"palette"_s);
        palette.field()->setText(u"ord"_s);
        runFor(settleMs);
        save(palette, u"palette-found"_s);
        palette.field()->setText(u"orders.dead"_s);
        QKeyEvent tab(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier);
        QApplication::sendEvent(palette.field(), &tab);
        runFor(settleMs);
        save(palette, u"palette-steps"_s);
        palette.close();
        palette.popup();
        palette.field()->setText(u"zzzz"_s);
        runFor(100);
        save(palette, u"palette-nothing"_s);
        palette.close();
    }

    void shootPreferences(MainWindow &window)
    {
        window.showPreferences();
        auto *dialog = window.findChild<ui::dialogs::PreferencesDialog *>();
        auto *parts = dialog->findChild<QTabWidget *>();
        for (int part = 0; part < parts->count(); ++part) {
            parts->setCurrentIndex(part);
            runFor(100);
            save(*dialog, u"preferences-%1"_s.arg(part));
        }
        dialog->close();
        runFor(50);
    }

    void save(QWidget &widget, const QString &name)
    {
        const QString path = m_folder + u'/' + name + u'-' + m_suffix + u".png"_s;
        if (!widget.grab().save(path))
            qFatal("cannot write %s", qPrintable(path));
        QTextStream(stdout) << path << '\n';
    }

    QApplication &m_application;
    Theme m_theme;
    QString m_folder;
    QString m_suffix;
    NoSettings m_broker;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const bool onlyPages = argc == 4 && QByteArrayView(argv[3]) == "pages";
    if (argc < 2 || (argc > 3 && !onlyPages) || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        QTextStream(stderr) << "usage: wholeshots OUTDIR [SECONDS of traffic first, 20 [pages]]\n";
        return 2;
    }
    tests::useFontOfPictures();
    const int seconds = argc > 2 ? qBound(1, QByteArray(argv[2]).toInt(), 600) : 20;
    return Camera(application, QString::fromLocal8Bit(argv[1])).shoot(seconds, onlyPages) ? 0 : 1;
}
