// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/tokens.h"

#include <QFile>
#include <QHash>

// Resources of a static library register themselves only when asked, and only from the global namespace.
static void initThemeResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace ui::theme {

using namespace Qt::StringLiterals;

namespace {

constexpr int titleLarger = 4; // pixels
constexpr int nameLarger = 2;

QString readSheet()
{
    initThemeResources();
    QFile file(u":/theme/sightglass.qss"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return QString::fromUtf8(file.readAll());
}

/// Names in the sheet, written $name, and their colours; longer names first where one begins with another.
QList<std::pair<QString, QColor>> names(const Tokens &t)
{
    return {{u"surface"_s, t.surface},
            {u"sunken"_s, t.sunken},
            {u"line"_s, t.line},
            {u"text"_s, t.text},
            {u"muted"_s, t.muted},
            {u"faint"_s, t.faint},
            {u"accentBg"_s, t.accentBg},
            {u"onAccent"_s, t.onAccent},
            {u"accentHover"_s, t.dark ? t.accent.lighter(112) : t.accent.darker(112)},
            {u"accent"_s, t.accent},
            {u"unackedBg"_s, t.unackedBg},
            {u"unackedText"_s, t.unackedText},
            {u"deadBg"_s, t.deadBg},
            {u"dead"_s, t.dead},
            {u"ready"_s, t.ready},
            {u"sel"_s, t.sel},
            {u"hover"_s, t.hover},
            {u"bg"_s, t.bg}};
}

} // namespace

QString styleSheet(const Tokens &tokens, int fontPixels)
{
    QString sheet = readSheet();
    for (const auto &[name, color] : names(tokens))
        sheet.replace(u'$' + name, color.name());
    sheet.replace(u"@titlePixels"_s, u"%1px"_s.arg(fontPixels + titleLarger));
    sheet.replace(u"@namePixels"_s, u"%1px"_s.arg(fontPixels + nameLarger));
    sheet.replace(u"@smallPixels"_s, u"%1px"_s.arg(fontPixels - 1));
    return sheet.replace(u"@mode"_s, tokens.dark ? u"dark"_s : u"light"_s);
}

} // namespace ui::theme
