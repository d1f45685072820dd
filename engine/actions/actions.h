// SPDX-License-Identifier: GPL-3.0-or-later
// Actions: the actions on messages of a broker: begins them, keeps what became of the last few, and can take them back. What else
// is done to messages by hand and can be undone is kept here, too.
// Owner: facade's EngineHost; the broker outlives it. Thread: engine.
#pragma once

#include "actions/action.h"
#include "actions/restoration.h"
#include "actions/undolog.h"

#include <deque>

namespace engine::actions {

class Actions
{
public:
    static constexpr size_t mostUnderWay = 16;
    static constexpr size_t keptOver = 20;
    static constexpr qsizetype mostListed = 100'000;
    static constexpr qsizetype mostPut = 1000;

    /// In the name of this connection. readerOf: what routing may ask of messages.
    Actions(core::Broker &broker, ConnectionId by, core::ReaderOf readerOf);

    // As BrokerSession says. The caller settles the broker afterwards.
    Result<MessageActionId> start(const MessageActionSpec &spec);
    Result<void> cancel(MessageActionId id);
    /// The newest first.
    QList<MessageActionProgress> list() const;
    /// Answers once it is stored.
    using PutDone = std::function<void(Result<PutReceipt>)>;
    void put(const QList<NewMessage> &messages, const MessageTarget &target, const PutUndo &undo, const PutDone &done);

    /// The token has v 0 where there is nothing to be kept, or too much.
    UndoToken keep(Changes changes, const QString &what);
    /// NotFound: it cannot be undone any more.
    void undo(quint64 token, Restoration::Done done);

private:
    Result<void> check(const MessageActionSpec &spec) const;
    Result<void> checkSource(QueueId log, MessageActionSpec::What what) const;
    Action *underWay(MessageActionId id) const;
    UndoToken keepPut(Changes changes, quint64 continued, const QString &what);
    void forgetOld();
    void armExpiry();

    core::Broker &m_broker;
    const ConnectionId m_by;
    const core::ReaderOf m_readerOf;
    std::deque<std::unique_ptr<Action>> m_actions; ///< the newest first
    quint64 m_lastId = 0;
    UndoLog m_undo;
    std::vector<std::unique_ptr<Restoration>> m_restorations;
    core::DueTask m_expiry;
};

} // namespace engine::actions
