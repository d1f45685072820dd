// SPDX-License-Identifier: GPL-3.0-or-later
// LayoutRunner: lays graphs out on a thread of its own, one at a time; of several that were asked for the last one counts.
// Owner: FlowScene. Thread: ui; the layout runs on a thread of its own.
#pragma once

#include "ui/canvas/layout.h"

#include <QObject>
#include <QThreadPool>

namespace ui::canvas {

class LayoutRunner final : public QObject
{
    Q_OBJECT
public:
    explicit LayoutRunner(QObject *parent);
    ~LayoutRunner() override;

    void run(const LayoutRequest &request);
    bool isRunning() const { return m_wanted != m_done; }

Q_SIGNALS:
    /// Empty: Graphviz can not be used.
    void finished(const ui::canvas::Places &places);

private:
    void start();

    QThreadPool m_thread;
    LayoutRequest m_next;
    quint64 m_wanted = 0;
    quint64 m_done = 0;
    bool m_isBusy = false;
};

} // namespace ui::canvas
