// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsrefusal.h"

#include <QLoggingCategory>

namespace engine::net {

Q_DECLARE_LOGGING_CATEGORY(log)

namespace {

/// RFC 8446 6: an alert record (21) of two octets: fatal (2), protocol_version (70).
constexpr char alert[] = "\x15\x03\x01\x00\x02\x02\x46";

} // namespace

ProtocolEntry::Match looksLikeTls(QByteArrayView first)
{
    if (first.isEmpty() || first[0] != '\x16')
        return ProtocolEntry::Match::No;
    if (first.size() < 2)
        return ProtocolEntry::Match::NeedMore;
    return first[1] == '\x03' ? ProtocolEntry::Match::Yes : ProtocolEntry::Match::No;
}

qsizetype TlsRefusal::consume(QByteArrayView bytes)
{
    if (!m_refused) {
        m_refused = true;
        const protocol::PeerInfo &peer = m_transport.peer();
        qCWarning(log).noquote() << peer.address << "speaks TLS on" << peer.server << "where there is none";
        m_transport.write(QByteArrayView(alert, sizeof alert - 1));
        m_transport.close();
    }
    return bytes.size();
}

} // namespace engine::net
