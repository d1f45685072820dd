// SPDX-License-Identifier: GPL-3.0-or-later
// The lifecycle stream: one observer interface that every step of every message passes, and one gate where a message can
// be held, changed or dropped. Taps, journeys, charts, breakpoints … are built on these two.
// Cost with nobody there: one branch. Observers must not call back into the broker from observe().
// Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/events.h>

#include <vector>

namespace engine::core {

class VirtualHost;
class Queue;
struct Consumer;
struct HeldMessage;

/// One step. References live for the call only.
struct LifecycleEvent
{
    LifecycleStep step;
    const Message *message = nullptr; ///< null where the body is not in memory (acks of paged-out messages)
    const VirtualHost *virtualHost = nullptr;
    const Queue *queue = nullptr;
    quint64 offset = 0;
    const Consumer *consumer = nullptr;
    ChannelRef channel; ///< publisher for published … unroutable, receiver for delivered … requeued
    quint32 copies = 0; ///< Routed: how many queues
};

class LifecycleObserver
{
public:
    virtual ~LifecycleObserver() = default;
    virtual void observe(const LifecycleEvent &event) = 0;
};

/// Asked before a message is routed.
class Gate
{
public:
    enum class Verdict : quint8 { Pass, Drop, Hold };
    virtual ~Gate() = default;
    /// May replace the message, with the same id. Drop: the publisher gets its confirm all the same. Hold: hold() follows.
    virtual Verdict admit(MessagePtr &message, const VirtualHost &virtualHost, ChannelRef publisher) = 0;
    /// The message is the gate's until it calls core::release() (publication.h), not from within this call. Its publisher's
    /// confirm waits for that; a gate that is taken away releases what it holds.
    virtual void hold(HeldMessage &&held) = 0;
};

class LifecycleStream
{
public:
    void add(LifecycleObserver *observer) { m_observers.push_back(observer); }
    void remove(LifecycleObserver *observer) { std::erase(m_observers, observer); }
    bool isWatched() const { return !m_observers.empty(); }
    /// Evaluates its argument only while somebody watches: emit([&] { return LifecycleEvent{…}; }).
    template <typename MakeEvent>
    void emit(MakeEvent &&makeEvent) const
    {
        if (m_observers.empty()) [[likely]]
            return;
        const LifecycleEvent event = makeEvent();
        for (LifecycleObserver *observer : m_observers)
            observer->observe(event);
    }
    void setGate(Gate *gate) { m_gate = gate; }
    Gate *gate() const { return m_gate; }

private:
    std::vector<LifecycleObserver *> m_observers;
    Gate *m_gate = nullptr;
};

} // namespace engine::core
