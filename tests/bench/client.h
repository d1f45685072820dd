// SPDX-License-Identifier: GPL-3.0-or-later
// Client: one librabbitmq connection with one channel, reduced to what a load needs: publish in a confirm window,
// consume, acknowledge. Owner: the thread that drives it. Thread: the one that created it.
#pragma once

#include "outcome.h"

#include <amqp.h>

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct Address
{
    std::string host = "127.0.0.1";
    int port = 5672;
    /// A local socket instead of host and port.
    std::string path;
};

struct Delivery
{
    std::uint64_t tag = 0;
    std::uint64_t bytes = 0;
    /// The first eight bytes of the body: the time of sending in loads that measure latency.
    std::uint64_t stamp = 0;
    bool redelivered = false;
};

class Client
{
public:
    explicit Client(const Address &address);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Messages in the queue.
    std::uint32_t declareQueue(const std::string &queue, bool durable, bool passive = false);
    void declareStream(const std::string &queue);
    void deleteQueue(const std::string &queue);

    /// From here on every publish is counted as unconfirmed until its confirm is read.
    void selectConfirms();
    void publish(const std::string &queue, const std::vector<char> &body, bool persistent);
    std::uint64_t unconfirmed() const { return m_published - m_low - m_above; }
    /// Reads confirms until fewer than `window` are missing, and then those that are here already.
    void awaitConfirms(std::uint64_t window);

    void consume(const std::string &queue, std::uint16_t prefetch);
    /// The next delivery; false when none came within the time.
    bool receive(Delivery &delivery, int timeoutMs);
    void ack(std::uint64_t tag, bool multiple);

private:
    bool readFrame(amqp_frame_t &frame, int timeoutMs);
    void handleConfirm(const amqp_frame_t &frame);
    void confirm(std::uint64_t tag, bool multiple);
    void check(const amqp_rpc_reply_t &reply, const char *what) const;

    amqp_connection_state_t m_connection;
    std::uint64_t m_published = 0;
    // Brokers may confirm out of order: everything up to m_low is confirmed, and m_above single tags marked in the
    // ring.
    std::uint64_t m_low = 0;
    std::uint64_t m_above = 0;
    std::vector<bool> m_ring;
};

} // namespace bench
