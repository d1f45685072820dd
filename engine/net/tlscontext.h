// SPDX-License-Identifier: GPL-3.0-or-later
// TlsContext: the certificate, key and rules that all connections of a TLS listener share (OpenSSL's SSL_CTX).
// Owner: Server's listener entry and whoever made a stream of it. Thread: engine.
#pragma once

#include "net/tlsconfig.h"

#include <engine/result.h>

#include <memory>

// OpenSSL's own names; its headers stay in the sources.
using SSL_CTX = struct ssl_ctx_st;

namespace engine::net {

class TlsContext
{
public:
    /// InvalidArgument: which file can not be used, and why.
    static Result<std::shared_ptr<const TlsContext>> load(const TlsConfig &config);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    SSL_CTX *handle() const { return m_context; }
    TlsConfig::LoginFrom loginFrom() const { return m_loginFrom; }

private:
    TlsContext(SSL_CTX *context, TlsConfig::LoginFrom loginFrom);
    Result<void> use(const TlsConfig &config);

    // Set in the constructor.
    SSL_CTX *const m_context;
    const TlsConfig::LoginFrom m_loginFrom;
};

/// The reason of the first error that OpenSSL has noted on this thread, which is emptied.
QString takeTlsError();

} // namespace engine::net
