// SPDX-License-Identifier: GPL-3.0-or-later
// PendingAnswer: an answer that is due later, and may not be wanted any more by then. Whoever asked keeps the ticket as long as
// it wants the answer; once the ticket is gone nobody is called. Answers go out through an AnswerQueue, after what they are
// about has settled: whoever is called may ask the next thing at once, or go.
// Thread: engine.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace engine::core {

/// Dropping it means: the answer is not wanted any more. Kept until the answer has come.
using AnswerTicket = std::shared_ptr<const void>;

class AnswerQueue
{
public:
    void post(std::function<void()> call) { m_calls.push_back(std::move(call)); }
    /// Calls what is there, and what that adds. Within a call it does nothing: the outer one goes on with it.
    void send()
    {
        if (m_isSending)
            return;
        m_isSending = true;
        while (!m_calls.empty()) {
            const std::function<void()> call = std::move(m_calls.front());
            m_calls.pop_front();
            call();
        }
        m_isSending = false;
    }

private:
    std::deque<std::function<void()>> m_calls;
    bool m_isSending = false;
};

template <typename Answer>
class PendingAnswer
{
public:
    using Callback = std::function<void(const Answer &)>;

    PendingAnswer() = default;
    /// Fills in the ticket for whoever asks.
    PendingAnswer(Callback callback, AnswerTicket &ticket)
        : m_isWaiting(true)
    {
        auto kept = std::make_shared<Callback>(std::move(callback));
        m_callback = kept;
        ticket = std::move(kept);
    }

    /// There is somebody to answer, or was: a ticket that is gone changes nothing.
    bool isWaiting() const { return m_isWaiting; }
    /// Somebody still wants it.
    bool isWanted() const { return m_isWaiting && !m_callback.expired(); }
    /// Nothing where it is not waiting.
    void answer(AnswerQueue &queue, Answer answer)
    {
        if (!std::exchange(m_isWaiting, false))
            return;
        queue.post([callback = std::exchange(m_callback, {}), answer = std::move(answer)] {
            if (const auto wanted = callback.lock())
                (*wanted)(answer);
        });
    }

private:
    std::weak_ptr<Callback> m_callback;
    bool m_isWaiting = false;
};

} // namespace engine::core
