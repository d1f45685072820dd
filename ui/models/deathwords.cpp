// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deathwords.h"

#include "ui/theme/format.h"

#include <QCoreApplication>

#include <numeric>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::Death;

namespace {

constexpr qsizetype mostNames = 3;

struct DeadLetterWords
{
    Q_DECLARE_TR_FUNCTIONS(DeadLetters)
};

enum class Reason : quint8 { Rejected, Expired, Length, DeliveryLimit, Other };

Reason reasonOf(const QString &reason)
{
    if (reason == QLatin1StringView(engine::deathByRejection))
        return Reason::Rejected;
    if (reason == QLatin1StringView(engine::deathByExpiry))
        return Reason::Expired;
    if (reason == QLatin1StringView(engine::deathByLength))
        return Reason::Length;
    return reason == QLatin1StringView(engine::deathByDeliveryLimit) ? Reason::DeliveryLimit : Reason::Other;
}

QString placeOf(const QString &queue)
{
    return queue.isEmpty() ? DeadLetterWords::tr("a queue that is not named") : queue;
}

/// " by billing-svc", or nothing.
QString byWhom(const QString &client)
{
    return client.isEmpty() ? QString() : DeadLetterWords::tr(" by %1").arg(client);
}

/// " 3 times", or nothing for once.
QString howOften(quint64 count)
{
    return count > 1 ? DeadLetterWords::tr(" %1 times").arg(theme::formatCount(count)) : QString();
}

/// "rejected by billing-svc 3 times in orders.eu": a sentence of its own for each reason, for translators.
QString whatHappened(const Death &death, const QString &client)
{
    const QString queue = placeOf(death.queue);
    switch (reasonOf(death.reason)) {
    case Reason::Rejected:
        return DeadLetterWords::tr("rejected%1%2 in %3").arg(byWhom(client), howOften(death.count), queue);
    case Reason::Expired:
        return DeadLetterWords::tr("expired%1 in %2").arg(howOften(death.count), queue);
    case Reason::Length:
        return DeadLetterWords::tr("went over the limit of %1%2").arg(queue, howOften(death.count));
    case Reason::DeliveryLimit:
        return DeadLetterWords::tr("returned too often%1%2 in %3").arg(byWhom(client), howOften(death.count), queue);
    case Reason::Other:
        break;
    }
    return DeadLetterWords::tr("died%1 in %2, for the reason “%3”").arg(howOften(death.count), queue, death.reason);
}

/// How long it was allowed to live, where the publisher had said so.
QString lifeTime(const Death &death)
{
    bool isNumber = false;
    const qint64 ms = death.originalExpiration ? death.originalExpiration->toLongLong(&isNumber) : 0;
    if (!death.originalExpiration)
        return {};
    return isNumber ? DeadLetterWords::tr("; it had %1 to live").arg(theme::formatDuration(ms).remove(u".0"_s))
                    : DeadLetterWords::tr("; its expiration was “%1”").arg(*death.originalExpiration);
}

QString sentence(QString words)
{
    if (!words.isEmpty())
        words[0] = words.at(0).toUpper();
    return words + u'.';
}

QString latest(const DeathStory &story)
{
    const Death &death = story.deaths.first();
    const QString what = whatHappened(death, story.rejectedBy);
    if (story.diedMs <= 0)
        return what + lifeTime(death);
    const QString moment = momentText(story.diedMs, story.now);
    return (death.count > 1 ? DeadLetterWords::tr("%1, last at %2") : DeadLetterWords::tr("%1 at %2"))
               .arg(what, moment) +
           lifeTime(death);
}

QString earlier(const Death &death, const QDateTime &now)
{
    const QString what = whatHappened(death, {});
    if (death.firstMs <= 0)
        return what + lifeTime(death);
    const QString moment = momentText(death.firstMs, now);
    return (death.count > 1 ? DeadLetterWords::tr("%1, first at %2") : DeadLetterWords::tr("%1 at %2"))
               .arg(what, moment) +
           lifeTime(death);
}

/// With what it had come to the queue that it died in first.
QString arrival(const Death &first)
{
    if (first.exchange.isEmpty() && first.routingKeys.isEmpty())
        return {};
    const QString keys = first.routingKeys.join(u", "_s);
    if (first.exchange.isEmpty())
        return DeadLetterWords::tr("It had been published straight to %1.").arg(keys.isEmpty() ? first.queue : keys);
    return keys.isEmpty()
               ? DeadLetterWords::tr("It had come through the exchange %1.").arg(first.exchange)
               : DeadLetterWords::tr("It had come through the exchange %1 with the key %2.").arg(first.exchange, keys);
}

} // namespace

QString momentText(qint64 ms, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    return time.toString(time.date() == now.toLocalTime().date() ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString deathReasonWord(const QString &reason)
{
    switch (reasonOf(reason)) {
    case Reason::Rejected:
        return DeadLetterWords::tr("rejected");
    case Reason::Expired:
        return DeadLetterWords::tr("expired");
    case Reason::Length:
        return DeadLetterWords::tr("over the limit");
    case Reason::DeliveryLimit:
        return DeadLetterWords::tr("returned too often");
    case Reason::Other:
        break;
    }
    return reason;
}

QString deathReasonMeaning(const QString &reason)
{
    switch (reasonOf(reason)) {
    case Reason::Rejected:
        return DeadLetterWords::tr("A consumer refused it with basic.reject or basic.nack, and did not want it back.");
    case Reason::Expired:
        return DeadLetterWords::tr(
            "It waited longer than its time to live, or that of its queue, and no consumer took it.");
    case Reason::Length:
        return DeadLetterWords::tr(
            "Its queue had reached its limit (x-max-length, x-max-length-bytes), and a newer message came.");
    case Reason::DeliveryLimit:
        return DeadLetterWords::tr("Consumers gave it back more often than its queue allows (x-delivery-limit).");
    case Reason::Other:
        break;
    }
    return {};
}

QString deathTitle(const QString &reason, const QString &queue, const QStringList &rejectedBy)
{
    QString client = rejectedBy.first(qMin(rejectedBy.size(), mostNames)).join(u", "_s);
    if (rejectedBy.size() > mostNames)
        client += u" …"_s;
    const QString word = reason.isEmpty() ? DeadLetterWords::tr("died") : deathReasonWord(reason);
    const QString what = client.isEmpty() ? word : DeadLetterWords::tr("%1 by %2").arg(word, client);
    return queue.isEmpty() ? what : DeadLetterWords::tr("%1 in %2").arg(what, queue);
}

QString lastDeathWords(const DeathStory &story)
{
    return story.deaths.isEmpty() ? QString() : sentence(latest(story));
}

QString deathWords(const DeathStory &story)
{
    if (story.deaths.isEmpty())
        return {};
    QStringList sentences{sentence(latest(story))};
    for (qsizetype i = 1; i < story.deaths.size(); ++i)
        sentences << sentence(DeadLetterWords::tr("before that, %1").arg(earlier(story.deaths.at(i), story.now)));
    if (const QString came = arrival(story.deaths.last()); !came.isEmpty())
        sentences << came;
    return sentences.join(u' ');
}

quint64 deathCount(const QList<Death> &deaths)
{
    return std::accumulate(deaths.cbegin(), deaths.cend(), quint64(0),
                           [](quint64 sum, const Death &death) { return sum + death.count; });
}

} // namespace ui::models
