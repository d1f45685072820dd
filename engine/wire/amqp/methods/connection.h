// SPDX-License-Identifier: GPL-3.0-or-later
// Class connection (10): negotiation, authentication, tuning and closing of a connection, with RabbitMQ's extensions
// connection.blocked, unblocked and update-secret.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <engine/fieldvalue.h>

#include <QByteArray>

namespace engine::wire::amqp {

struct ConnectionStart
{
    static constexpr MethodId Id{ClassId::Connection, 10};
    static constexpr const char *Name = "connection.start";

    quint8 versionMajor = 0;
    quint8 versionMinor = 9;
    FieldTable serverProperties;
    QByteArray mechanisms;
    QByteArray locales;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.octet("version-major", m.versionMajor);
        v.octet("version-minor", m.versionMinor);
        v.table("server-properties", m.serverProperties);
        v.longString("mechanisms", m.mechanisms);
        v.longString("locales", m.locales);
    }
    bool operator==(const ConnectionStart &) const = default;
};

struct ConnectionStartOk
{
    static constexpr MethodId Id{ClassId::Connection, 11};
    static constexpr const char *Name = "connection.start-ok";

    FieldTable clientProperties;
    QByteArray mechanism;
    QByteArray response;
    QByteArray locale;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.table("client-properties", m.clientProperties);
        v.shortString("mechanism", m.mechanism);
        v.longString("response", m.response);
        v.shortString("locale", m.locale);
    }
    bool operator==(const ConnectionStartOk &) const = default;
};

struct ConnectionSecure
{
    static constexpr MethodId Id{ClassId::Connection, 20};
    static constexpr const char *Name = "connection.secure";

    QByteArray challenge;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longString("challenge", m.challenge);
    }
    bool operator==(const ConnectionSecure &) const = default;
};

struct ConnectionSecureOk
{
    static constexpr MethodId Id{ClassId::Connection, 21};
    static constexpr const char *Name = "connection.secure-ok";

    QByteArray response;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longString("response", m.response);
    }
    bool operator==(const ConnectionSecureOk &) const = default;
};

struct ConnectionTune
{
    static constexpr MethodId Id{ClassId::Connection, 30};
    static constexpr const char *Name = "connection.tune";

    quint16 channelMax = 0;
    quint32 frameMax = 0;
    quint16 heartbeat = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortInt("channel-max", m.channelMax);
        v.longInt("frame-max", m.frameMax);
        v.shortInt("heartbeat", m.heartbeat);
    }
    bool operator==(const ConnectionTune &) const = default;
};

struct ConnectionTuneOk
{
    static constexpr MethodId Id{ClassId::Connection, 31};
    static constexpr const char *Name = "connection.tune-ok";

    quint16 channelMax = 0;
    quint32 frameMax = 0;
    quint16 heartbeat = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortInt("channel-max", m.channelMax);
        v.longInt("frame-max", m.frameMax);
        v.shortInt("heartbeat", m.heartbeat);
    }
    bool operator==(const ConnectionTuneOk &) const = default;
};

struct ConnectionOpen
{
    static constexpr MethodId Id{ClassId::Connection, 40};
    static constexpr const char *Name = "connection.open";

    QByteArray virtualHost;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("virtual-host", m.virtualHost);
        v.reservedShortString();
        v.reservedBit();
    }
    bool operator==(const ConnectionOpen &) const = default;
};

struct ConnectionOpenOk
{
    static constexpr MethodId Id{ClassId::Connection, 41};
    static constexpr const char *Name = "connection.open-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &v)
    {
        v.reservedShortString();
    }
    bool operator==(const ConnectionOpenOk &) const = default;
};

struct ConnectionClose
{
    static constexpr MethodId Id{ClassId::Connection, 50};
    static constexpr const char *Name = "connection.close";

    quint16 replyCode = 0;
    QByteArray replyText;
    quint16 classId = 0;
    quint16 methodId = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortInt("reply-code", m.replyCode);
        v.shortString("reply-text", m.replyText);
        v.shortInt("class-id", m.classId);
        v.shortInt("method-id", m.methodId);
    }
    bool operator==(const ConnectionClose &) const = default;
};

struct ConnectionCloseOk
{
    static constexpr MethodId Id{ClassId::Connection, 51};
    static constexpr const char *Name = "connection.close-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ConnectionCloseOk &) const = default;
};

struct ConnectionBlocked
{
    static constexpr MethodId Id{ClassId::Connection, 60};
    static constexpr const char *Name = "connection.blocked";

    QByteArray reason;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("reason", m.reason);
    }
    bool operator==(const ConnectionBlocked &) const = default;
};

struct ConnectionUnblocked
{
    static constexpr MethodId Id{ClassId::Connection, 61};
    static constexpr const char *Name = "connection.unblocked";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ConnectionUnblocked &) const = default;
};

struct ConnectionUpdateSecret
{
    static constexpr MethodId Id{ClassId::Connection, 70};
    static constexpr const char *Name = "connection.update-secret";

    QByteArray newSecret;
    QByteArray reason;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longString("new-secret", m.newSecret);
        v.shortString("reason", m.reason);
    }
    bool operator==(const ConnectionUpdateSecret &) const = default;
};

struct ConnectionUpdateSecretOk
{
    static constexpr MethodId Id{ClassId::Connection, 71};
    static constexpr const char *Name = "connection.update-secret-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ConnectionUpdateSecretOk &) const = default;
};

} // namespace engine::wire::amqp
