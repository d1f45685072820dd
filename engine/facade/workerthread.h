// SPDX-License-Identifier: GPL-3.0-or-later
// WorkerThread: core::Worker on a thread of its own, "worker", of low priority: compaction and searches look into batches
// there, keys are derived from passwords. What is under way when it ends is finished, what waits is dropped.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "core/worker.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace engine::facade {

class WorkerThread final : public core::Worker
{
public:
    WorkerThread();
    ~WorkerThread() override;

    void run(std::function<void()> job, std::function<void()> done) override;

private:
    struct Task
    {
        std::function<void()> job, done;
    };

    QObject m_context; ///< receives the answers
    QThread m_thread;
    std::unique_ptr<QObject> m_there; ///< lives on the thread; null: nothing was asked for yet
};

} // namespace engine::facade
