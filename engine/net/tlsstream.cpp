// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsstream.h"

#include "net/opensslobjects.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace engine::net {

using namespace Qt::StringLiterals;

namespace {

/// RFC 2253, with names in UTF-8 as they are.
QByteArray distinguishedName(const X509_NAME *name)
{
    const std::unique_ptr<BIO, Free> text(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(text.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return contents(text.get()).toByteArray();
}

/// The last one, which is the most specific.
QByteArray commonName(const X509_NAME *name)
{
    int at = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(name, NID_commonName, next)) >= 0;)
        at = next;
    if (at < 0)
        return {};
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const QByteArray text = size > 0 ? QByteArray(reinterpret_cast<char *>(utf8), size) : QByteArray();
    OPENSSL_free(utf8);
    return text;
}

} // namespace

TlsStream::TlsStream(const TlsContext &context)
    : m_ssl(SSL_new(context.handle()))
    , m_in(BIO_new(BIO_s_mem()))
    , m_out(BIO_new(BIO_s_mem()))
    , m_loginFrom(context.loginFrom())
{
    Q_CHECK_PTR(m_ssl);
    SSL_set_bio(m_ssl, m_in, m_out);
    SSL_set_accept_state(m_ssl);
}

TlsStream::~TlsStream()
{
    SSL_free(m_ssl);
}

TlsStream::Status TlsStream::decrypt(QByteArrayView wire, char *to, qsizetype room, qsizetype &count)
{
    Q_ASSERT(wire.size() <= MaxInput && room >= MaxInput);
    count = 0;
    ERR_clear_error();
    BIO_write(m_in, wire.data(), int(wire.size()));
    for (;;) {
        std::size_t got = 0;
        const int result = SSL_read_ex(m_ssl, to + count, std::size_t(room - count), &got);
        if (result == 1) {
            count += qsizetype(got);
            if (count == room)
                return Status::Open;
            continue;
        }
        switch (SSL_get_error(m_ssl, result)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return Status::Open;
        case SSL_ERROR_ZERO_RETURN:
            return Status::Ended;
        default:
            m_problem = takeTlsError();
            return Status::Failed;
        }
    }
}

bool TlsStream::encrypt(QByteArrayView plain)
{
    Q_ASSERT(plain.size() <= MaxPiece);
    if (plain.isEmpty())
        return true;
    ERR_clear_error();
    std::size_t taken = 0;
    if (SSL_write_ex(m_ssl, plain.data(), std::size_t(plain.size()), &taken) == 1)
        return true;
    m_problem = takeTlsError();
    return false;
}

void TlsStream::sayGoodbye()
{
    if (std::exchange(m_saidGoodbye, true) || !SSL_is_init_finished(m_ssl))
        return;
    ERR_clear_error();
    SSL_shutdown(m_ssl);
    ERR_clear_error();
}

QByteArrayView TlsStream::output() const
{
    return contents(m_out);
}

void TlsStream::clearOutput()
{
    BIO_reset(m_out);
}

QByteArray TlsStream::peerName() const
{
    const std::unique_ptr<X509, Free> certificate(SSL_get1_peer_certificate(m_ssl));
    // Without verification nobody sends one; what is here was signed by the CA.
    if (!certificate || SSL_get_verify_result(m_ssl) != X509_V_OK)
        return {};
    const X509_NAME *subject = X509_get_subject_name(certificate.get());
    return m_loginFrom == TlsConfig::LoginFrom::CommonName ? commonName(subject) : distinguishedName(subject);
}

} // namespace engine::net
