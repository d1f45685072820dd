// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/replay.h"

#include "core/broker.h"

#include <QLocale>

namespace engine::replay {

using namespace Qt::StringLiterals;

namespace {

// What one replay does in a turn of the engine's thread, a few milliseconds at most.
constexpr int mostPublished = 256;
constexpr int mostLooked = 2048;
constexpr quint64 mostBytes = 1024 * 1024;

constexpr qint64 refusedRetryMs = 200; // a full queue does not say when it has room
constexpr qint64 storeRetryMs = 1000;

QString counted(quint64 count, QStringView one, QStringView many)
{
    return QLocale(QLocale::English).toString(count) % u' ' % (count == 1 ? one : many);
}

} // namespace

struct Replay::Turn
{
    int looked = 0, published = 0;
    quint64 bytes = 0;
    bool isOver() const { return looked >= mostLooked || published >= mostPublished || bytes >= mostBytes; }
};

Replay::Replay(core::Broker &broker, ReplayId id, const ReplaySpec &spec, const MakeReader &makeReader,
               const Publishing &publishing)
    : m_broker(broker)
    , m_matcher(spec.filter)
    , m_pace(spec.speed)
    , m_step(broker.agenda())
    , m_publisher(std::make_unique<Publisher>(publishing.destination, publishing.ref, publishing.readerOf,
                                              [this](quint64 stored, quint64 failed) { answered(stored, failed); }))
    , m_reader(makeReader([this] { stepSoon(); }))
{
    m_progress.id = id;
    m_progress.spec = spec;
    m_progress.total = m_reader->total();
    m_progress.startedMs = m_broker.nowMs();
    stepSoon();
}

// ---- commands

void Replay::pause()
{
    if (m_progress.state == State::Paused)
        return;
    m_pace.stop(m_broker.nowMs());
    m_step.cancel();
    m_progress.state = State::Paused;
    m_progress.nextMs = 0;
    m_progress.text.clear();
}

void Replay::resume()
{
    if (m_progress.state != State::Paused)
        return;
    go();
    stepSoon();
}

void Replay::cancel()
{
    end(State::Cancelled, {});
}

void Replay::abandon(const QString &why)
{
    if (!isOver())
        end(State::Failed, why);
    m_publisher.reset();
    m_reader.reset();
    m_step.cancel();
}

// ---- working

/// From the agenda: the millisecond lets others have their turn.
void Replay::stepSoon()
{
    if (m_progress.state != State::Paused)
        m_step.at(m_broker.nowMs() + 1, [this] { step(); });
}

void Replay::step()
{
    if (!isOver())
        work();
    if (!isOver())
        return;
    m_reader.reset();
    if (m_publisher && m_publisher->onTheWay() == 0)
        m_publisher.reset();
}

void Replay::work()
{
    if (m_isAtEnd)
        return finish();
    if (const Result<void> target = m_publisher->destination().check(); !target)
        return end(State::Failed, target.error().detail);
    if (!mayPublish())
        return;
    for (Turn turn; !turn.isOver();) {
        if (m_publisher->isFull())
            return; // it answers
        const Reader::State state = m_reader->look();
        noteUnreadable();
        if (state == Reader::State::Pending)
            return; // it rings
        if (state == Reader::State::Gone) {
            const QString kind = m_reader->partitions() > 0 ? u"topic"_s : u"queue"_s;
            return end(State::Failed, u"the %1 '%2' was deleted"_s.arg(kind, QString::fromUtf8(m_reader->name())));
        }
        if (state == Reader::State::End) {
            m_isAtEnd = true;
            return finish();
        }
        if (!handle(m_reader->item(), turn))
            return;
    }
    stepSoon();
}

/// The same reasons for which a connection that publishes is not read.
bool Replay::mayPublish()
{
    if (m_broker.isCongested()) {
        const QByteArray alarm = m_broker.alarmReason();
        waitFor(alarm.isEmpty() ? u"the store is behind"_s : u"the broker is %1"_s.arg(QString::fromLatin1(alarm)), 0);
        return false;
    }
    if (const std::optional<Error> &error = m_broker.storeError()) {
        waitFor(u"the store fails: %1"_s.arg(error->detail), storeRetryMs);
        return false;
    }
    if (m_progress.state == State::Waiting && !m_wasRefused)
        go();
    return true;
}

/// False: the turn ends here, this message comes again.
bool Replay::handle(const Item &item, Turn &turn)
{
    ++turn.looked;
    if (!isInTime(item)) {
        m_reader->take();
        return true;
    }
    if (!m_headers) {
        const core::PropertyEditor *editor = m_broker.propertyEditor();
        FieldTable headers = editor ? editor->headers(*item.message) : FieldTable();
        if (!m_matcher.matches(*item.message, headers)) {
            ++m_progress.skipped;
            noteLooked(item);
            return true;
        }
        m_headers = std::move(headers);
    }
    const qint64 nowMs = m_broker.nowMs();
    const qint64 dueMs = m_pace.dueMs(item.timeMs, nowMs);
    m_progress.nextMs = m_progress.spec.speed ? dueMs : 0;
    if (dueMs > nowMs) {
        m_step.at(dueMs, [this] { step(); });
        return false;
    }
    return publish(item, turn);
}

bool Replay::isInTime(const Item &item) const
{
    const ReplayRange &range = m_progress.spec.range;
    return (!range.fromMs || item.timeMs >= *range.fromMs) && (!range.beforeMs || item.timeMs < *range.beforeMs);
}

bool Replay::publish(const Item &item, Turn &turn)
{
    const quint64 bytes = item.message->footprint();
    switch (m_publisher->publish(item, *m_headers, *m_reader)) {
    case Publisher::Outcome::Refused:
        m_wasRefused = true;
        waitFor(u"the target is full"_s, refusedRetryMs);
        return false;
    case Publisher::Outcome::OnTheWay:
        break;
    case Publisher::Outcome::Unroutable:
        ++m_progress.unroutable;
        break;
    case Publisher::Outcome::PartlyThere:
        ++m_partly;
        ++m_progress.failed;
        break;
    case Publisher::Outcome::Keyless:
        ++m_keyless;
        ++m_progress.failed;
        break;
    case Publisher::Outcome::TooLarge:
        ++m_tooLarge;
        ++m_progress.failed;
        break;
    case Publisher::Outcome::Damaged:
        ++m_unreadable;
        ++m_progress.failed;
        break;
    }
    if (m_progress.state == State::Waiting)
        go();
    ++turn.published;
    turn.bytes += bytes;
    noteLooked(item);
    return true;
}

/// It is done with; `item` is not good any more.
void Replay::noteLooked(const Item &item)
{
    m_progress.partition = item.partition;
    m_progress.offset = item.offset;
    ++m_progress.looked;
    m_headers.reset();
    m_reader->take();
}

void Replay::noteUnreadable()
{
    const quint64 count = m_reader->takeUnreadable();
    m_unreadable += count;
    m_progress.failed += count;
    m_progress.looked += count;
}

void Replay::answered(quint64 stored, quint64 failed)
{
    m_progress.sent += stored;
    m_progress.failed += failed;
    m_notStored += failed;
    stepSoon();
}

// ---- waiting and ending

/// retryMs 0: the broker says when. While it waits no time passes for its pace.
void Replay::waitFor(const QString &what, qint64 retryMs)
{
    m_pace.stop(m_broker.nowMs());
    m_progress.state = State::Waiting;
    m_progress.text = what;
    m_progress.nextMs = 0;
    if (retryMs > 0) {
        m_step.at(m_broker.nowMs() + retryMs, [this] { step(); });
        return;
    }
    if (std::exchange(m_awaitsRoom, true))
        return;
    m_broker.whenCaughtUp(m_whileAlive([this] {
        m_awaitsRoom = false;
        stepSoon();
    }));
}

void Replay::go()
{
    m_pace.go(m_broker.nowMs());
    m_wasRefused = false;
    m_progress.state = State::Running;
    m_progress.text.clear();
}

void Replay::end(State state, const QString &text)
{
    m_progress.state = state;
    m_progress.text = text;
    m_progress.nextMs = 0;
    m_progress.endedMs = m_broker.nowMs();
    stepSoon(); // lets go of what it holds, but not from within a call of it
}

/// Once the last message is stored.
void Replay::finish()
{
    if (m_publisher->onTheWay() == 0)
        end(State::Finished, summary());
}

QString Replay::summary() const
{
    QStringList parts;
    if (m_unreadable > 0)
        parts << counted(m_unreadable, u"message could not be read", u"messages could not be read");
    if (m_notStored > 0)
        parts << counted(m_notStored, u"message could not be stored", u"messages could not be stored");
    if (m_partly > 0) {
        parts << counted(m_partly, u"message did not reach a full queue", u"messages did not reach a full queue");
    }
    if (m_keyless > 0)
        parts << counted(m_keyless, u"message has no key, which the topic needs",
                         u"messages have no key, which the topic needs");
    if (m_tooLarge > 0)
        parts << counted(m_tooLarge, u"message is larger than the topic takes",
                         u"messages are larger than the topic takes");
    if (const quint64 missed = m_reader->missed(); missed > 0)
        parts << counted(missed, u"message was deleted before its turn", u"messages were deleted before their turn");
    return parts.join(u", ");
}

} // namespace engine::replay
