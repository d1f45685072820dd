// SPDX-License-Identifier: GPL-3.0-or-later
// WindowPublisher: publishes what was written by hand, as a client of its own among the others, with confirms: a receipt goes
// out after the commit that holds the message. Owner: PublishCommands, one for each virtual host. Thread: engine.
#pragma once

#include "core/channel.h"

#include <engine/result.h>
#include <engine/specs.h>

#include <functional>
#include <map>
#include <memory>

namespace engine::facade {

class WindowPublisher : private core::ChannelClient
{
public:
    WindowPublisher(core::Broker &broker, core::VirtualHost &virtualHost, ConnectionId connection);
    ~WindowPublisher() override;

    enum class Report : quint8 {
        Names, ///< the queues that it reached
        Count, ///< how many; costs less
    };
    struct Published
    {
        PublishReceipt receipt;
        bool isRouted = false;
    };
    /// `done` is called once: at once, or while the broker settles; not at all where the publisher is destroyed before. The
    /// caller settles the broker afterwards.
    using Done = std::function<void(Result<Published>)>;
    void publish(const PublishRequest &request, Report report, Done done);

private:
    class Reached;
    struct Waiting
    {
        Published published;
        Done done;
        std::unique_ptr<Reached> reached; ///< while a gate holds the message
    };
    bool canTake() const override { return true; }
    void deliver(const core::Consumer &, quint64, bool, const core::Message &) override {}
    void consumerCancelled(const core::Consumer &) override {}
    void confirm(quint64 publishTag, bool multiple, bool ok) override;
    void returned(const core::Message &) override {}
    void acknowledgementTimedOut(qint64) override {}
    void answer(const Waiting &waiting, bool ok) const;
    Error refusal() const;

    core::Broker &m_broker;
    std::map<quint64, Waiting> m_waiting; ///< by publish tag
    quint64 m_lastTag = 0;
    core::Channel m_channel;
};

} // namespace engine::facade
