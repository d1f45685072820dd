// SPDX-License-Identifier: GPL-3.0-or-later
#include "channel.h"

#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr amqp_channel_t Number = 1;
constexpr timeval Patience = {10, 0};

amqp_bytes_t bytes(const std::string &text)
{
    return {text.size(), const_cast<char *>(text.data())};
}

std::string text(const amqp_bytes_t &value)
{
    return std::string(static_cast<const char *>(value.bytes), value.len);
}

int connectLocal(const std::string &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
        fail("the path of the local socket is too long");
    std::memcpy(address.sun_path, path.data(), path.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0)
        fail("cannot connect to " + path);
    return fd;
}

} // namespace

void fail(const std::string &what)
{
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

Channel::Channel(const Where &where)
    : m_connection(amqp_new_connection())
{
    amqp_socket_t *socket = amqp_tcp_socket_new(m_connection);
    if (!where.path.empty())
        amqp_tcp_socket_set_sockfd(socket, connectLocal(where.path));
    else if (amqp_socket_open(socket, "127.0.0.1", where.port) != AMQP_STATUS_OK)
        fail("cannot connect to port " + std::to_string(where.port));
    if (where.external)
        // librabbitmq cannot send an empty identity; the broker goes by the socket's owner whatever it says.
        check(amqp_login(m_connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_EXTERNAL, "owner"), "login");
    else
        check(amqp_login(m_connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest"), "login");
    amqp_channel_open(m_connection, Number);
    check("channel.open");
}

Channel::~Channel()
{
    amqp_connection_close(m_connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(m_connection);
}

std::string Channel::declareQueue(const std::string &queue, bool durable)
{
    const bool own = queue.empty();
    const amqp_queue_declare_ok_t *ok =
        amqp_queue_declare(m_connection, Number, bytes(queue), 0, durable, own, own, amqp_empty_table);
    check("queue.declare");
    return text(ok->queue);
}

void Channel::deleteQueue(const std::string &queue)
{
    amqp_queue_delete(m_connection, Number, bytes(queue), 0, 0);
    check("queue.delete");
}

void Channel::declareExchange(const std::string &exchange, const std::string &type)
{
    amqp_exchange_declare(m_connection, Number, bytes(exchange), bytes(type), 0, 0, 0, 0, amqp_empty_table);
    check("exchange.declare");
}

void Channel::deleteExchange(const std::string &exchange)
{
    amqp_exchange_delete(m_connection, Number, bytes(exchange), 0);
    check("exchange.delete");
}

void Channel::bind(const std::string &queue, const std::string &exchange, const std::string &key)
{
    amqp_queue_bind(m_connection, Number, bytes(queue), bytes(exchange), bytes(key), amqp_empty_table);
    check("queue.bind");
}

void Channel::publish(const std::string &exchange, const std::string &key, const Message &message, bool persistent)
{
    amqp_basic_properties_t properties = {};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.delivery_mode = persistent ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT;
    if (!message.correlationId.empty()) {
        properties._flags |= AMQP_BASIC_CORRELATION_ID_FLAG;
        properties.correlation_id = bytes(message.correlationId);
    }
    if (!message.replyTo.empty()) {
        properties._flags |= AMQP_BASIC_REPLY_TO_FLAG;
        properties.reply_to = bytes(message.replyTo);
    }
    if (amqp_basic_publish(m_connection, Number, bytes(exchange), bytes(key), 0, 0, &properties, bytes(message.body)) !=
        0)
        fail("basic.publish");
}

void Channel::selectConfirms()
{
    amqp_confirm_select(m_connection, Number);
    check("confirm.select");
}

void Channel::awaitConfirm()
{
    amqp_frame_t frame;
    if (amqp_simple_wait_frame_noblock(m_connection, &frame, &Patience) != AMQP_STATUS_OK ||
        frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
        fail("no confirm");
    amqp_maybe_release_buffers(m_connection);
}

void Channel::prefetch(std::uint16_t count)
{
    amqp_basic_qos(m_connection, Number, 0, count, 0);
    check("basic.qos");
}

void Channel::consume(const std::string &queue, bool noAck)
{
    amqp_basic_consume(m_connection, Number, bytes(queue), amqp_empty_bytes, 0, noAck, 0, amqp_empty_table);
    check("basic.consume");
}

Message Channel::take()
{
    amqp_envelope_t envelope;
    check(amqp_consume_message(m_connection, &envelope, &Patience, 0), "no delivery");
    Message message;
    message.body = text(envelope.message.body);
    message.routingKey = text(envelope.routing_key);
    message.tag = envelope.delivery_tag;
    const amqp_basic_properties_t &properties = envelope.message.properties;
    if (properties._flags & AMQP_BASIC_CORRELATION_ID_FLAG)
        message.correlationId = text(properties.correlation_id);
    if (properties._flags & AMQP_BASIC_REPLY_TO_FLAG)
        message.replyTo = text(properties.reply_to);
    amqp_destroy_envelope(&envelope);
    return message;
}

std::vector<Message> Channel::take(std::size_t count)
{
    std::vector<Message> messages;
    while (messages.size() < count)
        messages.push_back(take());
    return messages;
}

void Channel::ack(const Message &message)
{
    if (amqp_basic_ack(m_connection, Number, message.tag, 0) != 0)
        fail("basic.ack");
}

void Channel::check(const char *what) const
{
    check(amqp_get_rpc_reply(m_connection), what);
}

void Channel::check(const amqp_rpc_reply_t &reply, const char *what) const
{
    if (reply.reply_type == AMQP_RESPONSE_NORMAL)
        return;
    std::string why = "refused by the broker";
    if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION) {
        why = amqp_error_string2(reply.library_error);
    } else if (reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        why = text(static_cast<const amqp_channel_close_t *>(reply.reply.decoded)->reply_text);
    } else if (reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
        why = text(static_cast<const amqp_connection_close_t *>(reply.reply.decoded)->reply_text);
    }
    fail(std::string(what) + ": " + why);
}
