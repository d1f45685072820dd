// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/names.h"

#include "core/consumergroup.h"

#include <QtEndian>

namespace engine::protocol::kafka {

wire::kafka::Uuid uuidOf(const QUuid &uuid)
{
    const QByteArray bytes = uuid.toRfc4122();
    return {qFromBigEndian<quint64>(bytes.constData()), qFromBigEndian<quint64>(bytes.constData() + 8)};
}

QUuid uuidOf(const wire::kafka::Uuid &uuid)
{
    char bytes[16];
    qToBigEndian(uuid.high, bytes);
    qToBigEndian(uuid.low, bytes + 8);
    return QUuid::fromRfc4122(QByteArrayView(bytes, sizeof bytes));
}

core::GroupKey groupKeyOf(const QByteArray &group)
{
    return {"/", group};
}

} // namespace engine::protocol::kafka
