// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/action.h"

#include "actions/deaths.h"
#include "core/broker.h"

#include <QLocale>

namespace engine::actions {

using namespace Qt::StringLiterals;

namespace {

// What one action does in a turn of the engine's thread, a few milliseconds at most.
constexpr int mostDone = 256;
constexpr int mostLooked = 2048;
constexpr quint64 mostBytes = 1024 * 1024;

constexpr qint64 storeRetryMs = 1000;
constexpr qint64 deletedLookMs = 500; // whether what is being read was deleted

QString counted(quint64 count, QStringView one, QStringView many)
{
    return QLocale(QLocale::English).toString(count) % u' ' % (count == 1 ? one : many);
}

QString verb(MessageActionSpec::What what)
{
    switch (what) {
    case MessageActionSpec::What::Delete:
        return u"deleted"_s;
    case MessageActionSpec::What::Move:
        return u"moved"_s;
    case MessageActionSpec::What::Copy:
        return u"copied"_s;
    }
    Q_UNREACHABLE();
}

QString sentenceOf(MessageProblem::Reason reason)
{
    switch (reason) {
    case MessageProblem::Reason::Unacked:
        return u"a consumer holds it: it can be moved or deleted once it has come back"_s;
    case MessageProblem::Reason::Delayed:
        return u"it waits until it is due"_s;
    case MessageProblem::Reason::Gone:
        return u"it is not there any more"_s;
    case MessageProblem::Reason::Unreadable:
        return u"it could not be read from the disk"_s;
    default:
        return {};
    }
}

/// For a summary: "3 are held by consumers".
QString summaryOf(MessageProblem::Reason reason, quint64 count)
{
    const QString number = QLocale(QLocale::English).toString(count);
    const QString is = count == 1 ? u"%1 is"_s.arg(number) : u"%1 are"_s.arg(number);
    const QString has = count == 1 ? u"%1 has"_s.arg(number) : u"%1 have"_s.arg(number);
    switch (reason) {
    case MessageProblem::Reason::Unacked:
        return u"%1 held by consumers"_s.arg(is);
    case MessageProblem::Reason::Delayed:
        return u"%1 not due yet"_s.arg(is);
    case MessageProblem::Reason::Gone:
        return u"%1 gone already"_s.arg(is);
    case MessageProblem::Reason::Unreadable:
        return u"%1 could not be read"_s.arg(number);
    case MessageProblem::Reason::Unroutable:
        return u"%1 would reach no queue"_s.arg(number);
    case MessageProblem::Reason::Refused:
        return u"%1 did not fit into a full queue"_s.arg(number);
    case MessageProblem::Reason::NoOrigin:
        return u"%1 of no known origin"_s.arg(is);
    case MessageProblem::Reason::OriginGone:
        return u"%1 no queue to go back to"_s.arg(has);
    case MessageProblem::Reason::Keyless:
        return u"%1 no key, which the topic needs"_s.arg(has);
    case MessageProblem::Reason::NotEdited:
        return u"%1 could not be edited"_s.arg(number);
    }
    Q_UNREACHABLE();
}

QList<QueueId> sourcesOf(const MessageSelection &selection)
{
    QList<QueueId> sources = selection.messages.isEmpty() ? selection.logs : QList<QueueId>();
    for (const MessageRef &ref : selection.messages) {
        if (sources.isEmpty() || (sources.last() != ref.queue && !sources.contains(ref.queue)))
            sources.append(ref.queue);
    }
    return sources;
}

QString namesOf(const core::Broker &broker, const MessageSelection &selection)
{
    const QList<QueueId> sources = sourcesOf(selection);
    if (sources.size() != 1)
        return counted(quint64(sources.size()), u"queue", u"queues");
    const core::Queue *queue = broker.queue(sources.first());
    return queue ? QString::fromUtf8(queue->name()) : u"a queue that was deleted"_s;
}

Source::Wants wantsOf(const MessageActionSpec &spec)
{
    const bool matches = spec.selection.messages.isEmpty() &&
                         (!MessageMatcher(spec.selection.filter).matchesAll() || spec.selection.death);
    const bool isPlaceEnough = spec.what == MessageActionSpec::What::Delete && !spec.isUndoable && !matches;
    return isPlaceEnough ? Source::Wants::Place : Source::Wants::Message;
}

} // namespace

struct Action::Turn
{
    int looked = 0, done = 0;
    quint64 bytes = 0;
    bool isOver() const { return looked >= mostLooked || done >= mostDone || bytes >= mostBytes; }
};

Action::Action(core::Broker &broker, MessageActionId id, const MessageActionSpec &spec, Destination destination,
               ConnectionId by, Keep keep)
    : m_broker(broker)
    , m_by{by, 0}
    , m_keep(std::move(keep))
    , m_matcher(spec.selection.filter)
    , m_editing(spec.edit, broker.propertyEditor())
    , m_from(namesOf(broker, spec.selection))
    , m_destination(std::move(destination))
    , m_step(broker.agenda())
    , m_source(std::make_unique<Source>(broker, spec.selection, spec.what != What::Copy, wantsOf(spec),
                                        [this] { stepSoon(); }))
{
    m_progress.id = id;
    m_progress.spec = spec;
    m_progress.total = m_source->total();
    m_progress.startedMs = m_broker.nowMs();
    stepSoon();
}

void Action::cancel()
{
    if (!m_isFinishing) // then everything is done already
        end(State::Cancelled, leftBehind());
}

// ---- working

/// From the agenda: the millisecond lets others have their turn.
void Action::stepSoon()
{
    m_step.at(m_broker.nowMs() + 1, [this] { step(); });
}

void Action::step()
{
    if (isOver())
        m_source.reset();
    else if (!m_isFinishing)
        work();
}

void Action::work()
{
    if (m_progress.spec.what != What::Delete) {
        if (const Result<void> found = m_destination.find(); !found)
            return end(State::Failed, found.error().detail);
        if (!mayArrive())
            return;
    }
    for (Turn turn; !turn.isOver();) {
        const Source::State state = m_source->look();
        if (state == Source::State::End)
            return finish();
        if (state == Source::State::Pending) {
            m_step.at(m_broker.nowMs() + deletedLookMs, [this] { step(); });
            return; // it rings
        }
        if (!handle(m_source->item(), turn))
            return endBeyondUndo();
        m_source->take();
    }
    stepSoon();
}

/// The message that is next stays as it is, and so do those behind it.
void Action::endBeyondUndo()
{
    --m_progress.looked;
    m_progress.isBeyondUndo = true;
    m_progress.rest = m_source->rest();
    end(State::Failed, u"there is too much to bring it back afterwards"_s);
}

/// The same reasons for which a connection that publishes is not read.
bool Action::mayArrive()
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
    m_progress.state = State::Running;
    m_progress.text.clear();
    return true;
}

/// False: it could not be undone. Nothing has happened to this message, then.
bool Action::handle(const Source::Item &item, Turn &turn)
{
    ++turn.looked;
    ++m_progress.looked;
    if (!item.message) {
        if (!item.problem && m_progress.spec.what == What::Delete)
            return remove(item);
        leave(item.ref, item.problem.value_or(Reason::Gone));
        return true;
    }
    turn.bytes += item.message->footprint();
    const core::PropertyEditor *editor = m_broker.propertyEditor();
    const FieldTable headers = editor ? editor->headers(*item.message) : FieldTable();
    if (!isWanted(*item.message, headers)) {
        ++m_progress.skipped;
        return true;
    }
    if (item.problem) {
        leave(item.ref, *item.problem);
        return true;
    }
    ++turn.done;
    return m_progress.spec.what == What::Delete ? remove(item) : pass(item, headers);
}

bool Action::isWanted(const core::Message &message, const FieldTable &headers) const
{
    const MessageSelection &selection = m_progress.spec.selection;
    if (!selection.messages.isEmpty())
        return true;
    return m_matcher.matches(message.routingKey, message.exchange, message.properties(), message.body(),
                             message.publishedAtMs) &&
           (!selection.death || matches(*selection.death, headers, message.publishedAtMs));
}

bool Action::remove(const Source::Item &item)
{
    Change change{item.ref.queue, {item.ref.offset, item.message}, {}};
    if (!hasRoomFor(change))
        return false;
    core::Queue *queue = m_broker.queue(item.ref.queue);
    auto taken = queue->take(item.ref.offset, LifecycleStep::Dropped, m_by);
    if (!taken) {
        leave(item.ref, Reason::Unacked);
        return true;
    }
    change.taken = *taken;
    change.taken.message = item.message;
    note(std::move(change));
    return true;
}

/// To its destination; out of its queue, too, where it moves.
bool Action::pass(const Source::Item &item, const FieldTable &headers)
{
    core::Queue *queue = m_broker.queue(item.ref.queue);
    const Result<FreshMessage> fresh = m_editing.edited(*item.message, headers);
    if (!fresh) {
        leave(item.ref, Reason::NotEdited, fresh.error().detail);
        return true;
    }
    const bool moves = m_progress.spec.what == What::Move;
    Change change{item.ref.queue, {item.ref.offset, moves ? item.message : core::MessagePtr()}, {}};
    if (!hasRoomFor(change))
        return false;
    const Destination::Route route = m_destination.route(**fresh, headers, queue->virtualHost(), item.ref.offset);
    if (route.queues.empty()) {
        leave(item.ref, route.problem, route.text);
        return true;
    }
    stamp(*fresh);
    if (moves) {
        // Looking for room in a queue may have delivered from it.
        const auto taken = queue->take(item.ref.offset, LifecycleStep::Moved, m_by);
        if (!taken) {
            leave(item.ref, Reason::Unacked);
            return true;
        }
        change.taken = *taken;
        change.taken.message = item.message;
    }
    change.copies = m_destination.arrive(*fresh, route);
    note(std::move(change));
    return true;
}

/// As it arrives: its time to live begins now. A copy is a message of its own.
void Action::stamp(const FreshMessage &fresh) const
{
    fresh->publishedAtMs = m_broker.nowMs();
    if (m_progress.spec.what == What::Copy) {
        fresh->id = m_broker.nextMessageId();
        ++m_broker.counters().published;
    }
}

bool Action::hasRoomFor(const Change &change)
{
    return !m_progress.spec.isUndoable || m_changedBytes + change.bytes() <= UndoLog::budgetBytes;
}

void Action::note(Change &&change)
{
    ++m_progress.done;
    const bool isForGood = !change.taken.message && change.copies.empty(); // copied into a log
    if (!m_progress.spec.isUndoable || isForGood)
        return;
    m_changedBytes += change.bytes();
    m_changes.push_back(std::move(change));
}

void Action::leave(MessageRef ref, Reason reason, const QString &text)
{
    ++m_left[size_t(reason)];
    ++m_progress.left;
    if (m_progress.problems.size() < MessageActionProgress::mostProblems)
        m_progress.problems.append({ref, reason, text.isEmpty() ? sentenceOf(reason) : text});
}

// ---- waiting and ending

/// retryMs 0: the broker says when.
void Action::waitFor(const QString &what, qint64 retryMs)
{
    m_progress.state = State::Waiting;
    m_progress.text = what;
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

/// Once all of it is stored.
void Action::finish()
{
    m_isFinishing = true;
    m_broker.whenCommitted(m_whileAlive([this](bool ok) {
        if (ok)
            end(State::Finished, leftBehind());
        else
            end(State::Failed, u"it is done, but could not be stored yet"_s);
    }));
}

void Action::end(State state, const QString &text)
{
    m_progress.state = state;
    m_progress.text = text;
    m_progress.endedMs = m_broker.nowMs();
    if (!m_changes.empty())
        m_progress.undo = m_keep(std::move(m_changes), what());
    m_changes = {};
    stepSoon(); // lets go of what it reads, but not from within a call of it
}

QString Action::what() const
{
    const QString done =
        counted(m_progress.done, u"message", u"messages") % u' ' % verb(m_progress.spec.what) % u" from "_s % m_from;
    if (m_progress.spec.what == What::Delete)
        return done;
    const QString to = m_progress.spec.target.kind == MessageTarget::Kind::Origin ? u" "_s : u" to "_s;
    return done % to % m_destination.description();
}

QString Action::leftBehind() const
{
    QStringList parts;
    for (size_t i = 0; i < m_left.size(); ++i) {
        if (m_left[i] > 0)
            parts << summaryOf(Reason(i), m_left[i]);
    }
    return parts.join(u", ");
}

} // namespace engine::actions
