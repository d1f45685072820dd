// SPDX-License-Identifier: GPL-3.0-or-later
// ClientJournal: the latest of what went wrong with clients, for whoever wants to look: protocols and net note it, nothing
// else does. It holds a bounded number of bounded entries; what repeats itself is one entry with a count, so that a client
// that tries again and again does not push out the rest.
// Owner: SessionRegistry. Thread: engine.
#pragma once

#include <engine/clientevents.h>

#include <QList>

namespace engine::protocol {

class ClientJournal
{
public:
    static constexpr qsizetype capacity = 500;
    /// How far back a repetition is looked for.
    static constexpr qsizetype repetitionSpan = 32;
    /// Of each text; clients choose some of them.
    static constexpr qsizetype longestText = 400;

    /// Sequence and count are the journal's to set.
    void note(ClientEvent event);
    /// The newest first. The same list, by address too, as long as nothing was noted.
    const QList<ClientEvent> &events() const { return m_events; }

private:
    QList<ClientEvent> m_events;
    quint64 m_lastSequence = 0;
};

} // namespace engine::protocol
