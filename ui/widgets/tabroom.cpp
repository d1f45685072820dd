// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabroom.h"

#include <QTabWidget>

namespace ui::widgets {

void needRoomForCurrent(const QTabWidget &tabs)
{
    for (int index = 0; index < tabs.count(); ++index) {
        const auto policy = index == tabs.currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        tabs.widget(index)->setSizePolicy(policy, policy);
    }
}

} // namespace ui::widgets
