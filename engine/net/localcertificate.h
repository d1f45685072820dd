// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates for local use, made on request: a certificate authority of this data directory's own, one for the broker
// under the names by which this machine reaches itself, and ones for clients, whose name becomes their user's. Files in a
// folder that only its owner may enter; the keys are for the owner alone (0600).
// Thread: any; makes files.
#pragma once

#include "net/tlsconfig.h"

#include <engine/result.h>

#include <QStringList>

#include <optional>

namespace engine::net {

/// Where the certificates of a data directory lie: DIR/tls.
QString localCertificateFolder(const QString &dataDirectory);

/// What makeLocalCertificate() has made there, with clients' certificates asked for, but not required; nullopt: nothing.
std::optional<TlsConfig> localCertificate(const QString &folder);

/// Makes the authority and the broker's certificate: ca.pem, ca-key.pem, server.pem, server-key.pem; answers their paths.
/// AlreadyExists: one of them is there, and is left alone.
Result<QStringList> makeLocalCertificate(const QString &folder);

/// Makes NAME.pem and NAME-key.pem, a client's, signed by the authority of this folder; answers their paths.
Result<QStringList> makeClientCertificate(const QString &folder, const QString &name);

} // namespace engine::net
