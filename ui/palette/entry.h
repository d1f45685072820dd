// SPDX-License-Identifier: GPL-3.0-or-later
// Entry: something the command palette finds: a page, an action, an object of the broker; what it does when it is chosen, and what
// else can be done with it.
// Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QString>

#include <functional>

namespace ui::palette {

struct Entry
{
    QString key;    ///< names it between runs: "queue:/:orders.eu", "action:Broker/New queue…"
    QString kind;   ///< "Queue", "Action" …
    QString text;   ///< what is matched and marked
    QString detail; ///< its virtual host, or the menu it stands in; matched as well
    QString shortcut;
    tables::Tone tone = tables::Tone::Muted; ///< of the kind
    bool isEnabled = true;
    std::function<void()> act;
    std::function<QList<Entry>()> steps; ///< what can be done with it; not set: nothing but act()
};

} // namespace ui::palette
