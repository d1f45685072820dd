// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/replaybutton.h"

#include "ui/models/replaytext.h"

#include <algorithm>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::ReplayProgress;
using State = ReplayProgress::State;

namespace {

QString textFor(const QList<ReplayProgress> &running)
{
    if (running.isEmpty())
        return ReplayButton::tr("replays");
    if (running.size() > 1) {
        const auto waiting = std::count_if(running.cbegin(), running.cend(),
                                           [](const ReplayProgress &r) { return r.state != State::Running; });
        return waiting > 0 ? ReplayButton::tr("%1 replays, %2 not running").arg(running.size()).arg(waiting)
                           : ReplayButton::tr("%1 replays").arg(running.size());
    }
    const ReplayProgress &only = running.front();
    const QString title = models::replayTitle(only.spec);
    const int percent = models::replayPercent(only);
    if (only.state == State::Paused)
        return ReplayButton::tr("replay %1 paused at %2 %").arg(title).arg(percent);
    if (only.state == State::Waiting)
        return ReplayButton::tr("replay %1 waits at %2 %").arg(title).arg(percent);
    return ReplayButton::tr("replay %1 %2 %").arg(title).arg(percent);
}

} // namespace

ReplayButton::ReplayButton(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"replays"_s);
    setAutoRaise(true);
    setToolTip(tr("The replays, to pause, resume or cancel them"));
    hide();
}

void ReplayButton::showReplays(const QList<ReplayProgress> &replays)
{
    QList<ReplayProgress> running;
    std::copy_if(replays.cbegin(), replays.cend(), std::back_inserter(running),
                 [](const ReplayProgress &replay) { return !replay.isOver(); });
    setText(textFor(running));
    setVisible(!replays.isEmpty());
}

} // namespace ui::mainwindow
