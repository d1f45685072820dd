// SPDX-License-Identifier: GPL-3.0-or-later
// Two messages beside each other: everything of them but their bodies as names with two values, and their bodies as two texts
// that can be compared line by line.
// Thread: any (pure); compareBodies() takes its time with large ones.
#pragma once

#include "ui/inspector/bodycontent.h"
#include "ui/inspector/linediff.h"

#include <engine/snapshots.h>

namespace ui::inspector {

struct ComparedField
{
    QString section; ///< "Message", "Properties", "Headers"
    QString name;    ///< of nested ones with the names above: "x-death[0].count"
    QString left, right;
    bool hasLeft = false, hasRight = false;
    bool isSame = false; ///< in type as well
    bool operator==(const ComparedField &) const = default;
};
QList<ComparedField> compareFields(const engine::MessageDetails &left, const engine::MessageDetails &right);

struct ComparedBodies
{
    TextLines left, right;
    LineDiff diff;
    Syntax syntax = Syntax::None;
    QString what;       ///< what the lines are: "JSON, members by name"
    bool isCut = false; ///< only the beginnings were compared
};
/// `isSorted`: values as trees, members by their names; false: the texts as they were sent. What is no text is compared by bytes.
ComparedBodies compareBodies(const engine::MessageDetails &left, const engine::MessageDetails &right, bool isSorted,
                             const std::atomic_bool *cancelled = nullptr);

} // namespace ui::inspector
