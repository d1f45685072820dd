// SPDX-License-Identifier: GPL-3.0-or-later
// What the programs that make pictures share: time for the window to come to rest, and a folder of pictures, light and dark.
// Thread: ui.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFont>
#include <QTextStream>
#include <QWidget>

namespace tests {

/// Lets the window live for so long.
inline void runFor(int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// No desktop chooses a font here; the pictures of the documentation are in Inter where it is installed.
inline void useFontOfPictures()
{
    QFont font(QStringLiteral("Inter"));
    font.setStyleHint(QFont::SansSerif);
    QApplication::setFont(font);
}

class Pictures
{
public:
    Pictures(ui::theme::Theme &theme, const QString &folder)
        : m_theme(theme)
        , m_folder(folder)
    {}

    /// NAME-light.png and NAME-dark.png, of what is seen now.
    void take(QWidget &widget, const QString &name)
    {
        using Mode = ui::theme::Theme::Mode;
        for (const auto &[mode, ending] : {std::pair(Mode::Light, QStringLiteral("-light.png")),
                                           std::pair(Mode::Dark, QStringLiteral("-dark.png"))}) {
            m_theme.setMode(mode);
            runFor(restMs);
            const QString path = m_folder + u'/' + name + ending;
            if (!widget.grab().save(path))
                qFatal("cannot write %s", qPrintable(path));
            QTextStream(stdout) << path << '\n';
        }
        m_theme.setMode(Mode::Light);
    }

private:
    static constexpr int restMs = 200;

    ui::theme::Theme &m_theme;
    const QString m_folder;
};

} // namespace tests
