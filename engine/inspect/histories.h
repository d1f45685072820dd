// SPDX-License-Identifier: GPL-3.0-or-later
// Histories: what the broker and its objects did, second by second for an hour, minute by minute for a day; kept whether or not anybody
// watches, since nobody watches when it goes wrong.
//
// What it costs. An object that has never done anything and holds nothing is not kept at all. One that is kept has two ChangeLogs: about
// half a kilobyte, and a byte or two for each figure that differs from the second before, so some 10 bytes a second while it is busy, and
// nothing while it is not. All logs together stay below mostBytes: beyond that the oldest seconds go first, of all objects alike, down
// to ten minutes of them; then the oldest hours of the minutes; then what is left of the seconds. At most mostObjects are kept, more
// are not recorded until others have gone. So it is 42 MiB at the very most, and 7 MiB for a hundred queues that are busy for a day.
// In time: a few comparisons an object and second.
//
// Owner: facade's Watches. Thread: engine.
#pragma once

#include "inspect/changelog.h"

#include <engine/history.h>

#include <QHash>

#include <memory>
#include <span>

namespace engine::inspect {

/// What is recorded of that kind of object, in the order of a Reading.
std::span<const HistoryFigure> figuresOf(HistorySubject::Kind kind);

class Histories
{
public:
    static constexpr qint64 secondsKept = 3600;
    static constexpr qint64 minutesKept = 24 * 60;
    static constexpr size_t mostObjects = 20'000;
    static constexpr size_t mostBytes = 32 * 1024 * 1024;
    static constexpr qint64 unknown = -1; ///< in a Reading

    /// One value for each of figuresOf(): of a rate the events ever counted, of the others how it stands, or unknown.
    using Reading = ChangeLog::Values;

    /// A pass over all objects: begin(), observe() each, end(). Times are milliseconds since 1970; False: this second has been recorded
    /// already. A clock that is set back goes on from where it was.
    bool begin(qint64 nowMs);
    void observe(const HistorySubject &subject, const Reading &reading);
    /// What has not been observed for a minute is gone, and its history with it.
    void end();

    /// Empty where nothing is that young, and of an object that has done nothing yet. It begins with what it did first.
    History read(const HistoryRequest &request) const;

    size_t bytes() const { return m_bytes; }
    qsizetype objects() const { return m_tracks.size(); }
    qint64 keptSeconds() const { return m_keptSeconds; }

private:
    struct Track
    {
        explicit Track(size_t figures)
            : seconds(figures)
            , minutes(figures)
        {}
        ChangeLog seconds, minutes;
        Reading counters{};      ///< as of the last pass
        Reading minute{};        ///< sums and maxima of the minute under way
        qint64 minuteNumber = 0; ///< which that is
        qint64 seen = 0;         ///< the slot of the last pass that it was in
    };
    Track *trackFor(const HistorySubject &subject, const Reading &reading);
    void beginMinute(Track &track, std::span<const HistoryFigure> figures, qint64 number) const;
    void record(Track &track, std::span<const HistoryFigure> figures, const Reading &reading);
    void recordMinute(Track &track, std::span<const HistoryFigure> figures, const Reading &values);
    void forgetGone();
    void shrink();
    void grow();
    void dropOld();
    template <typename Change>
    void change(ChangeLog &log, Change change);

    QHash<HistorySubject, std::shared_ptr<Track>> m_tracks;
    qint64 m_slot = 0;   ///< of the last pass, seconds
    qint64 m_first = 0;  ///< of the first pass; 0: there was none
    qint64 m_shift = 0;  ///< slots are this many ahead of the clock
    qint64 m_missed = 1; ///< seconds since the pass before
    qint64 m_keptSeconds = secondsKept;
    qint64 m_keptMinutes = minutesKept;
    size_t m_bytes = 0;
    bool m_wasFull = false;
};

} // namespace engine::inspect
