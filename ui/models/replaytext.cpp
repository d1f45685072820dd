// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replaytext.h"

#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ReplayProgress;
using engine::ReplaySpec;
using ReplayState = ReplayProgress::State;

namespace {

struct ReplayWords
{
    Q_DECLARE_TR_FUNCTIONS(Replays)
};

QString replayTargetName(const engine::ReplayTarget &target)
{
    if (target.kind == engine::ReplayTarget::Kind::Exchange)
        return u'(' + (target.name.isEmpty() ? ReplayWords::tr("AMQP default") : target.name) + u')';
    return target.name;
}

QString replayMessages(quint64 count)
{
    return theme::formatCounted(count, ReplayWords::tr("%1 message"), ReplayWords::tr("%1 messages"));
}

} // namespace

QString replayTitle(const ReplaySpec &spec)
{
    const QString from = spec.source.partition
                             ? ReplayWords::tr("%1, partition %2").arg(spec.source.name).arg(*spec.source.partition)
                             : spec.source.name;
    return ReplayWords::tr("%1 → %2").arg(from, replayTargetName(spec.target));
}

QString replayState(const ReplayProgress &replay)
{
    switch (replay.state) {
    case ReplayState::Running:
        return ReplayWords::tr("running");
    case ReplayState::Waiting:
        return ReplayWords::tr("waits: %1").arg(replay.text);
    case ReplayState::Paused:
        return ReplayWords::tr("paused");
    case ReplayState::Finished:
        return ReplayWords::tr("finished");
    case ReplayState::Cancelled:
        return ReplayWords::tr("cancelled");
    case ReplayState::Failed:
        return ReplayWords::tr("failed");
    }
    return {};
}

QString replayCounts(const ReplayProgress &replay)
{
    // The total is an estimate: where there was more, it was more.
    QStringList parts{ReplayWords::tr("%1 of %2")
                          .arg(theme::formatCount(replay.sent), replayMessages(qMax(replay.total, replay.looked)))};
    const std::pair<quint64, QString> others[] = {{replay.skipped, ReplayWords::tr("%1 skipped")},
                                                  {replay.unroutable, ReplayWords::tr("%1 unroutable")},
                                                  {replay.failed, ReplayWords::tr("%1 failed")}};
    for (const auto &[count, text] : others) {
        if (count > 0)
            parts << text.arg(theme::formatCount(count));
    }
    return parts.join(u", "_s);
}

QString replayPace(const ReplaySpec &spec)
{
    if (!spec.speed)
        return ReplayWords::tr("as fast as possible");
    if (*spec.speed == 1)
        return ReplayWords::tr("at the original pace");
    return ReplayWords::tr("%1 times as fast").arg(QLocale().toString(*spec.speed, 'g', 6));
}

int replayPercent(const ReplayProgress &replay)
{
    if (replay.state == ReplayState::Finished)
        return 100;
    if (replay.total == 0)
        return 0;
    return int(qMin<quint64>(99, replay.looked * 100 / replay.total));
}

QString replayOutcome(const ReplayProgress &replay)
{
    const QString title = replayTitle(replay.spec);
    const QString sent = replayMessages(replay.sent);
    switch (replay.state) {
    case ReplayState::Finished:
        return replay.text.isEmpty()
                   ? ReplayWords::tr("Replayed %1: %2.").arg(title, replayCounts(replay))
                   : ReplayWords::tr("Replayed %1: %2. %3.").arg(title, replayCounts(replay), replay.text);
    case ReplayState::Cancelled:
        return ReplayWords::tr("The replay %1 is cancelled; %2 replayed before.").arg(title, sent);
    default:
        return ReplayWords::tr("The replay %1 failed after %2: %3.").arg(title, sent, replay.text);
    }
}

} // namespace ui::models
