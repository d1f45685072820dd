// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/partitioner.h"

#include <QtEndian>

namespace engine::wire::kafka {

quint32 murmur2(QByteArrayView bytes)
{
    constexpr quint32 seed = 0x9747b28c, multiplier = 0x5bd1e995;
    constexpr int shift = 24;
    quint32 hash = seed ^ quint32(bytes.size());
    while (bytes.size() >= 4) {
        quint32 word = qFromLittleEndian<quint32>(bytes.data()) * multiplier;
        word = (word ^ (word >> shift)) * multiplier;
        hash = (hash * multiplier) ^ word;
        bytes = bytes.sliced(4);
    }
    if (!bytes.isEmpty()) {
        for (qsizetype i = bytes.size() - 1; i >= 0; --i)
            hash ^= quint32(quint8(bytes[i])) << (8 * i);
        hash *= multiplier;
    }
    hash = (hash ^ (hash >> 13)) * multiplier;
    return hash ^ (hash >> 15);
}

} // namespace engine::wire::kafka
