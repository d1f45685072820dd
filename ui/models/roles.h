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
    FilterRole,                  ///< QString: the row's texts, for the filter field
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

/// What a sight glass shows. Without a limit of its own the scale is logarithmic, full at a million.
struct Level
{
    quint64 ready = 0;
    quint64 unacked = 0;
    quint64 limit = 0;
    bool operator==(const Level &) const = default;
};

} // namespace ui::models
