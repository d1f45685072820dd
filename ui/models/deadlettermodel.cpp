// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deadlettermodel.h"

#include "ui/async/whendone.h"
#include "ui/models/deathwords.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"

#include <algorithm>

namespace ui::models {

using engine::DeadLetter;
using engine::MessageRef;

namespace {

/// Rows read beyond the visible ones, so that a turn of the wheel finds them there.
constexpr int readBeyond = 40;

bool isOfDeath(int column)
{
    return column == DiedColumn || column == DeathColumn || column == DeathsColumn;
}

} // namespace

DeadLetterModel::DeadLetterModel(engine::BrokerSession &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{}

void DeadLetterModel::show(const engine::DeadLetterFilter &filter)
{
    if (filter == m_filter && (m_isKnown || m_isListing))
        return refresh();
    dropQuestion();
    m_filter = filter;
    m_limit = firstLimit;
    m_isKnown = false;
    m_problem.clear();
    refresh();
}

void DeadLetterModel::restrictTo(const std::optional<QList<MessageRef>> &found)
{
    if (found == m_found)
        return;
    if (found.has_value() != m_found.has_value())
        dropQuestion();
    m_found = found;
    m_isKnown = false;
    applyRows(foundAmong(m_rows));
    refresh();
}

void DeadLetterModel::showMore()
{
    m_limit = qMin(mostRows, m_limit * 10);
    refresh();
}

/// An answer that is on its way is for others.
void DeadLetterModel::dropQuestion()
{
    ++m_generation;
    m_isListing = m_isReading = m_isRefreshWanted = false;
}

void DeadLetterModel::refresh()
{
    if (m_isListing) {
        m_isRefreshWanted = true;
        return;
    }
    m_isListing = true;
    m_isRefreshWanted = false;
    async::whenDone(
        ask(), this,
        [this, asked = m_found, generation = m_generation](const engine::Result<engine::DeadLetterList> &answer) {
            if (generation != m_generation)
                return;
            m_isListing = false;
            take(answer, asked == m_found);
            Q_EMIT settled();
            if (m_isRefreshWanted)
                refresh();
        });
}

engine::BrokerSession::Future<engine::DeadLetterList> DeadLetterModel::ask()
{
    return m_found ? m_session.pickDeadLetters(m_filter, *m_found) : m_session.listDeadLetters(m_filter, m_limit);
}

/// What has been found meanwhile may be other messages than those that were asked for.
void DeadLetterModel::take(const engine::Result<engine::DeadLetterList> &answer, bool isOfFound)
{
    m_problem = answer ? QString() : answer.error().detail;
    if (!answer)
        return;
    m_isKnown = m_isKnown || isOfFound;
    m_total = answer->total;
    applyRows(isOfFound ? answer->messages : foundAmong(answer->messages));
    read(true);
}

QList<MessageRef> DeadLetterModel::foundAmong(const QList<MessageRef> &messages) const
{
    if (!m_found)
        return messages;
    const QSet<MessageRef> found(m_found->cbegin(), m_found->cend());
    QList<MessageRef> among = messages;
    among.removeIf([&found](const MessageRef &ref) { return !found.contains(ref); });
    return among;
}

void DeadLetterModel::applyRows(const QList<MessageRef> &next)
{
    if (next == m_rows)
        return;
    const QSet<MessageRef> staying(next.cbegin(), next.cend());
    if (isScattered(next, staying)) {
        beginResetModel();
        m_rows = next;
        endResetModel();
    } else {
        removeMissing(staying);
        insertNew(next);
    }
    m_letters.removeIf([&staying](auto it) { return !staying.contains(it.key()); });
}

/// Each run moves all rows behind it, and is told to the view.
bool DeadLetterModel::isScattered(const QList<MessageRef> &next, const QSet<MessageRef> &staying) const
{
    const auto runs = [](const QList<MessageRef> &rows, const QSet<MessageRef> &others) {
        int count = 0;
        bool isInRun = false;
        for (const MessageRef &row : rows) {
            const bool isAlone = !others.contains(row);
            count += isAlone && !isInRun ? 1 : 0;
            isInRun = isAlone;
        }
        return count;
    };
    return runs(m_rows, staying) + runs(next, {m_rows.cbegin(), m_rows.cend()}) > mostRuns;
}

void DeadLetterModel::removeMissing(const QSet<MessageRef> &staying)
{
    for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
        if (staying.contains(m_rows.at(last)))
            continue;
        qsizetype first = last;
        while (first > 0 && !staying.contains(m_rows.at(first - 1)))
            --first;
        beginRemoveRows({}, int(first), int(last));
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

/// All rows are in `next`. Their order is that of their deaths, which stays; where it does not, what is out of order comes anew.
void DeadLetterModel::insertNew(const QList<MessageRef> &next)
{
    QSet<MessageRef> here(m_rows.cbegin(), m_rows.cend());
    for (qsizetype row = 0; row < next.size(); ++row) {
        if (row < m_rows.size() && m_rows.at(row) == next.at(row))
            continue;
        if (here.contains(next.at(row))) {
            const qsizetype old = m_rows.indexOf(next.at(row), row);
            beginRemoveRows({}, int(old), int(old));
            m_rows.removeAt(old);
            endRemoveRows();
        }
        qsizetype end = row + 1;
        while (end < next.size() && !here.contains(next.at(end)))
            ++end;
        beginInsertRows({}, int(row), int(end) - 1);
        m_rows = m_rows.first(row) + next.mid(row, end - row) + m_rows.mid(row);
        endInsertRows();
        row = end - 1;
    }
}

void DeadLetterModel::setVisibleRange(int first, int last)
{
    m_first = first;
    m_last = last;
    read(false);
}

/// `again`: those too that are here, because their state may have changed.
void DeadLetterModel::read(bool again)
{
    if (m_isReading)
        return;
    const int first = qMax(0, m_first - (again ? 0 : readBeyond));
    const int last = qMin(int(m_rows.size()) - 1, m_last + (again ? 0 : readBeyond));
    QList<MessageRef> wanted;
    for (int row = first; row <= last && wanted.size() < readAtOnce; ++row) {
        if (again || !m_letters.contains(m_rows.at(row)))
            wanted << m_rows.at(row);
    }
    if (wanted.isEmpty())
        return;
    m_isReading = true;
    async::whenDone(m_session.readDeadLetters(wanted), this,
                    [this, again, generation = m_generation](const engine::Result<QList<DeadLetter>> &answer) {
                        if (generation != m_generation)
                            return;
                        m_isReading = false;
                        if (!answer)
                            return;
                        takeLetters(*answer);
                        Q_EMIT settled();
                        // What could not be read now is asked for with the next list.
                        if (again || !answer->isEmpty())
                            read(false);
                    });
}

void DeadLetterModel::takeLetters(const QList<DeadLetter> &letters)
{
    int first = -1;
    int last = -1;
    for (const DeadLetter &letter : letters) {
        DeadLetter &known = m_letters[letter.message.ref];
        if (known == letter)
            continue;
        known = letter;
        const int row = rowOf(letter.message.ref);
        first = first < 0 ? row : qMin(first, row);
        last = qMax(last, row);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(qMax(first, 0), 0), index(last, ColumnCount - 1));
}

const DeadLetter *DeadLetterModel::letter(MessageRef ref) const
{
    const auto known = m_letters.constFind(ref);
    return known == m_letters.constEnd() ? nullptr : &*known;
}

const DeadLetter *DeadLetterModel::letterAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? letter(m_rows.at(row)) : nullptr;
}

int DeadLetterModel::rowOf(MessageRef ref) const
{
    return int(m_rows.indexOf(ref));
}

// ---- cells

QVariant DeadLetterModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DeadLetter *letter = letterAt(index.row());
    if (letter && isOfDeath(index.column())) {
        if (const QVariant value = deathData(*letter, index.column(), role); value.isValid())
            return value;
    }
    return messageData(letter ? &letter->message : nullptr, m_look, index.row(), index.column(), role);
}

QVariant DeadLetterModel::deathData(const DeadLetter &letter, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const engine::Death death = letter.deaths.value(0);
        if (column == DiedColumn)
            return momentText(letter.diedMs, QDateTime::currentDateTime());
        if (column == DeathsColumn)
            return theme::formatCount(deathCount(letter.deaths));
        return deathTitle(death.reason, death.queue,
                          letter.rejectedBy.isEmpty() ? QStringList() : QStringList{letter.rejectedBy});
    }
    case Qt::ToolTipRole:
        return deathWords({letter.deaths, letter.diedMs, letter.rejectedBy, QDateTime::currentDateTime()});
    case tables::ToneRole:
        return int(column == DeathColumn ? Tone::Dead : column == DiedColumn ? Tone::Faint : Tone::Normal);
    case tables::MonospacedRole:
        return column == DiedColumn;
    default:
        return {};
    }
}

QVariant DeadLetterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return messageHeader(m_look, section, role);
}

} // namespace ui::models
