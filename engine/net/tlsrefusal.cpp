// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlsrefusal.h"

namespace engine::net {

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
        m_whenRefused(QStringLiteral("speaks TLS on %1, where there is none").arg(m_transport.peer().server));
        m_transport.write(QByteArrayView(alert, sizeof alert - 1));
        m_transport.close();
    }
    return bytes.size();
}

} // namespace engine::net
