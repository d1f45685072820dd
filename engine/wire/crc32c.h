// SPDX-License-Identifier: GPL-3.0-or-later
// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), the checksum of Kafka's record batches.
// Uses the processor's instruction where there is one, a table otherwise.
// Thread: any.
#pragma once

#include <QByteArrayView>

namespace engine::wire {

/// The checksum of `previous`'s bytes followed by `data`: crc32c(b, crc32c(a)) == crc32c(a + b).
quint32 crc32c(QByteArrayView data, quint32 previous = 0);

/// The table version, whatever the processor can do; for tests and comparison.
quint32 crc32cPortable(QByteArrayView data, quint32 previous = 0);

} // namespace engine::wire
