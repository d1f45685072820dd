// SPDX-License-Identifier: GPL-3.0-or-later
// A death history in plain words: what happened, where, how often, when. Thread: any (pure, but for the clock's time zone).
#pragma once

#include <engine/deadletters.h>

#include <QDateTime>
#include <QString>

namespace ui::models {

/// What the words are made from.
struct DeathStory
{
    QList<engine::Death> deaths; ///< the latest first
    qint64 diedMs = 0;           ///< when it died last
    QString rejectedBy;          ///< by whom, then; empty: not known
    QDateTime now;               ///< times of the same day have no date
};

/// One or two words, for a badge or a cell: "rejected", "expired", "over the limit", "returned too often".
QString deathReasonWord(const QString &reason);
/// What the reason means, in a sentence.
QString deathReasonMeaning(const QString &reason);
/// "rejected by billing-svc in orders.eu", "expired in shipping": of many or of one, without times. Either may be empty.
QString deathTitle(const QString &reason, const QString &queue, const QStringList &rejectedBy);
/// The latest death: "Rejected by billing-svc 3 times in orders.eu, last at 12:01:07."
QString lastDeathWords(const DeathStory &story);
/// The whole history, a sentence for each entry, and how it had come there.
QString deathWords(const DeathStory &story);
/// How often it has died, whatever the reason.
quint64 deathCount(const QList<engine::Death> &deaths);
/// "12:01:07", with the date where that is another day than `now`.
QString momentText(qint64 ms, const QDateTime &now);

} // namespace ui::models
