// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/certificates.h"

#include "net/localcertificate.h"

namespace engine::facade {

std::optional<net::TlsConfig> localCertificate(const QString &dataDirectory)
{
    return net::localCertificate(net::localCertificateFolder(dataDirectory));
}

Result<QStringList> makeCertificates(const QString &dataDirectory, const QString &client)
{
    const QString folder = net::localCertificateFolder(dataDirectory);
    return client.isEmpty() ? net::makeLocalCertificate(folder) : net::makeClientCertificate(folder, client);
}

} // namespace engine::facade
