// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a journey: each step as one line that a person reads, with what can be gone to in it.
// Thread: any.
#pragma once

#include "ui/tables/cells.h"

#include <engine/groups.h>
#include <engine/journeys.h>

#include <QList>
#include <QString>

namespace ui::inspector {

/// An object that a step tells of.
struct JourneyTarget
{
    enum class Kind : quint8 { Queue, Topic, Exchange, Connection, Message };
    Kind kind = Kind::Queue;
    QString virtualHost, name;
    engine::QueueId queue; ///< of a queue, or the log of a topic's partition
    engine::ConnectionId connection;
    engine::MessageRef place; ///< of a message
    bool operator==(const JourneyTarget &) const = default;
};

struct JourneySegment
{
    enum class Style : quint8 { Plain, Strong, Faint };
    QString text;
    Style style = Style::Plain;
    int target = -1; ///< into JourneyLine::targets; -1: nothing to go to
    bool operator==(const JourneySegment &) const = default;
};

struct JourneyLine
{
    QList<JourneySegment> segments;
    QList<JourneyTarget> targets;
    tables::Tone tone = tables::Tone::Muted;
    QString text() const;
    bool operator==(const JourneyLine &) const = default;
};

/// `own`: the message whose journey it is; of others it says what they are to it.
JourneyLine lineOf(const engine::JourneyStep &step, engine::MessageId own);
/// Who has read it and who has not: of a message that is kept in a topic, one line for each group that reads its partition.
QList<JourneyLine> readerLines(const engine::JourneyStep &kept, const QList<engine::GroupSnapshot> &groups);
/// Why there is nothing, or not all, before the first step that was recorded; empty: nothing is missing.
QString gapText(const engine::Journey &journey);
/// "Go to queue orders.eu"
QString targetText(const JourneyTarget &target);
/// Why it was dropped or died: "its time to live was over"; empty: there is nothing to say.
QString causeText(engine::StepCause cause);

} // namespace ui::inspector
