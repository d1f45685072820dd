// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/histories.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace engine::inspect {

namespace {

using Figure = HistoryFigure;

constexpr qint64 slotMs = 1000;
constexpr qint64 slotsOfMinute = 60;
constexpr qint64 longestStall = 5; // passes that come later than that say nothing about the time between
constexpr qint64 fewestSeconds = 60;
constexpr qint64 secondsBeforeMinutes = 600; // what is kept of the seconds before minutes have to go
constexpr qint64 fewestMinutes = 60;

constexpr Figure brokerFigures[] = {Figure::Published,   Figure::Delivered,   Figure::Acked,
                                    Figure::Redelivered, Figure::Unroutable,  Figure::Ready,
                                    Figure::Unacked,     Figure::MemoryBytes, Figure::DiskBytes};
constexpr Figure queueFigures[] = {Figure::Published,   Figure::Delivered, Figure::Acked,
                                   Figure::Redelivered, Figure::Ready,     Figure::Unacked,
                                   Figure::MemoryBytes, Figure::BodyBytes, Figure::DiskBytes};
constexpr Figure exchangeFigures[] = {Figure::Published, Figure::Routed, Figure::Unroutable};
constexpr Figure topicFigures[] = {Figure::Published, Figure::Delivered, Figure::Messages, Figure::DiskBytes,
                                   Figure::MemoryBytes};
constexpr Figure groupFigures[] = {Figure::Lag, Figure::LagMs};
constexpr Figure connectionFigures[] = {Figure::Published, Figure::Delivered, Figure::Acked,  Figure::Unroutable,
                                        Figure::BytesIn,   Figure::BytesOut,  Figure::Unacked};

} // namespace

std::span<const HistoryFigure> figuresOf(HistorySubject::Kind kind)
{
    switch (kind) {
    case HistorySubject::Kind::Broker:
        return brokerFigures;
    case HistorySubject::Kind::Queue:
        return queueFigures;
    case HistorySubject::Kind::Exchange:
        return exchangeFigures;
    case HistorySubject::Kind::Topic:
        return topicFigures;
    case HistorySubject::Kind::Group:
        return groupFigures;
    case HistorySubject::Kind::Connection:
        return connectionFigures;
    }
    return {};
}

bool Histories::begin(qint64 nowMs)
{
    qint64 slot = nowMs / slotMs + m_shift;
    if (m_first == 0) {
        m_first = m_slot = slot;
        return true;
    }
    if (slot < m_slot - longestStall) {
        m_shift += m_slot + 1 - slot;
        slot = m_slot + 1;
    }
    if (slot <= m_slot)
        return false;
    m_missed = slot - m_slot;
    m_slot = slot;
    return true;
}

Histories::Track *Histories::trackFor(const HistorySubject &subject, const Reading &reading)
{
    const auto known = m_tracks.constFind(subject);
    if (known != m_tracks.constEnd())
        return known->get();
    const bool mayBeIdle = subject.kind != HistorySubject::Kind::Broker && subject.kind != HistorySubject::Kind::Group;
    if (mayBeIdle && reading == Reading{})
        return nullptr;
    if (size_t(m_tracks.size()) >= mostObjects) {
        m_wasFull = true;
        return nullptr;
    }
    const auto figures = figuresOf(subject.kind);
    auto track = std::make_shared<Track>(figures.size());
    if (m_wasFull) // it may have counted for long, unseen
        track->counters = reading;
    beginMinute(*track, figures, m_slot / slotsOfMinute);
    if (m_slot > m_first) // it rises from nothing
        change(track->seconds, [this](ChangeLog &log) { log.append(m_slot - 1, {}); });
    return m_tracks.insert(subject, std::move(track))->get();
}

void Histories::observe(const HistorySubject &subject, const Reading &reading)
{
    Track *track = trackFor(subject, reading);
    if (!track)
        return;
    record(*track, figuresOf(subject.kind), reading);
    track->seen = m_slot;
}

template <typename Change>
void Histories::change(ChangeLog &log, Change change)
{
    m_bytes -= log.bytes();
    change(log);
    m_bytes += log.bytes();
}

void Histories::record(Track &track, std::span<const HistoryFigure> figures, const Reading &reading)
{
    Reading values = reading;
    for (size_t i = 0; i < figures.size(); ++i) {
        if (!isRate(figures[i]))
            continue;
        // Counters of what is gone leave a sum: it may fall.
        const qint64 events = std::max<qint64>(0, reading[i] - track.counters[i]);
        values[i] = (events + m_missed / 2) / m_missed;
    }
    track.counters = reading;
    recordMinute(track, figures, values);
    // One that is new, or was not looked at in the pass before, begins here.
    const bool goesOn = track.seen == m_slot - m_missed;
    const bool isStall = goesOn && m_missed > 1 && m_missed <= longestStall;
    change(track.seconds, [&](ChangeLog &log) {
        if (goesOn && m_missed > longestStall) {
            Reading asleep;
            asleep.fill(unknown);
            log.append(m_slot - m_missed + 1, asleep);
        }
        log.append(isStall ? m_slot - m_missed + 1 : m_slot, values);
    });
}

void Histories::beginMinute(Track &track, std::span<const HistoryFigure> figures, qint64 number) const
{
    track.minuteNumber = number;
    track.minute.fill(0);
    for (size_t i = 0; i < figures.size(); ++i)
        track.minute[i] = isRate(figures[i]) ? 0 : unknown;
}

void Histories::recordMinute(Track &track, std::span<const HistoryFigure> figures, const Reading &values)
{
    const qint64 now = m_slot / slotsOfMinute;
    if (now != track.minuteNumber) {
        change(track.minutes, [&](ChangeLog &log) {
            log.append(track.minuteNumber, track.minute);
            if (now - track.minuteNumber > 1) {
                Reading asleep;
                asleep.fill(unknown);
                log.append(track.minuteNumber + 1, asleep);
            }
        });
        beginMinute(track, figures, now);
    }
    for (size_t i = 0; i < figures.size(); ++i)
        track.minute[i] = isRate(figures[i]) ? track.minute[i] + values[i] * std::min(m_missed, longestStall)
                                             : std::max(track.minute[i], values[i]);
}

void Histories::end()
{
    if (m_bytes > mostBytes)
        shrink();
    if (m_slot % slotsOfMinute >= m_missed)
        return;
    forgetGone();
    if (m_bytes < mostBytes / 4 * 3)
        grow();
    dropOld();
}

void Histories::forgetGone()
{
    m_tracks.removeIf([this](auto it) {
        const Track &track = *it.value();
        if (m_slot - track.seen < slotsOfMinute)
            return false;
        m_bytes -= track.seconds.bytes() + track.minutes.bytes();
        return true;
    });
}

void Histories::shrink()
{
    while (m_bytes > mostBytes && (m_keptSeconds > fewestSeconds || m_keptMinutes > fewestMinutes)) {
        if (m_keptSeconds > secondsBeforeMinutes || m_keptMinutes <= fewestMinutes)
            m_keptSeconds -= slotsOfMinute;
        else
            m_keptMinutes -= fewestMinutes;
        dropOld();
    }
}

void Histories::grow()
{
    m_keptSeconds = std::min(secondsKept, m_keptSeconds + slotsOfMinute);
    m_keptMinutes = std::min(minutesKept, m_keptMinutes + 1);
}

void Histories::dropOld()
{
    for (const auto &track : std::as_const(m_tracks)) {
        change(track->seconds, [this](ChangeLog &log) { log.dropBefore(m_slot + 1 - m_keptSeconds); });
        change(track->minutes, [this](ChangeLog &log) { log.dropBefore(m_slot / slotsOfMinute - m_keptMinutes); });
    }
}

History Histories::read(const HistoryRequest &request) const
{
    const bool isFine = request.resolution == HistoryResolution::Second;
    const qint64 slots = isFine ? 1 : slotsOfMinute;
    History history;
    history.stepMs = slotMs * slots;
    if (m_first == 0)
        return history;
    // Of the minutes those that are over.
    const qint64 end = isFine ? m_slot + 1 : m_slot / slotsOfMinute;
    const auto known = m_tracks.constFind(request.subject);
    const Track *track = known == m_tracks.constEnd() ? nullptr : known->get();
    const ChangeLog *log = track ? (isFine ? &track->seconds : &track->minutes) : nullptr;
    const qint64 asked = (request.fromMs / slotMs + m_shift) / slots;
    const qint64 oldest = end - (isFine ? m_keptSeconds : m_keptMinutes);
    const qint64 from = std::max({asked, oldest, !log || log->isEmpty() ? end : log->first()});
    if (from >= end)
        return history;
    history.firstMs = (from * slots - m_shift) * slotMs;
    const auto figures = figuresOf(request.subject.kind);
    for (const HistoryFigure figure : figures)
        history.series.append({figure, QList<double>(end - from, 0.0)});
    log->read(from, end, [&](qint64 first, qint64 last, const Reading &values) {
        for (size_t i = 0; i < figures.size(); ++i) {
            const double value = values[i] < 0        ? std::numeric_limits<double>::quiet_NaN()
                                 : isRate(figures[i]) ? double(values[i]) / double(slots)
                                                      : double(values[i]);
            QList<double> &line = history.series[qsizetype(i)].values;
            std::fill(line.begin() + (first - from), line.begin() + (last - from), value);
        }
    });
    return history;
}

} // namespace engine::inspect
