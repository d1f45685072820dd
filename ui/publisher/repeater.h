// SPDX-License-Identifier: GPL-3.0-or-later
// Repeater: publishes a draft many times, at a rate or as fast as the broker takes it. The messages are made on a thread of its own and
// go out in batches, a few of them unanswered at a time, so that neither the window nor the broker waits, and memory stays bounded
// however many there are. What it could not keep up with is not made up for in a burst.
// Owner: a publisher's page; ends with it. Thread: ui.
#pragma once

#include "ui/publisher/datarows.h"
#include "ui/publisher/draft.h"

#include <engine/brokersession.h>

#include <QObject>
#include <QThread>

#include <optional>

namespace ui::publisher {

struct RepeatSpec
{
    Draft draft;
    DataRows::Ptr rows;
    quint64 count = 0;               ///< 0: until it is stopped
    std::optional<double> perSecond; ///< none: as fast as possible
    quint64 firstIndex = 0;          ///< of the first message: what {{seq}} goes on from, and the row it begins at
};

struct RepeatProgress
{
    enum class State : quint8 { Running, Paused, Finished, Stopped, Failed };
    State state = State::Running;
    quint64 count = 0; ///< wanted; 0: without end
    quint64 made = 0;  ///< handed to the broker, or failed before
    quint64 sent = 0;  ///< as safe as a confirm says
    quint64 unroutable = 0;
    quint64 failed = 0;
    qint64 runningMs = 0; ///< without the pauses
    double perSecond = 0; ///< over the last second or so
    QString problem;      ///< of the first that failed; why the state is Failed
    bool isOver() const { return state >= State::Finished; }
    quint64 answered() const { return sent + unroutable + failed; }
};

class RepeatWorker;

class Repeater : public QObject
{
    Q_OBJECT
public:
    explicit Repeater(engine::BrokerSession &session, QObject *parent = nullptr);
    /// Stops; what is on its way still arrives.
    ~Repeater() override;

    /// Only where none is running.
    void start(const RepeatSpec &spec);
    void pause();
    void resume();
    void stop();
    /// Stops before it returns, and tells so; what is on its way still arrives, uncounted.
    void end();
    bool isRunning() const { return m_worker != nullptr; }
    const RepeatProgress &progress() const { return m_progress; }

Q_SIGNALS:
    /// About ten times a second, and whenever the state changes.
    void progressed(const ui::publisher::RepeatProgress &progress);
    void finished(const ui::publisher::RepeatProgress &progress);

private:
    void take(const RepeatProgress &progress);

    engine::BrokerSession &m_session;
    QThread m_thread;
    RepeatWorker *m_worker = nullptr; ///< lives on the thread
    RepeatProgress m_progress;
};

} // namespace ui::publisher
