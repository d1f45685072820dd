// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/layoutrunner.h"

namespace ui::canvas {

LayoutRunner::LayoutRunner(QObject *parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setObjectName(QStringLiteral("layout"));
}

LayoutRunner::~LayoutRunner()
{
    m_thread.waitForDone();
}

void LayoutRunner::run(const LayoutRequest &request)
{
    m_next = request;
    ++m_wanted;
    if (!m_isBusy)
        start();
}

void LayoutRunner::start()
{
    m_isBusy = true;
    m_thread.start([this, request = m_next, number = m_wanted] {
        const Places places = layOut(request);
        // The destructor waits for the thread, so that there is still somebody to tell.
        QMetaObject::invokeMethod(
            this,
            [this, places, number] {
                m_isBusy = false;
                m_done = number;
                if (number == m_wanted)
                    Q_EMIT finished(places);
                else
                    start();
            },
            Qt::QueuedConnection);
    });
}

} // namespace ui::canvas
