// SPDX-License-Identifier: GPL-3.0-or-later
// Replays: the replays of a broker: begins them, by what is there at that moment, and keeps what became of the last few.
// Owner: facade's EngineHost; the broker outlives it. Thread: engine.
#pragma once

#include "core/broker.h"
#include "replay/replay.h"

#include <deque>

namespace engine::replay {

class Replays final : public core::Broker::LeavingObserver
{
public:
    static constexpr size_t mostUnderWay = 16;
    static constexpr size_t keptOver = 20;

    /// In the name of this connection. readerOf: what routing may ask of messages.
    Replays(core::Broker &broker, ConnectionId by, core::ReaderOf readerOf);
    ~Replays() override;

    // As BrokerSession says. The caller settles the broker afterwards.
    Result<ReplayEstimate> estimate(const ReplaySpec &spec) const;
    Result<ReplayId> start(const ReplaySpec &spec);
    Result<void> pause(ReplayId id);
    Result<void> resume(ReplayId id);
    Result<void> cancel(ReplayId id);
    /// The newest first.
    QList<ReplayProgress> list() const;

    // LeavingObserver: nothing is read from or published to a virtual host that goes.
    void virtualHostLeaves(core::VirtualHost &host, const QString &reason) override;
    void userLeaves(const QByteArray &, const QString &) override {}

private:
    struct Source ///< one of the two
    {
        core::Topic *topic = nullptr;
        std::optional<quint32> partition;
        const core::Queue *queue = nullptr;
    };
    Result<Source> find(const ReplaySource &source) const;
    Replay *underWay(ReplayId id) const;
    Result<void> change(ReplayId id, void (Replay::*what)());
    void forgetOld();

    core::Broker &m_broker;
    const ConnectionId m_by;
    const core::ReaderOf m_readerOf;
    std::deque<std::unique_ptr<Replay>> m_replays; ///< the newest first
    quint64 m_lastId = 0;
};

} // namespace engine::replay
