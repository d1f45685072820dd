// SPDX-License-Identifier: GPL-3.0-or-later
// Names, keys and other bytes of protocols as people read them, for messages and for what a window shows. Thread: any (plain
// function).
#pragma once

#include <QByteArrayView>
#include <QString>

namespace engine::core {

/// As UTF-8; what is none comes as U+FFFD. Null stays null.
inline QString text(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

} // namespace engine::core
