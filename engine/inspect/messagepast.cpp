// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/messagepast.h"

#include <engine/replay.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace engine::inspect {

namespace {

QString textOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? QString::fromUtf8(value->toText().value_or(QByteArray())) : QString();
}

std::optional<qint64> numberOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value ? value->toInteger() : std::nullopt;
}

qint64 timeOf(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    const auto *time = value ? std::get_if<FieldTimestamp>(&value->value) : nullptr;
    return time ? qint64(time->seconds) * 1000 : 0;
}

StepCause causeNamed(const QString &reason)
{
    static const std::pair<QLatin1StringView, StepCause> reasons[] = {
        {QLatin1StringView("rejected"), StepCause::Rejected},
        {QLatin1StringView("expired"), StepCause::Expired},
        {QLatin1StringView("maxlen"), StepCause::MaxLength},
        {QLatin1StringView("delivery_limit"), StepCause::DeliveryLimit},
    };
    for (const auto &[name, cause] : reasons) {
        if (reason == name)
            return cause;
    }
    return StepCause::None;
}

JourneyStep toldBy(const MessageDetails &details, LifecycleStep what, qint64 atMs)
{
    JourneyStep step;
    step.known = JourneyStep::Known::FromMessage;
    step.step = what;
    step.atMs = atMs;
    step.message = details.summary.id;
    step.virtualHost = details.virtualHost;
    return step;
}

/// The entries of x-death, oldest first.
QList<FieldTable> deathTablesOf(const FieldTable &headers)
{
    QList<FieldTable> deaths;
    const FieldValue *value = headers.find("x-death");
    const auto *array = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    for (const FieldValue &item : array ? array->items : QList<FieldValue>()) {
        if (const auto *entry = std::get_if<FieldTable>(&item.value))
            deaths.prepend(*entry);
    }
    return deaths;
}

QString firstKeyOf(const FieldTable &death)
{
    const FieldValue *value = death.find("routing-keys");
    const auto *keys = value ? std::get_if<FieldArray>(&value->value) : nullptr;
    return keys && !keys->items.isEmpty() ? QString::fromUtf8(keys->items.first().toText().value_or(QByteArray()))
                                          : QString();
}

void appendDeaths(QList<JourneyStep> &past, const MessageDetails &details, const QList<JourneyStep> &recorded)
{
    for (const FieldTable &death : deathTablesOf(details.properties.headers)) {
        JourneyStep step = toldBy(details, LifecycleStep::DeadLettered, timeOf(death, "time"));
        step.queue = textOf(death, "queue");
        step.cause = causeNamed(textOf(death, "reason"));
        const auto seen = std::count_if(recorded.begin(), recorded.end(), [&](const JourneyStep &known) {
            return known.step == LifecycleStep::DeadLettered && known.queue == step.queue && known.cause == step.cause;
        });
        const qint64 times = numberOf(death, "count").value_or(1);
        if (times <= seen)
            continue;
        step.count = quint32(std::min<qint64>(times - seen, std::numeric_limits<qint32>::max()));
        if (seen > 0)
            step.atMs = 0; // the header has the time of the last one only, and that was seen
        past.append(step);
    }
}

/// Where there are deaths, the oldest tells what it was published with at first.
void appendPublication(QList<JourneyStep> &past, const MessageDetails &details)
{
    const QList<FieldTable> deaths = deathTablesOf(details.properties.headers);
    JourneyStep step = toldBy(details, LifecycleStep::Published, 0);
    if (deaths.isEmpty()) {
        step.atMs = details.summary.publishedAt.isValid() ? details.summary.publishedAt.toMSecsSinceEpoch() : 0;
        step.exchange = details.summary.exchange;
        step.routingKey = details.summary.routingKey;
    } else {
        step.exchange = textOf(deaths.first(), "exchange");
        step.routingKey = firstKeyOf(deaths.first());
    }
    past.append(step);
}

void appendReplay(QList<JourneyStep> &past, const MessageDetails &details)
{
    const FieldTable &headers = details.properties.headers;
    const auto at = numberOf(headers, replayedAtHeader);
    if (!at)
        return;
    JourneyStep step = toldBy(details, LifecycleStep::Replayed, *at);
    step.queue = textOf(headers, replayedFromQueueHeader);
    step.topic = textOf(headers, replayedFromTopicHeader);
    step.partition = quint32(numberOf(headers, replayedFromPartitionHeader).value_or(0));
    step.offset = quint64(numberOf(headers, replayedFromOffsetHeader).value_or(0));
    past.append(step);
}

} // namespace

QList<JourneyStep> pastOf(const MessageDetails &details, const QList<JourneyStep> &recorded)
{
    const auto has = [&recorded](LifecycleStep step) {
        return std::any_of(recorded.begin(), recorded.end(),
                           [step](const JourneyStep &known) { return known.step == step; });
    };
    QList<JourneyStep> past;
    if (!has(LifecycleStep::Published))
        appendPublication(past, details);
    appendDeaths(past, details, recorded);
    if (!has(LifecycleStep::Replayed))
        appendReplay(past, details);
    // What has no time stays behind what was before it.
    qint64 last = 0;
    std::vector<std::pair<qint64, JourneyStep>> timed;
    for (const JourneyStep &step : std::as_const(past)) {
        last = step.atMs > 0 ? step.atMs : last;
        timed.emplace_back(last, step);
    }
    std::stable_sort(timed.begin(), timed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    past.clear();
    for (const auto &[time, step] : timed)
        past.append(step);
    return past;
}

} // namespace engine::inspect
