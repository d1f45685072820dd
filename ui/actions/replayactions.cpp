// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/replayactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/async/whendone.h"
#include "ui/dialogs/replayform.h"
#include "ui/models/replaytext.h"

#include <QWidget>

#include <algorithm>

namespace ui::actions {

using engine::ReplayProgress;
using engine::ReplaySource;

ReplayActions::ReplayActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
    , m_watching(session.watchReplays(this, [this](const QList<ReplayProgress> &replays) { take(replays); }))
{}

void ReplayActions::replayTopic(const engine::TopicSnapshot &topic)
{
    openForm({ReplaySource::Kind::Topic, topic.spec.virtualHost, topic.spec.name, {}}, topic.spec.partitions);
}

void ReplayActions::replayQueue(const engine::QueueSnapshot &queue)
{
    openForm({ReplaySource::Kind::Queue, queue.spec.virtualHost, queue.spec.name, {}}, 0);
}

void ReplayActions::openForm(const ReplaySource &source, quint32 partitions)
{
    auto *form = new dialogs::ReplayForm(m_session, source, partitions, m_window);
    connect(form, &dialogs::ReplayForm::started, this, [this](const engine::ReplaySpec &spec) {
        Q_EMIT m_actions.done(
            tr("The replay %1 has begun, %2.").arg(models::replayTitle(spec), models::replayPace(spec)));
    });
    form->open();
}

void ReplayActions::send(QFuture<engine::Result<void>> command)
{
    async::whenDone(command, this, [this](const engine::Result<void> &result) {
        // One that has ended meanwhile is reported already.
        if (!result && result.error().code != engine::BrokerError::NotFound)
            Q_EMIT m_actions.failed(result.error().detail);
    });
}

void ReplayActions::pause(engine::ReplayId replay)
{
    send(m_session.pauseReplay(replay));
}

void ReplayActions::resume(engine::ReplayId replay)
{
    send(m_session.resumeReplay(replay));
}

void ReplayActions::cancel(engine::ReplayId replay)
{
    send(m_session.cancelReplay(replay));
}

void ReplayActions::take(const QList<ReplayProgress> &replays)
{
    const QList<ReplayProgress> before = std::exchange(m_replays, replays);
    for (const ReplayProgress &replay : replays) {
        const auto known = std::find_if(before.cbegin(), before.cend(),
                                        [&replay](const ReplayProgress &old) { return old.id == replay.id; });
        // A short one is over when it is first seen; what was over before this window came is told to nobody.
        const bool isNews = known == before.cend() ? m_hasTaken : !known->isOver();
        if (replay.isOver() && isNews)
            report(replay);
    }
    m_hasTaken = true;
    Q_EMIT replaysChanged(m_replays);
}

void ReplayActions::report(const ReplayProgress &replay)
{
    const bool isGood = replay.state == ReplayProgress::State::Cancelled ||
                        (replay.state == ReplayProgress::State::Finished && replay.failed == 0);
    const QString outcome = models::replayOutcome(replay);
    if (isGood)
        Q_EMIT m_actions.done(outcome);
    else
        Q_EMIT m_actions.failed(outcome);
}

} // namespace ui::actions
