// SPDX-License-Identifier: GPL-3.0-or-later
// ReplayRow: one replay in the list of them: from where to where, a bar, what became of its messages, and its buttons.
// Owner: ReplaysPopup. Thread: ui.
#pragma once

#include <engine/replay.h>

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui::actions {
class ReplayActions;
}

namespace ui::mainwindow {

class ReplayRow final : public QWidget
{
    Q_OBJECT
public:
    ReplayRow(actions::ReplayActions &actions, engine::ReplayId id, QWidget *parent);

    void showReplay(const engine::ReplayProgress &replay);

private:
    QString detail(const engine::ReplayProgress &replay);
    void measureRate(quint64 sent);
    void setStateRole(engine::ReplayProgress::State state);

    QLabel *m_title;
    QLabel *m_state;
    QProgressBar *m_bar;
    QLabel *m_detail;
    QToolButton *m_pause;
    QToolButton *m_cancel;
    bool m_isPaused = false;
    QElapsedTimer m_since; ///< the count was m_sent
    quint64 m_sent = 0;
    double m_rate = 0;
};

} // namespace ui::mainwindow
