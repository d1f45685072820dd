// SPDX-License-Identifier: GPL-3.0-or-later
// WindowMenus: the menu bar of MainWindow and the shortcuts in it.
// Owner: MainWindow, during its construction. Thread: ui.
#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>

class QAction;
class QMenu;

namespace ui::mainwindow {

class MainWindow;

class WindowMenus
{
public:
    explicit WindowMenus(MainWindow &window)
        : m_window(window)
    {}

    void make();

private:
    void makeFile();
    void makeEdit();
    void makeBroker();
    void makeMessage();
    void makeView();
    void makeGoTo(QMenu &view);
    void makeListMenus(QMenu &view);
    void makeTheme(QMenu &view);
    void makeHelp();
    QAction *add(QMenu &menu, const QString &text, const QKeySequence &shortcut, std::function<void()> triggered);
    /// The same; it is there only while the broker runs.
    void addDeed(QMenu &menu, const QString &text, const QKeySequence &shortcut, std::function<void()> triggered);

    MainWindow &m_window;
};

} // namespace ui::mainwindow
