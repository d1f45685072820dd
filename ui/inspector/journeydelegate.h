// SPDX-License-Identifier: GPL-3.0-or-later
// JourneyDelegate: paints a step of a journey: a dot of its colour on the line that leads through all of them, its time, how long
// after the step before, and what happened, in as many lines as it needs. Knows what lies under a click.
// Owner: JourneyView. Thread: ui.
#pragma once

#include "ui/inspector/journeymodel.h"

#include <QStyledItemDelegate>
#include <QTextLayout>

#include <optional>

namespace ui::inspector {

class JourneyDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// What can be gone to at this point of the row; nothing: nothing.
    std::optional<JourneyTarget> targetAt(const QStyleOptionViewItem &option, const QModelIndex &index,
                                          const QPoint &point) const;

private:
    static const JourneyModel::Row &rowOf(const QModelIndex &index);
    static QRect textRect(const QStyleOptionViewItem &option);
    static void layOut(QTextLayout &layout, const JourneyModel::Row &row, const QStyleOptionViewItem &option);
    static void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    static void paintTimes(QPainter &painter, const QStyleOptionViewItem &option, const JourneyModel::Row &row);
};

} // namespace ui::inspector
