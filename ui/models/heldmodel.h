// SPDX-License-Identifier: GPL-3.0-or-later
// HeldModel: the messages that were taken out of a queue by hand and are not settled yet, in the order they were taken. SteppedModel: the
// messages of a topic that have been stepped through, by partition and offset.
// Owner: HandPanel, StepPanel. Thread: ui.
#pragma once

#include "ui/models/describedtable.h"

#include <engine/handconsumer.h>

#include <utility>

namespace ui::models {

class HeldModel final : public DescribedTable<engine::HeldMessage, quint64>
{
    Q_OBJECT
public:
    enum Column { Tag, Offset, Key, Exchange, Redelivered, Size, Since, Body, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    quint64 keyOf(const engine::HeldMessage &held) const override { return held.tag; }
    QVariant idOf(const engine::HeldMessage &held) const override { return held.tag; }
};

/// A message, and the number of the partition that it is in.
struct SteppedMessage
{
    quint32 partition = 0;
    engine::MessageSummary message;
    bool operator==(const SteppedMessage &) const = default;
};

class SteppedModel final : public DescribedTable<SteppedMessage, std::pair<quint32, quint64>>
{
    Q_OBJECT
public:
    enum Column { Partition, Offset, Key, Written, Size, Body, columnEnd };

    using DescribedTable::DescribedTable;

private:
    const Columns &columns() const override;
    std::pair<quint32, quint64> keyOf(const SteppedMessage &stepped) const override
    {
        return {stepped.partition, stepped.message.ref.offset};
    }
};

} // namespace ui::models
