// SPDX-License-Identifier: GPL-3.0-or-later
// Worker: does elsewhere what takes long and touches nothing of the broker, so that no message waits for it.
// Owner: whoever builds the broker; it outlives the broker. Thread: engine; jobs run on another.
#pragma once

#include <functional>

namespace engine::core {

class Worker
{
public:
    virtual ~Worker() = default;
    /// Runs the job, after those before it; then `done`, on the engine thread, never from within run(). Not at all where the
    /// worker ends before.
    virtual void run(std::function<void()> job, std::function<void()> done) = 0;
};

} // namespace engine::core
