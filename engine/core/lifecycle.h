// SPDX-License-Identifier: GPL-3.0-or-later
// The lifecycle stream: one observer interface that every step of every message passes, and one gate where a message can
// be held, changed or dropped. Taps, journeys, charts, breakpoints … are built on these two.
// Messages pass one by one. Records of a topic pass as they travel, in batches: one event for all of a batch, with their number
// and its bytes. An observer opens it (RecordFormat::walk()) as far as it wants to see single records, at its own price: a tap as
// many as it may show, a journey those of a partition it follows. So what is known exactly, the number, costs nothing more, and
// what costs, reading compressed records, is bounded by who wants it.
// Cost with nobody there: one branch a message, and one a batch. Observers must not call back into the broker.
// Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/events.h>

#include <vector>

namespace engine::core {

class VirtualHost;
class Partition;
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
    StepCause cause = StepCause::None;
};

/// One step of records in a topic: Published and Enqueued where a client's batch was appended, Delivered where batches went out
/// to one, those of aborted transactions included: it is the client that leaves them out. What other protocols put into a topic,
/// or take out of it, passes as messages. References live for the call only.
struct RecordsEvent
{
    LifecycleStep step;
    const Partition *partition = nullptr;
    QByteArrayView batches; ///< consecutive record batches
    quint64 first = 0;      ///< the offset of the first record meant; a reader may begin in the middle of a batch
    quint64 count = 0;      ///< records from there on, by what the batches' heads say
    ChannelRef channel;     ///< who wrote or reads them; they have connections only, so its number is 0
};

class LifecycleObserver
{
public:
    virtual ~LifecycleObserver() = default;
    virtual void observe(const LifecycleEvent &event) = 0;
    virtual void observeRecords(const RecordsEvent &) {}
};

/// A message that matched nothing. References live for the call only.
struct UnroutedEvent
{
    const MessagePtr &message;
    const VirtualHost &virtualHost;
    const QByteArray &exchange,
        &routingKey;      ///< it was published with now, which of a dead letter are not always its own
    ChannelRef publisher; ///< not valid: nobody published it just then
    bool wasReturned = false;
    bool wasDelayed = false;
    bool exchangeMissing = false;
    QByteArray diedIn = {}; ///< of a dead letter the queue; empty: it is none
};

/// Told of what matched nothing, beside the stream: so it can always listen, and what is routed costs nothing for it.
class UnroutedObserver
{
public:
    virtual ~UnroutedObserver() = default;
    virtual void unrouted(const UnroutedEvent &event) = 0;
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
    template <typename MakeEvent>
    void emitRecords(MakeEvent &&makeEvent) const
    {
        if (m_observers.empty()) [[likely]]
            return;
        const RecordsEvent event = makeEvent();
        for (LifecycleObserver *observer : m_observers)
            observer->observeRecords(event);
    }
    void setUnroutedObserver(UnroutedObserver *observer) { m_unrouted = observer; }
    void tellUnrouted(const UnroutedEvent &event) const
    {
        if (m_unrouted)
            m_unrouted->unrouted(event);
    }
    void setGate(Gate *gate) { m_gate = gate; }
    Gate *gate() const { return m_gate; }

private:
    std::vector<LifecycleObserver *> m_observers;
    Gate *m_gate = nullptr;
    UnroutedObserver *m_unrouted = nullptr;
};

} // namespace engine::core
