// SPDX-License-Identifier: GPL-3.0-or-later
// How tests come from a menu to a file dialog and through it, as a person does: by a click on the entry, a name in the dialog's line,
// and Return. The dialogs are Qt's own, which are widgets. Thread: ui.
#pragma once

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTest>
#include <QTimer>

#include <functional>

namespace tests {

constexpr int dialogPatience = 20'000;

/// Before the first dialog: those of a desktop can not be operated from here.
inline void useFileDialogsOfQt()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

// ---- menus

/// Without the marks of the keys; null: there is none.
inline QAction *entryOf(const QWidget &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

/// Clicks on an entry of the menu that `open` opens. False: there is none, or it can not be chosen.
inline bool chooseInMenu(const QString &text, const std::function<void()> &open)
{
    // Some menus have an event loop of their own until they are closed, so a timer waits for them.
    bool isOver = false, isChosen = false;
    QElapsedTimer waited;
    waited.start();
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &poll, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QAction *entry = menu ? entryOf(*menu, text) : nullptr;
        if (!entry && waited.elapsed() < dialogPatience)
            return;
        poll.stop();
        isChosen = entry && entry->isEnabled();
        if (isChosen)
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
        else if (menu)
            menu->close();
        isOver = true;
    });
    poll.start(10);
    open();
    return QTest::qWaitFor([&] { return isOver; }, 2 * dialogPatience) && isChosen;
}

/// Of the button that opens the menu.
inline bool chooseInMenuOf(QWidget *button, const QString &text)
{
    return button && chooseInMenu(text, [button] { QTest::mouseClick(button, Qt::LeftButton); });
}

inline bool chooseInMenuBar(QMenuBar &bar, const QString &menu, const QString &text)
{
    QAction *title = entryOf(bar, menu);
    return title &&
           chooseInMenu(text, [&] { QTest::mouseClick(&bar, Qt::LeftButton, {}, bar.actionGeometry(title).center()); });
}

// ---- the dialog

/// Once it has the keyboard. Null: none was opened.
inline QFileDialog *waitForFileDialog()
{
    QFileDialog *found = nullptr;
    const auto find = [&found] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<QFileDialog *>(widget);
            found = dialog && dialog->isVisible() ? dialog : found;
        }
        return found != nullptr;
    };
    // Before it is active a key is a shortcut of the window below it.
    const bool isThere = QTest::qWaitFor(find, dialogPatience) && QTest::qWaitForWindowActive(found, dialogPatience);
    return isThere ? found : nullptr;
}

inline bool isGoneSoon(const QPointer<QFileDialog> &dialog)
{
    return QTest::qWaitFor([&dialog] { return !dialog; }, dialogPatience);
}

/// Of the kinds of files that are offered the one that begins like this; by the arrow keys.
inline bool chooseFileKind(QFileDialog &dialog, const QString &beginning)
{
    auto *kinds = dialog.findChild<QComboBox *>(QStringLiteral("fileTypeCombo"));
    for (int i = 0; kinds && i < kinds->count() && !kinds->currentText().startsWith(beginning); ++i)
        QTest::keyClick(kinds, Qt::Key_Down);
    return kinds && kinds->currentText().startsWith(beginning);
}

/// Waits for a file dialog and chooses the file in it. False: there is none, or it does not take that.
inline bool chooseFile(const QString &path, const QString &kind = {})
{
    const QPointer dialog = waitForFileDialog();
    auto *name = dialog ? dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit")) : nullptr;
    if (!name || (!kind.isEmpty() && !chooseFileKind(*dialog, kind)))
        return false;
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    return isGoneSoon(dialog);
}

/// Waits for a file dialog and leaves it by Escape, after a file was named in it.
inline bool cancelFileDialog(const QString &path)
{
    const QPointer dialog = waitForFileDialog();
    auto *name = dialog ? dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit")) : nullptr;
    if (!name)
        return false;
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Escape);
    return isGoneSoon(dialog);
}

} // namespace tests
