// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"

#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace bench {

namespace {

constexpr amqp_channel_t Channel = 1;
constexpr int FrameMax = 131072;
constexpr int StallMs = 60000;
/// More than any confirm window in use.
constexpr std::size_t RingSize = 1 << 16;

amqp_bytes_t bytes(const std::string &text)
{
    return {text.size(), const_cast<char *>(text.data())};
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
        fail("connect " + path + ": " + std::strerror(errno));
    return fd;
}

} // namespace

Client::Client(const Address &address)
    : m_connection(amqp_new_connection())
    , m_ring(RingSize)
{
    amqp_socket_t *socket = amqp_tcp_socket_new(m_connection);
    if (!address.path.empty())
        amqp_tcp_socket_set_sockfd(socket, connectLocal(address.path));
    else if (amqp_socket_open(socket, address.host.c_str(), address.port) != AMQP_STATUS_OK)
        fail("cannot connect to " + address.host + ":" + std::to_string(address.port));
    check(amqp_login(m_connection, "/", 0, FrameMax, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest"), "login");
    amqp_channel_open(m_connection, Channel);
    check(amqp_get_rpc_reply(m_connection), "channel.open");
}

Client::~Client()
{
    amqp_connection_close(m_connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(m_connection);
}

std::uint32_t Client::declareQueue(const std::string &queue, bool durable, bool passive)
{
    const amqp_queue_declare_ok_t *ok =
        amqp_queue_declare(m_connection, Channel, bytes(queue), passive, durable, 0, 0, amqp_empty_table);
    check(amqp_get_rpc_reply(m_connection), "queue.declare");
    return ok->message_count;
}

void Client::declareStream(const std::string &queue)
{
    amqp_table_entry_t type = {};
    type.key = amqp_cstring_bytes("x-queue-type");
    type.value.kind = AMQP_FIELD_KIND_UTF8;
    type.value.value.bytes = amqp_cstring_bytes("stream");
    const amqp_table_t arguments = {1, &type};
    amqp_queue_declare(m_connection, Channel, bytes(queue), 0, 1, 0, 0, arguments);
    check(amqp_get_rpc_reply(m_connection), "queue.declare");
}

void Client::deleteQueue(const std::string &queue)
{
    amqp_queue_delete(m_connection, Channel, bytes(queue), 0, 0);
    check(amqp_get_rpc_reply(m_connection), "queue.delete");
}

void Client::selectConfirms()
{
    amqp_confirm_select(m_connection, Channel);
    check(amqp_get_rpc_reply(m_connection), "confirm.select");
}

void Client::publish(const std::string &queue, const std::vector<char> &body, bool persistent)
{
    amqp_basic_properties_t properties = {};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.delivery_mode = persistent ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT;
    const amqp_bytes_t payload = {body.size(), const_cast<char *>(body.data())};
    const int status =
        amqp_basic_publish(m_connection, Channel, amqp_empty_bytes, bytes(queue), 0, 0, &properties, payload);
    if (status != AMQP_STATUS_OK)
        fail(std::string("publish: ") + amqp_error_string2(status));
    ++m_published;
}

void Client::awaitConfirms(std::uint64_t window)
{
    amqp_frame_t frame;
    while (unconfirmed() >= window && unconfirmed() > 0) {
        if (!readFrame(frame, StallMs))
            fail("no confirm within a minute");
        handleConfirm(frame);
        while (amqp_data_in_buffer(m_connection) && readFrame(frame, StallMs))
            handleConfirm(frame);
        amqp_maybe_release_buffers(m_connection);
    }
}

void Client::handleConfirm(const amqp_frame_t &frame)
{
    if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
        fail("something other than a confirm on the publisher's channel");
    const auto *ack = static_cast<const amqp_basic_ack_t *>(frame.payload.method.decoded);
    confirm(ack->delivery_tag, ack->multiple != 0);
}

void Client::confirm(std::uint64_t tag, bool multiple)
{
    if (tag > m_published || tag <= m_low)
        return;
    if (multiple) {
        for (; m_low < tag; ++m_low) {
            auto mark = m_ring[(m_low + 1) % RingSize];
            m_above -= mark;
            mark = false;
        }
    } else {
        m_ring[tag % RingSize] = true;
        ++m_above;
    }
    while (m_above > 0 && m_ring[(m_low + 1) % RingSize]) {
        ++m_low;
        --m_above;
        m_ring[m_low % RingSize] = false;
    }
}

void Client::consume(const std::string &queue, std::uint16_t prefetch)
{
    amqp_basic_qos(m_connection, Channel, 0, prefetch, 0);
    check(amqp_get_rpc_reply(m_connection), "basic.qos");
    amqp_basic_consume(m_connection, Channel, bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    check(amqp_get_rpc_reply(m_connection), "basic.consume");
}

bool Client::receive(Delivery &delivery, int timeoutMs)
{
    amqp_frame_t frame;
    if (!readFrame(frame, timeoutMs))
        return false;
    if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_DELIVER_METHOD)
        fail("something other than a delivery on the consumer's channel");
    const auto *deliver = static_cast<const amqp_basic_deliver_t *>(frame.payload.method.decoded);
    delivery.tag = deliver->delivery_tag;
    delivery.redelivered = deliver->redelivered != 0;
    if (!readFrame(frame, StallMs) || frame.frame_type != AMQP_FRAME_HEADER)
        fail("a delivery without its header");
    delivery.bytes = frame.payload.properties.body_size;
    delivery.stamp = 0;
    for (std::uint64_t got = 0; got < delivery.bytes; got += frame.payload.body_fragment.len) {
        if (!readFrame(frame, StallMs) || frame.frame_type != AMQP_FRAME_BODY)
            fail("a delivery without its body");
        if (got == 0 && frame.payload.body_fragment.len >= sizeof(delivery.stamp))
            std::memcpy(&delivery.stamp, frame.payload.body_fragment.bytes, sizeof(delivery.stamp));
    }
    amqp_maybe_release_buffers(m_connection);
    return true;
}

void Client::ack(std::uint64_t tag, bool multiple)
{
    const int status = amqp_basic_ack(m_connection, Channel, tag, multiple);
    if (status != AMQP_STATUS_OK)
        fail(std::string("ack: ") + amqp_error_string2(status));
}

bool Client::readFrame(amqp_frame_t &frame, int timeoutMs)
{
    const timeval timeout = {timeoutMs / 1000, (timeoutMs % 1000) * 1000};
    const int status = amqp_simple_wait_frame_noblock(m_connection, &frame, &timeout);
    if (status == AMQP_STATUS_TIMEOUT)
        return false;
    if (status != AMQP_STATUS_OK)
        fail(std::string("read: ") + amqp_error_string2(status));
    return true;
}

void Client::check(const amqp_rpc_reply_t &reply, const char *what) const
{
    if (reply.reply_type == AMQP_RESPONSE_NORMAL)
        return;
    if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION)
        fail(std::string(what) + ": " + amqp_error_string2(reply.library_error));
    if (reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        const auto *close = static_cast<const amqp_channel_close_t *>(reply.reply.decoded);
        fail(std::string(what) + ": " +
             std::string(static_cast<char *>(close->reply_text.bytes), close->reply_text.len));
    }
    fail(std::string(what) + ": the broker closed the connection");
}

} // namespace bench
