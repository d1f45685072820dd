// SPDX-License-Identifier: GPL-3.0-or-later
// WindowPublisher: publishes what was written by hand, as a client of its own among the others, with confirms: a receipt goes
// out after the commit that holds the message. Owner: Commands, one for each virtual host. Thread: engine.
#pragma once

#include "core/channel.h"
#include "facade/answer.h"

#include <engine/specs.h>

#include <map>
#include <memory>

namespace engine::facade {

class WindowPublisher : private core::ChannelClient
{
public:
    WindowPublisher(core::Broker &broker, core::VirtualHost &virtualHost, ConnectionId connection);
    ~WindowPublisher() override;

    /// The caller settles the broker afterwards.
    void publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer);

private:
    class Reached;
    struct Waiting
    {
        PublishReceipt receipt;
        AnswerPtr<PublishReceipt> answer;
        std::unique_ptr<Reached> reached; ///< while a gate holds the message
    };
    bool canTake() const override { return true; }
    void deliver(const core::Consumer &, quint64, bool, const core::Message &) override {}
    void consumerCancelled(const core::Consumer &) override {}
    void confirm(quint64 publishTag, bool multiple, bool ok) override;
    void returned(const core::Message &) override {}
    void acknowledgementTimedOut(qint64) override {}

    core::Broker &m_broker;
    std::map<quint64, Waiting> m_waiting; ///< by publish tag
    quint64 m_lastTag = 0;
    core::Channel m_channel;
};

} // namespace engine::facade
