// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/unroutedmodel.h"

#include "ui/models/features.h"
#include "ui/tables/preview.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::UnroutedMessage;
using Origin = engine::UnroutedMessage::Origin;

QString publisherText(const UnroutedMessage &message)
{
    switch (message.origin) {
    case Origin::DeadLetter:
        return UnroutedModel::tr("dead letter of %1").arg(message.diedIn);
    case Origin::Delayed:
        return UnroutedModel::tr("delayed");
    case Origin::Published:
        break;
    }
    return message.client.isEmpty() ? UnroutedModel::tr("not known") : message.client;
}

const UnroutedModel::Columns &UnroutedModel::columns() const
{
    using Message = UnroutedMessage;
    static const auto quiet = [](const Message &) { return Tone::Muted; };
    static const Columns all{
        {.title = tr("Time"),
         .text = [](const Message &m) { return theme::formatTime(m.atMs); },
         .style = MonoCell,
         .sortKey = [](const Message &m) { return QVariant(m.id.v); },
         .tone = [](const Message &) { return Tone::Faint; },
         .toolTip = [](const Message &m) { return theme::formatDateTime(QDateTime::fromMSecsSinceEpoch(m.atMs)); }},
        {.title = tr("Published by"),
         .text = publisherText,
         .style = StrongCell,
         .tone = [](const Message &m) { return m.origin == Origin::DeadLetter ? Tone::Dead : Tone::Normal; },
         .toolTip =
             [](const Message &m) {
                 return m.wasReturned ? tr("%1; mandatory: it has the message back").arg(publisherText(m))
                                      : publisherText(m);
             },
         .suffix = [](const Message &m) { return m.wasReturned ? tr("returned") : QString(); }},
        {.title = tr("User"), .text = [](const Message &m) { return m.user; }, .tone = quiet},
        {.title = tr("Exchange"),
         .text = [](const Message &m) { return exchangeLabel(m.exchange); },
         .style = MonoCell,
         .suffix =
             [](const Message &m) { return m.exchangeMissing ? tr("does not exist") : hostSuffix(m.virtualHost); }},
        {.title = tr("Routing key"), .text = [](const Message &m) { return m.routingKey; }, .style = MonoCell},
        {.title = tr("Size"),
         .text = [](const Message &m) { return theme::formatSize(m.size); },
         .style = FigureCell,
         .sortKey = [](const Message &m) { return QVariant(m.size); }},
        {.title = tr("Content type"), .text = [](const Message &m) { return m.contentType; }, .tone = quiet},
        {.title = tr("Virtual host"), .text = [](const Message &m) { return m.virtualHost; }, .tone = quiet},
        {.title = tr("Body"),
         .text =
             [](const Message &m) {
                 return m.hasBody ? tables::previewLine(m.preview)
                                  : tr("(too large to be kept) %1").arg(tables::previewLine(m.preview));
             },
         .style = MonoCell,
         .tone = quiet},
    };
    return all;
}

QString UnroutedModel::filterText(const UnroutedMessage &message) const
{
    return QStringList{publisherText(message), message.user,        message.exchange,
                       message.routingKey,     message.virtualHost, tables::previewLine(message.preview)}
        .join(u'\n');
}

} // namespace ui::models
