// SPDX-License-Identifier: GPL-3.0-or-later
// What a model says about the look of a cell without knowing colours or fonts: its tone and its face.
// The delegate turns them into the theme's tokens, so models stay free of looks.
// Thread: any (values).
#pragma once

#include <Qt>

#include <QMetaType>

namespace ui::tables {

enum class Tone : quint8 { Normal, Muted, Faint, Ready, Unacked, Dead, Ok, Accent, Topic };

enum CellRole {
    ToneRole = Qt::UserRole + 900, ///< Tone as int
    MonospacedRole,                ///< bool: names, keys, bodies
    TabularRole,                   ///< bool: figures, each digit on an equal cell
    LoadingRole,                   ///< bool: the row is still on its way
    EmphasisRole,                  ///< bool: semibold
};

} // namespace ui::tables
