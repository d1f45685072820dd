// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/primitives.h"

#include <QtEndian>

namespace engine::wire::kafka {

QByteArray Uuid::toText() const
{
    char bytes[16];
    qToBigEndian(high, bytes);
    qToBigEndian(low, bytes + 8);
    return QByteArray(bytes, sizeof bytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray RecordPieces::joined() const
{
    QByteArray all;
    all.reserve(size());
    for (const QByteArrayView piece : pieces)
        all.append(piece);
    return all;
}

} // namespace engine::wire::kafka
