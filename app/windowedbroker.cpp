// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowedbroker.h"

#include "ui/settings/translation.h"

#include <QApplication>

namespace app {

namespace {

using engine::BrokerSession;

/// The demo leaves the user's own window layout alone.
std::unique_ptr<ui::settings::Settings> makeSettings(const Options &options)
{
    if (options.demo)
        return std::make_unique<ui::settings::Settings>(QString(options.engine.dataDirectory % u"/window.ini"));
    return std::make_unique<ui::settings::Settings>();
}

} // namespace

bool wantsSharing(const Options &options)
{
    return !options.demo && !options.engine.keepInMemory;
}

WindowedBroker::WindowedBroker(QApplication &application, const Options &options)
    : m_options(options)
    , m_session(options.engine)
    , m_settings(makeSettings(options))
    , m_kept(options)
{
    ui::settings::useLanguage(application, m_settings->language());
    m_theme = std::make_unique<ui::theme::Theme>(application);
    m_theme->setMode(m_settings->themeMode());
    m_theme->setFontPixels(m_settings->fontPixels());
    m_window = std::make_unique<ui::mainwindow::MainWindow>(m_session, *m_theme, *m_settings);
    if (wantsSharing(options))
        m_window->setBrokerSettings(&m_kept);
    QObject::connect(&m_session, &BrokerSession::stateChanged, m_window.get(),
                     [this](BrokerSession::State state) { follow(state); });
}

void WindowedBroker::start()
{
    m_window->show();
    m_session.start();
}

void WindowedBroker::follow(BrokerSession::State state)
{
    if (state != BrokerSession::State::Running)
        return m_definitions.reset();
    if (wantsSharing(m_options))
        m_definitions = std::make_unique<DefinitionsServer>(m_session, m_options.engine.dataDirectory);
    if (m_options.demo)
        m_demo = std::make_unique<demo::Demo>(m_session.listeners(), m_options.demoSeed);
}

} // namespace app
