// SPDX-License-Identifier: GPL-3.0-or-later
// MessageSearch: a search through whole queues and partitions as a page shows it: what is found, in a model, how far it has come,
// and stopping it. Messages that the page has loaded and that match are there at once.
// Owner: MessagePanel, DeadLetterPanel. Thread: ui.
#pragma once

#include "ui/models/foundmodel.h"

#include <engine/brokersession.h>

#include <QObject>

namespace ui::pages {

/// What is typed into a filter field, understood: key:eu.* exchange:orders size>10k body.total>100 "some text".
struct MessageQuery
{
    engine::MessageFilter filter;
    QString problem; ///< one sentence; empty: it is valid
};
MessageQuery parseMessageQuery(const QString &text);

class MessageSearch final : public QObject
{
    Q_OBJECT
public:
    /// Found at first; searchOn() asks for more.
    static constexpr quint32 firstLimit = 1000;
    /// Rows that look() asks about at once, besides those that are seen.
    static constexpr int mostLooked = 2000;

    MessageSearch(engine::BrokerSession &session, QObject *parent);

    models::FoundModel &found() const { return *m_found; }
    const engine::ScanRequest &request() const { return m_request; }
    /// Instead of the one before. `loaded` match.
    void start(const engine::ScanRequest &request, const models::MessageLook &look,
               const QList<engine::MessageSummary> &loaded);
    /// The same from the beginning, for what has come back: what was found stays where it is. What is not found again goes, when all
    /// has been looked through. Where the user has stopped it, only what was found is looked at again.
    void again();
    /// All that was found may stand otherwise now, or have left: look() asks again, a part at a time.
    void lookAgain() { m_toLook = m_found->rowCount(); }
    /// Asks how the next of them stand, and `seen` with them, as long as something is due and nothing is under way. What is gone
    /// goes. Called again and again, by whoever shows it.
    void look(const QList<engine::MessageRef> &seen);
    /// What was found stays.
    void stop();
    /// The same with a limit ten times as high.
    void searchOn();
    void end();
    /// While nobody sees it; what was found stays.
    void pause();
    /// As again(), for what has come and gone meanwhile.
    void resume();

    bool isActive() const { return m_state != State::None; }
    /// Not stopped, and not all examined.
    bool isSearching() const { return m_state == State::Searching; }
    bool isComplete() const { return m_state == State::Complete; }
    bool canSearchOn() const;
    /// Messages to look through.
    quint64 total() const { return m_last.total; }
    /// 0 … 1
    double progress() const;
    /// "311 found in 1.2 M of 20 M messages"
    QString status() const { return status(quint64(m_found->rowCount())); }
    /// The same where so many of what was found are meant.
    QString status(quint64 found) const;

Q_SIGNALS:
    void changed();
    /// These have been acknowledged, expired or removed since they were found.
    void left(const QList<engine::MessageRef> &messages);

private:
    enum class State : quint8 { None, Searching, Complete, Stopped };

    void scan();
    void scanAgain();
    void take(const engine::ScanBatch &batch);
    void takeEnd(const engine::ScanBatch &batch);
    void take(const QList<engine::MessageStanding> &standings);
    void followRows();

    engine::BrokerSession &m_session;
    models::FoundModel *m_found;
    engine::ScanRequest m_request;
    models::MessageLook m_look;
    engine::SubscriptionPtr m_scan;
    engine::ScanBatch m_last; ///< its counts
    State m_state = State::None;
    int m_toLook = 0;   ///< rows that are due to be looked at again
    int m_nextLook = 0; ///< the first of them
    bool m_isLooking = false;
};

} // namespace ui::pages
