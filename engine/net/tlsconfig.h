// SPDX-License-Identifier: GPL-3.0-or-later
// TlsConfig: what a TLS listener is told: its certificate, whom it trusts, what it asks of clients. Named as RabbitMQ names
// them (ssl_options.certfile, keyfile, cacertfile, verify, fail_if_no_peer_cert; ssl_cert_login_from).
// Thread: any (value).
#pragma once

#include <QString>

namespace engine::net {

struct TlsConfig
{
    /// Which part of a client's certificate names the user of SASL EXTERNAL.
    enum class LoginFrom : quint8 { DistinguishedName, CommonName };

    QString certificateFile; ///< PEM, with the intermediate certificates behind it
    QString keyFile;         ///< PEM, without a pass phrase
    QString caFile; ///< PEM: who may sign clients' certificates; empty: nobody, so no client can prove anything
    bool verifyPeer = false;             ///< ask clients for a certificate; one that is not signed by the CA is refused
    bool requirePeerCertificate = false; ///< refuse clients without one
    LoginFrom loginFrom = LoginFrom::DistinguishedName;

    bool operator==(const TlsConfig &) const = default;
};

} // namespace engine::net
