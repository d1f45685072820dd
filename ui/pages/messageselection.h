// SPDX-License-Identifier: GPL-3.0-or-later
// MessageSelection: which messages a user has selected in a table whose rows come, go and change their places: the messages that
// were there when they were selected, not the rows. A range that is longer than what is loaded is known by its two ends; all
// of them are all, also those that come before something is done.
// Owner: MessageTable. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QPersistentModelIndex>

#include <optional>
#include <vector>

namespace ui::tables {
class VirtualTable;
}

namespace ui::pages {

class MessageSelection
{
public:
    /// So many are known one by one.
    static constexpr qint64 mostListed = 2000;

    explicit MessageSelection(const tables::VirtualTable &table)
        : m_table(table)
    {}

    /// Everything is selected, and meant.
    void chooseAll() { m_isAll = m_count > 0; }
    /// The table has another selection now, by what the user does.
    void take();
    /// Selected rows have gone with their messages.
    void shrink();
    /// The model has something else to say of its rows: what was missing may be here, what was there may have moved. False: rows
    /// show other messages now than those that were selected.
    bool look();

    qint64 count() const { return m_count; }
    bool isAll() const { return m_isAll; }
    /// In the order of the rows; empty where there are too many, or where not all of them are here yet.
    const QList<engine::MessageSummary> &listed() const { return m_listed; }
    /// The first and the last of a range that is not listed; nothing where they are not known.
    std::optional<std::pair<engine::MessageRef, engine::MessageRef>> range() const;

private:
    struct Known
    {
        QPersistentModelIndex row;
        engine::MessageRef ref;
    };
    QList<engine::MessageSummary> list() const;
    void noteCurrent();
    void findEnds();
    engine::MessageSummary at(int row) const;
    engine::MessageRef refAt(int row) const;

    const tables::VirtualTable &m_table;
    qint64 m_count = 0;
    bool m_isAll = false;
    QList<engine::MessageSummary> m_listed;
    std::vector<Known> m_known;         ///< rows that were current: the ends of a range are among them
    engine::MessageRef m_first, m_last; ///< of a range; invalid: not known, or there is none
};

} // namespace ui::pages
