// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/repeatworker.h"

#include "ui/async/whendone.h"

#include <algorithm>
#include <cmath>

namespace ui::publisher {

namespace {

constexpr int mostUnanswered = 4; // batches
constexpr quint64 batchMessages = 256;
constexpr qsizetype batchBytes = 1 << 20;
constexpr qint64 mostOwedMs = 1000; // what is late by more than this is left out of the pace
constexpr int reportMs = 100;
constexpr int finestMs = 2; // between two looks at what is due
constexpr qint64 rateMs = 1000;

} // namespace

RepeatWorker::RepeatWorker(engine::BrokerSession &session, const RepeatSpec &spec)
    : m_session(session)
    , m_spec(spec)
    , m_timer(this)
    , m_report(this)
{
    m_progress.count = spec.count;
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RepeatWorker::work);
    connect(&m_report, &QTimer::timeout, this, &RepeatWorker::tell);
}

void RepeatWorker::start()
{
    m_generator = std::make_unique<Generator>(m_spec.draft, m_spec.rows);
    const QString problem = m_generator->problem();
    const engine::Result<void> loaded = problem.isEmpty() ? m_generator->load() : engine::Result<void>();
    if (!problem.isEmpty() || !loaded) {
        m_progress.problem = problem.isEmpty() ? loaded.error().detail : problem;
        return end(State::Failed);
    }
    m_report.start(reportMs);
    startClock();
    work();
}

void RepeatWorker::pause()
{
    if (m_progress.state != State::Running || m_isStopping)
        return;
    stopClock();
    m_timer.stop();
    m_progress.state = State::Paused;
    tell();
}

void RepeatWorker::resume()
{
    if (m_progress.state != State::Paused)
        return;
    m_progress.state = State::Running;
    startClock();
    work();
    tell();
}

void RepeatWorker::stop()
{
    if (m_progress.isOver())
        return;
    // Asked once more, it does not wait for what is on its way.
    const bool isAgain = std::exchange(m_isStopping, true);
    m_timer.stop();
    if (m_unanswered == 0 || isAgain)
        end(State::Stopped);
}

// ---- time

void RepeatWorker::startClock()
{
    m_clock.start();
    m_paceFromMs = m_ranMs;
    m_owedFrom = double(m_progress.made);
    m_lastMs = m_ranMs;
    m_lastAnswered = m_progress.answered();
}

void RepeatWorker::stopClock()
{
    if (m_clock.isValid())
        m_ranMs += m_clock.elapsed();
    m_clock.invalidate();
}

/// How many messages are due by now and not made.
quint64 RepeatWorker::dueNow() const
{
    const quint64 left = m_spec.count == 0 ? std::numeric_limits<quint64>::max() : m_spec.count - m_progress.made;
    if (!m_spec.perSecond)
        return left;
    const double ranMs = double(m_ranMs + m_clock.elapsed() - m_paceFromMs);
    const double due = m_owedFrom + 1 + std::floor(ranMs * *m_spec.perSecond / 1000) - double(m_progress.made);
    return due <= 0 ? 0 : std::min(left, quint64(due));
}

// ---- working

bool RepeatWorker::isAtEnd() const
{
    return m_spec.count > 0 && m_progress.made >= m_spec.count;
}

void RepeatWorker::work()
{
    if (m_progress.state != State::Running || m_isStopping)
        return;
    quint64 due = dueNow();
    // The pace begins anew where the broker, or this machine, has not kept up with it.
    if (m_spec.perSecond && double(due) * 1000 / *m_spec.perSecond > mostOwedMs && due > 1) {
        m_paceFromMs = m_ranMs + m_clock.elapsed();
        m_owedFrom = double(m_progress.made);
        due = dueNow();
    }
    while (due > 0 && m_unanswered < mostUnanswered && !isAtEnd()) {
        const quint64 before = m_progress.made;
        sendBatch(due);
        due -= std::min(due, m_progress.made - before);
        if (!m_spec.perSecond)
            break; // a stop or a pause gets its turn
    }
    if (isAtEnd()) {
        if (m_unanswered == 0)
            end(State::Finished);
        return;
    }
    if (m_unanswered >= mostUnanswered)
        return; // an answer goes on
    m_timer.start(m_spec.perSecond ? untilNextMs() : 0);
}

int RepeatWorker::untilNextMs() const
{
    const double dueMs = double(m_paceFromMs) + (double(m_progress.made) - m_owedFrom) * 1000 / *m_spec.perSecond;
    const double left = std::ceil(dueMs - double(m_ranMs + m_clock.elapsed()));
    return int(std::clamp(left, double(finestMs), 60'000.0));
}

void RepeatWorker::sendBatch(quint64 due)
{
    engine::PublishBatch batch;
    qsizetype bytes = 0;
    const quint64 end = m_progress.made + std::min(due, batchMessages);
    while (m_progress.made < end && bytes < batchBytes)
        add(batch, bytes);
    const quint64 messages = quint64(batch.messages.size() + batch.records.size());
    if (messages == 0)
        return;
    ++m_unanswered;
    async::whenDone(m_session.publishBatch(batch), this,
                    [this, messages](const engine::Result<engine::BatchReceipt> &answer) { take(answer, messages); });
}

void RepeatWorker::add(engine::PublishBatch &batch, qsizetype &bytes)
{
    engine::Result<Outgoing> message =
        m_generator->message(m_spec.firstIndex + m_progress.made, QDateTime::currentMSecsSinceEpoch());
    ++m_progress.made;
    if (!message)
        return noteFailed(1, message.error().detail);
    bytes += sizeOf(*message);
    if (auto *request = std::get_if<engine::PublishRequest>(&*message))
        batch.messages.append(std::move(*request));
    else
        batch.records.append(std::move(std::get<engine::RecordRequest>(*message)));
}

void RepeatWorker::noteFailed(quint64 count, const QString &problem)
{
    m_progress.failed += count;
    if (m_progress.problem.isEmpty())
        m_progress.problem = problem;
}

void RepeatWorker::take(const engine::Result<engine::BatchReceipt> &answer, quint64 messages)
{
    --m_unanswered;
    if (m_progress.isOver())
        return;
    if (!answer) {
        noteFailed(messages, answer.error().detail);
        if (answer.error().code == engine::BrokerError::Unavailable)
            return end(State::Failed);
    } else {
        m_progress.sent += answer->sent;
        m_progress.unroutable += answer->unroutable;
        if (answer->failed > 0)
            noteFailed(answer->failed, answer->problem);
    }
    if (m_isStopping && m_unanswered == 0)
        return end(State::Stopped);
    if (isAtEnd() && m_unanswered == 0)
        return end(State::Finished);
    if (!m_timer.isActive())
        work();
}

void RepeatWorker::end(State state)
{
    m_timer.stop();
    m_report.stop();
    stopClock();
    m_progress.state = state;
    tell();
}

// ---- telling

void RepeatWorker::tell()
{
    m_progress.runningMs = m_ranMs + (m_clock.isValid() ? m_clock.elapsed() : 0);
    measure();
    Q_EMIT progressed(m_progress);
}

void RepeatWorker::measure()
{
    const qint64 passed = m_progress.runningMs - m_lastMs;
    // At the end what counts is the whole.
    if (m_progress.isOver()) {
        m_progress.perSecond =
            m_progress.runningMs > 0 ? double(m_progress.answered()) * 1000 / double(m_progress.runningMs) : 0;
        return;
    }
    if (passed < rateMs && m_progress.perSecond > 0)
        return;
    if (passed <= 0)
        return;
    m_progress.perSecond = double(m_progress.answered() - m_lastAnswered) * 1000 / double(passed);
    if (passed >= rateMs) {
        m_lastMs = m_progress.runningMs;
        m_lastAnswered = m_progress.answered();
    }
}

} // namespace ui::publisher
