// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/definitionsfile.h>

#include <QLocale>

#include <array>

namespace engine {

QString outcomeName(ImportedItem::Outcome outcome)
{
    static constexpr std::array names = {"created", "already there", "replaced", "differs, left as it is",
                                         "not honoured"};
    return QString::fromLatin1(names[size_t(outcome)]);
}

QString ImportReport::summary() const
{
    QStringList parts;
    for (int i = 0; i <= int(ImportedItem::Outcome::NotHonored); ++i) {
        const auto outcome = ImportedItem::Outcome(i);
        if (const qsizetype n = count(outcome))
            parts.append(QLocale(QLocale::English).toString(n) + QLatin1Char(' ') + outcomeName(outcome));
    }
    return parts.isEmpty() ? QStringLiteral("nothing in the file") : parts.join(QStringLiteral(", "));
}

} // namespace engine
