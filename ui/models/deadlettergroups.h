// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters grouped as the user wants it: groupedBy() puts the broker's groups together, DeadLetterGroupModel is the list.
// Owner: DeadLettersPage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/deadletters.h>

namespace ui::models {

enum class DeadLetterGrouping : quint8 { ReasonAndQueue, Reason, Queue, Hour };

struct DeadLetterRow
{
    QString key; ///< names the group for as long as there is one like it
    QString title;
    QString reason; ///< empty: several
    QString queue;  ///< they died in; empty: several
    engine::DeadLetterFilter filter;
    QString virtualHost;         ///< of the first
    QList<engine::QueueId> logs; ///< the queues they lie in
    QStringList places;          ///< their names
    QStringList rejectedBy;
    QString origin; ///< where requeueing takes them; empty: not the same for all
    quint64 count = 0;
    qint64 firstMs = 0, lastMs = 0;
    bool operator==(const DeadLetterRow &) const = default;
};

QList<DeadLetterRow> groupedBy(DeadLetterGrouping grouping, const QList<engine::DeadLetterGroup> &groups);
/// All of them as one; its key is empty.
DeadLetterRow allOf(const QList<engine::DeadLetterGroup> &groups);

class DeadLetterGroupModel final : public DescribedTable<DeadLetterRow, QString>
{
    Q_OBJECT
public:
    enum Column { Title, Count, LiesIn, First, Last, ColumnCount };

    using DescribedTable::DescribedTable;

protected:
    const Columns &columns() const override;
    QString keyOf(const DeadLetterRow &row) const override { return row.key; }
    QVariant idOf(const DeadLetterRow &row) const override { return row.key; }
    QString filterText(const DeadLetterRow &row) const override;
};

} // namespace ui::models
