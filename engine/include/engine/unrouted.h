// SPDX-License-Identifier: GPL-3.0-or-later
// The unrouted tray: what matched no binding, kept whether or not anybody watched, within limits: the oldest go first, and are
// counted. Republishing one is a publish like any other; the tray forgets it when it was routed.
// Thread: any (values).
#pragma once

#include <engine/ids.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <compare>
#include <optional>

namespace engine {

struct UnroutedId
{
    quint64 v = 0;
    bool isValid() const { return v != 0; }
    auto operator<=>(const UnroutedId &) const = default;
};

struct UnroutedMessage
{
    enum class Origin : quint8 {
        Published,  ///< by a client, or by hand
        Delayed,    ///< its delay in an x-delayed-message exchange was over
        DeadLetter, ///< it had died in `diedIn`
    };
    UnroutedId id;
    MessageId message;
    qint64 atMs = 0; ///< milliseconds since 1970
    Origin origin = Origin::Published;
    QString virtualHost, exchange, routingKey;
    QString client, user;         ///< who published it; empty where nobody did just then
    QString diedIn;               ///< the queue, of a dead letter
    bool exchangeMissing = false; ///< of a dead letter: the dead-letter exchange does not exist
    bool wasReturned = false;     ///< it was mandatory: its publisher has it back
    bool hasBody = true;          ///< false: too large to be kept, and can not be republished
    bool topologyChanged = false; ///< exchanges, queues or bindings of the virtual host have changed since
    QString contentType;
    quint64 size = 0;   ///< of the body, bytes
    QByteArray preview; ///< the first 256 bytes of the body at most
    bool operator==(const UnroutedMessage &) const = default;
};

struct UnroutedTray
{
    QList<UnroutedMessage> messages; ///< the newest first
    quint64 forgotten = 0;           ///< that had to go to make room, since the broker started
    quint64 bytes = 0;               ///< that are kept
    bool operator==(const UnroutedTray &) const = default;
};

/// Where an unrouted message is published once more.
struct RepublishTarget
{
    QString exchange; ///< empty: the default exchange, the key is a queue's name
    QString routingKey;
};

} // namespace engine
