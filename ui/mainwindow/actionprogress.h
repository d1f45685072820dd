// SPDX-License-Identifier: GPL-3.0-or-later
// ActionProgress: what takes a while, in the status bar: moving messages, an export … how far the oldest is, how many there are
// besides, and a button that ends it. Not there for what is over in a moment.
// Owner: the status bar. Thread: ui.
#pragma once

#include "ui/actions/transferactions.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui::mainwindow {

class ActionProgress final : public QWidget
{
    Q_OBJECT
public:
    using Task = actions::TransferActions::Task;

    explicit ActionProgress(QWidget *parent = nullptr);

    void showTasks(const QList<Task> &tasks);

private:
    void refresh();

    QList<Task> m_tasks;
    QTimer m_delay;
    QLabel *m_title;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

} // namespace ui::mainwindow
