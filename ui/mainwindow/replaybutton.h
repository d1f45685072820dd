// SPDX-License-Identifier: GPL-3.0-or-later
// ReplayButton: how far the replays are that are under way, in the status bar; opens the list of them. Not there while there has
// been none.
// Owner: the status bar. Thread: ui.
#pragma once

#include <engine/replay.h>

#include <QToolButton>

namespace ui::mainwindow {

class ReplayButton final : public QToolButton
{
    Q_OBJECT
public:
    explicit ReplayButton(QWidget *parent = nullptr);

    void showReplays(const QList<engine::ReplayProgress> &replays);
};

} // namespace ui::mainwindow
