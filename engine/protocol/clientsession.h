// SPDX-License-Identifier: GPL-3.0-or-later
// The seam between net and protocols: bytes in, bytes out, whichever transport. Nothing in a protocol knows TCP from a local
// socket; nothing in net knows a frame.
// Thread: engine.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace engine::protocol {

struct PeerInfo
{
    QString address;       ///< "127.0.0.1:51234" or "local socket"
    QString server;        ///< "127.0.0.1:5672" or the path of the socket
    QString protocol = {}; ///< whose listener it is, as the protocol's entry is named; empty: no one's
    bool isLocalSocket = false;
    bool isLoopback = true; ///< guest may log in
    bool tls = false;
    /// Whom the client's certificate names, signed by a CA we trust; empty: it has shown none.
    QByteArray certificateName = {};
};

/// The sending half of a connection, given to a session. Owner: net's connection; it outlives the session.
/// No call here ever calls back into the session, or destroys it: what follows from it comes on a later turn.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual const PeerInfo &peer() const = 0;
    /// Sends or buffers; never blocks. What the kernel does not take is buffered without bound: ask pendingBytes().
    virtual void write(QByteArrayView bytes) = 0;
    /// Bytes written and not yet taken by the kernel. While it is above zero, written() is to be expected.
    virtual qint64 pendingBytes() const = 0;
    /// Stops and resumes reading the socket (back-pressure). Bytes that consume() left are kept, and offered again on a later
    /// turn after setReading(true), whether or not new ones have arrived.
    virtual void setReading(bool reading) = 0;
    /// Closes when everything written has been sent (or cannot be).
    virtual void close() = 0;
    /// Closes now.
    virtual void abort() = 0;
};

/// The state of one client connection in one protocol. Owner: net's connection, destroyed when the socket has closed.
class ClientSession
{
public:
    virtual ~ClientSession() = default;
    /// Takes bytes in arrival order and answers how many were consumed: all, or up to the last whole unit (frame …), or up to
    /// where it has stopped reading; the rest is offered again, with more behind it. The caller settles the broker afterwards.
    virtual qsizetype consume(QByteArrayView bytes) = 0;
    /// The kernel took bytes: there may be room again. The caller settles the broker afterwards.
    virtual void written() = 0;
    /// The peer is gone; nothing more can be written.
    virtual void disconnected() = 0;
    /// Called about once a second, with milliseconds of a clock that never jumps: heartbeats and time-outs. The caller settles
    /// the broker after a round of them.
    virtual void tick(qint64 nowMs) = 0;
    /// The broker stops: takes leave as the protocol has it, and closes the transport when the peer has answered.
    virtual void shutDown(const QString &reason) = 0;
};

} // namespace engine::protocol
