// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/link.h"

#include <QThread>

namespace engine::facade {

Link::~Link()
{
    end();
}

void Link::open(QObject *context)
{
    auto receiver = std::make_unique<QObject>();
    // Ends while the context is still being destroyed, so that a callback never sees half an object.
    QObject::connect(
        context, &QObject::destroyed, receiver.get(),
        [link = weak_from_this()] {
            if (const auto alive = link.lock())
                alive->end();
        },
        Qt::DirectConnection);
    if (context->thread() != receiver->thread())
        receiver->moveToThread(context->thread());
    const QMutexLocker lock(&m_mutex);
    m_receiver = receiver.release();
}

void Link::end()
{
    QObject *receiver = nullptr;
    {
        const QMutexLocker lock(&m_mutex);
        m_ended = true;
        receiver = std::exchange(m_receiver, nullptr);
    }
    if (receiver)
        receiver->deleteLater();
}

bool Link::isEnded() const
{
    const QMutexLocker lock(&m_mutex);
    return m_ended;
}

bool Link::isIdle() const
{
    const QMutexLocker lock(&m_mutex);
    return !m_posted;
}

void Link::postLocked()
{
    if (m_ended || m_posted || !m_receiver)
        return;
    m_posted = true;
    QMetaObject::invokeMethod(
        m_receiver, [self = shared_from_this()] { self->deliver(); }, Qt::QueuedConnection);
}

} // namespace engine::facade
