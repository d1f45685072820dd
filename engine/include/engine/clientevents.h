// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong between the broker and its clients, whatever their protocol: who was not let in, whose channel or
// connection the broker closed, who was lost.
// Thread: any (values).
#pragma once

#include <engine/ids.h>

#include <QDateTime>
#include <QString>

namespace engine {

struct ClientEvent
{
    enum class Kind : quint8 {
        Refused,          ///< not let in: wrong password, no such virtual host, a limit, a protocol that is not served
        ChannelClosed,    ///< the broker closed one channel for an error; the connection goes on
        ConnectionClosed, ///< the broker closed the connection, for an error or because somebody wished it
        Lost,             ///< the client is gone and has not said goodbye
    };
    quint64 sequence = 0; ///< ascending; of the latest time where it came several times
    qint64 atMs = 0;      ///< milliseconds since 1970, the broker's clock; of the latest time
    quint32 times = 1;    ///< how often this same thing happened to this same client
    Kind kind = Kind::Lost;
    ConnectionId connection; ///< of the latest time
    QString client;          ///< client-provided name, or "127.0.0.1:51234 -> 127.0.0.1:5672"
    QString peer;            ///< the address, or "local socket"
    QString protocol;        ///< "AMQP 0-9-1", "TLS" …; empty: it has not said which
    QString user;            ///< empty: nobody has logged in
    QString virtualHost;
    quint16 channel = 0; ///< 0: the connection as a whole
    int code = 0;        ///< the protocol's reply or error code; 0: nothing was answered
    QString text; ///< what the client was told; where that says less than the broker knows, what the broker knows
    bool operator==(const ClientEvent &) const = default;
};

} // namespace engine
