// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/foundmodel.h"

#include <QHash>

#include <algorithm>

namespace ui::models {

using engine::MessageStanding;
using engine::MessageSummary;

namespace {

/// False: it stands as it did.
bool changeTo(const MessageStanding &standing, MessageSummary &message)
{
    const MessageSummary before = message;
    const bool isDelayedStill =
        message.state == engine::MessageState::Delayed && standing.state == engine::MessageState::Delayed;
    message.state = standing.state;
    message.redelivered = standing.redelivered;
    // Of a waiting room the message itself says when it is due.
    if (standing.readyAt.isValid() || !isDelayedStill)
        message.readyAt = standing.readyAt;
    if (standing.state != engine::MessageState::Unacked) {
        message.holder.clear();
        message.unackedSince = {};
    }
    return !(message == before);
}

} // namespace

void FoundModel::reset(const MessageLook &look, const engine::ScanRequest &request)
{
    beginResetModel();
    m_look = look;
    m_look.hasPlaces = false;
    m_isByTime = request.logs.size() > 1;
    m_isNewestFirst = request.order == engine::ScanRequest::Order::NewestFirst;
    m_limit = request.limit;
    m_rows.clear();
    m_doubtful.clear();
    endResetModel();
}

FoundModel::Key FoundModel::keyOf(const MessageSummary &message) const
{
    return {m_isByTime ? message.publishedAt.toMSecsSinceEpoch() : 0, message.ref.queue.v, message.ref.offset};
}

size_t FoundModel::lowerBound(const Key &key) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), key,
                                        [this](const MessageSummary &row, const Key &k) { return keyOf(row) < k; });
    return size_t(found - m_rows.begin());
}

/// What comes between the same two rows goes in together.
void FoundModel::add(const QList<MessageSummary> &found)
{
    std::vector<MessageSummary> sorted(found.begin(), found.end());
    const auto before = [this](const MessageSummary &a, const MessageSummary &b) { return keyOf(a) < keyOf(b); };
    std::sort(sorted.begin(), sorted.end(), before);
    for (const MessageSummary &message : found)
        m_doubtful.remove(message.ref);
    for (auto first = sorted.begin(); first != sorted.end();) {
        const size_t at = lowerBound(keyOf(*first));
        if (at < m_rows.size() && m_rows[at].ref == first->ref) {
            if (!(m_rows[at] == *first)) {
                m_rows[at] = *first;
                Q_EMIT dataChanged(index(int(at), 0), index(int(at), ColumnCount - 1));
            }
            ++first;
            continue;
        }
        auto last = first + 1;
        while (last != sorted.end() && last->ref != (last - 1)->ref &&
               (at == m_rows.size() || before(*last, m_rows[at])))
            ++last;
        insert(first, last, at);
        first = last;
    }
    trim();
}

void FoundModel::insert(std::vector<MessageSummary>::iterator first, std::vector<MessageSummary>::iterator last,
                        size_t at)
{
    beginInsertRows({}, int(at), int(at) + int(last - first) - 1);
    m_rows.insert(m_rows.begin() + qptrdiff(at), std::make_move_iterator(first), std::make_move_iterator(last));
    endInsertRows();
}

void FoundModel::removeBetween(size_t first, size_t end)
{
    if (first == end)
        return;
    beginRemoveRows({}, int(first), int(end) - 1);
    for (size_t row = first; row < end; ++row)
        m_doubtful.remove(m_rows[row].ref);
    m_rows.erase(m_rows.begin() + qptrdiff(first), m_rows.begin() + qptrdiff(end));
    endRemoveRows();
}

/// From the end that was asked for last; what is in doubt there goes along.
void FoundModel::trim()
{
    const size_t sure = m_rows.size() - size_t(m_doubtful.size());
    if (sure <= m_limit)
        return;
    size_t surplus = sure - m_limit;
    size_t first = m_isNewestFirst ? 0 : m_rows.size();
    size_t end = first;
    while (surplus > 0) {
        const size_t row = m_isNewestFirst ? end++ : --first;
        surplus -= isInDoubt(row) ? 0 : 1;
    }
    removeBetween(first, end);
}

void FoundModel::doubtAll()
{
    m_doubtful.reserve(qsizetype(m_rows.size()));
    for (const MessageSummary &row : m_rows)
        m_doubtful.insert(row.ref);
}

/// What is in doubt behind all that was found again may well be there: the search has not come as far.
void FoundModel::keepOut()
{
    size_t first = 0;
    size_t end = m_rows.size();
    if (m_isNewestFirst) {
        end = 0;
        while (end < m_rows.size() && isInDoubt(end))
            ++end;
    } else {
        first = end;
        while (first > 0 && isInDoubt(first - 1))
            --first;
    }
    removeBetween(first, end);
}

QList<engine::MessageRef> FoundModel::endDoubt(bool isLimited)
{
    if (m_doubtful.isEmpty())
        return {};
    if (isLimited)
        keepOut();
    QList<engine::MessageRef> left;
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (!isInDoubt(row) || m_rows[row].state == engine::MessageState::Gone)
            continue;
        m_rows[row].state = engine::MessageState::Gone;
        left << m_rows[row].ref;
    }
    if (!left.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    removeGone();
    return left;
}

bool FoundModel::stand(const QList<MessageStanding> &standings)
{
    QHash<engine::MessageRef, const MessageStanding *> byRef;
    byRef.reserve(standings.size());
    for (const MessageStanding &standing : standings)
        byRef.insert(standing.ref, &standing);
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const MessageStanding *standing = byRef.value(m_rows[size_t(row)].ref);
        if (!standing || !changeTo(*standing, m_rows[size_t(row)]))
            continue;
        first = first < 0 ? row : first;
        last = row;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    return removeGone();
}

/// From the end, so that less has to move. False: there are more of them than are taken out at once.
bool FoundModel::removeGone()
{
    const auto isGone = [this](size_t row) { return m_rows[row].state == engine::MessageState::Gone; };
    int runs = 0;
    for (size_t end = m_rows.size(); end > 0;) {
        size_t first = end;
        while (first > 0 && isGone(first - 1))
            --first;
        if (first == end) {
            --end;
            continue;
        }
        if (++runs > mostRuns)
            return false;
        removeBetween(first, end);
        end = first;
    }
    return true;
}

const MessageSummary &FoundModel::summaryAt(int row) const
{
    static const MessageSummary none;
    return row >= 0 && row < rowCount() ? m_rows[size_t(row)] : none;
}

int FoundModel::rowOf(engine::MessageRef ref) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [ref](const MessageSummary &row) { return row.ref == ref; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QList<engine::MessageRef> FoundModel::refs(int first, int count) const
{
    QList<engine::MessageRef> refs;
    const int end = qMin(rowCount(), first + count);
    for (int row = qMax(0, first); row < end; ++row)
        refs << m_rows[size_t(row)].ref;
    return refs;
}

int FoundModel::rowAt(qint64 timeMs) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [timeMs](const MessageSummary &row) {
        return row.publishedAt.toMSecsSinceEpoch() >= timeMs;
    });
    return int(found - m_rows.begin());
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return messageData(&m_rows[size_t(index.row())], m_look, index.row(), index.column(), role);
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return messageHeader(m_look, section, role);
}

} // namespace ui::models
