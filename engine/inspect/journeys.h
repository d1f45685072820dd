// SPDX-License-Identifier: GPL-3.0-or-later
// Journeys: what can be told of one message, of what was recorded, of what the message says of its past, and of where it is now.
// Records while it is asked to, and costs nothing otherwise.
// Owner: facade's EngineHost; broker and browser outlive it. Thread: engine.
#pragma once

#include "core/whilealive.h"
#include "inspect/journeyrecorder.h"

#include <engine/journeys.h>
#include <engine/result.h>
#include <engine/snapshots.h>

#include <functional>
#include <memory>
#include <optional>

namespace engine::core {
class Broker;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class Browser;

class Journeys
{
public:
    Journeys(core::Broker &broker, Browser &browser, ClientFactsOf clients,
             size_t capacity = JourneyRecorder::defaultCapacity);

    /// Begins to record, unless it does already; and what there is.
    JourneyRecording record();
    /// What was recorded is let go.
    void stopRecording() { m_recorder.reset(); }

    using Done = std::function<void(const Result<Journey> &)>;
    /// As BrokerSession::journey(). Answers at once, or when the message has been read from disk.
    void journey(MessageId message, MessageRef ref, const Done &done);

private:
    Journey compose(MessageId message, MessageRef ref, const std::optional<MessageDetails> &details) const;
    std::optional<MessageRef> placeOf(MessageId message, MessageRef ref) const;
    JourneyStep stepOf(const JourneyRecorder::Step &recorded) const;
    void describeClient(JourneyStep &step, ChannelRef channel) const;
    void describeQueue(JourneyStep &step, MessageRef place) const;
    void describeRoutes(QList<JourneyStep> &steps, const std::optional<MessageDetails> &details) const;
    std::optional<JourneyStep> whereabouts(MessageRef place) const;
    void describeHolder(JourneyStep &step, const core::Queue &queue, quint64 offset) const;

    core::Broker &m_broker;
    Browser &m_browser;
    const ClientFactsOf m_clients;
    const size_t m_capacity;
    std::unique_ptr<JourneyRecorder> m_recorder; ///< null: nobody wants it
    core::WhileAlive m_whileAlive;
};

} // namespace engine::inspect
