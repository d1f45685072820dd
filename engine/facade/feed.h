// SPDX-License-Identifier: GPL-3.0-or-later
// Feed<T>: one kind of snapshot, made for all who watch it at the rate of the fastest, sent to each at its own rate and only
// when it differs from what it got last. Its timer runs only while somebody watches.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/link.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace engine::facade {

template <typename T>
class Feed
{
public:
    static constexpr int maxPerSecond = 20;

    /// forget: nobody watches any more.
    Feed(std::function<T()> make, std::function<void()> forget)
        : m_make(std::move(make))
        , m_forget(std::move(forget))
    {
        m_timer.setTimerType(Qt::CoarseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        m_clock.start();
    }

    /// The first value goes out at once.
    void add(const std::shared_ptr<ValueLink<T>> &link, int perSecond)
    {
        m_watchers.push_back({link, 1000 / std::clamp(perSecond, 1, maxPerSecond)});
        tick();
    }

private:
    struct Watcher
    {
        std::shared_ptr<ValueLink<T>> link;
        qint64 everyMs = 0;
        qint64 sentAtMs = 0;
        quint64 sentVersion = 0;
    };

    /// A coarse timer may be early; what is nearly due is due.
    static bool isDue(const Watcher &w, qint64 nowMs)
    {
        return w.sentVersion == 0 || nowMs - w.sentAtMs >= w.everyMs * 9 / 10;
    }

    void tick()
    {
        std::erase_if(m_watchers, [](const Watcher &w) { return w.link->isEnded(); });
        if (m_watchers.empty()) {
            m_timer.stop();
            m_last = {};
            m_forget();
            return;
        }
        const auto fastest = std::min_element(m_watchers.begin(), m_watchers.end(),
                                              [](const Watcher &a, const Watcher &b) { return a.everyMs < b.everyMs; });
        if (!m_timer.isActive() || m_timer.interval() != fastest->everyMs)
            m_timer.start(int(fastest->everyMs));
        const qint64 nowMs = m_clock.elapsed();
        const auto wants = [nowMs](const Watcher &w) { return isDue(w, nowMs) && w.link->isIdle(); };
        if (std::none_of(m_watchers.begin(), m_watchers.end(), wants))
            return;
        T value = m_make();
        if (m_version == 0 || !(value == m_last)) {
            m_last = std::move(value);
            ++m_version;
        }
        for (Watcher &w : m_watchers) {
            if (w.sentVersion == m_version || !wants(w))
                continue;
            w.sentAtMs = nowMs;
            w.sentVersion = m_version;
            w.link->send(m_last);
        }
    }

    const std::function<T()> m_make;
    const std::function<void()> m_forget;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<Watcher> m_watchers;
    T m_last{};
    quint64 m_version = 0;
};

} // namespace engine::facade
