// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection.h"

#include "core/broker.h"
#include "net/server.h"

#include <QLoggingCategory>

namespace engine::net {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(log)

Connection::Connection(Server &server, int descriptor, protocol::PeerInfo peer, std::unique_ptr<TlsStream> tls)
    : m_server(server)
    , m_peer(std::move(peer))
    , m_socket(descriptor, std::move(tls))
{
    m_socket.whenReadable([this] { readable(); });
    m_socket.whenWritten([this] { written(); });
}

Connection::~Connection()
{
    if (m_session)
        m_session->disconnected();
}

// ---- in

void Connection::readable()
{
    qsizetype count = 0;
    switch (m_socket.read(m_server.readBuffer().data(), ReadBuffer::Size, count)) {
    case Socket::Status::Nothing: // or a step of a TLS handshake
        acknowledgeFirst();
        return;
    case Socket::Status::Closed:
        noteEnd();
        finish();
        return;
    case Socket::Status::Open:
        break;
    }
    if (m_state != State::Open)
        return;
    acknowledgeFirst();
    take(count);
    m_server.broker().settle();
}

void Connection::acknowledgeFirst()
{
    if (m_quickReads == 0)
        return;
    --m_quickReads;
    m_socket.acknowledgeNow();
}

void Connection::noteEnd()
{
    if (m_socket.tls() && !m_socket.tls()->problem().isEmpty())
        m_server.noteRefused(m_peer, u"TLS"_s, u"TLS failed: " % m_socket.tls()->problem());
}

void Connection::take(qsizetype count)
{
    ReadBuffer &buffer = m_server.readBuffer();
    // A long rest with little behind it (a large frame that trickles in) is not copied back and forth at every read.
    if (m_rest.size() > ReadBuffer::Headroom || m_rest.size() > count) {
        m_rest.append(buffer.data(), count);
        offerKept();
        return;
    }
    const QByteArrayView bytes = buffer.joined(m_rest, count);
    const QByteArrayView rest = bytes.sliced(offer(bytes));
    m_rest = rest.isEmpty() ? QByteArray() : rest.toByteArray();
}

void Connection::offerKept()
{
    const QByteArray bytes = std::exchange(m_rest, QByteArray());
    const qsizetype taken = offer(bytes);
    m_rest = taken == bytes.size() ? QByteArray() : bytes.sliced(taken);
}

qsizetype Connection::offer(QByteArrayView bytes)
{
    if (!m_session) {
        const ProtocolEntry *protocol = m_server.detector().detect(bytes, m_peer.protocol);
        if (!protocol)
            return 0;
        if (m_socket.tls())
            m_peer.certificateName = m_socket.tls()->peerName();
        m_session = protocol->makeSession(*this);
    }
    return m_session->consume(bytes);
}

void Connection::setReading(bool reading)
{
    if (m_reading == reading || m_state != State::Open)
        return;
    m_reading = reading;
    m_socket.setReading(reading);
    if (!reading)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_reading || m_state != State::Open || m_rest.isEmpty())
                return;
            offerKept();
            m_server.broker().settle();
        },
        Qt::QueuedConnection);
}

// ---- out

void Connection::written()
{
    if (m_socket.isBroken()) {
        finish();
        return;
    }
    if (m_state == State::Open) {
        if (!m_session)
            return; // a TLS handshake is under way
        m_session->written();
        m_server.broker().settle();
    } else if (m_socket.pendingBytes() == 0) {
        m_socket.endWriting();
    }
}

// ---- end

void Connection::close()
{
    if (m_state != State::Open)
        return;
    m_state = State::Leaving;
    m_deadlineMs = 0;
    m_reading = true;
    m_socket.setReading(true);
    if (m_socket.pendingBytes() == 0)
        m_socket.endWriting();
}

void Connection::abort()
{
    finish();
}

void Connection::finish()
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_socket.setReading(false);
    m_server.finishLater(this);
}

void Connection::tick(qint64 nowMs)
{
    if (m_state == State::Open && m_session) {
        m_session->tick(nowMs);
        if (m_reading || !m_socket.peerHasClosed()) {
            m_deadlineMs = 0;
            return;
        }
    }
    if (m_deadlineMs == 0) {
        m_deadlineMs = nowMs + (m_state != State::Open ? LingerMs : m_session ? UnreadTimeoutMs : DetectionTimeoutMs);
    } else if (nowMs >= m_deadlineMs) {
        if (m_state == State::Open && !m_session)
            qCInfo(log).noquote() << m_peer.address << "has not said which protocol it speaks";
        finish();
    }
}

void Connection::shutDown(const QString &reason)
{
    if (m_session)
        m_session->shutDown(reason);
    else
        finish();
}

} // namespace engine::net
