// SPDX-License-Identifier: GPL-3.0-or-later
// ReplaysPopup: every replay with how far it is, and what can be done with it: pause, resume, cancel; below them those that are
// over. Follows as long as it is open.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/replay.h>

#include <QFrame>

#include <map>

class QLabel;
class QVBoxLayout;

namespace ui::actions {
class ReplayActions;
}

namespace ui::mainwindow {

class ReplayRow;

class ReplaysPopup final : public QFrame
{
    Q_OBJECT
public:
    /// `actions` must outlive it.
    ReplaysPopup(actions::ReplayActions &actions, QWidget *parent);
    ~ReplaysPopup() override;

    void popupAbove(const QWidget &anchor);

private:
    void refresh(const QList<engine::ReplayProgress> &replays);
    void place();

    actions::ReplayActions &m_actions;
    QVBoxLayout *m_rows;
    QLabel *m_empty;
    std::map<engine::ReplayId, ReplayRow *> m_known;
    QPoint m_foot; ///< on the screen: where it stands
};

} // namespace ui::mainwindow
