// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparedfieldsmodel.h"

#include "ui/tables/cells.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using tables::Tone;

void ComparedFieldsModel::setFields(const QList<ComparedField> &fields)
{
    m_fields = fields;
    fill();
}

void ComparedFieldsModel::setDifferentOnly(bool differentOnly)
{
    m_differentOnly = differentOnly;
    fill();
}

void ComparedFieldsModel::fill()
{
    beginResetModel();
    m_rows.clear();
    std::copy_if(m_fields.cbegin(), m_fields.cend(), std::back_inserter(m_rows),
                 [this](const ComparedField &field) { return !m_differentOnly || !field.isSame; });
    endResetModel();
}

int ComparedFieldsModel::differences() const
{
    return int(std::count_if(m_fields.cbegin(), m_fields.cend(), [](const ComparedField &f) { return !f.isSame; }));
}

QVariant ComparedFieldsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparedField &field = m_rows.at(index.row());
    const bool isThere = index.column() == LeftColumn ? field.hasLeft : field.hasRight;
    const QString &value = index.column() == LeftColumn ? field.left : field.right;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return QString(field.section % u" · "_s % field.name);
        return isThere ? value : u"—"_s;
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? field.name : isThere ? value : tr("not there");
    case tables::MonospacedRole:
        return index.column() != NameColumn;
    case tables::EmphasisRole:
        return !field.isSame;
    case tables::ToneRole:
        if (index.column() == NameColumn)
            return int(field.isSame ? Tone::Muted : Tone::Normal);
        if (field.isSame)
            return int(Tone::Muted);
        if (!isThere)
            return int(Tone::Faint);
        return int(field.hasLeft && field.hasRight ? Tone::Unacked
                   : index.column() == LeftColumn  ? Tone::Dead
                                                   : Tone::Ok);
    default:
        return {};
    }
}

QVariant ComparedFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : section == LeftColumn ? tr("Left") : tr("Right");
}

} // namespace ui::inspector
