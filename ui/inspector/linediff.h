// SPDX-License-Identifier: GPL-3.0-or-later
// The difference of two texts, line by line, as two columns are read: what is the same stands beside each other, what was changed
// beside what it was changed to. Myers' algorithm, within limits: texts that have little in common are only laid side by side.
// Thread: any (pure).
#pragma once

#include "ui/inspector/textlines.h"

#include <atomic>

namespace ui::inspector {

struct LineDiff
{
    struct Row
    {
        enum class Kind : quint8 { Same, Changed, Removed, Added };
        qint32 left = -1;  ///< row of the left text; -1: none
        qint32 right = -1; ///< of the right one
        Kind kind = Kind::Same;
        bool operator==(const Row &) const = default;
    };
    QList<Row> rows;
    QList<qsizetype> changes; ///< the first row of each stretch of differences
    bool isRough = false;     ///< they differ in more places than are told apart: the rest is side by side only
};

/// Cancelled: whatever has been found by then.
LineDiff diffLines(const TextLines &left, const TextLines &right, const std::atomic_bool *cancelled = nullptr);

/// What is left of two lines without their common beginning and end.
struct ChangedPart
{
    qsizetype from = 0;
    qsizetype leftEnd = 0, rightEnd = 0;
};
ChangedPart changedPart(QStringView left, QStringView right);

} // namespace ui::inspector
