// SPDX-License-Identifier: GPL-3.0-or-later
// PaletteModel: what of the entries fits what is typed, the best first; without anything typed what was used last, and then all as
// they came. Another query is another list: it resets.
// Owner: CommandPalette. Thread: ui.
#pragma once

#include "ui/palette/entry.h"

#include <QAbstractListModel>

#include <optional>

namespace ui::palette {

class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        KindRole = Qt::UserRole + 1,
        DetailRole,
        ShortcutRole,
        PlacesRole, ///< QList<int>: letters of the text that were typed
        ToneRole,
        EnabledRole,
        HasStepsRole,
        KeyRole,
    };
    static constexpr int mostRows = 200;

    using QAbstractListModel::QAbstractListModel;

    /// The rows stay where the keys of the entries are the same.
    void setEntries(const QList<Entry> &entries);
    void setQuery(const QString &query);
    /// Keys, the one used last first.
    void setRecent(const QStringList &keys);
    const Entry &entryAt(int row) const { return m_entries.at(m_rows.at(row).entry); }
    /// -1: it is not among the rows.
    int rowOf(const QString &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        qsizetype entry;
        int score;
        QList<int> places;
    };

    void refill();
    std::optional<Row> match(qsizetype entry, const QList<QStringView> &words) const;

    QList<Entry> m_entries;
    QString m_query;
    QStringList m_recent;
    QList<Row> m_rows;
};

} // namespace ui::palette
