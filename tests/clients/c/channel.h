// SPDX-License-Identifier: GPL-3.0-or-later
// Channel: one librabbitmq connection with one channel, in the words of the tutorials. A failure ends the program with
// a message. Owner: who opens it. Thread: any one.
#pragma once

#include <amqp.h>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct Where
{
    int port = 0;
    /// A local socket instead of the port.
    std::string path;
    /// Log in by who owns the socket instead of by name and password.
    bool external = false;
};

struct Argument
{
    std::string name;
    std::variant<std::int64_t, bool, std::string> value;
};
using Arguments = std::vector<Argument>;

struct Message
{
    std::string body = {};
    std::string routingKey = {};
    std::string correlationId = {};
    std::string replyTo = {};
    std::uint64_t tag = 0;
    std::string expiration = {};
    std::uint8_t priority = 0;
    Arguments headers = {}; ///< to publish
    /// Of a message received: "x-death.0.reason" is the member "reason" of the first item of the header "x-death".
    std::map<std::string, std::string> seen = {};
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
    std::string declareQueue(const std::string &queue, bool durable = false, const Arguments &arguments = {});
    void deleteQueue(const std::string &queue);
    void declareExchange(const std::string &exchange, const std::string &type, const Arguments &arguments = {});
    void deleteExchange(const std::string &exchange);
    void bind(const std::string &queue, const std::string &exchange, const std::string &key);
    void publish(const std::string &exchange, const std::string &key, const Message &message, bool persistent = false);
    void selectConfirms();
    void awaitConfirm();
    /// The next answer to a publish: true for ack, false for nack.
    bool isConfirmed();
    void selectTransactions();
    void commit();
    void rollback();
    void prefetch(std::uint16_t count);
    void consume(const std::string &queue, bool noAck, const Arguments &arguments = {});
    /// The next delivery; waits ten seconds at most.
    Message take();
    std::vector<Message> take(std::size_t count);
    void ack(const Message &message);
    void reject(const Message &message, bool requeue);
    /// basic.get without acknowledgement.
    std::optional<Message> get(const std::string &queue);
    /// Gets again and again until there is one; ten seconds at most.
    Message await(const std::string &queue);
    /// The next method that the broker sends by itself; ten seconds at most.
    amqp_method_number_t awaitMethod();

private:
    Message received(const amqp_message_t &content) const;
    void check(const char *what) const;
    void check(const amqp_rpc_reply_t &reply, const char *what) const;

    amqp_connection_state_t m_connection;
};
