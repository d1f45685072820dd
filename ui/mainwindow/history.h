// SPDX-License-Identifier: GPL-3.0-or-later
// History: where one has been: tabs, and what was selected in them; back and forward as in a browser.
// Owner: BackAndForward. Thread: any (plain).
#pragma once

#include <QString>
#include <QVariant>

#include <optional>
#include <vector>

namespace ui::mainwindow {

class History
{
public:
    struct Stop
    {
        QString tab;
        QVariant place; ///< in the page
    };
    static constexpr size_t mostStops = 100;

    /// Another tab is current: what lay ahead is forgotten. The same one once more is no new stop.
    void arriveAt(const QString &tab);
    /// Where in the current tab one is.
    void notePlace(const QVariant &place);
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_stops.size(); }
    /// The stop that is current from here on; unset: there is none in this direction.
    std::optional<Stop> goBack();
    std::optional<Stop> goForward();
    /// As if the current one were the first.
    void forgetOthers();
    /// Empty before the first arrival.
    QString currentTab() const { return m_stops.empty() ? QString() : m_stops[m_at].tab; }
    size_t count() const { return m_stops.size(); }

private:
    std::vector<Stop> m_stops;
    size_t m_at = 0;
};

} // namespace ui::mainwindow
