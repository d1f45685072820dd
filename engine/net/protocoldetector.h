// SPDX-License-Identifier: GPL-3.0-or-later
// ProtocolDetector: which protocol a client speaks, by its first bytes, so that every listener takes every protocol. A protocol
// joins by adding an entry. Owner: Server. Thread: engine.
#pragma once

#include "protocol/clientsession.h"

#include <functional>
#include <memory>
#include <vector>

namespace engine::net {

struct ProtocolEntry
{
    enum class Match : quint8 { No, NeedMore, Yes };
    QString name; ///< "AMQP 0-9-1"
    /// Looks at the first bytes of a client; at most a few are needed.
    Match (*match)(QByteArrayView first) = nullptr;
    std::function<std::unique_ptr<protocol::ClientSession>(protocol::Transport &)> makeSession;
};

class ProtocolDetector
{
public:
    void add(ProtocolEntry entry) { m_entries.push_back(std::move(entry)); }

    /// Null: the bytes do not tell yet. What nobody knows goes to the protocol whose listener it came by, by the entry's name; or
    /// else to the first entry, AMQP, whose way of refusing it is to answer with the version it speaks (specification 4.2.2), as
    /// RabbitMQ does.
    const ProtocolEntry *detect(QByteArrayView first, const QString &listenersOwn = {}) const;

private:
    std::vector<ProtocolEntry> m_entries;
};

/// "AMQP", whatever the version behind it.
ProtocolEntry::Match looksLikeAmqp(QByteArrayView first);
/// The length of a request that may be, then the number of an API and of a version that there are or may come to be. No other
/// protocol begins with so small a number.
ProtocolEntry::Match looksLikeKafka(QByteArrayView first);

} // namespace engine::net
