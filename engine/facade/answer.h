// SPDX-License-Identifier: GPL-3.0-or-later
// Answer<T>: the promise behind a command of the session. Shared by whoever may still answer it; when the last of them
// lets go without an answer (the engine stopped, a channel died), the future is finished with Unavailable. So no caller
// waits for ever.
// Thread: any; answered on the engine thread.
#pragma once

#include <engine/result.h>

#include <QFuture>
#include <QPromise>

#include <memory>

namespace engine::facade {

inline Error engineUnavailable()
{
    return {BrokerError::Unavailable, QStringLiteral("the broker is not running")};
}

template <typename T>
class Answer
{
public:
    Answer() { m_promise.start(); }
    ~Answer() { finish(engineUnavailable()); }
    Answer(const Answer &) = delete;
    Answer &operator=(const Answer &) = delete;

    QFuture<Result<T>> future() const { return m_promise.future(); }
    /// The first one counts.
    void finish(Result<T> result)
    {
        if (m_finished)
            return;
        m_finished = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    bool m_finished = false;
};

template <typename T>
using AnswerPtr = std::shared_ptr<Answer<T>>;

} // namespace engine::facade
