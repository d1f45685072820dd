// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/repeater.h"

#include "ui/publisher/repeatworker.h"

namespace ui::publisher {

Repeater::Repeater(engine::BrokerSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_thread.setObjectName(QStringLiteral("repeater"));
}

Repeater::~Repeater()
{
    m_thread.quit();
    m_thread.wait();
}

void Repeater::start(const RepeatSpec &spec)
{
    Q_ASSERT(!m_worker);
    m_progress = {};
    m_progress.count = spec.count;
    m_worker = new RepeatWorker(m_session, spec);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &RepeatWorker::progressed, this, &Repeater::take);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &RepeatWorker::start, Qt::QueuedConnection);
    Q_EMIT progressed(m_progress);
}

void Repeater::pause()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &RepeatWorker::pause, Qt::QueuedConnection);
}

void Repeater::resume()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &RepeatWorker::resume, Qt::QueuedConnection);
}

void Repeater::stop()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &RepeatWorker::stop, Qt::QueuedConnection);
}

void Repeater::end()
{
    if (!m_worker)
        return;
    RepeatProgress last;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker] {
            worker->stop();
            worker->stop(); // whatever is unanswered
            return worker->progress();
        },
        Qt::BlockingQueuedConnection, &last);
    take(last);
}

void Repeater::take(const RepeatProgress &progress)
{
    if (!m_worker)
        return; // was still on its way to here when the end was told
    m_progress = progress;
    if (progress.isOver()) {
        m_worker = nullptr; // deleted by its thread, which ends
        m_thread.quit();
        m_thread.wait();
    }
    Q_EMIT progressed(m_progress);
    if (m_progress.isOver())
        Q_EMIT finished(m_progress);
}

} // namespace ui::publisher
