// SPDX-License-Identifier: GPL-3.0-or-later
// JourneyModel: the journey of one message, a row a step, and one that says where something is missing. A longer journey of the
// same message leaves the rows it had where they are.
// Owner: JourneyView. Thread: ui.
#pragma once

#include "ui/inspector/journeytext.h"

#include <QAbstractListModel>

namespace ui::inspector {

class JourneyModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Row
    {
        JourneyLine line;
        qint64 atMs = 0;     ///< 0: not known
        qint64 sinceMs = -1; ///< since the step before; -1: not known
        bool isGap = false;
        bool isNow = false;
        bool operator==(const Row &) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    /// The groups tell who has read it, where it is kept in a topic.
    void show(const engine::Journey &journey, const QList<engine::GroupSnapshot> &groups = {});
    void clear() { show({}); }
    const Row &at(int row) const { return m_rows.at(row); }
    /// The row as text: time, since, what.
    QString textOf(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    static QList<Row> rowsOf(const engine::Journey &journey, const QList<engine::GroupSnapshot> &groups);

    QList<Row> m_rows;
};

} // namespace ui::inspector
