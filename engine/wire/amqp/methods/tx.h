// SPDX-License-Identifier: GPL-3.0-or-later
// Class tx (90): local transactions.
// One struct a method; fields() is the specification's field list.
// Thread: any (values).
#pragma once

#include "wire/amqp/methodid.h"

namespace engine::wire::amqp {

struct TxSelect
{
    static constexpr MethodId Id{ClassId::Tx, 10};
    static constexpr const char *Name = "tx.select";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxSelect &) const = default;
};

struct TxSelectOk
{
    static constexpr MethodId Id{ClassId::Tx, 11};
    static constexpr const char *Name = "tx.select-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxSelectOk &) const = default;
};

struct TxCommit
{
    static constexpr MethodId Id{ClassId::Tx, 20};
    static constexpr const char *Name = "tx.commit";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxCommit &) const = default;
};

struct TxCommitOk
{
    static constexpr MethodId Id{ClassId::Tx, 21};
    static constexpr const char *Name = "tx.commit-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxCommitOk &) const = default;
};

struct TxRollback
{
    static constexpr MethodId Id{ClassId::Tx, 30};
    static constexpr const char *Name = "tx.rollback";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxRollback &) const = default;
};

struct TxRollbackOk
{
    static constexpr MethodId Id{ClassId::Tx, 31};
    static constexpr const char *Name = "tx.rollback-ok";

    template <typename Self, typename Visitor>
    static void fields(Self &, Visitor &)
    {}
    bool operator==(const TxRollbackOk &) const = default;
};

} // namespace engine::wire::amqp
