// SPDX-License-Identifier: GPL-3.0-or-later
// ConfirmLedger: which publishes of a channel have been confirmed, which wait for a commit and which are held by a gate. Tags
// count the publishes from 1. On the common way, everything confirmed in order, it is two numbers.
// Owner: Channel. Thread: engine.
#pragma once

#include "core/offsetset.h"

#include <deque>
#include <functional>
#include <vector>

namespace engine::core {

class ConfirmLedger
{
public:
    /// What a confirm has to wait for. Refused: a nack goes out instead. Held: nothing until resolve().
    enum class Waits : quint8 { ForNothing, ForCommit, Held, Refused };
    using Answer = std::function<void(quint64 tag, bool multiple, bool ok)>;

    /// The next publish; returns its tag. sequence: of the commit, if it waits for one.
    quint64 note(Waits waits, quint64 sequence);
    /// What has become of one that was held: anything but Held.
    void resolve(quint64 tag, Waits waits, quint64 sequence);
    /// Sends what may be sent now that everything up to this sequence is committed. Returns how many were confirmed.
    quint64 send(quint64 committedSequence, const Answer &answer);
    /// That commit has failed: whatever waits for it is nacked.
    void fail(quint64 sequence, const Answer &answer);

    quint64 unanswered() const { return m_lastTag - m_answeredTag - m_answeredAlone.count(); }
    bool waitsForCommit() const { return !m_waiting.empty() || !m_late.empty(); }

private:
    void takeCommitted(quint64 sequence);
    void settleLate(quint64 sequence, bool ok);
    void advance(quint64 tag, bool ok, const Answer &answer);
    void answerAlone(quint64 tag, bool ok, const Answer &answer);
    void answerOneByOne(quint64 upTo, bool ok, const Answer &answer);
    quint64 bound() const;

    struct Waiting
    {
        quint64 tag;
        quint64 sequence;
    };
    struct Lone
    {
        quint64 tag;
        bool ok;
    };
    std::deque<Waiting> m_waiting; ///< ascending in both; each stands for the tags up to it
    std::vector<Waiting> m_late;   ///< were held, and wait for a commit now
    std::vector<Lone> m_lone;      ///< may be answered although older ones wait, or are refused
    OffsetSet m_held;              ///< held, and the late ones
    OffsetSet m_answeredAlone;     ///< above m_answeredTag
    quint64 m_lastTag = 0;
    quint64 m_readyTag = 0;    ///< everything up to here may be confirmed, but what is held
    quint64 m_answeredTag = 0; ///< everything up to here has been answered
    quint64 m_passedTag = 0;   ///< everything up to here that is ready above something held has been answered
};

} // namespace engine::core
