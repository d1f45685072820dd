// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actions.h"

#include "core/broker.h"
#include "core/virtualhost.h"

#include <algorithm>

namespace engine::actions {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &what)
{
    return {BrokerError::InvalidArgument, what};
}

} // namespace

Actions::Actions(core::Broker &broker, ConnectionId by, core::ReaderOf readerOf)
    : m_broker(broker)
    , m_by(by)
    , m_readerOf(readerOf)
    , m_expiry(broker.agenda())
{}

// ---- actions

Result<void> Actions::checkSource(QueueId log, MessageActionSpec::What what) const
{
    core::Queue *queue = m_broker.queue(log);
    if (!queue)
        return Error{BrokerError::NotFound, u"the queue does not exist any more"_s};
    if (what == MessageActionSpec::What::Copy)
        return {};
    if (queue->stream()) {
        return Error{BrokerError::NotAllowed,
                     u"'%1' is a log: its records go by retention, or all at once, but not one by one"_s.arg(
                         QString::fromUtf8(queue->name()))};
    }
    const auto accessed = queue->virtualHost().accessQueue(queue->name(), m_by);
    return accessed ? Result<void>() : accessed.error();
}

Result<void> Actions::check(const MessageActionSpec &spec) const
{
    const MessageSelection &selection = spec.selection;
    if (selection.messages.size() > mostListed)
        return invalid(u"at most %1 messages can be listed; a filter takes any number"_s.arg(mostListed));
    if (selection.messages.isEmpty() && selection.logs.isEmpty())
        return invalid(u"there are no messages to act on"_s);
    QueueId last;
    for (const MessageRef &ref : selection.messages) {
        if (ref.queue == last)
            continue;
        last = ref.queue;
        if (const Result<void> possible = checkSource(ref.queue, spec.what); !possible)
            return possible;
    }
    for (const QueueId log : selection.messages.isEmpty() ? selection.logs : QList<QueueId>()) {
        if (const Result<void> possible = checkSource(log, spec.what); !possible)
            return possible;
    }
    return Editing::check(spec.edit);
}

Result<MessageActionId> Actions::start(const MessageActionSpec &spec)
{
    if (const Result<void> possible = check(spec); !possible)
        return possible.error();
    Destination destination(m_broker, spec.target, m_by, m_readerOf);
    if (spec.what != MessageActionSpec::What::Delete) {
        if (const Result<void> found = destination.find(); !found)
            return found.error();
    }
    const auto running =
        std::count_if(m_actions.begin(), m_actions.end(), [](const auto &action) { return !action->isOver(); });
    if (size_t(running) >= mostUnderWay)
        return Error{BrokerError::ResourceExhausted, u"%1 actions are under way already"_s.arg(mostUnderWay)};
    const MessageActionId id{++m_lastId};
    m_actions.push_front(std::make_unique<Action>(
        m_broker, id, spec, std::move(destination), m_by,
        [this](Changes changes, const QString &what) { return keep(std::move(changes), what); }));
    forgetOld();
    return id;
}

void Actions::forgetOld()
{
    size_t over = 0;
    std::erase_if(m_actions, [&over](const auto &action) { return action->isOver() && ++over > keptOver; });
}

Action *Actions::underWay(MessageActionId id) const
{
    const auto found = std::find_if(m_actions.begin(), m_actions.end(), [id](const auto &action) {
        return action->progress().id == id && !action->isOver();
    });
    return found == m_actions.end() ? nullptr : found->get();
}

Result<void> Actions::cancel(MessageActionId id)
{
    Action *action = underWay(id);
    if (!action)
        return Error{BrokerError::NotFound, u"this action is over"_s};
    action->cancel();
    return {};
}

QList<MessageActionProgress> Actions::list() const
{
    QList<MessageActionProgress> all;
    all.reserve(qsizetype(m_actions.size()));
    for (const auto &action : m_actions)
        all.append(action->progress());
    return all;
}

// ---- putting

void Actions::put(const QList<NewMessage> &messages, const MessageTarget &target, const PutUndo &undo,
                  const PutDone &done)
{
    if (messages.size() > mostPut)
        return done(invalid(u"at most %1 messages can be put at a time"_s.arg(mostPut)));
    if (target.kind == MessageTarget::Kind::Origin)
        return done(invalid(u"new messages came from nowhere"_s));
    Destination destination(m_broker, target, m_by, m_readerOf);
    if (const Result<void> found = destination.find(); !found)
        return done(found.error());
    core::VirtualHost *host = m_broker.virtualHost(target.virtualHost.toUtf8());
    const core::PropertyEditor *editor = m_broker.propertyEditor();
    PutReceipt receipt;
    Changes changes;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Result<FreshMessage> fresh = messageOf(messages[i]);
        if (!fresh) {
            receipt.problems.append({i, MessageProblem::Reason::NotEdited, fresh.error().detail});
            continue;
        }
        const FieldTable headers = editor ? editor->headers(**fresh) : FieldTable();
        const Destination::Route route = destination.route(**fresh, headers, *host, quint64(i));
        if (route.queues.empty()) {
            receipt.problems.append({i, route.problem, route.text});
            continue;
        }
        (*fresh)->id = m_broker.nextMessageId();
        (*fresh)->publishedAtMs = m_broker.nowMs();
        ++m_broker.counters().published;
        m_broker.lifecycle().emit([&] {
            return core::LifecycleEvent{
                LifecycleStep::Published, fresh->data(), host, nullptr, 0, nullptr, ChannelRef{m_by, 0}, 0};
        });
        std::vector<MessageRef> places = destination.arrive(*fresh, route);
        ++receipt.arrived;
        if (undo.isWanted && !places.empty())
            changes.push_back({{}, {}, std::move(places)});
    }
    if (undo.isWanted)
        receipt.undo =
            keepPut(std::move(changes), undo.continued, u"messages put into %1"_s.arg(destination.description()));
    m_broker.whenCommitted([done, receipt](bool ok) {
        if (ok)
            done(receipt);
        else
            done(Error{BrokerError::StorageFailed, u"the messages could not be stored"_s});
    });
}

// ---- undo

UndoToken Actions::keep(Changes changes, const QString &what)
{
    UndoToken token;
    token.what = what;
    const qint64 nowMs = m_broker.nowMs();
    token.v = m_undo.keep(std::move(changes), nowMs);
    if (token.v != 0)
        token.until = QDateTime::fromMSecsSinceEpoch(nowMs + UndoLog::keptMs);
    armExpiry();
    return token;
}

UndoToken Actions::keepPut(Changes changes, quint64 continued, const QString &what)
{
    if (continued == 0)
        return keep(std::move(changes), what);
    UndoToken token;
    token.what = what;
    const qint64 nowMs = m_broker.nowMs();
    if (m_undo.extend(continued, std::move(changes), nowMs)) {
        token.v = continued;
        token.until = QDateTime::fromMSecsSinceEpoch(nowMs + UndoLog::keptMs);
    }
    armExpiry();
    return token;
}

void Actions::undo(quint64 token, Restoration::Done done)
{
    std::optional<Changes> changes = m_undo.take(token, m_broker.nowMs());
    if (!changes)
        return done(Error{BrokerError::NotFound, u"this can not be undone any more"_s});
    std::erase_if(m_restorations, [](const auto &restoration) { return restoration->isOver(); });
    m_restorations.push_back(std::make_unique<Restoration>(m_broker, std::move(*changes), m_by, std::move(done)));
}

void Actions::armExpiry()
{
    const qint64 next = m_undo.nextExpiryMs();
    if (next == 0)
        return m_expiry.cancel();
    m_expiry.at(next, [this] {
        m_undo.dropExpired(m_broker.nowMs());
        armExpiry();
    });
}

} // namespace engine::actions
