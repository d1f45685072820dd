// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshotter: makes the values a window sees out of the core's objects. Keeps the previous counters (for rates) and the
// parts that never change only for the kinds that are watched: forget() drops them.
// Owner: facade's EngineHost; the broker outlives it. Thread: engine.
#pragma once

#include "inspect/rates.h"

#include <engine/snapshots.h>

#include <QHash>

namespace engine::core {
class Broker;
class Exchange;
class Queue;
class VirtualHost;
} // namespace engine::core

namespace engine::inspect {

class Snapshotter
{
public:
    enum class Kind : quint8 { Overview, Exchanges, Queues, Bindings, Policies };

    explicit Snapshotter(const core::Broker &broker)
        : m_broker(broker)
    {}

    // `nowMs` is monotonic time. Lists are sorted by virtual host and name.
    QList<ExchangeSnapshot> exchanges(qint64 nowMs);
    QList<QueueSnapshot> queues(qint64 nowMs);
    QList<BindingSnapshot> bindings();
    QList<PolicySnapshot> policies();
    /// Everything the core knows; listeners, connections and channels, resident memory and disk are the caller's.
    OverviewSnapshot overview(qint64 nowMs);
    void forget(Kind kind);

private:
    struct KnownExchange
    {
        ExchangeSnapshot base;
        quint64 policyVersion = 0; ///< that base.policy was found for
        Rates<2> rates;
        quint64 seen = 0;
    };
    struct KnownQueue
    {
        QueueSnapshot base;
        quint64 policyVersion = 0; ///< that base.policy was found for
        Rates<4> rates;
        quint64 seen = 0;
    };
    ExchangeSnapshot snapshot(const core::Exchange &exchange, qint64 nowMs);
    QueueSnapshot snapshot(const core::Queue &queue, qint64 nowMs);
    void countBindings();

    const core::Broker &m_broker;
    QHash<ExchangeId, KnownExchange> m_exchanges;
    QHash<QueueId, KnownQueue> m_queues;
    QHash<QueueId, quint32> m_bindingsOfQueue;
    quint64 m_countedVersion = 0; ///< the topology that m_bindingsOfQueue was counted for
    QList<BindingSnapshot> m_bindings;
    quint64 m_listedVersion = 0; ///< the topology that m_bindings was listed for
    QList<PolicySnapshot> m_policies;
    std::pair<quint64, quint64> m_policiesVersion; ///< of policies and topology that m_policies was made for
    Rates<5> m_brokerRates;
    quint64 m_pass = 0;
};

} // namespace engine::inspect
