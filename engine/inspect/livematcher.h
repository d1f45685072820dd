// SPDX-License-Identifier: GPL-3.0-or-later
// LiveMatcher: a LiveFilter compiled for the lifecycle stream. Works on the core's bytes; cheap conditions come first, and
// what names a queue or a client is decided once for each of them.
// Owner: Tap. Thread: engine.
#pragma once

#include "core/lifecycle.h"

#include <engine/bodycondition.h>
#include <engine/glob.h>

#include <QSet>

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
    bool looksForText() const { return !m_text.isEmpty() || !m_unwantedTexts.empty(); }
    /// The one message that is wanted; not valid: any. After matchesNames() said yes an event without a message is one of it.
    MessageId followed() const { return m_message; }
    /// The text: up to some hundred nanoseconds. Call only where matchesNames() said yes.
    bool matchesText(const core::LifecycleEvent &event) const;
    bool looksIntoBodies() const { return !m_body.isEmpty(); }
    /// The whole body, about a nanosecond a byte. Call only where all else matches.
    bool matchesBody(QByteArrayView body) const { return m_body.matches(body) == Truth::Yes; }

    // Records of topics. They have neither queue nor exchange: a filter by one of these leaves them out.
    /// What all of these records have in common.
    bool matchesNames(const core::RecordsEvent &event);
    /// The filter asks for more than that.
    bool looksIntoRecords(const core::RecordsEvent &event) const;
    /// One of them, but for the conditions on its value as a body. Call only where matchesNames() said yes.
    bool matchesRecord(const core::RecordsEvent &event, QByteArrayView key, QByteArrayView value) const;

private:
    bool isMessage(const core::LifecycleEvent &event);
    bool matchesHost(const core::VirtualHost *host) const;
    bool matchesQueue(const core::Queue *queue);
    bool matchesTopic(const core::Queue *queue);
    bool isTextIn(const core::LifecycleEvent &event, const Needle &text) const;
    bool matchesClient(ConnectionId connection);

    const ConnectionNames &m_names;
    const quint32 m_steps;
    const LiveFilter m_filter;
    const MessageId m_message;
    const NameFilter m_virtualHost;
    const NameFilter m_queue;
    const NameFilter m_topic;
    const NameFilter m_exchange;
    const NameFilter m_routingKey;
    const NameFilter m_client;
    const Needle m_text;
    std::vector<Needle> m_unwantedTexts;
    const BodyMatcher m_body;
    const bool m_stepOnly;
    QSet<MessageRef> m_places;                   ///< of the message that is followed
    std::unordered_map<quint64, bool> m_queues;  ///< by QueueId
    std::unordered_map<quint64, bool> m_topics;  ///< of streams, by QueueId
    std::unordered_map<quint64, bool> m_clients; ///< by ConnectionId
};

/// Bytes of a body that the live view and the browser show, and that a text is looked for in.
inline constexpr qsizetype previewBytes = 256;
QByteArrayView previewOf(QByteArrayView body);
/// A record's key as the live view shows it: as text where it is some, else its bytes; the first 255 of them.
QString shownKey(QByteArrayView key);
/// The partition that this queue shows; null: it is no stream.
const core::Partition *partitionOf(const core::Queue *queue);

} // namespace engine::inspect
