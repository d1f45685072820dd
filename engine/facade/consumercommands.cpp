// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/consumercommands.h"

#include "core/broker.h"
#include "core/stream.h"
#include "facade/handconsumers.h"

namespace engine::facade {

using namespace Qt::StringLiterals;

Result<void> ConsumerCommands::pause(const QString &virtualHost, const QString &name, bool paused)
{
    const core::VirtualHost *host = m_broker.virtualHost(virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(virtualHost)};
    const Result<core::Queue *> queue = host->findQueue(name.toUtf8());
    if (!queue)
        return queue.error();
    if ((*queue)->stream() || (*queue)->isWaitingRoom()) {
        return Error{BrokerError::NotAllowed,
                     u"'%1' can not be paused: its messages do not go to consumers one by one"_s.arg(name)};
    }
    (*queue)->setPaused(paused);
    return {};
}

void ConsumerCommands::setPaused(const QString &virtualHost, const QString &name, bool paused,
                                 const AnswerPtr<void> &answer)
{
    const Result<void> done = pause(virtualHost, name, paused);
    if (!done.ok() || !m_broker.hasUncommittedDefinitions()) {
        answer->finish(done);
    } else {
        m_broker.whenCommitted([answer](bool ok) {
            answer->finish(ok ? Result<void>()
                              : Error{BrokerError::StorageFailed, u"the change could not be stored"_s});
        });
    }
    m_broker.settle();
}

void ConsumerCommands::cancel(ConsumerId consumer, const AnswerPtr<void> &answer)
{
    if (m_hands.end(consumer, u"cancelled by the operator"_s))
        return answer->finish({});
    for (core::Channel *channel : m_broker.channels()) {
        for (const auto &candidate : channel->consumers()) {
            if (candidate->id != consumer)
                continue;
            channel->cancelByOperator(*candidate);
            answer->finish({});
            return m_broker.settle();
        }
    }
    answer->finish(Error{BrokerError::NotFound, u"this consumer has gone already"_s});
}

} // namespace engine::facade
