// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/protocoldetector.h"

#include "protocol/kafka/limits.h"

#include <QtEndian>

#include <algorithm>

namespace engine::net {

const ProtocolEntry *ProtocolDetector::detect(QByteArrayView first, const QString &listenersOwn) const
{
    Q_ASSERT(!m_entries.empty());
    bool undecided = false;
    for (const ProtocolEntry &entry : m_entries) {
        const ProtocolEntry::Match match = entry.match(first);
        if (match == ProtocolEntry::Match::Yes)
            return &entry;
        undecided = undecided || match == ProtocolEntry::Match::NeedMore;
    }
    if (undecided)
        return nullptr;
    const auto own = std::find_if(m_entries.begin(), m_entries.end(),
                                  [&](const ProtocolEntry &entry) { return entry.name == listenersOwn; });
    return own == m_entries.end() ? &m_entries.front() : &*own;
}

ProtocolEntry::Match looksLikeAmqp(QByteArrayView first)
{
    constexpr QByteArrayView magic("AMQP");
    const qsizetype known = std::min(first.size(), magic.size());
    if (first.first(known) != magic.first(known))
        return ProtocolEntry::Match::No;
    return known == magic.size() ? ProtocolEntry::Match::Yes : ProtocolEntry::Match::NeedMore;
}

ProtocolEntry::Match looksLikeKafka(QByteArrayView first)
{
    // Length, API, version: what is there of them so far, the rest as small as it can be.
    constexpr qsizetype needed = 8;
    constexpr qint32 smallest = 8; // API, version, correlation id
    constexpr qint16 highestApi = 127, highestVersion = 63;
    char bytes[needed] = {};
    const qsizetype known = std::min(first.size(), needed);
    std::copy_n(first.data(), known, bytes);
    const auto length = qFromBigEndian<qint32>(bytes);
    const auto api = qFromBigEndian<qint16>(bytes + 4), version = qFromBigEndian<qint16>(bytes + 6);
    const bool isPossible = length >= 0 && length <= protocol::kafka::MaxRequestSize && api >= 0 && api <= highestApi &&
                            version >= 0 && version <= highestVersion;
    if (!isPossible || (known >= 4 && length < smallest))
        return ProtocolEntry::Match::No;
    return known == needed ? ProtocolEntry::Match::Yes : ProtocolEntry::Match::NeedMore;
}

} // namespace engine::net
