// SPDX-License-Identifier: GPL-3.0-or-later
// BackAndForward: follows the tabs and leads back to where one was: by its two actions, and by the mouse's buttons for it.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/mainwindow/history.h"

#include <QObject>

#include <functional>

class QAction;

namespace ui::mainwindow {

class TabArea;

class BackAndForward final : public QObject
{
    Q_OBJECT
public:
    /// `reopen` opens a tab that was closed, at once or later; false: it is no tab that can be opened again.
    BackAndForward(TabArea &tabs, std::function<bool(const QString &id)> reopen, QObject *parent);

    QAction *backAction() const { return m_back; }
    QAction *forwardAction() const { return m_forward; }
    /// What was opened up to now was not opened by the user.
    void beginHere();
    /// What had to be opened again is not there any more: goes on in the same direction.
    void passOver();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followTab();
    void notePlace();
    void go(std::optional<History::Stop> (History::*step)());
    void refresh();

    TabArea &m_tabs;
    std::function<bool(const QString &)> m_reopen;
    History m_history;
    QAction *m_back;
    QAction *m_forward;
    std::optional<History::Stop> (History::*m_step)() = &History::goBack; ///< the last one
    bool m_isGoing = false;
    bool m_isAsking = false; ///< for a tab to be opened again
    QString m_reopening;     ///< a tab that is on its way
    QVariant m_reopenedAt;   ///< its place
};

} // namespace ui::mainwindow
