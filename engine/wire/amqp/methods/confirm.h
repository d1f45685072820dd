// SPDX-License-Identifier: GPL-3.0-or-later
// Class confirm (85): RabbitMQ's publisher confirms.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

namespace engine::wire::amqp {

struct ConfirmSelect
{
    static constexpr MethodId Id{ClassId::Confirm, 10};
    static constexpr const char *Name = "confirm.select";

    bool noWait = false;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.bit("no-wait", m.noWait);
    }
    bool operator==(const ConfirmSelect &) const = default;
};

struct ConfirmSelectOk
{
    static constexpr MethodId Id{ClassId::Confirm, 11};
    static constexpr const char *Name = "confirm.select-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const ConfirmSelectOk &) const = default;
};

} // namespace engine::wire::amqp
