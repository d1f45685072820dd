// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/protocoldetector.h"

#include <algorithm>

namespace engine::net {

const ProtocolEntry *ProtocolDetector::detect(QByteArrayView first) const
{
    Q_ASSERT(!m_entries.empty());
    bool undecided = false;
    for (const ProtocolEntry &entry : m_entries) {
        const ProtocolEntry::Match match = entry.match(first);
        if (match == ProtocolEntry::Match::Yes)
            return &entry;
        undecided = undecided || match == ProtocolEntry::Match::NeedMore;
    }
    return undecided ? nullptr : &m_entries.front();
}

ProtocolEntry::Match looksLikeAmqp(QByteArrayView first)
{
    constexpr QByteArrayView magic("AMQP");
    const qsizetype known = std::min(first.size(), magic.size());
    if (first.first(known) != magic.first(known))
        return ProtocolEntry::Match::No;
    return known == magic.size() ? ProtocolEntry::Match::Yes : ProtocolEntry::Match::NeedMore;
}

} // namespace engine::net
