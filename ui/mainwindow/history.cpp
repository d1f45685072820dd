// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/history.h"

namespace ui::mainwindow {

void History::arriveAt(const QString &tab)
{
    if (!m_stops.empty() && m_stops[m_at].tab == tab)
        return;
    if (!m_stops.empty())
        m_stops.resize(m_at + 1);
    m_stops.push_back({tab, {}});
    if (m_stops.size() > mostStops)
        m_stops.erase(m_stops.begin());
    m_at = m_stops.size() - 1;
}

void History::notePlace(const QVariant &place)
{
    if (!m_stops.empty())
        m_stops[m_at].place = place;
}

std::optional<History::Stop> History::goBack()
{
    if (!canGoBack())
        return std::nullopt;
    return m_stops[--m_at];
}

std::optional<History::Stop> History::goForward()
{
    if (!canGoForward())
        return std::nullopt;
    return m_stops[++m_at];
}

void History::forgetOthers()
{
    if (m_stops.empty())
        return;
    m_stops = {m_stops[m_at]};
    m_at = 0;
}

} // namespace ui::mainwindow
