// SPDX-License-Identifier: GPL-3.0-or-later
// Theme: the look of the window. Owns the choice Light / Dark / System and puts palette, font and style sheet on the
// application; emits changed() after each. Made once by app (or a test) and passed to who lets the user choose.
// Painting code needs no Theme: tokensFor(palette()) and monospaceFont() answer anywhere.
// Owner: app. Thread: ui.
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace ui::theme {

/// What is so many pixels wide with the usual letters, as wide as it has to be with larger ones.
int withLetters(int pixels);

/// Names and keys are set in it: the user's own fixed font, at the size of `base` (13 px when not given).
QFont monospaceFont(const QFont &base);
QFont monospaceFont();

class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode : quint8 { System, Light, Dark };
    Q_ENUM(Mode)

    /// Reads the system's choice from the application's palette, so construct it before anything else sets one.
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    static constexpr int usualFontPixels = 13, leastFontPixels = 11, mostFontPixels = 17;

    /// Of ordinary text; within these.
    int fontPixels() const { return m_fontPixels; }
    void setFontPixels(int pixels);
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    const Tokens &tokens() const;
    /// What System means now; called when the user switches the desktop between light and dark.
    void setSystemDark(bool dark);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication &m_application;
    Mode m_mode = Mode::System;
    int m_fontPixels = usualFontPixels;
    bool m_systemDark = false;
};

} // namespace ui::theme
