// SPDX-License-Identifier: GPL-3.0-or-later
// QueueDetailModel: what a queue is: its type and kind, its arguments, and what policies add to them, each with where it comes
// from and what it means.
// Owner: QueuePage. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/snapshots.h>

namespace ui::pages {

struct QueueDetail
{
    int place = 0; ///< in the list
    QString name, value, from, meaning;
    bool operator==(const QueueDetail &) const = default;
};

QList<QueueDetail> queueDetails(const engine::QueueSnapshot &queue);
/// Arguments of the declaration and keys of policies.
int argumentCount(const engine::QueueSnapshot &queue);

class QueueDetailModel final : public models::DescribedTable<QueueDetail, int>
{
    Q_OBJECT
public:
    enum Column { Name, Value, From, Meaning, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    int keyOf(const QueueDetail &detail) const override { return detail.place; }
    QVariant idOf(const QueueDetail &detail) const override { return detail.place; }
};

} // namespace ui::pages
