// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/messageselection.h"

#include "ui/models/roles.h"
#include "ui/tables/virtualtable.h"

#include <QItemSelectionModel>
#include <QSet>

#include <algorithm>

namespace ui::pages {

using engine::MessageRef;
using engine::MessageSummary;

namespace {

constexpr size_t mostKnown = 8;

} // namespace

MessageSummary MessageSelection::at(int row) const
{
    return m_table.model()->index(row, 0).data(models::SnapshotRole).value<MessageSummary>();
}

MessageRef MessageSelection::refAt(int row) const
{
    if (const MessageRef there = at(row).ref; there.queue.isValid())
        return there;
    const auto known =
        std::find_if(m_known.begin(), m_known.end(), [row](const Known &one) { return one.row.row() == row; });
    return known == m_known.end() ? MessageRef() : known->ref;
}

void MessageSelection::take()
{
    m_isAll = false;
    m_count = m_table.selectedCount();
    m_first = m_last = {};
    noteCurrent();
    m_listed = list();
    findEnds();
}

void MessageSelection::shrink()
{
    m_count = m_table.selectedCount();
    m_isAll = m_isAll && m_count > 0;
    if (!m_listed.isEmpty())
        m_listed = list();
}

bool MessageSelection::look()
{
    noteCurrent();
    if (m_count == 0)
        return true;
    const QList<MessageSummary> now = list();
    if (m_listed.isEmpty()) {
        m_listed = now;
        findEnds();
        return true;
    }
    QSet<MessageRef> chosen;
    for (const MessageSummary &message : std::as_const(m_listed))
        chosen.insert(message.ref);
    const bool isSame = std::all_of(now.begin(), now.end(),
                                    [&](const MessageSummary &message) { return chosen.contains(message.ref); });
    if (isSame && !now.isEmpty())
        m_listed = now; // with the states they have now
    return isSame;
}

/// Nothing where one of them is not here.
QList<MessageSummary> MessageSelection::list() const
{
    if (m_count == 0 || m_count > mostListed)
        return {};
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_table.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    QList<MessageSummary> messages;
    for (const int row : rows) {
        MessageSummary message = at(row);
        if (!message.ref.queue.isValid())
            return {};
        messages << std::move(message);
    }
    return messages;
}

void MessageSelection::noteCurrent()
{
    for (Known &known : m_known) {
        if (!known.ref.queue.isValid() && known.row.isValid())
            known.ref = at(known.row.row()).ref;
    }
    const QModelIndex current = m_table.currentIndex();
    if (!current.isValid())
        return;
    std::erase_if(m_known,
                  [&](const Known &known) { return !known.row.isValid() || known.row.row() == current.row(); });
    m_known.push_back({current, at(current.row()).ref});
    if (m_known.size() > mostKnown)
        m_known.erase(m_known.begin());
}

void MessageSelection::findEnds()
{
    const QItemSelection selection = m_table.selectionModel()->selection();
    if (selection.size() != 1)
        return;
    if (!m_first.queue.isValid())
        m_first = refAt(selection.first().top());
    if (!m_last.queue.isValid())
        m_last = refAt(selection.first().bottom());
}

std::optional<std::pair<MessageRef, MessageRef>> MessageSelection::range() const
{
    const bool isKnown = m_first.queue.isValid() && m_last.queue.isValid() && m_first.queue == m_last.queue;
    return isKnown ? std::optional(std::pair(m_first, m_last)) : std::nullopt;
}

} // namespace ui::pages
