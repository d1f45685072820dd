// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of the window: English, which it is written in, and those that resources/translations has.
// Thread: ui.
#pragma once

#include <QList>
#include <QString>

class QCoreApplication;

namespace ui::settings {

struct Language
{
    QString code; ///< "de"
    QString name; ///< in itself: "Deutsch"
};

QList<Language> languages();
/// Texts, figures and Qt's own words in this language, from here on; with an empty code in the first of the system's that there is.
/// Before the first window is made: what has been said stays as it was said.
void useLanguage(QCoreApplication &application, const QString &code);

} // namespace ui::settings
