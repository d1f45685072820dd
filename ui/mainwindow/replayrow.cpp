// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/replayrow.h"

#include "ui/actions/replayactions.h"
#include "ui/models/replaytext.h"
#include "ui/theme/format.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>
#include <QToolButton>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::ReplayProgress;
using State = ReplayProgress::State;

namespace {

constexpr qint64 rateMs = 900;       // over about a second
constexpr qint64 toldAheadMs = 2000; // a wait that is shorter is not worth a word

QToolButton *flatButton(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ReplayRow::ReplayRow(actions::ReplayActions &actions, engine::ReplayId id, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_state(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_detail(new QLabel(this))
    , m_pause(flatButton(tr("Pause"), this))
    , m_cancel(flatButton(tr("Cancel"), this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    m_title->setProperty("role", u"heading"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_detail->setProperty("role", u"muted"_s);
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_pause->setObjectName(u"pause"_s);
    m_cancel->setObjectName(u"cancel"_s);
    grid->addWidget(m_title, 0, 0);
    grid->addWidget(m_pause, 0, 1);
    grid->addWidget(m_cancel, 0, 2);
    grid->addWidget(m_bar, 1, 0, 1, 3);
    grid->addWidget(m_state, 2, 0, 1, 3);
    grid->addWidget(m_detail, 3, 0, 1, 3);
    connect(m_pause, &QToolButton::clicked, this, [this, &actions, id] {
        if (m_isPaused)
            actions.resume(id);
        else
            actions.pause(id);
    });
    connect(m_cancel, &QToolButton::clicked, this, [&actions, id] { actions.cancel(id); });
}

void ReplayRow::showReplay(const ReplayProgress &replay)
{
    measureRate(replay.sent);
    m_isPaused = replay.state == State::Paused;
    const QString title = models::replayTitle(replay.spec);
    const int percent = models::replayPercent(replay);
    m_title->setText(title);
    m_state->setText(replay.isOver() ? models::replayState(replay)
                                     : tr("%1, %2 %").arg(models::replayState(replay)).arg(percent));
    setStateRole(replay.state);
    m_bar->setValue(percent);
    m_bar->setAccessibleName(tr("How far %1 is").arg(title));
    m_bar->setVisible(!replay.isOver());
    m_detail->setText(detail(replay));
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(tr("%1 the replay %2").arg(m_pause->text(), title));
    m_cancel->setAccessibleName(tr("Cancel the replay %1").arg(title));
    m_pause->setVisible(!replay.isOver());
    m_cancel->setVisible(!replay.isOver());
}

QString ReplayRow::detail(const ReplayProgress &replay)
{
    QStringList parts{models::replayCounts(replay)};
    if (replay.state == State::Running && m_rate > 0)
        parts << theme::formatRate(m_rate);
    const qint64 waits = replay.nextMs - QDateTime::currentMSecsSinceEpoch();
    if (replay.state == State::Running && replay.nextMs > 0 && waits > toldAheadMs)
        parts << tr("the next in %1").arg(theme::formatDuration(waits));
    else if (!replay.isOver())
        parts << models::replayPace(replay.spec);
    if (replay.isOver() && !replay.text.isEmpty())
        parts << replay.text;
    if (replay.isOver())
        parts << theme::formatTime(replay.endedMs);
    return parts.join(u" · "_s);
}

void ReplayRow::measureRate(quint64 sent)
{
    if (!m_since.isValid()) {
        m_sent = sent;
        m_since.start();
    } else if (m_since.elapsed() >= rateMs) {
        m_rate = double(sent - m_sent) * 1000 / double(m_since.restart());
        m_sent = sent;
    }
}

void ReplayRow::setStateRole(State state)
{
    const QString role = state == State::Failed                              ? u"error"_s
                         : state == State::Waiting || state == State::Paused ? u"warning"_s
                                                                             : u"muted"_s;
    if (m_state->property("role").toString() == role)
        return;
    m_state->setProperty("role", role);
    m_state->style()->unpolish(m_state);
    m_state->style()->polish(m_state);
}

} // namespace ui::mainwindow
