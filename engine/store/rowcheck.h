// SPDX-License-Identifier: GPL-3.0-or-later
// RowCheck: the checksum that each row of ours carries in its column `crc`, so that a row can be trusted wherever it was
// found, even on a page that no longer belongs to any table. CRC-32C over the table's name and the columns in order.
// Thread: any (a value on the stack).
#pragma once

#include "wire/crc32c.h"

#include <QtEndian>

namespace engine::store {

class RowCheck
{
public:
    explicit RowCheck(QByteArrayView table)
        : m_crc(wire::crc32c(table))
    {}

    RowCheck &number(qint64 v)
    {
        char bytes[8];
        qToBigEndian(v, bytes);
        m_crc = wire::crc32c(QByteArrayView(bytes, 8), m_crc);
        return *this;
    }
    RowCheck &bytes(QByteArrayView v)
    {
        number(v.size()); // null and empty count alike
        m_crc = wire::crc32c(v, m_crc);
        return *this;
    }
    quint32 value() const { return m_crc; }

private:
    quint32 m_crc;
};

/// The checksum that a row's column `head` ends with: over the table's name, the row's id and what stands in the head before.
inline quint32 headCheck(QByteArrayView table, quint64 id, QByteArrayView head)
{
    return RowCheck(table).number(qint64(id)).bytes(head).value();
}

} // namespace engine::store
