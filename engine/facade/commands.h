// SPDX-License-Identifier: GPL-3.0-or-later
// Commands: what the window asks the broker to do. Each one answers when its effect is as durable as it will get.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "core/broker.h"
#include "facade/answer.h"
#include "facade/purge.h"
#include "facade/undolog.h"
#include "facade/windowpublisher.h"

#include <engine/brokersession.h>

#include <QTimer>

#include <map>
#include <memory>

namespace engine::core {
class Queue;
class VirtualHost;
} // namespace engine::core

namespace engine::facade {

class Commands final : public core::Broker::LeavingObserver
{
public:
    /// `window`: the connection in whose name the commands run.
    Commands(core::Broker &broker, ConnectionId window);
    ~Commands() override;

    // LeavingObserver: nothing is published by hand to a virtual host that goes.
    void virtualHostLeaves(core::VirtualHost &host, const QString &reason) override;
    void userLeaves(const QByteArray &, const QString &) override {}

    void declareExchange(const ExchangeSpec &spec, const AnswerPtr<ExchangeId> &answer);
    void deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused, const AnswerPtr<void> &answer);
    void declareQueue(const QueueSpec &spec, const AnswerPtr<QString> &answer);
    void deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused, bool ifEmpty,
                     const AnswerPtr<quint64> &answer);
    void bind(const BindingSpec &spec, const AnswerPtr<void> &answer);
    void unbind(const BindingSpec &spec, const AnswerPtr<void> &answer);
    void publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer);
    void purge(const QString &virtualHost, const QString &name, BrokerSession::PurgeMode mode,
               const AnswerPtr<UndoToken> &answer);
    void undo(const UndoToken &token, const AnswerPtr<void> &answer);

private:
    Result<core::VirtualHost *> hostOf(const QString &name) const;
    template <typename T>
    void finishWhenDurable(const AnswerPtr<T> &answer, Result<T> result);
    void keepForUndo(UndoToken &token, QueueId queue, Purge::Messages removed);
    void expireUndo();

    core::Broker &m_broker;
    const ConnectionId m_window;
    std::map<QByteArray, std::unique_ptr<WindowPublisher>> m_publishers; ///< by virtual host
    UndoLog m_undo;
    QTimer m_undoTimer;
    QObject m_purges; ///< parent of those under way
};

} // namespace engine::facade
