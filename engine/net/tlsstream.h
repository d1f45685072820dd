// SPDX-License-Identifier: GPL-3.0-or-later
// TlsStream: the server's side of one TLS connection, between bytes and bytes: what came from the wire goes in, what is to be
// sent comes out. Knows no descriptor. Nothing is held back: after decrypt() only an incomplete record is left inside, and
// what is encrypted lies in output() at once, so waiting and back-pressure are the socket's, as without TLS.
// Owner: Socket. Thread: engine.
#pragma once

#include "net/tlscontext.h"

#include <QByteArray>
#include <QByteArrayView>

using SSL = struct ssl_st;
using BIO = struct bio_st;

namespace engine::net {

class TlsStream
{
public:
    /// So much of the wire's bytes may go in at once: as long as the room for what comes out is no less, all of it does.
    static constexpr qsizetype MaxInput = 64 * 1024;
    /// Encrypted in pieces of this size, so that a large body is not held twice.
    static constexpr qsizetype MaxPiece = 64 * 1024;

    explicit TlsStream(const TlsContext &context);
    ~TlsStream();
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;

    /// Ended: the client has said goodbye. Failed: problem() says why; an alert for the client may lie in output().
    enum class Status : quint8 { Open, Ended, Failed };
    Status decrypt(QByteArrayView wire, char *to, qsizetype room, qsizetype &count);
    /// At most MaxPiece. False when the connection has failed.
    bool encrypt(QByteArrayView plain);
    /// The alert that ends the stream (RFC 8446 6.1); said once.
    void sayGoodbye();

    /// What is to be sent, until clearOutput() or the next call.
    QByteArrayView output() const;
    void clearOutput();

    /// Whom the client's certificate names, as the context has it: "CN=alice,O=shop" (RFC 2253) or "alice". Empty without one.
    QByteArray peerName() const;
    /// Why it failed, for the log.
    const QString &problem() const { return m_problem; }

private:
    // Set in the constructor.
    SSL *const m_ssl;
    BIO *const m_in;  ///< m_ssl's
    BIO *const m_out; ///< m_ssl's
    const TlsConfig::LoginFrom m_loginFrom;

    bool m_saidGoodbye = false;
    QString m_problem;
};

} // namespace engine::net
