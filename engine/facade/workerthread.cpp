// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/workerthread.h"

#include <utility>

namespace engine::facade {

WorkerThread::WorkerThread()
{
    m_thread.setObjectName(QStringLiteral("worker"));
}

WorkerThread::~WorkerThread()
{
    m_thread.quit();
    m_thread.wait();
}

void WorkerThread::run(std::function<void()> job, std::function<void()> done)
{
    if (!m_there) {
        m_there = std::make_unique<QObject>();
        m_there->moveToThread(&m_thread);
        m_thread.start(QThread::LowPriority);
    }
    // The task travels there and back, so that what it holds is let go of on this thread.
    const auto task = std::make_shared<Task>(Task{std::move(job), std::move(done)});
    QMetaObject::invokeMethod(
        m_there.get(),
        [this, task]() mutable {
            task->job();
            QMetaObject::invokeMethod(
                &m_context, [task = std::move(task)] { task->done(); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace engine::facade
