// SPDX-License-Identifier: GPL-3.0-or-later
// Class channel (20): opening, flow control and closing of a channel.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <QByteArray>

namespace engine::wire::amqp {

struct ChannelOpen
{
    static constexpr MethodId Id{ClassId::Channel, 10};
    static constexpr const char *Name = "channel.open";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &v)
    {
        v.reservedShortString();
    }
    bool operator==(const ChannelOpen &) const = default;
};

struct ChannelOpenOk
{
    static constexpr MethodId Id{ClassId::Channel, 11};
    static constexpr const char *Name = "channel.open-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &v)
    {
        v.reservedLongString();
    }
    bool operator==(const ChannelOpenOk &) const = default;
};

struct ChannelFlow
{
    static constexpr MethodId Id{ClassId::Channel, 20};
    static constexpr const char *Name = "channel.flow";

    bool active = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bit("active", m.active);
    }
    bool operator==(const ChannelFlow &) const = default;
};

struct ChannelFlowOk
{
    static constexpr MethodId Id{ClassId::Channel, 21};
    static constexpr const char *Name = "channel.flow-ok";

    bool active = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bit("active", m.active);
    }
    bool operator==(const ChannelFlowOk &) const = default;
};

struct ChannelClose
{
    static constexpr MethodId Id{ClassId::Channel, 40};
    static constexpr const char *Name = "channel.close";

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
    bool operator==(const ChannelClose &) const = default;
};

struct ChannelCloseOk
{
    static constexpr MethodId Id{ClassId::Channel, 41};
    static constexpr const char *Name = "channel.close-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ChannelCloseOk &) const = default;
};

} // namespace engine::wire::amqp
