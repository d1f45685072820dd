// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of every table of messages, and what their cells and headings say: of a queue, in RabbitMQ's words, or of a log,
// in Kafka's. Thread: ui (values).
#pragma once

#include <engine/snapshots.h>

#include <QHash>
#include <QVariant>

namespace ui::models {

/// The first is what a message keeps while its place in the queue changes; views may show the columns in another order.
enum MessageColumn {
    KeyColumn,
    IndexColumn, ///< the place in the queue, counted from 1; in a log the offset
    StateColumn,
    RedeliveredColumn,
    PublishedColumn,
    ExchangeColumn,
    SizeColumn,
    ContentTypeColumn,
    HolderColumn,
    OffsetColumn, ///< by which the inspector names the message; the place in the queue changes, this does not
    PartitionColumn,
    DiedColumn, ///< of a dead letter: when, why and where, how often
    DeathColumn,
    DeathsColumn,
    BodyColumn,
    ColumnCount
};

struct MessageLook
{
    bool isLog = false;
    QHash<engine::QueueId, quint32> partitions; ///< of a log: their numbers
    bool hasPlaces = true;                      ///< the rows are those of the queue, without gaps
    bool isDead = false;                        ///< dead letters: their model says what is in the columns for them
};

/// Whether tables of this kind have the column at all; others can be hidden and shown.
bool hasColumn(const MessageLook &look, int column);
/// `message` null: it is still on its way.
QVariant messageData(const engine::MessageSummary *message, const MessageLook &look, int row, int column, int role);
/// A column that is not there has no title.
QVariant messageHeader(const MessageLook &look, int column, int role);

} // namespace ui::models
