// SPDX-License-Identifier: GPL-3.0-or-later
// RepeatWorker: the other half of Repeater, on its thread: makes messages as they fall due, hands them to the session in batches and
// counts what is answered.
// Owner: Repeater. Thread: the Repeater's; the slots are called through the event loop.
#pragma once

#include "ui/publisher/generator.h"
#include "ui/publisher/repeater.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace ui::publisher {

class RepeatWorker : public QObject
{
    Q_OBJECT
public:
    RepeatWorker(engine::BrokerSession &session, const RepeatSpec &spec);

    void start();
    void pause();
    void resume();
    void stop();
    const RepeatProgress &progress() const { return m_progress; }

Q_SIGNALS:
    void progressed(const ui::publisher::RepeatProgress &progress);

private:
    using State = RepeatProgress::State;

    void work();
    quint64 dueNow() const;
    int untilNextMs() const;
    void sendBatch(quint64 due);
    void add(engine::PublishBatch &batch, qsizetype &bytes);
    void take(const engine::Result<engine::BatchReceipt> &answer, quint64 messages);
    void noteFailed(quint64 count, const QString &problem);
    void startClock();
    void stopClock();
    bool isAtEnd() const;
    void end(State state);
    void tell();
    void measure();

    engine::BrokerSession &m_session;
    const RepeatSpec m_spec;
    std::unique_ptr<Generator> m_generator;
    RepeatProgress m_progress;
    QTimer m_timer;  ///< the next message is due
    QTimer m_report; ///< the progress is told
    QElapsedTimer m_clock;
    qint64 m_ranMs = 0;      ///< before the clock was started last
    double m_owedFrom = 0;   ///< the message that was due when the pace began to count
    qint64 m_paceFromMs = 0; ///< and when that was, by runningMs
    int m_unanswered = 0;    ///< batches
    bool m_isStopping = false;
    // The rate: what was answered, a moment ago.
    quint64 m_lastAnswered = 0;
    qint64 m_lastMs = 0;
};

} // namespace ui::publisher
