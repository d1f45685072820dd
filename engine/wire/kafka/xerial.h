// SPDX-License-Identifier: GPL-3.0-or-later
// The header that the Java snappy library writes before its blocks: eight bytes to know it by and two version numbers.
// Thread: any.
#pragma once

#include <QByteArrayView>

namespace engine::wire::kafka {

inline constexpr QByteArrayView XerialMagic("\x82SNAPPY\0", 8);
inline constexpr qsizetype XerialHeaderSize = 16;

inline bool isXerial(QByteArrayView bytes)
{
    return bytes.startsWith(XerialMagic);
}

} // namespace engine::wire::kafka
