// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/clientnews.h"

#include <algorithm>

namespace ui::mainwindow {

using engine::ClientEvent;

namespace {

constexpr int connectionForced = 320; // closed by hand, or with what it worked in: somebody knows

bool isNews(const ClientEvent &event)
{
    return event.code != connectionForced;
}

} // namespace

ClientNews::ClientNews(engine::BrokerSession &session, QObject *parent)
    : QObject(parent)
{
    m_watching = session.watchClientEvents(
        this, [this](const QList<ClientEvent> &events) { take(events); }, 1);
}

void ClientNews::setLooking(bool isLooking)
{
    m_isLooking = isLooking;
    take(m_events);
}

void ClientNews::take(const QList<ClientEvent> &events)
{
    m_events = events;
    for (const ClientEvent &event : events) {
        if (m_isLooking)
            m_seen = qMax(m_seen, event.sequence);
    }
    const int count = int(std::count_if(events.cbegin(), events.cend(), [this](const ClientEvent &event) {
        return event.sequence > m_seen && isNews(event);
    }));
    if (std::exchange(m_count, count) != count)
        Q_EMIT countChanged(count);
}

} // namespace ui::mainwindow
