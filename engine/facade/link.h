// SPDX-License-Identifier: GPL-3.0-or-later
// Link: the way of values from the engine thread to one callback on its receiver's thread. It carries the latest value only:
// while the receiver has not taken the last one, a new one replaces it. Ends with the subscription or with its context,
// whichever goes first; after that no callback runs.
// Owner: shared by the subscription and the engine's feed. Thread: any (guarded).
#pragma once

#include <QMutex>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace engine::facade {

class Link : public std::enable_shared_from_this<Link>
{
public:
    virtual ~Link();
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    /// Binds the link to its context; once, right after it was made.
    void open(QObject *context);
    void end();
    bool isEnded() const;
    /// False while a value is on its way.
    bool isIdle() const;

protected:
    Link() = default;
    /// With m_mutex held.
    void postLocked();
    /// On the receiver's thread.
    virtual void deliver() = 0;

    mutable QMutex m_mutex;
    bool m_ended = false;  // guarded by m_mutex
    bool m_posted = false; // guarded by m_mutex

private:
    QObject *m_receiver = nullptr; // guarded by m_mutex; lives on the context's thread
};

template <typename T>
class ValueLink : public Link
{
public:
    explicit ValueLink(std::function<void(const T &)> callback)
        : m_callback(std::move(callback))
    {}

    void send(T value)
    {
        const QMutexLocker lock(&m_mutex);
        m_waiting = std::move(value);
        postLocked();
    }

protected:
    void deliver() override
    {
        std::optional<T> value;
        {
            const QMutexLocker lock(&m_mutex);
            m_posted = false;
            if (m_ended)
                return;
            value = std::exchange(m_waiting, std::nullopt);
        }
        if (value)
            m_callback(*value);
    }

private:
    const std::function<void(const T &)> m_callback;
    std::optional<T> m_waiting; // guarded by m_mutex
};

} // namespace engine::facade
