// SPDX-License-Identifier: GPL-3.0-or-later
// Class basic (60): consuming, publishing and acknowledging, with RabbitMQ's basic.nack. The ...View structs are the
// same methods with borrowed strings, for the paths that every message takes; both share one field list. Thread: any
// (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <engine/fieldvalue.h>

#include <QByteArray>

namespace engine::wire::amqp {

struct BasicQos
{
    static constexpr MethodId Id{ClassId::Basic, 10};
    static constexpr const char *Name = "basic.qos";

    quint32 prefetchSize = 0;
    quint16 prefetchCount = 0;
    bool global = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longInt("prefetch-size", m.prefetchSize);
        v.shortInt("prefetch-count", m.prefetchCount);
        v.bit("global", m.global);
    }
    bool operator==(const BasicQos &) const = default;
};

struct BasicQosOk
{
    static constexpr MethodId Id{ClassId::Basic, 11};
    static constexpr const char *Name = "basic.qos-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const BasicQosOk &) const = default;
};

struct BasicConsume
{
    static constexpr MethodId Id{ClassId::Basic, 20};
    static constexpr const char *Name = "basic.consume";

    QByteArray queue;
    QByteArray consumerTag;
    bool noLocal = false;
    bool noAck = false;
    bool exclusive = false;
    bool noWait = false;
    FieldTable arguments;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.shortString("consumer-tag", m.consumerTag);
        v.bit("no-local", m.noLocal);
        v.bit("no-ack", m.noAck);
        v.bit("exclusive", m.exclusive);
        v.bit("no-wait", m.noWait);
        v.table("arguments", m.arguments);
    }
    bool operator==(const BasicConsume &) const = default;
};

struct BasicConsumeOk
{
    static constexpr MethodId Id{ClassId::Basic, 21};
    static constexpr const char *Name = "basic.consume-ok";

    QByteArray consumerTag;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("consumer-tag", m.consumerTag);
    }
    bool operator==(const BasicConsumeOk &) const = default;
};

struct BasicCancel
{
    static constexpr MethodId Id{ClassId::Basic, 30};
    static constexpr const char *Name = "basic.cancel";

    QByteArray consumerTag;
    bool noWait = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("consumer-tag", m.consumerTag);
        v.bit("no-wait", m.noWait);
    }
    bool operator==(const BasicCancel &) const = default;
};

struct BasicCancelOk
{
    static constexpr MethodId Id{ClassId::Basic, 31};
    static constexpr const char *Name = "basic.cancel-ok";

    QByteArray consumerTag;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("consumer-tag", m.consumerTag);
    }
    bool operator==(const BasicCancelOk &) const = default;
};

struct BasicPublish
{
    static constexpr MethodId Id{ClassId::Basic, 40};
    static constexpr const char *Name = "basic.publish";

    QByteArray exchange;
    QByteArray routingKey;
    bool mandatory = false;
    bool immediate = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
        v.bit("mandatory", m.mandatory);
        v.bit("immediate", m.immediate);
    }
    bool operator==(const BasicPublish &) const = default;
};

struct BasicPublishView
{
    static constexpr MethodId Id{ClassId::Basic, 40};
    static constexpr const char *Name = "basic.publish";

    QByteArrayView exchange;
    QByteArrayView routingKey;
    bool mandatory = false;
    bool immediate = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        BasicPublish::fields(m, v);
    }
};

struct BasicReturn
{
    static constexpr MethodId Id{ClassId::Basic, 50};
    static constexpr const char *Name = "basic.return";

    quint16 replyCode = 0;
    QByteArray replyText;
    QByteArray exchange;
    QByteArray routingKey;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortInt("reply-code", m.replyCode);
        v.shortString("reply-text", m.replyText);
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
    }
    bool operator==(const BasicReturn &) const = default;
};

struct BasicReturnView
{
    static constexpr MethodId Id{ClassId::Basic, 50};
    static constexpr const char *Name = "basic.return";

    quint16 replyCode = 0;
    QByteArrayView replyText;
    QByteArrayView exchange;
    QByteArrayView routingKey;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        BasicReturn::fields(m, v);
    }
};

struct BasicDeliver
{
    static constexpr MethodId Id{ClassId::Basic, 60};
    static constexpr const char *Name = "basic.deliver";

    QByteArray consumerTag;
    quint64 deliveryTag = 0;
    bool redelivered = false;
    QByteArray exchange;
    QByteArray routingKey;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("consumer-tag", m.consumerTag);
        v.longLong("delivery-tag", m.deliveryTag);
        v.bit("redelivered", m.redelivered);
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
    }
    bool operator==(const BasicDeliver &) const = default;
};

struct BasicDeliverView
{
    static constexpr MethodId Id{ClassId::Basic, 60};
    static constexpr const char *Name = "basic.deliver";

    QByteArrayView consumerTag;
    quint64 deliveryTag = 0;
    bool redelivered = false;
    QByteArrayView exchange;
    QByteArrayView routingKey;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        BasicDeliver::fields(m, v);
    }
};

struct BasicGet
{
    static constexpr MethodId Id{ClassId::Basic, 70};
    static constexpr const char *Name = "basic.get";

    QByteArray queue;
    bool noAck = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.reservedShort();
        v.shortString("queue", m.queue);
        v.bit("no-ack", m.noAck);
    }
    bool operator==(const BasicGet &) const = default;
};

struct BasicGetOk
{
    static constexpr MethodId Id{ClassId::Basic, 71};
    static constexpr const char *Name = "basic.get-ok";

    quint64 deliveryTag = 0;
    bool redelivered = false;
    QByteArray exchange;
    QByteArray routingKey;
    quint32 messageCount = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longLong("delivery-tag", m.deliveryTag);
        v.bit("redelivered", m.redelivered);
        v.shortString("exchange", m.exchange);
        v.shortString("routing-key", m.routingKey);
        v.longInt("message-count", m.messageCount);
    }
    bool operator==(const BasicGetOk &) const = default;
};

struct BasicGetOkView
{
    static constexpr MethodId Id{ClassId::Basic, 71};
    static constexpr const char *Name = "basic.get-ok";

    quint64 deliveryTag = 0;
    bool redelivered = false;
    QByteArrayView exchange;
    QByteArrayView routingKey;
    quint32 messageCount = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        BasicGetOk::fields(m, v);
    }
};

struct BasicGetEmpty
{
    static constexpr MethodId Id{ClassId::Basic, 72};
    static constexpr const char *Name = "basic.get-empty";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &v)
    {
        v.reservedShortString();
    }
    bool operator==(const BasicGetEmpty &) const = default;
};

struct BasicAck
{
    static constexpr MethodId Id{ClassId::Basic, 80};
    static constexpr const char *Name = "basic.ack";

    quint64 deliveryTag = 0;
    bool multiple = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longLong("delivery-tag", m.deliveryTag);
        v.bit("multiple", m.multiple);
    }
    bool operator==(const BasicAck &) const = default;
};

struct BasicReject
{
    static constexpr MethodId Id{ClassId::Basic, 90};
    static constexpr const char *Name = "basic.reject";

    quint64 deliveryTag = 0;
    bool requeue = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longLong("delivery-tag", m.deliveryTag);
        v.bit("requeue", m.requeue);
    }
    bool operator==(const BasicReject &) const = default;
};

struct BasicRecoverAsync
{
    static constexpr MethodId Id{ClassId::Basic, 100};
    static constexpr const char *Name = "basic.recover-async";

    bool requeue = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bit("requeue", m.requeue);
    }
    bool operator==(const BasicRecoverAsync &) const = default;
};

struct BasicRecover
{
    static constexpr MethodId Id{ClassId::Basic, 110};
    static constexpr const char *Name = "basic.recover";

    bool requeue = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bit("requeue", m.requeue);
    }
    bool operator==(const BasicRecover &) const = default;
};

struct BasicRecoverOk
{
    static constexpr MethodId Id{ClassId::Basic, 111};
    static constexpr const char *Name = "basic.recover-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const BasicRecoverOk &) const = default;
};

struct BasicNack
{
    static constexpr MethodId Id{ClassId::Basic, 120};
    static constexpr const char *Name = "basic.nack";

    quint64 deliveryTag = 0;
    bool multiple = false;
    bool requeue = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.longLong("delivery-tag", m.deliveryTag);
        v.bit("multiple", m.multiple);
        v.bit("requeue", m.requeue);
    }
    bool operator==(const BasicNack &) const = default;
};

} // namespace engine::wire::amqp
