// SPDX-License-Identifier: GPL-3.0-or-later
// Where somebody wants to go in a log, as typed: an offset ("4,123", "#4123", in another partition "2:4123") or a time ("12:30",
// "2026-11-26 12:30:05", "5m ago", "-90s"). Thread: any (values).
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace ui::pages {

struct GoToTarget
{
    std::optional<quint64> offset;
    std::optional<quint32> partition; ///< with an offset only
    QDateTime time;                   ///< invalid: an offset was asked for
    bool isValid() const { return offset || time.isValid(); }
};

/// `now` is what ages and times without a date are reckoned from: "12:30" is the last 12:30 there was.
GoToTarget parseGoTo(const QString &text, const QDateTime &now);

} // namespace ui::pages
