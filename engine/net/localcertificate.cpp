// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/localcertificate.h"

#include "net/opensslobjects.h"
#include "net/tlscontext.h"

#include <QDir>
#include <QFile>
#include <QHostInfo>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace engine::net {

using namespace Qt::StringLiterals;

namespace {

/// Clients accept no more from authorities they do not know: 825 days. Both end together: a new one is a new folder.
constexpr long validSeconds = 825L * 24 * 3600;
/// Clocks differ.
constexpr long backdatedSeconds = 3600;

using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Bio = std::unique_ptr<BIO, Free>;

struct Issued
{
    Key key;
    Certificate certificate;
};

struct Extension
{
    int nid;
    QByteArray value;
};

Error failed(const QString &what)
{
    return {BrokerError::Internal, u"the certificate can not be made: "_s % what};
}

bool addExtensions(X509 *certificate, X509 *issuer, const std::vector<Extension> &extensions)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const Extension &extension : extensions) {
        const std::unique_ptr<X509_EXTENSION, Free> made(
            X509V3_EXT_nconf_nid(nullptr, &context, extension.nid, extension.value.constData()));
        if (!made || X509_add_ext(certificate, made.get(), -1) != 1)
            return false;
    }
    return true;
}

bool setSerial(X509 *certificate)
{
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // positive (RFC 5280 4.1.2.2)
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, nullptr);
    const bool set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return set;
}

/// issuer null: signs itself.
Result<Issued> issue(const QByteArray &commonName, const Issued *issuer, const std::vector<Extension> &extensions)
{
    Issued made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
    X509 *certificate = made.certificate.get();
    X509 *signer = issuer ? issuer->certificate.get() : certificate;
    X509_NAME *subject = certificate ? X509_get_subject_name(certificate) : nullptr;
    const bool isSigned =
        made.key && subject && X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate) &&
        X509_gmtime_adj(X509_getm_notBefore(certificate), -backdatedSeconds) &&
        X509_gmtime_adj(X509_getm_notAfter(certificate), validSeconds) &&
        X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char *>(commonName.constData()),
                                   int(commonName.size()), -1, 0) == 1 &&
        X509_set_issuer_name(certificate, X509_get_subject_name(signer)) == 1 &&
        X509_set_pubkey(certificate, made.key.get()) == 1 && addExtensions(certificate, signer, extensions) &&
        X509_sign(certificate, issuer ? issuer->key.get() : made.key.get(), EVP_sha256()) > 0;
    if (!isSigned)
        return failed(takeTlsError());
    return made;
}

/// A file that was not there, readable by others or not. What is there already is never overwritten.
Result<void> writeNew(const QString &path, const QByteArray &bytes, mode_t mode)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0) {
        const auto code = errno == EEXIST ? BrokerError::AlreadyExists : BrokerError::StorageFailed;
        return Error{code, path % u": " % QString::fromLocal8Bit(std::strerror(errno))};
    }
    QFile file;
    const bool written = file.open(descriptor, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle) &&
                         file.write(bytes) == bytes.size() && file.flush();
    if (!written)
        return Error{BrokerError::StorageFailed, path % u": " % file.errorString()};
    return {};
}

QString certificatePath(const QString &folder, const QString &name)
{
    return folder % u'/' % name % u".pem";
}

QString keyPath(const QString &folder, const QString &name)
{
    return folder % u'/' % name % u"-key.pem";
}

Result<QStringList> save(const QString &folder, const QString &name, const Issued &issued)
{
    const Bio key(BIO_new(BIO_s_mem()));
    const Bio certificate(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(key.get(), issued.key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_X509(certificate.get(), issued.certificate.get()) != 1)
        return failed(takeTlsError());
    const QStringList paths{certificatePath(folder, name), keyPath(folder, name)};
    if (const Result<void> written = writeNew(paths[1], contents(key.get()).toByteArray(), S_IRUSR | S_IWUSR); !written)
        return written.error();
    if (const Result<void> written =
            writeNew(paths[0], contents(certificate.get()).toByteArray(), S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
        !written)
        return written.error();
    return paths;
}

Result<Issued> loadAuthority(const QString &folder)
{
    const Bio key(BIO_new_file(QFile::encodeName(keyPath(folder, u"ca"_s)).constData(), "r"));
    const Bio certificate(BIO_new_file(QFile::encodeName(certificatePath(folder, u"ca"_s)).constData(), "r"));
    Issued authority;
    if (key && certificate) {
        authority.key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr));
        authority.certificate.reset(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
    }
    if (authority.key && authority.certificate)
        return authority;
    return Error{BrokerError::NotFound, u"there is no certificate authority in %1 (%2); make one first: "
                                        "sightglass tls create"_s.arg(folder, takeTlsError())};
}

Result<void> makeFolder(const QString &folder)
{
    if (!QDir().mkpath(folder) || ::chmod(QFile::encodeName(folder).constData(), S_IRWXU) != 0)
        return Error{BrokerError::StorageFailed, u"the folder %1 can not be made for its owner alone"_s.arg(folder)};
    return {};
}

/// The names and addresses by which this machine reaches itself.
QByteArray ownNames()
{
    QByteArray names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    const QByteArray host = QHostInfo::localHostName().toUtf8();
    const bool plain = !host.isEmpty() && host != "localhost" && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    return plain ? names + ",DNS:" + host : names;
}

} // namespace

QString localCertificateFolder(const QString &dataDirectory)
{
    return dataDirectory % u"/tls";
}

std::optional<TlsConfig> localCertificate(const QString &folder)
{
    TlsConfig config;
    config.certificateFile = certificatePath(folder, u"server"_s);
    config.keyFile = keyPath(folder, u"server"_s);
    config.caFile = certificatePath(folder, u"ca"_s);
    config.verifyPeer = true;
    if (!QFile::exists(config.certificateFile))
        return std::nullopt;
    return config;
}

Result<QStringList> makeLocalCertificate(const QString &folder)
{
    for (const QString &name : {u"ca"_s, u"server"_s}) {
        for (const QString &path : {certificatePath(folder, name), keyPath(folder, name)}) {
            if (QFile::exists(path))
                return Error{BrokerError::AlreadyExists, path % u" is there already, and is left as it is"};
        }
    }
    if (const Result<void> made = makeFolder(folder); !made)
        return made.error();
    const QByteArray host = QHostInfo::localHostName().toUtf8();
    Result<Issued> authority = issue("Sightglass on " + host.left(40), nullptr,
                                     {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                      {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                      {NID_subject_key_identifier, "hash"}});
    if (!authority)
        return authority.error();
    Result<Issued> server = issue("localhost", &*authority,
                                  {{NID_basic_constraints, "critical,CA:FALSE"},
                                   {NID_key_usage, "critical,digitalSignature"},
                                   {NID_ext_key_usage, "serverAuth"},
                                   {NID_authority_key_identifier, "keyid"},
                                   {NID_subject_alt_name, ownNames()}});
    if (!server)
        return server.error();
    Result<QStringList> saved = save(folder, u"ca"_s, *authority);
    if (!saved)
        return saved;
    const Result<QStringList> more = save(folder, u"server"_s, *server);
    return more ? Result<QStringList>(*saved + *more) : more;
}

Result<QStringList> makeClientCertificate(const QString &folder, const QString &name)
{
    // It becomes a file's name, and a common name of 64 characters at most (RFC 5280, ub-common-name).
    const bool usable = !name.isEmpty() && name.size() <= 64 && !name.startsWith(u'.') && !name.contains(u'/') &&
                        !name.contains(QChar(u'\0')) && name != u"ca" && name != u"server";
    if (!usable)
        return Error{BrokerError::InvalidArgument, u"'%1' can not be the name of a client's certificate"_s.arg(name)};
    const Result<Issued> authority = loadAuthority(folder);
    if (!authority)
        return authority.error();
    const Result<Issued> client = issue(name.toUtf8(), &*authority,
                                        {{NID_basic_constraints, "critical,CA:FALSE"},
                                         {NID_key_usage, "critical,digitalSignature"},
                                         {NID_ext_key_usage, "clientAuth"},
                                         {NID_authority_key_identifier, "keyid"}});
    if (!client)
        return client.error();
    return save(folder, name, *client);
}

} // namespace engine::net
