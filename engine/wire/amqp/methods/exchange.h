// SPDX-License-Identifier: GPL-3.0-or-later
// Class exchange (40), with RabbitMQ's exchange-to-exchange bindings; auto-delete and internal are in use again.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <engine/fieldvalue.h>

#include <QByteArray>

namespace engine::wire::amqp {

struct ExchangeDeclare
{
    static constexpr MethodId Id{ClassId::Exchange, 10};
    static constexpr const char *Name = "exchange.declare";

    QByteArray exchange;
    QByteArray type;
    bool passive = false;
    bool durable = false;
    bool autoDelete = false;
    bool internal = false;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("exchange", m.exchange);
        v.shortString("type", m.type);
        v.bit("passive", m.passive);
        v.bit("durable", m.durable);
        v.bit("auto-delete", m.autoDelete);
        v.bit("internal", m.internal);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const ExchangeDeclare &) const = default;
};

struct ExchangeDeclareOk
{
    static constexpr MethodId Id{ClassId::Exchange, 11};
    static constexpr const char *Name = "exchange.declare-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ExchangeDeclareOk &) const = default;
};

struct ExchangeDelete
{
    static constexpr MethodId Id{ClassId::Exchange, 20};
    static constexpr const char *Name = "exchange.delete";

    QByteArray exchange;
    bool ifUnused = false;
    bool noWait = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("exchange", m.exchange);
        v.bit("if-unused", m.ifUnused);
        v.bit("no-wait", m.noWait);
    }
    bool operator==(const ExchangeDelete &) const = default;
};

struct ExchangeDeleteOk
{
    static constexpr MethodId Id{ClassId::Exchange, 21};
    static constexpr const char *Name = "exchange.delete-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ExchangeDeleteOk &) const = default;
};

struct ExchangeBind
{
    static constexpr MethodId Id{ClassId::Exchange, 30};
    static constexpr const char *Name = "exchange.bind";

    QByteArray destination;
    QByteArray source;
    QByteArray routingKey;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("destination", m.destination);
        v.shortString("source", m.source);
        v.shortString("routing-key", m.routingKey);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const ExchangeBind &) const = default;
};

struct ExchangeBindOk
{
    static constexpr MethodId Id{ClassId::Exchange, 31};
    static constexpr const char *Name = "exchange.bind-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ExchangeBindOk &) const = default;
};

struct ExchangeUnbind
{
    static constexpr MethodId Id{ClassId::Exchange, 40};
    static constexpr const char *Name = "exchange.unbind";

    QByteArray destination;
    QByteArray source;
    QByteArray routingKey;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("destination", m.destination);
        v.shortString("source", m.source);
        v.shortString("routing-key", m.routingKey);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const ExchangeUnbind &) const = default;
};

struct ExchangeUnbindOk
{
    static constexpr MethodId Id{ClassId::Exchange, 51};
    static constexpr const char *Name = "exchange.unbind-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ExchangeUnbindOk &) const = default;
};

} // namespace engine::wire::amqp
