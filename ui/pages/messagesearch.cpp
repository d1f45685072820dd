// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/messagesearch.h"

#include "ui/async/whendone.h"
#include "ui/feed/livequery.h"
#include "ui/theme/format.h"

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageRef;
using engine::ScanBatch;
using engine::ScanRequest;
using theme::formatCount;

namespace {

using Standings = QList<engine::MessageStanding>;

constexpr quint32 mostFound = 100'000;

} // namespace

/// The language of the live feed, without the words that a message at rest has no answer to.
MessageQuery parseMessageQuery(const QString &text)
{
    const feed::LiveQuery query = feed::parseLiveQuery(text, feed::QueryUse::Messages);
    return {query.messageFilter(), query.problem};
}

MessageSearch::MessageSearch(engine::BrokerSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_found(new models::FoundModel(this))
{
    followRows();
}

/// The place that look() has come to moves with the rows.
void MessageSearch::followRows()
{
    connect(m_found, &QAbstractItemModel::modelReset, this, [this] { m_toLook = m_nextLook = 0; });
    connect(m_found, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (first < m_nextLook)
            m_nextLook += last - first + 1;
    });
    connect(m_found, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_nextLook -= qBound(0, m_nextLook - first, last - first + 1);
    });
}

void MessageSearch::start(const ScanRequest &request, const models::MessageLook &look,
                          const QList<engine::MessageSummary> &loaded)
{
    m_request = request;
    m_look = look;
    m_found->reset(look, request);
    m_found->add(loaded);
    scan();
}

void MessageSearch::scan()
{
    m_last = {};
    m_state = State::Searching;
    m_scan = m_session.scan(this, m_request, [this](const ScanBatch &batch) { take(batch); });
    Q_EMIT changed();
}

void MessageSearch::pause()
{
    m_scan.reset();
}

void MessageSearch::resume()
{
    if (m_scan)
        lookAgain();
    else
        again();
}

void MessageSearch::again()
{
    lookAgain();
    if (isActive() && m_state != State::Stopped)
        scanAgain();
}

void MessageSearch::scanAgain()
{
    m_found->doubtAll();
    scan();
}

void MessageSearch::take(const ScanBatch &batch)
{
    m_last = batch;
    m_last.found.clear();
    if (batch.isComplete)
        m_state = State::Complete;
    m_found->add(batch.found);
    // On its way here it may have left: what says so may have been faster.
    if (!batch.found.isEmpty())
        lookAgain();
    if (batch.isComplete)
        takeEnd(batch);
    Q_EMIT changed();
}

/// What could not be read is not found again either, and may be there.
void MessageSearch::takeEnd(const ScanBatch &batch)
{
    if (batch.unreadable > 0)
        return;
    const QList<MessageRef> gone = m_found->endDoubt(batch.isLimited);
    if (gone.isEmpty())
        return;
    lookAgain(); // which takes out the rest of them
    Q_EMIT left(gone);
}

void MessageSearch::look(const QList<MessageRef> &seen)
{
    if (!isActive() || m_isLooking || m_toLook <= 0)
        return;
    if (m_nextLook >= m_found->rowCount())
        m_nextLook = 0;
    QList<MessageRef> due = m_found->refs(m_nextLook, qMin(m_toLook, mostLooked));
    if (due.isEmpty()) {
        m_toLook = 0;
        return;
    }
    m_toLook -= int(due.size());
    m_nextLook += int(due.size());
    m_isLooking = true;
    async::whenDone(m_session.standings(seen + due), this, [this](const engine::Result<Standings> &standings) {
        m_isLooking = false;
        if (standings && isActive())
            take(*standings);
    });
}

void MessageSearch::take(const Standings &standings)
{
    const int before = m_found->rowCount();
    QList<MessageRef> gone;
    for (const engine::MessageStanding &standing : standings) {
        if (standing.state == engine::MessageState::Gone)
            gone << standing.ref;
    }
    if (!m_found->stand(standings))
        m_toLook = qMax(m_toLook, 1); // the rest of them with the next look
    if (!gone.isEmpty())
        Q_EMIT left(gone);
    if (m_found->rowCount() != before)
        Q_EMIT changed();
}

void MessageSearch::stop()
{
    if (!isSearching())
        return;
    m_scan.reset();
    m_state = State::Stopped;
    Q_EMIT changed();
}

void MessageSearch::searchOn()
{
    ScanRequest more = m_request;
    more.limit = qMin(mostFound, more.limit * 10);
    start(more, m_look, {});
}

void MessageSearch::end()
{
    if (!isActive())
        return;
    m_scan.reset();
    m_state = State::None;
    m_found->reset(m_look, m_request);
    Q_EMIT changed();
}

bool MessageSearch::canSearchOn() const
{
    return m_state == State::Complete && m_last.isLimited && m_request.limit < mostFound;
}

double MessageSearch::progress() const
{
    return m_last.total ? qMin(1.0, double(m_last.examined) / double(m_last.total)) : 0;
}

QString MessageSearch::status(quint64 found) const
{
    const bool isNewestFirst = m_request.order == ScanRequest::Order::NewestFirst;
    const QString count = formatCount(found);
    QString text;
    if (m_state == State::Complete && m_last.isLimited)
        text = isNewestFirst ? tr("the newest %1").arg(count) : tr("the first %1").arg(count);
    else if (m_state == State::Complete && m_request.filter == engine::MessageFilter())
        text = tr("all %1 messages").arg(count);
    else if (m_state == State::Complete)
        text = tr("%1 found in %2 messages").arg(count, formatCount(m_last.total));
    else
        text = tr("%1 found in %2 of %3 messages").arg(count, formatCount(m_last.examined), formatCount(m_last.total));
    if (m_state == State::Stopped)
        text += tr(" · stopped");
    if (m_last.unreadable)
        text += tr(" · %1 not readable").arg(formatCount(m_last.unreadable));
    if (m_last.leftOut)
        text += tr(" · %1 new ones not looked at").arg(formatCount(m_last.leftOut));
    return text;
}

} // namespace ui::pages
