// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's objects in std::unique_ptr, and the bytes of its memory BIOs. For sources only: OpenSSL's headers stay out of the
// other headers here. Thread: any.
#pragma once

#include <QByteArrayView>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace engine::net {

/// The deleter: gives up one reference.
struct Free
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
    void operator()(BIO *bio) const { BIO_free(bio); }
};

/// What is in a memory BIO and has not been read; good until the BIO is used again.
inline QByteArrayView contents(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

} // namespace engine::net
