// SPDX-License-Identifier: GPL-3.0-or-later
// The roles all list models share. Models say what a cell means (a tone, a figure, a level); delegates decide how it looks.
// Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace ui::models {

enum Role {
    SortRole = Qt::UserRole + 1, ///< what a column sorts by: a number where the text is a formatted number
    IdRole,                      ///< quint64 or QString: names the object for as long as it lives
    BadgesRole,                  ///< QStringList: feature codes, "D", "AD" …
    ToneRole,                    ///< Tone: the meaning of the cell's colour
    StyleRole,                   ///< CellStyle flags
    LevelRole,                   ///< Level
    HistoryRole,                 ///< QList<float>, oldest first
    SnapshotRole,                ///< the snapshot behind the row
    SuffixRole, ///< QString: said faintly behind the text, the virtual host of a name where it is not "/"
    FilterRole, ///< QString: the row's texts, for the filter field
    roleEnd,
};

using tables::Tone;

enum CellStyle : quint8 {
    PlainCell = 0,
    MonoCell = 1, ///< names and keys
    StrongCell = 2,
    FigureCell = 4, ///< tabular figures, right-aligned
    DotCell = 8,    ///< a dot of the cell's tone before the text
};

/// What a sight glass shows. Without a limit of its own the scale is logarithmic, full at a million. Of two limits, of messages and
/// of bytes, the one counts that is nearer.
struct Level
{
    quint64 ready = 0;
    quint64 unacked = 0;
    quint64 limit = 0; ///< messages; 0: none
    quint64 readyBytes = 0;
    quint64 unackedBytes = 0;
    quint64 limitBytes = 0; ///< 0: none

    bool isLimited() const { return limit || limitBytes; }
    double shareOfCount() const { return limit ? double(ready + unacked) / double(limit) : 0; }
    double shareOfBytes() const { return limitBytes ? double(readyBytes + unackedBytes) / double(limitBytes) : 0; }
    /// Of the limit that counts; 1 and more: full.
    double share() const { return countsBytes() ? shareOfBytes() : shareOfCount(); }
    /// The limit of bytes is the one that counts.
    bool countsBytes() const { return limitBytes && (!limit || shareOfBytes() > shareOfCount()); }
    /// Of bytes it is full where one more message like those in it has no room.
    bool isFull() const
    {
        return (limit && ready >= limit) || (limitBytes && ready && readyBytes + readyBytes / ready > limitBytes);
    }
    bool operator==(const Level &) const = default;
};

} // namespace ui::models
