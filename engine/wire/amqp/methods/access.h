// SPDX-License-Identifier: GPL-3.0-or-later
// Class access (30): left over from 0-8; old clients ask and RabbitMQ grants, with a ticket that means nothing.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

#include <QByteArray>

namespace engine::wire::amqp {

struct AccessRequest
{
    static constexpr MethodId Id{ClassId::Access, 10};
    static constexpr const char *Name = "access.request";

    QByteArray realm;
    bool exclusive = false;
    bool passive = false;
    bool active = true;
    bool write = true;
    bool read = true;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortString("realm", m.realm);
        v.bit("exclusive", m.exclusive);
        v.bit("passive", m.passive);
        v.bit("active", m.active);
        v.bit("write", m.write);
        v.bit("read", m.read);
    }
    bool operator==(const AccessRequest &) const = default;
};

struct AccessRequestOk
{
    static constexpr MethodId Id{ClassId::Access, 11};
    static constexpr const char *Name = "access.request-ok";

    quint16 ticket = 1;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.shortInt("ticket", m.ticket);
    }
    bool operator==(const AccessRequestOk &) const = default;
};

} // namespace engine::wire::amqp
