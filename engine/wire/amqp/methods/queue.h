// SPDX-License-Identifier: GPL-3.0-or-later
// Class queue (50).
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <engine/fieldvalue.h>

#include <QByteArray>

namespace engine::wire::amqp {

struct QueueDeclare
{
    static constexpr MethodId Id{ClassId::Queue, 10};
    static constexpr const char *Name = "queue.declare";

    QByteArray queue;
    bool passive = false;
    bool durable = false;
    bool exclusive = false;
    bool autoDelete = false;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.bit("passive", m.passive);
        v.bit("durable", m.durable);
        v.bit("exclusive", m.exclusive);
        v.bit("auto-delete", m.autoDelete);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const QueueDeclare &) const = default;
};

struct QueueDeclareOk
{
    static constexpr MethodId Id{ClassId::Queue, 11};
    static constexpr const char *Name = "queue.declare-ok";

    QByteArray queue;
    quint32 messageCount = 0;
    quint32 consumerCount = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("queue", m.queue);
        v.longInt("message-count", m.messageCount);
        v.longInt("consumer-count", m.consumerCount);
    }
    bool operator==(const QueueDeclareOk &) const = default;
};

struct QueueBind
{
    static constexpr MethodId Id{ClassId::Queue, 20};
    static constexpr const char *Name = "queue.bind";

    QByteArray queue;
    QByteArray exchange;
    QByteArray routingKey;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const QueueBind &) const = default;
};

struct QueueBindOk
{
    static constexpr MethodId Id{ClassId::Queue, 21};
    static constexpr const char *Name = "queue.bind-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const QueueBindOk &) const = default;
};

struct QueuePurge
{
    static constexpr MethodId Id{ClassId::Queue, 30};
    static constexpr const char *Name = "queue.purge";

    QByteArray queue;
    bool noWait = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.bit("no-wait", m.noWait);
    }
    bool operator==(const QueuePurge &) const = default;
};

struct QueuePurgeOk
{
    static constexpr MethodId Id{ClassId::Queue, 31};
    static constexpr const char *Name = "queue.purge-ok";

    quint32 messageCount = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longInt("message-count", m.messageCount);
    }
    bool operator==(const QueuePurgeOk &) const = default;
};

struct QueueDelete
{
    static constexpr MethodId Id{ClassId::Queue, 40};
    static constexpr const char *Name = "queue.delete";

    QByteArray queue;
    bool ifUnused = false;
    bool ifEmpty = false;
    bool noWait = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.bit("if-unused", m.ifUnused);
        v.bit("if-empty", m.ifEmpty);
        v.bit("no-wait", m.noWait);
    }
    bool operator==(const QueueDelete &) const = default;
};

struct QueueDeleteOk
{
    static constexpr MethodId Id{ClassId::Queue, 41};
    static constexpr const char *Name = "queue.delete-ok";

    quint32 messageCount = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longInt("message-count", m.messageCount);
    }
    bool operator==(const QueueDeleteOk &) const = default;
};

struct QueueUnbind
{
    static constexpr MethodId Id{ClassId::Queue, 50};
    static constexpr const char *Name = "queue.unbind";

    QByteArray queue;
    QByteArray exchange;
    QByteArray routingKey;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
        v.table("arguments", m.arguments);
    }
    bool operator==(const QueueUnbind &) const = default;
};

struct QueueUnbindOk
{
    static constexpr MethodId Id{ClassId::Queue, 51};
    static constexpr const char *Name = "queue.unbind-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const QueueUnbindOk &) const = default;
};

} // namespace engine::wire::amqp
