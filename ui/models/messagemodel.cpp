// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/messagemodel.h"

#include "ui/async/whendone.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace ui::models {

using engine::MessagePage;
using engine::MessageRef;
using engine::MessageSummary;

namespace {

/// Two questions at a time: one answer may be on its way while the next is read from disk, more only pile up.
constexpr int flightLimit = 2;
/// Rows fetched beyond the visible ones, so that a turn of the wheel finds them there.
constexpr int fetchedBeyond = 100;

qint64 stretchOf(qint64 position)
{
    const qint64 size = MessageModel::stretchSize;
    return position >= 0 ? position / size : -((-position + size - 1) / size);
}

} // namespace

MessageModel::MessageModel(engine::BrokerSession &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{}

void MessageModel::setQueue(engine::QueueId queue, quint64 total)
{
    beginResetModel();
    ++m_generation;
    m_queue = queue;
    m_stretches.clear();
    m_positions.clear();
    m_origin = 0;
    m_total = total;
    m_rows = int(qMin<quint64>(total, std::numeric_limits<int>::max()));
    m_inFlight = 0;
    m_refreshWanted = false;
    m_visibleFirst = 0;
    m_visibleLast = -1;
    m_problem.clear();
    endResetModel();
}

void MessageModel::setVisibleRange(int first, int last)
{
    m_visibleFirst = first;
    m_visibleLast = last;
    fetchMissing();
}

void MessageModel::refresh(quint64 total)
{
    if (!m_queue.isValid())
        return;
    // Rows known to have been added appear at once and are filled as they are fetched; rows that have gone
    // are found by the answer, which knows at which end.
    if (total > m_total)
        setRows(total);
    m_refreshWanted = true;
    fetchMissing();
}

MessageSummary *MessageModel::slot(Position position, bool create)
{
    const qint64 number = stretchOf(position);
    auto it = m_stretches.find(number);
    if (it == m_stretches.end()) {
        if (!create)
            return nullptr;
        it = m_stretches.insert(number, {QList<MessageSummary>(stretchSize), 0});
    }
    it->lastUse = ++m_useCount;
    return &it->messages[position - number * stretchSize];
}

const MessageSummary *MessageModel::slot(Position position) const
{
    const qint64 number = stretchOf(position);
    const auto it = m_stretches.constFind(number);
    if (it == m_stretches.constEnd())
        return nullptr;
    const MessageSummary &message = it->messages.at(position - number * stretchSize);
    return message.ref.queue.isValid() ? &message : nullptr;
}

const MessageSummary &MessageModel::summaryAt(int row) const
{
    static const MessageSummary none;
    const MessageSummary *message = row >= 0 && row < m_rows ? slot(positionOf(row)) : nullptr;
    return message ? *message : none;
}

int MessageModel::rowOf(MessageRef ref) const
{
    const auto it = m_positions.constFind(ref.offset);
    if (ref.queue != m_queue || it == m_positions.constEnd())
        return -1;
    const qint64 row = *it - m_origin;
    return row >= 0 && row < m_rows ? int(row) : -1;
}

bool MessageModel::hasLeft(MessageRef ref) const
{
    if (ref.queue != m_queue || m_rows == 0)
        return true;
    std::optional<quint64> below, above; // the offsets next to it that are known
    for (auto it = m_positions.keyBegin(); it != m_positions.keyEnd(); ++it) {
        const Position row = m_positions.value(*it) - m_origin;
        if (*it == ref.offset || row < 0 || row >= m_rows)
            continue;
        if (*it < ref.offset)
            below = std::max(*it, below.value_or(0));
        else
            above = std::min(*it, above.value_or(*it));
    }
    const Position after = below ? m_positions.value(*below) - m_origin + 1 : 0;
    const Position before = above ? m_positions.value(*above) - m_origin : m_rows;
    return after == before;
}

bool MessageModel::isMissing(int firstRow, int lastRow, int *from, int *to) const
{
    *from = -1;
    for (int row = firstRow; row <= lastRow; ++row) {
        if (slot(positionOf(row)))
            continue;
        if (*from < 0)
            *from = row;
        *to = row;
    }
    return *from >= 0;
}

void MessageModel::fetchMissing()
{
    if (!m_queue.isValid() || m_inFlight >= flightLimit)
        return;
    const int first = qBound(0, m_visibleFirst, qMax(0, m_rows - 1));
    const int last = qMin(qMin(m_visibleLast, m_rows - 1), first + fetchLimit - 1);
    if (m_refreshWanted) {
        m_refreshWanted = false;
        const int from = qMax(0, first - 1);
        fetch(quint64(from), qBound(1, last - from + 2, fetchLimit));
        return;
    }
    int from = 0;
    int to = 0;
    if (last < first || m_inFlight > 0 || !isMissing(first, last, &from, &to))
        return;
    from = qMax(0, from - fetchedBeyond);
    fetch(quint64(from), qMin(to + fetchedBeyond - from + 1, fetchLimit));
}

void MessageModel::fetch(quint64 first, int count)
{
    ++m_inFlight;
    const quint64 generation = m_generation;
    async::whenDone(m_session.browse(m_queue, first, quint32(count)), this,
                    [this, generation, count](const engine::Result<MessagePage> &answer) {
                        if (generation != m_generation)
                            return;
                        --m_inFlight;
                        if (answer)
                            takeIn(answer.value(), count);
                        else
                            fail(answer.error());
                    });
}

void MessageModel::fail(const engine::Error &error)
{
    m_problem = error.detail;
    if (error.code == engine::BrokerError::NotFound) {
        moveOrigin(m_origin + m_rows);
        setRows(0);
    }
    Q_EMIT settled();
}

void MessageModel::takeIn(const MessagePage &page, int asked)
{
    m_problem.clear();
    moveOrigin(originAfter(page));
    setRows(page.total);
    store(page);
    trim();
    Q_EMIT settled();
    // An answer that has less than there is would have it again: the next look asks, not this one.
    const quint64 there = page.total > page.firstIndex ? page.total - page.firstIndex : 0;
    if (quint64(page.messages.size()) >= qMin(quint64(asked), there))
        fetchMissing();
}

/// Where the head of the queue is now: a message seen before tells it by where it stands in the answer.
/// The first visible one is asked first, so that it is the one that stays in place.
MessageModel::Position MessageModel::originAfter(const MessagePage &page) const
{
    const auto originBy = [&](qsizetype i, Position known) { return known - Position(page.firstIndex) - i; };
    for (int row = m_visibleFirst; row <= qMin(m_visibleLast, m_rows - 1); ++row) {
        const MessageSummary *anchor = slot(positionOf(row));
        if (!anchor)
            continue;
        const auto it = std::lower_bound(page.messages.cbegin(), page.messages.cend(), anchor->ref.offset,
                                         [](const MessageSummary &m, quint64 offset) { return m.ref.offset < offset; });
        if (it != page.messages.cend() && it->ref.offset == anchor->ref.offset)
            return originBy(it - page.messages.cbegin(), positionOf(row));
    }
    for (qsizetype i = 0; i < page.messages.size(); ++i) {
        const auto known = m_positions.constFind(page.messages.at(i).ref.offset);
        if (known != m_positions.constEnd())
            return originBy(i, *known);
    }
    // The queue has become shorter than where we looked: queues drain at the head.
    if (page.messages.isEmpty())
        return m_origin + Position(quint64(m_rows) > page.total ? quint64(m_rows) - page.total : 0);
    // Nothing in common: what was here before this stretch has moved on. Offsets tell how far, but for holes.
    const MessageSummary *before = slot(m_origin + Position(page.firstIndex));
    if (before && page.messages.first().ref.offset > before->ref.offset) {
        const quint64 moved = page.messages.first().ref.offset - before->ref.offset;
        return m_origin + Position(qMin<quint64>(moved, quint64(m_rows)));
    }
    return m_origin;
}

void MessageModel::moveOrigin(Position origin)
{
    const Position moved = origin - m_origin;
    if (moved > 0) {
        const int gone = int(qMin<Position>(moved, m_rows));
        if (gone > 0)
            beginRemoveRows({}, 0, gone - 1);
        forget(m_origin, origin - 1);
        m_origin = origin;
        m_rows -= gone;
        m_total -= qMin(m_total, quint64(moved));
        if (gone > 0)
            endRemoveRows();
    } else if (moved < 0) {
        // Older messages than any here: they came back (an undone purge).
        const int room = std::numeric_limits<int>::max() - m_rows;
        const int came = int(qMin<Position>(-moved, room));
        if (came > 0)
            beginInsertRows({}, 0, came - 1);
        m_origin = origin;
        m_rows += came;
        m_total += quint64(-moved);
        if (came > 0)
            endInsertRows();
    }
}

void MessageModel::setRows(quint64 total)
{
    const int rows = int(qMin<quint64>(total, std::numeric_limits<int>::max()));
    m_total = total;
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        forget(m_origin + rows, m_origin + m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

void MessageModel::store(const MessagePage &page)
{
    Position changedFirst = -1;
    Position changedLast = -1;
    for (qsizetype i = 0; i < page.messages.size(); ++i) {
        const Position row = Position(page.firstIndex) + i;
        if (row >= m_rows)
            break;
        const MessageSummary &message = page.messages.at(i);
        const Position position = m_origin + row;
        MessageSummary *place = slot(position, true);
        if (*place == message)
            continue;
        if (place->ref.queue.isValid() && m_positions.value(place->ref.offset, position - 1) == position)
            m_positions.remove(place->ref.offset);
        const Position elsewhere = m_positions.value(message.ref.offset, position);
        if (elsewhere != position) {
            if (MessageSummary *old = slot(elsewhere, false))
                *old = {};
        }
        *slot(position, true) = message;
        m_positions.insert(message.ref.offset, position);
        if (changedFirst < 0)
            changedFirst = row;
        changedLast = row;
    }
    if (changedFirst >= 0)
        Q_EMIT dataChanged(index(int(changedFirst), 0), index(int(changedLast), columnCount() - 1));
}

void MessageModel::forget(Position from, Position to)
{
    for (auto it = m_stretches.begin(); it != m_stretches.end();) {
        const Position begin = it.key() * stretchSize;
        const Position low = qMax(from, begin);
        const Position high = qMin(to, begin + stretchSize - 1);
        for (Position p = low; p <= high; ++p) {
            MessageSummary &message = it->messages[p - begin];
            if (message.ref.queue.isValid() && m_positions.value(message.ref.offset, p - 1) == p)
                m_positions.remove(message.ref.offset);
            message = {};
        }
        const bool whole = low == begin && high == begin + stretchSize - 1;
        it = whole ? m_stretches.erase(it) : std::next(it);
    }
}

void MessageModel::trim()
{
    while (m_stretches.size() > stretchLimit) {
        const auto oldest = std::min_element(m_stretches.cbegin(), m_stretches.cend(),
                                             [](const Stretch &a, const Stretch &b) { return a.lastUse < b.lastUse; });
        const Position begin = oldest.key() * stretchSize;
        forget(begin, begin + stretchSize - 1);
    }
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return messageData(slot(positionOf(index.row())), m_look, index.row(), index.column(), role);
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    return messageHeader(m_look, section, role);
}

QList<MessageSummary> MessageModel::loaded(const engine::MessageMatcher &matcher) const
{
    QList<MessageSummary> found;
    for (auto it = m_stretches.cbegin(); it != m_stretches.cend(); ++it) {
        for (qsizetype i = 0; i < it->messages.size(); ++i) {
            const qint64 row = it.key() * stretchSize + i - m_origin;
            const MessageSummary &message = it->messages.at(i);
            if (row >= 0 && row < m_rows && message.ref.queue.isValid() &&
                message.state != engine::MessageState::Gone && matcher.matches(message))
                found << message;
        }
    }
    return found;
}

} // namespace ui::models
