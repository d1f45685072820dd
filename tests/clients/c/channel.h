// SPDX-License-Identifier: GPL-3.0-or-later
// Channel: one librabbitmq connection with one channel, in the words of the tutorials. A failure ends the program with
// a message. Owner: the tutorial that opens it. Thread: any one.
#pragma once

#include <amqp.h>

#include <string>
#include <vector>

struct Where
{
    int port = 0;
    /// A local socket instead of the port.
    std::string path;
    /// Log in by who owns the socket instead of by name and password.
    bool external = false;
};

struct Message
{
    std::string body = {};
    std::string routingKey = {};
    std::string correlationId = {};
    std::string replyTo = {};
    std::uint64_t tag = 0;
};

[[noreturn]] void fail(const std::string &what);

class Channel
{
public:
    explicit Channel(const Where &where);
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    /// With an empty name the broker chooses one and the queue is this connection's own.
    std::string declareQueue(const std::string &queue, bool durable = false);
    void deleteQueue(const std::string &queue);
    void declareExchange(const std::string &exchange, const std::string &type);
    void deleteExchange(const std::string &exchange);
    void bind(const std::string &queue, const std::string &exchange, const std::string &key);
    void publish(const std::string &exchange, const std::string &key, const Message &message, bool persistent = false);
    void selectConfirms();
    void awaitConfirm();
    void prefetch(std::uint16_t count);
    void consume(const std::string &queue, bool noAck);
    /// The next delivery; waits ten seconds at most.
    Message take();
    std::vector<Message> take(std::size_t count);
    void ack(const Message &message);

private:
    void check(const char *what) const;
    void check(const amqp_rpc_reply_t &reply, const char *what) const;

    amqp_connection_state_t m_connection;
};
