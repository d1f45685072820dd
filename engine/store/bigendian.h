// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of SQLite's file format (its documentation, "Database File Format"), which are big-endian. Thread: any.
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace engine::store {

/// There must be four bytes from `at` on.
inline quint32 u32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

} // namespace engine::store
