// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison for secrets: takes the same time wherever the first difference is. Thread: any (plain function).
#pragma once

#include <QByteArrayView>

namespace engine::core {

inline bool sameBytes(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    quint8 difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= quint8(quint8(a[i]) ^ quint8(b[i]));
    return difference == 0;
}

} // namespace engine::core
