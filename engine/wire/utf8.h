// SPDX-License-Identifier: GPL-3.0-or-later
// isUtf8: whether bytes of a peer are valid UTF-8. Names and keys are nearly always short ASCII, so that is tried
// first. Thread: any.
#pragma once

#include <QByteArrayView>

#include <cstring>

namespace engine::wire {

inline bool isAscii(QByteArrayView text)
{
    const char *p = text.data();
    qsizetype n = text.size();
    quint64 seen = 0;
    for (; n >= 8; n -= 8, p += 8) {
        quint64 word;
        std::memcpy(&word, p, 8);
        seen |= word;
    }
    for (; n > 0; --n, ++p)
        seen |= quint64(quint8(*p));
    return (seen & 0x8080808080808080ULL) == 0;
}

inline bool isUtf8(QByteArrayView text)
{
    return isAscii(text) || text.isValidUtf8();
}

} // namespace engine::wire
