// SPDX-License-Identifier: GPL-3.0-or-later
// SignalWatcher: SIGINT, SIGTERM and SIGHUP as a Qt signal, by a pipe to itself (nothing else is safe in a signal handler).
// At most one at a time. Owner: whoever waits for the end. Thread: main.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <memory>

namespace app {

class SignalWatcher : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    void endRequested();

private:
    std::array<int, 2> m_pipe = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace app
