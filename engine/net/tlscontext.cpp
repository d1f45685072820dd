// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlscontext.h"

#include <QFile>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace engine::net {

using namespace Qt::StringLiterals;

namespace {

Error unusable(const char *what, const QString &file)
{
    const QString reason = QFile::exists(file) ? takeTlsError() : u"there is no such file"_s;
    ERR_clear_error();
    return {BrokerError::InvalidArgument, QLatin1StringView(what) % u' ' % file % u": " % reason};
}

} // namespace

QString takeTlsError()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char *reason = code ? ERR_reason_error_string(code) : nullptr;
    return reason ? QString::fromLatin1(reason) : u"unknown error"_s;
}

TlsContext::TlsContext(SSL_CTX *context, TlsConfig::LoginFrom loginFrom)
    : m_context(context)
    , m_loginFrom(loginFrom)
{}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const TlsConfig &config)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context)
        return Error{BrokerError::InvalidArgument, u"TLS can not be used: "_s % takeTlsError()};
    std::shared_ptr<TlsContext> made(new TlsContext(context, config.loginFrom));
    if (const Result<void> used = made->use(config); !used)
        return used.error();
    return std::shared_ptr<const TlsContext>(made);
}

Result<void> TlsContext::use(const TlsConfig &config)
{
    // 1.2 and 1.3, as RabbitMQ's default. Sessions are not resumed: no state is kept for clients that have gone, and a client's
    // certificate is looked at each time.
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_options(m_context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                       SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_num_tickets(m_context, 0);
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(m_context, SSL_MODE_RELEASE_BUFFERS); // an idle connection holds none

    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(m_context, QFile::encodeName(config.certificateFile).constData()) != 1)
        return unusable("the certificate", config.certificateFile);
    if (SSL_CTX_use_PrivateKey_file(m_context, QFile::encodeName(config.keyFile).constData(), SSL_FILETYPE_PEM) != 1)
        return unusable("the key", config.keyFile);
    if (SSL_CTX_check_private_key(m_context) != 1)
        return unusable("the key does not belong to the certificate:", config.keyFile);
    if (!config.verifyPeer)
        return {};
    const QByteArray ca = QFile::encodeName(config.caFile);
    if (SSL_CTX_load_verify_locations(m_context, ca.constData(), nullptr) != 1)
        return unusable("the CA certificates", config.caFile);
    // Told to clients, so that they can choose among their certificates.
    SSL_CTX_set_client_CA_list(m_context, SSL_load_client_CA_file(ca.constData()));
    SSL_CTX_set_verify(
        m_context, SSL_VERIFY_PEER | (config.requirePeerCertificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
    return {};
}

} // namespace engine::net
