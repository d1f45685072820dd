// SPDX-License-Identifier: GPL-3.0-or-later
// Replay: one replay under way: reads ahead, waits for what is due, publishes a bounded number of messages a turn and goes on when
// what is on the way is stored, so that it neither starves clients nor grows, however much there is to replay. All of its work
// is done from the broker's agenda.
// Owner: Replays. Thread: engine.
#pragma once

#include "core/duetask.h"
#include "core/whilealive.h"
#include "replay/matcher.h"
#include "replay/pace.h"
#include "replay/publisher.h"
#include "replay/reader.h"

#include <engine/replay.h>

#include <memory>

namespace engine::core {
class Broker;
}

namespace engine::replay {

class Replay
{
public:
    /// Makes the reader of `spec.source`, which rings.
    using MakeReader = std::function<std::unique_ptr<Reader>(Reader::Ring)>;
    struct Publishing
    {
        Destination destination;
        ChannelRef ref;
        core::ReaderOf readerOf;
    };
    Replay(core::Broker &broker, ReplayId id, const ReplaySpec &spec, const MakeReader &makeReader,
           const Publishing &publishing);

    const ReplayProgress &progress() const { return m_progress; }
    bool isOver() const { return m_progress.isOver(); }

    // While it is not over.
    void pause();
    void resume();
    void cancel();
    /// Ends at once, if it has not, and lets go of its channel: what it reads or publishes to is going.
    void abandon(const QString &why);

private:
    using State = ReplayProgress::State;
    struct Turn;

    void stepSoon();
    void step();
    void work();
    bool mayPublish();
    bool handle(const Item &item, Turn &turn);
    bool isInTime(const Item &item) const;
    bool publish(const Item &item, Turn &turn);
    void noteLooked(const Item &item);
    void noteUnreadable();
    void answered(quint64 stored, quint64 failed);
    void waitFor(const QString &what, qint64 retryMs);
    void go();
    void end(State state, const QString &text);
    void finish();
    QString summary() const;

    // Set in the constructor.
    core::Broker &m_broker;
    const Matcher m_matcher;
    ReplayProgress m_progress;

    Pace m_pace;
    core::DueTask m_step;
    std::unique_ptr<Publisher> m_publisher;
    std::unique_ptr<Reader> m_reader;
    std::optional<FieldTable> m_headers; ///< of the message that is next, and wanted
    quint64 m_unreadable = 0, m_notStored = 0, m_partly = 0, m_keyless = 0, m_tooLarge = 0;
    bool m_isAtEnd = false;
    bool m_wasRefused = false; ///< the message that is next, by a full queue
    bool m_awaitsRoom = false; ///< the broker calls when publishers may go on
    core::WhileAlive m_whileAlive;
};

} // namespace engine::replay
