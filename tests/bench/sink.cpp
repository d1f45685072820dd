// SPDX-License-Identifier: GPL-3.0-or-later
#include "sink.h"

#include "client.h"

#include <arpa/inet.h>
#include <endian.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <string>

namespace bench {

namespace {

constexpr std::size_t HeaderSize = 7;
constexpr std::size_t ReadSize = 1 << 17;
constexpr std::size_t OutgoingLimit = 1 << 16;

enum FrameType : unsigned char { MethodFrame = 1, HeaderFrame = 2, BodyFrame = 3 };

constexpr std::uint32_t id(std::uint32_t classId, std::uint32_t methodId)
{
    return classId << 16 | methodId;
}

template <typename T>
void put(std::string &out, T value)
{
    for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> shift));
}

template <typename T>
T get(const char *at)
{
    std::uint64_t value = 0;
    for (std::size_t index = 0; index < sizeof(T); ++index)
        value = value << 8 | static_cast<unsigned char>(at[index]);
    return static_cast<T>(value);
}

void putFrame(std::string &out, FrameType type, std::uint16_t channel, const std::string &payload)
{
    put<std::uint8_t>(out, type);
    put<std::uint16_t>(out, channel);
    put<std::uint32_t>(out, static_cast<std::uint32_t>(payload.size()));
    out += payload;
    out.push_back(static_cast<char>(0xce));
}

std::string method(std::uint32_t methodId, const std::string &arguments = {})
{
    std::string payload;
    put(payload, methodId);
    return payload + arguments;
}

struct Peer
{
    int fd = -1;
    bool greeted = false;
    bool consumer = false;
    bool confirms = false;
    bool gone = false;
    /// Holds the largest frame twice over; what is not parsed yet is moved to the front.
    std::vector<char> in = std::vector<char>(4 * ReadSize);
    std::size_t inEnd = 0;
    std::string out;
    std::uint64_t published = 0;
    std::uint64_t confirmed = 0;
    std::uint64_t delivered = 0;
    std::uint64_t acked = 0;
    std::uint64_t prefetch = 0;
    std::string consumerTag;
};

class Sink
{
public:
    Sink();
    void serve();

private:
    void accept();
    void readFrom(Peer &peer);
    void parse(Peer &peer);
    void handleMethod(Peer &peer, std::uint16_t channel, const char *payload, std::size_t size);
    void handleContent(Peer &peer, const char *frame, std::size_t size);
    void handleStart(Peer &peer, std::uint32_t methodId);
    void feed(Peer &peer);
    bool flush(Peer &peer);
    void drop(int fd);

    int m_epoll;
    int m_listener;
    std::map<int, std::unique_ptr<Peer>> m_peers;
    /// The content of the last message, as frames, given out again for every one published.
    std::string m_content;
    std::string m_gathering;
    std::uint64_t m_bodyLeft = 0;
    std::uint64_t m_waiting = 0;
};

Sink::Sink()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 64) != 0 ||
        ::getsockname(m_listener, generic, &size) != 0)
        fail("the sink cannot listen");
    epoll_event event = {EPOLLIN, {.fd = m_listener}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event);
    std::printf("listening %d\n", ntohs(address.sin_port));
    std::fflush(stdout);
}

void Sink::serve()
{
    epoll_event events[16];
    for (;;) {
        const int count = ::epoll_wait(m_epoll, events, 16, -1);
        for (int index = 0; index < count; ++index) {
            const int fd = events[index].data.fd;
            if (fd == m_listener)
                accept();
            else if (const auto peer = m_peers.find(fd); peer != m_peers.end())
                readFrom(*peer->second);
        }
        std::vector<int> gone;
        for (const auto &[fd, peer] : m_peers) {
            if (peer->consumer)
                feed(*peer);
            if (!flush(*peer))
                gone.push_back(fd);
        }
        for (const int fd : gone)
            drop(fd);
    }
}

void Sink::accept()
{
    const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    epoll_event event = {EPOLLIN | EPOLLOUT | EPOLLET | EPOLLRDHUP, {.fd = fd}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    m_peers[fd] = std::make_unique<Peer>();
    m_peers[fd]->fd = fd;
}

void Sink::drop(int fd)
{
    ::close(fd);
    m_peers.erase(fd);
}

void Sink::readFrom(Peer &peer)
{
    for (;;) {
        const ssize_t got = ::recv(peer.fd, peer.in.data() + peer.inEnd, peer.in.size() - peer.inEnd, 0);
        if (got == 0)
            peer.gone = true;
        if (got <= 0)
            break;
        peer.inEnd += static_cast<std::size_t>(got);
        parse(peer);
    }
}

void Sink::parse(Peer &peer)
{
    std::size_t at = 0;
    if (!peer.greeted) {
        if (peer.inEnd < 8)
            return;
        at = 8;
        peer.greeted = true;
        std::string start;
        put<std::uint16_t>(start, 9);
        put<std::uint32_t>(start, 0);
        start += std::string("\0\0\0\5PLAIN\0\0\0\5en_US", 18);
        putFrame(peer.out, MethodFrame, 0, method(id(10, 10), start));
    }
    while (peer.inEnd - at >= HeaderSize) {
        const char *frame = peer.in.data() + at;
        const auto size = get<std::uint32_t>(frame + 3);
        if (peer.inEnd - at < HeaderSize + size + 1)
            break;
        if (frame[0] == MethodFrame) {
            handleMethod(peer, get<std::uint16_t>(frame + 1), frame + HeaderSize, size);
        } else {
            handleContent(peer, frame, size);
        }
        at += HeaderSize + size + 1;
    }
    std::memmove(peer.in.data(), peer.in.data() + at, peer.inEnd - at);
    peer.inEnd -= at;
    if (peer.confirms && peer.published > peer.confirmed) {
        std::string ack;
        put(ack, peer.published);
        put<std::uint8_t>(ack, 1);
        putFrame(peer.out, MethodFrame, 1, method(id(60, 80), ack));
        peer.confirmed = peer.published;
    }
}

void Sink::handleContent(Peer &peer, const char *frame, std::size_t size)
{
    if (frame[0] == HeaderFrame) {
        m_bodyLeft = get<std::uint64_t>(frame + HeaderSize + 4);
        m_gathering.assign(frame, HeaderSize + size + 1);
        return;
    }
    if (m_content.empty())
        m_gathering.append(frame, HeaderSize + size + 1);
    m_bodyLeft -= std::min<std::uint64_t>(m_bodyLeft, size);
    if (m_bodyLeft > 0)
        return;
    ++peer.published;
    ++m_waiting;
    if (m_content.empty())
        m_content = m_gathering;
}

void Sink::handleStart(Peer &peer, std::uint32_t methodId)
{
    switch (methodId) {
    case id(10, 11): {
        std::string tune;
        put<std::uint16_t>(tune, 2047);
        put<std::uint32_t>(tune, 131072);
        put<std::uint16_t>(tune, 0);
        putFrame(peer.out, MethodFrame, 0, method(id(10, 30), tune));
        break;
    }
    case id(10, 40):
        putFrame(peer.out, MethodFrame, 0, method(id(10, 41), std::string(1, '\0')));
        break;
    case id(10, 50):
        putFrame(peer.out, MethodFrame, 0, method(id(10, 51)));
        break;
    default:
        break;
    }
}

void Sink::handleMethod(Peer &peer, std::uint16_t channel, const char *payload, std::size_t size)
{
    const auto methodId = get<std::uint32_t>(payload);
    const auto answer = [&](std::uint32_t with, const std::string &arguments = {}) {
        putFrame(peer.out, MethodFrame, channel, method(with, arguments));
    };
    switch (methodId) {
    case id(60, 40): // basic.publish: counted by its body
        break;
    case id(60, 80): // basic.ack
        peer.acked = payload[12] ? get<std::uint64_t>(payload + 4) : peer.acked + 1;
        break;
    case id(20, 10):
        answer(id(20, 11), std::string(4, '\0'));
        break;
    case id(20, 40):
        answer(id(20, 41));
        break;
    case id(50, 10):
        m_waiting = 0;
        m_content.clear();
        answer(id(50, 11), std::string("\1q", 2) + std::string(8, '\0'));
        break;
    case id(50, 40):
        answer(id(50, 41), std::string(4, '\0'));
        break;
    case id(60, 10):
        peer.prefetch = get<std::uint16_t>(payload + 8);
        answer(id(60, 11));
        break;
    case id(60, 20):
        peer.consumer = true;
        peer.consumerTag = "sink";
        answer(id(60, 21), "\4sink");
        break;
    case id(85, 10):
        peer.confirms = true;
        answer(id(85, 11));
        break;
    default:
        if (size >= 4)
            handleStart(peer, methodId);
    }
}

void Sink::feed(Peer &peer)
{
    const std::string head = "\4sink";
    while (m_waiting > 0 && peer.out.size() < OutgoingLimit &&
           (peer.prefetch == 0 || peer.delivered - peer.acked < peer.prefetch)) {
        std::string deliver = head;
        put(deliver, ++peer.delivered);
        deliver += std::string("\0\0\5bench", 8);
        putFrame(peer.out, MethodFrame, 1, method(id(60, 60), deliver));
        peer.out += m_content;
        --m_waiting;
    }
}

bool Sink::flush(Peer &peer)
{
    while (!peer.out.empty()) {
        const ssize_t sent = ::send(peer.fd, peer.out.data(), peer.out.size(), MSG_NOSIGNAL);
        if (sent < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        peer.out.erase(0, static_cast<std::size_t>(sent));
        if (peer.consumer && peer.out.empty())
            feed(peer);
    }
    return !peer.gone;
}

} // namespace

int runSink()
{
    Sink().serve();
    return 0;
}

} // namespace bench
