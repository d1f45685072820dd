// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/messagepublisher.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/publisher/publishhistory.h"

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

void makeInBackground(const Draft &draft, const DataRows::Ptr &rows, quint64 index, QObject *context, const Made &made)
{
    async::whenDone(async::inWorker([draft, rows, index] { return makeMessage(draft, rows, index); }), context, made);
}

MessagePublisher::MessagePublisher(engine::BrokerSession &session, PublishHistory &history)
    : m_session(session)
    , m_history(history)
{}

void MessagePublisher::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    Q_EMIT busyChanged();
}

void MessagePublisher::startOver()
{
    m_next = 0;
    m_counts = false;
}

void MessagePublisher::publish(const Draft &draft, const DataRows::Ptr &rows)
{
    if (!m_isBusy)
        make(draft, rows, m_next, true);
}

void MessagePublisher::publishAgain(const Draft &draft, const DataRows::Ptr &rows)
{
    if (!m_isBusy)
        make(draft, rows, 0, false);
}

void MessagePublisher::make(const Draft &draft, const DataRows::Ptr &rows, quint64 index, bool counts)
{
    m_counts = counts;
    m_isOwn = true;
    setBusy(true);
    makeInBackground(draft, rows, index, this, [this, draft](const engine::Result<Outgoing> &message) {
        if (m_counts)
            ++m_next;
        send(draft, message);
    });
}

void MessagePublisher::send(const Draft &draft, const engine::Result<Outgoing> &message)
{
    if (!message)
        return finish(draft, Outcome::Failed, message.error().detail);
    if (const auto *request = std::get_if<engine::PublishRequest>(&*message)) {
        async::whenDone(
            m_session.publish(*request), this, [this, draft](const engine::Result<engine::PublishReceipt> &answer) {
                if (!answer)
                    return finish(draft, Outcome::Failed, answer.error().detail);
                if (answer->queues.isEmpty())
                    finish(draft, Outcome::Unrouted, tr("Message published, but not routed."), answer->message);
                else
                    finish(draft, Outcome::Routed, tr("Message published to %1.").arg(answer->queues.join(u", "_s)));
                Q_EMIT published(*answer);
            });
        return;
    }
    const auto &record = std::get<engine::RecordRequest>(*message);
    async::whenDone(m_session.publishRecord(record), this,
                    [this, draft, topic = record.topic](const engine::Result<engine::RecordReceipt> &answer) {
                        if (!answer)
                            return finish(draft, Outcome::Failed, answer.error().detail);
                        finish(draft, Outcome::Routed,
                               tr("Record published to %1: partition %2, offset %3.")
                                   .arg(topic, QString::number(answer->partition), QString::number(answer->offset)));
                        Q_EMIT recordPublished(*answer);
                    });
}

void MessagePublisher::finish(const Draft &draft, Outcome outcome, const QString &text, engine::MessageId unrouted)
{
    setBusy(false);
    if (m_isOwn)
        Q_EMIT finished(outcome, text, unrouted);
    m_history.add({0, 0, draft, outcome != Outcome::Failed, text, 1});
}

} // namespace ui::publisher
