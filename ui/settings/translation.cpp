// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

// Resources of a static library register themselves only when asked, and only from the global namespace.
static void initTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace ui::settings {

using namespace Qt::StringLiterals;

namespace {

/// The language of "de-AT" is "de".
QString languageOf(const QString &tag)
{
    return tag.section(u'-', 0, 0).section(u'_', 0, 0);
}

bool isKnown(const QString &code)
{
    const QList<Language> all = languages();
    return std::any_of(all.cbegin(), all.cend(), [&code](const Language &one) { return one.code == code; });
}

QString firstOfTheSystem()
{
    for (const QString &tag : QLocale::system().uiLanguages()) {
        if (isKnown(languageOf(tag)))
            return languageOf(tag);
    }
    return u"en"_s;
}

void install(QCoreApplication &application, const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(file, folder))
        application.installTranslator(translator);
    else
        delete translator;
}

} // namespace

QList<Language> languages()
{
    return {{u"en"_s, u"English"_s}, {u"de"_s, u"Deutsch"_s}};
}

void useLanguage(QCoreApplication &application, const QString &code)
{
    initTranslations();
    const QString language = isKnown(code) ? code : firstOfTheSystem();
    if (!code.isEmpty() && languageOf(QLocale::system().name()) != language)
        QLocale::setDefault(QLocale(language));
    if (language == u"en"_s)
        return;
    // Qt's own words, "Cancel" of a file dialog, come with the desktop where it has them.
    install(application, u"qtbase_"_s + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, u"sightglass_"_s + language, u":/translations"_s);
}

} // namespace ui::settings
