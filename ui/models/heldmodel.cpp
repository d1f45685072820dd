// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/heldmodel.h"

#include "ui/models/features.h"
#include "ui/tables/preview.h"

namespace ui::models {

using engine::HeldMessage;

const HeldModel::Columns &HeldModel::columns() const
{
    static const auto quiet = [](const HeldMessage &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Tag"),
         .text = [](const HeldMessage &h) { return theme::formatCount(h.tag); },
         .style = FigureCell,
         .sortKey = [](const HeldMessage &h) { return QVariant::fromValue(h.tag); },
         .tone = quiet,
         .toolTip = [](const HeldMessage &) { return tr("The delivery tag, counted for each consumer from 1 on"); }},
        {.title = tr("Offset"),
         .text = [](const HeldMessage &h) { return theme::formatCount(h.message.ref.offset); },
         .style = FigureCell,
         .sortKey = [](const HeldMessage &h) { return QVariant::fromValue(h.message.ref.offset); }},
        {.title = tr("Routing key"),
         .text = [](const HeldMessage &h) { return h.message.routingKey; },
         .style = MonoCell | StrongCell},
        {.title = tr("Exchange"), .text = [](const HeldMessage &h) { return exchangeLabel(h.message.exchange); }},
        {.title = tr("Redelivered"),
         .text = [](const HeldMessage &h) { return h.message.redelivered ? tr("yes") : tr("no"); },
         .tone = [](const HeldMessage &h) { return h.message.redelivered ? Tone::Unacked : Tone::Muted; }},
        {.title = tr("Size"),
         .text = [](const HeldMessage &h) { return theme::formatSize(h.message.size); },
         .style = FigureCell,
         .sortKey = [](const HeldMessage &h) { return QVariant::fromValue(h.message.size); }},
        {.title = tr("Taken"),
         .text = [](const HeldMessage &h) { return theme::formatTime(h.message.unackedSince); },
         .sortKey = [](const HeldMessage &h) { return QVariant(h.message.unackedSince); },
         .tone = quiet},
        {.title = tr("Body"),
         .text = [](const HeldMessage &h) { return tables::previewLine(h.message.preview); },
         .style = MonoCell,
         .tone = quiet},
    };
    return all;
}

const SteppedModel::Columns &SteppedModel::columns() const
{
    using Stepped = SteppedMessage;
    static const auto quiet = [](const Stepped &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Partition"),
         .text = [](const Stepped &s) { return theme::formatCount(s.partition); },
         .style = FigureCell,
         .sortKey = [](const Stepped &s) { return s.partition; },
         .tone = quiet},
        {.title = tr("Offset"),
         .text = [](const Stepped &s) { return theme::formatCount(s.message.ref.offset); },
         .style = FigureCell,
         .sortKey = [](const Stepped &s) { return QVariant::fromValue(s.message.ref.offset); }},
        {.title = tr("Key"),
         .text = [](const Stepped &s) { return s.message.routingKey; },
         .style = MonoCell | StrongCell},
        {.title = tr("Written"),
         .text = [](const Stepped &s) { return theme::formatDateTime(s.message.publishedAt); },
         .sortKey = [](const Stepped &s) { return QVariant(s.message.publishedAt); },
         .tone = quiet},
        {.title = tr("Size"),
         .text = [](const Stepped &s) { return theme::formatSize(s.message.size); },
         .style = FigureCell,
         .sortKey = [](const Stepped &s) { return QVariant::fromValue(s.message.size); }},
        {.title = tr("Value"),
         .text = [](const Stepped &s) { return tables::previewLine(s.message.preview); },
         .style = MonoCell,
         .tone = quiet},
    };
    return all;
}

} // namespace ui::models
