// SPDX-License-Identifier: GPL-3.0-or-later
// ReadingMemory: how the user wants the bodies of each queue and topic to be read, kept in the settings where there are some.
// Owner: InspectorPanel. Thread: ui.
#pragma once

#include "ui/decoding/reading.h"

#include <QHash>

namespace ui::settings {
class Settings;
}

namespace ui::inspector {

class ReadingMemory
{
public:
    /// From now on; it must outlive this. Null: remembered as long as this lives.
    void setSettings(settings::Settings *settings) { m_settings = settings; }

    /// Where nothing was said it is automatic. `place`: a name of the queue or topic, empty: none that is known.
    decoding::Reading readingOf(const QString &place) const;
    void remember(const QString &place, const decoding::Reading &reading);

private:
    settings::Settings *m_settings = nullptr;
    QHash<QString, decoding::Reading> m_said;
};

} // namespace ui::inspector
