// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/replayspopup.h"

#include "ui/actions/replayactions.h"
#include "ui/mainwindow/replayrow.h"

#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <set>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::ReplayProgress;

namespace {

constexpr int replaysWidth = 460;
constexpr int shownOver = 5; // of those that are over

/// Those that are under way first, and not more than a few of the others.
QList<ReplayProgress> shownOf(const QList<ReplayProgress> &replays)
{
    QList<ReplayProgress> shown, over;
    for (const ReplayProgress &replay : replays)
        (replay.isOver() ? over : shown) << replay;
    return shown + over.mid(0, shownOver);
}

} // namespace

ReplaysPopup::ReplaysPopup(actions::ReplayActions &actions, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_actions(actions)
    , m_rows(new QVBoxLayout(this))
    , m_empty(new QLabel(tr("Nothing is replayed. “Replay…” of a topic or a queue starts one."), this))
{
    setProperty("surface", u"card"_s);
    setAccessibleName(tr("Replays"));
    setFixedWidth(replaysWidth);
    m_rows->setContentsMargins(16, 12, 16, 14);
    m_rows->setSpacing(12);
    auto *heading = new QLabel(tr("Replays"), this);
    heading->setProperty("role", u"heading"_s);
    m_rows->addWidget(heading);
    m_empty->setProperty("role", u"muted"_s);
    m_empty->setWordWrap(true);
    m_rows->addWidget(m_empty);
    connect(&actions, &actions::ReplayActions::replaysChanged, this, [this](const QList<ReplayProgress> &replays) {
        if (isVisible())
            refresh(replays);
    });
}

ReplaysPopup::~ReplaysPopup() = default;

void ReplaysPopup::popupAbove(const QWidget &anchor)
{
    m_foot = anchor.mapToGlobal(QPoint(anchor.width(), -4));
    refresh(m_actions.replays());
    show();
}

/// Rows stay where their replays stay, so that a button is not taken away under the pointer.
void ReplaysPopup::refresh(const QList<ReplayProgress> &replays)
{
    const QList<ReplayProgress> shown = shownOf(replays);
    std::set<engine::ReplayId> there;
    int position = 2; // below heading and the word for none
    for (const ReplayProgress &replay : shown) {
        there.insert(replay.id);
        ReplayRow *&row = m_known[replay.id];
        if (!row)
            row = new ReplayRow(m_actions, replay.id, this);
        row->showReplay(replay);
        row->setVisible(true);
        if (m_rows->indexOf(row) != position)
            m_rows->insertWidget(position, row);
        ++position;
    }
    std::erase_if(m_known, [&there](const auto &known) {
        const bool isGone = !there.contains(known.first);
        if (isGone)
            delete known.second;
        return isGone;
    });
    m_empty->setVisible(shown.isEmpty());
    place();
}

/// Stands on its foot, and grows upwards.
void ReplaysPopup::place()
{
    m_rows->activate();
    resize(replaysWidth, m_rows->totalHeightForWidth(replaysWidth));
    const QRect room = screen()->availableGeometry();
    move(qBound(room.left(), m_foot.x() - width(), room.right() - width()), qMax(room.top(), m_foot.y() - height()));
}

} // namespace ui::mainwindow
