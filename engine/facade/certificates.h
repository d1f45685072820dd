// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates for local use in a data directory, as the command line asks for them (net/localcertificate.h makes them).
// Thread: any; makes files.
#pragma once

#include "net/tlsconfig.h"

#include <engine/result.h>

#include <QStringList>

#include <optional>

namespace engine::facade {

/// What was made for the broker there; nullopt: nothing.
std::optional<net::TlsConfig> localCertificate(const QString &dataDirectory);

/// The broker's, with the authority that signs it, or one for this client; answers the files made. Never overwrites one.
Result<QStringList> makeCertificates(const QString &dataDirectory, const QString &client);

} // namespace engine::facade
