// SPDX-License-Identifier: GPL-3.0-or-later
// WindowedBroker: the embedded broker, the window on it and, with --demo, the shop whose clients live on it: what a start without
// `serve` brings up, and what tests of such a start bring up.
// Owner: showWindow(), or a test. Thread: main.
#pragma once

#include "commandline.h"
#include "definitionsserver.h"
#include "demo/demo.h"
#include "windowsettings.h"

#include "facade/embeddedsession.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <memory>

class QApplication;

namespace app {

/// Whether `definitions` and a second start are to find this broker by its data directory.
bool wantsSharing(const Options &options);

class WindowedBroker
{
public:
    /// The application takes the language and the look that the window's settings name. `options` outlive this.
    WindowedBroker(QApplication &application, const Options &options);

    /// The window appears at once, while the engine starts on its own thread.
    void start();
    engine::BrokerSession &session() { return m_session; }
    ui::mainwindow::MainWindow &window() { return *m_window; }

private:
    void follow(engine::BrokerSession::State state);

    const Options &m_options;
    engine::facade::EmbeddedSession m_session;
    const std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<ui::theme::Theme> m_theme;
    std::unique_ptr<DefinitionsServer> m_definitions;
    std::unique_ptr<demo::Demo> m_demo;
    WindowSettings m_kept;
    std::unique_ptr<ui::mainwindow::MainWindow> m_window; // first to go: it looks at all the others
};

} // namespace app
