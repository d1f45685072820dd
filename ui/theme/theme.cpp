// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/desktopscheme.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

namespace ui::theme {

using namespace Qt::StringLiterals;

namespace {

QPalette paletteOf(const Tokens &t)
{
    QPalette p(t.text, t.surface, t.line, t.line, t.line, t.text, t.text, t.surface, t.bg);
    p.setColor(QPalette::AlternateBase, t.sunken);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::Highlight, t.sel);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::PlaceholderText, t.faint);
    p.setColor(QPalette::ToolTipBase, t.surface);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Shadow, t.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // A desktop that names no fixed font of its own answers with a generic alias; a drawn face reads better at 12 px.
    static const QStringList preferred{u"JetBrains Mono"_s, u"Cascadia Mono"_s, u"DejaVu Sans Mono"_s};
    if (font.family().compare(u"monospace"_s, Qt::CaseInsensitive) == 0 || !QFontInfo(font).fixedPitch()) {
        for (const QString &family : preferred) {
            if (QFontDatabase::hasFamily(family)) {
                font = QFont(family);
                break;
            }
        }
    }
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace

QFont monospaceFont(const QFont &base)
{
    static const QFont fixed = fixedFont();
    QFont font = fixed;
    const int pixels = base.pixelSize() > 0 ? base.pixelSize() : QFontInfo(base).pixelSize();
    font.setPixelSize(qMax(pixels - 1, 9));
    font.setBold(base.bold());
    return font;
}

QFont monospaceFont()
{
    return monospaceFont(QApplication::font());
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    m_systemDark = isDark(application.palette()) || isDark(application.style()->standardPalette());
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    apply();
    auto *scheme = new DesktopScheme(this);
    connect(scheme, &DesktopScheme::darkChosen, this, &Theme::setSystemDark);
    scheme->watch();
}

int withLetters(int pixels)
{
    const int letters = QFontInfo(QApplication::font()).pixelSize();
    return letters <= Theme::usualFontPixels ? pixels : pixels * letters / Theme::usualFontPixels;
}

void Theme::setFontPixels(int pixels)
{
    const int wanted = qBound(leastFontPixels, pixels, mostFontPixels);
    if (std::exchange(m_fontPixels, wanted) != wanted)
        apply();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setSystemDark(bool dark)
{
    if (dark == m_systemDark)
        return;
    m_systemDark = dark;
    if (m_mode == Mode::System)
        apply();
}

const Tokens &Theme::tokens() const
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
    return dark ? darkTokens() : lightTokens();
}

void Theme::apply()
{
    QFont font = QApplication::font();
    font.setPixelSize(m_fontPixels);
    QApplication::setFont(font);
    QApplication::setPalette(paletteOf(tokens()));
    m_application.setStyleSheet(styleSheet(tokens(), m_fontPixels));
    Q_EMIT changed();
}

} // namespace ui::theme
