// SPDX-License-Identifier: GPL-3.0-or-later
// MessagePublisher: publishes the messages of drafts, one at a time, and keeps in the history what became of each. It counts them:
// {{seq}} and the rows of a data file go by a message's number.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/generator.h"
#include "ui/publisher/publishfoot.h"

#include <engine/brokersession.h>

#include <QObject>

#include <functional>

namespace ui::publisher {

class PublishHistory;

using Made = std::function<void(const engine::Result<Outgoing> &)>;
/// makeMessage() on a thread of its own; `made` is not called after the context is gone.
void makeInBackground(const Draft &draft, const DataRows::Ptr &rows, quint64 index, QObject *context, const Made &made);

class MessagePublisher final : public QObject
{
    Q_OBJECT
public:
    using Outcome = PublishFoot::Outcome;

    /// The history outlives it.
    MessagePublisher(engine::BrokerSession &session, PublishHistory &history);

    /// Index of the message that is published next.
    quint64 next() const { return m_next; }
    /// One that is on its way does not count any more.
    void startOver();
    /// Another draft is written from here on: what becomes of one that is on its way is for the history alone.
    void disown() { m_isOwn = false; }
    /// That many were published otherwise.
    void skip(quint64 count) { m_next += count; }
    /// One is on its way; a second is not taken.
    bool isBusy() const { return m_isBusy; }
    /// The next message. `rows`: of its data file; null: they are read first.
    void publish(const Draft &draft, const DataRows::Ptr &rows);
    /// The first message, which is not counted.
    void publishAgain(const Draft &draft, const DataRows::Ptr &rows);

Q_SIGNALS:
    void busyChanged();
    /// Of a draft that is still written. `unrouted`: the message that went nowhere.
    void finished(ui::publisher::PublishFoot::Outcome outcome, const QString &text, engine::MessageId unrouted);
    void published(const engine::PublishReceipt &receipt);
    void recordPublished(const engine::RecordReceipt &receipt);

private:
    void setBusy(bool isBusy);
    void make(const Draft &draft, const DataRows::Ptr &rows, quint64 index, bool counts);
    void send(const Draft &draft, const engine::Result<Outgoing> &message);
    void finish(const Draft &draft, Outcome outcome, const QString &text, engine::MessageId unrouted = {});

    engine::BrokerSession &m_session;
    PublishHistory &m_history;
    quint64 m_next = 0;
    bool m_isBusy = false;
    bool m_counts = false; ///< the one that is on its way
    bool m_isOwn = false;  ///< the draft of it is still the one that is written
};

} // namespace ui::publisher
