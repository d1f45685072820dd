// SPDX-License-Identifier: GPL-3.0-or-later
// LiveMatcher: a LiveFilter compiled for the lifecycle stream. Works on the core's bytes; cheap conditions come first, and
// what names a queue or a client is decided once for each of them.
// Owner: Tap. Thread: engine.
#pragma once

#include "core/lifecycle.h"
#include "inspect/glob.h"

#include <functional>
#include <unordered_map>

namespace engine::inspect {

/// The name of a connection; empty where it is not known (any more).
using ConnectionNames = std::function<QString(ConnectionId)>;

class LiveMatcher
{
public:
    LiveMatcher(const LiveFilter &filter, const ConnectionNames &names);

    /// The step is wanted: all that can be said in a nanosecond.
    bool wants(LifecycleStep step) const { return m_steps & (1u << int(step)); }
    /// True when a wanted step is all that is asked for.
    bool isStepOnly() const { return m_stepOnly; }
    /// Names and size: some ten nanoseconds. Call only where wants() said yes.
    bool matchesNames(const core::LifecycleEvent &event);
    bool looksForText() const { return !m_text.isEmpty(); }
    /// The text: up to some hundred nanoseconds. Call only where matchesNames() said yes.
    bool matchesText(const core::LifecycleEvent &event) const;

private:
    bool matchesQueue(const core::Queue *queue);
    bool matchesClient(ConnectionId connection);

    const ConnectionNames &m_names;
    const quint32 m_steps;
    const quint64 m_minSize;
    const Glob m_queue;
    const Glob m_exchange;
    const Glob m_routingKey;
    const Glob m_client;
    const Needle m_text;
    const bool m_stepOnly;
    std::unordered_map<quint64, bool> m_queues;  ///< by QueueId
    std::unordered_map<quint64, bool> m_clients; ///< by ConnectionId
};

/// Bytes of a body that the live view and the browser show, and that a text is looked for in.
inline constexpr qsizetype previewBytes = 256;
QByteArrayView previewOf(const core::Message &message);

} // namespace engine::inspect
