// SPDX-License-Identifier: GPL-3.0-or-later
// How figures are written everywhere in the window: counts, rates, sizes, times. In the user's number format;
// under the C locale as English writes it.
// Thread: any.
#pragma once

#include <QDateTime>
#include <QString>

namespace ui::theme {

/// "1,204"
QString formatCount(quint64 count);
/// Short, for where room is scarce: "950", "84 k", "2.1 M".
QString formatShortCount(quint64 count);
/// "0/s", "0.4/s", "12/s", "1.2k/s", "118k/s", "1.1M/s"
QString formatRate(double perSecond);
/// `one` or `many` with the count in place of %1: "1 message", "1,204 messages".
QString formatCounted(quint64 count, const QString &one, const QString &many);
/// "312 B", "4.2 kB", "18 MB"
QString formatSize(quint64 bytes);
/// "12:01:07.113", local time
QString formatTime(qint64 msSinceEpoch);
QString formatTime(const QDateTime &time);
/// "2026-11-22 12:01:07.113", local time
QString formatDateTime(const QDateTime &time);
/// "40 ms", "3.2 s", "38 s", "4 min 12 s", "2 h 5 min", "3 d 4 h"
QString formatDuration(qint64 ms);

} // namespace ui::theme
