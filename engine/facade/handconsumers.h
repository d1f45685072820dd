// SPDX-License-Identifier: GPL-3.0-or-later
// HandConsumers: the hand consumers of the window. Each takes by basic.get through a channel of its own, as a client among the others,
// from the first message on until it is closed; what it holds is in that channel's ledger, so that it counts and shows as unacked.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "core/broker.h"
#include "facade/answer.h"
#include "facade/link.h"

#include <engine/handconsumer.h>

#include <map>
#include <memory>
#include <optional>

namespace engine::facade {

class HandConsumers final : public core::Broker::LeavingObserver
{
public:
    using StateLink = ValueLink<HandState>;

    /// `window`: the connection in whose name messages are taken.
    HandConsumers(core::Broker &broker, ConnectionId window);
    ~HandConsumers() override;

    // LeavingObserver
    void virtualHostLeaves(core::VirtualHost &host, const QString &reason) override;
    void userLeaves(const QByteArray &, const QString &) override {}

    // `number` is the caller's, and names it from then on.
    void open(quint64 number, QueueId queue, const std::shared_ptr<StateLink> &link);
    void take(quint64 number, const AnswerPtr<std::optional<quint64>> &answer);
    void settle(quint64 number, quint64 tag, HandSettlement how, const AnswerPtr<void> &answer);
    void close(quint64 number);

    ConnectionId window() const { return m_window; }
    /// All of them, or the one of this id, give back what they hold. False: there is none.
    bool end(const QString &why);
    bool end(ConsumerId consumer, const QString &why);
    /// Those that have taken something, as one connection.
    std::optional<ConnectionSnapshot> snapshot() const;

private:
    class Hand;
    Hand *find(quint64 number) const;
    void end(Hand &hand, const QString &why);

    core::Broker &m_broker;
    const ConnectionId m_window;
    std::map<quint64, std::unique_ptr<Hand>> m_hands;
    quint16 m_lastChannel = 1; ///< the first is the window's publisher
    QDateTime m_since;         ///< the first of those that are there was opened
};

} // namespace engine::facade
