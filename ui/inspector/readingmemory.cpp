// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/readingmemory.h"

#include "ui/settings/settings.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using decoding::Reading;

namespace {

/// Names may have slashes, which settings would take for groups.
QString keyOf(const QString &place)
{
    return u"reading/"_s + QString::fromLatin1(QUrl::toPercentEncoding(place));
}

} // namespace

Reading ReadingMemory::readingOf(const QString &place) const
{
    const auto said = m_said.constFind(place);
    if (said != m_said.constEnd())
        return *said;
    return m_settings && !place.isEmpty() ? Reading::fromString(m_settings->value(keyOf(place))) : Reading();
}

void ReadingMemory::remember(const QString &place, const Reading &reading)
{
    m_said.insert(place, reading);
    if (m_settings && !place.isEmpty())
        m_settings->setValue(keyOf(place), reading.toString());
}

} // namespace ui::inspector
