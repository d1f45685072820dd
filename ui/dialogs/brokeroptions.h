// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's options that the preferences show: what each is called, what it is for, and what it is when nothing is said.
// Thread: ui.
#pragma once

#include <QList>
#include <QString>

namespace ui::dialogs {

struct BrokerOption
{
    QString name; ///< as on the command line, without the dashes
    QString label;
    QString usual; ///< shown where nothing is typed
    QString help;
};

QList<BrokerOption> brokerOptions();

} // namespace ui::dialogs
