// SPDX-License-Identifier: GPL-3.0-or-later
#include "signalwatcher.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::array watched = {SIGINT, SIGTERM, SIGHUP};
// The writing end, for the handler: the one thing that a signal handler can reach.
volatile std::sig_atomic_t handlerPipe = -1;

void forward(int)
{
    const char byte = 1;
    // A full pipe has a request in it already.
    [[maybe_unused]] const auto written = write(handlerPipe, &byte, 1);
}

void handleWith(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : watched)
        sigaction(number, &action, nullptr);
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    handlerPipe = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        std::array<char, 64> bytes;
        while (read(m_pipe[0], bytes.data(), bytes.size()) > 0) {
        }
        Q_EMIT endRequested();
    });
    handleWith(forward);
}

SignalWatcher::~SignalWatcher()
{
    if (m_pipe[0] < 0)
        return;
    handleWith(SIG_DFL);
    m_notifier.reset();
    close(m_pipe[0]);
    close(m_pipe[1]);
}

} // namespace app
