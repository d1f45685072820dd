// SPDX-License-Identifier: GPL-3.0-or-later
// MethodId: the class and method numbers that open a method frame's payload (specification 4.2.4).
// Thread: any (constants).
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <compare>

namespace engine::wire::amqp {

enum class ClassId : quint16 {
    Connection = 10,
    Channel = 20,
    Access = 30,
    Exchange = 40,
    Queue = 50,
    Basic = 60,
    Confirm = 85,
    Tx = 90,
};

struct MethodId
{
    quint16 classId = 0;
    quint16 methodId = 0;

    constexpr MethodId() = default;
    constexpr MethodId(quint16 c, quint16 m)
        : classId(c)
        , methodId(m)
    {}
    constexpr MethodId(ClassId c, quint16 m)
        : classId(quint16(c))
        , methodId(m)
    {}

    /// Both numbers in one, for switch and tables.
    constexpr quint32 key() const { return quint32(classId) << 16 | methodId; }
    constexpr auto operator<=>(const MethodId &) const = default;
};

inline constexpr int MethodIdSize = 4;

/// The ids in front of a method frame's payload; {0, 0} when it is too short to hold them.
inline MethodId peekMethodId(QByteArrayView payload)
{
    if (Q_UNLIKELY(payload.size() < MethodIdSize))
        return {};
    return {qFromBigEndian<quint16>(payload.data()), qFromBigEndian<quint16>(payload.data() + 2)};
}

} // namespace engine::wire::amqp
