// SPDX-License-Identifier: GPL-3.0-or-later
// ReplyAddresses: RabbitMQ's direct reply-to. A channel that consumes amq.rabbitmq.reply-to gets a routing key nobody can guess;
// what is published to the default exchange with it goes straight to the channel, past any queue.
// Owner: VirtualHost. Thread: engine.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <unordered_map>

namespace engine::core {

class Channel;

class ReplyAddresses
{
public:
    /// The name that is consumed, and set as reply-to; addresses are made of it.
    static constexpr QByteArrayView pseudoQueue = "amq.rabbitmq.reply-to";

    /// A new address of the channel: "amq.rabbitmq.reply-to." and 128 random bits.
    QByteArray add(Channel *channel);
    void remove(const QByteArray &address);
    /// The channel behind an address, or null.
    Channel *find(const QByteArray &address) const;

private:
    std::unordered_map<QByteArray, Channel *> m_channels;
};

} // namespace engine::core
