// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace engine::net {

Socket::Socket(int descriptor, std::unique_ptr<TlsStream> tls)
    : m_descriptor(descriptor)
    , m_tls(std::move(tls))
    , m_readable(descriptor, QSocketNotifier::Read)
{}

Socket::~Socket()
{
    m_readable.setEnabled(false);
    m_writable.reset();
    ::close(m_descriptor);
}

void Socket::whenReadable(std::function<void()> call)
{
    QObject::connect(&m_readable, &QSocketNotifier::activated, &m_readable, std::move(call));
}

Socket::Status Socket::read(char *to, qsizetype room, qsizetype &count)
{
    return m_tls ? readEncrypted(to, room, count) : receive(to, room, count);
}

Socket::Status Socket::receive(char *to, qsizetype room, qsizetype &count)
{
    ssize_t got = 0;
    do {
        got = ::recv(m_descriptor, to, size_t(room), MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    count = got > 0 ? got : 0;
    if (got > 0)
        return Status::Open;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? Status::Nothing : Status::Closed;
}

Socket::Status Socket::readEncrypted(char *to, qsizetype room, qsizetype &count)
{
    char wire[TlsStream::MaxInput];
    if (const Status received = receive(wire, sizeof wire, count); received != Status::Open)
        return received;
    const TlsStream::Status status = m_tls->decrypt(QByteArrayView(wire, count), to, room, count);
    sendEncrypted(); // the handshake's messages, or an alert
    if (status == TlsStream::Status::Failed)
        return Status::Closed;
    if (status == TlsStream::Status::Ended) {
        if (count == 0)
            return Status::Closed;
        ::shutdown(m_descriptor, SHUT_RD); // what came with the goodbye counts; the next read finds the end
    }
    return count > 0 ? Status::Open : Status::Nothing;
}

void Socket::setReading(bool reading)
{
    m_readable.setEnabled(reading);
}

bool Socket::peerHasClosed() const
{
    pollfd state{m_descriptor, POLLRDHUP, 0};
    return ::poll(&state, 1, 0) > 0;
}

void Socket::acknowledgeNow()
{
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

qsizetype Socket::send(QByteArrayView bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size() && !m_broken) {
        const ssize_t now =
            ::send(m_descriptor, bytes.data() + sent, size_t(bytes.size() - sent), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (now >= 0)
            sent += now;
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            break;
        else if (errno != EINTR)
            m_broken = true;
    }
    return sent;
}

void Socket::write(QByteArrayView bytes)
{
    if (m_broken)
        return;
    if (m_tls)
        encrypt(bytes);
    else
        sendOrKeep(bytes);
}

void Socket::sendOrKeep(QByteArrayView bytes)
{
    if (m_unsent.isEmpty())
        bytes = bytes.sliced(send(bytes));
    m_unsent.append(bytes);
    if ((m_unsent.isEmpty() && !m_broken) || m_writable)
        return;
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    QObject::connect(m_writable.get(), &QSocketNotifier::activated, m_writable.get(), [this] { sendPending(); });
}

void Socket::encrypt(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_broken) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), TlsStream::MaxPiece));
        m_broken = !m_tls->encrypt(piece);
        bytes = bytes.sliced(piece.size());
        sendEncrypted();
    }
}

void Socket::sendEncrypted()
{
    const QByteArrayView bytes = m_tls->output();
    if (bytes.isEmpty() && !m_broken)
        return;
    sendOrKeep(bytes);
    m_tls->clearOutput();
}

void Socket::sendPending()
{
    m_unsent.consume(send(m_unsent.view()));
    if (m_unsent.isEmpty() || m_broken) {
        m_unsent.clear();
        m_unsent.shrink();
        m_writable.release()->deleteLater(); // its signal is under way
    }
    m_written();
}

void Socket::endWriting()
{
    if (m_tls) {
        m_tls->sayGoodbye();
        sendEncrypted();
        if (pendingBytes() > 0)
            return;
    }
    ::shutdown(m_descriptor, SHUT_WR);
}

} // namespace engine::net
