// SPDX-License-Identifier: GPL-3.0-or-later
// Socket: a connected stream socket, TCP or local, without buffers of its own for reading, and with one for writing only while
// the kernel does not take what is to be sent. A thousand idle ones must cost next to nothing, which QTcpSocket's layers do not.
// With a TlsStream between the descriptor and its user it is a TLS socket; what waits to be sent is encrypted already.
// Owner: Connection. Thread: engine.
#pragma once

#include "net/tlsstream.h"
#include "wire/outbuffer.h"

#include <QByteArrayView>
#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace engine::net {

class Socket
{
public:
    /// Takes the descriptor over. Null: no TLS.
    explicit Socket(int descriptor, std::unique_ptr<TlsStream> tls = {});
    ~Socket();
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    /// Called when bytes can be read, and when pending ones were taken or the socket broke.
    void whenReadable(std::function<void()> call);
    void whenWritten(std::function<void()> call) { m_written = std::move(call); }

    enum class Status : quint8 { Open, Nothing, Closed };
    /// Reads once. Closed: by the peer, or broken.
    Status read(char *to, qsizetype room, qsizetype &count);
    void setReading(bool reading);
    /// Whether the peer has closed its side, without reading what it sent before.
    bool peerHasClosed() const;
    /// Tells a TCP peer at once that its bytes have come; harmless for others.
    void acknowledgeNow();
    /// What the kernel does not take now is kept.
    void write(QByteArrayView bytes);
    qint64 pendingBytes() const { return m_unsent.size(); }
    /// Nothing more can be sent.
    bool isBroken() const { return m_broken; }
    /// Says to the peer that no more will come (a half-closed socket). With TLS something may be pending then: once it is
    /// sent, this is called again.
    void endWriting();
    /// Null: no TLS.
    const TlsStream *tls() const { return m_tls.get(); }

private:
    Status receive(char *to, qsizetype room, qsizetype &count);
    Status readEncrypted(char *to, qsizetype room, qsizetype &count);
    void encrypt(QByteArrayView bytes);
    void sendEncrypted();
    void sendOrKeep(QByteArrayView bytes);
    qsizetype send(QByteArrayView bytes);
    void sendPending();

    const int m_descriptor;
    const std::unique_ptr<TlsStream> m_tls;
    bool m_broken = false;
    QSocketNotifier m_readable;
    std::unique_ptr<QSocketNotifier> m_writable; ///< while something is pending
    std::function<void()> m_written;
    wire::OutBuffer m_unsent;
};

} // namespace engine::net
