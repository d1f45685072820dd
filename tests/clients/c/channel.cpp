// SPDX-License-Identifier: GPL-3.0-or-later
#include "channel.h"

#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
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

/// A table that borrows the texts of the arguments.
class Table
{
public:
    explicit Table(const Arguments &arguments)
    {
        for (const Argument &argument : arguments) {
            amqp_table_entry_t entry = {};
            entry.key = bytes(argument.name);
            if (const auto *number = std::get_if<std::int64_t>(&argument.value)) {
                entry.value.kind = AMQP_FIELD_KIND_I64;
                entry.value.value.i64 = *number;
            } else if (const auto *flag = std::get_if<bool>(&argument.value)) {
                entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
                entry.value.value.boolean = *flag;
            } else {
                entry.value.kind = AMQP_FIELD_KIND_UTF8;
                entry.value.value.bytes = bytes(std::get<std::string>(argument.value));
            }
            m_entries.push_back(entry);
        }
    }
    amqp_table_t get() { return {int(m_entries.size()), m_entries.data()}; }

private:
    std::vector<amqp_table_entry_t> m_entries;
};

void collect(const std::string &path, const amqp_field_value_t &value, std::map<std::string, std::string> &to)
{
    switch (value.kind) {
    case AMQP_FIELD_KIND_TABLE:
        for (int i = 0; i < value.value.table.num_entries; ++i) {
            const amqp_table_entry_t &entry = value.value.table.entries[i];
            collect(path + "." + text(entry.key), entry.value, to);
        }
        break;
    case AMQP_FIELD_KIND_ARRAY:
        for (int i = 0; i < value.value.array.num_entries; ++i)
            collect(path + "." + std::to_string(i), value.value.array.entries[i], to);
        break;
    case AMQP_FIELD_KIND_UTF8:
        to[path] = text(value.value.bytes);
        break;
    case AMQP_FIELD_KIND_I64:
        to[path] = std::to_string(value.value.i64);
        break;
    case AMQP_FIELD_KIND_I32:
        to[path] = std::to_string(value.value.i32);
        break;
    default:
        to[path] = std::string(1, char(value.kind));
    }
}

/// What a client must say it knows, so that the broker tells it.
amqp_table_entry_t flag(const char *name)
{
    amqp_table_entry_t entry = {};
    entry.key = amqp_cstring_bytes(name);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = 1;
    return entry;
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
    amqp_table_entry_t known[] = {flag("connection.blocked"), flag("consumer_cancel_notify"), flag("basic.nack")};
    amqp_table_entry_t capabilities = {};
    capabilities.key = amqp_cstring_bytes("capabilities");
    capabilities.value.kind = AMQP_FIELD_KIND_TABLE;
    capabilities.value.value.table = {3, known};
    const amqp_table_t properties = {1, &capabilities};
    if (where.external)
        // librabbitmq cannot send an empty identity; the broker goes by the socket's owner whatever it says.
        check(amqp_login_with_properties(m_connection, "/", 0, 131072, 0, &properties, AMQP_SASL_METHOD_EXTERNAL,
                                         "owner"),
              "login");
    else
        check(amqp_login_with_properties(m_connection, "/", 0, 131072, 0, &properties, AMQP_SASL_METHOD_PLAIN, "guest",
                                         "guest"),
              "login");
    amqp_channel_open(m_connection, Number);
    check("channel.open");
}

Channel::~Channel()
{
    amqp_connection_close(m_connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(m_connection);
}

std::string Channel::declareQueue(const std::string &queue, bool durable, const Arguments &arguments)
{
    Table table(arguments);
    const bool own = queue.empty();
    const amqp_queue_declare_ok_t *ok =
        amqp_queue_declare(m_connection, Number, bytes(queue), 0, durable, own, own, table.get());
    check("queue.declare");
    return text(ok->queue);
}

void Channel::deleteQueue(const std::string &queue)
{
    amqp_queue_delete(m_connection, Number, bytes(queue), 0, 0);
    check("queue.delete");
}

void Channel::declareExchange(const std::string &exchange, const std::string &type, const Arguments &arguments)
{
    Table table(arguments);
    amqp_exchange_declare(m_connection, Number, bytes(exchange), bytes(type), 0, 0, 0, 0, table.get());
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
    if (!message.expiration.empty()) {
        properties._flags |= AMQP_BASIC_EXPIRATION_FLAG;
        properties.expiration = bytes(message.expiration);
    }
    if (message.priority > 0) {
        properties._flags |= AMQP_BASIC_PRIORITY_FLAG;
        properties.priority = message.priority;
    }
    Table headers(message.headers);
    if (!message.headers.empty()) {
        properties._flags |= AMQP_BASIC_HEADERS_FLAG;
        properties.headers = headers.get();
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
    if (!isConfirmed())
        fail("no confirm");
}

bool Channel::isConfirmed()
{
    const amqp_method_number_t method = awaitMethod();
    if (method != AMQP_BASIC_ACK_METHOD && method != AMQP_BASIC_NACK_METHOD)
        fail("neither ack nor nack");
    return method == AMQP_BASIC_ACK_METHOD;
}

amqp_method_number_t Channel::awaitMethod()
{
    amqp_frame_t frame;
    if (amqp_simple_wait_frame_noblock(m_connection, &frame, &Patience) != AMQP_STATUS_OK ||
        frame.frame_type != AMQP_FRAME_METHOD)
        fail("no method");
    amqp_maybe_release_buffers(m_connection);
    return frame.payload.method.id;
}

void Channel::selectTransactions()
{
    amqp_tx_select(m_connection, Number);
    check("tx.select");
}

void Channel::commit()
{
    amqp_tx_commit(m_connection, Number);
    check("tx.commit");
}

void Channel::rollback()
{
    amqp_tx_rollback(m_connection, Number);
    check("tx.rollback");
}

void Channel::prefetch(std::uint16_t count)
{
    amqp_basic_qos(m_connection, Number, 0, count, 0);
    check("basic.qos");
}

void Channel::consume(const std::string &queue, bool noAck, const Arguments &arguments)
{
    Table table(arguments);
    amqp_basic_consume(m_connection, Number, bytes(queue), amqp_empty_bytes, 0, noAck, 0, table.get());
    check("basic.consume");
}

Message Channel::take()
{
    amqp_envelope_t envelope;
    check(amqp_consume_message(m_connection, &envelope, &Patience, 0), "no delivery");
    Message message = received(envelope.message);
    message.routingKey = text(envelope.routing_key);
    message.tag = envelope.delivery_tag;
    amqp_destroy_envelope(&envelope);
    return message;
}

Message Channel::received(const amqp_message_t &content) const
{
    Message message;
    message.body = text(content.body);
    const amqp_basic_properties_t &properties = content.properties;
    if (properties._flags & AMQP_BASIC_CORRELATION_ID_FLAG)
        message.correlationId = text(properties.correlation_id);
    if (properties._flags & AMQP_BASIC_REPLY_TO_FLAG)
        message.replyTo = text(properties.reply_to);
    if (properties._flags & AMQP_BASIC_EXPIRATION_FLAG)
        message.expiration = text(properties.expiration);
    if (properties._flags & AMQP_BASIC_HEADERS_FLAG) {
        for (int i = 0; i < properties.headers.num_entries; ++i) {
            const amqp_table_entry_t &entry = properties.headers.entries[i];
            collect(text(entry.key), entry.value, message.seen);
        }
    }
    return message;
}

std::optional<Message> Channel::get(const std::string &queue)
{
    const amqp_rpc_reply_t reply = amqp_basic_get(m_connection, Number, bytes(queue), 1);
    check(reply, "basic.get");
    if (reply.reply.id == AMQP_BASIC_GET_EMPTY_METHOD)
        return std::nullopt;
    const std::string key = text(static_cast<const amqp_basic_get_ok_t *>(reply.reply.decoded)->routing_key);
    amqp_message_t content;
    check(amqp_read_message(m_connection, Number, &content, 0), "the content of a get");
    Message message = received(content);
    message.routingKey = key;
    amqp_destroy_message(&content);
    amqp_maybe_release_buffers(m_connection);
    return message;
}

Message Channel::await(const std::string &queue)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(Patience.tv_sec);
    while (std::chrono::steady_clock::now() < end) {
        if (auto message = get(queue))
            return *message;
    }
    fail("nothing arrived in " + queue);
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

void Channel::reject(const Message &message, bool requeue)
{
    if (amqp_basic_reject(m_connection, Number, message.tag, requeue) != 0)
        fail("basic.reject");
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
