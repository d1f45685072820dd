// SPDX-License-Identifier: GPL-3.0-or-later
// Publisher: publishes what is replayed, as a client of its own among the others, with confirms: a message counts as sent once
// the commit that holds it is done. So many may be on the way at once, and no more. Marks each by its headers.
// Owner: Replay. Thread: engine.
#pragma once

#include "core/channel.h"
#include "replay/destination.h"
#include "replay/reader.h"

#include <map>

namespace engine::replay {

class Publisher final : private core::ChannelClient
{
public:
    /// answered: how many of those on the way are stored now, and how many are not. Called while the broker settles: take
    /// note, work later.
    using Answered = std::function<void(quint64 stored, quint64 failed)>;
    Publisher(Destination destination, ChannelRef ref, core::ReaderOf readerOf, Answered answered);
    ~Publisher() override;

    const Destination &destination() const { return m_destination; }
    enum class Outcome : quint8 {
        OnTheWay,
        Unroutable,
        Refused,     ///< by full queues, and nobody has it: it may be published again
        PartlyThere, ///< by full queues, but others have it, or it is a dead letter now
        Keyless,     ///< a compacted topic takes none without a key
        TooLarge,    ///< for the topic's max.message.bytes
        Damaged,     ///< its properties make no sense, so that it cannot be marked
    };
    /// headers: those of the message; `reader` is where it comes from.
    Outcome publish(const Item &item, const FieldTable &headers, const Reader &reader);
    bool isFull() const;
    quint64 onTheWay() const { return m_waiting.size(); }

private:
    bool canTake() const override { return true; }
    void deliver(const core::Consumer &, quint64, bool, const core::Message &) override {}
    void consumerCancelled(const core::Consumer &) override {}
    void confirm(quint64 publishTag, bool multiple, bool ok) override;
    void returned(const core::Message &) override {}
    void acknowledgementTimedOut(qint64) override {}
    QExplicitlySharedDataPointer<core::Message> marked(const Item &item, FieldTable headers, const Reader &reader,
                                                       const Destination::Place &place) const;

    const Destination m_destination;
    const core::ReaderOf m_readerOf;
    const Answered m_answered;
    std::map<quint64, quint64> m_waiting; ///< the bytes of those on the way, by publish tag
    quint64 m_bytes = 0;                  ///< of all of them
    quint64 m_lastTag = 0;
    core::Channel m_channel;
};

} // namespace engine::replay
