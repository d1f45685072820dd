// SPDX-License-Identifier: GPL-3.0-or-later
// Commands: what the window asks the broker to do. Each one answers when its effect is as durable as it will get.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "actions/actions.h"
#include "core/broker.h"
#include "facade/answer.h"
#include "facade/purge.h"

#include <engine/brokersession.h>

#include <QObject>

namespace engine::core {
class Queue;
class VirtualHost;
} // namespace engine::core

namespace engine::facade {

class Commands
{
public:
    /// `window`: the connection in whose name the commands run. `actions` keeps what can be undone.
    Commands(core::Broker &broker, ConnectionId window, actions::Actions &actions);

    void declareExchange(const ExchangeSpec &spec, const AnswerPtr<ExchangeId> &answer);
    void deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused, const AnswerPtr<void> &answer);
    void declareQueue(const QueueSpec &spec, const AnswerPtr<QString> &answer);
    void deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused, bool ifEmpty,
                     const AnswerPtr<quint64> &answer);
    void bind(const BindingSpec &spec, const AnswerPtr<bool> &answer);
    void unbind(const BindingSpec &spec, const AnswerPtr<bool> &answer);
    void purge(const QString &virtualHost, const QString &name, BrokerSession::PurgeMode mode,
               const AnswerPtr<UndoToken> &answer);
    void undo(const UndoToken &token, const AnswerPtr<void> &answer);
    void startAction(const MessageActionSpec &spec, const AnswerPtr<MessageActionId> &answer);
    void cancelAction(MessageActionId action, const AnswerPtr<void> &answer);
    void put(const QList<NewMessage> &messages, const MessageTarget &target, const PutUndo &undo,
             const AnswerPtr<PutReceipt> &answer);

private:
    Result<core::VirtualHost *> hostOf(const QString &name) const;
    template <typename T>
    void finishWhenDurable(const AnswerPtr<T> &answer, Result<T> result);
    void purgeStream(core::Queue &queue, BrokerSession::PurgeMode mode, const AnswerPtr<UndoToken> &answer);
    void keepForUndo(UndoToken &token, QueueId queue, Purge::Messages removed);

    core::Broker &m_broker;
    const ConnectionId m_window;
    actions::Actions &m_actions;
    QObject m_purges; ///< parent of those under way
};

} // namespace engine::facade
