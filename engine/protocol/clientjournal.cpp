// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/clientjournal.h"

#include <algorithm>

namespace engine::protocol {

namespace {

/// Who it is when it comes again: by the name it gives itself; where it gives none by the host, for the port is another.
QStringView identityOf(const ClientEvent &event)
{
    if (event.client.isEmpty() || event.client.startsWith(event.peer))
        return QStringView(event.peer).left(qMax<qsizetype>(0, event.peer.lastIndexOf(u':')));
    return event.client;
}

bool isRepetition(const ClientEvent &a, const ClientEvent &b)
{
    return a.kind == b.kind && a.code == b.code && a.text == b.text && a.protocol == b.protocol && a.user == b.user &&
           a.virtualHost == b.virtualHost && identityOf(a) == identityOf(b);
}

} // namespace

void ClientJournal::note(ClientEvent event)
{
    for (QString *text : {&event.client, &event.peer, &event.user, &event.virtualHost, &event.text}) {
        if (text->size() > longestText)
            *text = text->first(longestText) + u'…';
    }
    event.sequence = ++m_lastSequence;
    event.times = 1;
    const auto end = m_events.cbegin() + std::min(repetitionSpan, m_events.size());
    const auto earlier =
        std::find_if(m_events.cbegin(), end, [&](const ClientEvent &known) { return isRepetition(known, event); });
    if (earlier != end) {
        event.times = earlier->times + 1;
        m_events.erase(earlier);
    } else if (m_events.size() >= capacity) {
        m_events.removeLast();
    }
    m_events.prepend(std::move(event));
}

} // namespace engine::protocol
