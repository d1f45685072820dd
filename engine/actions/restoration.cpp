// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/restoration.h"

#include "core/broker.h"

#include <QLocale>

#include <algorithm>

namespace engine::actions {

using namespace Qt::StringLiterals;
using Place = core::QueueLog::Place;

namespace {

constexpr int mostInTurn = 256;

} // namespace

Restoration::Restoration(core::Broker &broker, Changes changes, ConnectionId by, Done done)
    : m_broker(broker)
    , m_by{by, 0}
    , m_changes(std::move(changes))
    , m_onlyRemoves(std::none_of(m_changes.begin(), m_changes.end(),
                                 [](const Change &change) { return bool(change.taken.message); }))
    , m_done(std::move(done))
    , m_step(broker.agenda())
{
    stepSoon();
}

void Restoration::stepSoon()
{
    m_step.at(m_broker.nowMs() + 1, [this] { step(); });
}

void Restoration::step()
{
    for (int n = 0; n < mostInTurn && !m_isFinishing; ++n) {
        if (m_next == m_changes.size())
            return finish();
        const Outcome outcome = restore(m_changes[m_next]);
        if (outcome == Outcome::Pending)
            return;
        ++m_next;
        ++(outcome == Outcome::Back ? m_back : m_lost);
    }
    if (!m_isFinishing)
        stepSoon();
}

Restoration::Outcome Restoration::restore(const Change &change)
{
    if (!areCopiesThere(change))
        return Outcome::Lost;
    if (change.taken.message) {
        core::Queue *queue = m_broker.queue(change.queue);
        m_isQueueGone = m_isQueueGone || !queue;
        const Place place = queue ? queue->placeOf(change.taken.offset) : Place::None;
        if (place != Place::Free)
            return place == Place::None ? Outcome::Lost : await(*queue, place);
    }
    // Back to its queue it moves; what was copied only goes.
    const LifecycleStep step = change.taken.message ? LifecycleStep::Moved : LifecycleStep::Dropped;
    core::Queue::Taken taken = change.taken;
    for (const MessageRef &copy : change.copies) {
        const auto arrived = m_broker.queue(copy.queue)->take(copy.offset, step, m_by);
        taken.redelivered = taken.redelivered || (arrived && arrived->redelivered);
    }
    if (!taken.message)
        return Outcome::Back;
    const bool isBack = m_broker.queue(change.queue)->putBack(taken);
    Q_ASSERT(isBack);
    return isBack ? Outcome::Back : Outcome::Lost;
}

bool Restoration::areCopiesThere(const Change &change) const
{
    return std::all_of(change.copies.begin(), change.copies.end(), [this](const MessageRef &copy) {
        const core::Queue *queue = m_broker.queue(copy.queue);
        return queue && queue->isReady(copy.offset);
    });
}

/// What was read may leave memory again before the next turn: it goes on at once.
Restoration::Outcome Restoration::await(core::Queue &queue, Place place)
{
    if (place == Place::PagedOut)
        queue.whenLoaded(m_whileAlive([this, id = queue.id()] {
            if (m_broker.queue(id))
                step();
            else
                stepSoon();
        }));
    else
        m_broker.whenCommitted(m_whileAlive([this](bool) { stepSoon(); }));
    return Outcome::Pending;
}

void Restoration::finish()
{
    m_isFinishing = true;
    m_changes = {};
    m_broker.whenCommitted(m_whileAlive([this](bool ok) {
        const Done done = std::exchange(m_done, nullptr);
        if (ok)
            done(result());
        else
            done(Error{BrokerError::StorageFailed, m_onlyRemoves
                                                       ? u"the messages are removed, but that could not be stored"_s
                                                       : u"the messages are back, but could not be stored"_s});
    }));
}

Result<void> Restoration::result() const
{
    if (m_lost == 0)
        return {};
    if (m_back == 0 && m_isQueueGone)
        return Error{BrokerError::NotFound, u"the queue was deleted meanwhile"_s};
    return Error{BrokerError::PreconditionFailed, lossText()};
}

QString Restoration::lossText() const
{
    const QLocale english(QLocale::English);
    const QString which = u"%1 of %2"_s.arg(english.toString(m_lost), english.toString(m_lost + m_back));
    if (m_onlyRemoves) {
        const QString rest = m_back == 0 ? QString() : u"; the others are removed"_s;
        return u"%1 can not be taken back: consumers have them, or they have left already%2"_s.arg(which, rest);
    }
    const QString rest = m_back == 0 ? QString() : u"; the others are back"_s;
    return u"%1 can not be brought back: somebody has taken them from their new place%2"_s.arg(which, rest);
}

} // namespace engine::actions
