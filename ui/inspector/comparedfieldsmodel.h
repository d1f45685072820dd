// SPDX-License-Identifier: GPL-3.0-or-later
// ComparedFieldsModel: the fields of two messages beside each other; all of
// them, or the different ones only.
// Owner: CompareDialog. Thread: ui.
#pragma once

#include "ui/inspector/messagediff.h"

#include <QAbstractTableModel>

namespace ui::inspector {

class ComparedFieldsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, LeftColumn, RightColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFields(const QList<ComparedField> &fields);
    void setDifferentOnly(bool differentOnly);
    int differences() const;
    const ComparedField &fieldAt(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void fill();

    QList<ComparedField> m_fields;
    QList<ComparedField> m_rows;
    bool m_differentOnly = false;
};

} // namespace ui::inspector
